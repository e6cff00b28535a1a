import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatExpansions } from '../dataset/curated/expansions.ts';
import { formatWishes } from '../dataset/curated/wishes.ts';
import { DatasetError, loadDataset, thesaurusFiles } from '../dataset/load/dataset.ts';
import { formatSynonyms } from '../dataset/curated/synonyms.ts';
import { formatThesaurus } from '../dataset/curated/thesaurus.ts';
import { misused, readArguments } from './usage.ts';

const USAGE = `npm run format:data [-- --data DIR] [--check]
  Writes thesaurus/*.txt, synonyms.txt, expansions.txt and wishes.txt as they are to stand: sorted, wrapped, each word once.
  --data   folder of the dataset; default: data/ of this project
  --check  write nothing; exit code 1 when a file stands otherwise or the dataset has problems`;

const { values } = readArguments(USAGE, {
  options: {
    data: { type: 'string', default: path.resolve(import.meta.dirname, '../../data') },
    check: { type: 'boolean', default: false },
  },
});
process.exitCode = main(values.data, values.check);

/** The exit code: 0 all files stand as they are to, 1 some did not. */
function main(dir: string, check: boolean): number {
  if (!existsSync(dir)) misused(USAGE, `${dir}: no such folder`);
  try {
    const { initiatives } = loadDataset(dir);
    const thesaurus = path.join(dir, 'thesaurus');
    const files = thesaurusFiles(thesaurus).map((name) => path.join(thesaurus, name));
    const changed = files.filter((file) => format(file, formatThesaurus, check));
    const others = {
      'synonyms.txt': formatSynonyms,
      'expansions.txt': formatExpansions,
      'wishes.txt': formatWishes,
    };
    for (const [name, formatted] of Object.entries(others)) {
      const file = path.join(dir, name);
      if (existsSync(file) && format(file, (text) => formatted(text, initiatives), check)) changed.push(file);
    }
    for (const file of changed) {
      const name = path.relative(process.cwd(), file);
      console.log(check ? `${name}: not formatted; npm run format:data` : `${name}: written`);
    }
    return check && changed.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** Whether the file stood otherwise; it does no longer, unless only to be checked. */
function format(file: string, formatted: (text: string) => string | null, check: boolean): boolean {
  const before = readFileSync(file, 'utf8');
  const after = formatted(before);
  if (after === null || after === before) return false;
  if (!check) writeFileSync(file, after);
  return true;
}
