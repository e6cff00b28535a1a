import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import path from 'node:path';
import { type Difference, differenceOf } from '../../../src/dataset/edition/difference.ts';
import { draftFiles, importFiles } from '../../../src/dataset/edition/draft.ts';
import { type DatasetFiles, datasetOf, readDatasetFiles } from '../../../src/dataset/load/dataset.ts';
import { readOfficeFile } from '../../../src/dataset/office/read.ts';
import { writeDifference, writeWorkbook } from '../../../src/dataset/office/own/workbook.ts';
import type { Contact, DepartmentsFile, InitiativesFile } from '../../../src/dataset/schema.ts';

const folder = readDatasetFiles(path.resolve(import.meta.dirname, '../../../data'));
const office: Contact = { office: '人材育成課', extension: '1234', email: 'jinzai@example.jp' };

/** The project's own edition, with contacts of a department and of a row, and a department without rows. */
function withContacts(files: DatasetFiles): DatasetFiles {
  const rows = JSON.parse(files.get('initiatives.json')!) as InitiativesFile;
  const departments = JSON.parse(files.get('departments.json')!) as DepartmentsFile;
  rows.initiatives[3] = { ...rows.initiatives[3]!, contact: { person: '担当' } };
  departments.departments[0] = { ...departments.departments[0]!, contact: office };
  // One whose last row has ended, among the others.
  departments.departments.splice(2, 0, { name: '監査事務局', en: null, kana: null, aliases: ['監査'] });
  return new Map(files)
    .set('initiatives.json', JSON.stringify(rows))
    .set('departments.json', JSON.stringify(departments));
}

const base = withContacts(folder);
const dataset = datasetOf(base);
const { initiatives, departments, source } = dataset;
const expansions = [...dataset.expansions.values()];
const workbook = writeWorkbook({ title: source.title, initiatives, departments, expansions });

/** What an import of the bytes would change. */
function changesOf(bytes: Uint8Array): Difference {
  return differenceOf(base, filesOf(bytes));
}

/** The files that an import of the bytes makes, checked. */
function filesOf(bytes: Uint8Array): DatasetFiles {
  const result = readOfficeFile({ name: 'a.xlsx', bytes });
  if (result.kind !== 'rows') throw new Error(JSON.stringify(result));
  const files = draftFiles(result, { file: 'a.xlsx', sha256: '0'.repeat(64) }, base);
  datasetOf(files);
  return files;
}

/** The workbook with some cells written anew, by sheet and then by place, in its XML. */
function withCells(cells: readonly { sheet: number; ref: string; text: string }[]): Uint8Array {
  const parts = unzipSync(workbook);
  for (const { sheet, ref, text } of cells) {
    const name = `xl/worksheets/sheet${sheet}.xml`;
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const cell = new RegExp(`<c r="${ref}"[^>]*?(?:/>|>.*?</c>)`, 's');
    const xml = strFromU8(parts[name]!);
    expect(xml).toMatch(cell);
    const is = `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
    parts[name] = strToU8(xml.replace(cell, () => is));
  }
  return zipSync(parts);
}

/** What can be written into each column, with the words that the difference then has. */
const columns = [
  { sheet: 1, column: 'C', field: 'name' },
  { sheet: 1, column: 'D', field: 'summary' },
  { sheet: 1, column: 'F', field: 'remarks' },
  { sheet: 2, column: 'B', field: 'en' },
  { sheet: 2, column: 'C', field: 'kana' },
  { sheet: 2, column: 'D', field: 'aliases' },
  { sheet: 2, column: 'E', field: 'contact' },
  { sheet: 2, column: 'G', field: 'contact' },
  { sheet: 3, column: 'C', field: 'words' },
  { sheet: 3, column: 'G', field: 'words' },
  { sheet: 3, column: 'H', field: 'contact' },
  { sheet: 3, column: 'I', field: 'contact' },
] as const;

describe('a workbook that goes out and comes back', () => {
  test('unchanged, it changes nothing', () => {
    expect(changesOf(workbook)).toMatchObject({
      entries: [],
      counts: { unchanged: dataset.initiatives.length },
    });
  });

  test('any cells of any sheet that are changed are the changes, and nothing else', () => {
    const change = fc.record({
      where: fc.constantFrom(...columns),
      at: fc.nat({ max: Math.min(initiatives.length, departments.length) - 1 }),
      text: fc.stringMatching(/^[あ-ん漢字一二三a-z&<]{1,12}$/).map((text) => `新${text}終`),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(change, {
          maxLength: 8,
          selector: ({ where, at }) => `${where.sheet}${where.field}${at}`,
        }),
        (changes) => {
          // Two rows of one name in a department, or two departments of one, are another matter.
          fc.pre(new Set(changes.map(({ text }) => text)).size === changes.length);
          const cells = changes.map(({ where: { sheet, column }, at, text }) => ({
            sheet,
            ref: `${column}${at + 2}`,
            text,
          }));
          const { entries, counts } = changesOf(withCells(cells));
          const found = entries.flatMap(({ id, department, fields }) =>
            fields.map(({ field, after }) => ({ of: id ?? department, field, after })),
          );
          for (const { where, at, text } of changes) {
            const of = where.sheet === 2 ? departments[at]!.name : initiatives[at]!.id;
            const one = found.filter((each) => each.of === of && each.field === where.field);
            expect(one).toHaveLength(1);
            expect(one[0]!.after.replaceAll('＜', '<')).toContain(text);
          }
          expect(found).toHaveLength(changes.length);
          expect([counts.added, counts.gone]).toEqual([0, 0]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('what it says of a row goes with it where the folder does not know its id, also under another name', () => {
    const read = readOfficeFile({
      name: 'a.xlsx',
      bytes: withCells([{ sheet: 1, ref: 'C5', text: '新しい名の取組' }]),
    });
    const source = { file: 'a.xlsx', sha256: '0'.repeat(64) };
    const nothing = { initiatives: null, departments: null };
    const result = importFiles(read, source, new Map(), nothing);
    if (!result.ok) throw new Error(JSON.stringify(result));
    const rows = result.initiatives.initiatives;
    const renamed = rows.find(({ name }) => name === '新しい名の取組')!;
    expect(renamed.id).not.toBe(initiatives[3]!.id);
    expect(renamed.contact).toEqual({ person: '担当' });
    const { id: _, ...words } = expansions.find(({ id }) => id === initiatives[3]!.id)!;
    expect(datasetOf(result.files).expansions.get(renamed.id)).toEqual({ id: renamed.id, ...words });
    expect(datasetOf(result.files).expansions.size).toBe(expansions.length);
  });

  test('a department without rows stays, comes and goes by its own sheet', () => {
    const kept = filesOf(workbook).get('departments.json')!;
    expect(JSON.parse(kept)).toEqual(JSON.parse(base.get('departments.json')!));
    const at = departments.findIndex(({ name }) => name === '監査事務局') + 2;
    const { entries } = changesOf(withCells([{ sheet: 2, ref: `A${at}`, text: '新設準備室' }]));
    const told = entries.map(({ kind, title, fields }) => ({ kind, title, field: fields[0] }));
    expect(told).toEqual([
      { kind: 'words', title: '監査事務局', field: { field: 'department', before: '監査事務局', after: '' } },
      { kind: 'words', title: '新設準備室', field: { field: 'department', before: '', after: '新設準備室' } },
    ]);
  });

  test('a contact that is emptied is gone, and one that cannot be is refused with its place', () => {
    const none = changesOf(withCells(['E2', 'G2', 'H2'].map((ref) => ({ sheet: 2, ref, text: '' }))));
    expect(none.entries).toMatchObject([
      {
        department: departments[0]!.name,
        fields: [{ field: 'contact', before: '人材育成課 1234 jinzai@example.jp', after: '' }],
      },
    ]);
    const amiss = withCells([{ sheet: 3, ref: 'K4', text: '電話で' }]);
    expect(readOfficeFile({ name: 'a.xlsx', bytes: amiss })).toMatchObject({
      kind: 'refused',
      problems: [{ place: { sheet: 'ことばと質問', line: 4 }, code: 'contact', values: { text: '電話で' } }],
    });
  });

  test('the differences are a workbook of their own, which names each field', () => {
    const { department, name, summary } = dataset.initiatives[0]!;
    const fields = [{ field: 'summary', before: summary, after: '新しい概要' }] as const;
    const entry = { kind: 'changed', id: 'i-1', department, title: name, fields } as const;
    const sheet = strFromU8(unzipSync(writeDifference('差分', [entry]))['xl/worksheets/sheet1.xml']!);
    expect(sheet).toContain('新しい概要');
    expect(sheet).toContain('概要</t>');
    expect(sheet.match(/<row /g)).toHaveLength(2);
  });
});
