import { type Sheet, writeSheets } from '../../../text/xlsx.ts';
import type { DifferenceEntry, DifferenceField } from '../../edition/difference-entry.ts';
import { type ConceptWords, WORD_ROLES } from '../../curated/synonyms.ts';
import type { Concept, Dataset, Department, Expansion, Initiative } from '../../schema.ts';
import { conceptChoice } from './concept-names.ts';
import { contactCells } from './contact-columns.ts';
import { headLines } from './head-sheet.ts';
import {
  CONCEPTS_SHEET,
  DEPARTMENTS_SHEET,
  HEAD_SHEET,
  ROWS_SHEET,
  SYNONYMS_SHEET,
  WORDS_SHEET,
} from './sheets.ts';

/** What goes out as a workbook. */
export type WorkbookEdition = Pick<
  Dataset,
  'source' | 'initiatives' | 'departments' | 'expansions' | 'concepts'
>;

const CONTACT_WIDTHS = [20, 14, 12, 28, 28];
/** Of a cell for reference, in characters. */
const MOST_SHOWN = 300;

/**
 * A workbook (XLSX) of an edition, which comes back as the changes that were made in it. Each sheet's header is its first
 * line, so that it can be sorted and filtered. `words`: those for concepts that the edition has of its own.
 */
export function writeWorkbook(
  { source, initiatives, departments, expansions, concepts }: WorkbookEdition,
  words: ReadonlyMap<string, ConceptWords>,
): Uint8Array {
  return writeSheets(source.title, [
    rowsSheet(initiatives, departments.length),
    departmentsSheet(departments),
    wordsSheet(initiatives, expansions, concepts),
    synonymsSheet(words, concepts),
    {
      ...CONCEPTS_SHEET,
      widths: [36, 36, 80],
      rows: concepts.map((concept) => [conceptChoice(concept), concept.label.en, knownWords(concept)]),
    },
    { ...HEAD_SHEET, widths: [16, 80], rows: headLines(source) },
  ]);
}

/** The cells below the header of a sheet's first column, as a formula. */
const listOf = ({ name }: { readonly name: string }, rows: number): string =>
  `'${name}'!$A$2:$A$${Math.max(2, rows + 1)}`;

function rowsSheet(initiatives: readonly Initiative[], departments: number): Sheet {
  return {
    ...ROWS_SHEET,
    widths: [12, 16, 28, 52, 18, 24],
    rows: initiatives.map((row) => [
      row.id,
      row.department,
      row.name,
      row.summary,
      row.schedule.text,
      row.remarks,
    ]),
    validations: [{ column: 2, list: listOf(DEPARTMENTS_SHEET, departments) }],
  };
}

function departmentsSheet(departments: readonly Department[]): Sheet {
  return {
    ...DEPARTMENTS_SHEET,
    widths: [24, 36, 30, 40, ...CONTACT_WIDTHS],
    rows: departments.map(({ name, en, kana, aliases, contact }) => [
      name,
      en ?? '',
      kana ?? '',
      aliases.join('\n'),
      ...contactCells(contact),
    ]),
  };
}

function wordsSheet(
  initiatives: readonly Initiative[],
  expansions: ReadonlyMap<string, Expansion>,
  concepts: readonly Concept[],
): Sheet {
  const choices = new Map(concepts.map((concept) => [concept.id, conceptChoice(concept)]));
  return {
    ...WORDS_SHEET,
    widths: [12, 24, 24, 36, 16, 24, 40, ...CONTACT_WIDTHS],
    rows: initiatives.map(({ id, name, contact }) => {
      const { en, themes, questions } = expansions.get(id) ?? { en: null, themes: [], questions: [] };
      return [
        id,
        name,
        en?.name ?? '',
        en?.summary ?? '',
        en?.remarks ?? '',
        themes.map((theme) => choices.get(theme) ?? theme).join('\n'),
        questions.join('\n'),
        ...contactCells(contact),
      ];
    }),
    validations: [
      {
        column: WORDS_SHEET.columns.indexOf('テーマ') + 1,
        list: listOf(CONCEPTS_SHEET, concepts.length),
        isFree: true,
      },
    ],
  };
}

function synonymsSheet(words: ReadonlyMap<string, ConceptWords>, concepts: readonly Concept[]): Sheet {
  const known = new Map(concepts.map((concept) => [concept.id, concept]));
  return {
    ...SYNONYMS_SHEET,
    widths: [36, 44, 24, 36, 44],
    rows: [...words].map(([id, own]) => {
      const concept = known.get(id);
      const lists = WORD_ROLES.map((role) => own[role].join('\n'));
      return [concept ? conceptChoice(concept) : id, ...lists];
    }),
    validations: [{ column: 1, list: listOf(CONCEPTS_SHEET, concepts.length) }],
  };
}

function knownWords({ terms }: Concept): string {
  const all = terms.join('、');
  return all.length > MOST_SHOWN ? `${all.slice(0, MOST_SHOWN)}…` : all;
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
  enName: '英語の取組名',
  enSummary: '英語の概要',
  enRemarks: '英語の備考',
  themes: 'テーマ',
  questions: '質問',
  terms: '言葉',
  enTerms: '英語の言葉',
  asks: '質問で使う言葉',
  words: 'その他の言葉',
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
