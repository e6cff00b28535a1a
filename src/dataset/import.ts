import { createHash } from 'node:crypto';
import { nameKey } from './name-key.ts';
import { withFiscalYear } from './fiscal-year.ts';
import { assignIds, type Changes } from './identity.ts';
import { readOfficeFile } from './office/read.ts';
import type { CuratedSheets, OfficeFile, OfficeResult, Place, Remark, Unclear } from './office/types.ts';
import { passedOverWords, placeWords, remarkWords, unclearWords } from './office/words.ts';
import type { Department, DepartmentsFile, InitiativesFile, Source } from './schema.ts';

/** Something an editor must know, with the 1-based line of a text that it is about (null = elsewhere). */
export interface ImportNotice {
  readonly line: number | null;
  /** Japanese, then English. */
  readonly message: string;
}

/** What an earlier import left in the folder, with what editors added to it. */
export interface PreviousFiles {
  readonly initiatives: InitiativesFile | null;
  readonly departments: DepartmentsFile | null;
}

/** The two files that an import makes, or the problems that prevent it. */
export type ImportResult =
  | {
      readonly ok: false;
      readonly problems: readonly ImportNotice[];
      readonly warnings: readonly ImportNotice[];
    }
  | {
      readonly ok: true;
      readonly initiatives: InitiativesFile;
      readonly departments: DepartmentsFile;
      readonly changes: Changes;
      /** What was left out: totals, notes, hidden lines. */
      readonly passedOver: readonly ImportNotice[];
      readonly warnings: readonly ImportNotice[];
    };

/** What a person has answered about a document: what its columns are, of which fiscal year it speaks. */
export type ImportAnswers = Pick<OfficeFile, 'choices' | 'fiscalYear'>;

/**
 * A document's bytes → the contents of initiatives.json and departments.json. Pure: the same document over the same
 * earlier files gives the same result, and importing twice changes nothing.
 */
export function importDocument(
  bytes: Uint8Array,
  file: string,
  previous: PreviousFiles,
  answers: ImportAnswers = {},
): ImportResult {
  const result = readOfficeFile({ name: file, bytes, ...answers });
  return importRows(result, { file, sha256: createHash('sha256').update(bytes).digest('hex') }, previous);
}

/** The same of a file that has been read already. */
export function importRows(
  result: OfficeResult,
  source: { readonly file: string; readonly sha256: string },
  previous: PreviousFiles,
): ImportResult {
  if (result.kind === 'ask') return { ok: false, problems: result.unclear.map(question), warnings: [] };
  if (result.kind === 'refused') return { ok: false, problems: result.problems.map(notice), warnings: [] };
  const { document, curated, passedOver, warnings } = result;
  const stated = new Map(document.rows.flatMap(({ row, id }) => (id === null ? [] : [[row, id] as const])));
  const rows = document.rows.map(({ row }) => row);
  const { initiatives, changes } = assignIds(rows, previous.initiatives?.initiatives ?? [], stated);
  const departments = mergeDepartments(document.departments, previous.departments, curated);
  const head = { ...document.source, ...source };
  const before = previous.initiatives?.source;
  const known = before && isSameHead(before, head) ? before.fiscalYear : undefined;
  return {
    ok: true,
    initiatives: { source: withFiscalYear(head, document.fiscalYear ?? known), initiatives },
    departments: departments.file,
    changes,
    passedOver: passedOver.map(({ place, text, why }) =>
      at(place, `${passedOverWords(why, 'ja')} / ${passedOverWords(why, 'en')}: ${text}`),
    ),
    warnings: [...warnings.map(notice), ...departments.warnings],
  };
}

/** Whether it is the same document, put right: what was said of it still holds. */
function isSameHead(one: Source, other: Source): boolean {
  return one.title === other.title && one.dateText === other.dateText;
}

function notice(remark: Remark): ImportNotice {
  const ja = remarkWords(remark, 'ja');
  const en = remarkWords(remark, 'en');
  const [what, whatToDo] = [ja.whatToDo, en.whatToDo].map((text) => (text === '' ? '' : `（${text}）`));
  return at(remark.place, `${ja.what}${what!} / ${en.what}${whatToDo!}`);
}

/** A line of a text is the notice's own; any other place goes before its words. */
function at(place: Place, message: string): ImportNotice {
  if (place.sheet === null) return { line: place.line, message };
  return { line: null, message: `${placeWords(place, 'ja')}: ${message}` };
}

/** What an answer on the command line would tell. */
function question(unclear: Unclear): ImportNotice {
  return at(unclear.place, unclearWords(unclear));
}

/** Those that a sheet of departments lists, with rows or without, and those that rows alone name; each as the document has it. */
function namesOf(headings: readonly string[], listed: readonly Department[]): readonly string[] {
  const named = new Map(headings.map((name) => [nameKey(name), name]));
  const both = new Map([...listed.map(({ name }) => [nameKey(name), name] as const), ...named]);
  return [...both.values()];
}

/**
 * The document's departments with the names that editors wrote for them, in the order of their sheet, else of the rows;
 * groups lose vanished members.
 */
function mergeDepartments(
  rowsOf: readonly string[],
  previous: DepartmentsFile | null,
  { departments: edited, contacts }: Pick<CuratedSheets, 'departments' | 'contacts'>,
): { file: DepartmentsFile; warnings: ImportNotice[] } {
  const earlier = new Map((previous?.departments ?? []).map((entry) => [nameKey(entry.name), entry]));
  const curated = new Map(earlier);
  // What a sheet has no column for stays.
  for (const entry of edited ?? [])
    curated.set(nameKey(entry.name), { ...earlier.get(nameKey(entry.name)), ...entry });
  const headings = namesOf(rowsOf, edited ?? []);
  const departments = headings.map((name): Department => {
    const entry = curated.get(nameKey(name));
    const said = contacts.get(nameKey(name));
    const contact = said === undefined ? entry?.contact : said;
    return {
      name,
      en: entry?.en ?? null,
      kana: entry?.kana ?? null,
      aliases: entry?.aliases ?? [],
      ...(contact && { contact }),
    };
  });
  const current = new Map(headings.map((name) => [nameKey(name), name]));
  const groups = (previous?.groups ?? [])
    .map((group) => ({
      names: group.names,
      departments: group.departments.flatMap((name) => current.get(nameKey(name)) ?? []),
    }))
    .filter((group) => group.departments.length > 0);

  const vanished = (previous?.departments ?? []).filter((entry) => !current.has(nameKey(entry.name)));
  const warnings = vanished.map((entry) => ({
    line: null,
    message: `「${entry.name}」は文書にないため departments.json から外します / department no longer in the document`,
  }));
  return { file: { departments, groups }, warnings };
}
