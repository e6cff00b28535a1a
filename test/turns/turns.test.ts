import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { memoryContexts } from '../../src/bot/memory/contexts.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';
import type { FaultRule } from '../simulator/faults.ts';
import type { ReceivedRequest } from '../simulator/connector.ts';
import { sendToBot } from '../simulator/teams.ts';
import { startHarness } from '../server/harness.ts';
import type { Harness } from '../server/harness.ts';

/**
 * Each folder is one case: activity.json (one activity, or several in order) goes to the bot over HTTP, replies.json
 * is what comes back and what is sent to Teams, note.md says why. setup.json may add faults of the connector,
 * `concurrent` deliveries, or messages that stand already.
 */
interface Setup {
  readonly faults?: readonly FaultRule[];
  readonly concurrent?: boolean;
  readonly standing?: readonly { conversationId: string; id: string }[];
}

interface Body {
  readonly type: string;
  readonly summary?: string;
  readonly importance?: string;
  readonly text?: string;
  readonly replyToId?: string;
  readonly attachments?: readonly { readonly contentType: string }[];
}

const SERVICE_URL = 'http://teams.simulated/';
let nowMs = 0;
let harness: Harness;

beforeAll(async () => {
  nowMs = Date.now();
  const now = () => nowMs;
  harness = await startHarness({ bot: { ledger: memoryLedger(now), contexts: memoryContexts(now) } });
});
afterAll(() => harness.close());
beforeEach(() => {
  harness.simulator.connector.reset();
  // A day later nothing is remembered of the case before.
  nowMs += 25 * 60 * 60_000;
});

const cases = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test.each(cases)('%s', async (name) => {
  const folder = join(import.meta.dirname, name);
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(join(folder, file), 'utf8').replaceAll(SERVICE_URL, `${harness.simulator.url}/`));
  const setup = (existsSync(join(folder, 'setup.json')) ? read('setup.json') : {}) as Setup;
  for (const fault of setup.faults ?? []) harness.simulator.connector.faults.add(fault);
  for (const { conversationId, id } of setup.standing ?? []) {
    harness.simulator.connector.place(conversationId, id, { type: 'message' });
  }

  const activities = [read('activity.json')].flat();
  const http = setup.concurrent
    ? await Promise.all(activities.map((activity) => sendToBot(harness.url, activity)))
    : await inOrder(activities, (activity) => sendToBot(harness.url, activity));
  const sent = harness.simulator.connector.requests.map(essence);

  expect({ http, sent }).toEqual(read('replies.json'));
});

async function inOrder<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}

/** What Teams would show of a request, and where. */
function essence({ operation, conversationId, path, query, body, status }: ReceivedRequest): Record<string, unknown> {
  const { type, summary, importance, text, replyToId, attachments } = body as Body;
  return {
    operation,
    conversationId,
    path: decodeURIComponent(path.slice(path.indexOf('/activities'))) + (query === '' ? '' : `?${query}`),
    type,
    ...(text === undefined ? {} : { text }),
    ...(summary === undefined ? {} : { summary, importance }),
    ...(replyToId === undefined ? {} : { replyToId }),
    cards: (attachments ?? []).map(({ contentType }) => contentType),
    status,
  };
}
