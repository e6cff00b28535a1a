import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Hit, Lang } from '../question/answer.ts';
import { DEFAULT_DATA, loadKnowledge, runCommand, UsageError } from './knowledge.ts';
import { answerHelp } from './usage.ts';

const USAGE = `npm run ask -- [--json] [--today YYYY-MM-DD] [--data DIR] [--lang ja|en] "question"
  --json   one line of JSON: {text, initiatives, nearMisses, understood} (with npm, add -s for nothing else on stdout)
  --today  the day the answer holds for; default: today in Asia/Tokyo
  --data   folder of the dataset; default: data/ of this project
  --lang   the language of the answer where the question does not tell; default: ja`;

function main(args: readonly string[]): number {
  const { question, json, today, data: dir, lang } = readArgs(args);
  const { data, engine, cards } = loadKnowledge(dir);
  const answer = engine.ask({ text: question, today, lang, previous: null });
  if (!json) {
    console.log(cards.plainText(answer, data));
    return 0;
  }
  const result = {
    text: cards.answerText(answer, data),
    initiatives: answer.hits.map(reference),
    nearMisses: answer.nearMisses.map(reference),
    understood: answer.understood,
  };
  console.log(JSON.stringify(result));
  return 0;
}

interface Options {
  readonly question: string;
  readonly json: boolean;
  readonly today: string;
  readonly data: string;
  readonly lang: Lang;
}

const Options = z.object({
  json: z.boolean().default(false),
  today: z.iso.date('--today: expected a day, YYYY-MM-DD').default(todayInTokyo),
  data: z.string().default(DEFAULT_DATA),
  lang: z.enum(['ja', 'en'], '--lang: expected ja or en').default('ja'),
});

function readArgs(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const options = Options.safeParse(values);
  if (!options.success) throw usage(options.error.issues.map((issue) => issue.message).join('\n'));
  // Words that the shell has split are one question.
  const question = positionals.join(' ').trim();
  if (question === '') throw usage('no question given');
  return { ...options.data, question };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        today: { type: 'string' },
        data: { type: 'string' },
        lang: { type: 'string' },
      },
    });
  } catch (error) {
    // parseArgs throws on unknown options and missing values, with a message for people.
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(problem: string): UsageError {
  return new UsageError(`${problem}\n\n${USAGE}`);
}

function todayInTokyo(): string {
  // sv-SE writes YYYY-MM-DD.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date());
}

function reference({ initiative }: Hit): { id: string; department: string; name: string } {
  return { id: initiative.id, department: initiative.department, name: initiative.name };
}

answerHelp(USAGE);
process.exitCode = runCommand(() => main(process.argv.slice(2)));
