import { createHash } from 'node:crypto';
import type { DocumentRow } from './document.ts';
import { nameKey } from './name-key.ts';
import { LikenessIndex } from './edition/likeness.ts';
import type { Initiative } from './schema.ts';

/** What a new edition did to the rows that were known before. */
export interface Changes {
  readonly added: readonly Initiative[];
  /** Same department and name, other contents. */
  readonly changed: readonly Initiative[];
  readonly renamed: readonly { readonly from: Initiative; readonly to: Initiative }[];
  readonly removed: readonly Initiative[];
}

/**
 * Gives every row its id. A row keeps the id of the earlier row with the same department and name; else of the most
 * alike unclaimed row of its department (see `LikenessIndex`), which has then been renamed; else it gets a new one,
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
  // One that is new may take over from any that has vanished.
  const fieldOf = ({ department }: DocumentRow, others: ReadonlySet<string>): string =>
    others.has(nameKey(department)) ? nameKey(department) : '';
  const fields = new Map<string, LikenessIndex<Initiative>>();
  for (const old of gone) {
    const field = fieldOf(old, departmentsNow);
    const index = fields.get(field) ?? new LikenessIndex<Initiative>();
    index.add(old);
    fields.set(field, index);
  }
  const candidates = fresh.flatMap((row) =>
    (fields.get(fieldOf(row, departmentsThen))?.alike(row) ?? []).map((found) => ({ row, ...found })),
  );
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
