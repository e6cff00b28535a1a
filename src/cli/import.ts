import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { importFiles } from '../dataset/edition/draft.ts';
import type { ImportNotice } from '../dataset/import.ts';
import { checkedFiles } from '../dataset/load/checked-files.ts';
import { loadOfficeFile } from '../dataset/load/office.ts';
import { DatasetError, loadPreviousFiles, readDatasetFiles } from '../dataset/load/dataset.ts';
import { COLUMN_ROLES, type ColumnChoices } from '../dataset/office/types.ts';
import { checkOptions, misused, oneArgument, readArguments } from './usage.ts';

const USAGE = `npm run import -- FILE [--out DIR] [--check]
  FILE     the document: Excel (.xlsx), Word (.docx), CSV, TSV, HTML or text (UTF-8, UTF-16 or Shift_JIS)
  --out    folder of the dataset; default: data/ of this project
  --column "HEADER=ROLE"  what a column is that its name does not tell, as often as needed; ROLE is one of
           id, department, name, summary, schedule, start, end, remarks, number, ignore
  --fiscal-year YEAR      of which the document speaks, where it does not say so: 2027 = April 2027 to March 2028
  --check  say what an import would do, write nothing`;

const Answers = z.strictObject({
  column: z.array(
    z
      .string()
      .regex(/^.+=[a-z]+$/s, 'expected HEADER=ROLE')
      .transform((text) => [text.slice(0, text.lastIndexOf('=')), text.slice(text.lastIndexOf('=') + 1)])
      .pipe(z.tuple([z.string(), z.enum(COLUMN_ROLES)])),
  ),
  'fiscal-year': z.coerce.number().int().min(2000).max(2100).optional(),
});

const DEFAULT_OUT = path.resolve(import.meta.dirname, '../../data');

const { values, positionals } = readArguments(USAGE, {
  allowPositionals: true,
  options: {
    out: { type: 'string', default: DEFAULT_OUT },
    check: { type: 'boolean', default: false },
    column: { type: 'string', multiple: true, default: [] },
    'fiscal-year': { type: 'string' },
  },
});
const answers = checkOptions(USAGE, Answers, { column: values.column, 'fiscal-year': values['fiscal-year'] });
const file = oneArgument(USAGE, positionals, 'document') ?? misused(USAGE, 'which document?');
process.exitCode = await main({
  file,
  out: values.out,
  check: values.check,
  choices: Object.fromEntries(answers.column),
  fiscalYear: answers['fiscal-year'],
});

interface Options {
  readonly file: string;
  readonly out: string;
  readonly check: boolean;
  readonly choices: ColumnChoices;
  readonly fiscalYear: number | undefined;
}

/** The exit code: 0 imported (or importable), 1 problems and nothing written. */
async function main(options: Options): Promise<number> {
  try {
    return await run(options);
  } catch (error) {
    if (error instanceof DatasetError) {
      console.error(
        `既存のデータが読めないため取り込みません / not importing over unreadable files:\n${error.message}`,
      );
      return 1;
    }
    if (error instanceof Error && 'code' in error) {
      console.error(error.message);
      return 1;
    }
    throw error;
  }
}

async function run({ file, out, check, ...answers }: Options): Promise<number> {
  const { expandedIds, ...previous } = loadPreviousFiles(out);
  const bytes = readFileSync(file);
  const name = path.basename(file);
  const read = await loadOfficeFile({ name, bytes, ...answers });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const base = readDatasetFiles(out);
  const result = importFiles(read, { file: name, sha256 }, base, previous);
  list('警告 warnings', result.warnings);
  if (!result.ok) return refused(result.problems);
  const checked = checkedFiles(result.files, base);
  if (!checked.ok) return refused(checked.problems.map((message) => ({ line: null, message })));

  list('取り込まなかったもの passed over', result.passedOver);
  const { departments, initiatives, changes, files } = result;
  console.log(
    `${initiatives.source.title}（${initiatives.source.dateText}）\n` +
      `${departments.departments.length}部署 departments, ${initiatives.initiatives.length}取組 initiatives`,
  );
  if (previous.initiatives !== null) {
    console.log(
      `追加 added ${changes.added.length}, 変更 changed ${changes.changed.length}, ` +
        `改名 renamed ${changes.renamed.length}, 削除 removed ${changes.removed.length}`,
    );
    for (const row of changes.added) console.log(`  + ${row.department}「${row.name}」`);
    for (const row of changes.changed) console.log(`  ~ ${row.department}「${row.name}」`);
    for (const { from, to } of changes.renamed) {
      console.log(`  = ${from.department}「${from.name}」→ ${to.department}「${to.name}」 (${to.id})`);
    }
    for (const row of changes.removed) console.log(`  - ${row.department}「${row.name}」 (${row.id})`);
  }
  const present = new Set(initiatives.initiatives.map((row) => row.id));
  const orphans = expandedIds.filter((id) => !present.has(id));
  if (orphans.length > 0) {
    console.log(
      `expansions.txt から、取組のなくなった項目を除く / entries without a row, left out: ${orphans.join(', ')}`,
    );
  }

  if (check) return 0;
  mkdirSync(out, { recursive: true });
  writeAll(
    [...files]
      .filter(([name, text]) => text !== base.get(name))
      .map(([name, text]) => [path.join(out, name), text]),
  );
  console.log(`${path.relative(process.cwd(), out) || '.'} に書き込みました / written`);
  return 0;
}

function refused(problems: readonly ImportNotice[]): number {
  list('問題 problems', problems);
  console.log('何も書き込みませんでした / nothing written');
  return 1;
}

function list(title: string, notices: readonly ImportNotice[]): void {
  if (notices.length === 0) return;
  console.log(`${title}: ${notices.length}`);
  for (const { line, message } of notices)
    console.log(`  ${line === null ? '-' : `${line}行目 line ${line}`}: ${message}`);
}

/** All or, when the disk is full, none: every file is complete on disk before the first one takes its place. */
function writeAll(files: readonly (readonly [string, string])[]): void {
  const staged = files.map(([name, text]) => ({ name, text, temporary: `${name}.${process.pid}.tmp` }));
  try {
    for (const { temporary, text } of staged) {
      const handle = openSync(temporary, 'w');
      try {
        writeSync(handle, text);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    }
    for (const { name, temporary } of staged) renameSync(temporary, name);
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}
