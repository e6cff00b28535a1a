import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { backup, BackupRefused, restore } from '../../src/storage/backup.ts';
import { markProduction, sandboxProblem } from '../../src/storage/embedded/production.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { DataDirInUse } from '../../src/storage/sqlite.ts';

let dir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-state-'));
});
afterEach(() => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'));
  rmSync(dir, { recursive: true });
});

const notice = (id: string) =>
  ({ id, kind: 'notice', action: 'post', priority: 1, content: null, originalId: null }) as const;

async function opened(dataDir: string): Promise<Storage> {
  const storage = openStorage({ dataDir });
  await storage.ready();
  return storage;
}

/** Another process that writes; resolves once it is at work. */
async function startWriter(dataDir: string, run: string) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, './writer.ts'), dataDir, run],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const closed = once(reader, 'close');
  await new Promise<void>((resolve) => {
    reader.on('line', (line) => {
      lines.push(line);
      resolve();
    });
  });
  const writes = (count: number) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (lines.length < count) return;
        reader.off('line', check);
        resolve();
      };
      reader.on('line', check);
      check();
    });
  return {
    lines,
    writes,
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

describe('the data folder', () => {
  test('belongs to one process: a second is refused, and a killed one leaves no lock behind', async () => {
    const writer = await startWriter(dir, 'first');
    expect(() => openStorage({ dataDir: dir })).toThrow(DataDirInUse);
    expect(() => openStorage({ dataDir: dir })).toThrow(/in use by another process.*DATABASE_URL/s);
    await writer.kill();
    await (await opened(dir)).close();
  });

  test('is refused to a second user within the process too, until the first closes it', async () => {
    const storage = await opened(dir);
    expect(() => openStorage({ dataDir: dir })).toThrow(DataDirInUse);
    await storage.close();
    await (await opened(dir)).close();
  });

  test('keeps what was written over a restart', async () => {
    const first = await opened(dir);
    await first.ledger.plan(notice('m'), [{ recipientId: 'a', dueAt: 1, content: null, skip: null }], 1);
    await first.close();
    const second = await opened(dir);
    expect(await second.ledger.counts('m')).toMatchObject({ pending: 1 });
    await second.close();
  });
});

/** Enough to meet every point of a write; `YOKOTEN_KILLS=100` for the full run. */
const kills = Number(process.env['YOKOTEN_KILLS'] ?? 12);

test(
  `${kills} SIGKILLs during writes: every acknowledged write is there, and nothing is damaged`,
  async () => {
    const acknowledged: string[] = [];
    for (let run = 0; run < kills; run += 1) {
      const writer = await startWriter(dir, `run${run}`);
      // At a different point each time, wherever the writer then is.
      await writer.writes(2 + ((run * 37) % 61));
      await writer.kill();
      acknowledged.push(...writer.lines);
    }
    const storage = await opened(dir);
    const planned = acknowledged.filter((line) => line.startsWith('planned '));
    const sent = acknowledged.filter((line) => line.startsWith('sent '));
    expect(planned.length).toBeGreaterThan(kills);
    for (const line of planned) {
      const counts = await storage.ledger.counts(line.slice('planned '.length));
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(1);
    }
    for (const line of sent)
      expect(await storage.ledger.counts(line.slice('sent '.length))).toMatchObject({ sent: 1 });
    await storage.close();
    backup(dir, join(dir, 'checked.sqlite'));
  },
  30_000 + kills * 1_500,
);

describe('backup and restore', () => {
  test('a backup taken while the bot writes brings everything back that was there', async () => {
    const storage = await opened(dir);
    await storage.ledger.plan(notice('m'), [{ recipientId: 'a', dueAt: 1, content: null, skip: null }], 1);
    const file = join(dir, 'backups', 'one.sqlite');
    backup(dir, file);
    await storage.ledger.plan(
      notice('later'),
      [{ recipientId: 'a', dueAt: 1, content: null, skip: null }],
      1,
    );
    expect(() => restore(dir, file, true)).toThrow(DataDirInUse);
    await storage.close();

    expect(() => restore(dir, file, false)).toThrow(/--force/);
    const aside = restore(dir, file, true);
    expect(readdirSync(dir)).toContain(aside!.split('/').at(-1));
    const restored = await opened(dir);
    expect(await restored.ledger.counts('m')).toMatchObject({ pending: 1 });
    expect(await restored.ledger.messageState('later')).toBeNull();
    await restored.close();
  });

  test('into an empty folder no force is needed', async () => {
    await (await opened(dir)).close();
    backup(dir, join(dir, 'b.sqlite'));
    expect(restore(join(dir, 'new'), join(dir, 'b.sqlite'), false)).toBeNull();
    await (await opened(join(dir, 'new'))).close();
  });

  test('what is damaged, foreign, missing or in the way is refused and changes nothing', async () => {
    const storage = await opened(dir);
    await storage.ledger.plan(notice('m'), [{ recipientId: 'a', dueAt: 1, content: null, skip: null }], 1);
    await storage.close();
    const garbage = join(dir, 'garbage.sqlite');
    writeFileSync(garbage, 'no database at all '.repeat(1000));
    for (const file of [garbage, join(dir, 'missing.sqlite')])
      expect(() => restore(dir, file, true)).toThrow(BackupRefused);
    expect(() => {
      backup(dir, garbage);
    }).toThrow(/exists/);
    expect(() => {
      backup(join(dir, 'elsewhere'), join(dir, 'x.sqlite'));
    }).toThrow(/nothing to back up/);
    const after = await opened(dir);
    expect(await after.ledger.counts('m')).toMatchObject({ pending: 1 });
    await after.close();
  });
});

describe('who can read the state', () => {
  const modes = (folder: string) =>
    readdirSync(folder).map((name) => `${name} ${(statSync(join(folder, name)).mode & 0o777).toString(8)}`);

  test('is nobody but the owner: database, what stands beside it, lock, backup and what is restored', async () => {
    const dataDir = join(dir, 'state');
    const storage = await opened(dataDir);
    backup(dataDir, join(dir, 'backup.sqlite'));
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(modes(dataDir).sort()).toEqual([
      'lock.sqlite 600',
      'lock.sqlite-journal 600',
      'reached 600',
      'yokoten.sqlite 600',
      'yokoten.sqlite-shm 600',
      'yokoten.sqlite-wal 600',
    ]);
    expect(statSync(join(dir, 'backup.sqlite')).mode & 0o777).toBe(0o600);
    backup(dataDir, join(dir, 'backups', 'b.sqlite'));
    expect(statSync(join(dir, 'backups')).mode & 0o777).toBe(0o700);
    expect(modes(join(dir, 'backups'))).toEqual(['b.sqlite 600']);
    await storage.close();
    // A state that was open to all before is closed when it is opened.
    chmodSync(join(dataDir, 'yokoten.sqlite'), 0o644);
    await (await opened(dataDir)).close();
    restore(join(dir, 'other'), join(dir, 'backup.sqlite'), false);
    expect(
      [...modes(dataDir), ...modes(join(dir, 'other'))].filter((mode) => !mode.endsWith(' 600')),
    ).toEqual([]);
  });
});

describe('the sandbox', () => {
  const person = {
    id: 'person:1',
    kind: 'person',
    teamId: null,
    conversationId: 'a:1',
    userId: '29:1',
    tenantId: 't',
    name: null,
    locale: null,
  } as const;

  test('keeps off a folder that production has used, also before there were marks', async () => {
    expect(sandboxProblem(dir, null)).toBeNull();
    const storage = await opened(dir);
    const knows = async (serviceUrl: string) => {
      await storage.reach.apply([{ type: 'reachable', recipient: { ...person, serviceUrl } }], 1);
    };
    await knows('http://127.0.0.1:3979/');
    expect(sandboxProblem(dir, null)).toBeNull();
    await knows('https://smba.trafficmanager.net/jp/');
    expect(sandboxProblem(dir, null)).toContain('production');
    await storage.close();
    const marked = join(dir, 'marked');
    markProduction(marked);
    markProduction(marked);
    expect(sandboxProblem(marked, null)).toContain('production');
  });

  test.each([
    ['postgres://u:p@127.0.0.1/d', true],
    ['postgres://u:p@localhost:5433/d', true],
    ['postgresql://u:p@[::1]/d', true],
    ['postgres://u:p@database/d', false],
    ['postgres://u:p@127.0.0.1.example/d', false],
    ['postgres://u:p@127.0.0.1/d?host=database', false],
    ['postgres:///d?host=/var/run/postgresql', false],
  ])('uses a database of this machine alone: %s %s', (databaseUrl, isAllowed) => {
    expect(sandboxProblem(dir, databaseUrl) === null).toBe(isAllowed);
  });
});

test('a state as the first migrations left it opens, and keeps what is in it', async () => {
  const old = new DatabaseSync(join(dir, 'yokoten.sqlite'));
  old.exec(readFileSync(join(import.meta.dirname, 'state-2026-11.sql'), 'utf8'));
  old.close();
  const storage = await opened(dir);
  expect(await storage.reach.get('person:1')).toMatchObject({ state: 'active', conversationId: 'a:1' });
  expect(await storage.highlights.subscriptions()).toHaveLength(1);
  expect((await storage.broadcasts.list({ limit: 9 })).map(({ id, state }) => [id, state])).toEqual([
    ['broadcast-1', 'draft'],
  ]);
  expect(await storage.ledger.counts('m')).toMatchObject({ pending: 1 });
  await storage.close();
});
