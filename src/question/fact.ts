import type { Initiative } from '../dataset/schema.ts';
import type { Fact } from './answer.ts';
import { FACT_CUES } from './grammar.ts';
import type { Query } from './query.ts';

/** A fact is read from one row; with more rows than this the question was for the rows. */
const MAX_ROWS = 2;

/** The fact that the question asks for, from the best row's own fields; null when it asks for rows. */
export function findFact(text: string, rows: readonly Initiative[], query: Query): Fact | null {
  const initiative = rows[0];
  if (initiative === undefined || rows.length > MAX_ROWS || query.groups.length === 0) return null;
  const cue = FACT_CUES.find(([, pattern]) => pattern.test(text));
  if (cue === undefined) return null;
  const asks = cue[0];
  const found = FINDERS[asks](initiative);
  return found === null ? null : { initiative, asks, ...found };
}

type Found = Pick<Fact, 'field' | 'text'>;

const clauses = (text: string): string[] =>
  text
    .split(/[。\n]/)
    .map((s) => s.trim())
    .filter((s) => s !== '');

/** The first clause of summary, then remarks, that has the pattern. */
function clauseWith(row: Initiative, pattern: RegExp): Found | null {
  for (const field of ['summary', 'remarks', 'name'] as const) {
    const clause = clauses(row[field]).find((c) => pattern.test(c));
    if (clause !== undefined) return { field, text: clause };
  }
  return null;
}
const whole = (row: Initiative): Found =>
  row.summary === '' ? { field: 'name', text: row.name } : { field: 'summary', text: row.summary };

const FINDERS: Record<Fact['asks'], (row: Initiative) => Found | null> = {
  when: (row) => ({ field: 'schedule', text: row.schedule.text }),
  who: (row) => clauseWith(row, /長|者|職員|市長|管理職|教授|講師|メンバー|人|名/) ?? whole(row),
  where: (row) => {
    const remarks =
      /[市区町村県]|大学|会場|事務所|センター/.test(row.remarks) && !/大学/.test(row.summary)
        ? { field: 'remarks' as const, text: row.remarks }
        : null;
    return remarks ?? clauseWith(row, /大学|[市区町村]|事務所|会場|施設|課|室/) ?? whole(row);
  },
  howMany: (row) =>
    clauseWith(row, /[0-9０-９一二三四五六七八九十]+\s?(?:本|名|人|校|回|件|社|課|市|種)/) ?? whole(row),
  howOften: (row) =>
    clauseWith(row, /月[0-9０-９一]+回|毎[月週年日]|年[0-9０-９]+回|週[0-9０-９]+回|定期|随時/) ?? {
      field: 'schedule',
      text: row.schedule.text,
    },
  why: (row) => clauseWith(row, /ため|目的|図る|図り|つなげ|見込|により|ことから/) ?? whole(row),
  what: whole,
  which: whole,
};
