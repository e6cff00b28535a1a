import { z } from 'zod';
import { dateAt } from '../calendar/zone.ts';
import type { Hit } from '../question/answer.ts';
import { DEFAULT_DATA, loadKnowledge } from './knowledge.ts';
import { checkOptions, misused, readArguments } from './usage.ts';

const USAGE = `npm run ask -- [--json] [--today YYYY-MM-DD] [--data DIR] [--lang ja|en] "question"
  --json   one line of JSON: {text, initiatives, nearMisses, understood} (with npm, add -s for nothing else on stdout)
  --today  the day the answer holds for; default: today in Asia/Tokyo
  --data   folder of the dataset; default: data/ of this project
  --lang   the language of the answer where the question does not tell; default: ja`;

const Options = z.object({
  json: z.boolean().default(false),
  today: z.iso.date('expected a day, YYYY-MM-DD').default(todayInTokyo),
  data: z.string().default(DEFAULT_DATA),
  lang: z.enum(['ja', 'en'], 'expected ja or en').default('ja'),
});

const { values, positionals } = readArguments(USAGE, {
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    today: { type: 'string' },
    data: { type: 'string' },
    lang: { type: 'string' },
  },
});
// Words that the shell has split are one question.
const question = positionals.join(' ').trim();
if (question === '') misused(USAGE, 'no question given');
answer(question, checkOptions(USAGE, Options, values));

function answer(text: string, { json, today, data: dir, lang }: z.infer<typeof Options>): void {
  const { data, engine, cards } = loadKnowledge(dir);
  const found = engine.ask({ text, today, lang, previous: null });
  if (!json) {
    console.log(cards.plainText(found, data));
    return;
  }
  const result = {
    text: cards.answerText(found, data),
    initiatives: found.hits.map(reference),
    nearMisses: found.nearMisses.map(reference),
    understood: found.understood,
  };
  console.log(JSON.stringify(result));
}

function todayInTokyo(): string {
  return dateAt(Date.now(), 'Asia/Tokyo');
}

function reference({ initiative }: Hit): { id: string; department: string; name: string } {
  return { id: initiative.id, department: initiative.department, name: initiative.name };
}
