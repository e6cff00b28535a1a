import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createFileTransfer } from '../../src/teams/file-transfer.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  await simulator.close();
});

const inSandbox = (more = {}) => createFileTransfer({ sandbox: true, backOffMs: 1, ...more });
const refused = (problem: string) => ({ ok: false, problem });

describe('whose hosts are asked', () => {
  test.each([
    'http://contoso-my.sharepoint.com/file',
    'https://sharepoint.com.example.jp/file',
    'https://example.jp/?x=.sharepoint.com',
    'https://evilsharepoint.com/file',
    'https://contoso.sharepoint.com:8443/file',
    'https://user:password@contoso.sharepoint.com/file',
    'https://contoso.sharepoint.com@169.254.169.254/metadata',
    'https://127.0.0.1/file',
    'http://localhost:3978/metrics',
    'http://[::1]/file',
    'file:///etc/passwd',
    'data:text/csv,a@example.jp',
    'no link',
    '',
  ])('not %s', async (url) => {
    const transfer = createFileTransfer({ sandbox: false });
    expect(await transfer.download(url)).toEqual(refused('notAllowed'));
    expect(await transfer.upload(url, Buffer.from('x'))).toBe(false);
  });

  test('the simulator is asked in the sandbox only, and there nobody else', async () => {
    const url = simulator.url + simulator.files.share(Buffer.from('x'));
    expect(await createFileTransfer({ sandbox: false }).download(url)).toEqual(refused('notAllowed'));
    expect(simulator.files.requests).toEqual([]);
    expect(await inSandbox().download('https://contoso-my.sharepoint.com/x')).toEqual(refused('notAllowed'));
    expect(await inSandbox().download(url)).toEqual({ ok: true, bytes: Buffer.from('x') });
  });

  test('a redirect is followed on the same host, never to another', async () => {
    const { files, url } = simulator;
    const moved = (location: string) => url + files.share({ status: 302, headers: { location } });
    const target = files.share(Buffer.from('here'));
    expect(await inSandbox().download(moved(target))).toMatchObject({ ok: true });
    const asked = files.requests.length;
    const elsewhere = url.replace('127.0.0.1', 'localhost') + target;
    for (const location of [elsewhere, 'http://169.254.169.254/metadata', 'https://example.jp/', 'file:///x'])
      expect(await inSandbox().download(moved(location))).toEqual(refused('notAllowed'));
    // The four that moved, and nothing behind them.
    expect(files.requests).toHaveLength(asked + 4);
    const loop: string = `/_files/download/${asked + 100}`;
    expect(await inSandbox().download(moved(loop))).toEqual(refused('gone'));
  });
});

describe('fetching', () => {
  test.each([
    [401, 'gone'],
    [403, 'gone'],
    [404, 'gone'],
    [410, 'gone'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('%i: %s', async (status, problem) => {
    const url = simulator.url + simulator.files.share({ status, body: 'words of the service' });
    expect(await inSandbox().download(url)).toEqual(refused(problem));
  });

  test('carries no token', async () => {
    await inSandbox().download(simulator.url + simulator.files.share(Buffer.from('x')));
    expect(simulator.files.requests).toMatchObject([{ method: 'GET', hasToken: false, status: 200 }]);
  });

  test('what is too large is not read to the end, also when it comes small', async () => {
    const { files, url } = simulator;
    const transfer = inSandbox({ maxDownloadBytes: 1000 });
    expect(await transfer.download(url + files.share(Buffer.alloc(1000)))).toMatchObject({ ok: true });
    expect(await transfer.download(url + files.share(Buffer.alloc(1001)))).toEqual(refused('tooLarge'));
    const bomb = { status: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(1e7)) };
    expect(await transfer.download(url + files.share(bomb))).toEqual(refused('tooLarge'));
  });

  test('a server that never ends its answer is given up', async () => {
    const server = createServer((_, res) => {
      res.writeHead(200);
      res.write('a@example.jp\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await inSandbox({ timeoutMs: 50 }).download(url)).toEqual(refused('unreachable'));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await inSandbox().download(url)).toEqual(refused('unreachable'));
  });
});

describe('storing', () => {
  const large = Buffer.alloc(12 * 1024 * 1024, 'よこてん');
  const put = (bytes: Buffer, name = 'x.csv') =>
    inSandbox().upload(simulator.url + simulator.files.openSession(name), bytes);

  test('a small file goes in one piece, a large one in several, without a token', async () => {
    const { files } = simulator;
    expect(await put(Buffer.from('小さい'))).toBe(true);
    expect(files.stored('x.csv')!.toString()).toBe('小さい');
    expect(await put(large, 'large.csv')).toBe(true);
    expect(files.stored('large.csv')!.equals(large)).toBe(true);
    expect(files.requests.map(({ status }) => status)).toEqual([201, 202, 202, 201]);
    expect(files.requests.map(({ contentRange }) => contentRange)).toEqual([
      'bytes 0-8/9',
      'bytes 0-5242879/12582912',
      'bytes 5242880-10485759/12582912',
      'bytes 10485760-12582911/12582912',
    ]);
    expect(files.requests.some(({ hasToken }) => hasToken)).toBe(false);
  });

  test('a piece whose answer is lost is sent again, and is there once', async () => {
    const { files } = simulator;
    files.failNext(503, 500);
    expect(await put(large, 'large.csv')).toBe(true);
    expect(files.stored('large.csv')!.equals(large)).toBe(true);
    expect(files.requests.map(({ status }) => status)).toEqual([503, 500, 416, 202, 201]);
  });

  test('a link that is no more, a full drive and a service that stays away are said so', async () => {
    expect(await inSandbox().upload(`${simulator.url}/_files/upload/none`, large)).toBe(false);
    simulator.files.failNext(507, 507, 507, 507);
    expect(await put(large)).toBe(false);
    await simulator.close();
    expect(await put(large)).toBe(false);
    simulator = await startSimulator();
  });
});
