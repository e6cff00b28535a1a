import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import { checkAddress, checkClock, checkIdentity, checkPackage } from '../../src/cli/doctor/checks.ts';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import {
  checkDatabase,
  checkDataset,
  checkDisk,
  checkRunning,
  checkTeams,
} from '../../src/cli/doctor/state.ts';
import { openStorage } from '../../src/storage/open.ts';
import { databaseFile } from '../../src/storage/sqlite.ts';
import { networkShareOf, shareProblem } from '../../src/storage/embedded/network-share.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(path.join(tmpdir(), 'yokoten-doctor-'));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const identity = {
  appId: '66666666-7777-4888-8999-aaaaaaaaaaaa',
  tenantId: '11111111-2222-4333-8444-555555555555',
  type: 'SingleTenant' as const,
  password: 'secret',
};
/** Answers every request alike. */
const answering =
  (status: number, body: unknown = null, headers: Record<string, string> = {}): typeof fetch =>
  () =>
    Promise.resolve(new Response(body === null ? null : JSON.stringify(body), { status, headers }));
const failing =
  (code: string): typeof fetch =>
  () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) }));
const said = (finding: Finding) => `${finding.what} ${finding.state === 'wrong' ? finding.todo : ''}`;

describe('the page that is named is there', () => {
  test('for each', () => {
    const source = ['checks', 'state']
      .map((name) => readFileSync(path.join(ROOT, `src/cli/doctor/${name}.ts`), 'utf8'))
      .join('');
    const pages = [...source.matchAll(/'((?:install|operate|settings)\.en\.md)(?:#([\w-]+))?'/g)];
    expect(pages.length).toBeGreaterThan(5);
    for (const [, page, anchor] of pages) {
      const headings = [...readFileSync(path.join(ROOT, 'docs', page!), 'utf8').matchAll(/^##+ (.+)$/gm)].map(
        ([, text]) =>
          text!
            .toLowerCase()
            .replaceAll(/[^\w -]/g, '')
            .replaceAll(' ', '-'),
      );
      if (anchor !== undefined) expect(headings).toContain(anchor);
    }
  });
});

describe('identity', () => {
  const refusal = (code: string) => ({
    error: 'invalid_client',
    error_description: `${code}: no. Trace ID: 1`,
  });
  test.each([
    ['AADSTS7000222', /run out/],
    ['AADSTS7000215', /not the value of a client secret/],
    ['AADSTS700016', /no app with this MicrosoftAppId/],
    ['AADSTS90099', /compare/],
  ])('%s: says what to do', async (code, todo) => {
    const finding = await checkIdentity(
      identity,
      answering(401, refusal(code), { 'content-type': 'application/json' }),
    );
    expect(finding.state).toBe('wrong');
    expect(said(finding)).toMatch(todo);
  });

  test('never repeats the secret', async () => {
    const finding = await checkIdentity({ ...identity, password: 'hunter2-secret' }, failing('ECONNREFUSED'));
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });

  test('without a way out it says so, and blames no secret', async () => {
    expect(said(await checkIdentity(identity, failing('ENOTFOUND')))).toMatch(/cannot be reached.*firewall/);
  });

  test('is left out of the sandbox', async () => {
    expect((await checkIdentity(null, failing('none'))).state).toBe('left out');
  });
});

describe('clock', () => {
  const date = (seconds: number) => ({ date: new Date(1_800_000_000_000 + seconds * 1000).toUTCString() });
  test.each([
    [20, 'good', /within 20 s/],
    [-60, 'good', /within 60 s/],
    [120, 'wrong', /120 s slow/],
    [-3600, 'wrong', /3600 s fast/],
  ])('Entra is %i s ahead: %s', async (ahead, state, text) => {
    const finding = await checkClock(() => 1_800_000_000_000, answering(200, null, date(ahead)));
    expect([finding.state, said(finding)]).toEqual([state, expect.stringMatching(text)]);
  });

  test('without a way out it says so', async () => {
    expect(said(await checkClock(Date.now, failing('ENOTFOUND')))).toMatch(/ENOTFOUND.*firewall/);
  });
});

describe('teams that give roles', () => {
  test('by an id are good, by a name they are not, also before the first start', async () => {
    const state = { dataDir: path.join(dir, 'no-state-yet') };
    expect(await checkTeams([], state)).toEqual({ state: 'left out', what: 'no team gives a role' });
    const byId = { role: 'approver', team: '19:a@thread.tacv2' } as const;
    expect((await checkTeams([byId], state)).state).toBe('good');
    const finding = await checkTeams([byId, { role: 'broadcaster', team: '人事課' }], state);
    expect([finding.state, said(finding)]).toEqual([
      'wrong',
      expect.stringMatching(/人事課 is a name.*cannot be looked up now.*Get link to team.*does not start/),
    ]);
  });
});

describe('database', () => {
  test('is empty before the first start, then answers, also beside the bot that runs', async () => {
    const dataDir = path.join(dir, 'state');
    expect(said(await checkDatabase({ dataDir }))).toMatch(/first start/);
    const storage = openStorage({ dataDir });
    await storage.ready();
    expect(said(await checkDatabase({ dataDir }))).toMatch(/0 deliveries wait/);
    await storage.restore.mark(
      { at: 1, asOf: null, cause: 'marked' },
      { at: 1, actor: 'system', action: 'restored', subject: 'store', detail: {} },
    );
    expect(await checkDatabase({ dataDir })).toMatchObject({
      state: 'wrong',
      what: expect.stringMatching(/restored, so nothing is sent/),
    });
    await storage.close();
    const database = new DatabaseSync(path.join(dataDir, databaseFile));
    database.exec(`insert into kysely_migration values ('2031-04-a-rooms', '2031-04-01T00:00:00Z')`);
    database.close();
    expect(said(await checkDatabase({ dataDir }))).toMatch(/later version.*2031-04-a-rooms/);
    writeFileSync(path.join(dataDir, databaseFile), 'no database'.repeat(1000));
    expect(said(await checkDatabase({ dataDir }))).toMatch(/damaged.*backup/);
  });

  test('that nobody serves is named', async () => {
    const finding = await checkDatabase({ dataDir: dir, databaseUrl: 'postgres://u:p@127.0.0.1:1/x' });
    expect([finding.state, said(finding)]).toEqual(['wrong', expect.stringMatching(/ECONNREFUSED/)]);
  });

  test.each([
    ['NFS', 0x6969],
    ['SMB', 0xfe534d42],
    ['SMB', 0xff534d42 | 0],
    [null, 0xef53],
  ])('on a network share: %s', (share, type) => {
    expect(networkShareOf('/state', () => ({ type }))).toBe(share);
    expect(shareProblem('/state', share) === null).toBe(share === null);
  });

  test('of a folder that is not there yet its parent counts', () => {
    const statfs = (at: string) => {
      if (at !== '/mnt') throw new Error('ENOENT');
      return { type: 0x6969 };
    };
    expect(networkShareOf('/mnt/a/b', statfs)).toBe('NFS');
  });
});

describe('disk', () => {
  test('has room, where the folder is and where it will be', () => {
    expect(checkDisk(dir)).toMatchObject({ state: 'good', what: expect.stringMatching(/^\d+ MB free$/) });
    expect(said(checkDisk(path.join(dir, 'a/b')))).toMatch(/is made at the first start; \d+ MB free/);
  });

  test('below a file nothing can be made', () => {
    const file = path.join(dir, 'file');
    writeFileSync(file, '');
    expect(checkDisk(path.join(file, 'state'))).toMatchObject({
      state: 'wrong',
      what: `${file} cannot be written`,
    });
  });
});

describe('process', () => {
  const at = { host: '0.0.0.0', port: 3979 };
  test.each([
    [200, { status: 'ready' }, 'good', /it runs/],
    [200, { status: 'ready', degraded: ['token', 'restored'] }, 'wrong', /Entra.*restored/s],
    [503, { status: 'not ready', amiss: ['draining'] }, 'left out', /stopping/],
    [200, { hello: 'world' }, 'wrong', /ADMIN_PORT/],
  ])('it answers %i %j: %s', async (status, body, state, words) => {
    const finding = await checkRunning(at, answering(status, body));
    expect([finding.state, said(finding)]).toEqual([state, expect.stringMatching(words)]);
  });

  test('none runs', async () => {
    const finding = await checkRunning(at, failing('ECONNREFUSED'));
    expect(finding).toEqual({ state: 'left out', what: 'no bot runs at 127.0.0.1:3979' });
  });
});

describe('dataset', () => {
  test('as it ships', () => {
    expect(said(checkDataset(path.join(ROOT, 'data')))).toMatch(/49 initiatives of 18 departments/);
  });

  test('every problem is named', () => {
    writeFileSync(path.join(dir, 'initiatives.json'), '{');
    expect(checkDataset(dir)).toMatchObject({
      state: 'wrong',
      what: expect.stringContaining('initiatives.json'),
    });
  });
});

describe('address', () => {
  test.each([
    [401, 'good', /refuses/],
    [200, 'wrong', /sandbox/],
    [404, 'wrong', /pass \/api\/messages on/],
    [301, 'wrong', /pass \/api\/messages on/],
  ])('it answers %i: %s', async (status, state, text) => {
    const finding = await checkAddress('bot.example.jp', answering(status));
    expect([finding.state, said(finding)]).toEqual([state, expect.stringMatching(text)]);
  });

  test('a certificate that has run out is named', async () => {
    expect(said(await checkAddress('bot.example.jp', failing('CERT_HAS_EXPIRED')))).toMatch(
      /CERT_HAS_EXPIRED/,
    );
  });
});

describe('app package', () => {
  const manifest = readFileSync(path.join(ROOT, 'manifest/manifest.json'), 'utf8');
  const filled = manifest.replaceAll('{{appId}}', identity.appId).replaceAll('{{domain}}', 'bot.example.jp');
  const own = { manifest, appId: identity.appId.toUpperCase(), domain: 'bot.example.jp' };
  test.each([
    ['this one', filled, 'good', /of this version/],
    ['of another app', filled.replaceAll(identity.appId, '7'.repeat(8)), 'wrong', /another app/],
    ['of another host', filled.replaceAll('bot.example.jp', 'old.example.jp'), 'wrong', /old\.example\.jp/],
    [
      'without a command',
      filled.replace('"supportsFiles": true', '"supportsFiles": false'),
      'wrong',
      /another version/,
    ],
  ])('%s', (_name, text, state, words) => {
    const finding = checkPackage({ 'manifest.json': text }, own);
    expect([finding.state, said(finding)]).toEqual([state, expect.stringMatching(words)]);
  });

  test.each(['{', '[]', '{"id": 1}'])('with the manifest %s is none', (text) => {
    expect(said(checkPackage({ 'manifest.json': text }, own))).toMatch(/none of Teams/);
  });

  test('that is none', () => {
    expect(said(checkPackage({}, own))).toMatch(/no manifest\.json/);
  });
});
