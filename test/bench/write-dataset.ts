import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import type { Initiative } from '../../src/dataset/schema.ts';
import { synthesise, withNamesOfTheirOwn } from './synthesise.ts';

/**
 * Writes two editions of a document of ROWS rows as dataset folders: the second has one in ten worded anew and the last
 * one gone. A process of its own: making so many takes seconds in which nothing else would be measured.
 */
const data = path.resolve(import.meta.dirname, '../../data');
const [rows, ...folders] = process.argv.slice(2);
const { source, departments, groups, initiatives } = withNamesOfTheirOwn(
  synthesise(loadDataset(data), Number(rows)),
);
const reworded = (row: Initiative, index: number) =>
  index % 10 === 0 ? { ...row, summary: `${row.summary}（見直し）` } : row;
const editions = [initiatives, initiatives.map(reworded).slice(0, -1)];

for (const [edition, folder] of folders.entries()) {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: unknown) => {
    writeFileSync(path.join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
  };
  write('initiatives.json', { source, initiatives: editions[edition] });
  write('departments.json', { departments, groups });
}
