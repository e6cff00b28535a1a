import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import { type Clock, systemClock, dayMs } from '../calendar/clock.ts';

/** Whom a token speaks for: what the activity that comes with it must agree with. */
export interface Caller {
  /** The one service that it is for. */
  readonly serviceUrl: string;
  /** Whether the key that signed it may speak for a channel (`msteams`). */
  isEndorsedFor(channelId: string): boolean;
}

/** The token did not prove anything, and why, for the log; nothing of the token itself. */
export class Unauthenticated extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unauthenticated';
  }
}

/** Whom an `Authorization` header speaks for; rejects with Unauthenticated. */
export type Authenticate = (authorization: string) => Promise<Caller>;

export interface AuthenticateOptions {
  readonly appId: string;
  /** Default: the Bot Framework's of the public cloud. */
  readonly issuer?: string;
  readonly keysUrl?: string;
  readonly clock?: Pick<Clock, 'elapsed'>;
}

/** learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot */
const botFramework = {
  issuer: 'https://api.botframework.com',
  keysUrl: 'https://login.botframework.com/v1/.well-known/keys',
};
const clockToleranceSeconds = 300;
/** Teams' own have some 700 characters and 6 claims. */
const maxTokenChars = 4096;
const maxClaims = 30;
/** The page above asks to look for new keys once a day at least. */
const keysMaxAgeMs = dayMs;
/** While the place of the keys does not answer, the ones of before do: Microsoft announces a new key days ahead. */
const keysMostAgeMs = 5 * keysMaxAgeMs;
/** A flood of unknown key ids must not become one of requests. */
const keysCooldownMs = 5 * 60_000;
/** Nor must one of tokens while there are no keys to be had: then they are asked for once in so long. */
const keysPauseMs = 1000;
const keysLimitMs = 4000;

/** Of the claims, what is looked at before any signature: whatever is amiss here costs next to nothing. */
const Claims = z.object({ iss: z.string(), aud: z.string(), exp: z.number(), serviceurl: z.string() });

/** The Bot Framework's keys say for which channels they sign. */
const Endorsed = z.object({ endorsements: z.array(z.string()) }).catch({ endorsements: [] });

/**
 * Lets in what the Bot Framework has signed for this app, and nothing else: no emulator, no skill, no token of the
 * bot's own. A token that proves nothing is told by its form, before a key is looked for.
 */
export function botFrameworkCallers(options: AuthenticateOptions): Authenticate {
  const { appId, issuer, keysUrl, clock } = { ...botFramework, clock: systemClock, ...options };
  const keys = signingKeys(keysUrl, clock);
  /** Of each key in use; the keys themselves are few, and go when they are replaced. */
  const endorsed = new WeakMap<object, readonly string[]>();

  return async (authorization) => {
    const token = tokenOf(authorization);
    const { serviceurl } = unprovenClaims(token, issuer, appId);
    try {
      const { protectedHeader, key } = await jwtVerify(token, keys.find, {
        algorithms: ['RS256'],
        issuer,
        audience: appId,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp'],
      });
      let endorsements = endorsed.get(key);
      if (!endorsements) {
        endorsements = endorsementsOf(keys.published(), protectedHeader.kid);
        endorsed.set(key, endorsements);
      }
      return { serviceUrl: serviceurl, isEndorsedFor: (channelId) => endorsements.includes(channelId) };
    } catch (error) {
      throw new Unauthenticated(
        error instanceof errors.JOSEError ? error.code : 'signing keys not available',
      );
    }
  };
}

interface SigningKeys {
  readonly find: JWTVerifyGetKey;
  /** As they were fetched last. */
  readonly published: () => readonly JWK[];
}

/**
 * The keys at this address, looked at again once a day and when a token names one that is not there. Ages go by the
 * clock that nobody sets; what cannot be fetched leaves what there is.
 */
function signingKeys(url: string, clock: Pick<Clock, 'elapsed'>): SigningKeys {
  let current: { readonly find: JWTVerifyGetKey; readonly keys: readonly JWK[]; readonly at: number } | null =
    null;
  let pending: Promise<void> | null = null;
  let askedAt = -Infinity;

  const ageMs = () => (current === null ? Infinity : clock.elapsed() - current.at);
  const fetchAgain = async (): Promise<void> => {
    const keySet = await fetchKeys(url);
    current = { find: createLocalJWKSet(keySet), keys: keySet.keys, at: clock.elapsed() };
  };
  /** One at a time, and not again before the pause is over: then there is nothing to wait for. */
  const renew = (pauseMs: number): Promise<void> => {
    if (pending) return pending;
    if (clock.elapsed() - askedAt < pauseMs) return Promise.reject(new Error('asked a moment ago'));
    askedAt = clock.elapsed();
    return (pending = fetchAgain().finally(() => (pending = null)));
  };

  return {
    async find(header, token) {
      if (ageMs() >= keysMostAgeMs) await renew(keysPauseMs);
      else if (ageMs() >= keysMaxAgeMs) renew(keysCooldownMs).catch(() => undefined);
      try {
        return await current!.find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await renew(keysCooldownMs).catch(() => {
          throw error;
        });
        return await current!.find(header, token);
      }
    },
    published: () => current?.keys ?? [],
  };
}

async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(keysLimitMs) });
  if (!answer.ok) throw new Error(`the keys: HTTP ${answer.status}`);
  return (await answer.json()) as JSONWebKeySet;
}

function tokenOf(authorization: string): string {
  if (authorization === '') throw new Unauthenticated('no token');
  if (authorization.length > maxTokenChars) throw new Unauthenticated('token too long');
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Unauthenticated('no signed token');
  return token;
}

function unprovenClaims(token: string, issuer: string, appId: string): z.infer<typeof Claims> {
  const claims = claimsOf(token);
  if (Object.keys(claims).length >= maxClaims) throw new Unauthenticated('too many claims');
  const { data } = Claims.safeParse(claims);
  if (!data) throw new Unauthenticated('claims missing');
  if (data.iss !== issuer) throw new Unauthenticated('foreign issuer');
  if (data.aud !== appId) throw new Unauthenticated('foreign audience');
  return data;
}

function claimsOf(token: string): object {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')) as unknown;
    if (typeof claims === 'object' && claims !== null) return claims;
  } catch {
    // No JSON: as good as no claims.
  }
  throw new Unauthenticated('claims cannot be read');
}

function endorsementsOf(keys: readonly JWK[], kid: string | undefined): readonly string[] {
  const key = keys.find((candidate) => candidate.kid === kid);
  return Endorsed.parse(key).endorsements;
}
