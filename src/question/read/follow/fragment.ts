import { foldText } from '../../../text/fold.ts';
import { saysWhen, type Query } from '../query.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/).map(foldText));

/** What Japanese holds a message together with, beside what it names. */
const GLUE_JA = words(`
  局 課 室 うち そのうち この中で その中で は が を も に で と の へ って とか から なら だと では でも には にも だけ のみ ばかり だったら だとしたら については についても
  場合 の場合 ほう 方 やつ もの 分 版 のほう の方 今度 次 同じ 同様 条件 一緒 あと 今 開始 始まる 始まった 始める スタート 実施 する
  ある あり ない やって やっ やる やり して し い いる る った た て ます ました ません です か かな の ね よ な っけ
  そう そうだ だ なんだ んだ やってない やってなかった 同じく 一緒だ
  何か なにか なんか 何かしら どう いかが でしょう
  教えて 見せて 見たい 見て 出して 知りたい お願い お願いします 頼む よろしく 下さい ください くれ もらえ いただけ 変えて 変更 絞って 限って
  しぼって 限定 にして 欲しい ほしい ご 、 ， 。
`);
/** The same in English, word by word. */
const GLUE_EN = words(`
  about how and or too also as well same for the in at of by from with only just then now instead please is are there any
  anything do does have has it that this ones one ok okay so but maybe again there's starting start starts beginning
  no not here to me right back go don't doesn't i mean meant
`);
/** を教えて, について見せて: a request that is whole, where も does not say that it comes on top. */
const WHOLE_REQUEST = new RegExp(
  `^(?:を|について|に関して|のこと)+(?:${['教えて', '見せて', '知りたい', '見たい', '出して'].map(foldText).join('|')})`,
);

/** Whether the text is made of these words alone, one after another. */
function isMadeOf(text: string, vocabulary: ReadonlySet<string>): boolean {
  const reached = [true];
  for (let end = 1; end <= text.length; end++)
    reached[end] =
      text[end - 1] === ' '
        ? reached[end - 1]!
        : reached.some((isReached, start) => isReached && vocabulary.has(text.slice(start, end)));
  return reached[text.length]!;
}

/** Not a single kana, of which anything is made. */
const isWord = (word: string): boolean => word.length > 1;

/** What holds a question together beside its facets, folded. */
const restOf = ({ words: said }: Query): string =>
  said
    .map((word) => word || ' ')
    .join('')
    .trim();

/**
 * What a message has beside one department or time that it names. 緑区にもある？ 次は緑区で, Midori instead: glue, words that
 * mean nothing by themselves, so that something of it was said before; as do those that were `said` before. null: more
 * than one of these, or anything else.
 */
export function besideFacet(query: Query, said: readonly string[] = []): 'nothing' | 'glue' | null {
  const { departments, groups, excluded, unknownDepartments, when, intent } = query;
  const facets = (departments === null ? 0 : 1) + (saysWhen(when) ? 1 : 0);
  if (facets !== 1 || intent !== 'find' || groups.length + excluded.length + unknownDepartments.length > 0)
    return null;
  // What does Midori have? is whole.
  const rest = restOf(query).replace(/^what (?=about|of|if)/, '');
  if (rest === '') return 'nothing';
  if (WHOLE_REQUEST.test(rest.replaceAll(' ', ''))) return null;
  const isGlue = /[a-z]/.test(rest)
    ? rest.split(/\s+/).every((word) => GLUE_EN.has(word))
    : isMadeOf(rest, said.length === 0 ? GLUE_JA : new Set([...GLUE_JA, ...said.filter(isWord)]));
  return isGlue ? 'glue' : null;
}
