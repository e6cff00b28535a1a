import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { packEntries, unpackEntries } from '../../src/dataset/load/packed-entries.ts';
import { packed, unpacked, unpackText } from '../../src/dataset/load/packed-files.ts';

test('long files are written small and come back as they were, in their order; short ones are written as they are', async () => {
  const files = new Map([
    ['b.json', '{"取組":"面談👪"}'],
    ['a.json', '研修を行う。'.repeat(20_000)],
    ['c.txt', 'gzip: a word that a mark begins with'],
    ['e.txt', 'brotli:'],
    ['d.txt', ''],
  ]);
  const rows = await packed(files);
  expect(rows.map(({ name }) => name)).toEqual([...files.keys()]);
  expect(rows[0]!.text).toBe('{"取組":"面談👪"}');
  expect(rows[1]!.text.length).toBeLessThan(5000);
  expect([...(await unpacked(rows))]).toEqual([...files]);
});

test('what was packed with gzip before is read', async () => {
  const text = '研修を行う。'.repeat(9000);
  expect(await unpackText(`gzip:${gzipSync(text).toString('base64')}`)).toBe(text);
});

test('rows of before are read as they stand', async () => {
  expect(await unpacked([{ name: 'a', text: '長'.repeat(50_000) }])).toEqual(
    new Map([['a', '長'.repeat(50_000)]]),
  );
});

test('differences come back in their order from pages that are full but for the last; long pages are small', async () => {
  const entries = Array.from({ length: 95 }, (_, n) => ({
    kind: 'added' as const,
    id: `i-${n}`,
    department: '会計課',
    title: `取組${n}`,
    fields: [{ field: 'summary' as const, before: '', after: '面談を行う。'.repeat(60) }],
  }));
  const pages = await packEntries(entries);
  expect(pages).toHaveLength(3);
  expect(pages[0]!.length).toBeLessThan(4000);
  expect(await unpackEntries(pages)).toEqual(entries);
  expect(await unpackEntries([pages[2]!])).toEqual(entries.slice(80));
  expect(await unpackEntries([JSON.stringify(entries)])).toEqual(entries);
  expect(await packEntries([])).toEqual([]);
});
