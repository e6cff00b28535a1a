import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words. */
export type QuestionWords =
  | { readonly do: 'unanswered.list'; readonly page: number; readonly lang: Lang }
  /** The last answer was not what was asked for. */
  | { readonly do: 'unanswered.wrong'; readonly lang: Lang };

const listWords = /^(未回答(の質問)?(の?一覧)?(を?見せて)?|unanswered( questions)?)$/i;
const politeness = '(?:です)?(?:よ|ね|ん(?:だけど|ですけど|です)?|けど|んだけど)*';
const wrongWords = new RegExp(
  [
    `^(?:(?:それ|これ)?(?:は|って)?(?:ちょっと)?(?:違う|ちがう|違います|ちがいます|間違い|間違って(?:い)?(?:る|ます))${politeness}`,
    `(?:それ|これ|そう|そこ)(?:では|じゃ)(?:ない|ありません|なくて)${politeness}`,
    `(?:答え|回答|情報|内容)(?:が|は)?(?:間違って|まちがって|間違え|違って)(?:い)?(?:る|ます|た)${politeness}`,
    `(?:答え|回答|情報|内容)(?:が|は)?(?:間違い|違う|違います|ちがう|おかしい|変)${politeness}`,
    '(?:聞|き)(?:い(?:て|た)|きたい)(?:い)?(?:る)?(?:の(?:は)?|こと)?(?:は)?(?:それ|そう|これ)(?:では|じゃ)ない',
    "(?:that(?:'|’)?s |this is |it(?:'|’)?s )?(?:wrong|not (?:it|right|what i (?:asked|meant|want(?:ed)?))(?: for)?)",
    "no,? that(?:'|’)?s (?:wrong|not it))$",
  ].join('|'),
  'i',
);

/** The request in a person's words, or null when they are a question. */
export function parseQuestionWords(text: string, lang: Lang): QuestionWords | null {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！?？…]+$/, '');
  if (words.length > 40) return null;
  if (listWords.test(words)) return { do: 'unanswered.list', page: 0, lang };
  return wrongWords.test(words) ? { do: 'unanswered.wrong', lang } : null;
}
