import type { EditionRelation, Lang } from './answer.ts';
import { cleanQuestion, languageOf } from './read/clean.ts';
import { EVERYTHING, OF_EN, OF_JA, RELATIONS, ROW_TIME, yearIn, YEARS } from './read/edition-words.ts';
import { AMONG } from './read/follow/follow-up-cues.ts';
import { readTime } from './read/time/read-time.ts';

/**
 * What a question says of the document that it asks: that of another fiscal year, or what has changed since (`year`
 * null: since the one before). `rest`: the question without that, one for all rows where nothing else is asked.
 *
 * A fiscal year is the document's where it is what the rows are of (昨年度の研修, 令和7年度は何をやっていた), and the rows'
 * own time where it bounds one (昨年度から, 令和7年度に始まった, 昨年度まで, 年度末): that is the engine's to read.
 * 昨年度から続いている is read as both: with the earlier document at hand, it is in that one and in this one.
 */
export type EditionReading =
  | { readonly kind: 'of'; readonly year: number; readonly rest: string }
  | {
      readonly kind: 'compare';
      readonly relation: EditionRelation;
      readonly year: number | null;
      readonly rest: string;
    };

const ALL: Readonly<Record<Lang, string>> = { ja: 'すべて', en: 'list all of them' };

function restOf(text: string, from: number, to: number, lang: Lang): string {
  const rest = `${text.slice(0, from)} ${text.slice(to)}`.replace(/\s+/g, ' ').trim();
  return rest.replace(EVERYTHING, '') === '' ? ALL[lang] : rest;
}

/** What a question says of the document that it asks; null: nothing. `today` is an ISO date. */
export function readEdition(question: string, today: string): EditionReading | null {
  const text = cleanQuestion(question);
  if (AMONG.test(text)) return null;
  const lang = languageOf(text, 'ja');
  const years = [...text.matchAll(YEARS)];
  if (years.length > 1) return null;
  return readComparison(text, lang, today) ?? readYear(text, lang, today);
}

function readComparison(text: string, lang: Lang, today: string): EditionReading | null {
  for (const [relation, pattern] of RELATIONS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const rest = restOf(text, found.index, found.index + found[0].length, lang);
    // 今年度に新しく始まった, 8月に新しく始まった: the rows' own time.
    if (relation === 'added' && readTime(rest, today).when.time !== null) return null;
    return { kind: 'compare', relation, year: yearIn(found[0], today), rest };
  }
  return null;
}

function readYear(text: string, lang: Lang, today: string): EditionReading | null {
  const found = OF_JA.exec(text) ?? OF_EN.exec(text);
  if (!found) return null;
  const year = yearIn(found[1]!, today);
  const rest = restOf(text, found.index, found.index + found[0].length, lang);
  return year === null || ROW_TIME.test(rest) ? null : { kind: 'of', year, rest };
}

/** A question of the document of this fiscal year, as {@link readEdition} reads it. */
export function inEdition(question: string, year: number, lang: Lang): string {
  return lang === 'ja'
    ? `${year}年度の${question}`
    : `${question.replace(/(?<![?？\s])[?？\s]+$/, '')} in fiscal ${year}`;
}
