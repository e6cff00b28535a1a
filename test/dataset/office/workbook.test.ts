import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { conceptWordsIn } from '../../../src/dataset/edition/concept-words.ts';
import { type Difference, differenceOf } from '../../../src/dataset/edition/difference.ts';
import { draftFiles, importFiles } from '../../../src/dataset/edition/draft.ts';
import { type DatasetFiles, datasetOf, readDatasetFiles } from '../../../src/dataset/load/dataset.ts';
import { writeDifference, writeWorkbook } from '../../../src/dataset/office/own/workbook.ts';
import { readOfficeFile } from '../../../src/dataset/office/read.ts';
import { edited, type Edit, OFFICE, smallEdition } from './edition.ts';

const base = smallEdition();
const dataset = datasetOf(base);
const { initiatives, departments } = dataset;
const workbook = workbookOf(base);
const FILE = { file: 'a.xlsx', sha256: '0'.repeat(64) };

function workbookOf(files: DatasetFiles): Uint8Array {
  return writeWorkbook(datasetOf(files), conceptWordsIn(files));
}

/** The files that an import of the bytes makes. */
function filesOf(bytes: Uint8Array, on = base): DatasetFiles {
  const result = readOfficeFile({ name: 'a.xlsx', bytes });
  if (result.kind !== 'rows') throw new Error(JSON.stringify(result));
  return draftFiles(result, FILE, on);
}

/** What an import of the workbook with these edits would change. */
const changesOf = (edit: Edit, of = workbook, on = base): Difference =>
  differenceOf(on, filesOf(edited(of, edit), on));

/** Every field that is other, with what it is of and what it says now. */
const fieldsIn = ({ entries }: Difference) =>
  entries.flatMap(({ id, department, title, fields }) =>
    fields.map(({ field, after }) => ({ of: id ?? (department || title), field, after })),
  );

const newText = fc.stringMatching(/^[あ-ん漢字一二三a-z&<]{1,12}$/).map((text) => `新${text}終`);
const newName = newText.map((text) => text.replaceAll('<', '').replaceAll('&', ''));
const times = fc.constantFrom('R8.7', 'R9.4～', '8月', '随時', '毎年5月', 'R8.6～R9.1', '準備が整い次第');
const people = fc.constantFrom('窓口担当', '佐川', '三人の班');
const mail = fc.stringMatching(/^[a-z]{1,8}$/).map((name) => `${name}@example.jp`);
const number = fc.integer({ min: 1000, max: 9999 }).map(String);
const otherDepartment = fc.constantFrom('監査事務局', '新設準備室');

/** What can be written into each column, with the words that the difference then has. */
const columns = [
  { sheet: 1, column: 'B', field: 'department', texts: otherDepartment },
  { sheet: 1, column: 'C', field: 'name', texts: newName },
  { sheet: 1, column: 'D', field: 'summary', texts: newText },
  { sheet: 1, column: 'E', field: 'schedule', texts: times },
  { sheet: 1, column: 'F', field: 'remarks', texts: newText },
  { sheet: 2, column: 'B', field: 'en', texts: newText },
  { sheet: 2, column: 'C', field: 'kana', texts: newText },
  { sheet: 2, column: 'D', field: 'aliases', texts: newText },
  { sheet: 2, column: 'E', field: 'contact', texts: newText },
  { sheet: 2, column: 'F', field: 'contact', texts: people },
  { sheet: 2, column: 'G', field: 'contact', texts: number },
  { sheet: 2, column: 'H', field: 'contact', texts: mail },
  { sheet: 3, column: 'C', field: 'enName', texts: newText },
  { sheet: 3, column: 'D', field: 'enSummary', texts: newText },
  { sheet: 3, column: 'E', field: 'enRemarks', texts: newText },
  {
    sheet: 3,
    column: 'F',
    field: 'themes',
    texts: fc.constantFrom('training', '研修（学び）', '研修（学び）（training）'),
  },
  { sheet: 3, column: 'G', field: 'questions', texts: newText },
  { sheet: 3, column: 'H', field: 'contact', texts: newText },
  { sheet: 3, column: 'I', field: 'contact', texts: people },
  { sheet: 3, column: 'J', field: 'contact', texts: number },
  { sheet: 3, column: 'K', field: 'contact', texts: mail },
  { sheet: 4, column: 'B', field: 'terms', texts: newText },
  { sheet: 4, column: 'D', field: 'enTerms', texts: newText },
  { sheet: 4, column: 'E', field: 'asks', texts: newText },
  { sheet: 6, column: 'B', field: 'documentTitle', texts: newText },
] as const;

/** How many lines each sheet has, and what each is of. */
const lengths: Readonly<Record<number, number>> = {
  1: initiatives.length,
  2: departments.length,
  3: initiatives.length,
  4: 3,
  6: 1,
};
function subjectOf(sheet: number, at: number, title: string): string {
  if (sheet === 2) return departments[at]!.name;
  if (sheet === 4) return ['育児', '在宅勤務', '研修（学び）'][at]!;
  return sheet === 6 ? title : initiatives[at]!.id;
}

const change = fc.constantFrom(...columns).chain((where) =>
  fc.record({
    where: fc.constant(where),
    at: fc.nat({ max: lengths[where.sheet]! - 1 }),
    text: where.texts,
  }),
);

describe('a workbook that goes out and comes back', () => {
  test.each([
    ['small', base],
    ['of the project', readDatasetFiles(path.resolve(import.meta.dirname, '../../../data'))],
  ])('unchanged, it changes nothing, and asks nothing: %s', (_, files) => {
    const { entries, counts } = differenceOf(files, filesOf(workbookOf(files), files));
    expect([entries, counts.unchanged]).toEqual([[], datasetOf(files).initiatives.length]);
  });

  test('any cells of any sheet that are changed, rows that come and rows that go, are the changes and nothing else', () => {
    const edits = fc.record({
      changes: fc.uniqueArray(change, {
        maxLength: 8,
        selector: ({ where: { sheet, column }, at }) => `${String(sheet)}${column}${String(at)}`,
      }),
      gone: fc.uniqueArray(fc.nat({ max: initiatives.length - 1 }), { maxLength: 2 }),
      added: fc.uniqueArray(newName, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(edits, ({ changes, gone, added }) => {
        const isKept = ({ where, at }: (typeof changes)[number]) =>
          !((where.sheet === 1 || where.sheet === 3) && gone.includes(at));
        const kept = changes.filter(isKept);
        const texts = [...kept.map(({ text }) => text), ...added];
        // Two rows of one name, or two departments of one, are another matter.
        fc.pre(
          new Set(texts.filter((text) => text.startsWith('新'))).size ===
            texts.filter((text) => text.startsWith('新')).length,
        );
        const difference = changesOf({
          cells: kept.map(({ where: { sheet, column }, at, text }) => ({
            sheet,
            ref: `${column}${at + 2}`,
            text,
          })),
          without: gone.map((at) => ({ sheet: 1, line: at + 2 })),
          lines: added.map((name) => ({
            sheet: 1,
            cells: ['', '会計課', name, '何かを始める。', 'R8.11', ''],
          })),
        });
        const title = kept.find(({ where }) => where.sheet === 6)?.text ?? '';
        const expected = new Map<string, string[]>();
        for (const {
          where: { sheet, field },
          at,
          text,
        } of kept) {
          if (field === 'schedule' && initiatives[at]!.schedule.text === text) continue;
          const key = `${subjectOf(sheet, at, title)} ${field}`;
          expected.set(key, [...(expected.get(key) ?? []), field === 'themes' ? 'training' : text]);
        }
        const goneIds = new Set(gone.map((at) => initiatives[at]!.id));
        const addedIds = new Set(
          difference.entries.flatMap(({ kind, id }) => (kind === 'added' ? [id!] : [])),
        );
        const found = fieldsIn(difference).filter(({ of }) => !goneIds.has(of) && !addedIds.has(of));
        expect(found.map(({ of, field }) => `${of} ${field}`).sort()).toEqual([...expected.keys()].sort());
        for (const { of, field, after } of found)
          for (const text of expected.get(`${of} ${field}`)!)
            if (!text.startsWith('研修'))
              expect(after.replaceAll('＜', '<').replaceAll('＆', '&')).toContain(text);
        expect([difference.counts.gone, difference.counts.added]).toEqual([gone.length, added.length]);
      }),
      { numRuns: 60 },
    );
  });

  test('changed and saved by LibreOffice, it shows what was changed and nothing else', () => {
    const saved = readFileSync(path.join(import.meta.dirname, 'saved/libreoffice.xlsx'));
    const { entries, counts } = differenceOf(base, filesOf(saved));
    expect(counts).toEqual({ gone: 1, renamed: 0, changed: 2, added: 1, words: 5, unchanged: 2 });
    const told = entries.flatMap(({ kind, title, fields }) =>
      fields.map(({ field, after }) => [kind, title, field, after.split('\n').at(-1)]),
    );
    expect(told).toEqual([
      ['gone', '朝会', 'summary', ''],
      ['gone', '朝会', 'schedule', ''],
      // What was written for it goes with it.
      ['gone', '朝会', 'enName', ''],
      ['gone', '朝会', 'enSummary', ''],
      ['gone', '朝会', 'themes', ''],
      ['gone', '朝会', 'questions', ''],
      ['changed', '若手研修', 'summary', '年2回の研修を行う。'],
      ['changed', '在宅勤務', 'schedule', 'R8.4～R9.3'],
      ['added', '決算の手引', 'summary', '1-2の手順を冊子にする。'],
      ['added', '決算の手引', 'schedule', 'R8.11'],
      ['words', '広報動画', 'themes', 'training'],
      ['words', '伝票の点検', 'contact', '出納係'],
      ['words', '職員の取組一覧', 'dateText', '令和8年9月'],
      ['words', '総務局', 'contact', '人材育成課 0123 jinzai@example.jp'],
      ['words', '在宅勤務', 'terms', 'おうち勤務'],
      ['words', '在宅勤務', 'enTerms', 'home office'],
    ]);
  });

  test('what it says of a row goes with it where the folder does not know its id, also under another name', () => {
    const bytes = edited(workbook, { cells: [{ sheet: 1, ref: 'C5', text: '新しい名の取組' }] });
    const nothing = { initiatives: null, departments: null };
    const result = importFiles(readOfficeFile({ name: 'a.xlsx', bytes }), FILE, new Map(), nothing);
    if (!result.ok) throw new Error(JSON.stringify(result));
    const renamed = result.initiatives.initiatives.find(({ name }) => name === '新しい名の取組')!;
    expect(renamed.id).not.toBe(initiatives[3]!.id);
    expect(renamed.contact).toEqual({ person: '担当' });
    const taken = datasetOf(
      new Map(result.files).set('thesaurus/words.txt', base.get('thesaurus/words.txt')!),
    );
    const words = dataset.expansions.get(initiatives[3]!.id)!;
    expect(taken.expansions.get(renamed.id)).toEqual({ ...words, id: renamed.id });
    expect(taken.expansions.size).toBe(initiatives.length);
  });

  const fullWidth = (text: string): string =>
    text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

  test.each([
    ['in full width', fullWidth],
    ['in capitals', (id: string) => ` ${id.toUpperCase()} `],
    ['with another dash', (id: string) => id.replace('-', '－')],
  ])('an id that was typed again %s is the same, of a row and of its words', (_, typed) => {
    const { id } = initiatives[0]!;
    const { entries } = changesOf({
      cells: [
        { sheet: 1, ref: 'A2', text: typed(id) },
        { sheet: 1, ref: 'C2', text: '新しい名の取組' },
        { sheet: 3, ref: 'A2', text: typed(id) },
        { sheet: 3, ref: 'C2', text: 'A new name' },
      ],
    });
    expect(entries.map(({ kind, id: of }) => [kind, of])).toEqual([
      ['renamed', id],
      ['words', id],
    ]);
  });

  test('what is said of an id that no row has is listed, not dropped in silence', () => {
    const bytes = edited(workbook, { cells: [{ sheet: 3, ref: 'A3', text: 'i-00000000' }] });
    expect(readOfficeFile({ name: 'a.xlsx', bytes })).toMatchObject({
      kind: 'rows',
      passedOver: [{ place: { sheet: 'ことばと質問', line: 3 }, text: 'i-00000000', why: 'ofNoRow' }],
    });
  });

  test('a department that is renamed where it stands, and a row of it that changes at once, keep their ids', () => {
    const { department } = initiatives[0]!;
    const own = initiatives.flatMap((row, at) => (row.department === department ? [{ row, at }] : []));
    const { entries } = changesOf({
      cells: [
        {
          sheet: 2,
          ref: `A${departments.findIndex(({ name }) => name === department) + 2}`,
          text: '新総務局',
        },
        ...own.map(({ at }) => ({ sheet: 1, ref: `B${at + 2}`, text: '新総務局' })),
        { sheet: 1, ref: 'D2', text: '新しい概要' },
      ],
    });
    const rows = entries.filter(({ kind }) => kind !== 'words');
    expect(rows.map(({ kind, id, fields }) => [kind, id, fields.map(({ field }) => field)])).toEqual(
      own.map(({ row, at }) => ['renamed', row.id, at === 0 ? ['department', 'summary'] : ['department']]),
    );
  });

  test('a department without rows stays, comes and goes by its own sheet', () => {
    const kept = filesOf(workbook).get('departments.json')!;
    expect(JSON.parse(kept)).toEqual(JSON.parse(base.get('departments.json')!));
    const at = departments.findIndex(({ name }) => name === '監査事務局') + 2;
    const { entries } = changesOf({ cells: [{ sheet: 2, ref: `A${at}`, text: '新設準備室' }] });
    const told = entries.map(({ kind, title, fields }) => ({ kind, title, field: fields[0] }));
    expect(told).toEqual([
      { kind: 'words', title: '監査事務局', field: { field: 'department', before: '監査事務局', after: '' } },
      { kind: 'words', title: '新設準備室', field: { field: 'department', before: '', after: '新設準備室' } },
    ]);
  });

  test('a contact that is emptied is gone, and one that cannot be is refused with its place', () => {
    const none = changesOf({ cells: ['E2', 'G2', 'H2'].map((ref) => ({ sheet: 2, ref, text: '' })) });
    const before = Object.values(OFFICE).join(' ');
    expect(none.entries).toMatchObject([
      { department: departments[0]!.name, fields: [{ field: 'contact', before, after: '' }] },
    ]);
    const amiss = edited(workbook, { cells: [{ sheet: 3, ref: 'K4', text: '電話で' }] });
    expect(readOfficeFile({ name: 'a.xlsx', bytes: amiss })).toMatchObject({
      kind: 'refused',
      problems: [{ place: { sheet: 'ことばと質問', line: 4 }, code: 'contact', values: { text: '電話で' } }],
    });
  });

  test('the month and the fiscal year of the document are its own, and say so when they cannot be read', () => {
    const { entries } = changesOf({
      cells: [
        { sheet: 6, ref: 'B4', text: '令和9年3月' },
        { sheet: 6, ref: 'B5', text: '令和9年度' },
      ],
    });
    const changed = entries.flatMap(({ fields }) =>
      fields.map(({ field, before, after }) => [field, before, after]),
    );
    // 7月 is another month in another year: it reads so, and its words are the same.
    expect(changed).toEqual([
      ['dateText', '令和8年6月', '令和9年3月'],
      ['fiscalYear', '2026', '2027'],
    ]);
    const amiss = edited(workbook, {
      cells: ['B4', 'B5'].map((ref) => ({ sheet: 6, ref, text: 'そのうち' })),
    });
    expect(readOfficeFile({ name: 'a.xlsx', bytes: amiss })).toMatchObject({
      kind: 'refused',
      problems: [
        { place: { sheet: '資料', line: 4 }, code: 'headUnread', values: { item: '日付' } },
        { place: { sheet: '資料', line: 5 }, code: 'headUnread', values: { item: '年度' } },
      ],
    });
  });

  test('lists to choose from stand beside departments, themes and concepts', () => {
    const parts = unzipSync(workbook);
    const validation = (sheet: number) =>
      /sqref="([^"]+)"><formula1>([^<]+)</
        .exec(strFromU8(parts[`xl/worksheets/sheet${sheet}.xml`]!))!
        .slice(1);
    expect(validation(1)).toEqual(['B2:B507', "'部署'!$A$2:$A$5"]);
    expect(validation(3)).toEqual(['F2:F507', "'概念'!$A$2:$A$4"]);
    expect(validation(4)).toEqual(['A2:A503', "'概念'!$A$2:$A$4"]);
    expect(strFromU8(parts['xl/worksheets/sheet5.xml']!)).toContain('在宅勤務（telework）');
  });

  test('the differences are a workbook of their own, which names each field', () => {
    const { department, name, summary } = initiatives[0]!;
    const fields = [{ field: 'summary', before: summary, after: '新しい概要' }] as const;
    const entry = { kind: 'changed', id: 'i-1', department, title: name, fields } as const;
    const sheet = strFromU8(unzipSync(writeDifference('差分', [entry]))['xl/worksheets/sheet1.xml']!);
    expect(sheet).toContain('新しい概要');
    expect(sheet).toContain('概要</t>');
    expect(sheet.match(/<row /g)).toHaveLength(2);
  });
});
