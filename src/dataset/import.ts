import { createHash } from 'node:crypto';
import { decodeText } from '../text/decode.ts';
import { nameKey, parseDocument, type Notice } from './document.ts';
import { assignIds, type Changes } from './identity.ts';
import type { Department, DepartmentsFile, InitiativesFile } from './schema.ts';

/** What an earlier import left in the folder, with what editors added to it. */
export interface PreviousFiles {
  readonly initiatives: InitiativesFile | null;
  readonly departments: DepartmentsFile | null;
}

/** The two files that an import makes, or the problems that prevent it. */
export type ImportResult =
  | { readonly ok: false; readonly problems: readonly Notice[]; readonly warnings: readonly Notice[] }
  | {
      readonly ok: true;
      readonly initiatives: InitiativesFile;
      readonly departments: DepartmentsFile;
      readonly changes: Changes;
      readonly warnings: readonly Notice[];
    };

/** Larger than any city's document by far; a larger file is a mistake. */
const MAX_BYTES = 10_000_000;

/**
 * A document's bytes → the contents of initiatives.json and departments.json. Pure: the same document over the same
 * earlier files gives the same result, and importing twice changes nothing.
 */
export function importDocument(bytes: Uint8Array, file: string, previous: PreviousFiles): ImportResult {
  if (bytes.length > MAX_BYTES) {
    return refused(`ファイルが大きすぎます（上限10MB） / file larger than 10 MB (${bytes.length} bytes)`);
  }
  const text = decodeText(bytes);
  if (text === null) {
    return refused('文字コードを読めません（UTF-8かShift_JISで保存する） / neither UTF-8 nor Shift_JIS');
  }
  const { document, problems, warnings } = parseDocument(text);
  if (document === null) return { ok: false, problems, warnings };

  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { initiatives, changes } = assignIds(document.rows, previous.initiatives?.initiatives ?? []);
  const merged = mergeDepartments(document.departments, previous.departments);
  return {
    ok: true,
    initiatives: { source: { ...document.source, file, sha256 }, initiatives },
    departments: merged.file,
    changes,
    warnings: [...warnings, ...merged.warnings],
  };
}

/** The text of a data file: pretty, and the same for the same contents. */
export function toJson(file: InitiativesFile | DepartmentsFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

function refused(message: string): ImportResult {
  return { ok: false, problems: [{ line: null, message }], warnings: [] };
}

/** The headings in the document's order with the names that editors wrote for them; groups lose vanished members. */
function mergeDepartments(
  headings: readonly string[],
  previous: DepartmentsFile | null,
): { file: DepartmentsFile; warnings: Notice[] } {
  const curated = new Map((previous?.departments ?? []).map((entry) => [nameKey(entry.name), entry]));
  const departments = headings.map((name): Department => {
    const entry = curated.get(nameKey(name));
    const contact = entry?.contact && { contact: entry.contact };
    return {
      name,
      en: entry?.en ?? null,
      kana: entry?.kana ?? null,
      aliases: entry?.aliases ?? [],
      ...contact,
    };
  });
  const current = new Map(headings.map((name) => [nameKey(name), name]));
  const groups = (previous?.groups ?? [])
    .map((group) => ({
      names: group.names,
      departments: group.departments.flatMap((name) => current.get(nameKey(name)) ?? []),
    }))
    .filter((group) => group.departments.length > 0);

  const vanished = [...curated.values()].filter((entry) => !current.has(nameKey(entry.name)));
  const warnings = vanished.map((entry) => ({
    line: null,
    message: `「${entry.name}」は文書にないため departments.json から外します / department no longer in the document`,
  }));
  return { file: { departments, groups }, warnings };
}
