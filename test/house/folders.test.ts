import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');

const MOST_FILES = 15;

test(`no folder of src holds more than ${MOST_FILES} files`, () => {
  const counts = new Map<string, number>();
  for (const entry of readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })) {
    const folder = path.relative(root, entry.parentPath);
    if (entry.isFile()) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  expect(counts.size).toBeGreaterThan(20);
  const broader = [...counts].filter(([, count]) => count > MOST_FILES).map(([folder]) => folder);
  expect(broader).toEqual([]);
});
