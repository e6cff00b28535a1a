import { writeSheets } from '../../../text/xlsx.ts';
import type { DifferenceEntry, DifferenceField } from '../../edition/difference.ts';
import type { Department, Expansion, Initiative } from '../../schema.ts';
import { contactCells } from './contact-columns.ts';
import { DEPARTMENTS_SHEET, ROWS_SHEET, WORDS_SHEET } from './sheets.ts';

/** What goes out as a workbook. */
export interface WorkbookEdition {
  /** Stands on the first sheet, above nothing: the header is line 1, so that the sheet can be sorted and filtered. */
  readonly title: string;
  readonly initiatives: readonly Initiative[];
  readonly departments: readonly Department[];
  readonly expansions: readonly Expansion[];
}

const CONTACT_WIDTHS = [20, 14, 12, 28, 28];

/** A workbook (XLSX) of an edition, which comes back as the changes that were made in it. */
export function writeWorkbook(edition: WorkbookEdition): Uint8Array {
  const { initiatives, departments, expansions, title } = edition;
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
      widths: [24, 36, 30, 40, ...CONTACT_WIDTHS],
      rows: departments.map(({ name, en, kana, aliases, contact }) => [
        name,
        en ?? '',
        kana ?? '',
        aliases.join('\n'),
        ...contactCells(contact),
      ]),
    },
    {
      name: WORDS_SHEET.name,
      columns: WORDS_SHEET.columns,
      widths: [12, 24, 24, 36, 16, 16, 40, ...CONTACT_WIDTHS],
      rows: initiatives.map(({ id, name, contact }) => {
        const { en, themes, questions } = words.get(id) ?? { en: null, themes: [], questions: [] };
        return [
          id,
          name,
          en?.name ?? '',
          en?.summary ?? '',
          en?.remarks ?? '',
          themes.join('\n'),
          questions.join('\n'),
          ...contactCells(contact),
        ];
      }),
    },
  ]);
}

const FIELD_NAMES: Readonly<Record<DifferenceField, string>> = {
  department: '部署',
  name: '取組名',
  summary: '概要',
  schedule: '実施時期',
  remarks: '備考',
  contact: '連絡先',
  en: '英語名',
  kana: 'よみ',
  aliases: '別名',
  words: '言葉',
  documentTitle: '資料の題名',
  publisher: '発行',
  dateText: '資料の日付',
  fiscalYear: '年度',
};
const KIND_NAMES: Readonly<Record<DifferenceEntry['kind'], string>> = {
  gone: 'なし（前の版のみ）',
  renamed: '改名',
  changed: '変更',
  added: '追加',
  words: '言葉・連絡先',
};

/** The differences of two editions as a workbook: a line for each field. */
export function writeDifference(title: string, entries: readonly DifferenceEntry[]): Uint8Array {
  const rows = entries.flatMap(({ kind, department, title: name, fields }) => {
    const of = [KIND_NAMES[kind], department, name];
    const each = fields.map(({ field, before, after }) => [...of, FIELD_NAMES[field], before, after]);
    return each.length > 0 ? each : [[...of, '', '', '']];
  });
  const columns = ['種別', '部署', '取組名', '項目', '前', '後'];
  return writeSheets(title, [{ name: '差分', columns, widths: [14, 16, 28, 10, 40, 40], rows }]);
}
