import { systemClock } from '../../calendar/clock.ts';
import { type AppIdentity, entraTokens } from '../../teams/credentials.ts';
import { createTokens } from '../../teams/own-token.ts';
import type { PoolOptions } from './pool.ts';

/** How the bot speaks with a PostgreSQL server. */
export interface ServerSettings {
  /** Connections of each instance. */
  readonly poolSize: number;
  readonly connectMs: number;
  readonly statementMs: number;
  /** Whose Entra token is the password at each connection; null = the URL's own password. */
  readonly identity: AppIdentity | null;
}

/** learn.microsoft.com/azure/postgresql/flexible-server/how-to-configure-sign-in-azure-ad-authentication */
const postgresResource = 'https://ossrdbms-aad.database.windows.net';

/** What `openStorage` needs to reach a server as the settings say. */
export function poolOptions({
  poolSize,
  connectMs,
  statementMs,
  identity,
}: ServerSettings): Partial<PoolOptions> {
  const fetchToken = identity && entraTokens(identity, fetch, postgresResource);
  // A connection waits no longer than that for all of it.
  const tokens = fetchToken && createTokens({ fetchToken, clock: systemClock, limitMs: connectMs });
  return { size: poolSize, connectMs, statementMs, getPassword: tokens && (() => tokens.get()) };
}

/** Those that look at the server's certificate. To the driver they all mean the last, and so they do here. */
const checkedModes = ['require', 'verify-ca', 'verify-full'];

/**
 * The URL as the driver gets it, with the file of the authority whose certificate the server must have (null = those
 * that Node knows); or what is wrong with it. Only an open line or one that is checked: anything between looks safe.
 */
export function serverUrl(
  text: string,
  { ca, byToken }: { readonly ca: string | null; readonly byToken: boolean },
): { readonly url: string } | { readonly problem: string } {
  const url = new URL(text);
  const mode = url.searchParams.get('sslmode') ?? (ca === null ? 'disable' : 'verify-full');
  const isChecked = checkedModes.includes(mode);
  if (!isChecked && mode !== 'disable') return { problem: `sslmode must be verify-full or disable` };
  if (url.searchParams.has('uselibpqcompat')) return { problem: 'uselibpqcompat must not be in it' };
  if (ca !== null && !isChecked)
    return { problem: 'sslmode=disable looks at no certificate, and DATABASE_CA is set' };
  if (byToken && !isChecked)
    return { problem: 'needs sslmode=verify-full: a token must not go over an open line' };
  if (byToken && (url.password || url.searchParams.has('password')))
    return { problem: 'holds a password, and DATABASE_AUTH is entra' };
  if (byToken && !url.username)
    return { problem: 'needs a user: the name that the identity has in the database' };
  if (!isChecked) return { url: text };
  url.searchParams.set('sslmode', 'verify-full');
  if (ca !== null) url.searchParams.set('sslrootcert', ca);
  return { url: url.href };
}
