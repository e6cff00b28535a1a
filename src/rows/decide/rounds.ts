import { formatMonth, monthAfter, parseMonth, type YearMonth } from '../../calendar/month.ts';
import type { Initiative } from '../../dataset/schema.ts';

/** Rounds begin with the fiscal year. */
const APRIL = 3;

/** The first month of the round of questions that a month lies in, of so many months each. */
export function roundOf(month: YearMonth, months: number): YearMonth {
  return formatMonth(Math.floor((parseMonth(month) - APRIL) / months) * months + APRIL);
}

/** Longer than a round by this much, a row is told as unconfirmed. */
const graceMonths = 3;

/**
 * Since when nobody has confirmed a row: the month of its last confirmation, or else of the document; null while that is
 * not too long ago, and where nobody is asked (`months` 0).
 */
export function unconfirmedSince(
  last: { readonly confirmed: YearMonth | null; readonly asOf: YearMonth | null },
  month: YearMonth,
  months: number,
): YearMonth | null {
  if (months === 0) return null;
  const known = [last.confirmed, last.asOf].filter((one) => one !== null).sort();
  const since = known.at(-1);
  return since !== undefined && monthAfter(since, months + graceMonths) <= month ? since : null;
}

/** The rows of a department that nobody has said anything of in the round, in the document's order. */
export function unanswered(
  initiatives: readonly Initiative[],
  department: string,
  answered: ReadonlySet<string>,
): readonly Initiative[] {
  return initiatives.filter((row) => row.department === department && !answered.has(row.id));
}
