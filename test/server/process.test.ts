import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { auditKeyOf } from '../../src/access/audit/audit.ts';
import { openStorage } from '../../src/storage/open.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { execute, personalMessage, scene, search, sendToBot } from '../simulator/teams.ts';

/** The program as an administrator starts it, on the real dataset. */
const MAIN = join(import.meta.dirname, '../../src/start.js');
const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-process-'));
const running: ChildProcess[] = [];
const ADMIN = '00000000-0000-4000-8000-00000000000a';
const KEY = 'a key of forty characters and some more.';
const PERSONNEL = {
  id: 'team:19:a@thread.tacv2',
  kind: 'team',
  teamId: '19:a@thread.tacv2',
  conversationId: '19:a@thread.tacv2',
  userId: null,
  tenantId: 't',
  serviceUrl: 'http://127.0.0.1/',
  name: '人事課',
  locale: null,
} as const;

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly lines: Record<string, unknown>[];
  readonly ended: Promise<{ code: number | null; stderr: string }>;
}

/** Resolves when it listens or has ended. */
async function start(args: readonly string[], env: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      PORT: '0',
      DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const lines: Record<string, unknown>[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, stderr }));
  const listening = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().trim().split('\n')) {
        const entry = JSON.parse(line) as Record<string, unknown>;
        lines.push(entry);
        if (entry['msg'] === 'listening') resolve(`http://127.0.0.1:${String(entry['port'])}`);
      }
    });
  });
  const url = await Promise.race([listening, ended.then(() => '')]);
  return { child, url, lines, ended };
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe('starting', () => {
  test('without credentials it refuses, and lists everything that is missing', async () => {
    const { ended, lines } = await start([]);
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(lines).toEqual([]);
    for (const name of ['MicrosoftAppId', 'MicrosoftAppTenantId', 'MicrosoftAppPassword', 'npm run dev']) {
      expect(stderr).toContain(name);
    }
    expect(stderr).not.toMatch(/\bat .+:\d+/);
  });

  test('a team by a name gives no role: it refuses, and says which id to write', async () => {
    const teamDir = join(dataDir, 'teams');
    const storage = openStorage({ dataDir: teamDir });
    await storage.ready();
    await storage.reach.apply([{ type: 'reachable', recipient: PERSONNEL }], 1);
    await storage.close();
    const { ended, lines } = await start(['--sandbox'], {
      DATA_DIR: teamDir,
      ROLE_TEAMS: 'broadcaster:人事課,approver:19:b@thread.tacv2',
    });
    expect(await ended).toEqual({
      code: 1,
      stderr:
        'Yokoten cannot start:\n- ROLE_TEAMS: 人事課 is a name, which anybody can give to a team; write the id of the ' +
        'team that the bot knows by it: 19:a@thread.tacv2\n',
    });
    expect(lines).toEqual([]);
  });

  test('what is written in the trail is made with the key that is set', async () => {
    const keyed = { DATA_DIR: join(dataDir, 'keyed'), HR_ADMINS: ADMIN, AUDIT_KEY: KEY };
    const simulator = await startSimulator();
    const { url, child, ended } = await start(['--sandbox'], keyed);
    const where = scene(simulator.url, { aadObjectId: ADMIN, userId: '29:admin' });
    const words = `権限 付与 編集者 ${ADMIN.replace(/a$/, 'b')}`;
    expect((await sendToBot(url, personalMessage(where, '1', words))).status).toBe(200);
    child.kill('SIGTERM');
    await ended;
    await simulator.close();
    const storage = openStorage({ dataDir: keyed.DATA_DIR });
    const entries = await storage.broadcasts.auditRows({ limit: 9 });
    await storage.close();
    expect(entries.map(({ action }) => action)).toContain('grant');
    expect([...new Set(entries.map(({ keyId }) => keyId))]).toEqual([auditKeyOf(KEY).id]);
  });

  test('a dataset that is not there is named', async () => {
    const { ended } = await start(['--sandbox'], { DATASET_DIR: join(dataDir, 'nowhere') });
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain('initiatives.json');
    expect(stderr).not.toMatch(/\bat .+:\d+/);
  });

  test('a port that is taken is named', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { ended } = await start(['--sandbox'], { PORT: String(port) });
    const { code, stderr } = await ended;
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain('EADDRINUSE');
    expect(stderr).not.toMatch(/\bat .+:\d+/);
  });

  test('with an app id it listens on every address, and asks for a token', async () => {
    const state = { DATA_DIR: join(dataDir, 'production') };
    const { url, lines, child, ended } = await start([], {
      ...state,
      MicrosoftAppId: '66666666-7777-4888-8999-aaaaaaaaaaaa',
      MicrosoftAppTenantId: '11111111-2222-4333-8444-555555555555',
      MicrosoftAppPassword: 'not-a-real-password',
    });
    // Where there is no way to Entra it may have said so already.
    const others = lines.filter(({ msg }) => !String(msg).startsWith('no token'));
    expect(others).toEqual([expect.objectContaining({ msg: 'listening', host: '0.0.0.0' })]);
    const activity = personalMessage(scene('https://smba.example'), '1', '研修');
    expect((await sendToBot(url, activity)).status).toBe(401);
    expect(JSON.stringify(lines)).not.toContain('not-a-real-password');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    // What anybody may do in a sandbox must not be sent by production.
    const sandbox = await (await start(['--sandbox'], state)).ended;
    expect([sandbox.code, sandbox.stderr]).toEqual([1, expect.stringContaining('used in production')]);
  });
});

describe('the sandbox on the real dataset', () => {
  let simulator: Simulator;
  let bot: Started;
  let nextId = 0;

  beforeAll(async () => {
    simulator = await startSimulator();
    bot = await start(['--sandbox']);
    running.length = 0;
  });
  afterAll(async () => {
    bot.child.kill('SIGTERM');
    const { code, stderr } = await bot.ended;
    await simulator.close();
    expect([code, stderr]).toEqual([0, '']);
  });

  const departmentsIn = (card: unknown) => {
    const names = ['緑区役所', '会計課', '中央区役所', '南区役所', '総務局', '教育局', '消防局', '市長公室'];
    return names.filter((name) => JSON.stringify(card).includes(name));
  };

  async function ask(text: string, locale = 'ja-JP') {
    simulator.connector.reset();
    const id = String(++nextId);
    const where = scene(simulator.url, { locale, userId: `29:${id}` });
    expect(await sendToBot(bot.url, personalMessage(where, id, text))).toEqual({ status: 200, body: null });
    // On a slow machine the bot says first that it is at it; and between turns it may ask Teams for somebody's name.
    const isAside = ({ body }: { readonly body: unknown }) =>
      body === null || (body as { type?: string }).type === 'typing';
    const [request, ...others] = simulator.connector.requests.filter((one) => !isAside(one));
    expect(others).toEqual([]);
    const { summary, attachments, text: words } = request!.body as Record<string, unknown>;
    expect(words).toBeUndefined();
    const [{ content }] = attachments as [{ content: unknown }];
    return { summary: summary as string, card: content as Record<string, unknown> };
  }

  test('says that it is one', () => {
    expect(bot.lines.map(({ msg }) => msg)).toEqual([expect.stringContaining('SANDBOX'), 'listening']);
  });

  test('１ｏｎ１やってる局は？', async () => {
    const { summary } = await ask('１ｏｎ１やってる局は？');
    expect(departmentsIn(summary)).toEqual(['緑区役所', '会計課']);
    expect(summary).toContain('2部署');
  });

  test('which departments do 1on1 meetings', async () => {
    const { summary, card } = await ask('which departments do 1on1 meetings', 'en-US');
    expect(summary).toBe(
      '2 departments have initiatives on “One-on-one meetings”: Midori Ward Office and Accounting Division',
    );
    expect(JSON.stringify(card)).not.toContain('${');
  });

  test('a question that finds nothing, Markdown and a template', async () => {
    const { card } = await ask('**ドローン** [押す](https://evil.example) ${today}');
    expect(card['type']).toBe('AdaptiveCard');
    // Escaped where Markdown is rendered: no link can come of it.
    const shown = [
      ...JSON.stringify(card).matchAll(/"(?:text|title|speak|fallbackText)":"((?:[^"\\]|\\.)*)"/g),
    ];
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.map(([, text]) => text).join('\n')).not.toContain('[押す](https://evil.example)');
  });

  test('a page in place, as the card that takes the place of the first', async () => {
    const { card } = await ask('全部の取組を見せて');
    const data = findAction(card, 'page');
    expect(data).not.toBeNull();
    const answer = await sendToBot(bot.url, execute(scene(simulator.url), `x${++nextId}`, 'card', data));
    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
    });
    expect(JSON.stringify(answer.body)).not.toBe(JSON.stringify(card));
  });

  test('a search for the message extension', async () => {
    const { status, body } = await sendToBot(bot.url, search(scene(simulator.url), `s${++nextId}`, '1on1'));
    const { attachments } = (body as { composeExtension: { attachments: { preview: unknown }[] } })
      .composeExtension;
    expect(status).toBe(200);
    expect(departmentsIn(attachments.slice(0, 2).map(({ preview }) => preview))).toEqual([
      '緑区役所',
      '会計課',
    ]);
    expect(attachments.every(({ preview }) => preview !== undefined)).toBe(true);
  });
});

/** The data of the first button that does `deed`. */
function findAction(card: unknown, deed: string): unknown {
  if (typeof card !== 'object' || card === null) return null;
  if ('do' in card && card.do === deed) return card;
  for (const value of Object.values<unknown>(card as Record<string, unknown>)) {
    const found = findAction(value, deed);
    if (found !== null) return found;
  }
  return null;
}
