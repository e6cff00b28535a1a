import type { DatasetFiles } from '../load/dataset.ts';
import type { DepartmentsFile, Initiative, InitiativesFile } from '../schema.ts';
import { blockTexts, textOfBlocks } from '../curated/blocks.ts';

export interface Merged {
  readonly files: DatasetFiles;
  /** Words that both have changed, by id: only a person can say how they go together. */
  readonly clashes: readonly string[];
}

interface Three<T> {
  readonly base: T;
  readonly draft: T;
  readonly current: T;
}

/**
 * What a draft changed on its base, changed on what has come since. Where both have changed the same field of a row or a
 * department, the draft's stands, and its difference from what has come shows so.
 */
export function mergeFiles({ base, draft, current }: Three<DatasetFiles>): Merged {
  const clashes: string[] = [];
  const files = new Map<string, string>();
  for (const name of new Set([...current.keys(), ...draft.keys()])) {
    const three = { base: base.get(name), draft: draft.get(name), current: current.get(name) };
    const text = mergeText(name, three, clashes);
    if (text !== undefined) files.set(name, text);
  }
  return { files, clashes };
}

function mergeText(name: string, three: Three<string | undefined>, clashes: string[]): string | undefined {
  const { base, draft, current } = three;
  if (draft === base) return current;
  if (current === base || draft === current) return draft;
  const texts = { base: base ?? '', draft: draft ?? '', current: current ?? '' };
  if (name === 'initiatives.json')
    return mergeRows(mapThree(texts, (text) => JSON.parse(text) as InitiativesFile));
  if (name === 'departments.json')
    return mergeDepartments(mapThree(texts, (text) => JSON.parse(text) as DepartmentsFile));
  if (!name.endsWith('.txt')) {
    clashes.push(name);
    return draft;
  }
  const blocks = mergeMaps(mapThree(texts, blockTexts), ({ draft: ours, current: theirs }, id) => {
    if (ours !== theirs) clashes.push(id);
    return ours;
  });
  return textOfBlocks(blocks.values());
}

function mapThree<A, B>({ base, draft, current }: Three<A>, change: (one: A) => B): Three<B> {
  return { base: change(base), draft: change(draft), current: change(current) };
}

/** In the draft's order, then what only the current has. `both`: what becomes of a thing that both have changed. */
function mergeMaps<T>(
  { base, draft, current }: Three<ReadonlyMap<string, T>>,
  both: (three: Three<T>, id: string) => T,
  isSame: (a: T, b: T) => boolean = Object.is,
): Map<string, T> {
  const merged = new Map<string, T>();
  for (const id of new Set([...draft.keys(), ...current.keys()])) {
    const [was, ours, theirs] = [base.get(id), draft.get(id), current.get(id)];
    if (ours === undefined) {
      // Taken out by the draft, or come since.
      if (was === undefined) merged.set(id, theirs!);
    } else if (theirs === undefined) {
      // Come with the draft, or taken out since: what the draft has not touched stays out.
      if (was === undefined || !isSame(was, ours)) merged.set(id, ours);
    } else if (was !== undefined && isSame(was, ours)) merged.set(id, theirs);
    else if (was === undefined || isSame(was, theirs)) merged.set(id, ours);
    else merged.set(id, both({ base: was, draft: ours, current: theirs }, id));
  }
  return merged;
}

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Field by field; `draft` where both have changed it. */
function mergeFields<T extends object>({ base, draft, current }: Three<T>): T {
  const fields = mergeMaps(
    mapThree({ base, draft, current }, (one) => new Map(Object.entries(one) as [string, unknown][])),
    (three) => three.draft,
    sameJson,
  );
  return Object.fromEntries(fields) as T;
}

/** What was read of a time, and where it stands, goes with its text. */
const unitsOf = ({ schedule, stage, source, ...rest }: Initiative) => ({
  ...rest,
  time: { schedule, stage, source },
});
function rowOf({ time, ...rest }: ReturnType<typeof unitsOf>): Initiative {
  return { ...rest, ...time };
}

function mergeRows(three: Three<InitiativesFile>): string {
  const rows = mergeMaps(
    mapThree(three, ({ initiatives }) => new Map(initiatives.map((row) => [row.id, row]))),
    (each) => rowOf(mergeFields(mapThree(each, unitsOf))),
    sameJson,
  );
  const source = mergeFields(mapThree(three, (file) => file.source));
  return `${JSON.stringify({ source, initiatives: [...rows.values()] } satisfies InitiativesFile, null, 2)}\n`;
}

function mergeDepartments(three: Three<DepartmentsFile>): string {
  const departments = mergeMaps(
    mapThree(three, (file) => new Map(file.departments.map((one) => [one.name, one]))),
    mergeFields,
    sameJson,
  );
  const { base, draft, current } = mapThree(three, ({ groups }) => groups);
  const groups = sameJson(base, draft) ? current : draft;
  const file: DepartmentsFile = { departments: [...departments.values()], groups };
  return `${JSON.stringify(file, null, 2)}\n`;
}
