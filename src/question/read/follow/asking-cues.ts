import { anyOf, sequence } from '../pattern.ts';

/** Asks something of what one has in mind, beside the facts that a question by itself asks for. */
export const ASKS = anyOf([
  /何について|何に関する|何(?:を)?(?:する|した|して)|どこ[をにへと]|どんな|いくら|どのくらい|どれくらい|どうやって/,
]);
/** A question word. */
export const WONDERS = anyOf(
  [
    /何(?!か|でも|も)|なに(?!か|も)|なん(?=[のでてにがをだ])|どう|どの|どこ(?!か|で?も)|どれ|いつ(?!か|も|でも)|(?:だれ|誰)(?!か|も|でも)|なぜ|いく[らつ]/,
  ],
  [/^(?:and |so |but )?(?:how|why|where|when|who|what|does it|is it|will it|can it)(?![a-z])/],
);
/** 緑区は何をするの: in what is spoken of, as against 何をしているの, whatever it is. */
export const WHAT_DONE =
  /(?:は|って)(?:何|なに)を(?:する|した|します|しました|(?!行)[\u4e00-\u9fff]{1,2}[ぁ-ん]{1,4}?(?:[るたう]|ます|ました))(?:の|ん)?(?:です|だ)?(?:か|っけ)?[?？\s]*$/;
/** Ends in a verb or an adjective, and asks: は出るの？ でも相談できる？ も含む？ */
export const PREDICATE = anyOf([
  /(?:て|で|でも)(?:いい|よい|良い|大丈夫|平気|可能|OK)(?:です|なの|の|ん)*(?:か|かな|ね)?[?？\s]*$/,
  sequence(
    /[\u3041-\u309f\u4e00-\u9fff](?:[るたいうくむすつぶぬ]|ます|ません|です|話|済み?)/,
    /(?:の|ん)?(?:です)?(?:か|かな|よね|ね)?[?？]+\s*$/,
  ),
  /(?:る|た|ない|ます|ません)(?:の|んです)か?\s*$/,
  /(?:る|た|ない|う)(?:ん|の)(?:だ|です)(?:[?？]+|(?:っけ|よね|よな)[?？。]*)\s*$/,
  // 班長もやる側？, 課長とやる感じ？
  /(?:側|感じ|ってこと|ということ|わけ|対象|扱い|前提|必須|任意|込み|有料|無料)(?:です|なの|なん)?(?:か|かな|よね|ね)?[?？]+\s*$/,
  // 参加したい is said of what is at hand; 社員食堂をつくりたい names what is wanted.
  /^(?!.*[\u4e00-\u9fff\u30a1-\u30fa\u30fc](?:を|が))[^。]*たい(?:です|んです(?:が|けど)|のですが|んだけど|な)?[?？。\s]*$/,
]);
/** does the mayor take part: whether it is so. */
export const IS_IT_SO =
  /^(?:does|do|did|is|are|was|were|will|can|has|have)(?:n['’]t)? (?!there|any|(?:you|we|i)(?![a-z])|other|departments?|bureaus?|offices?)/i;
/** … which asks for rows. */
export const SEEKS = new RegExp(
  [
    '(?:あ[るり]|あります|やって(?:い)?る|やって(?:い)?ます|(?<!(?<![\\u4e00-\\u9fff])[\\u4e00-\\u9fff])して(?:い)?(?:る|',
    'ます)|教え|見せ)(?:の|ん)?(?:です)?(?:か|かな|よね|ね)?[?？\\s]*$',
  ].join(''),
);
/** 面談もやってる？ 見学とかある？ beside what was answered. */
export const ALSO =
  /(?:も|とかも?|なんかも?)(?:やって|して|実施して|あ)(?:い?る|い?ます|り(?:ます)?|った)?(?:の|ん)?(?:です)?か?[?？\s]*$/;
/** 区役所にもある？ */
export const ALSO_THERE = /^.{1,12}(?:に|で|の)も(?:ある|あり|やって|して|実施|な[いか])/;
/** どっちも8月？, 3つとも区役所？: whether it is so of all that are at hand. */
export const ALL_SO = new RegExp(
  [
    '^(?:[2-9二三四五]つとも|[2-9]件とも|どっちも|どちらも|両方(?:とも)?|どれも|全部が?)(?!やって|して|実施|ある|あり|見せ|教え|出し|知り)[^。]{1,14}(?:[',
    '?？]|か[。\\s]*$|よね[。\\s]*$)|^(?:are |do |did |is |were )?(?:they )?(?:both|all (?:of them|three|two|four',
    '))(?: of them)? (?:are |is |in |from |by |at |the same|start|begin|do|for |planned|decided|under).*',
    '\\?',
  ].join(''),
  'i',
);
/** 面談もあったよね: one that somebody remembers, beside what is at hand. */
export const REMEMBERS =
  /も(?:あった|ありました|やって(?:い)?(?:た|ました)|して(?:い)?(?:た|ました))(?:んです|んだ|です)?(?:よね[ぇえー]?|よな[ぁあ]?|っけ|でしょう?|でしたよね|はず(?:です|だ)?)[?？。\s]*$/;
/** もうやってるのはどっち, これからのはどれ: of those at hand. */
export const WHICH = new RegExp(
  [
    '(?:の|やつ|もの|ほう|方)(?:は|って)?(?:どっち|どちら|どれとどれ)',
    '^(?:もう|すでに|まだ|これから|今).*(?:の|やつ|もの|ほう|方)(?:は|って)?どれ',
    "^(?:and |so )?(?:who|which)(?:'s|s| is| are| ones?| of them)?(?: is| are)? (?:still|already|only|just|not yet)(?![a-z])",
  ].join('|'),
  'i',
);
/** 局長と話せるのは, 学生に会うのって？ */
export const DOES_WHAT = /[るうくぐすつぬぶむえ](?:の|やつ)(?:は|って)[?？\s]*$/;
/** 4月に始まったのは, 毎月のものを: rows of which something is said. */
export const ASKS_WHICH = /(?:[るうくぐすつぬぶむただい]の|もの|やつ|取組)(?:は|って|を|も|[?？\s]*$)/;
/** 若手が関わるのはどれとどれ: of those at hand. */
export const SEVERAL = /(?:の|やつ|もの|ほう|方)(?:は|って)?(?:どれとどれ|どれどれ|どことどこ)/;
/** どこの窓口ですか, 何の会議？, which university?: what one thing is. */
export const WHICH_THING = new RegExp(
  [
    '^(?:[そこ](?:れ)?(?:は|って)?)?(?:どこ|何|なん|どちら|誰|だれ|どの|どんな|どういう)の?',
    '[\\u4e00-\\u9fffァ-ヴー]{1,10}(?:の(?:話|こと))?(?:です|なの|なん|だっけ|でしたっけ|だった|でした)*か?[?？。\\s]*$|',
    '^(?:and |so )?(?:which|what|whose) [a-z]+(?: (?:is|are|was|were) (?:it|they|that|those))?[?.\\s]*$',
  ].join(''),
  'i',
);

/** 消防局は何かしてますか */
export const ANYTHING =
  /(?:何か|なにか|なんか|何かしら)(?:を)?(?:やっ|して|し[まな]|取り?組|実施|行っ|あ[るり])|(?:do|doing|have|has|offer|run) (?:any|some)thing(?! (?:else|similar|like))/i;

/** 同じように大学へ行くのは: what comes after it says of what. */
export const LIKEWISE = /^(?:同じように|同様に|同じく)(?=.{4})|^(?:likewise|similarly)[, ]/i;

/** 他の局にも, in other bureaus: in so many words. */
export const IN_OFFICES =
  /(?:他|ほか|別|よそ|違う)の?(?:部署|部局|局|課|区|所属|ところ|とこ)|other (?:departments?|bureaus?|offices?|wards?)/i;

/** 8月開始は？ */
export const STARTS_THEN =
  /(?:月|年度?|[春夏秋冬期])(?:の|に)?(?:開始|スタート|始まり|始動)(?:の?(?:は|って|だと)|分は)?[?？\s]*$/;
/** お金もらえるほう: one of several, by words that nobody has listed. */
export const SIDE = /.{2}(?:ほう|方|やつ)(?:は|って|を|が|[?？\s]|$)/;
/** And the network, when is that? high school visits - who runs those?: of what it has just named itself. */
export const RESUMED =
  /(?<=[a-z]{3,}.*(?:,| [-–—]|:|;) .*)(?<![a-z])(?:it|that|those|these|they|them|this)(?![a-z])/gi;
export const OWNED = /(?<![a-z])(?:its|their)(?= [a-z])/gi;
/** 消防以外でどこ */
export const ENDS_WHERE =
  /(?:以外|の(?:ほか|他))(?:で|だと|に|では|には)?[、\s]*(?:どこ|ある|あり|やって)[^。]{0,8}$/;
/** Without a word that says how it hangs on anything. */
export const BARE_TIME = /^(?:\d{1,2}月|[今来先]月|(?:in )?[A-Z][a-z]{2,8})[。.!！]?$/;

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
