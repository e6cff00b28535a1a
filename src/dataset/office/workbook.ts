import { writeSheets } from '../../text/xlsx.ts';
import type { Department, Expansion, Initiative } from '../schema.ts';
import type { EditionDifference, RowChange } from './compare.ts';
import { DEPARTMENTS_SHEET, ROWS_SHEET, WORDS_SHEET } from './sheets.ts';

/** What goes out as a workbook. */
export interface WorkbookEdition {
  /** Stands on the first sheet, above nothing: the header is line 1, so that the sheet can be sorted and filtered. */
  readonly title: string;
  readonly initiatives: readonly Initiative[];
  readonly departments: readonly Department[];
  readonly expansions: readonly Expansion[];
  /** By the department's name; none where it has none. */
  readonly contacts?: ReadonlyMap<string, string>;
}

/** A workbook (XLSX) of an edition, which comes back as the changes that were made in it. */
export function writeWorkbook(edition: WorkbookEdition): Uint8Array {
  const { initiatives, departments, expansions, contacts, title } = edition;
  const words = new Map(expansions.map((expansion) => [expansion.id, expansion]));
  return writeSheets(title, [
    {
      name: ROWS_SHEET.name,
      columns: ROWS_SHEET.columns,
      widths: [12, 16, 28, 52, 18, 24],
      rows: initiatives.map((row) => [
        row.id,
        row.department,
        row.name,
        row.summary,
        row.schedule.text,
        row.remarks,
      ]),
      validation: {
        column: 2,
        list: `'${DEPARTMENTS_SHEET.name}'!$A$2:$A$${Math.max(2, departments.length + 1)}`,
      },
    },
    {
      name: DEPARTMENTS_SHEET.name,
      columns: DEPARTMENTS_SHEET.columns,
      widths: [24, 36, 30, 40, 30],
      rows: departments.map(({ name, en, kana, aliases }) => [
        name,
        en ?? '',
        kana ?? '',
        aliases.join('\n'),
        contacts?.get(name) ?? '',
      ]),
    },
    {
      name: WORDS_SHEET.name,
      columns: WORDS_SHEET.columns,
      widths: [12, 24, 24, 36, 16, 16, 40],
      rows: initiatives.map(({ id, name }) => {
        const { en, themes, questions } = words.get(id) ?? { en: null, themes: [], questions: [] };
        return [
          id,
          name,
          en?.name ?? '',
          en?.summary ?? '',
          en?.remarks ?? '',
          themes.join('\n'),
          questions.join('\n'),
        ];
      }),
    },
  ]);
}

const FIELD_NAMES = {
  department: '部署',
  name: '取組名',
  summary: '概要',
  schedule: '実施時期',
  remarks: '備考',
} as const;

/** The differences of two editions as a workbook: a line for each row that came or went, and for each field that changed. */
export function writeDifference(title: string, difference: EditionDifference): Uint8Array {
  const whole = (kind: string) => (row: Initiative) => [kind, row.department, row.name, '', '', ''];
  const fields = (kind: string) => (change: RowChange) =>
    change.fields.map(({ field, before, after }) => [
      kind,
      change.after.department,
      change.after.name,
      FIELD_NAMES[field],
      before,
      after,
    ]);
  const rows = [
    ...difference.added.map((row) => ['追加', row.department, row.name, '', '', contentsOf(row)]),
    ...difference.changed.flatMap(fields('変更')),
    ...difference.renamed.flatMap(fields('改名')),
    ...difference.gone.map(whole('なし（前の版のみ）')),
  ];
  const columns = ['種別', '部署', '取組名', '項目', '前', '後'];
  return writeSheets(title, [{ name: '差分', columns, widths: [14, 16, 28, 10, 40, 40], rows }]);
}

const contentsOf = (row: Initiative): string =>
  [row.summary, row.schedule.text, row.remarks].filter((text) => text !== '').join('\n');
