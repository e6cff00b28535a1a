import { CONTACT_COLUMNS } from './contact-columns.ts';

/** The sheets of a workbook that goes out and comes back, with their columns: what writes and what reads it share. */
export const ROWS_SHEET = {
  name: '取組',
  columns: ['ID', '部署', '取組名', '概要', '実施時期', '備考'],
} as const;
export const DEPARTMENTS_SHEET = {
  name: '部署',
  columns: ['部署名', '英語名', 'よみ', '別名', ...CONTACT_COLUMNS],
};
export const WORDS_SHEET = {
  name: 'ことばと質問',
  columns: [
    'ID',
    '取組名（参考）',
    '英語の取組名',
    '英語の概要',
    '英語の備考',
    'テーマ',
    '質問',
    ...CONTACT_COLUMNS,
  ],
};
