import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import path from 'node:path';
import { assignIds } from '../../../src/dataset/identity.ts';
import { loadDataset } from '../../../src/dataset/load.ts';
import { compareEditions, type EditionDifference } from '../../../src/dataset/office/compare.ts';
import { readOfficeFile } from '../../../src/dataset/office/read.ts';
import { writeDifference, writeWorkbook } from '../../../src/dataset/office/workbook.ts';

const dataset = loadDataset(path.resolve(import.meta.dirname, '../../../data'));
const edition = {
  title: dataset.source.title,
  initiatives: dataset.initiatives,
  departments: dataset.departments,
  expansions: [...dataset.expansions.values()],
  contacts: new Map([['総務局', '人材育成課 内線1234']]),
};
const workbook = writeWorkbook(edition);

/** What an import of the bytes would change. */
function changesOf(bytes: Uint8Array): EditionDifference {
  const result = readOfficeFile({ name: 'a.xlsx', bytes, fiscalYear: 2026 });
  if (result.kind !== 'rows') throw new Error(JSON.stringify(result));
  const rows = result.document.rows.map(({ row }) => row);
  const stated = new Map(
    result.document.rows.flatMap(({ row, id }) => (id === null ? [] : [[row, id] as const])),
  );
  return compareEditions(dataset, assignIds(rows, dataset.initiatives, stated));
}

/** The workbook with one cell of the rows' sheet written anew, in its XML. */
function withCells(cells: ReadonlyMap<string, string>): Uint8Array {
  const parts = unzipSync(workbook);
  let xml = strFromU8(parts['xl/worksheets/sheet1.xml']!);
  for (const [ref, text] of cells) {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const cell = new RegExp(`<c r="${ref}"[^>]*?(?:/>|>.*?</c>)`, 's');
    xml = xml.replace(
      cell,
      () => `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`,
    );
  }
  return zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(xml) });
}

describe('a workbook that goes out and comes back', () => {
  test('unchanged, it changes nothing, and its words and names are the same', () => {
    const { added, changed, renamed, gone, unchanged } = changesOf(workbook);
    expect({ added, changed, renamed, gone, unchanged: unchanged.length }).toEqual({
      added: [],
      changed: [],
      renamed: [],
      gone: [],
      unchanged: dataset.initiatives.length,
    });
    const result = readOfficeFile({ name: 'a.xlsx', bytes: workbook, fiscalYear: 2026 });
    expect(result).toMatchObject({
      kind: 'rows',
      curated: { departments: dataset.departments, contacts: edition.contacts },
    });
    const written =
      result.kind === 'rows' ? new Map(result.curated.expansions?.map((each) => [each.id, each])) : null;
    expect(written).toEqual(dataset.expansions);
  });

  test('any cells that are changed are the changes, and nothing else', () => {
    const columns = { C: 'name', D: 'summary', F: 'remarks' } as const;
    const change = fc.record({
      row: fc.nat({ max: dataset.initiatives.length - 1 }),
      column: fc.constantFrom('C' as const, 'D' as const, 'F' as const),
      text: fc.stringMatching(/^[あ-ん漢字一二三a-z&<]{1,12}$/).map((text) => `新${text}終`),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(change, { maxLength: 6, selector: ({ row, column }) => `${column}${row}` }),
        (changes) => {
          // Two rows of one name in a department are another matter.
          fc.pre(new Set(changes.map(({ text }) => text)).size === changes.length);
          const found = changesOf(
            withCells(new Map(changes.map(({ row, column, text }) => [`${column}${row + 2}`, text]))),
          );
          const fields = [...found.changed, ...found.renamed].flatMap(({ before, fields: each }) =>
            each.map(({ field, after }) => `${before.id} ${field} ${after.replaceAll('＜', '<')}`),
          );
          const expected = changes.map(
            ({ row, column, text }) => `${dataset.initiatives[row]!.id} ${columns[column]} ${text}`,
          );
          expect(fields.sort()).toEqual(expected.sort());
          expect([found.added, found.gone]).toEqual([[], []]);
        },
      ),
      { numRuns: 40 },
    );
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
