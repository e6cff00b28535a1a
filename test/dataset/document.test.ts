import { describe, expect, test } from '@jest/globals';
import type { DocumentRow } from '../../src/dataset/document.ts';
import { nameKey } from '../../src/dataset/name-key.ts';
import { importDocument, type ImportNotice } from '../../src/dataset/import.ts';
import { readOfficeFile } from '../../src/dataset/office/read.ts';

/** A text as the importer reads it: rows and head, or every problem. */
function parseDocument(text: string): {
  document: { source: object; departments: readonly string[]; rows: readonly DocumentRow[] } | null;
  problems: readonly ImportNotice[];
  warnings: readonly ImportNotice[];
} {
  const bytes = new TextEncoder().encode(text);
  const imported = importDocument(bytes, 'x.txt', { initiatives: null, departments: null });
  const read = readOfficeFile({ name: 'x.txt', bytes });
  const document =
    read.kind === 'rows' ? { ...read.document, rows: read.document.rows.map(({ row }) => row) } : null;
  return { document, problems: imported.ok ? [] : imported.problems, warnings: imported.warnings };
}

const HEAD = [
  '各課の取組について',
  '令和9年6月',
  '総務部 人事課',
  '概要',
  '- 参考になるものは横展開する',
  '',
];
const HEADER = '取組名\t概要\t実施時期\t備考';

/** A document whose table lines begin at line 10, under the heading 総務部 of line 7. */
function document(...rows: string[]): string {
  return [...HEAD, '総務部', '', HEADER, ...rows].join('\n');
}

/** Problems as "line: English part", which is the part that names the rule. */
function problemsOf(text: string): string[] {
  const { document: parsed, problems } = parseDocument(text);
  expect(parsed).toBeNull();
  return problems.map(
    ({ line, message }) => `${line ?? '-'}: ${(message.split(' / ')[1] ?? '').replace(/（[^（]*）$/, '')}`,
  );
}

function rowsOf(text: string): string[][] {
  const { document: parsed, problems } = parseDocument(text);
  expect(problems).toEqual([]);
  return parsed!.rows.map((row) => [row.department, row.name, row.summary, row.schedule.text, row.remarks]);
}

describe('a document that can be read', () => {
  test('head, headings and rows', () => {
    const { document: parsed, warnings } = parseDocument(document('面談\t全員と話す\tR9.4～\t年2回'));
    expect(parsed!.source).toEqual({
      title: '各課の取組について',
      publisher: '総務部 人事課',
      date: '2027-06',
      dateText: '令和9年6月',
    });
    expect(parsed!.departments).toEqual(['総務部']);
    expect(parsed!.rows[0]).toMatchObject({
      department: '総務部',
      name: '面談',
      summary: '全員と話す',
      remarks: '年2回',
      source: { line: 10, text: '面談\t全員と話す\tR9.4～\t年2回' },
    });
    expect(warnings).toEqual([]);
  });

  test.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['CR', (text: string) => text.replaceAll('\n', '\r')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['blank lines in between', (text: string) => text.replaceAll('\n', '\n\n')],
  ])('%s', (_, change) => {
    const rows = rowsOf(change(document('面談\t全員と話す\tR9.4～\t年2回')));
    expect(rows).toEqual([['総務部', '面談', '全員と話す', 'R9.4～', '年2回']]);
  });

  test('備考 may be left off, and empty columns may trail', () => {
    expect(rowsOf(document('面談\t話す\tR9.4～', '朝礼\t集まる\t\t\t\t'))).toEqual([
      ['総務部', '面談', '話す', 'R9.4～', ''],
      ['総務部', '朝礼', '集まる', '', ''],
    ]);
  });

  test('columns are found by their names, whatever their order and width', () => {
    const text = [...HEAD, '■総務部', '備　考\t時期\t取り組み\t内容', '年2回\tR9.4～\t面談\t話す'].join('\n');
    expect(rowsOf(text)).toEqual([['総務部', '面談', '話す', 'R9.4～', '年2回']]);
  });

  test('a header repeated after a page break belongs to the same department', () => {
    const text = document('面談\t話す\t\t', '', HEADER, '朝礼\t集まる\t\t');
    expect(rowsOf(text).map(([department, name]) => [department, name])).toEqual([
      ['総務部', '面談'],
      ['総務部', '朝礼'],
    ]);
  });

  test('the same name in two departments is no duplicate', () => {
    expect(
      rowsOf([document('面談\t話す\t\t'), '', '税務課', HEADER, '面談\t話す\t\t'].join('\n')),
    ).toHaveLength(2);
  });

  test('a month without a year lies in the fiscal year of the document', () => {
    const { document: parsed } = parseDocument(
      document('面談\t話す\t2月\t').replace('各課の', '令和9年度 各課の'),
    );
    expect(parsed!.rows[0]!.schedule.start).toBe('2028-02');
  });

  test('a time that cannot be read is a warning with its line', () => {
    const { document: parsed, warnings } = parseDocument(document('面談\t話す\t準備が整い次第\t'));
    expect(parsed!.rows[0]!.schedule).toMatchObject({ text: '準備が整い次第', kind: 'unread', start: null });
    expect(warnings).toEqual([{ line: 10, message: expect.stringContaining('準備が整い次第') }]);
  });

  test('what the head lacks is a warning', () => {
    const text = ['総務部', HEADER, '面談\t話す\tR9.4～\t'].join('\n');
    const { document: parsed, warnings } = parseDocument(text);
    expect(parsed!.source).toEqual({ title: '', publisher: '', date: null, dateText: '' });
    expect(warnings[0]!.message).toContain('title');
  });
});

describe('every problem is listed with its line', () => {
  test.each([
    ['too few columns', ['面談\t話す'], ['10: expected 4 columns, found 2: 面談 | 話す']],
    [
      'too many columns',
      ['面談\t話す\tR9.4\t年2回\t余り'],
      ['10: expected 4 columns, found 5: 面談 | 話す | R9.4 | 年2回 | 余り'],
    ],
    ['an empty name', ['\t話す\tR9.4\t'], ['10: empty name:  | 話す | R9.4 | ']],
    ['a name of markup alone', ['<b></b>\t話す\tR9.4\t'], ['10: empty name: <b></b> | 話す | R9.4 | ']],
    [
      'a duplicate, width aside',
      ['1on1\ta\t\t', '１ ｏｎ １\tb\t\t'],
      ['11: duplicate of line 10: １ ｏｎ １ | b |  | '],
    ],
    ['columns without TAB', ['面談　全員と話す　R9.4～'], ['10: unreadable line: 面談　全員と話す　R9.4～']],
  ])('%s', (_, rows, expected) => {
    expect(problemsOf(document(...rows))).toEqual(expected);
  });

  test('a note below the rows is listed as passed over', () => {
    const bytes = new TextEncoder().encode(document('面談\t話す\t\t', '※ 出典'));
    expect(readOfficeFile({ name: 'x.txt', bytes })).toMatchObject({
      kind: 'rows',
      passedOver: expect.arrayContaining([
        { place: { sheet: null, line: 11, column: null }, text: '※ 出典', why: 'note' },
      ]),
    });
  });

  test('all of them at once', () => {
    const text = document('\ta\t\t', '面談\t話す', '読めない行', '朝礼\tb\t\t', '朝礼\tc\t\t');
    expect(problemsOf(text).map((problem) => problem.split(':')[0])).toEqual(['10', '11', '12', '14']);
  });

  test('a row before any heading', () => {
    const text = [...HEAD, '面談\t話す\tR9.4\t', '', '総務部', HEADER, '朝礼\t集まる\t\t'].join('\n');
    expect(problemsOf(text)[0]).toContain('7: row before any department heading');
  });

  test('a table without a heading', () => {
    const text = [...HEAD, HEADER, '面談\t話す\tR9.4\t'].join('\n');
    expect(problemsOf(text)[0]).toContain('7: table without a department heading');
  });

  test.each([
    ['a missing column', '取組名\t概要\t備考', 'missing column (schedule)'],
    ['an unknown column', '取組名\t概要\t実施時期\t担当者', 'unknown column'],
    ['a column twice', '取組名\t概要\t内容\t実施時期', 'column occurs 2 times'],
  ])('%s', (_, header, expected) => {
    const text = [...HEAD, '総務部', '', header, '面談\t話す\tR9.4\tx'].join('\n');
    expect(problemsOf(text)[0]).toContain(`9: ${expected}`);
  });

  test('a table without TABs', () => {
    const text = [...HEAD, '総務部', '取組名　概要　実施時期　備考', '面談　話す　R9.4～　'].join('\n');
    expect(problemsOf(text)).toEqual(['8: columns must be separated by TAB: 取組名　概要　実施時期　備考']);
  });

  test('a department written in two ways', () => {
    const text = [document('面談\t話す\t\t'), '総務 部', HEADER, '朝礼\t集まる\t\t'].join('\n');
    expect(problemsOf(text)[0]).toContain('11: department is written differently');
  });

  test.each(['', '\n\n', 'ただの文章です', '\t\t\t'])('nothing to read in %j', (text) => {
    expect(problemsOf(text)).toHaveLength(1);
  });

  test('a cell that no card could show', () => {
    expect(problemsOf(document(`面談\t${'話'.repeat(4001)}\t\t`))[0]).toContain('10: cell longer than 4000');
  });

  test('a problem shows no control characters of the file', () => {
    const { problems } = parseDocument(document('\u001B[31m読めない行'));
    expect(problems[0]!.message).not.toContain('\u001B');
  });
});

test('a name is the same name in any width, case and spacing', () => {
  expect(nameKey('１ ｏｎ １　ミーティング')).toBe(nameKey('1ON1ミーティング'));
  expect(nameKey('面談')).not.toBe(nameKey('相談'));
});
