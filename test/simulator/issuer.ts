import { KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Signs tokens as the Bot Framework does, with keys of its own. */
export interface Issuer {
  readonly issuer: string;
  readonly keysUrl: string;
  /** How often its keys have been asked for. */
  readonly keyRequests: () => number;
  /** How it answers who asks for its keys: 200, or what goes wrong. */
  answerKeysWith(status: number): void;
  /** By the key for Teams; these claims over the usual ones, undefined = without it. */
  sign(claims?: Record<string, unknown>, by?: SigningKey): Promise<string>;
  /** The same of any header and claims, as they are written. */
  signText(header: string, claims: string, by?: SigningKey): string;
  close(): Promise<void>;
}

/** `teams` and `webchat` are endorsed for these channels, `stranger` is not among the keys. */
type SigningKey = 'teams' | 'webchat' | 'stranger';

/** Starts one on a free port of loopback; its tokens are for `appId`, and hold for an hour. */
export async function startIssuer(appId: string): Promise<Issuer> {
  const keys: Record<SigningKey, { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey }> = {
    teams: await generateKeyPair('RS256', { extractable: true }),
    webchat: await generateKeyPair('RS256', { extractable: true }),
    stranger: await generateKeyPair('RS256', { extractable: true }),
  };
  const published = await Promise.all(
    (['teams', 'webchat'] as const).map(async (kid) => ({
      ...(await exportJWK(keys[kid].publicKey)),
      kid,
      use: 'sig',
      endorsements: kid === 'teams' ? ['msteams', 'skype'] : ['webchat'],
    })),
  );
  let requests = 0;
  let status = 200;
  const server = createServer((_req, res) => {
    requests += 1;
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = 'https://api.botframework.test';
  return {
    issuer,
    keysUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    keyRequests: () => requests,
    answerKeysWith(other) {
      status = other;
    },
    sign(claims = {}, by = 'teams') {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer, aud: appId, nbf: now, exp: now + 3600 };
      // Under a name that is known: a stranger would say so.
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: by === 'stranger' ? 'teams' : by, typ: 'JWT' })
        .sign(keys[by].privateKey);
    },
    signText(header, claims, by = 'teams') {
      const signed = [header, claims].map((part) => Buffer.from(part).toString('base64url')).join('.');
      const signature = sign('sha256', Buffer.from(signed), KeyObject.from(keys[by].privateKey));
      return `${signed}.${signature.toString('base64url')}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
