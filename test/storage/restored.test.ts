import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { backup, BackupRefused, restore, waitingIn } from '../../src/storage/backup.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { aDraft } from '../broadcast/drafts.ts';
import { decide } from '../contracts/decisions.ts';
import { draftOf, instanceOn } from '../contracts/model/press.ts';

let dir: string;
let open: Storage[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-restored-'));
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((storage) => storage.close()));
  rmSync(dir, { recursive: true });
});

async function opened(dataDir: string): Promise<Storage> {
  const storage = openStorage({ dataDir });
  open.push(storage);
  await storage.ready();
  return storage;
}

async function closed(storage: Storage): Promise<void> {
  open = open.filter((one) => one !== storage);
  await storage.close();
}

const notice = (id: string) =>
  ({ id, kind: 'broadcast', action: 'post', priority: 1, content: null, originalId: null }) as const;

/** Sends so many, as a worker does. */
async function send({ ledger }: Storage, limit: number): Promise<number> {
  const claimed = await ledger.claim({ limit, leaseMs: 60_000, now: 10 });
  await ledger.depart(claimed, 10);
  await ledger.settle(
    claimed.map((delivery) => ({ delivery, settlement: { state: 'sent', post: null } })),
    10,
  );
  return claimed.length;
}

const plan = ({ ledger }: Storage, id: string, count: number) =>
  ledger.plan(
    notice(id),
    Array.from({ length: count }, (_, index) => ({
      recipientId: `person:${index}`,
      dueAt: 1,
      content: null,
      skip: null,
    })),
    1,
  );

const subscription = {
  rule: { type: 'firstBusinessDay' },
  hour: 9,
  themes: [],
  departments: [],
  lang: 'ja',
  setById: 'u',
  setByName: '担当',
  firstMonth: '2026-06',
  changedAt: 1,
} as const;

const state = () => join(dir, 'state');
const entry = { at: 20, actor: 'hr', action: 'restored.test', subject: 'store', detail: {} };

describe('a backup that was taken during sending', () => {
  let restored: Storage;
  beforeEach(async () => {
    const storage = await opened(state());
    await plan(storage, 'm', 6);
    expect(await send(storage, 2)).toBe(2);
    // One is under way when the backup is taken.
    const [one] = await storage.ledger.claim({ limit: 1, leaseMs: 60_000, now: 10 });
    await storage.ledger.depart([one!], 10);
    backup(state(), join(dir, 'backup.sqlite'));
    await send(storage, 9);
    await closed(storage);
    restore(state(), join(dir, 'backup.sqlite'), true);
    expect(waitingIn(state(), 20)).toEqual({ open: 4, scheduled: 0 });
    restored = await opened(state());
  });

  test('sends nothing of itself, also what has become due since, until somebody decides', async () => {
    await plan(restored, 'later', 3);
    expect(await send(restored, 9)).toBe(0);
    expect(await restored.restore.restored()).toMatchObject({ cause: 'restore' });
    expect(await restored.restore.waiting()).toEqual([{ kind: 'broadcast', count: 7 }]);
    // But the question to HR goes out.
    await plan(restored, 'restored-1', 1);
    expect(await send(restored, 9)).toBe(1);
  });

  test('dropped, it is unknown and can be sent again; what comes then is sent', async () => {
    const { at } = (await restored.restore.restored())!;
    expect(await restored.restore.decide('drop', at - 1, entry)).toBeNull();
    await restored.restore.planned(at);
    expect(await restored.restore.decide('drop', at, entry)).toBe(4);
    expect(await restored.restore.decide('send', at, entry)).toBeNull();
    expect(await restored.ledger.counts('m')).toMatchObject({ sent: 2, unknown: 4, pending: 0 });
    const reasons = await restored.ledger.reasons('m');
    expect(reasons.filter(({ state }) => state === 'unknown')).toEqual([
      { state: 'unknown', reason: 'restored', count: 4 },
    ]);
    await plan(restored, 'new', 1);
    expect(await send(restored, 9)).toBe(1);
    const trail = await restored.broadcasts.auditRows({ limit: 9 });
    expect(trail.map(({ actor, action, detail }) => [actor, action, detail['count']])).toEqual([
      ['system', 'restored', undefined],
      ['hr', 'restored.test', 4],
    ]);
    expect(await decide(restored, { resend: { messageIds: ['m'], of: 'unknown' } }, 30)).toBe(4);
  });

  test('sent, it goes on where the backup was; the mark is gone after a restart as well', async () => {
    const { at } = (await restored.restore.restored())!;
    expect(await restored.restore.decide('send', at, entry)).toBe(4);
    expect(await send(restored, 9)).toBe(3);
    await closed(restored);
    expect(await (await opened(state())).restore.restored()).toBeNull();
  });

  test('is not dropped before whatever has become due since is planned: it would go out afterwards', async () => {
    const { at } = (await restored.restore.restored())!;
    expect(await restored.restore.decide('drop', at, entry)).toBe('tooSoon');
    await restored.restore.planned(at - 1);
    expect(await restored.restore.decide('drop', at, entry)).toBe('tooSoon');
    await restored.restore.planned(at);
    const scheduled = { ...aDraft, state: 'scheduled', sendAt: 20 } as const;
    expect(await restored.broadcasts.create(scheduled, entry)).toBe(true);
    expect(await restored.restore.decide('drop', at, entry)).toBe('tooSoon');
    expect(await restored.restore.restored()).toMatchObject({ at, isPlanned: true });
    expect(await restored.restore.decide('drop', at, { ...entry, at: 19 })).toBe(4);
  });

  test('is marked until then, over restarts', async () => {
    await closed(restored);
    const again = await opened(state());
    expect(await again.restore.restored()).toMatchObject({ cause: 'restore' });
    expect(await send(again, 9)).toBe(0);
  });
});

test('what has become due since the backup, a scheduled broadcast and a month, waits for a person as well', async () => {
  const storage = await opened(state());
  const due = { ...draftOf('broadcast-due'), state: 'scheduled' as const, sendAt: 1000 };
  await storage.broadcasts.create(due, entry);
  const subscribed = { ...subscription, recipientId: 'channel:x' };
  await storage.highlights.put(subscribed, null);
  backup(state(), join(dir, 'backup.sqlite'));
  await closed(storage);
  const cli = join(import.meta.dirname, '../../src/cli/restore.ts');
  const run = spawnSync(process.execPath, [cli, join(dir, 'backup.sqlite'), '--force'], {
    env: { PATH: process.env['PATH'], DATA_DIR: state() },
    encoding: 'utf8',
  });
  expect([run.status, run.stdout]).toEqual([
    0,
    expect.stringContaining(
      '0 messages are open in it, 1 scheduled broadcasts are due: nothing is sent until',
    ),
  ]);
  const restored = await opened(state());
  // The bot looks at the calendar, as it always does.
  await instanceOn(restored, () => 10_000_000).tick();
  const post = { recipientId: 'channel:x', month: '2026-06', revision: 'r', featured: [] };
  const delivery = { recipientId: 'channel:x', dueAt: 1, content: null, skip: null };
  await restored.highlights.plan({ post, delivery, changedAt: 1 }, new Map(), 1);
  expect((await restored.broadcasts.get(due.id))?.state).toBe('released');
  expect(await restored.restore.waiting()).toEqual([
    { kind: 'broadcast', count: 3 },
    { kind: 'highlights', count: 1 },
  ]);
  const claim = () => restored.ledger.claim({ limit: 9, leaseMs: 1000, now: 20_000_000 });
  expect(await claim()).toEqual([]);
  const { at } = (await restored.restore.restored())!;
  await restored.restore.planned(at);
  expect(await restored.restore.decide('drop', at, entry)).toBe(4);
  // Nor by looking again.
  await instanceOn(restored, () => 20_000_000).tick();
  expect(await claim()).toEqual([]);
  expect(await decide(restored, { resend: { messageIds: [due.id], of: 'unknown' } }, 1)).toBe(3);
  expect(await claim()).toHaveLength(3);
});

describe('a state that is older than it has been', () => {
  test('without its log: 28 that had left are not sent again', async () => {
    const storage = await opened(state());
    await plan(storage, 'm', 40);
    await closed(storage);
    const second = await opened(state());
    await send(second, 28);
    // As a power cut and a zealous hand leave it.
    mkdirSync(join(dir, 'cut'));
    for (const file of ['yokoten.sqlite', 'reached'])
      copyFileSync(join(state(), file), join(dir, 'cut', file));
    const cut = await opened(join(dir, 'cut'));
    expect(await cut.restore.restored()).toMatchObject({ cause: 'older' });
    expect(await send(cut, 40)).toBe(0);
  });

  test('another database in its place, or one without what stood beside it', async () => {
    for (const name of ['a', 'b']) {
      const storage = await opened(join(dir, name));
      await plan(storage, name, 3);
      await send(storage, 1);
      await closed(storage);
    }
    copyFileSync(join(dir, 'a', 'yokoten.sqlite'), join(dir, 'b', 'yokoten.sqlite'));
    expect(await (await opened(join(dir, 'b'))).restore.restored()).toMatchObject({ cause: 'moved' });
    rmSync(join(dir, 'a', 'reached'));
    expect(await (await opened(join(dir, 'a'))).restore.restored()).toMatchObject({ cause: 'moved' });
  });

  test('a whole folder that goes on after a kill is not one', async () => {
    const storage = await opened(state());
    await plan(storage, 'm', 3);
    await send(storage, 1);
    mkdirSync(join(dir, 'copy'));
    for (const file of readdirSync(state()).filter((name) => !name.startsWith('lock')))
      copyFileSync(join(state(), file), join(dir, 'copy', file));
    const copy = await opened(join(dir, 'copy'));
    expect(await copy.restore.restored()).toBeNull();
    expect(await send(copy, 9)).toBe(2);
  });
});

describe('what cannot be read or written', () => {
  test('a damaged database is set aside with its log, and the backup takes its place', async () => {
    const storage = await opened(state());
    await plan(storage, 'm', 1);
    await closed(storage);
    backup(state(), join(dir, 'backup.sqlite'));
    writeFileSync(join(state(), 'yokoten.sqlite'), 'damaged '.repeat(2000));
    writeFileSync(join(state(), 'yokoten.sqlite-wal'), 'damaged as well');
    const aside = restore(state(), join(dir, 'backup.sqlite'), true)!;
    expect([existsSync(aside), existsSync(join(state(), 'yokoten.sqlite-wal'))]).toEqual([true, false]);
    expect(await (await opened(state())).ledger.counts('m')).toMatchObject({ pending: 1 });
  });

  test('a backup to where nothing can be written says so, and leaves nothing', async () => {
    await plan(await opened(state()), 'm', 1000);
    writeFileSync(join(dir, 'file'), '');
    for (const place of ['/proc/backup.sqlite', join(dir, 'file', 'backup.sqlite')])
      expect(() => {
        backup(state(), place);
      }).toThrow(BackupRefused);
    // No file of the process may grow beyond 32 KB: what a full disk does to it, without filling one.
    const cli = join(import.meta.dirname, '../../src/cli/backup.ts');
    const { status, stderr } = spawnSync(
      'prlimit',
      ['--fsize=32768', process.execPath, cli, join(dir, 'b.sqlite')],
      { env: { PATH: process.env['PATH'], DATA_DIR: state() }, encoding: 'utf8' },
    );
    expect([status, stderr.replace(/^\(node.*\n|^\(Use.*\n/gm, '')]).toEqual([
      1,
      expect.stringMatching(/^\S+b\.sqlite cannot be written: .+\n$/),
    ]);
    expect(readdirSync(dir).filter((name) => name.startsWith('b.sqlite'))).toEqual([]);
  });
});
