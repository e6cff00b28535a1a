import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPeopleFile } from '../../src/broadcast/compose/people-file.ts';
import { readOfficeFile } from '../../src/dataset/office/read.ts';
import { highlightsDecisions } from '../../src/highlights/ports.ts';
import { openStorage } from '../../src/storage/open.ts';
import { databaseFile } from '../../src/storage/sqlite.ts';
import { aDraft } from '../broadcast/drafts.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { execute, fileConsent, invoke, personalMessage, scene, submit } from '../simulator/teams.ts';
import type { Scene } from '../simulator/teams.ts';
import { codePoint } from '../text/code-point.ts';

/** The whole bot under whatever people without a role can send it: the same each time. */
const seed = 20_261_128;
const ADMIN = '00000000-0000-4000-8000-0000000000a1';
const strangers = Array.from({ length: 8 }, (_, n) => `00000000-0000-4000-8000-0000000000e${n}`);
/** Holds each role that can be granted, one a person. */
const holders = (['broadcaster', 'approver', 'editor'] as const).map((role, n) => ({
  role,
  id: `00000000-0000-4000-8000-0000000000b${n}`,
}));
const BROADCAST = `broadcast-${'0'.repeat(32)}`;
const UPLOAD = `upload-${'1'.repeat(32)}`;
const GROUP = 'b'.repeat(24);
/** As a key that somebody has computed. */
const NO_GROUP = 'a'.repeat(24);
const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-fuzz-'));
let simulator: Simulator;
let bot: ChildProcess;
let url: string;
const log: Record<string, unknown>[] = [];

beforeAll(async () => {
  const storage = openStorage({ dataDir });
  await storage.ready();
  const entry = { at: 1, actor: ADMIN, action: 'test', subject: 'x', detail: {} };
  // Of today: what is old is forgotten at the start.
  const at = Date.now();
  const mine = { id: BROADCAST, state: 'submitted', authorId: ADMIN, createdAt: at, updatedAt: at } as const;
  await storage.broadcasts.create({ ...aDraft, ...mine }, entry);
  await storage.uploads.create(
    { id: UPLOAD, ownerId: ADMIN, name: 'a.csv', count: 1, createdAt: at },
    [ADMIN],
    entry,
  );
  for (const { role, id } of holders) await storage.broadcasts.grant(id, role, entry);
  await storage.owners.setOwner({ department: '消防局', personId: ADMIN, name: null, setAt: 1 }, entry);
  await storage.questions.addAsker(
    { key: GROUP, label: 'l', at, kind: 'none', lang: 'ja', text: 't', rows: [] },
    { recipientId: `person:${ADMIN}`, lang: 'ja' },
  );
  await storage.close();
  simulator = await startSimulator();
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  bot = spawn(process.execPath, [join(import.meta.dirname, '../../src/start.js'), '--sandbox'], {
    env: { PATH, NODE_COMPILE_CACHE, PORT: '0', DATA_DIR: dataDir, HR_ADMINS: ADMIN },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  url = await new Promise((resolve) => {
    createInterface({ input: bot.stdout! }).on('line', (line) => {
      const one = JSON.parse(line) as Record<string, unknown>;
      log.push(one);
      if (one['msg'] === 'listening') resolve(`http://127.0.0.1:${String(one['port'])}/api/messages`);
    });
  });
  // The folder is taken in behind the start, and changes what is guarded.
  while ((guarded()['active'] as unknown[]).length === 0) await new Promise((done) => setTimeout(done, 50));
}, 60_000);
afterAll(async () => {
  bot.kill('SIGKILL');
  await simulator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What nobody without a role may change, as it stands. */
function guarded(): Record<string, unknown> {
  const database = new DatabaseSync(join(dataDir, databaseFile), { readOnly: true });
  const tables = {
    broadcasts: 'select id, version, state, author_id, data from broadcasts',
    uploads: 'select id, owner_id, count from uploads',
    roles: 'select * from role_grants',
    owners: 'select department, person_id from department_owners',
    quiet: 'select * from quiet_departments',
    answered: 'select key, resolution, forwarded from question_groups where resolved_at is not null',
    groups: `select key, label, count from question_groups where key in ('${GROUP}', '${NO_GROUP}')`,
    asked: `select key, text from kept_questions where key in ('${GROUP}', '${NO_GROUP}')`,
    editions: 'select id, made_by from editions',
    active: 'select edition_id from edition_active',
    sent: "select id from messages where kind = 'broadcast'",
    subscriptions: 'select recipient_id, settings from subscriptions',
    confirmed: 'select * from row_confirmations',
    restored: "select name, value from facts where name = 'restored'",
  };
  const rows = Object.entries(tables).map(([name, sql]) => [name, database.prepare(sql).all()]);
  database.close();
  return Object.fromEntries(rows) as Record<string, unknown>;
}

/** Every verb and every field that a card's data may have, as the sources name them. */
const sources = readdirSync(join(import.meta.dirname, '../../src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|[/-])(?:actions|presses)\.ts$/.test(file))
  .map((file) => readFileSync(join(import.meta.dirname, '../../src', file), 'utf8'));
const verbs = [
  ...new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/'([a-z][A-Za-z]*(?:\.[A-Za-z]+)?)'/g)].map(([, verb]) => verb!),
    ),
  ).union(new Set(highlightsDecisions)),
];
const fields = [
  ...new Set(sources.flatMap((text) => [...text.matchAll(/\b([a-z][A-Za-z]*): /g)].map(([, name]) => name!))),
];

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    ...['', ' ', '\u0000', '\u202e\ud800', 'あ'.repeat(5000), '__proto__', 'constructor', '../../etc/passwd'],
    ...["' or 1=1 --", '${data}', '{{DATE(x)}}', '<at>x</at>', '[x](javascript:alert(1))', '=cmd()', 'k'],
    ...[BROADCAST, UPLOAD, `form-${'2'.repeat(32)}`, `follow-${'3'.repeat(24)}`, `person:${ADMIN}`, ADMIN],
    ...[
      '消防局',
      'ja',
      'xx',
      'now',
      'approve',
      'recallConfirmed',
      'grant',
      'approver',
      'admin',
      'only',
      'true',
    ],
    ...[0, 1, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, true, false, null, [], {}, [[]], { length: 1e9 }],
    JSON.parse('{"__proto__": {"roles": ["admin"], "isAdmin": true}}'),
    Array.from({ length: 2000 }, (_, n) => n),
  ),
  fc.string({ maxLength: 40, unit: codePoint }),
  fc.jsonValue({ maxDepth: 2 }),
);
/** Mostly of the right form, so that what stands behind the schema is reached too. */
const plausible: Record<string, fc.Arbitrary<unknown>> = {
  v: fc.constant(1),
  lang: fc.constantFrom('ja', 'en'),
  id: fc.constantFrom(BROADCAST, `form-${'2'.repeat(32)}`, `follow-${'3'.repeat(24)}`),
  version: fc.constantFrom(1, 0, 2),
  upload: fc.constant(UPLOAD),
  draft: fc.constant(BROADCAST),
  group: fc.constantFrom(GROUP, NO_GROUP),
  question: fc.constant('食堂の営業時間は？'),
  themes: fc.constant(''),
  questions: fc.constant('どこ？'),
  department: fc.constantFrom('消防局', '環境局'),
  person: fc.constantFrom(ADMIN, ...strangers),
  role: fc.constantFrom('approver', 'broadcaster', 'editor', 'admin'),
  grant: fc.constant(true),
  command: fc.constantFrom('approve', 'refuse', 'deleteConfirmed', 'recallConfirmed', 'submit'),
  when: fc.constant('now'),
  confirmed: fc.constantFrom(null, 9),
  page: fc.constant(0),
  text: fc.constant('答えです'),
};
const valueOf = (name: string) =>
  plausible[name]
    ? fc.oneof({ weight: 4, arbitrary: plausible[name] }, { weight: 1, arbitrary: hostile })
    : hostile;
const dataOf = (verb: string) =>
  fc
    .record(Object.fromEntries(fields.map((name) => [name, valueOf(name)])), {
      requiredKeys: ['v', 'lang', 'id'],
    })
    .map((data) => ({ ...data, do: verb }));

async function post(body: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  await response.text();
  return response.status;
}

/** An activity of somebody, under an id. */
type Make = (where: Scene, id: string) => unknown;

let calls = 0;
/** Sends them as so many people at once; returns the HTTP answers that are none. */
async function flood(activities: readonly Make[], people: readonly string[] = strangers) {
  const failed: string[] = [];
  for (let from = 0; from < activities.length; from += people.length) {
    const batch = activities.slice(from, from + people.length).map(async (make, n) => {
      calls += 1;
      const aadObjectId = people[n]!;
      const where = scene(simulator.url, { aadObjectId, userId: `29:1stranger${aadObjectId}` });
      const body = JSON.stringify(make(where, `f${calls}`));
      const status = await post(body);
      // 501: an invoke that no bot need know.
      if (status >= 500 && status !== 501) failed.push(`${status} ${body.slice(0, 300)}`);
    });
    await Promise.all(batch);
  }
  return failed;
}

/** Presses of each verb, in each way that a client has. */
function pressesOf(verbs: readonly string[], numRuns = 4): readonly Make[] {
  return verbs.flatMap((verb, index) =>
    fc.sample(dataOf(verb), { seed: seed + index, numRuns }).map((data, n) => {
      const ways = [
        (where: Scene, id: string) => execute(where, id, `c${n}`, data),
        (where: Scene, id: string) => submit(where, id, `c${n}`, data),
        (where: Scene, id: string) => invoke(where, id, 'task/submit', { data }),
      ];
      return ways[n % ways.length]!;
    }),
  );
}

const faults = () => log.filter(({ level }) => Number(level) >= 50);

const invokes = [
  ...['task/fetch', 'task/submit', 'fileConsent/invoke', 'message/submitAction', 'adaptiveCard/action', 'x'],
  ...['query', 'fetchTask', 'submitAction', 'selectItem', 'queryLink', 'setting'].map(
    (name) => `composeExtension/${name}`,
  ),
];
/** Of the message extension, as Teams asks it. */
const searches = fc.record({
  commandId: fc.oneof(fc.constantFrom('search', 'ask'), hostile),
  parameters: fc.oneof(fc.array(fc.record({ name: hostile, value: hostile }), { maxLength: 3 }), hostile),
  queryOptions: fc.oneof(fc.record({ skip: hostile, count: hostile }), hostile),
});

describe('whatever people without a role send', () => {
  test('every verb of every card, with hostile data, is answered and changes nothing that is not theirs', async () => {
    expect(verbs).toEqual(
      expect.arrayContaining(['broadcast.send', 'adoption.move', 'contact.setOwner', 'subscribe', 'postNow']),
    );
    expect(verbs.length).toBeGreaterThan(40);
    const before = guarded();
    expect(before['broadcasts']).toHaveLength(1);
    expect(before['uploads']).toHaveLength(1);
    expect(await flood([...pressesOf(verbs), ...pressesOf(['unanswered.tell'], 60)])).toEqual([]);
    expect(guarded()).toEqual(before);
    expect(faults()).toEqual([]);
  }, 120_000);

  test('so are words, invokes and consents of any form', async () => {
    const before = guarded();
    const words = fc.constantFrom(
      '配信',
      '権限 付与 承認者 ',
      '監査',
      'audit',
      '担当 ',
      '連絡先 ',
      '未回答',
      'レポート',
      'データ ',
      '下書き ',
      'フォロー ',
      '横展開 ',
      '復元',
      '取組を追加',
      '確認をお願い',
      'ハイライト ',
      'ハイライトの状況',
    );
    const others = fc.sample(
      fc.oneof(
        fc.tuple(words, fc.string({ maxLength: 30, unit: codePoint })).map(
          ([word, rest]) =>
            (where: Scene, id: string) =>
              personalMessage(where, id, `${word}${rest}`),
        ),
        fc.tuple(fc.constantFrom(...invokes), fc.oneof(hostile, searches)).map(
          ([name, value]) =>
            (where: Scene, id: string) =>
              invoke(where, id, name, value),
        ),
        fc
          .tuple(hostile, fc.constantFrom('type', 'from', 'conversation', 'channelData', 'entities', 'value'))
          .map(([value, field]) => (where: Scene, id: string) => ({
            ...personalMessage(where, id, '研修'),
            [field]: value,
          })),
        fc.constant((where: Scene, id: string) =>
          fileConsent(
            where,
            id,
            { id: 'c', name: 'x.csv', context: { v: 1, do: 'file', reportOf: BROADCAST, lang: 'ja' } },
            `${simulator.url}/x`,
          ),
        ),
      ),
      { seed, numRuns: 200 },
    );
    expect(await flood(others)).toEqual([]);
    expect(guarded()).toEqual(before);
    expect(faults()).toEqual([]);
  }, 120_000);

  test('bodies that are no activities are refused', async () => {
    const bodies = fc.sample(fc.oneof(fc.json(), fc.string({ unit: codePoint })), { seed, numRuns: 60 });
    const statuses = await Promise.all(bodies.map(post));
    expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
  });
});

test.each(holders)(
  'a role makes nobody more than it says: $role',
  async ({ role, id }) => {
    const before = guarded();
    const grants = pressesOf(
      ['broadcast.role', 'broadcast.command', 'proposal.command', 'contact.setOwner'],
      10,
    );
    expect(await flood([...pressesOf(verbs, 1), ...grants], [id])).toEqual([]);
    const after = guarded();
    // Nobody but an admin gives a role, whoever else gains by it.
    expect(after['roles']).toEqual(before['roles']);
    expect(after['restored']).toEqual(before['restored']);
    // An edition takes two people, a broadcast goes out when its author or an admin says so.
    for (const what of ['editions', 'active', 'sent', 'uploads'])
      expect([what, after[what]]).toEqual([what, before[what]]);
    if (role !== 'editor')
      for (const what of ['owners', 'answered']) expect([what, after[what]]).toEqual([what, before[what]]);
    if (role !== 'approver')
      for (const one of after['broadcasts'] as { data: string }[])
        expect(one.data).not.toContain(`"approval":{"by":"${id}"`);
    expect(faults()).toEqual([]);
  },
  60_000,
);

test('the same presses do change something for who has the role, under ids of the server’s own', async () => {
  const before = guarded();
  expect(
    await flood(pressesOf(['broadcast.copy', 'broadcast.command', 'broadcast.role'], 40), [ADMIN]),
  ).toEqual([]);
  const after = guarded();
  expect(after['roles']).not.toEqual(before['roles']);
  const made = (after['broadcasts'] as { id: string }[]).map(({ id }) => id).filter((id) => id !== BROADCAST);
  expect(made.length).toBeGreaterThan(0);
  expect(await flood(pressesOf(verbs, 1), [ADMIN])).toEqual([]);
  for (const id of made) expect(id).toMatch(/^broadcast-[\da-f]{32}$/);
  expect(faults()).toEqual([]);
}, 60_000);

describe('whatever a file holds', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ maxLength: 300, unit: codePoint }).map((text) => Buffer.from(text)),
    fc
      .array(
        fc.constantFrom(
          '"',
          ',',
          ';',
          '\n',
          '\r',
          '\t',
          'a@b.jp',
          ADMIN,
          'upn',
          '部署',
          '<td>',
          '\u0000',
          'PK\u0003\u0004',
        ),
      )
      .map((parts) => Buffer.from(parts.join(''))),
  );

  test('a list of people is read or refused, and nobody is made up', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (file) => {
        const read = await readPeopleFile(file);
        if (typeof read !== 'string')
          for (const person of read.people) expect(person).toMatch(/^[^\s@]+@[^\s@]+$|^[\da-f-]{36}$/);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('a document is read, or refused with what is amiss', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.constantFrom('a.csv', 'a.xlsx', 'a.docx', 'a.html', 'a.txt', 'a.tsv'),
        (file, name) => {
          expect(['rows', 'ask', 'refused']).toContain(readOfficeFile({ name, bytes: file }).kind);
        },
      ),
      { seed, numRuns: 300 },
    );
  });
});
