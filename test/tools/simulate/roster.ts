import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { checkOptions, readArguments } from '../../../src/cli/usage.ts';
import type { Storage, StorageOptions } from '../../../src/storage/open.ts';
import { type RunningBot, startBot, stopBot } from '../../bench/process.ts';
import { ask, QUESTIONS } from '../../bench/turns.ts';
import { personalConversationId } from '../../simulator/connector.ts';
import { addedToTeam, invoke, personalMessage, scene, sendToBot, type Scene } from '../../simulator/teams.ts';
import { startTestProcess, withDatabases } from './simulation.ts';
import type { Watched } from './watch.ts';

const USAGE = `npm run simulate -- roster [options]

A broadcast to everybody in one team, written, saved and sent in chat, while others ask.

  --members N      default: 50000
  --storage WHICH  postgres or sqlite, several times for both; default: both`;

const Options = z.object({
  members: z.coerce.number().int().min(1).max(200_000),
  storage: z.array(z.enum(['postgres', 'sqlite'])),
});

/** How long a press took to be answered, and until what it set going was there. */
interface Pressed {
  readonly answeredMs: number;
  readonly doneMs: number;
}

interface RosterResult {
  readonly storage: Storage['dialect'];
  readonly members: number;
  readonly saved: Pressed;
  readonly sent: Pressed;
  /** Until the last has arrived. */
  readonly arrivedSeconds: number;
  /** Of the members: who had nothing when nothing more had come for a minute, and what came a second time. */
  readonly missing: number;
  readonly duplicates: number;
  /** 429s: replies to others come beside what the bot may send. */
  readonly throttled: number;
  /** Turns of others meanwhile. */
  readonly turns: number;
  readonly failedTurns: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** The longest stretches of the bot's thread, until all was planned and until all had arrived. */
  readonly planning: Watched;
  readonly sending: Watched;
  readonly load: number;
}

type Json = ReturnType<typeof JSON.parse>;

const AUTHOR = '00000000-0000-4000-8000-0000000000a1';
const AUTHOR_CHAT = 'a:author';
const ASKERS = 20;
const TURNS_PER_SECOND = 10;
/** Answers are answered by then, or Teams has given up. */
const MOST_MS = 5 * 60_000;
const MAIN = join(import.meta.dirname, '../../../src/start.js');
const WATCH = join(import.meta.dirname, 'watch.ts');

/** Runs it on each storage and prints what it came to. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = readArguments(USAGE, {
    args: [...args],
    options: {
      members: { type: 'string', default: '50000' },
      storage: { type: 'string', multiple: true, default: ['postgres', 'sqlite'] },
    },
  });
  const { storage, members } = checkOptions(USAGE, Options, values);
  const settings = storage.map((dialect) => ({ dialect, members }));
  const results = await withDatabases(settings, async (setting, where) => {
    const result = await simulate(setting, where);
    process.stdout.write(`${JSON.stringify(result, rounded, 2)}\n`);
    return result;
  });
  process.exitCode = results.some(({ missing, duplicates }) => missing + duplicates > 0) ? 1 : 0;
}

const rounded = (_: string, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 10) / 10 : value;

interface Office {
  readonly url: string;
  readonly bot: RunningBot;
  readonly watchFile: string;
  readonly author: Scene;
  sent: number;
}

async function simulate(
  { dialect, members }: { readonly dialect: Storage['dialect']; readonly members: number },
  where: StorageOptions,
): Promise<RosterResult> {
  const simulator = startTestProcess('simulator/main.ts', '--limits', 'documented');
  try {
    const url = await simulator.next();
    const author = scene(url, { aadObjectId: AUTHOR, userId: '29:author' });
    const team = addedToTeam(author, 'team') as Json;
    await control(url, 'members', { conversationId: team.conversation.id, members: membersOf(members) });
    const watchFile = join(where.dataDir, 'watch.json');
    const bot = await startBot(['--import', WATCH, MAIN, '--sandbox'], {
      DATA_DIR: where.dataDir,
      ...(where.databaseUrl !== undefined && { DATABASE_URL: where.databaseUrl }),
      HR_ADMINS: AUTHOR,
      BROADCAST_APPROVAL: 'off',
      WATCH_FILE: watchFile,
    });
    try {
      await sendToBot(`http://127.0.0.1:${bot.port}`, team);
      const office = { url, bot, watchFile, author, sent: 0 };
      return { storage: dialect, members, ...(await broadcast(office, members, team.channelData.team.id)) };
    } finally {
      await stopBot(bot.process);
    }
  } finally {
    simulator.child.kill();
  }
}

async function broadcast(office: Office, members: number, teamId: string) {
  const asking = askOften(office);
  await sleep(10_000);
  // From here on: what comes before is the start.
  office.bot.process.kill('SIGUSR2');
  await says(office, '配信');
  const home = await cardWith(office, 'チャット内で作成');
  await press(office, home, 'チャット内で作成');
  const form = await cardWith(office, '保存して確認する');
  const saved = await press(office, form, '保存して確認する', { ...written, audience: `peopleOf:${teamId}` });
  const control = await cardWith(office, '今すぐ送信');
  const savedMs = performance.now() - saved.from;
  const confirmed = members > 500 ? { confirmed: members } : {};
  const sent = await press(office, control, '今すぐ送信', { ...confirmed, date: '', time: '09:00' });
  // Unless it was asked whether so many are meant.
  await cardWith(office, '残りを中止');
  const sentMs = performance.now() - sent.from;
  const planning = watched(office);
  const arrived = await untilArrived(office, members);
  const arrivedSeconds = (performance.now() - sent.from) / 1000;
  const turns = await asking.stop();
  return {
    saved: { answeredMs: saved.answeredMs, doneMs: savedMs },
    sent: { answeredMs: sent.answeredMs, doneMs: sentMs },
    arrivedSeconds,
    ...arrived,
    ...turns,
    planning,
    sending: watched(office),
    load: loadavg()[0]!,
  };
}

const written = {
  titleJa: '夏季休暇の取得について',
  bodyJa: '全職員への一斉連絡。'.repeat(20),
  titleEn: '',
  bodyEn: '',
  importance: 'normal',
  initiatives: '',
  acknowledge: 'false',
  list: '',
  exclude: '',
};

function membersOf(count: number) {
  return Array.from({ length: count }, (_, n) => ({
    id: `29:member-${n}`,
    name: `職員${n}`,
    aadObjectId: `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  }));
}

async function control(url: string, what: string, body?: unknown): Promise<Json> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return await (await fetch(`${url}/_control/${what}`, init)).json();
}

const inChat = (activity: Json, id: string): Json => ({
  ...activity,
  conversation: { ...activity.conversation, id },
});

async function says(office: Office, text: string): Promise<void> {
  const message = personalMessage(office.author, `m${(office.sent += 1)}`, text);
  await sendToBot(`http://127.0.0.1:${office.bot.port}`, inChat(message, AUTHOR_CHAT));
}

interface Card {
  readonly id: string;
  readonly content: Json;
}

/** Cards that stand in the author's chat, and that presses have been answered with. */
const answers: Card[] = [];

async function cardWith({ url }: Office, title: string): Promise<Card> {
  const from = performance.now();
  while (performance.now() - from < MOST_MS) {
    const posts: Json[] = await control(url, `posts?conversationId=${encodeURIComponent(AUTHOR_CHAT)}`);
    const posted = posts.flatMap(({ id, activity }) => {
      const content = activity.attachments?.[0]?.content;
      return content === undefined ? [] : [{ id, content }];
    });
    const found = [...posted, ...answers].findLast(({ content }) => buttonOf(content, title) !== undefined);
    if (found) return found;
    await sleep(20);
  }
  throw new Error(`no card with ${title}`);
}

async function press(office: Office, { id, content }: Card, title: string, inputs: Json = {}) {
  const data = { ...buttonOf(content, title), ...inputs };
  const value = { action: { type: 'Action.Execute', verb: 'x', data }, trigger: 'manual' };
  const pressed = {
    ...invoke(office.author, `e${(office.sent += 1)}`, 'adaptiveCard/action', value),
    replyToId: id,
  };
  const from = performance.now();
  const { status, body } = await sendToBot(
    `http://127.0.0.1:${office.bot.port}`,
    inChat(pressed, AUTHOR_CHAT),
  );
  const answeredMs = performance.now() - from;
  if (status !== 200) throw new Error(`${title}: HTTP ${status}`);
  answers.push({ id, content: (body as Json)?.value });
  return { from, answeredMs };
}

function buttonOf(node: Json, title: string): Json {
  if (typeof node !== 'object' || node === null) return undefined;
  if (node.type === 'Action.Execute' && node.title?.startsWith(title)) return node.data;
  for (const part of Object.values(node)) {
    const found = buttonOf(part, title);
    if (found !== undefined) return found;
  }
  return undefined;
}

const watched = ({ watchFile }: Office): Watched => JSON.parse(readFileSync(watchFile, 'utf8')) as Watched;

interface Tally {
  readonly arrivals: Readonly<Record<string, number>>;
  readonly overLimit: number;
}

/** Waits for as many as there are members, or until nothing has come for a minute. */
async function untilArrived({ url }: Office, members: number) {
  const chats = membersOf(members).map(({ id }) => personalConversationId(id));
  let lastAt = performance.now();
  let before = 0;
  for (;;) {
    await sleep(5000);
    const { arrivals, overLimit }: Tally = await control(url, 'tally');
    const counts = chats.flatMap((id) => arrivals[id] ?? []);
    if (counts.length > before) lastAt = performance.now();
    before = counts.length;
    if (counts.length >= members || performance.now() - lastAt > 60_000)
      return {
        missing: members - counts.length,
        duplicates: counts.reduce((sum, count) => sum + count - 1, 0),
        throttled: overLimit,
      };
  }
}

/** Others ask at an even pace until it is stopped. */
function askOften({ url, bot }: Office) {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const waiting = new Set<Promise<void>>();
  let failedTurns = 0;
  let n = 0;
  const timer = setInterval(() => {
    n += 1;
    const asker = `asker-${n % ASKERS}`;
    const who = scene(url, {
      userId: `29:${asker}`,
      aadObjectId: `20000000-0000-4000-8000-${String(n % ASKERS).padStart(12, '0')}`,
    });
    const message = inChat(personalMessage(who, `q${n}`, QUESTIONS[n % QUESTIONS.length]!), `a:${asker}`);
    const from = performance.now();
    const one: Promise<void> = ask(bot.port, agent, JSON.stringify(message))
      .then(
        () => void times.push(performance.now() - from),
        () => void (failedTurns += 1),
      )
      .finally(() => waiting.delete(one));
    waiting.add(one);
  }, 1000 / TURNS_PER_SECOND);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(waiting);
      agent.destroy();
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
      return { turns: times.length, failedTurns, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
    },
  };
}
