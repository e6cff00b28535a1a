import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { auditKeyOf, type AuditRow, chain } from '../../src/access/audit/audit.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { putEmpty } from '../storage/empty.ts';

/** The commands over what the bot keeps, as operators type them, beside the bot that has it open. */
const root = join(import.meta.dirname, '../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const KEY = 'a key that is kept apart from the database';
const SOMEBODY = '0a0a0a0a-0000-4000-8000-00000000000b';
const ANOTHER = '0a0a0a0a-0000-4000-8000-00000000000c';

let dir: string;
let storage: Storage;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yokoten-records-'));
  await putEmpty(dir);
  storage = openStorage({ dataDir: dir, auditKey: auditKeyOf(KEY) });
  await storage.ready();
});
afterEach(async () => {
  await storage.close();
  rmSync(dir, { recursive: true });
});

async function npmRun(command: string, env: Record<string, string> = {}) {
  const [name, ...args] = command.split(' ');
  const [program, ...own] = scripts[name!]!.split(' ');
  expect(program).toBe('node');
  const child = spawn(process.execPath, [...own, ...args], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      DATABASE_URL: '',
      DATA_DIR: dir,
      AUDIT_KEY: KEY,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

async function enters(...actions: string[]): Promise<void> {
  for (const action of actions)
    await storage.broadcasts.audit({ at: 1, actor: SOMEBODY, action, subject: 'broadcast-1', detail: {} });
}

/** Behind the bot's back. */
function rewrites(statement: string): void {
  const database = new DatabaseSync(join(dir, 'yokoten.sqlite'));
  database.exec(statement);
  database.close();
}

const noAnchor = 'Without --anchor nobody can say that no entries were cut off at the end.\n';

describe('npm run audit:anchor', () => {
  test('prints the last entry, by which audit:verify finds that the end has been cut off', async () => {
    await enters('grant', 'create', 'send');
    const end = (await storage.broadcasts.auditEnd())!;
    const head = await npmRun('audit:anchor');
    expect(head).toEqual({ code: 0, stdout: `3:${end.hash}\n`, stderr: '' });
    const anchor = head.stdout.trim();
    await enters('recall');
    const last = (await storage.broadcasts.auditEnd())!;
    expect(await npmRun(`audit:verify --anchor ${anchor}`)).toEqual({
      code: 0,
      stdout: `4 entries, last hash ${last.hash}: whole\n`,
      stderr: '',
    });

    // Whoever can write the database cuts off the last two, and the record of the end with them.
    const [, second] = await storage.broadcasts.auditRows({ limit: 9 });
    rewrites(`delete from audit where seq > 2; update audit_end set seq = 2, hash = '${second!.hash}'`);
    const [unseen, seen] = await Promise.all([
      npmRun('audit:verify'),
      npmRun(`audit:verify --anchor ${anchor}`),
    ]);
    expect(unseen).toEqual({
      code: 0,
      stdout: `2 entries, last hash ${second!.hash}: whole\n`,
      stderr: noAnchor,
    });
    expect(seen).toEqual({
      code: 1,
      stdout: `2 entries, last hash ${second!.hash}: NOT whole\n`,
      stderr: 'entry 3: cutOff\n',
    });
  });
});

describe('npm run audit:verify', () => {
  test('says which entry was tampered with, and what it cannot prove without the key', async () => {
    await enters('grant', 'create', 'send');
    const { hash } = (await storage.broadcasts.auditEnd())!;
    const keyless =
      '3 entries have a key: without AUDIT_KEY only their order is checked, not what they say.\n';
    expect(await npmRun('audit:verify', { AUDIT_KEY: '' })).toEqual({
      code: 0,
      stdout: `3 entries, last hash ${hash}: whole\n`,
      stderr: keyless + noAnchor,
    });
    rewrites(`update audit set actor = 'somebody' where seq = 2`);
    expect(await npmRun('audit:verify')).toEqual({
      code: 1,
      stdout: `3 entries, last hash ${hash}: NOT whole\n`,
      stderr: `entry 2: changed\n${noAnchor}`,
    });
  });

  test('a trail that has nothing of the key does not hold by itself', async () => {
    await enters('grant', 'create');
    const forged: AuditRow[] = [];
    for (const { at, actor, action, subject, detail } of await storage.broadcasts.auditRows({ limit: 9 }))
      forged.push(
        chain(
          forged.at(-1) ?? null,
          { at, actor, action, subject, detail },
          { key: null, pseudonyms: await storage.broadcasts.auditPseudonyms() },
        ),
      );
    for (const { seq, hash, previousHash } of forged)
      rewrites(`update audit set key_id = null, hash = '${hash}', previous_hash = '${previousHash}'
        where seq = ${seq}; update audit_end set hash = '${hash}'`);
    const unkeyed = '2 entries are without a key: whoever can write the database could have made them.\n';
    const [alone, allowed, misused] = await Promise.all([
      npmRun('audit:verify'),
      npmRun('audit:verify --unkeyed-until 2'),
      npmRun('audit:verify --unkeyed-until all'),
    ]);
    expect([alone.code, alone.stderr]).toEqual([1, `entry 1: unkeyed\n${unkeyed}${noAnchor}`]);
    expect([allowed.code, allowed.stderr]).toEqual([0, unkeyed + noAnchor]);
    expect([misused.code, misused.stderr]).toEqual([2, '--unkeyed-until: not the number of an entry\n']);
  });

  test('finds by the recorded end alone that entries were cut off or put on behind the bot’s back', async () => {
    await enters('grant', 'create', 'send');
    const [, second, third] = await storage.broadcasts.auditRows({ limit: 9 });
    rewrites('delete from audit where seq = 3');
    const cut = await npmRun('audit:verify');
    expect([cut.code, cut.stderr]).toEqual([1, `entry 3: cutOff\n${noAnchor}`]);
    expect(cut.stdout).toBe(`2 entries, last hash ${second!.hash}: NOT whole\n`);
    rewrites(`update audit_end set seq = 2, hash = '${third!.hash}'`);
    const exchanged = await npmRun('audit:verify');
    expect([exchanged.code, exchanged.stderr]).toEqual([1, `entry 2: otherThanKept\n${noAnchor}`]);
  });

  test('refuses an anchor that is none, and a state that is not there', async () => {
    const [form, folder] = await Promise.all([
      npmRun('audit:verify --anchor 3:abc'),
      npmRun('audit:verify', { DATA_DIR: join(dir, 'elsewhere') }),
    ]);
    expect(form).toEqual({ code: 2, stdout: '', stderr: '--anchor: not of the form NUMBER:HASH\n' });
    expect(folder).toEqual({
      code: 2,
      stdout: '',
      stderr: `${join(dir, 'elsewhere')} holds no state yet: the bot has not run with this DATA_DIR\n`,
    });
  });
});

test('npm run audit:export writes down that it did, and whereto', async () => {
  await enters('grant');
  const { code, stdout } = await npmRun('audit:export');
  expect(code).toBe(0);
  expect(stdout.trim().split('\r\n').at(-1)).toMatch(
    /^2,.*,cli,export,,"\{""to"":""stdout"",""what"":""audit""\}"/,
  );
});

describe('npm run person:erase', () => {
  test('takes a person out; the trail keeps a pseudonym and still verifies', async () => {
    const people = [SOMEBODY, ANOTHER].map((id, index) => ({
      type: 'reachable' as const,
      recipient: {
        id: `person:${id}`,
        kind: 'person' as const,
        teamId: null,
        conversationId: `a:${index}`,
        userId: `29:${index}`,
        tenantId: 't',
        serviceUrl: 'https://smba.trafficmanager.net/jp/',
        name: ['取組 太郎', '横展 花子'][index]!,
        locale: 'ja-JP',
      },
    }));
    await storage.reach.apply(people, 1);
    await enters('send');
    const { seq, hash } = (await storage.broadcasts.auditEnd())!;

    // As it stands in Entra's portal, or in capitals: one person.
    const { code, stdout, stderr } = await npmRun(`person:erase ${SOMEBODY.toUpperCase()}`);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^erased; in the audit trail: ~[\da-f]{32}\n$/);
    const pseudonym = stdout.trim().split(' ').at(-1)!;
    expect(await storage.reach.get(`person:${SOMEBODY}`)).toBeNull();
    expect((await storage.reach.get(`person:${ANOTHER}`))!.name).toBe('横展 花子');
    const rows = await storage.broadcasts.auditRows({ limit: 9 });
    expect(rows.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
      [pseudonym, 'send', 'broadcast-1'],
      ['cli', 'person.erase', pseudonym],
    ]);
    const [again, verified] = await Promise.all([
      npmRun(`person:erase ${SOMEBODY}`),
      npmRun(`audit:verify --anchor ${seq}:${hash}`),
    ]);
    expect(again).toEqual({ code: 0, stdout: 'nothing is stored of that person\n', stderr: '' });
    expect([verified.code, verified.stderr]).toEqual([0, '']);
  });

  test('erases nobody where it is not told whom by an id', async () => {
    const [nobody, name] = await Promise.all([npmRun('person:erase'), npmRun('person:erase 取組太郎')]);
    expect([nobody.code, nobody.stdout]).toEqual([2, '']);
    expect(nobody.stderr).toMatch(/^whom\?\n\nnpm run person:erase -- ID \[NAME…\]\n/);
    expect(name).toEqual({ code: 2, stdout: '', stderr: 'ID: is no id of a person\n' });
    expect(await storage.broadcasts.auditEnd()).toBeNull();
  });
});
