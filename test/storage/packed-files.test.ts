import { expect, test } from '@jest/globals';
import { packed, unpacked } from '../../src/storage/editions/packed-files.ts';

test('long files are written small and come back as they were, in their order; short ones are written as they are', async () => {
  const files = new Map([
    ['b.json', '{"取組":"面談👪"}'],
    ['a.json', '研修を行う。'.repeat(20_000)],
    ['c.txt', 'gzip: a word that the mark begins with'],
    ['d.txt', ''],
  ]);
  const rows = await packed(files);
  expect(rows.map(({ name }) => name)).toEqual([...files.keys()]);
  expect(rows[0]!.text).toBe('{"取組":"面談👪"}');
  expect(rows[1]!.text.length).toBeLessThan(5000);
  expect([...(await unpacked(rows))!]).toEqual([...files]);
});

test('rows of before are read as they stand; no row is no file', async () => {
  expect(await unpacked([{ name: 'a', text: '長'.repeat(50_000) }])).toEqual(
    new Map([['a', '長'.repeat(50_000)]]),
  );
  expect(await unpacked([])).toBeNull();
});
