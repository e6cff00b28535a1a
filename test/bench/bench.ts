import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { misused, readArguments } from '../../src/cli/usage.ts';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { CONTENDERS } from './contenders.ts';
import { benchDoor, describeDoor } from './door.ts';
import { benchEditions, describeEditions } from './editions.ts';
import { fuzz } from './fuzz.ts';
import { MILESTONES, type Measured } from './measure.ts';
import { libraryQuality, ourQuality, unseenSet, type Quality } from './quality.ts';
import { benchLists, describeLists } from './lists.ts';
import { benchOperators, describeOperators } from './operators.ts';
import { benchSoak, describeSoak } from './soak.ts';
import { benchStorage, describeStorage } from './storage.ts';
import { benchStart, describeStart, hasBot } from './start.ts';
import { benchTurns, describeTurns } from './turns.ts';

const USAGE = `npm run bench -- [quality] [scale] [fuzz] [start] [turns] [door] [lists] [storage]
                 [soak] [editions] [operators] [--seconds 180] [--sizes 49,10000,100000] [--only NAME,NAME] [--against DIR] [--write]
  soak       memory under load, for --seconds
  editions   turns while workbooks of --rows (10000) are read, switches and what they leave in memory
  operators  editions of --rows on PostgreSQL, taken in and activated by the operators' commands beside turns
  --against  another checkout, whose start is measured beside this one's
  --only     contenders: ours, ${CONTENDERS.map(({ name }) => name).join(', ')}
  --write    put the tables into DESIGN.md, between its markers`;

/** Without being asked for none of the long ones. */
const SECTIONS = ['quality', 'scale', 'fuzz', 'start', 'turns', 'door', 'lists', 'storage'];
const ALL_SECTIONS = [...SECTIONS, 'soak', 'editions', 'operators'];
const NAMES = ['ours', ...CONTENDERS.map(({ name }) => name)];
const SIZES = ['49', '10000', '100000'];
const DESIGN = path.resolve(import.meta.dirname, '../../DESIGN.md');
const MARKERS = /<!-- bench:questions -->[\s\S]*?<!-- \/bench -->/;

/** For building, and once more for asking; what needs longer is said to. */
const MAX_MS = 120_000;
/** The rows themselves take about 1 GB of it at a million. */
const MAX_HEAP_MB = 5_000;

interface Options {
  readonly sections: readonly string[];
  readonly sizes: readonly number[];
  readonly only: readonly string[];
  readonly against: string | null;
  /** How long the soak asks without a pause. */
  readonly seconds: number;
  /** Of the editions that are read beside turns. */
  readonly rows: number;
  readonly write: boolean;
}

function readOptions(): Options {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      sizes: { type: 'string', default: SIZES.join(',') },
      only: { type: 'string', default: NAMES.join(',') },
      against: { type: 'string' },
      seconds: { type: 'string', default: '180' },
      rows: { type: 'string', default: '10000' },
      write: { type: 'boolean', default: false },
    },
  });
  const sections = positionals.length > 0 ? positionals : SECTIONS;
  const sizes = values.sizes.split(',').map(Number);
  const only = values.only.toLowerCase().split(',');
  const strange = [
    ...sections.filter((section) => !ALL_SECTIONS.includes(section)),
    ...only.filter((name) => !NAMES.some((known) => known.toLowerCase() === name)),
  ];
  if (strange.length > 0) misused(USAGE, `unknown: ${strange.join(', ')}`);
  if (!sizes.every((size) => Number.isInteger(size) && size > 0)) misused(USAGE, `--sizes: ${values.sizes}`);
  const { against = null, write } = values;
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) misused(USAGE, `--seconds: ${values.seconds}`);
  const rows = Number(values.rows);
  if (!(Number.isInteger(rows) && rows > 0)) misused(USAGE, `--rows: ${values.rows}`);
  if (against !== null && !hasBot(against)) misused(USAGE, `--against: no src/start.js in ${against}`);
  return { sections, sizes, only, against, seconds, rows, write };
}

async function qualityOf(only: readonly string[]): Promise<Quality[]> {
  const data = loadDataset(path.resolve(import.meta.dirname, '../../data'));
  const { questions } = unseenSet();
  const found: Quality[] = [];
  if (only.includes('ours')) found.push(ourQuality(data, questions));
  for (const contender of CONTENDERS)
    if (only.includes(contender.name.toLowerCase()))
      found.push(await libraryQuality(contender, data, questions));
  return found;
}

/** A contender at a size, or why there is no figure. */
function measure(name: string, variant: string, size: number): Promise<Measured | string> {
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      `--max-old-space-size=${MAX_HEAP_MB}`,
      path.join(import.meta.dirname, './measure.ts'),
      name,
      variant,
      String(size),
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let result = '';
  let phase = '';
  let late = false;
  let timer: NodeJS.Timeout | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    clearTimeout(timer);
    if (line !== MILESTONES.building && line !== MILESTONES.built) {
      result = line;
      return;
    }
    phase = line === MILESTONES.building ? 'building' : 'asking';
    timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, MAX_MS);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(JSON.parse(result) as Measured);
      else resolve(late ? `${phase} > ${MAX_MS / 1000} s` : 'out of memory (> 4 GB)');
    });
  });
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

function qualityTable(found: readonly Quality[]): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const setUp = ({ variant, cutOff }: Quality): string =>
    cutOff === null
      ? ''
      : `${variant}, at most ${cutOff.rows}, ≥ ${cutOff.share} of the best, score ≥ ${cutOff.least.toPrecision(2)}`;
  return [
    `${unseenSet().name} of test/unseen, which nothing of ours was tuned on, on 49 rows. Libraries: character bigrams; with ` +
      'or without the curated questions, and cut off where it serves each best on these very questions.',
    '',
    table(
      ['', 'exact', 'precision', 'recall', 'F1', 'set-up'],
      found.map((one) => [
        one.name,
        percent(one.exact),
        percent(one.precision),
        percent(one.recall),
        percent(one.f1),
        setUp(one),
      ]),
    ),
  ].join('\n');
}

async function scaleTable(quality: readonly Quality[], { sizes, only }: Options): Promise<string> {
  const names = NAMES.filter((name) => only.includes(name.toLowerCase()));
  const rows: string[][] = [];
  for (const size of sizes) {
    for (const name of names) {
      const variant = quality.find((one) => one.name === name)?.variant ?? 'rows';
      const measured = await measure(name, variant, size);
      rows.push([size.toLocaleString('en'), name, ...cells(measured)]);
      console.error(rows.at(-1)!.join('  '));
      if (typeof measured !== 'string') console.error(`   slowest: ${measured.slowest}`);
    }
  }
  return [
    'The questions of set A, one after another, one process for each line. Beyond 49 rows: synthetic ones in the same ' +
      `words. Best of 3: each question by its quickest round, so without what a busy machine adds. Libraries may stop at 50 rows; ours answers all. Given up after ${MAX_MS / 1000} s or 4 GB.`,
    '',
    table(['rows', '', 'build', 'index memory', 'p50', 'p99', 'p99, best of 3', 'slowest'], rows),
  ].join('\n');
}

function cells(measured: Measured | string): string[] {
  if (typeof measured === 'string') return [measured, '', '', '', '', ''];
  const ms = (value: number): string => (value < 10 ? `${value.toFixed(2)} ms` : `${value.toFixed(0)} ms`);
  const build = measured.buildMs < 1000 ? ms(measured.buildMs) : `${(measured.buildMs / 1000).toFixed(1)} s`;
  return [
    build,
    `${measured.megabytes.toFixed(0)} MB`,
    ms(measured.p50Ms),
    ms(measured.p99Ms),
    ms(measured.quietP99Ms),
    ms(measured.maxMs),
  ];
}

async function main(options: Options): Promise<void> {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date());
  const parts = [`Measured ${date}, Node ${process.versions.node}, in one run (\`npm run bench\`).`];
  // The scale section takes each library in the variant that was best on set A.
  const wantsQuality = options.sections.includes('quality');
  const quality = wantsQuality ? await qualityOf(options.only) : [];
  if (wantsQuality) parts.push(qualityTable(quality));
  if (options.sections.includes('scale')) parts.push(await scaleTable(quality, options));
  if (options.sections.includes('fuzz')) parts.push(fuzz());
  if (options.sections.includes('start'))
    parts.push(`\`\`\`\n${describeStart(await benchStart(options.against))}\n\`\`\``);
  if (options.sections.includes('turns')) parts.push(`\`\`\`\n${describeTurns(await benchTurns())}\n\`\`\``);
  if (options.sections.includes('door')) parts.push(`\`\`\`\n${describeDoor(await benchDoor())}\n\`\`\``);
  if (options.sections.includes('lists')) parts.push(`\`\`\`\n${describeLists(await benchLists())}\n\`\`\``);
  if (options.sections.includes('storage')) parts.push(describeStorage(await benchStorage()));
  if (options.sections.includes('soak'))
    parts.push(`\`\`\`\n${describeSoak(await benchSoak(options.seconds))}\n\`\`\``);
  if (options.sections.includes('editions'))
    parts.push(`\`\`\`\n${describeEditions(await benchEditions(options.rows))}\n\`\`\``);
  if (options.sections.includes('operators'))
    parts.push(`\`\`\`\n${describeOperators(await benchOperators(options.rows))}\n\`\`\``);
  const text = parts.join('\n\n');
  console.log(text);
  if (!options.write) return;
  if (!existsSync(DESIGN) || !MARKERS.test(readFileSync(DESIGN, 'utf8'))) {
    console.error('DESIGN.md has no markers <!-- bench:questions --> … <!-- /bench -->: nothing written');
    process.exitCode = 1;
    return;
  }
  const block = `<!-- bench:questions -->\n\n${text}\n\n<!-- /bench -->`;
  writeFileSync(
    DESIGN,
    readFileSync(DESIGN, 'utf8').replace(MARKERS, () => block),
  );
}

await main(readOptions());
