import type { Initiative } from '../../dataset/schema.ts';

/** A part of a row's text that says one thing, verbatim. */
export interface Statement {
  readonly field: 'schedule' | 'summary' | 'remarks' | 'name';
  readonly text: string;
  /** The whole text in one line, where this is an item of a list in it. */
  readonly list: string | null;
  /** The same in English; null where nobody has written it. */
  readonly english: string | null;
}

/** Where one statement ends and the next begins: a full stop, a line, an item of a numbered or marked list. */
const BETWEEN = /[。\n]|(?<=[a-z)])\. |(?=[①-⑳])|(?<!\s)\s+(?=【)|\s(?=\[)/;

/** Marks of a list's items. */
const LISTED = /[①-⑳]|【|^・|\n・/;

type Texts = Pick<Initiative, 'summary' | 'remarks' | 'name'>;

/**
 * What the row says, statement by statement, its name last. A statement has its English beside it where the English
 * text has as many statements as the row's.
 */
export function statementsOf(
  row: Texts & Pick<Initiative, 'id'>,
  english: (id: string) => Texts | null = () => null,
): Statement[] {
  const inEnglish = english(row.id);
  return (['summary', 'remarks', 'name'] as const).flatMap((field) => {
    const list = LISTED.test(row[field]) ? row[field].replaceAll('\n', ' ') : null;
    const statements = split(row[field]);
    const others = inEnglish === null ? [] : split(inEnglish[field]);
    const isParallel = others.length === statements.length;
    return statements.map((text, i) => ({ field, text, list, english: isParallel ? others[i]! : null }));
  });
}

const split = (text: string): string[] =>
  text
    .split(BETWEEN)
    .map((each) => each.trim().replace(/^・/, ''))
    .filter((each) => each !== '');
