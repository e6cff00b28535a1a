/** What a row's time or stage may be, said of it: 随時, 毎月, 今月, 検討中. */
const VALUE = [
  '随時|通年|常に|常時|いつでも|年中|一年中|ずっと|定期(?:的)?に?|不定期|未定|検討(?:中|段階)|予定|実施中|継続中?|終わり|終了',
  '[年月週]に?\\s?[1-9一二三]回|毎[年月週日](?:\\d{1,2}月|\\d{1,2}回)?|[今来先翌]月(?:末|中)?|\\d{1,2}月(?:末|中)?|[今来昨]年度?中?|今年中?|年内|年度内',
].join('|');
const ENDS = [
  '(?:から|まで|に|中)?(?:だけ|のみ)?(?:やって(?:い)?る|やる|開催|実施|公開)?(?:の|な|って)?(?:感じ|こと|話|ん|予定)?',
  '(?:です|でしょう|だった|でした|なの|だよ|だろう|なん)*(?:(?:か(?:ね|な)?|よね|だよね|っけ|だっけ|でしたっけ)[?？。\\s]*|(?<=感じ)[?？。\\s]*|[?？]\\s*)$',
].join('');
/** 研修はどちらも随時でしょうか, アンケートも今月？: whether it is so of a thing. */
export const OF_THING = new RegExp(
  `(?:は|も|って|が)(?:もう|まだ|やっぱり?|結局|両方とも|[^。、はもがの]{0,6}も)?[、\\s]*(?:${VALUE})${ENDS}`,
);
/** いつでもやってる感じ？, まだ検討中ですか: of the one at hand. A month by itself is another matter: 8月？ */
export const OF_IT = new RegExp(
  `^(?:[そこ](?:れ|ちら|っち)(?:は|って|も)?[、\\s]*)?(?:もう|まだ|やっぱり?|結局|基本)?(?![今来先翌]月[?？\\s]*$|` +
    `\\d{1,2}月[?？\\s]*$|[今来昨]年度?[?？\\s]*$)(?:${VALUE})${ENDS}`,
);

/** 毎月送ってるんですか？: so often, whatever is done. */
const SO_OFTEN =
  /^(?:もう|まだ|やっぱり?|結局|基本)?(?:随時|通年|一年中|年中|定期(?:的)?|毎[年月週日]|[年月週]に?\s?[1-9一二三]回)(?:に)?[^、。はがも]{1,8}(?:る|ます)(?:の|ん)?(?:です)?か?[?？]\s*$/;

/** Whether a message asks if a time or a stage is so: of a thing that it names, or of the row at hand; null: it does not. */
export function valueAsked(bare: string): 'thing' | 'it' | null {
  if (OF_IT.test(bare) || SO_OFTEN.test(bare)) return 'it';
  return OF_THING.test(bare) ? 'thing' : null;
}
