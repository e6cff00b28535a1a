import { foldText } from '../../text/fold.ts';
import { IN_COMMON } from '../read/wording.ts';
import type { Query } from '../read/query.ts';

/** Names that share so much of their characters are of one thing. */
const ALIKE = 0.6;

/** Whether what several departments have alike is asked for. */
export const asksInCommon = ({ asked, departments, groups }: Query): boolean =>
  (departments?.length ?? 0) > 1 && groups.length === 0 && IN_COMMON.test(asked);

/** Of some rows, those that each other department has one like. */
export function rowsInCommon(
  rows: readonly number[],
  nameOf: (row: number) => string,
  departmentOf: (row: number) => number,
): readonly number[] {
  const departments = new Set(rows.map(departmentOf));
  const pairs = new Map(rows.map((row) => [row, pairsOf(foldText(nameOf(row)))]));
  const likeness = (one: number, other: number): number => dice(pairs.get(one)!, pairs.get(other)!);
  return rows.filter((row) =>
    [...departments].every(
      (d) =>
        d === departmentOf(row) ||
        rows.some((other) => departmentOf(other) === d && likeness(row, other) >= ALIKE),
    ),
  );
}

const pairsOf = (text: string): ReadonlySet<string> =>
  new Set(Array.from(text.slice(1), (_, i) => text.slice(i, i + 2)));

const dice = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  (2 * one.intersection(other).size) / Math.max(1, one.size + other.size);
