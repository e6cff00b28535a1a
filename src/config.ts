import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type BroadcastRules, isHostPattern, parseQuietHours } from './broadcast/decide/settings.ts';
import { type AuditKey, auditKeyOf } from './access/audit/audit.ts';
import { parseTeamRoles, type TeamRole } from './access/team-roles.ts';
import type { Address } from './server/server.ts';
import { headersOf, isOpenLine, traceProblems, traceSettings } from './server/trace-settings.ts';
import type { TraceSettings } from './server/traces.ts';
import type { AppIdentity } from './teams/credentials.ts';
import { type ServerSettings, serverUrl } from './storage/server/settings.ts';
import { teamsServiceHosts } from './teams/service-url.ts';

const ObjectId = z.guid();

const partsOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Also as the Playground's people have it: one digit more than an id of a directory. Outside the sandbox that is refused. */
const PersonId = z.string().regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12,13}$/i, 'is not an id (GUID)');

const ObjectIds = z.string().transform(partsOf).pipe(z.array(ObjectId));

const Port = z.coerce.number().int().min(0).max(65535);

const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const isPostgresUrl = (text: string) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '');

const TimeZone = z.string().refine(isTimeZone, 'is not an IANA time zone, for example Asia/Tokyo');
const LogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

/** The environment as an administrator writes it: Microsoft's names for the identity, plain names for the rest. */
const Environment = z.object({
  MicrosoftAppId: ObjectId.optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: ObjectId.optional(),
  /** Multi-tenant bots cannot be created since 2025-07-31: learn.microsoft.com/azure/bot-service/bot-service-quickstart-registration */
  MicrosoftAppType: z.enum(['SingleTenant', 'UserAssignedMSI']).default('SingleTenant'),
  ALLOWED_TENANTS: ObjectIds.optional(),
  HR_ADMINS: z.string().transform(partsOf).pipe(z.array(PersonId)).default([]),
  /** `broadcaster:TEAM,approver:TEAM`, each TEAM an id; whether one is a name, the start looks up. */
  ROLE_TEAMS: z
    .string()
    .refine((text) => parseTeamRoles(text) !== null, 'is not of the form broadcaster:TEAM,approver:TEAM')
    .optional(),
  HOST: z.string().default('0.0.0.0'),
  PORT: Port.default(3978),
  ADMIN_HOST: z.string().default('127.0.0.1'),
  /** Default: the one after PORT. */
  ADMIN_PORT: Port.optional(),
  /** Beside Teams' own: host names, by commas. */
  SERVICE_HOSTS: z.string().transform(partsOf).pipe(z.array(z.hostname())).default([]),
  DATA_DIR: z.string().default('state'),
  DATASET_DIR: z.string().default('data'),
  DATABASE_URL: z.string().refine(isPostgresUrl, 'is not a postgres:// URL').optional(),
  /** `entra`: a token of the bot's identity is the password. */
  DATABASE_AUTH: z.enum(['password', 'entra']).default('password'),
  /** File (PEM) with the authority of the server's certificate. */
  DATABASE_CA: z.string().optional(),
  /** With fewer than two, who holds one transaction waits for who wants another. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(100).default(10),
  DATABASE_CONNECT_SECONDS: z.coerce.number().int().min(1).max(10).default(3),
  /** Teams waits 15 s for an answer. */
  DATABASE_STATEMENT_SECONDS: z.coerce.number().int().min(1).max(14).default(9),
  TIME_ZONE: TimeZone.default('Asia/Tokyo'),
  LOG_LEVEL: LogLevel.default('info'),
  /** `off`: broadcasts need no second person. */
  BROADCAST_APPROVAL: z.enum(['on', 'off']).default('on'),
  BROADCASTS_PER_DAY: z.coerce.number().int().min(1).max(1000).default(10),
  BROADCAST_CONFIRM_ABOVE: z.coerce.number().int().min(0).default(500),
  /** `20:00-07:00`, in TIME_ZONE. */
  QUIET_HOURS: z
    .string()
    .refine((text) => parseQuietHours(text) !== null, 'is not of the form 20:00-07:00')
    .optional(),
  /** Hosts of pictures in broadcasts, parted by commas; `*.city.example` is every host below it. */
  PICTURE_HOSTS: z
    .string()
    .transform((text) =>
      text
        .toLowerCase()
        .split(',')
        .map((host) => host.trim())
        .filter((host) => host !== ''),
    )
    .refine(
      (hosts) => hosts.every(isHostPattern),
      'is not a list of hosts such as images.city.example,*.city.example',
    )
    .default([]),
  /** `on`: posts that a gateway answers with 502 or 504 are sent again by themselves, as Microsoft advises. */
  REPEAT_GATEWAY_ERRORS: z.enum(['on', 'off']).default('off'),
  /** A reader of questions of the city's own: off unless its address and its mode are set. */
  READER: z.enum(['off', 'unsure', 'always']).default('off'),
  READER_URL: z.url({ protocol: /^https?$/ }).optional(),
  READER_MODEL: z.string().optional(),
  READER_KEY: z.string().optional(),
  READER_PER_DAY: z.coerce.number().int().min(1).max(1_000_000).default(2000),
  /** Traces to a collector, by OpenTelemetry's own names; none without an endpoint. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** `key=value,key=value`, values encoded as in a URL. */
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .refine((text) => headersOf(text) !== null, 'is not of the form key=value,key=value')
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('yokoten'),
  /** `none`: nothing is kept of what people ask, not even what found no answer. */
  KEEP_QUESTIONS: z.enum(['unanswered', 'none']).default('unanswered'),
  /** Who has removed the bot is erased after so long. */
  ERASE_AFTER_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
  /** Entries of the audit trail are made with it, so that nobody makes them who has the database alone. */
  AUDIT_KEY: z.string().min(32, 'is shorter than 32 characters').optional(),
  /** Owners of departments are asked every so many months whether their rows still hold; 0 = never. */
  CONFIRM_EVERY_MONTHS: z.coerce.number().int().min(0).max(60).default(6),
  RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(365),
});
type Environment = z.infer<typeof Environment>;

/** What may stand in a file instead, named by `…_FILE`: as a container's or a service manager's secrets come. */
const SECRETS = [
  'MicrosoftAppPassword',
  'DATABASE_URL',
  'READER_KEY',
  'AUDIT_KEY',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const;

type ReadText = (path: string) => string;

/** The sandbox listens there and nowhere else. */
const loopback = '127.0.0.1';

export interface Config {
  /** Who the bot is at Microsoft Entra, its password not enumerable; null in the sandbox, where nobody proves anything. */
  readonly identity: AppIdentity | null;
  /** Runs without authentication, on loopback only. */
  readonly sandbox: boolean;
  /** Where Teams reaches it; 127.0.0.1 in the sandbox. */
  readonly listen: Address;
  /** Where operators do. */
  readonly admin: Address;
  /** Where Teams' connector is: host names. */
  readonly serviceHosts: readonly string[];
  /** Tenant ids in lower case; null = any (possible in the sandbox only). */
  readonly allowedTenants: readonly string[] | null;
  /** Entra object ids in lower case. */
  readonly hrAdmins: readonly string[];
  readonly roleTeams: readonly TeamRole[];
  readonly dataDir: string;
  readonly datasetDir: string;
  /** Not enumerable: it holds a password. Null = SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  /** How that is used. */
  readonly databaseServer: ServerSettings;
  /** Not enumerable; null = entries of the audit trail are made without a key. */
  readonly auditKey: AuditKey | null;
  /** How long after somebody has removed the bot they are erased. */
  readonly eraseAfterDays: number;
  readonly timeZone: string;
  readonly repeatsGatewayErrors: boolean;
  readonly broadcasts: BroadcastRules;
  /** null = questions are read by the engine alone. */
  readonly reader: ReaderSettings | null;
  /** null = no traces. */
  readonly traces: TraceSettings | null;
  /** Whether questions without an answer are kept. */
  readonly keepsQuestions: boolean;
  /** Owners are asked so often whether their rows hold; 0 = never. */
  readonly confirmEveryMonths: number;
  readonly logLevel: z.infer<typeof LogLevel>;
}

/** Where the city's own reader of questions is, and when it is asked. */
export interface ReaderSettings {
  readonly mode: 'unsure' | 'always';
  /** Of a chat-completions service, up to /v1. */
  readonly url: string;
  readonly model: string;
  readonly perDay: number;
  /** Not enumerable; null = the managed identity's token. */
  readonly key: string | null;
}

type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the configuration from environment and arguments; every problem is listed, and no value is repeated. */
export function parseConfig(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
  readText: ReadText = (path) => readFileSync(path, 'utf8'),
): ConfigResult {
  const sandbox = args.includes('--sandbox');
  const unknown = args.filter((arg) => arg !== '--sandbox').map((arg) => `unknown argument ${arg}`);
  const { settings, problems: unread } = withSecrets(withoutBlanks(env), readText);
  const parsed = Environment.safeParse(settings);
  const problems = [
    ...unknown,
    ...unread,
    ...(parsed.error ? describe(parsed.error) : []),
    ...(sandbox ? [] : adminProblems(settings)),
    ...readerProblems(settings),
    ...traceProblems(settings),
    ...databaseProblems(settings, readText),
  ];
  const identityProblems = sandbox ? [] : missingIdentity(settings);
  if (!parsed.success || problems.length > 0 || identityProblems.length > 0) {
    return { ok: false, problems: [...problems, ...identityProblems] };
  }
  return { ok: true, config: toConfig(parsed.data, sandbox) };
}

/** An empty line in a .env file means "not set". */
function withoutBlanks(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set = Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]?.trim());
  return Object.fromEntries(set.map(([name, value]) => [name, value.trim()]));
}

/** With what the files of secrets hold; of a file's text only the last line's end is cut off. */
function withSecrets(given: Readonly<Record<string, string>>, readText: ReadText) {
  const settings = { ...given };
  const problems: string[] = [];
  for (const name of SECRETS) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    const text =
      given[name] === undefined ? readSecret(path, readText) : { problem: `set ${name} or this, not both` };
    if ('problem' in text) problems.push(`${name}_FILE: ${text.problem}`);
    else settings[name] = text.secret;
  }
  return { settings, problems };
}

function readSecret(path: string, readText: ReadText): { secret: string } | { problem: string } {
  try {
    const secret = readText(path).replace(/\r?\n$/, '');
    return secret === '' ? { problem: 'is empty' } : { secret };
  } catch (error) {
    return { problem: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no such file'})` };
  }
}

/** Zod's own messages repeat the value for enums only in `received`, which is left out: it may be a secret put in the wrong line. */
function describe(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const name = issue.path.join('.') || 'environment';
    if (issue.code === 'invalid_format' && issue.format === 'guid') return `${name}: is not an id (GUID)`;
    return `${name}: ${issue.message}`;
  });
}

/**
 * Without an app id nobody can be asked who they are; so that is refused unless the sandbox was asked for by name.
 */
function missingIdentity(env: Readonly<Record<string, string>>): string[] {
  const missing = missingIds(env);
  if (missing.length === 0) return [];
  return [
    ...missing.map((name) => `${name}: is not set`),
    'without credentials anybody could speak to the bot: set them, or run the sandbox on this machine with `npm run dev`',
  ];
}

function adminProblems({ HR_ADMINS: admins = '' }: Readonly<Record<string, string>>): string[] {
  const isOdd = (id: string) => PersonId.safeParse(id).success && !ObjectId.safeParse(id).success;
  return partsOf(admins).some(isOdd) ? ['HR_ADMINS: an id has a digit too many'] : [];
}

function missingIds(env: Readonly<Record<string, string>>): string[] {
  const managed = env['MicrosoftAppType'] === 'UserAssignedMSI';
  const needed = ['MicrosoftAppId', 'MicrosoftAppTenantId', ...(managed ? [] : ['MicrosoftAppPassword'])];
  return needed.filter((name) => !env[name]);
}

/** What the rest of the environment says of the database's URL; what is wrong with the URL alone is told elsewhere. */
function databaseProblems(env: Readonly<Record<string, string>>, readText: ReadText): string[] {
  const { DATABASE_URL: url, DATABASE_CA: ca } = env;
  const byToken = env['DATABASE_AUTH'] === 'entra';
  if (url === undefined)
    return byToken || ca !== undefined
      ? ['DATABASE_URL: is not set, and DATABASE_AUTH or DATABASE_CA is']
      : [];
  if (!isPostgresUrl(url)) return [];
  const checked = serverUrl(url, { ca: ca ?? null, byToken });
  const authority = ca === undefined ? { secret: '' } : readSecret(ca, readText);
  return [
    ...('problem' in checked ? [`DATABASE_URL: ${checked.problem}`] : []),
    ...('problem' in authority ? [`DATABASE_CA: ${authority.problem}`] : []),
    ...(byToken ? missingIds(env).map((name) => `${name}: is not set, and DATABASE_AUTH is entra`) : []),
  ];
}

/** What leaves the house goes to a place that is named, over a line that is shut unless it is this machine's own. */
function readerProblems({ READER: mode = 'off', ...env }: Readonly<Record<string, string>>): string[] {
  if (mode === 'off') return [];
  const missing = ['READER_URL', 'READER_MODEL'].filter((name) => !env[name]);
  const isOpen = isOpenLine(env['READER_URL']);
  const managed = env['MicrosoftAppType'] === 'UserAssignedMSI';
  return [
    ...missing.map((name) => `${name}: is not set, and READER is ${mode}`),
    ...(isOpen ? ['READER_URL: must be https, or on this machine'] : []),
    ...(env['READER_KEY'] || managed ? [] : ['READER_KEY: is not set, and there is no managed identity']),
  ];
}

function toConfig(env: Environment, sandbox: boolean): Config {
  const lower = (ids: readonly string[]) => ids.map((id) => id.toLowerCase());
  const tenants = env.ALLOWED_TENANTS ?? (sandbox ? null : [env.MicrosoftAppTenantId!]);
  const config = {
    identity: sandbox ? null : toIdentity(env),
    sandbox,
    listen: { host: sandbox ? loopback : env.HOST, port: env.PORT },
    admin: { host: sandbox ? loopback : env.ADMIN_HOST, port: env.ADMIN_PORT ?? (env.PORT && env.PORT + 1) },
    serviceHosts: [...teamsServiceHosts, ...env.SERVICE_HOSTS],
    allowedTenants: tenants && lower(tenants),
    hrAdmins: lower(env.HR_ADMINS),
    roleTeams: parseTeamRoles(env.ROLE_TEAMS ?? '') ?? [],
    dataDir: resolve(env.DATA_DIR),
    datasetDir: resolve(env.DATASET_DIR),
    databaseServer: {
      poolSize: env.DATABASE_CONNECTIONS,
      connectMs: env.DATABASE_CONNECT_SECONDS * 1000,
      statementMs: env.DATABASE_STATEMENT_SECONDS * 1000,
      identity: env.DATABASE_AUTH === 'entra' ? toIdentity(env) : null,
    },
    eraseAfterDays: env.ERASE_AFTER_DAYS,
    timeZone: env.TIME_ZONE,
    repeatsGatewayErrors: env.REPEAT_GATEWAY_ERRORS === 'on',
    broadcasts: {
      fourEyes: env.BROADCAST_APPROVAL === 'on',
      perAuthorAndDay: env.BROADCASTS_PER_DAY,
      confirmAbove: env.BROADCAST_CONFIRM_ABOVE,
      quietHours: env.QUIET_HOURS === undefined ? null : parseQuietHours(env.QUIET_HOURS),
      timeZone: env.TIME_ZONE,
      retentionDays: env.RETENTION_DAYS,
      pictureHosts: env.PICTURE_HOSTS,
    },
    reader: toReader(env),
    traces: traceSettings(env),
    keepsQuestions: env.KEEP_QUESTIONS === 'unanswered',
    confirmEveryMonths: env.CONFIRM_EVERY_MONTHS,
    logLevel: env.LOG_LEVEL,
  };
  const auditKey = env.AUDIT_KEY === undefined ? null : auditKeyOf(env.AUDIT_KEY);
  return hidden(hidden(config, 'databaseUrl', toDatabaseUrl(env)), 'auditKey', auditKey);
}

function toDatabaseUrl(env: Environment): string | null {
  if (env.DATABASE_URL === undefined) return null;
  const checked = serverUrl(env.DATABASE_URL, {
    ca: env.DATABASE_CA ?? null,
    byToken: env.DATABASE_AUTH === 'entra',
  });
  // `databaseProblems` has made sure that there is none.
  return 'url' in checked ? checked.url : null;
}

function toReader({ READER: mode, ...env }: Environment): ReaderSettings | null {
  if (mode === 'off') return null;
  // `readerProblems` has made sure that both are there.
  const settings = { mode, url: env.READER_URL!, model: env.READER_MODEL!, perDay: env.READER_PER_DAY };
  return hidden(settings, 'key', env.READER_KEY ?? null);
}

function toIdentity(env: Environment): AppIdentity {
  // `missingIdentity` has made sure that both ids are there.
  const identity = {
    appId: env.MicrosoftAppId!,
    tenantId: env.MicrosoftAppTenantId!,
    type: env.MicrosoftAppType,
  };
  return hidden(identity, 'password', env.MicrosoftAppPassword ?? '');
}

function hidden<T extends object, K extends string, V>(target: T, key: K, value: V): T & Record<K, V> {
  Object.defineProperty(target, key, { value, enumerable: false });
  return target as T & Record<K, V>;
}
