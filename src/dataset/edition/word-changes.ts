import type { DatasetFiles } from '../load/dataset.ts';
import { blockTexts, listOf, parseBlocks } from '../curated/blocks.ts';
import { parseExpansions } from '../curated/expansions.ts';
import { WORD_ROLES } from '../curated/synonyms.ts';
import type { Concept, Expansion, Initiative } from '../schema.ts';
import { isThesaurus, SYNONYMS } from './concept-words.ts';
import {
  changes,
  type DifferenceEntry,
  type DifferenceField,
  type FieldChanges,
} from './difference-entry.ts';

/** What editors have written for rows. */
export const EXPANSIONS = 'expansions.txt';

/** What is other in the words of each row, by its id. `concepts`: for the names of themes. */
export function rowWordChanges(
  before: DatasetFiles,
  after: DatasetFiles,
  concepts: readonly Concept[],
): ReadonlyMap<string, FieldChanges> {
  if (before.get(EXPANSIONS) === after.get(EXPANSIONS)) return new Map();
  const [earlier, later] = [expansionsOf(before), expansionsOf(after)];
  const names = new Map(concepts.map(({ id, label }) => [id, label.ja]));
  const ids = new Set([...earlier.keys(), ...later.keys()]);
  return new Map([...ids].map((id) => [id, fieldsOf(earlier.get(id), later.get(id), names)]));
}

function expansionsOf(files: DatasetFiles): ReadonlyMap<string, Expansion> {
  return new Map(parseExpansions(files.get(EXPANSIONS) ?? '').expansions.map((one) => [one.id, one]));
}

function fieldsOf(
  before: Expansion | undefined,
  after: Expansion | undefined,
  names: ReadonlyMap<string, string>,
): FieldChanges {
  const textsOf = (one: Expansion | undefined) => ({
    ...(one?.en ?? { name: '', summary: '', remarks: '' }),
    themes: (one?.themes ?? []).map((theme) => names.get(theme) ?? theme).join('、'),
    questions: one?.questions ?? [],
  });
  const [was, is] = [textsOf(before), textsOf(after)];
  return changes({
    enName: [was.name, is.name],
    enSummary: [was.summary, is.summary],
    enRemarks: [was.remarks, is.remarks],
    themes: [was.themes, is.themes],
    questions: otherLines(was.questions, is.questions),
  });
}

/** Of long lists the lines that the other one has not. */
const otherLines = (was: readonly string[], is: readonly string[]): readonly [string, string] => [
  without(was, is).join('\n'),
  without(is, was).join('\n'),
];

function without(items: readonly string[], others: readonly string[] = []): readonly string[] {
  const known = new Set(others);
  return items.filter((item) => !known.has(item));
}

/** Blocks of other words that are other: those for concepts by role, those of needs line by line. */
export function otherWordChanges(
  before: DatasetFiles,
  after: DatasetFiles,
  rows: ReadonlyMap<string, Initiative>,
): DifferenceEntry[] {
  const names = new Set([...before.keys(), ...after.keys()].filter((name) => name.endsWith('.txt')));
  names.delete(EXPANSIONS);
  return [...names].sort().flatMap((name) => {
    const [old, now] = [before.get(name) ?? '', after.get(name) ?? ''];
    if (old === now) return [];
    const [earlier, later] = [blockTexts(old), blockTexts(now)];
    const ids = new Set([...earlier.keys(), ...later.keys()]);
    const isOfConcepts = isThesaurus(name) || name === SYNONYMS;
    return [...ids].flatMap((id): DifferenceEntry[] => {
      const [was, is] = [earlier.get(id) ?? '', later.get(id) ?? ''];
      if (was === is) return [];
      const row = rows.get(id);
      const fields = isOfConcepts ? conceptChanges(was, is) : lineChanges(was, is);
      const title = row?.name ?? (isOfConcepts ? conceptName(is || was) : id);
      const of = { id: row?.id ?? null, department: row?.department ?? '', title };
      return fields.length === 0 ? [] : [{ kind: 'words', ...of, fields }];
    });
  });
}

/** What a concept is called where its block stands. */
function conceptName(text: string): string {
  const [block] = parseBlocks(text).blocks;
  return block?.label.split(' | ', 1)[0] || (block?.id ?? '');
}

/** What is called how in a workbook; the other roles of a block are for those who write the files themselves. */
const LIST_FIELDS = { terms: 'terms', kana: 'kana', en: 'enTerms', asks: 'asks' } as const satisfies Record<
  (typeof WORD_ROLES)[number],
  DifferenceField
>;

/** Of lists the items that are other: where a line is broken says nothing. */
function conceptChanges(before: string, after: string): FieldChanges {
  const [old, now] = [listsOf(before), listsOf(after)];
  const pairOf = (role: string): readonly [string, string] => [
    onlyIn(role, old, now).join('、'),
    onlyIn(role, now, old).join('、'),
  ];
  const isNamed = (role: string): boolean => WORD_ROLES.some((one) => one === role);
  const others = (one: Lists, other: Lists): string =>
    [...one.keys()]
      .filter((role) => !isNamed(role))
      .flatMap((role) => {
        const own = onlyIn(role, one, other).join(', ');
        // A name that was not there before is the title.
        if (role === '') return other.get(role)?.length === 0 ? [] : [own];
        return own === '' ? [] : [`${role}: ${own}`];
      })
      .join('\n');
  const named = WORD_ROLES.map((role) => [LIST_FIELDS[role], pairOf(role)] as const);
  return changes({ ...Object.fromEntries(named), words: [others(old, now), others(now, old)] });
}

type Lists = ReadonlyMap<string, readonly string[]>;

/** The lists of a block by their role, and its name as that of none. */
function listsOf(text: string): Lists {
  const [block] = parseBlocks(text).blocks;
  const fields = (block?.fields ?? []).map((field) => [field.role, listOf(field, [])] as const);
  return new Map([['', block ? [block.label] : []], ...fields]);
}

const onlyIn = (role: string, one: Lists, other: Lists): readonly string[] =>
  without(one.get(role) ?? [], other.get(role));

function lineChanges(before: string, after: string): FieldChanges {
  const linesOf = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.trim());
  return changes({ words: otherLines(linesOf(before), linesOf(after)) });
}
