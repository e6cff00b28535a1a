import { readFileSync } from 'node:fs';
import type { Understood } from '../../../src/question/answer.ts';
import { systemClock } from '../../../src/calendar/clock.ts';
import { chatCompletionsReader } from '../../../src/reader/chat-completions.ts';
import { createReadings, type Readings } from '../../../src/reader/reader.ts';
import { createEngine } from '../../../src/question/engine.ts';
import { coverage, coverageLines } from './coverage.ts';
import { withoutWords } from './dropout.ts';
import { DEFAULT_DATA, loadKnowledge, type Knowledge } from '../../../src/cli/knowledge.ts';
import { parseQuestions, unknownRows, type Question } from './questions.ts';
import { report, scoreAnswer, type Figures, type Miss, type Report } from './score.ts';
import { misused, oneArgument, readArguments, refuse } from '../../../src/cli/usage.ts';

const USAGE = `npm run eval -- [--data DIR] [--json] [--min-exact X] [--dropout P --seed S] [--coverage] [FILE.jsonl]
  FILE         questions with their right answers, one JSON object a line
  --data       folder of the dataset; default: data/ of this project
  --json       one line of JSON (with npm, add -s for nothing else on stdout)
  --min-exact  exit 1 when fewer are answered exactly; 0.97 or 97 for 97 %
  --dropout    leave out this share of the thesaurus's words, which ones by --seed (1): as if nobody had thought of them
  --reader     also ask the reader that READER_URL, READER_MODEL and READER_KEY name, in the mode of READER (always)
  --coverage   what the curated data lacks: questions of rows, overlapping and idle concepts`;

async function main(): Promise<number> {
  const { file, data: dir, json, minExact, dropout, seed, ...wanted } = readOptions();
  const questions = file === null ? null : readQuestions(file);
  const knowledge = loadKnowledge(dir);
  const readings = wanted.reader ? readingsOfEnvironment() : null;
  const score =
    questions === null ? null : await evaluate(questions, forgetting(knowledge, dropout, seed), readings);
  const gaps = wanted.coverage ? coverage(knowledge.data) : null;
  if (json) {
    console.log(JSON.stringify({ ...score, ...(gaps === null ? {} : { coverage: gaps }) }));
  } else {
    if (score !== null) console.log(reportLines(score).join('\n'));
    if (gaps !== null) console.log(coverageLines(gaps).join('\n'));
  }
  if (score === null || minExact === null || score.overall.exact >= minExact) return 0;
  console.error(`exact ${percent(score.overall.exact)} is below ${percent(minExact)}`);
  return 1;
}

/** The same knowledge without a share of its words. */
function forgetting(knowledge: Knowledge, dropout: number, seed: number): Knowledge {
  if (dropout === 0) return knowledge;
  const data = withoutWords(knowledge.data, dropout, seed);
  return { ...knowledge, data, engine: createEngine(data) };
}

async function evaluate(
  questions: readonly Question[],
  { data, engine, cards }: Knowledge,
  readings: Readings | null,
): Promise<Report> {
  // A question file for another document would score as bad answers.
  const unknown = unknownRows(questions, data.initiatives);
  if (unknown.length > 0) refuse(`rows that the dataset does not have:\n${unknown.join('\n')}`);
  const scores = [];
  for (const question of questions) {
    const lang = question.lang === 'en' ? 'en' : 'ja';
    const input = { text: question.q, today: question.today, lang, previous: null } as const;
    const chosen = (await readings?.choose(engine, input)) ?? null;
    const answer = engine.ask({ ...input, chosen });
    scores.push(scoreAnswer(question, answer, cards.answerText(answer, data)));
  }
  return report(scores);
}

/** The reader of the settings, asked as the bot asks it. */
function readingsOfEnvironment(): Readings {
  const { READER = 'always', READER_URL: url, READER_MODEL: model, READER_KEY: key = '' } = process.env;
  if (!url || !model) refuse('--reader needs READER_URL and READER_MODEL');
  return createReadings({
    reader: chatCompletionsReader({ url, model, getKey: () => Promise.resolve(key) }),
    mode: READER === 'unsure' ? 'unsure' : 'always',
    perDay: Infinity,
    clock: systemClock,
  });
}

function readQuestions(file: string): Question[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
  const { questions, problems } = parseQuestions(text);
  if (problems.length > 0) refuse(`${file}: ${problems.length} problem(s)\n${problems.join('\n')}`);
  if (questions.length === 0) refuse(`${file}: no questions`);
  return questions;
}

interface Options {
  readonly file: string | null;
  readonly data: string;
  readonly json: boolean;
  /** 0…1 */
  readonly minExact: number | null;
  /** Share of words left out, and which draw of them. */
  readonly dropout: number;
  readonly seed: number;
  readonly coverage: boolean;
  readonly reader: boolean;
}

function readOptions(): Options {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      data: { type: 'string', default: DEFAULT_DATA },
      json: { type: 'boolean', default: false },
      'min-exact': { type: 'string' },
      dropout: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      coverage: { type: 'boolean', default: false },
      reader: { type: 'boolean', default: false },
    },
  });
  const file = oneArgument(USAGE, positionals, 'file');
  if (file === undefined && !values.coverage) misused(USAGE, 'no file of questions given');
  const minExact = values['min-exact'];
  if (file === undefined && minExact !== undefined) misused(USAGE, '--min-exact needs a file of questions');
  return {
    file: file ?? null,
    data: values.data,
    json: values.json,
    minExact: minExact === undefined ? null : readShare('--min-exact', minExact),
    dropout: readShare('--dropout', values.dropout),
    seed: Number(values.seed),
    coverage: values.coverage,
    reader: values.reader,
  };
}

/** 0.97, 97 and 97% are the same. */
function readShare(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  const value = Number(match?.[1] ?? NaN);
  const share = match?.[2] === '%' || value > 1 ? value / 100 : value;
  if (!(share >= 0 && share <= 1)) misused(USAGE, `${option}: ${text} is no share: 0.97 or 97`);
  return share;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function reportLines({ overall, byKind, byLang, misses }: Report): string[] {
  const table = [
    ['', 'questions', 'exact', 'useful', 'falseNone', 'extras', 'precision', 'recall', 'F1'],
    figureCells('all', overall),
    ...Object.entries(byKind).map(([kind, one]) => figureCells(kind, one)),
    ...Object.entries(byLang).map(([lang, one]) => figureCells(lang, one)),
  ];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((cells) => cells[column]!.length)));
  return [
    ...misses.flatMap((miss) => [...missLines(miss), '']),
    ...table.map((cells) =>
      cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    ),
    'useful: every right row in the answer or among the first three near ones, at most three wrong in the answer (negative: none)',
    'falseNone: of the questions with right rows, those answered with none; extras: wrong rows a question',
    'precision, recall, F1: over the rows of all questions together; rows that are neither required nor wrong left out',
  ];
}

function figureCells(name: string, one: Figures): string[] {
  return [
    name,
    String(one.questions),
    percent(one.exact),
    percent(one.useful),
    percent(one.falseNone),
    one.extras.toFixed(2),
    percent(one.precision),
    percent(one.recall),
    percent(one.f1),
  ];
}

function missLines({ id, q, kind, lang, missing, extra, missingTexts, understood }: Miss): string[] {
  return [
    `${id} [${kind} ${lang}] ${q}`,
    ...missing.map((row) => `  - missing ${row.department}「${row.name}」`),
    ...extra.map((row) => `  + extra   ${row.department}「${row.name}」  ${row.reasons.join(', ')}`),
    ...missingTexts.map((text) => `  - text    "${text}"`),
    `  understood ${understoodText(understood)}`,
  ];
}

/** What was read from the question, only what there is. */
function understoodText(understood: Understood): string {
  const { departments, excludedDepartments, time, scheduleKinds, stages, topics, excludedTopics } =
    understood;
  const words = (group: Understood['topics'][number]): string =>
    group
      .map((topic) => (topic.conceptId === null ? topic.words : `${topic.words}=${topic.conceptId}`))
      .join('|');
  const periods = time?.periods.map(({ from, to }) => `${from ?? ''}…${to ?? ''}`).join(' or ');
  return [
    understood.intent,
    ...(departments.length > 0 ? [`in ${departments.join('/')}`] : []),
    ...(excludedDepartments.length > 0 ? [`not in ${excludedDepartments.join('/')}`] : []),
    ...(time === null ? [] : [`${time.relation} ${periods ?? ''}`]),
    ...scheduleKinds,
    ...stages,
    ...topics.map(words),
    ...(excludedTopics.length > 0 ? [`not ${words(excludedTopics)}`] : []),
  ].join(', ');
}

process.exitCode = await main();
