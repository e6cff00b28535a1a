import type { ConceptWords } from '../curated/synonyms.ts';
import type { DocumentRow } from '../document.ts';
import type { Contact, Department, Expansion, Source } from '../schema.ts';

/** Where something stands in a file: sheet or table by its name, row and column 1-based; null = not of one place. */
export interface Place {
  readonly sheet: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** What an editor must know of a place: a code of `words.ts` with what its sentence names. */
export interface Remark {
  readonly place: Place;
  readonly code: RemarkCode;
  readonly values: Readonly<Record<string, string>>;
  /** Another place that the sentence names. */
  readonly where?: Place;
}

export type RemarkCode =
  | 'tooLarge'
  | 'oldOffice'
  | 'pdf'
  | 'unknownForm'
  | 'notText'
  | 'broken'
  | 'bomb'
  | 'doctype'
  | 'tooLong'
  | 'tooMany'
  | 'timeout'
  | 'noTable'
  | 'noRows'
  | 'noDepartment'
  | 'unlikeDepartment'
  | 'emptyName'
  | 'duplicate'
  | 'columnCount'
  | 'noTabs'
  | 'strayLine'
  | 'missingColumn'
  | 'beforeHeader'
  | 'formula'
  | 'cellError'
  | 'noMarks'
  | 'idTwice'
  | 'departmentTwice'
  | 'departmentSpelling'
  | 'timeUnread'
  | 'columnMissing'
  | 'departmentCarried'
  | 'headIncomplete'
  | 'macros'
  | 'comments'
  | 'drawings'
  | 'emptyDepartment'
  | 'severalDepartments'
  | 'severalYears'
  | 'dittoOfNothing'
  | 'contact'
  | 'conceptUnknown'
  | 'headUnread';

/** What was left out, and why. */
export interface PassedOver {
  readonly place: Place;
  /** As it stands there, cut at 200 characters. */
  readonly text: string;
  readonly why:
    | 'total'
    | 'note'
    | 'hiddenRow'
    | 'hiddenColumn'
    | 'hiddenSheet'
    | 'struck'
    | 'hiddenText'
    | 'comment'
    | 'textBox'
    | 'headerFooter'
    | 'ofNoRow'
    | 'sheetWithoutTable'
    | 'heading'
    | 'pageNumber'
    | 'column';
}

/**
 * What a column holds: `start` and `end` make the schedule together; `remarks` and `summary` of several columns are
 * joined; `number` and `ignore` are passed over.
 */
export const COLUMN_ROLES = [
  'id',
  'department',
  'name',
  'summary',
  'schedule',
  'start',
  'end',
  'remarks',
  'number',
  'ignore',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** A column as an editor is asked about it. */
export interface FoundColumn {
  /** The key of a choice: the header's words, as they stand there. */
  readonly header: string;
  /** What its name says, null when that is not clear. */
  readonly role: ColumnRole | null;
  /** Up to three of its cells. */
  readonly samples: readonly string[];
}

/** What editors have answered about a form, by header. */
export type ColumnChoices = Readonly<Record<string, ColumnRole>>;

export interface OfficeFile {
  /** Its name; the ending helps to tell CSV, TSV and text apart. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly choices?: ColumnChoices | undefined;
  /** The answer to `unclear: 'fiscalYear'`: 2026 = April 2026 to March 2027. */
  readonly fiscalYear?: number | undefined;
}

export interface OfficeRow {
  readonly row: DocumentRow;
  readonly place: Place;
  /** The id that a workbook of ours brings back; null in any other file. */
  readonly id: string | null;
}

/** What the other sheets of a workbook of ours bring back; null: the file has no such sheet. */
export interface CuratedSheets {
  readonly departments: readonly Department[] | null;
  /** Whom to ask, by the department's name; null in it: nobody. A file without those columns says nothing of it. */
  readonly contacts: ReadonlyMap<string, Contact | null>;
  /** The same where a row's is another than its department's, by the row's id. */
  readonly rowContacts: ReadonlyMap<string, Contact | null>;
  readonly expansions: readonly Expansion[] | null;
  /** Words of its own for concepts, by their ids, with the names that they have in the file. */
  readonly conceptWords: ReadonlyMap<string, { readonly label: string; readonly words: ConceptWords }> | null;
  /** What it says of the document. */
  readonly head: DocumentHead | null;
}

type Head = Pick<Source, 'title' | 'publisher' | 'date' | 'dateText'>;
/** With the fiscal year that it states; null: none. */
export type DocumentHead = Head & { readonly fiscalYear: number | null };

interface OfficeDocument {
  readonly source: Head;
  /** What the document says of itself, else what was answered; null: it says none and no time depends on it. */
  readonly fiscalYear: number | null;
  readonly departments: readonly string[];
  readonly rows: readonly OfficeRow[];
}

export type OfficeResult =
  | {
      readonly kind: 'rows';
      readonly document: OfficeDocument;
      readonly passedOver: readonly PassedOver[];
      readonly warnings: readonly Remark[];
      /** The same for files with the same headers, so that an answer about them can be remembered. */
      readonly form: string;
      readonly curated: CuratedSheets;
    }
  | {
      readonly kind: 'ask';
      readonly form: string;
      readonly columns: readonly FoundColumn[];
      readonly unclear: readonly Unclear[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly Remark[] };

/** What only a person can say: what some columns are, which one is the name, or the fiscal year of months without one. */
export type Unclear = { readonly place: Place } & (
  | { readonly what: 'columns'; readonly headers: readonly string[] }
  | { readonly what: 'twice'; readonly role: ColumnRole; readonly headers: readonly string[] }
  | { readonly what: 'missing'; readonly role: ColumnRole }
  | { readonly what: 'fiscalYear'; readonly times: readonly string[] }
);

/** A cell: its text, and whether a merged cell above or to the left shows through. */
export interface Cell {
  readonly text: string;
  readonly covered: 'above' | 'left' | null;
  /** What of it is struck through, which is withdrawn and no part of its text. */
  readonly struck?: string;
  /** What of it is hidden, which nobody sees who has not asked for it. */
  readonly concealed?: string;
  /** It stands on a colour of its own, text or not. */
  readonly isTinted?: true;
  /** A formula without a value, an error such as #REF!, or a row of a chart of times that colours alone tell. */
  readonly fault?: 'formula' | 'cellError' | 'noMarks';
}

export interface GridLine {
  /** 1-based. */
  readonly line: number;
  readonly cells: readonly Cell[];
  readonly hidden: boolean;
  /** The table of a document that it stands in, which counts its own lines. */
  readonly table?: string;
  /** A paragraph beside tables, or a line without a delimiter. */
  readonly loose: boolean;
}

/** A sheet, a text or a document, as lines of cells. */
export interface Grid {
  readonly sheet: string | null;
  readonly hidden: boolean;
  readonly hiddenColumns: ReadonlySet<number>;
  readonly lines: readonly GridLine[];
  /** Its lines are columns of the sheet, and its columns the sheet's lines. */
  readonly turned?: boolean;
  /** What stands beside its lines: comments, text boxes, the heads and feet of pages, footnotes. */
  readonly aside?: readonly PassedOver[];
  /** Every line must have all columns: a text, whose lines may have lost some. */
  readonly strict: boolean;
}

/** A file that cannot be read at all. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly remark: Remark;

  constructor(code: RemarkCode, values: Readonly<Record<string, string>> = {}) {
    super(code);
    this.remark = { place: NOWHERE, code, values };
  }
}

export const NOWHERE: Place = { sheet: null, line: null, column: null };
