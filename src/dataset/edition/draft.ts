import { formatExpansion, parseExpansions } from '../curated/expansions.ts';
import { withFiscalYear } from '../fiscal-year.ts';
import { importRows, type ImportResult, type PreviousFiles } from '../import.ts';
import { toJson } from '../json.ts';
import type { DatasetFiles } from '../load/dataset.ts';
import type { CuratedSheets, OfficeResult } from '../office/types.ts';
import type { Contact, DepartmentsFile, Expansion, Initiative, InitiativesFile, Source } from '../schema.ts';
import { blockTexts, textOfBlocks } from '../curated/blocks.ts';
import { NO_WORDS } from '../curated/synonyms.ts';
import { conceptWordsIn, sameWords, type WordChange, withConceptWords } from './concept-words.ts';

/** What an import makes: the files beside what there is to say of it. */
type ImportedFiles = Exclude<ImportResult, { ok: true }> | (Imported & { readonly files: DatasetFiles });
type Imported = Extract<ImportResult, { ok: true }>;

/** The files of a dataset as they are after a document has been taken in: what it says nothing of stays. */
export function draftFiles(
  read: Extract<OfficeResult, { kind: 'rows' }>,
  source: { readonly file: string; readonly sha256: string },
  base: DatasetFiles,
): DatasetFiles {
  const previous = {
    initiatives: JSON.parse(base.get('initiatives.json')!) as InitiativesFile,
    departments: JSON.parse(base.get('departments.json')!) as DepartmentsFile,
  };
  const result = importFiles(read, source, base, previous);
  // What was read can always be taken in: questions and refusals are other kinds of result.
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.files;
}

/** The same of any file that was read, over files that may be none; `previous`: those of them that an import makes. */
export function importFiles(
  read: OfficeResult,
  source: { readonly file: string; readonly sha256: string },
  base: DatasetFiles,
  previous: PreviousFiles,
): ImportedFiles {
  const result = importRows(read, source, previous);
  if (!result.ok || read.kind !== 'rows') return result as Exclude<ImportResult, { ok: true }>;
  const { rowContacts, expansions } = withFinalIds(read, result.initiatives.initiatives);
  const initiatives = keepUnstated(result.initiatives, previous.initiatives, rowContacts);
  const files = new Map(base)
    .set('initiatives.json', toJson(initiatives))
    .set('departments.json', toJson(result.departments));
  const words = expansionsText(base.get('expansions.txt') ?? '', expansions, initiatives.initiatives);
  if (words !== '' || base.has('expansions.txt')) files.set('expansions.txt', words);
  const changes = wordChanges(base, read.curated.conceptWords);
  return { ...result, initiatives, files: withConceptWords(files, changes) };
}

/** What becomes of the words of concepts: they are those that a workbook brings, where it brings any. */
function wordChanges(
  base: DatasetFiles,
  brought: CuratedSheets['conceptWords'],
): ReadonlyMap<string, WordChange> {
  if (brought === null) return new Map();
  const before = conceptWordsIn(base);
  const ids = new Set([...before.keys(), ...brought.keys()]);
  return new Map(
    [...ids].flatMap((id): [string, WordChange][] => {
      const { label, words } = brought.get(id) ?? { label: '', words: NO_WORDS };
      return sameWords(before.get(id) ?? NO_WORDS, words) ? [] : [[id, { label, change: () => words }]];
    }),
  );
}

/** What the other sheets of a workbook say of a row goes with it, whatever id it has got here. */
function withFinalIds(
  { document, curated }: Extract<OfficeResult, { kind: 'rows' }>,
  rows: readonly Initiative[],
): Pick<CuratedSheets, 'rowContacts' | 'expansions'> {
  // The rows of an import are those of the document, in its order.
  const stated = new Map(
    document.rows.flatMap(({ id }, index) => (id === null ? [] : [[id, rows[index]!.id] as const])),
  );
  const taken = new Set(stated.values());
  /** An id that no row states is one that a row may have got by its name, unless another has brought words for that. */
  const finalOf = (id: string): string[] => {
    const final = stated.get(id);
    if (final !== undefined) return [final];
    return taken.has(id) ? [] : [id];
  };
  return {
    rowContacts: new Map(
      [...curated.rowContacts].flatMap(([id, contact]) => finalOf(id).map((final) => [final, contact])),
    ),
    expansions:
      curated.expansions &&
      curated.expansions.flatMap((one) => finalOf(one.id).map((id) => ({ ...one, id }))),
  };
}

/** What a table alone does not say: its head, and the contacts of single rows, which a workbook of ours brings (`edited`). */
function keepUnstated(
  { source, initiatives }: InitiativesFile,
  before: InitiativesFile | null,
  edited: ReadonlyMap<string, Contact | null>,
): InitiativesFile {
  const contacts = new Map(before?.initiatives.map(({ id, contact }) => [id, contact]));
  const { title, publisher, date, dateText, fiscalYear } = before?.source ?? source;
  const head: Source = {
    ...source,
    ...(source.title === '' && { title }),
    ...(source.publisher === '' && { publisher }),
    ...(source.title === '' && source.dateText === '' && { date, dateText }),
  };
  const isTheSame = source.title === '' && head.dateText === dateText;
  return {
    source: withFiscalYear(head, head.fiscalYear ?? (isTheSame ? fiscalYear : undefined)),
    initiatives: initiatives.map((row): Initiative => {
      const said = edited.get(row.id);
      const contact = said === undefined ? (row.contact ?? contacts.get(row.id)) : said;
      return contact ? { ...row, contact } : row;
    }),
  };
}

/** The rows' words: as they were, or as a workbook brings them; of rows that there are alone. */
function expansionsText(
  before: string,
  edited: readonly Expansion[] | null,
  rows: readonly Initiative[],
): string {
  const known = new Map(parseExpansions(before).expansions.map((one) => [one.id, one]));
  const texts = blockTexts(before);
  const brought = edited && new Map(edited.map((one) => [one.id, one]));
  const blocks = rows.flatMap(({ id, department, name }) => {
    const was = known.get(id);
    const is = brought ? brought.get(id) : was;
    if (!is) return [];
    const text = texts.get(id);
    if (text !== undefined && was && sameExpansion(was, is)) return [text];
    return [formatExpansion(is, `${department}「${name}」`).trimEnd()];
  });
  return textOfBlocks(blocks);
}

function sameExpansion(a: Expansion, b: Expansion): boolean {
  const keyOf = ({ en, questions, themes }: Expansion) =>
    JSON.stringify([en && [en.name, en.summary, en.remarks], [...questions].sort(), [...themes].sort()]);
  return keyOf(a) === keyOf(b);
}
