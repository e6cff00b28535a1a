import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startHarness } from '../server/harness.ts';
import type { Harness } from '../server/harness.ts';
import * as teams from './teams.ts';
import type { TeamsActivity } from './teams.ts';

let bot: Harness;
let where: teams.Scene;

beforeAll(async () => {
  bot = await startHarness();
  where = teams.scene(bot.simulator.url);
});
afterAll(() => bot.close());

const help = { v: 1, lang: 'ja', do: 'help' };

/** The activities are what the bot takes them for, and go where they say. */
test.each<[string, () => TeamsActivity, string | null]>([
  [
    'a group message',
    () => teams.groupMessage(where, '1', `${teams.mention(where)} 研修`),
    'answer ja 「研修」',
  ],
  [
    'a channel message',
    () => teams.channelMessage(where, '2', `研修 ${teams.mention(where)}`),
    'answer ja 「研修」',
  ],
  [
    'a second mention',
    () => teams.channelMessage(where, '3', '研修', { entities: [teams.botMention(where)] }),
    '「研修」',
  ],
  ['a submit', () => teams.submit(where, '4', 'card', help), 'help ja'],
  ['an installation', () => teams.installedPersonal(where, '5'), 'welcome ja personal'],
  ['the second event of the same', () => teams.addedToPersonal(where, '6'), null],
  ['a team', () => teams.addedToTeam(where, '7'), 'welcome ja team'],
  ['a reaction', () => teams.reaction(where, '8', '1'), null],
])('%s', async (_name, activity, summary) => {
  bot.simulator.connector.reset();
  const sent = activity();
  expect((await teams.sendToBot(bot.url, sent)).status).toBe(200);
  const replies = bot.simulator.connector.requests.map(({ conversationId, body }) => ({
    conversationId,
    summary: (body as { summary: string }).summary,
  }));
  const { id: conversationId } = sent['conversation'] as { id: string };
  expect(replies).toEqual(
    summary === null ? [] : [{ conversationId, summary: expect.stringContaining(summary) }],
  );
});

test('as a process of its own, with its controls over HTTP', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, './main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = line.toString().trim();
  const post = (path: string, body: unknown) =>
    fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
  await post('/_control/faults', { fault: { kind: 'throttled', retryAfterSeconds: 1 }, times: 1 });
  const statuses = [
    (await post('/v3/conversations/c/activities', { type: 'message', text: '一' })).status,
    (await post('/v3/conversations/c/activities', { type: 'message', text: '二' })).status,
  ];
  expect(statuses).toEqual([429, 201]);
  expect(await (await fetch(`${url}/_control/requests?after=1`)).json()).toMatchObject([
    { order: 2, operation: 'send', recorded: true },
  ]);
  expect(await (await fetch(`${url}/_control/posts?conversationId=c`)).json()).toMatchObject([
    { activity: { text: '二' } },
  ]);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
