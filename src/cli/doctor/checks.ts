import { DatasetError, loadDataset } from '../../dataset/load/dataset.ts';
import { shareProblem } from '../../storage/embedded/network-share.ts';
import { openForReading, type StorageOptions } from '../../storage/open.ts';
import { type AppIdentity, entraTokens } from '../../teams/credentials.ts';

/** How one thing stands. `todo` says what to do about it, `page` where docs/ tells more. */
export type Finding =
  | { readonly state: 'good' | 'left out'; readonly what: string }
  | { readonly state: 'wrong'; readonly what: string; readonly todo: string; readonly page: string };

const good = (what: string): Finding => ({ state: 'good', what });
const wrong = (what: string, todo: string, page: string): Finding => ({ state: 'wrong', what, todo, page });

const LIMIT_MS = 10_000;
const ENTRA = 'https://login.microsoftonline.com/';

/** What Entra's codes mean for an administrator: learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ENTRA_CODES: readonly (readonly [code: string, todo: string])[] = [
  ['AADSTS7000222', 'the client secret has run out: make a new one in the app registration'],
  ['AADSTS7000215', 'MicrosoftAppPassword is not the value of a client secret (its id, perhaps)'],
  ['AADSTS700016', 'the tenant has no app with this MicrosoftAppId'],
  ['AADSTS90002', 'there is no tenant with this MicrosoftAppTenantId'],
];

/** Whether Entra gives the bot a token. */
export async function checkIdentity(identity: AppIdentity | null, http: typeof fetch): Promise<Finding> {
  if (identity === null) return { state: 'left out', what: 'no credentials are set' };
  try {
    await entraTokens(identity, http)(AbortSignal.timeout(LIMIT_MS));
    return good('Entra gives a token');
  } catch (error) {
    const text = String(error);
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
    const todo =
      'the bot must reach login.microsoftonline.com and Teams by https: look at firewall and proxy';
    return wrong(`Entra cannot be reached (${codeOf(error)})`, todo, 'install.en.md');
  }
}

/** Whether the state can be read. */
export async function checkDatabase(state: StorageOptions): Promise<Finding> {
  const page = 'operate.en.md#state';
  const share = state.databaseUrl === undefined ? shareProblem(state.dataDir) : null;
  if (share !== null) return wrong('on a network share', share, page);
  try {
    const storage = openForReading(state);
    try {
      const { pending, unknown } = await storage.ledger.totals();
      return good(`answers; ${pending} deliveries wait, ${unknown} are unknown`);
    } finally {
      await storage.close();
    }
  } catch (error) {
    // 42P01: no such table. SQLite: no such file, or none of its tables.
    if (codeOf(error) === '42P01' || /unable to open|no such table/.test(String(error)))
      return good('empty: the first start makes its tables');
    return wrong(`cannot be read (${codeOf(error)})`, 'does DATABASE_URL or DATA_DIR say where it is?', page);
  }
}

/** What the dataset has. */
export function checkDataset(dir: string): Finding {
  try {
    const { initiatives, departments } = loadDataset(dir);
    return good(`${initiatives.length} initiatives of ${departments.length} departments`);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    return wrong(
      error.problems.slice(0, 5).join('\n  '),
      'data/README.md says how each file is written',
      'operate.en.md#data',
    );
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
  const made = JSON.parse(text) as Manifest;
  const ours = JSON.parse(own.manifest) as Manifest;
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

interface Manifest {
  readonly id: string;
  readonly version: string;
  readonly validDomains: readonly string[];
  readonly manifestVersion: string;
  readonly bots: unknown;
  readonly composeExtensions: unknown;
  readonly permissions: unknown;
}

function withoutIds(part: unknown): string {
  return JSON.stringify(part, (key, value: unknown) => (key === 'botId' ? undefined : value));
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code } = cause as { code?: unknown };
  return typeof code === 'string' ? code : firstLine(cause instanceof Error ? cause.message : String(cause));
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!.slice(0, 160);
}
