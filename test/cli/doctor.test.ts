import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import {
  checkAddress,
  checkClock,
  checkDatabase,
  checkDataset,
  checkIdentity,
  checkPackage,
  type Finding,
} from '../../src/cli/doctor/checks.ts';
import { openStorage } from '../../src/storage/open.ts';
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
    const source = readFileSync(path.join(ROOT, 'src/cli/doctor/checks.ts'), 'utf8');
    const pages = [...source.matchAll(/'((?:install|operate)\.en\.md)(?:#([\w-]+))?'/g)];
    expect(pages.length).toBeGreaterThan(5);
    for (const [, page, anchor] of pages) {
      const headings = [...readFileSync(path.join(ROOT, 'docs', page!), 'utf8').matchAll(/^## (.+)$/gm)].map(
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

describe('database', () => {
  test('is empty before the first start, then answers, also beside the bot that runs', async () => {
    const dataDir = path.join(dir, 'state');
    expect(said(await checkDatabase({ dataDir }))).toMatch(/first start/);
    const storage = openStorage({ dataDir });
    await storage.ready();
    expect(said(await checkDatabase({ dataDir }))).toMatch(/0 deliveries wait/);
    await storage.close();
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

  test('that is none', () => {
    expect(said(checkPackage({}, own))).toMatch(/no manifest\.json/);
  });
});
