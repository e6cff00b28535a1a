import type { Answer, Understood } from '../../../src/question/answer.ts';
import { expectedTexts, rowKey, type Question } from './questions.ts';

/** So many near rows are looked at, and so many wrong ones among the answer's put up with. */
const NEAR_ROWS = 3;
const WRONG_ROWS = 3;

/** A row of the answer that is wrong, with why the engine took it. */
interface ExtraRow {
  readonly department: string;
  readonly name: string;
  /** `word of the question → word of the row (field)` */
  readonly reasons: readonly string[];
}

/** How one question was answered. */
export interface Scored {
  readonly question: Question;
  readonly exact: boolean;
  /**
   * Every right row is visible, in the answer or among the first three near ones, and at most three wrong ones are in
   * the answer; none to a negative question.
   */
  readonly useful: boolean;
  /** There are right rows, and the answer has no row. */
  readonly falseNone: boolean;
  /** Rows right, wrong and missing; `may` rows count nowhere, nor do rows of a question scored on text alone. */
  readonly truePositives: number;
  readonly extra: readonly ExtraRow[];
  readonly missing: readonly { readonly department: string; readonly name: string }[];
  /** Of expect_text and expect_all, what the text does not contain. */
  readonly missingTexts: readonly string[];
  readonly understood: Understood;
}

/** Shares from 0 to 1. Precision, recall and F1 are micro-averaged: over all rows of all questions together. */
export interface Figures {
  readonly questions: number;
  readonly exact: number;
  readonly useful: number;
  /** Of the questions that have right rows. */
  readonly falseNone: number;
  /** Wrong rows a question. */
  readonly extras: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** A question that was not answered exactly, as the report shows it. */
export interface Miss {
  readonly id: string;
  readonly q: string;
  readonly kind: string;
  readonly lang: string;
  readonly missing: Scored['missing'];
  readonly extra: Scored['extra'];
  readonly missingTexts: Scored['missingTexts'];
  readonly understood: Understood;
}

export interface Report {
  readonly overall: Figures;
  readonly byKind: Readonly<Record<string, Figures>>;
  readonly byLang: Readonly<Record<string, Figures>>;
  readonly misses: readonly Miss[];
}

/** Scores one answer. `text` is its plain text: first line and rows, without near misses. */
export function scoreAnswer(
  question: Question,
  answer: Pick<Answer, 'hits' | 'nearMisses' | 'understood'>,
  text: string,
): Scored {
  const plain = text.normalize('NFKC');
  const missingTexts = expectedTexts(question).filter((each) => !plain.includes(each.normalize('NFKC')));
  const rows = scoreRows(question, answer);
  return {
    question,
    exact: rows.extra.length === 0 && rows.missing.length === 0 && missingTexts.length === 0,
    useful: isUseful(question, rows, answer.nearMisses),
    falseNone: question.must.length > 0 && answer.hits.length === 0,
    ...rows,
    missingTexts,
    understood: answer.understood,
  };
}

function isUseful(
  { kind }: Question,
  { extra, missing }: Pick<Scored, 'extra' | 'missing'>,
  nearMisses: Answer['nearMisses'],
): boolean {
  if (kind === 'negative') return extra.length === 0;
  const near = new Set(
    nearMisses.slice(0, NEAR_ROWS).map(({ initiative: { department, name } }) => rowKey([department, name])),
  );
  return (
    extra.length <= WRONG_ROWS &&
    missing.every(({ department, name }) => near.has(rowKey([department, name])))
  );
}

function scoreRows(
  question: Question,
  { hits }: Pick<Answer, 'hits'>,
): Pick<Scored, 'truePositives' | 'extra' | 'missing'> {
  const byTextAlone =
    question.must.length === 0 && question.kind !== 'negative' && expectedTexts(question).length > 0;
  if (byTextAlone) return { truePositives: 0, extra: [], missing: [] };
  const must = new Set(question.must.map(rowKey));
  const may = new Set(question.may.map(rowKey));
  const found = new Set(hits.map(({ initiative }) => rowKey([initiative.department, initiative.name])));
  const extra = hits.filter(({ initiative }) => {
    const key = rowKey([initiative.department, initiative.name]);
    return !must.has(key) && !may.has(key);
  });
  return {
    truePositives: must.size - [...must].filter((key) => !found.has(key)).length,
    extra: extra.map(({ initiative, reasons }) => ({
      department: initiative.department,
      name: initiative.name,
      reasons: reasons.map((reason) => `${reason.asked} → ${reason.found} (${reason.field})`),
    })),
    missing: question.must
      .filter((row) => !found.has(rowKey(row)))
      .map(([department, name]) => ({ department, name })),
  };
}

/** The figures over all questions, by kind and by language, and what went wrong. */
export function report(scored: readonly Scored[]): Report {
  return {
    overall: figures(scored),
    byKind: figuresBy(scored, ({ question }) => question.kind),
    byLang: figuresBy(scored, ({ question }) => question.lang),
    misses: scored.filter(({ exact }) => !exact).map(missOf),
  };
}

function figuresBy(
  scored: readonly Scored[],
  keyOf: (one: Scored) => string,
): Readonly<Record<string, Figures>> {
  return Object.fromEntries([...Map.groupBy(scored, keyOf)].map(([key, group]) => [key, figures(group)]));
}

function figures(scored: readonly Scored[]): Figures {
  const sum = (count: (one: Scored) => number): number =>
    scored.reduce((total, one) => total + count(one), 0);
  const right = sum((one) => one.truePositives);
  const wrong = sum((one) => one.extra.length);
  const missing = sum((one) => one.missing.length);
  // Nothing claimed is nothing wrong, nothing to find is everything found.
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  return {
    questions: scored.length,
    exact: share(
      sum((one) => Number(one.exact)),
      scored.length,
    ),
    useful: share(
      sum((one) => Number(one.useful)),
      scored.length,
    ),
    falseNone:
      sum((one) => Number(one.falseNone)) /
      Math.max(
        1,
        sum((one) => Number(one.question.must.length > 0)),
      ),
    extras: wrong / Math.max(1, scored.length),
    precision: share(right, right + wrong),
    recall: share(right, right + missing),
    f1: share(2 * right, 2 * right + wrong + missing),
  };
}

function missOf({ question, missing, extra, missingTexts, understood }: Scored): Miss {
  const { id, q, kind, lang } = question;
  return { id, q, kind, lang, missing, extra, missingTexts, understood };
}
