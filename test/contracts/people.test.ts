import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditKeyOf, verifyChain } from '../../src/access/audit/audit.ts';
import { approvalHash } from '../../src/broadcast/decide/broadcast.ts';
import { auditTrail } from '../../src/cli/records.ts';
import { fieldList } from '../../src/storage/personal/fields.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { databaseFile } from '../../src/storage/sqlite.ts';
import { aDraft } from '../broadcast/drafts.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

const id = 'aaaaaaaa-0000-4000-8000-0000000000aa';
const userId = '29:1aUserIdOfTeams_x-y';
const chat = 'a:1chatOfThePerson';
const upn = 'nakata.to@example.jp';
const name = '鳴瀬 十和子';
/** Whatever tells who somebody is. */
const traces = [id, userId, chat, upn, name];
const other = 'bbbbbbbb-0000-4000-8000-0000000000bb';
const otherName = '朝比奈 律';
const day = 86_400_000;

interface Opened {
  readonly storage: Storage;
  /** All that the database holds, row by row. */
  readonly dump: () => Promise<Readonly<Record<string, readonly unknown[]>>>;
  readonly columns: () => Promise<readonly string[]>;
  readonly run: (statements: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const key = auditKeyOf('a key of the trail that is long enough');

async function openEmbedded(): Promise<Opened> {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-people-'));
  const storage = openStorage({ dataDir: dir, auditKey: key });
  await storage.ready();
  const look = <T>(read: (database: DatabaseSync) => T) => {
    const database = new DatabaseSync(join(dir, databaseFile), { readOnly: true });
    const found = read(database);
    database.close();
    return Promise.resolve(found);
  };
  const tablesOf = (database: DatabaseSync) =>
    database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'kysely_%'")
      .all()
      .map((row) => String(row['name']));
  return {
    storage,
    dump: () =>
      look((database) =>
        Object.fromEntries(
          tablesOf(database).map((table) => [table, database.prepare(`select * from "${table}"`).all()]),
        ),
      ),
    columns: () =>
      look((database) =>
        tablesOf(database).flatMap((table) =>
          database
            .prepare(`select name from pragma_table_info('${table}')`)
            .all()
            .map((row) => `${table}.${String(row['name'])}`),
        ),
      ),
    run: (statements) => {
      const database = new DatabaseSync(join(dir, databaseFile));
      database.exec(statements.join(';'));
      database.close();
      return Promise.resolve();
    },
    close: async () => {
      await storage.close();
      rmSync(dir, { recursive: true });
    },
  };
}

async function openServer(server: TestPostgres): Promise<Opened> {
  const databaseUrl = await server.createDatabase();
  const storage = openStorage({ dataDir: tmpdir(), databaseUrl, auditKey: key });
  await storage.ready();
  const client = new Client(databaseUrl);
  // The server is stopped at the end, whatever a test has left open.
  client.on('error', () => undefined);
  await client.connect();
  const all = async () =>
    (
      await client.query<{ table_name: string; column_name: string }>(
        "select table_name, column_name from information_schema.columns where table_schema = 'public' and table_name not like 'kysely_%'",
      )
    ).rows;
  return {
    storage,
    dump: async () => {
      const tables = [...new Set((await all()).map((row) => row.table_name))];
      const entries = [];
      for (const table of tables)
        entries.push([table, (await client.query(`select * from "${table}"`)).rows] as const);
      return Object.fromEntries(entries);
    },
    columns: async () => (await all()).map((row) => `${row.table_name}.${row.column_name}`),
    run: async (statements) => {
      await client.query(statements.join(';'));
    },
    close: async () => {
      await client.end();
      await storage.close();
    },
  };
}

const entry = (action: string, at = 1, subject = 'x', actor = id) => ({
  at,
  actor,
  action,
  subject,
  detail: {},
});
const notice = (messageId: string, text: string) => ({
  id: messageId,
  kind: 'notice' as const,
  action: 'post' as const,
  priority: 1,
  content: { ja: { summary: text, card: { type: 'AdaptiveCard', version: '1.5', body: [] } } },
  originalId: null,
});
const to = (personId: string) => ({ recipientId: `person:${personId}`, dueAt: 0, content: null, skip: null });

const recipientOf = (personId: string) => ({
  ...{ id: `person:${personId}`, kind: 'person' as const, teamId: null, conversationId: null, userId: null },
  ...{ tenantId: 't', serviceUrl: 'https://example.jp/', locale: 'ja-JP' },
});

/** Leaves them in every place that a person can get into. */
async function live(storage: Storage): Promise<void> {
  const { broadcasts, reach, adoptions, follows, highlights, owners, questions, uploads, editions } = storage;
  for (const [personId, of] of [
    [id, { userId, conversationId: chat, name }],
    [other, { userId: '29:anotherUserId', conversationId: 'a:2another', name: otherName }],
  ] as const)
    await reach.apply(
      [
        {
          type: 'reachable',
          recipient: {
            id: `person:${personId}`,
            kind: 'person',
            teamId: null,
            tenantId: 't',
            serviceUrl: 'https://example.jp/',
            locale: 'ja-JP',
            ...of,
          },
        },
      ],
      1,
    );
  const audience = {
    include: [{ who: 'list' as const, people: [id, other, upn] }],
    exclude: [`person:${id}`],
  };
  const words = { ...aDraft.content, ja: { title: 'お知らせ', body: '講師は有識者です' } };
  const draft = { ...aDraft, content: words, audience, authorId: id, authorName: name };
  const hash = approvalHash(draft);
  await broadcasts.create(
    {
      ...draft,
      state: 'scheduled',
      sendAt: 9e12,
      approval: { by: id, hash, at: 1 },
      rejection: { by: id, name, reason: `${name}より`, at: 1 },
      progress: { conversationId: chat, activityId: '1', recipientId: `person:${id}` },
    },
    entry('create'),
    `form-1`,
  );
  await broadcasts.setProgress(draft.id, {
    conversationId: chat,
    activityId: '1',
    recipientId: `person:${id}`,
  });
  await broadcasts.grant(id, 'broadcaster', {
    ...entry('grant', 1, id, other),
    // As somebody may write it.
    detail: { to: `person:${id.toUpperCase()}` },
  });
  await broadcasts.grant(other, 'approver', entry('grant', 2, other, userId));
  await uploads.create(
    { id: 'upload-1', ownerId: id, name: `${name}.csv`, count: 2, createdAt: 1 },
    [upn, other],
    entry('upload'),
  );
  await storage.ledger.plan(notice('n', `${name}さんが手を挙げました`), [to(other), to(id)], 1);
  const claimed = await storage.ledger.claim({ limit: 9, leaseMs: 60_000, now: 1 });
  await storage.ledger.depart(claimed, 1);
  await storage.ledger.settle(
    claimed.map((delivery) => ({
      delivery,
      settlement: {
        state: 'sent',
        post: { conversationId: delivery.recipient!.conversationId!, activityId: 'x' },
      },
    })),
    1,
  );
  await broadcasts.acknowledge('n', `person:${id}`, 1);
  const adoption = {
    id: 'adoption-1',
    version: 1,
    initiativeId: 'kan-1',
    source: { department: '消防局', name: '取組' },
    department: '環境局',
    state: 'interested' as const,
    before: null,
    reason: `${name}の提案`,
    people: [
      { id, name },
      { id: other, name: otherName },
    ],
    rowId: null,
    beganAt: 1,
    movedAt: 1,
  };
  await adoptions.commit(
    {
      next: adoption,
      step: { kind: 'begin', state: 'interested', at: 1, person: { id, name }, note: `${name}です` },
    } as never,
    entry('adopt'),
    [],
  );
  await adoptions.setDepartment(id, '環境局', 1);
  await follows.begin({
    id: 'follow-1',
    recipientId: 'channel:19:x',
    question: '研修',
    lang: 'ja',
    setBy: { id, name },
    createdAt: 1,
    revision: 'r',
    seen: {},
    names: {},
    newsSeq: 0,
  });
  await highlights.put(
    {
      recipientId: `person:${id}`,
      rule: { type: 'firstBusinessDay' },
      hour: 9,
      themes: [],
      departments: [],
      lang: 'ja',
      setById: id,
      setByName: name,
      firstMonth: '2026-11',
      changedAt: 1,
    },
    null,
  );
  await owners.setOwner({ department: '環境局', personId: id, name, setAt: 1 }, entry('owner', 1, '環境局'));
  await questions.addAsker(
    { key: 'k', label: 'l', at: 1, kind: 'none', lang: 'ja', text: `${id}はだれ`, rows: [] } as never,
    { recipientId: `person:${id}`, lang: 'ja' },
  );
  await editions.add(
    {
      id: 'e',
      title: 't',
      asOf: null,
      fiscalYear: null,
      sourceFile: 'f',
      sha256: 's',
      madeBy: id,
      madeAt: 1,
    },
    [{ name: 'a', text: 'b' }],
    entry('edition.add'),
  );
}

/** What the stores write at the end of long ways, each a row. */
const further = [
  `update deliveries set content = '{"ja":{"summary":"${name}"}}'`,
  `insert into highlights_posts values ('person:${id}', '2026-10', 'r', '[]', 1)`,
  `insert into proposals values ('p', 1, 'requested', 'e', '{"author":{"id":"${id}","name":"${name}"}}', 1)`,
  `insert into sent_files values ('f', '${id}', '${name}.xlsx', 'x', 1)`,
  `insert into file_forms values ('form', '{}', '${id}', 1)`,
  `insert into row_confirmations values ('kan-1', '2026', '環境局', 'yes', '${id}', '${name}', 1)`,
  `insert into confirmation_rounds values ('2026', '環境局', '${id}', 1, null)`,
  `insert into follows (id, recipient_id, question, lang, set_by, created_at, revision, seen, news_seq, names)
   values ('follow-2', 'person:${id}', '研修', 'ja', '{"id":"${id}","name":"${name}"}', 1, 'r', '{}', 0, '{}')`,
  `update question_groups set label = '${upn}', resolution = '{"by":"${id}","text":"${name}に"}'`,
  `insert into answered_questions values ('k', '${upn}の電話は', 'ja', 1, null)`,
];

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const verify = async ({ broadcasts }: Storage, kept: { seq: number; hash: string }) => {
  const seal = { pseudonyms: await broadcasts.auditPseudonyms(), key };
  return await verifyChain(auditTrail(broadcasts), [(await broadcasts.auditEnd())!, kept], seal);
};

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (dialect) => {
  const open = () => (dialect === 'SQLite' ? openEmbedded() : openServer(server));

  test('every column of the schema is in the list of stored fields, and nothing else', async () => {
    const { columns, close } = await open();
    const listed = fieldList.map(({ table, column }) => `${table}.${column}`);
    expect([...(await columns())].sort()).toEqual([...listed].sort());
    await close();
  });

  test('an erased person is nowhere any more; the trail holds, and others stay as they are', async () => {
    const { storage, dump, run, close } = await open();
    await live(storage);
    await run(further);
    // What was told is done with.
    await storage.ledger.expire(1);
    const before = JSON.stringify(await dump());
    for (const trace of traces) expect(before).toContain(trace);
    expect(unproved(await dump())).toEqual([]);
    const anchor = (await storage.broadcasts.auditEnd())!;

    const pseudonym = await storage.people.erase({ personId: id, also: [upn], actor: 'cli', at: 5 });

    expect(pseudonym).toMatch(/^~[\da-f]{32}$/);
    const after = await dump();
    for (const trace of [...traces, id.toUpperCase()]) expect(JSON.stringify(after)).not.toContain(trace);
    expect(JSON.stringify(after)).toContain(otherName);
    const sent = (after['deliveries'] as { recipient_id: string; state: string }[]).map(
      (row) => `${row.recipient_id} ${row.state}`,
    );
    expect(sent.sort()).toEqual([`person:${other} sent`, `person:${pseudonym!} sent`]);
    expect(await verify(storage, anchor)).toMatchObject({
      problems: [],
      unproved: { erased: 0, unkeyed: 0 },
    });
    const rows = await storage.broadcasts.auditRows({ limit: 50 });
    expect(rows.map(({ actor }) => actor)).toContain(pseudonym);
    // What was approved stays approved: nobody has changed what it says, or to how many.
    const scheduled = (await storage.broadcasts.get(aDraft.id))!;
    expect(scheduled.approval!.hash).toBe(approvalHash(scheduled));
    expect(scheduled.content.ja!.body).toBe('講師は有識者です');
    expect(await storage.people.erase({ personId: id, also: [], actor: 'cli', at: 6 })).toBeNull();
    await close();
  });

  test('a name that somebody has chosen to look like ours takes nothing else with it', async () => {
    const { storage, dump, close } = await open();
    await live(storage);
    const chosen = ['content', 'people', 'list', 'interested', '環境局', 'ja'];
    for (const [n, one] of chosen.entries()) {
      const stranger = `cccccccc-0000-4000-8000-00000000000${n}`;
      await storage.reach.apply(
        [{ type: 'reachable', recipient: { ...recipientOf(stranger), name: one } }],
        1,
      );
    }
    await storage.ledger.expire(1);
    const of = async () => {
      const {
        recipients: _r,
        audit: _a,
        audit_end: _e,
        audit_people: _p,
        messages: _m,
        ...rest
      } = await dump();
      return rest;
    };
    const before = await of();
    for (const n of chosen.keys())
      await storage.people.erase({
        ...{ personId: `cccccccc-0000-4000-8000-00000000000${n}`, also: [], actor: 'cli', at: 5 },
      });
    expect(await of()).toEqual(before);
    await close();
  });

  test('what an erased entry says cannot be changed either', async () => {
    const { storage, close } = await open();
    await live(storage);
    const anchor = (await storage.broadcasts.auditEnd())!;
    await storage.people.erase({ personId: id, also: [], actor: 'cli', at: 5 });
    const seal = { pseudonyms: await storage.broadcasts.auditPseudonyms(), key };
    const forged = auditTrail(storage.broadcasts);
    const changed = (async function* () {
      for await (const row of forged) yield row.seq === 1 ? { ...row, actor: other } : row;
    })();
    expect((await verifyChain(changed, [anchor], seal)).problems).toEqual([{ seq: 1, problem: 'changed' }]);
    await close();
  });

  test('what somebody types in the form of a pseudonym is none in the trail, unless it is of who was erased', async () => {
    const { storage, close } = await open();
    await live(storage);
    const pseudonym = (await storage.people.erase({ personId: id, also: [], actor: 'cli', at: 5 }))!;
    const typed = `~${'ab'.repeat(16)}`;
    for (const subject of [typed, pseudonym])
      await storage.broadcasts.audit({ at: 6, actor: other, action: 'denied', subject, detail: { typed } });
    const anchor = (await storage.broadcasts.auditEnd())!;
    expect((await verify(storage, anchor)).problems).toEqual([]);
    const rows = await storage.broadcasts.auditRows({ after: anchor.seq - 2, limit: 9 });
    expect(rows.map(({ subject, detail }) => [subject, detail['typed']])).toEqual([
      ['ab'.repeat(16), 'ab'.repeat(16)],
      [pseudonym, 'ab'.repeat(16)],
    ]);
    await close();
  });

  test('who has removed the bot is found after the period, unless they have done something since', async () => {
    const { storage, close } = await open();
    await live(storage);
    const leave = [id, other].map(
      (personId) => ({ type: 'gone', id: `person:${personId}`, reason: 'uninstalled' }) as const,
    );
    await storage.reach.apply(leave, 10 * day);
    await storage.broadcasts.audit(entry('create', 50 * day, 'x', other));
    expect(await storage.people.goneSince(10 * day, 9)).toEqual([]);
    expect(await storage.people.goneSince(20 * day, 9)).toEqual([id]);
    expect(await storage.people.goneSince(60 * day, 9)).toEqual([id, other]);
    await close();
  });
});

test('in the files of the embedded database nothing is left of them either', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'yokoten-people-'));
  const storage = openStorage({ dataDir: dir });
  await storage.ready();
  await live(storage);
  await storage.ledger.expire(1);
  const bytes = () =>
    readdirSync(dir)
      .map((file) => readFileSync(join(dir, file), 'latin1'))
      .join('');
  const stored = (text: string) => bytes().includes(Buffer.from(text).toString('latin1'));
  expect(traces.filter(stored)).toEqual(traces);
  await storage.people.erase({ personId: id, also: [upn], actor: 'cli', at: 5 });
  expect(traces.filter(stored)).toEqual([]);
  await storage.close();
  rmSync(dir, { recursive: true });
});

/** Columns that may hold somebody, and of which the rows here would not show whether erasing minds them. */
function unproved(rows: Readonly<Record<string, readonly unknown[]>>): readonly string[] {
  const minded = fieldList.filter(({ holds }) => ['key', 'id', 'text', 'trail'].includes(holds));
  const shows = ({ table, column }: (typeof minded)[number]) =>
    (rows[table] ?? []).some((row) => {
      const text = JSON.stringify((row as Record<string, unknown>)[column]).toLowerCase();
      return traces.some((trace) => text.includes(trace.toLowerCase()));
    });
  return minded.filter((field) => !shows(field)).map(({ table, column }) => `${table}.${column}`);
}

describe.each(['en', 'ja'])('docs/privacy.%s.md', (lang) => {
  const lines = readFileSync(join(import.meta.dirname, `../../docs/privacy.${lang}.md`), 'utf8').split('\n');
  const rows = lines
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  test('names every field, each once, with why and for how long', () => {
    const named = rows.flatMap(([fields]) => {
      const [table, ...columns] = [...fields!.matchAll(/`(\w+)`/g)].map(([, word]) => word!);
      return columns.map((column) => `${table!}.${column}`);
    });
    const listed = fieldList.map(({ table, column }) => `${table}.${column}`);
    expect([...named].sort()).toEqual([...listed].sort());
    for (const [, why, howLong] of rows) expect([why, howLong]).not.toContain('');
  });

  test('says of each field whether it goes when a person is erased, as the list has it', () => {
    const mark: Record<string, string> = { no: '–', document: '–', brief: '–', words: '○' };
    for (const [fields, , , erased] of rows) {
      const [table, ...columns] = [...fields!.matchAll(/`(\w+)`/g)].map(([, word]) => word!);
      const of = fieldList.filter((field) => field.table === table && columns.includes(field.column));
      expect([fields, [...new Set(of.map(({ holds }) => mark[holds] ?? '○'))]]).toEqual([fields, [erased]]);
    }
  });
});
