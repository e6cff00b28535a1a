import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadOfficeFile } from '../../../src/dataset/load/office.ts';
import { readOfficeFile } from '../../../src/dataset/office/read.ts';
import type { OfficeResult } from '../../../src/dataset/office/types.ts';
import { placeWords, remarkWords } from '../../../src/dataset/office/words.ts';
import { strToU8, zipSync } from 'fflate';

const FILES = path.join(import.meta.dirname, 'files');
const read = (name: string): OfficeResult =>
  readOfficeFile({ name, bytes: readFileSync(path.join(FILES, name)) });
const text = (name: string, lines: string): OfficeResult =>
  readOfficeFile({ name, bytes: new TextEncoder().encode(lines) });

function rowsOf(result: OfficeResult): string[][] {
  expect(result).toMatchObject({ kind: 'rows' });
  if (result.kind !== 'rows') return [];
  return result.document.rows.map(({ row }) => [
    row.department,
    row.name,
    row.summary,
    row.schedule.text,
    row.remarks,
  ]);
}
const codesOf = (result: OfficeResult): string[] =>
  result.kind === 'refused' ? result.problems.map(({ code }) => code) : [result.kind];

/** What a person reads in each file; written by hand beside it. */
interface Expected {
  readonly rows?: string[][];
  readonly refused?: string[];
  readonly ask?: string[];
  readonly passedOver?: string[];
  readonly fiscalYear?: number;
  readonly schedules?: string[];
  readonly warnings?: string[];
  readonly dateText?: string;
  readonly publisher?: string;
}
const expectations = JSON.parse(readFileSync(path.join(FILES, 'expected.json'), 'utf8')) as Record<
  string,
  Expected
>;

test.each(['局区等名', '各局・区等', '区・局名', '局・区・室'])('%s is a column of departments', (header) => {
  const lines = [
    '取組一覧',
    '令和8年6月',
    `${header}\t取組名\t概要\t実施時期`,
    '緑区\t研修\t研修を行う。\tR8.7',
  ];
  expect(rowsOf(text('list.txt', lines.join('\n')))).toEqual([['緑区', '研修', '研修を行う。', 'R8.7', '']]);
});

describe('files of offices', () => {
  test('each has its expectation', () => {
    expect(Object.keys(expectations).sort()).toEqual(
      readdirSync(FILES)
        .filter((name) => name !== 'expected.json')
        .sort(),
    );
  });

  test.each(Object.entries(expectations))('%s', (name, expected) => {
    const result = read(name);
    if (expected.refused !== undefined) expect(codesOf(result)).toEqual(expected.refused);
    if (expected.ask !== undefined)
      expect(result).toMatchObject({ kind: 'ask', unclear: expected.ask.map((what) => ({ what })) });
    if (expected.rows !== undefined) expect(rowsOf(result)).toEqual(expected.rows);
    if (result.kind !== 'rows') return;
    if (expected.passedOver !== undefined)
      expect(result.passedOver.map(({ text: passed, why }) => `${why}: ${passed}`)).toEqual(
        expected.passedOver,
      );
    if (expected.warnings !== undefined)
      expect(result.warnings.map(({ code }) => code)).toEqual(expected.warnings);
    if (expected.dateText !== undefined) expect(result.document.source.dateText).toBe(expected.dateText);
    if (expected.publisher !== undefined) expect(result.document.source.publisher).toBe(expected.publisher);
    if (expected.fiscalYear !== undefined) expect(result.document.fiscalYear).toBe(expected.fiscalYear);
    if (expected.schedules !== undefined)
      expect(
        result.document.rows.map(
          ({ row }) => `${row.schedule.kind} ${row.schedule.start ?? '-'} ${row.schedule.end ?? '-'}`,
        ),
      ).toEqual(expected.schedules);
  });
});

describe('what only a person can say is asked', () => {
  const table = '部署,事業内容,主な取組,効果\n総務部,面談,全員と話す,高い\n';

  test('a column of an unknown name; the answer is taken for files of the same form', () => {
    const asked = text('a.csv', table);
    expect(asked).toMatchObject({
      kind: 'ask',
      columns: expect.arrayContaining([{ header: '効果', role: null, samples: ['高い'] }]),
    });
    const choices = { 効果: 'remarks' } as const;
    const bytes = new TextEncoder().encode(
      '部署,事業内容,主な取組,効果,実施時期\n総務部,面談の内容,面談,高い,R9.4\n',
    );
    expect(rowsOf(readOfficeFile({ name: 'b.csv', bytes, choices }))).toEqual([
      ['総務部', '面談', '面談の内容', 'R9.4', '高い'],
    ]);
  });

  test('the fiscal year, where months have none and the document says none', () => {
    const lines = '働きやすさ\n令和9年3月\n総務部\n取組名\t概要\t実施時期\n面談\t話す\t5月\n';
    expect(text('a.txt', lines)).toMatchObject({
      kind: 'ask',
      unclear: [{ what: 'fiscalYear', times: ['5月'] }],
    });
    const answered = readOfficeFile({
      name: 'a.txt',
      bytes: new TextEncoder().encode(lines),
      fiscalYear: 2027,
    });
    expect(answered).toMatchObject({ document: { rows: [{ row: { schedule: { start: '2027-05' } } }] } });
  });
});

test.each(['ja', 'en'] as const)('a row that stands twice: where it stood before, in %s', (language) => {
  const bytes = new TextEncoder().encode(
    '部署,取組名,概要,実施時期\n総務部,面談,話す,R9.4\n総務部,面談,聞く,R9.5\n',
  );
  const result = readOfficeFile({ name: 'a.csv', bytes, fiscalYear: 2027 });
  const { what } = remarkWords(result.kind === 'refused' ? result.problems[0]! : fail(), language);
  expect(what).toBe(
    { ja: '総務部「面談」は2行目にもあります', en: 'duplicate of line 2: 総務部 | 面談 | 聞く | R9.5' }[
      language
    ],
  );
});

test('what stands beside tables has a line and no column', () => {
  const result = read('beside-the-text.docx');
  const unseen = result.kind === 'rows' ? result.passedOver.filter(({ why }) => why === 'struck') : fail();
  expect(unseen.map(({ place }) => placeWords(place, 'ja'))).toEqual(['1行目', '4行目']);
});

test.each([
  ['ja', '資料の年月・作成した部署が見つかりません', '「資料」のシート'],
  ['en', 'the document does not say its month, publisher', 'on the sheet 資料'],
] as const)(
  'what a head leaves unsaid, in the words of the reader, with what to do: %s',
  (language, says, todo) => {
    const result = text('a.csv', '職員の取組一覧\n部署,取組名,概要,実施時期\n総務部,面談,話す,R9.4\n');
    const [warning] = result.kind === 'rows' ? result.warnings : fail();
    const { what, whatToDo } = remarkWords(warning!, language);
    expect(what).toBe(says);
    expect(whatToDo).toContain(todo);
  },
);

function fail(): never {
  throw new Error('not refused');
}

describe('files that are none, or hostile', () => {
  const xlsx = (parts: Record<string, string>): Uint8Array =>
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
  const refusal = (bytes: Uint8Array, name = 'x.xlsx'): string[] => codesOf(readOfficeFile({ name, bytes }));
  const workbook = '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="a"/></sheets></workbook>';
  const rels = '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>';
  const withSheet = (sheet: string, more: Record<string, string> = {}): Uint8Array =>
    xlsx({
      'xl/workbook.xml': workbook,
      'xl/_rels/workbook.xml.rels': rels,
      'xl/worksheets/sheet1.xml': sheet,
      ...more,
    });

  test.each([
    ['an .xls, a .doc or a file with a password', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], 'oldOffice'],
    ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d], 'pdf'],
    ['bytes of no encoding', [0x89, 0x50, 0xff, 0xff, 0xfd], 'notText'],
    ['a broken archive', [0x50, 0x4b, 3, 4, 1, 2, 3], 'broken'],
  ])('%s', (_, bytes, code) => {
    const result = readOfficeFile({ name: 'x', bytes: new Uint8Array(bytes) });
    expect(codesOf(result)).toEqual([code]);
    expect(result.kind === 'refused' && remarkWords(result.problems[0]!, 'ja').whatToDo).not.toBe('');
  });

  test('an archive that is no Office file', () => {
    expect(refusal(xlsx({ '../../etc/passwd': 'x' }))).toEqual(['unknownForm']);
  });

  test('a bomb', () => {
    expect(refusal(withSheet(`<worksheet>${' '.repeat(30_000_000)}</worksheet>`))).toEqual(['bomb']);
  });

  test('entities upon entities', () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>';
    expect(refusal(withSheet(laughs))).toEqual(['doctype']);
  });

  test('a cell of megabytes', () => {
    const long = '長'.repeat(1_500_000);
    const cells = (line: number, ...texts: string[]): string =>
      `<row r="${line}">${texts.map((each, i) => `<c r="${'ABCD'[i]!}${line}" t="inlineStr"><is><t>${each}</t></is></c>`).join('')}</row>`;
    const sheet = `<worksheet><sheetData>${cells(1, '部署', '取組名', '概要', '実施時期')}${cells(2, '総務部', '面談', long, 'R9.4')}</sheetData></worksheet>`;
    expect(refusal(withSheet(sheet))).toEqual([long.length * 3 > 1_000_000 ? 'bomb' : 'tooLong']);
    expect(refusal(withSheet(sheet.replace(long, '長'.repeat(5000))))).toEqual(['tooLong']);
  });

  const strings = (line: number, ...indexes: number[]): string =>
    indexes.map((at, index) => `<c r="${'ABCD'[index]!}${line}" t="s"><v>${at}</v></c>`).join('');
  const shared = (...texts: string[]): Record<string, string> => ({
    'xl/sharedStrings.xml': `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  });
  const words = ['部署', '取組名', '概要', '実施時期', '総務部', '面談', '年に一度', 'R9.4'];
  const table = `<row r="1">${strings(1, 0, 1, 2, 3)}</row><row r="2">${strings(2, 4, 5, 6, 7)}</row>`;

  test('columns that are hidden from long before the first', () => {
    const hidden = '<cols><col min="-9000000000000000" max="0" hidden="1"/></cols>';
    const read = (before: string) =>
      readOfficeFile({
        name: 'x.xlsx',
        bytes: withSheet(`<worksheet>${before}<sheetData>${table}</sheetData></worksheet>`, shared(...words)),
      });
    expect(read('').kind).toBe('rows');
    expect(read(hidden)).toEqual(read(''));
  });

  test('one text of megabytes that hundreds of cells refer to', () => {
    const long = Array.from({ length: 200_000 }, (_, n) => `長${n}`).join('');
    const row = (line: number) =>
      `<row r="${line}" hidden="1">${Array.from({ length: 250 }, () => '<c t="s"><v>8</v></c>').join('')}</row>`;
    const rows = Array.from({ length: 40 }, (_, n) => row(n + 3)).join('');
    const sheet = `<worksheet><sheetData>${table}${rows}</sheetData></worksheet>`;
    const result = readOfficeFile({ name: 'x.xlsx', bytes: withSheet(sheet, shared(...words, long)) });
    expect(result.kind === 'rows' && result.passedOver).toHaveLength(40);
  });

  test('sheets without end, each the same part', () => {
    const sheets = Array.from({ length: 301 }, (_, n) => `<sheet name="${n}" r:id="a"/>`).join('');
    const more = { 'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets}</sheets></workbook>` };
    expect(refusal(withSheet('<worksheet/>', more))).toEqual(['bomb']);
  });

  test('cells without end, of all sheets together', () => {
    const rows = Array.from({ length: 2000 }, (_, n) => `<row r="${n + 3}">${strings(n + 3, 4)}</row>`).join(
      '',
    );
    const merges = '<mergeCells><mergeCell ref="A3:IV2002"/></mergeCells>';
    const sheet = `<worksheet><sheetData>${table}${rows}</sheetData>${merges}</worksheet>`;
    const times = (count: number) => {
      const sheets = Array.from({ length: count }, (_, n) => `<sheet name="${n}" r:id="a"/>`).join('');
      const more = { 'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets}</sheets></workbook>` };
      return refusal(withSheet(sheet, { ...more, ...shared(...words) }));
    };
    expect(times(1)).not.toContain('tooMany');
    expect(times(3)).toEqual(['tooMany']);
  });

  test('a Word table without end to the right', () => {
    const cell = '<w:tc><w:tcPr><w:gridSpan w:val="200"/></w:tcPr></w:tc>';
    const body = `<w:document><w:tbl><w:tr>${cell.repeat(2)}</w:tr></w:tbl></w:document>`;
    expect(refusal(xlsx({ 'word/document.xml': body }), 'x.docx')).toEqual(['tooMany']);
  });

  test.each([
    ['tables within tables without end', '<table><tr><td>'.repeat(300_000), 'bomb'],
    [
      'cells that reach to the right without end',
      `<table><tr>${'<td colspan=1000>'.repeat(2)}</table>`,
      'tooMany',
    ],
    ['cells that reach down without end', `<table><tr>${'<td rowspan=1000>'.repeat(300)}</table>`, 'tooMany'],
  ])('a page with %s', (_, body, code) => {
    expect(refusal(Buffer.from(`<html>${body}`), 'x.html')).toEqual([code]);
  });

  test('files that come at once are read by two threads at a time', () => {
    // Node tells its own process of threads, and not the one that a test believes to be in.
    const script = `
      import { loadOfficeFile } from ${JSON.stringify(path.join(import.meta.dirname, '../../../src/dataset/load/office.ts'))};
      let most = 0;
      let running = 0;
      process.on('worker', (thread) => {
        most = Math.max(most, (running += 1));
        thread.once('exit', () => (running -= 1));
      });
      const read = Array.from({ length: 6 }, () => loadOfficeFile({ name: 'x.csv', bytes: Buffer.from('x') }));
      console.log((await Promise.all(read)).map(({ kind }) => kind).join(' '), most);`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    expect(said.trim()).toBe(`${'refused '.repeat(6)}2`);
  });

  test('a file that is read in a thread comes out the same; one that takes too long is refused', async () => {
    const name = 'flat.csv';
    const bytes = readFileSync(path.join(FILES, name));
    expect(await loadOfficeFile({ name, bytes })).toEqual(readOfficeFile({ name, bytes }));
    expect(codesOf(await loadOfficeFile({ name, bytes }, { timeMs: 0 }))).toEqual(['timeout']);
  });
});
