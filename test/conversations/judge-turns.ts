import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { createBot } from '../../src/bot/bot.ts';
import { memoryContexts } from '../../src/bot/memory/contexts.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';
import { createCards } from '../../src/cards/answer/cards.ts';
import type { Answer, Engine } from '../../src/question/answer.ts';
import type { QuestionTurn } from '../../src/teams/turn.ts';
import { kit } from '../cards/kit.ts';
import { DATA, engine } from '../question/support/real.ts';

/** [department, name] */
const Row = z.tuple([z.string(), z.string()]);
const Conversation = z.object({
  id: z.string(),
  today: z.iso.date(),
  lang: z.enum(['ja', 'en']),
  turns: z.array(
    z.object({
      q: z.string(),
      must: z.array(Row),
      may: z.array(Row),
      kind: z.string().optional(),
      /** Any row may stand beside those of `must`. */
      any: z.boolean().optional(),
      /** What the fact that is told must hold. */
      fact: z.array(z.string()).optional(),
      expect_text: z.string().optional(),
      expect_all: z.array(z.string()).optional(),
    }),
  ),
});
type Conversation = z.infer<typeof Conversation>;
type LabelledTurn = Conversation['turns'][number];

const cards = createCards(kit);

/** The conversations of a file of this folder, one a line. */
export const conversationsOf = (file: string): Conversation[] =>
  readFileSync(path.join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Conversation.parse(JSON.parse(line)));

interface Judged {
  readonly name: string;
  readonly isRight: boolean;
  readonly answer: Answer | null;
}

/** Says one turn after another to a bot of its own, and looks at what the engine answered to each. */
export async function judge({ id, today, lang, turns }: Conversation): Promise<Judged[]> {
  const heard: { answer: Answer | null } = { answer: null };
  const listening: Engine = {
    ask: (input) => (heard.answer = engine.ask(input)),
    similar: (row, limit) => engine.similar(row, limit),
    candidates: (input) => engine.candidates(input),
    search: (text, on, language) => engine.search(text, on, language),
  };
  const now = Date.parse(`${today}T03:00:00Z`);
  const bot = createBot({
    knowledge: createKnowledge({ data: DATA, engine: listening, cards }),
    ledger: memoryLedger(() => now),
    contexts: memoryContexts(() => now),
    now: () => now,
    timeZone: 'Asia/Tokyo',
    startTimer: () => () => undefined,
    log: pino({ level: 'silent' }),
  });
  const results: Judged[] = [];
  for (const [index, labelled] of turns.entries()) {
    heard.answer = null;
    await bot(turnOf(labelled.q, lang, `${id}-${String(index)}`), {
      reply: () => Promise.resolve('reply'),
      update: () => Promise.resolve(true),
      remove: () => Promise.resolve(),
      showTyping: () => Promise.resolve(),
    });
    results.push({
      name: `${id} ${labelled.q}`,
      isRight: isRight(heard.answer, labelled),
      answer: heard.answer,
    });
  }
  return results;
}

const turnOf = (text: string, lang: 'ja' | 'en', id: string): QuestionTurn => ({
  kind: 'question',
  id,
  text,
  lang,
  mentioned: [],
  tenantId: 't',
  conversationId: 'c',
  scope: 'personal',
  userId: 'u',
  objectId: null,
  userName: null,
  activityType: 'message',
  invokeName: null,
  reach: [],
});

function isRight(
  answer: Answer | null,
  { must, may, any = false, fact = [], expect_text: text, expect_all: texts }: LabelledTurn,
): boolean {
  const keyOf = ([department, name]: readonly [string, string]): string => `${department} ${name}`;
  const shown = new Set(
    answer === null ? [] : answer.hits.map(({ initiative }) => `${initiative.department} ${initiative.name}`),
  );
  const allowed = new Set([...must, ...may].map(keyOf));
  const hasRows =
    must.every((row) => shown.has(keyOf(row))) && (any || [...shown].every((row) => allowed.has(row)));
  const wanted = texts ?? (text === undefined ? [] : [text]);
  const said = answer === null ? '' : bare(textOf(answer));
  // A count tells its number.
  const told = bare(answer?.fact?.text ?? String(answer?.count ?? ''));
  return (
    hasRows &&
    wanted.every((words) => said.includes(bare(words))) &&
    fact.every((words) => told.includes(bare(words)))
  );
}

/** What the answer says, with its facts and times as the document writes them. */
const textOf = (answer: Answer): string =>
  [
    cards.plainText(answer, DATA),
    answer.fact?.text ?? '',
    ...answer.hits.map(({ initiative }) => initiative.schedule.text),
  ].join('\n');

const bare = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');
