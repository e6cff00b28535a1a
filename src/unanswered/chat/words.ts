import { plainWords, requestOf } from '../../text/request.ts';
import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words. */
export type QuestionWords =
  | { readonly do: 'unanswered.list'; readonly page: number; readonly lang: Lang }
  /** The form for words that mean the same, with what is known of them already. */
  | { readonly do: 'unanswered.newWords'; readonly search: string; readonly lang: Lang }
  /** The last answer was not what was asked for. */
  | { readonly do: 'unanswered.wrong'; readonly lang: Lang };

const whole = (...patterns: readonly string[]): RegExp => new RegExp(`^(?:${patterns.join('|')})$`, 'i');

const listWords = whole(
  '(?:未回答|未解決)(?:の?質問)?(?:の?(?:一覧|リスト))?',
  '(?:答え|回答)(?:られ|でき|の|が)?(?:なかった|ない|ていない|ません(?:でした)?)質問(?:の?(?:一覧|リスト))?',
  '(?:show |list )?(?:me )?(?:the |all )?(?:unanswered|open)(?: questions)?',
  "what (?:could|can|did)(?: ?n't| not)? (?:you|it|the bot) (?:not )?answer",
);

const otherWords = '(?:言葉|ことば|同義語|類義語|類語|言い換え|言いかえ|同じ意味の(?:言葉|ことば))';
const newWords = whole(
  `(?:(?<ja>.{1,30}?)(?:の|と))?(?:新しい)?${otherWords}(?:を|の)?(?:足す|足したい|足して|追加(?:する|したい|して)?|登録(?:する|したい|して)?)`,
  '(?:add|new) (?:an? |some )?(?:words?|synonyms?)(?: (?:for|of|to) (?<en>.{1,40}))?',
);

const politeness =
  '(?:です|ます)?(?:よ|ね|な|なあ|なぁ|わ|けど|んだけど|ん(?:だけど|ですけど|です)?|のですが|んですが|って|かも|と思う|と思います){0,4}';
const lead = '(?:いや|いえ|うーん|ううん|no|nope|sorry)?[、,\\s]*(?:ちょっと|全然|ぜんぜん|まったく|全く)?';
const it = "(?:that|this|it)(?:'?s| is| was)?(?: really)?";
const wrongWords = whole(
  `${lead}(?:(?:それ|これ|その(?:答え|回答))(?:は|って)?)?(?:ちょっと)?(?:違う|ちがう|違い(?:ます|です)|ちがい(?:ます|です)` +
    `|間違い|まちがい|誤り|間違(?:っ|え)て(?:い)?(?:る|ます))${politeness}`,
  '(?:違う|ちがう){2,}',
  `${lead}(?:それ|これ|そう|そこ|そっち)(?:では|じゃ)(?:ない|ありません|なくて)${politeness}`,
  `${lead}(?:その)?(?:答え|回答|情報|内容|結果)(?:が|は)?(?:間違(?:って|え)|まちがって|違って|ずれて)(?:い)?(?:る|ます|た)${politeness}`,
  `${lead}(?:その)?(?:答え|回答|情報|内容|結果)(?:が|は)?(?:間違い|違う|違い|ちがう|おかしい|変)${politeness}`,
  `${lead}(?:私が|わたしが)?(?:聞いて(?:い)?る|聞きたい|聞いた|知りたい|知りたかった|求めて(?:い)?る|探して(?:い)?る|欲しい|ほしい|思って(?` +
    ':い)?た|期待して(?:い)?た)(?:の|こと|もの|答え|回答|情報)?(?:は|と|とは|って)?(?:(?:それ|そう|これ|そこ)?(?:では|じゃ)(?:ない|' +
    `ありません|なくて)|違う|ちがう|違い)${politeness}`,
  `${lead}(?:的外れ|まとはずれ|見当違い|見当はずれ|ハズレ|はずれ|ピント(?:が)?(?:外れ|ずれ)(?:て(?:い)?る)?|トンチンカン)${politeness}`,
  `${lead}${it} ?(?:wrong|incorrect|not right|mistaken|off|not helpful)`,
  `${lead}(?:${it} ?)?(?:isn'?t|is not|wasn'?t|not)(?: it| this| that| right| helpful| the (?` +
    ':right )?answer| what i (?:asked|meant|want(?:ed)?|was looking)(?: for)?)',
  `${lead}(?:wrong|incorrect|bad|not the right)(?: (?:answer|one|result|initiative))?`,
);

/** The request in a person's words, or null when they are a question. */
export function parseQuestionWords(text: string, lang: Lang): QuestionWords | null {
  const words = plainWords(text);
  if (words.length > 60) return null;
  const found = newWords.exec(requestOf(text))?.groups;
  if (found) return { do: 'unanswered.newWords', search: (found['ja'] ?? found['en'] ?? '').trim(), lang };
  if (listWords.test(requestOf(text))) return { do: 'unanswered.list', page: 0, lang };
  return wrongWords.test(words) ? { do: 'unanswered.wrong', lang } : null;
}
