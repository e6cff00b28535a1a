import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { entraTokens } from '../../src/teams/credentials.ts';
import { beMachine, beNoMachine, MACHINE_HEADER } from './machine.ts';

/** Tokens by the real library, from a stub on loopback that answers as Entra and App Service do. */
const APP = '66666666-7777-4888-8999-aaaaaaaaaaaa';
const TENANT = '11111111-2222-4333-8444-555555555555';

let server: Server;
let url: string;
let asked: { readonly path: string; readonly header: string | undefined; readonly form: URLSearchParams }[];
let answer: { status: number; body: unknown };

beforeEach(async () => {
  asked = [];
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const listener: RequestListener = (req, res) => {
  void bodyOf(req).then((body) => {
    const path = req.url ?? '';
    asked.push({
      path,
      header: req.headers['x-identity-header'] as string | undefined,
      form: new URLSearchParams(req.method === 'POST' ? body : path.split('?')[1]),
    });
    // Two steps: restify's writeHead, which it puts in the place of Node's, returns nothing.
    res.writeHead(answer.status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(answer.body));
  });
};

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return text;
}

/** Entra is asked at the stub instead; its name in what is asked stays. */
const toStub: typeof fetch = (input, init) => {
  const target = new URL(input);
  expect(target.origin).toBe('https://login.microsoftonline.com');
  return fetch(`${url}${target.pathname}`, init);
};
const never = new AbortController().signal;
const secret = { appId: APP, tenantId: TENANT, type: 'SingleTenant', password: 'a secret' } as const;

describe('by secret', () => {
  test('a token of the own tenant for the connector, a new one each time', async () => {
    const fetchToken = entraTokens(secret, toStub);
    for (const token of ['first', 'second']) {
      answer = { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: token } };
      const before = Date.now();
      const fetched = await fetchToken(never);
      expect(fetched.token).toBe(token);
      expect(fetched.expiresAt - before).toBeGreaterThan(3_590_000);
      expect(fetched.expiresAt - before).toBeLessThan(3_660_000);
    }
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual([
      `/${TENANT}/oauth2/v2.0/token`,
      `/${TENANT}/oauth2/v2.0/token`,
    ]);
    expect(Object.fromEntries(asked[0]!.form)).toMatchObject({
      client_id: APP,
      client_secret: 'a secret',
      grant_type: 'client_credentials',
      scope: expect.stringContaining('https://api.botframework.com/.default'),
    });
  });

  test('a refusal is an error that does not tell the secret', async () => {
    answer = {
      status: 401,
      body: { error: 'invalid_client', error_description: 'AADSTS7000222: The secret has expired' },
    };
    const error = await entraTokens(secret, toStub)(never).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ errorCode: 'invalid_client' });
    expect(String(error)).not.toContain('a secret');
  });

  test('what hangs ends with the signal', async () => {
    const hanging: typeof fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init!.signal!.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    const stop = new AbortController();
    const fetching = entraTokens(secret, hanging)(stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 20);
    await expect(fetching).rejects.toThrow();
  });
});

describe('by managed identity', () => {
  const managed = { appId: APP, tenantId: TENANT, type: 'UserAssignedMSI', password: '' } as const;
  afterEach(beNoMachine);

  // learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
  test('the app’s own identity is asked of the machine', async () => {
    await beMachine(listener);
    const expires = Math.floor(Date.now() / 1000) + 3600;
    answer = {
      status: 200,
      body: {
        access_token: 'by machine',
        expires_on: String(expires),
        resource: 'https://api.botframework.com',
        token_type: 'Bearer',
        client_id: APP,
      },
    };
    expect(await entraTokens(managed)(never)).toEqual({ token: 'by machine', expiresAt: expires * 1000 });
    expect(asked).toEqual([expect.objectContaining({ header: MACHINE_HEADER })]);
    expect(asked[0]!.path).toMatch(/^\/msi\/token\?/);
    expect(Object.fromEntries(asked[0]!.form)).toMatchObject({
      client_id: APP,
      resource: 'https://api.botframework.com',
    });
  });

  test('two apps on one machine each get their own, though the library has one cache for all', async () => {
    await beMachine(listener);
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    const other = '66666666-7777-4888-8999-bbbbbbbbbbbb';
    const tokens = [];
    for (const appId of [APP, other, APP]) {
      answer = { status: 200, body: { access_token: `of ${appId}`, expires_on, token_type: 'Bearer' } };
      tokens.push((await entraTokens({ ...managed, appId })(never)).token);
    }
    expect(tokens).toEqual([`of ${APP}`, `of ${other}`, `of ${APP}`]);
    expect(asked.map(({ form }) => form.get('client_id'))).toEqual([APP, other, APP]);
  });

  test('who asks for another resource of it is not stopped by what the first was given to wait', async () => {
    await beMachine(listener);
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    answer = { status: 200, body: { access_token: 't', expires_on, token_type: 'Bearer', client_id: APP } };
    const first = new AbortController();
    const ofConnector = entraTokens(managed);
    await ofConnector(first.signal);
    first.abort();
    expect(await entraTokens(managed, fetch, 'https://example.com')(never)).toMatchObject({ token: 't' });
    expect(asked.map(({ form }) => form.get('resource'))).toEqual([
      'https://api.botframework.com',
      'https://example.com',
    ]);
    await expect(ofConnector(first.signal)).rejects.toThrow();
  });
});
