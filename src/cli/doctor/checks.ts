import { z } from 'zod';
import { type AppIdentity, entraTokens } from '../../teams/credentials.ts';
import { codeOf, type Finding, firstLine, good, wrong } from './finding.ts';

const LIMIT_MS = 10_000;
const ENTRA = 'https://login.microsoftonline.com/';

/** What Entra's codes mean for an administrator: learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ENTRA_CODES: readonly (readonly [code: string, todo: string])[] = [
  ['AADSTS7000222', 'the client secret has run out: make a new one in the app registration'],
  ['AADSTS7000215', 'MicrosoftAppPassword is not the value of a client secret (its id, perhaps)'],
  ['AADSTS700016', 'the tenant has no app with this MicrosoftAppId'],
  ['AADSTS90002', 'there is no tenant with this MicrosoftAppTenantId'],
];

const REACH_ENTRA =
  'the bot must reach login.microsoftonline.com and Teams by https: look at firewall and proxy';

/** Whether Entra gives the bot a token. */
export async function checkIdentity(identity: AppIdentity | null, http: typeof fetch): Promise<Finding> {
  if (identity === null) return { state: 'left out', what: 'no credentials are set' };
  try {
    await entraTokens(identity, http)(AbortSignal.timeout(LIMIT_MS));
    return good('Entra gives a token');
  } catch (error) {
    const text = String(error);
    if (text.includes('network_error')) return wrong('Entra cannot be reached', REACH_ENTRA, 'install.en.md');
    const known = ENTRA_CODES.find(([code]) => new RegExp(`${code}\\b`).test(text));
    const todo =
      known?.[1] ?? 'compare MicrosoftAppId, MicrosoftAppTenantId and the secret with the app registration';
    return wrong(
      `Entra gives no token (${known?.[0] ?? firstLine(text)})`,
      todo,
      'install.en.md#1-identity-and-bot',
    );
  }
}

/** Tokens hold for minutes: a clock that is further off refuses good ones. */
const MAX_SKEW_MS = 60_000;

/** Whether this machine's clock goes as Entra's does. */
export async function checkClock(now: () => number, http: typeof fetch): Promise<Finding> {
  try {
    const response = await http(ENTRA, { method: 'HEAD', signal: AbortSignal.timeout(LIMIT_MS) });
    const theirs = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(theirs)) return { state: 'left out', what: 'Entra does not say what time it is' };
    const skew = Math.round((now() - theirs) / 1000);
    if (Math.abs(skew) * 1000 <= MAX_SKEW_MS) return good(`within ${Math.abs(skew)} s of Entra's`);
    const todo = 'set it by NTP: tokens are refused, and what is due is sent at the wrong time';
    return wrong(
      `${Math.abs(skew)} s ${skew > 0 ? 'fast' : 'slow'}`,
      todo,
      'operate.en.md#when-something-is-wrong',
    );
  } catch (error) {
    return wrong(`Entra cannot be reached (${codeOf(error)})`, REACH_ENTRA, 'install.en.md');
  }
}

/** Whether Teams can reach the bot: an unsigned message must be refused by it, and by nobody else. */
export async function checkAddress(host: string | undefined, http: typeof fetch): Promise<Finding> {
  if (host === undefined) return { state: 'left out', what: 'give --domain HOST to try the public address' };
  const page = 'operate.en.md#when-something-is-wrong';
  try {
    const response = await http(`https://${host}/api/messages`, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (response.status === 401) return good('answers, and refuses who is not Teams');
    const todo =
      response.status === 200
        ? 'it must refuse an unsigned message: is this the sandbox?'
        : 'whatever ends TLS must pass /api/messages on to PORT, as it stands';
    return wrong(`answers ${response.status} where the bot answers 401`, todo, page);
  } catch (error) {
    return wrong(`cannot be reached (${codeOf(error)})`, 'look at DNS, certificate and firewall', page);
  }
}

/** Whether the app package in Teams is of this bot and this version: `files` by their names. */
export function checkPackage(
  files: Readonly<Record<string, string>> | null,
  own: { readonly manifest: string; readonly appId: string | null; readonly domain: string | undefined },
): Finding {
  if (files === null) return { state: 'left out', what: 'give --package yokoten.zip to compare it' };
  const page = 'install.en.md#4-app-package';
  const todo = 'make it again with `npm run manifest`, with a higher --version, and upload it';
  const text = files['manifest.json'];
  if (text === undefined) return wrong('it holds no manifest.json', todo, page);
  const read = Manifest.safeParse(jsonOf(text));
  if (!read.success) return wrong('its manifest.json is none of Teams', todo, page);
  const made = read.data;
  const ours = Manifest.parse(JSON.parse(own.manifest));
  if (own.appId !== null && made.id.toLowerCase() !== own.appId.toLowerCase())
    return wrong(`it is of another app (${made.id})`, 'compare with MicrosoftAppId', page);
  if (own.domain !== undefined && !made.validDomains.includes(own.domain))
    return wrong(`it names ${made.validDomains.join(', ')}, not ${own.domain}`, todo, page);
  const isAsOurs = (['manifestVersion', 'bots', 'composeExtensions', 'permissions'] as const).every(
    (part) => withoutIds(made[part]) === withoutIds(ours[part]),
  );
  return isAsOurs
    ? good(`of this version (${made.version})`)
    : wrong('it is of another version of the bot', todo, page);
}

const Manifest = z.object({
  id: z.string(),
  version: z.string(),
  validDomains: z.array(z.string()),
  manifestVersion: z.unknown(),
  bots: z.unknown(),
  composeExtensions: z.unknown(),
  permissions: z.unknown(),
});

/** null: it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function withoutIds(part: unknown): string {
  return JSON.stringify(part, (key, value: unknown) => (key === 'botId' ? undefined : value));
}
