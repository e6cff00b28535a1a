import { createHash } from 'node:crypto';
import { nameKey, type DocumentRow } from './document.ts';
import type { Initiative } from './schema.ts';

/** What a new edition did to the rows that were known before. */
export interface Changes {
  readonly added: readonly Initiative[];
  /** Same department and name, other contents. */
  readonly changed: readonly Initiative[];
  readonly renamed: readonly { readonly from: Initiative; readonly to: Initiative }[];
  readonly removed: readonly Initiative[];
}

/** How alike a row of the same department must be to count as the same initiative under a new name. */
const RENAME_THRESHOLD = 0.7;
/** Below this a 概要 is too short to identify a row by itself (新採用・転入者向け研修の実施 recurs everywhere). */
const TELLING_SUMMARY_LENGTH = 20;

/**
 * Gives every row its id. A row keeps the id of the earlier row with the same department and name; else of the most
 * alike unclaimed row of its department (see `likeness`), which has then been renamed; else it gets a new one,
 * derived from department and name, so that a first import gives the same ids on every machine.
 *
 * A department that is new takes over the rows of one that has vanished by the same rule: reorganisations rename both.
 *
 * `stated`: ids that the rows bring themselves (a workbook of ours), which go before all likeness; one that no earlier
 * row has counts for nothing.
 */
export function assignIds(
  rows: readonly DocumentRow[],
  previous: readonly Initiative[],
  stated: ReadonlyMap<DocumentRow, string> = new Map(),
): { readonly initiatives: Initiative[]; readonly changes: Changes } {
  const ids = new Map<DocumentRow, string>();
  const unclaimed = new Map(previous.map((row) => [rowKey(row), row]));
  const origin = new Map<DocumentRow, Initiative>();
  const claim = (row: DocumentRow, old: Initiative): void => {
    unclaimed.delete(rowKey(old));
    origin.set(row, old);
    ids.set(row, old.id);
  };
  const earlier = new Map(previous.map((row) => [row.id, row]));
  for (const row of rows) {
    const own = earlier.get(stated.get(row) ?? '');
    if (own !== undefined) claim(row, own);
  }
  for (const row of rows) {
    const same = unclaimed.get(rowKey(row));
    if (same !== undefined && !ids.has(row)) claim(row, same);
  }

  const fresh = rows.filter((row) => !ids.has(row));
  for (const [row, old] of pairRenamed(fresh, [...unclaimed.values()], rows, previous)) claim(row, old);

  // The id of a removed row is not given out again: links to it must not lead elsewhere.
  const taken = new Set(previous.map((row) => row.id));
  const initiatives = rows.map((row): Initiative => {
    const id = ids.get(row) ?? newId(row, taken);
    taken.add(id);
    return { id, ...row };
  });
  return { initiatives, changes: describe(rows, initiatives, origin, [...unclaimed.values()]) };
}

function describe(
  rows: readonly DocumentRow[],
  initiatives: readonly Initiative[],
  origin: ReadonlyMap<DocumentRow, Initiative>,
  removed: readonly Initiative[],
): Changes {
  const added: Initiative[] = [];
  const changed: Initiative[] = [];
  const renamed: { from: Initiative; to: Initiative }[] = [];
  rows.forEach((row, index) => {
    const initiative = initiatives[index]!;
    const old = origin.get(row);
    if (old === undefined) added.push(initiative);
    else if (rowKey(old) !== rowKey(row)) renamed.push({ from: old, to: initiative });
    else if (contents(old) !== contents(initiative)) changed.push(initiative);
  });
  return { added, changed, renamed, removed };
}

/** Everything that a reader sees: a row that only moved within the document has not changed. */
function contents(row: Initiative): string {
  return JSON.stringify([row.department, row.name, row.summary, row.schedule, row.stage, row.remarks]);
}

/** Most alike pairs first, each row once. */
function pairRenamed(
  fresh: readonly DocumentRow[],
  gone: readonly Initiative[],
  rows: readonly DocumentRow[],
  previous: readonly Initiative[],
): [DocumentRow, Initiative][] {
  const departmentsNow = new Set(rows.map((row) => nameKey(row.department)));
  const departmentsThen = new Set(previous.map((row) => nameKey(row.department)));
  const candidates: { row: DocumentRow; old: Initiative; likeness: number }[] = [];
  for (const row of fresh) {
    for (const old of gone) {
      const now = nameKey(row.department);
      const then = nameKey(old.department);
      if (now !== then && (departmentsThen.has(now) || departmentsNow.has(then))) continue;
      const score = likeness(row, old);
      if (score >= RENAME_THRESHOLD) candidates.push({ row, old, likeness: score });
    }
  }
  candidates.sort((a, b) => b.likeness - a.likeness);
  const pairs = new Map<DocumentRow, Initiative>();
  const used = new Set<Initiative>();
  for (const { row, old } of candidates) {
    if (pairs.has(row) || used.has(old)) continue;
    pairs.set(row, old);
    used.add(old);
  }
  return [...pairs];
}

/** 0…1: the mean likeness of name and summary; the same summary is enough alone where it is long enough to tell. */
function likeness(a: DocumentRow, b: DocumentRow): number {
  const name = dice(nameKey(a.name), nameKey(b.name));
  const summary = dice(nameKey(a.summary), nameKey(b.summary));
  const telling = Math.min(a.summary.length, b.summary.length) >= TELLING_SUMMARY_LENGTH && summary >= 0.9;
  const mean = (name + summary) / 2;
  return telling ? Math.max(RENAME_THRESHOLD, mean) : mean;
}

/** Dice coefficient of the character bigrams, counted with repetition. */
function dice(a: string, b: string): number {
  if (a === b) return 1;
  const left = bigrams(a);
  const right = bigrams(b);
  const counts = new Map<string, number>();
  for (const pair of left) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of right) {
    const count = counts.get(pair) ?? 0;
    if (count === 0) continue;
    shared += 1;
    counts.set(pair, count - 1);
  }
  return left.length + right.length === 0 ? 0 : (2 * shared) / (left.length + right.length);
}

function bigrams(text: string): string[] {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < text.length; i += 1) pairs.push(text.slice(i, i + 2));
  return pairs;
}

function rowKey(row: { readonly department: string; readonly name: string }): string {
  return `${nameKey(row.department)}\t${nameKey(row.name)}`;
}

/** `i-` and the first hexadecimal digits of the hash; more of them where two rows would share an id. */
function newId(row: DocumentRow, taken: ReadonlySet<string>): string {
  const hash = createHash('sha256').update(rowKey(row)).digest('hex');
  for (let length = 8; length <= 38; length += 1) {
    const id = `i-${hash.slice(0, length)}`;
    if (!taken.has(id)) return id;
  }
  throw new Error(`no free id for ${row.department} ${row.name}`);
}
