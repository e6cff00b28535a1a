import type { Adoption } from './adoption.ts';

/** A department in a chain of those that took something over from each other. */
export interface Link {
  readonly department: string;
  /** How it came here; null of the first. */
  readonly adoption: Adoption | null;
}

/** One way that an initiative has taken, from where it began. */
export type Chain = readonly Link[];

/** Longer ones are cut: who reads them wants to know from whom, and who is last. */
const maxLength = 6;

/** A row that adoptions may refer to. */
interface Row {
  readonly id: string;
  readonly department: string;
}

/**
 * All ways that lead from where this row comes from through it to where it has gone; declined ones lead nowhere.
 * A row of a department that took it over goes on from there.
 */
export function chainsOf(row: Row, adoptions: readonly Adoption[]): readonly Chain[] {
  const taken = adoptions.filter(({ state }) => state !== 'declined');
  const before = originsOf(row, taken);
  return chainsFrom(row.id, taken, new Set([row.id])).map((after) => [...before, ...after]);
}

/** The departments that what is taken over has come through, where it began first, to whom it is taken over from. */
export function departmentsBefore(
  { initiativeId, source }: Pick<Adoption, 'initiativeId' | 'source'>,
  adoptions: readonly Adoption[],
): readonly string[] {
  const taken = adoptions.filter(({ state }) => state !== 'declined');
  const row = { id: initiativeId, department: source.department };
  return originsOf(row, taken).map(({ department }) => department);
}

/** The way to this row, itself included. */
function originsOf(row: Row, adoptions: readonly Adoption[]): Chain {
  const chain: Link[] = [];
  const seen = new Set<string>();
  let id = row.id;
  let { department } = row;
  for (;;) {
    const from = seen.has(id) ? undefined : adoptions.find(({ rowId }) => rowId === id);
    seen.add(id);
    chain.unshift({ department, adoption: from ?? null });
    if (from === undefined || chain.length >= maxLength) return chain;
    id = from.initiativeId;
    ({ department } = from.source);
  }
}

function chainsFrom(id: string, adoptions: readonly Adoption[], seen: ReadonlySet<string>): readonly Chain[] {
  const next = adoptions
    .filter(({ initiativeId, rowId }) => initiativeId === id && (rowId === null || !seen.has(rowId)))
    .sort((a, b) => a.beganAt - b.beganAt);
  if (next.length === 0 || seen.size >= maxLength) return [[]];
  return next.flatMap((adoption) => {
    const link: Link = { department: adoption.department, adoption };
    if (adoption.rowId === null) return [[link]];
    return chainsFrom(adoption.rowId, adoptions, new Set([...seen, adoption.rowId])).map((rest) => [
      link,
      ...rest,
    ]);
  });
}

/** An initiative with those who take it over. */
export interface Spread {
  readonly initiativeId: string;
  readonly source: Adoption['source'];
  /** Without declined ones, in order of beginning. */
  readonly adoptions: readonly Adoption[];
}

/** What has spread furthest first: by departments that introduced or try it, then by all that take part. */
export function mostSpread(adoptions: readonly Adoption[]): readonly Spread[] {
  const taken = adoptions.filter(({ state }) => state !== 'declined');
  const weight = (all: readonly Adoption[]) =>
    all.filter(({ state }) => state === 'adopted' || state === 'trying').length;
  return [...Map.groupBy(taken, ({ initiativeId }) => initiativeId)]
    .map(([initiativeId, of]) => ({ initiativeId, source: of[0]!.source, adoptions: of }))
    .sort(
      (a, b) =>
        weight(b.adoptions) - weight(a.adoptions) ||
        b.adoptions.length - a.adoptions.length ||
        a.adoptions[0]!.beganAt - b.adoptions[0]!.beganAt,
    );
}

/** What was declined, latest first. */
export function declined(adoptions: readonly Adoption[]): readonly Adoption[] {
  return adoptions.filter(({ state }) => state === 'declined').sort((a, b) => b.movedAt - a.movedAt);
}

/** What a department takes over or has taken over, latest first. */
export function takenOverBy(department: string, adoptions: readonly Adoption[]): readonly Adoption[] {
  return adoptions
    .filter((one) => one.department === department && one.state !== 'declined')
    .sort((a, b) => b.movedAt - a.movedAt);
}

/** A row of an edition, as far as it matters here. */
interface NamedRow extends Row {
  readonly name: string;
}

/**
 * The department's own row for each adoption that is tried or introduced and has none yet: a row with the initiative's
 * name, else the one that is most like it. `likeIds`: rows like a row, best first.
 */
export function newLinks(
  adoptions: readonly Adoption[],
  rows: readonly NamedRow[],
  likeIds: (id: string) => readonly string[],
): readonly { readonly adoption: Adoption; readonly rowId: string }[] {
  const taken = new Set(adoptions.map(({ rowId }) => rowId));
  return adoptions
    .filter((one) => one.rowId === null && (one.state === 'trying' || one.state === 'adopted'))
    .flatMap((adoption) => {
      const own = rows.filter(({ id, department }) => department === adoption.department && !taken.has(id));
      const named = own.find(({ name }) => nameKey(name) === nameKey(adoption.source.name));
      const like = likeIds(adoption.initiativeId).find((id) => own.some((row) => row.id === id));
      const rowId = named?.id ?? like;
      if (rowId === undefined) return [];
      taken.add(rowId);
      return [{ adoption, rowId }];
    });
}

const nameKey = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase();
