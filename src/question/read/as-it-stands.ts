import { foldText } from '../../text/fold.ts';
import { sequence } from './pattern.ts';
import { cleanQuestion } from './clean.ts';
import { saysSomething } from './follow/follow-up.ts';
import type { Query } from './query.ts';
import { plainTerm } from './words/token.ts';

/** Cities, events and programmes are often written in hiragana alone. */
const KANA_NAME = /^[\u3041-\u309fー]{4,20}$/;

/** さがみはら: one word that looks like grammar is looked for as it stands, where nothing else was said. */
export function asItStands(query: Query, hasText: (folded: string) => boolean): Query | null {
  const words = cleanQuestion(query.asked).replace(/(?:の取組)?(?:は|って)?[?？。!！\s]*$/, '');
  const folded = foldText(words);
  if (saysSomething(query) || !KANA_NAME.test(words) || !hasText(folded)) return null;
  const term = {
    words,
    folded,
    concept: -1,
    kind: 'topic',
    weight: 1,
    asked: true,
    unknown: false,
  } as const;
  return { ...query, groups: [[term]] };
}

/** 「執務環境」を良くすると書いてあるもの, which ones say "on-site": rows in which the words stand. */
const WRITTEN_JA = sequence(
  /[「『"“]([^「」『』"“”]{2,20})[」』"”]/,
  /(?![^。]{0,6}(?:名前|名称|取組名|タイトル))[^。?？「『]{0,14}?/,
  /書い(?:て|た)|書かれ|明記|記載|うたっ|謳っ|謳わ|載って|言葉|単語|文字|文言|表現/,
);
/** 斎場という言葉が出てくる取組 */
const NAMED_JA =
  /(?<![^\s、。「])([^\s、。「」をにはがのも]{2,12})(?:という(?:言葉|語|単語)|の文字)(?:が|の)(?:出てく|登場す|入って|書いてあ|書かれて(?:い)?る)/;
/** 「人材」「人財」という言葉: the one or the other. */
const BESIDE_JA = /[「『"“]([^「」『』"“”]{2,20})[」』"”](?:や|と|か|、|・|または)?[「『"“]$/;
const WRITTEN_EN =
  /(?:say|mention|contain|the (?:word|phrase))(?:s|ing)?(?: the (?:word|phrase)s?)? ["“']([^"“”']{2,40})["”']/i;

/** What is to be written in a row, and nothing else: null where the question does not say so. */
export function literally(
  text: string,
  weight: number,
): Pick<Query, 'groups' | 'lights' | 'leftOut' | 'literal'> | null {
  const words = (WRITTEN_JA.exec(text) ?? NAMED_JA.exec(text) ?? WRITTEN_EN.exec(text))?.[1];
  if (words === undefined) return null;
  const before = BESIDE_JA.exec(text.slice(0, text.indexOf(words)))?.[1];
  const all = before === undefined ? [words] : [before, words];
  const groups = [all.map((each) => plainTerm(each, foldText(each), weight))];
  return { groups, lights: [], leftOut: [], literal: true };
}
