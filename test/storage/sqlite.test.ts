import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { backup, BackupRefused, restore } from '../../src/storage/backup.ts';
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
