import { isRomaji, romajiToKana } from '../romaji.ts';
import { foldText } from '../../../text/fold.ts';
import { withinOneEdit } from '../../index/vocabulary.ts';
import { cleanQuestion } from '../clean.ts';
import { saysWhen, type Query } from '../query.ts';

/** What is asked of rows in a word or two. */
const SHORT = [
  'いつから',
  'いつまで',
  'いつですか',
  'いつ始まる',
  'いつ始まった',
  'いつやる',
  'どこですか',
  'どこで',
  'どこがやってる',
  'どこでやってる',
  '誰がやる',
  'だれがやる',
  '誰ですか',
  '何件',
  '何件ある',
  '全部で何件',
  '何回',
  '詳しく',
  'もっと詳しく',
  '詳しく教えて',
  '他には',
  'ほかには',
  '担当は',
  '担当部署は',
  '対象は',
  '対象者は',
  '目的は',
  '内容は',
  '時期は',
  '場所は',
  '備考は',
  '部署は',
  '似た取組は',
  '次のページ',
  'なんのため',
  '何のため',
  'どんな内容',
  'もう始まってる',
  'since when',
  'how often',
  'tell me more',
  'more details',
  'what for',
  'which department',
  'who takes part',
  'anything else',
  'how many',
].map((words) => ({ words, folded: foldText(words) }));
/** A shorter word with another character is another word, unless the character is a Latin letter that a key has left. */
const MIN_WORDS = 4;
const MIN_LEFT = 3;
const LEFT_LETTER = /[\u3041-\u30ff\u4e00-\u9fff][a-z]{1,2}$|^[a-z]{1,2}[\u3041-\u30ff\u4e00-\u9fff]/i;

/** What somebody meant who asked something short and slipped; null where it is nothing of that kind. */
function meantShort(text: string): string | null {
  const typed = text.replace(/[?？。!！\s]+$/, '');
  const folded = foldText(typed);
  if (folded.length < (LEFT_LETTER.test(typed) ? MIN_LEFT : MIN_WORDS)) return null;
  const near = SHORT.filter((short) => withinOneEdit(short.folded, folded));
  return near.length === 0 || near.some((short) => short.folded === folded) ? null : near[0]!.words;
}

/** いつかr, どんな内養: a short follow-up as it was meant, where what was typed names nothing that is known. */
export function spelt(text: string, read: (text: string) => Query): string {
  const short = meantShort(cleanQuestion(text));
  if (short === null) return text;
  const { groups, departments, when } = read(text);
  const isKnown = groups.flat().some(({ unknown }) => !unknown) || departments !== null || saysWhen(when);
  return isKnown ? text : short;
}

/** Romaji as kana, with the particle as it is written. */
export const spoken = (cleaned: string): string =>
  isRomaji(cleaned)
    ? romajiToKana(cleaned)
        .replace(/わ(?=[?？\s]*$)/, 'は')
        .replace(/\s?(の|を|が|は|も)\s/g, '$1')
        .replace(/きょく|ぶしょ|とりくみ|(?<![ぁ-ん])ほか/g, (word) => WRITTEN[word] ?? word)
    : cleaned;
/** Words that follow-ups turn on, as they are written. */
const WRITTEN: Readonly<Record<string, string>> = {
  きょく: '局',
  ぶしょ: '部署',
  とりくみ: '取組',
  ほか: '他',
};

/** other digital / IT initiatives: capitals among other letters are a noun, and point at nothing. */
export const withoutNouns = (text: string): string =>
  /[a-z]/.test(text) ? text.replace(/(?<![A-Za-z])IT(?![A-Za-z])/g, 'ICT') : text;
