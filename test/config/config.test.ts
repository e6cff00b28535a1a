import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../src/config.ts';

const APP = '66666666-7777-4888-8999-AAAAAAAAAAAA';
const TENANT = '11111111-2222-4333-8444-555555555555';
const PASSWORD = 'very-secret-password';
const complete = { MicrosoftAppId: APP, MicrosoftAppTenantId: TENANT, MicrosoftAppPassword: PASSWORD };

const problemsOf = (env: Record<string, string>, args: string[] = []) => {
  const result = parseConfig(env, args);
  return result.ok ? [] : result.problems;
};
const configOf = (env: Record<string, string>, args: string[] = []) => {
  const result = parseConfig(env, args);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
};

test('with credentials: every default', () => {
  const config = configOf(complete);
  expect(config).toMatchObject({
    identity: { appId: APP, tenantId: TENANT, type: 'SingleTenant' },
    sandbox: false,
    listen: { host: '0.0.0.0', port: 3978 },
    admin: { host: '127.0.0.1', port: 3979 },
    allowedTenants: [TENANT],
    hrAdmins: [],
    timeZone: 'Asia/Tokyo',
    logLevel: 'info',
  });
  expect([config.identity?.password, config.databaseUrl]).toEqual([PASSWORD, null]);
});

test('a managed identity has no password', () => {
  const { MicrosoftAppPassword: _password, ...rest } = complete;
  expect(configOf({ ...rest, MicrosoftAppType: 'UserAssignedMSI' }).identity?.type).toBe('UserAssignedMSI');
  expect(problemsOf(rest)).toEqual([
    'MicrosoftAppPassword: is not set',
    expect.stringContaining('npm run dev'),
  ]);
});

test('without credentials it starts as a sandbox only, on loopback', () => {
  expect(problemsOf({})).toHaveLength(4);
  expect(configOf({}, ['--sandbox'])).toMatchObject({
    identity: null,
    sandbox: true,
    listen: { host: '127.0.0.1' },
    admin: { host: '127.0.0.1' },
    allowedTenants: null,
  });
  // Credentials that lie about do not make it less of a sandbox.
  const open = { HOST: '0.0.0.0', ADMIN_HOST: '0.0.0.0' };
  expect(configOf({ ...complete, ...open }, ['--sandbox'])).toMatchObject({
    identity: null,
    listen: { host: '127.0.0.1' },
    admin: { host: '127.0.0.1' },
  });
});

test('blank lines of .env are not set', () => {
  expect(configOf({ ...complete, PORT: '', ALLOWED_TENANTS: ' ' })).toMatchObject({
    listen: { port: 3978 },
    allowedTenants: [TENANT],
  });
});

test('where operators and Teams are', () => {
  const config = configOf({ ...complete, PORT: '0', HOST: '10.0.0.1', SERVICE_HOSTS: 'smba.example.jp' });
  expect(config).toMatchObject({ listen: { host: '10.0.0.1', port: 0 }, admin: { port: 0 } });
  expect(config.serviceHosts).toEqual(expect.arrayContaining(['smba.trafficmanager.net', 'smba.example.jp']));
  expect(problemsOf({ ...complete, SERVICE_HOSTS: 'https://smba.example.jp/' })).toHaveLength(1);
});

test('operators are on loopback wherever Teams is, unless they say otherwise', () => {
  const admin = (env: Record<string, string>) => configOf({ ...complete, HOST: '10.0.0.1', ...env }).admin;
  expect(admin({})).toEqual({ host: '127.0.0.1', port: 3979 });
  expect(admin({ ADMIN_PORT: '9100' })).toEqual({ host: '127.0.0.1', port: 9100 });
  expect(admin({ ADMIN_HOST: '10.0.0.2', ADMIN_PORT: '9100' })).toEqual({ host: '10.0.0.2', port: 9100 });
});

test('people of the Playground have an id with a digit too many: in the sandbox alone', () => {
  const HR_ADMINS = '00000000-0000-0000-0000-0000000000020';
  expect(configOf({ HR_ADMINS }, ['--sandbox']).hrAdmins).toEqual([HR_ADMINS]);
  expect(problemsOf({ ...complete, HR_ADMINS })).toEqual([expect.stringContaining('HR_ADMINS')]);
});

test('traces go where a collector is named, with headers over a shut line only', () => {
  const endpoint = 'http://collector:4318/';
  expect(configOf(complete).traces).toBeNull();
  expect(configOf({ ...complete, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).traces).toEqual({
    url: 'http://collector:4318/v1/traces',
    serviceName: 'yokoten',
  });
  const headers = { OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%2Cb, x=1' };
  const { traces } = configOf({ ...complete, ...headers, OTEL_EXPORTER_OTLP_ENDPOINT: 'https://c.example' });
  expect([traces!.headers, inspect(traces)]).toEqual([
    { 'api-key': 'a,b', x: '1' },
    expect.not.stringContaining('a,b'),
  ]);
  for (const wrong of [
    headers,
    { ...headers, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
    { OTEL_EXPORTER_OTLP_HEADERS: 'nothing', OTEL_EXPORTER_OTLP_ENDPOINT: 'https://c.example' },
  ])
    expect(problemsOf({ ...complete, ...wrong })).toEqual([expect.stringMatching(/^OTEL_/)]);
});

describe('the database', () => {
  const of = (env: Record<string, string>) => {
    const { databaseUrl, databaseServer } = configOf({ ...complete, ...env });
    return { databaseUrl, ...databaseServer };
  };
  const url = 'postgres://u:p@db.example.jp/x';
  const byToken = {
    DATABASE_URL: 'postgres://u@db.example.jp/x?sslmode=verify-full',
    DATABASE_AUTH: 'entra',
  };
  const ca = new URL('../contracts/tls/authority.pem', import.meta.url).pathname;

  test('an open line unless the URL or an authority says otherwise', () => {
    expect(of({ DATABASE_URL: url })).toEqual({
      databaseUrl: url,
      poolSize: 10,
      connectMs: 3000,
      statementMs: 9000,
      identity: null,
    });
    const checked = `${url}?sslmode=verify-full`;
    for (const mode of ['require', 'verify-ca', 'verify-full'])
      expect(of({ DATABASE_URL: `${url}?sslmode=${mode}` }).databaseUrl).toBe(checked);
    const named = `${checked}&sslrootcert=${encodeURIComponent(ca)}`;
    expect(of({ DATABASE_URL: url, DATABASE_CA: ca }).databaseUrl).toBe(named);
  });

  test('by token of the identity', () => {
    expect(of(byToken).identity).toMatchObject({ appId: APP, tenantId: TENANT });
    expect(inspect(of(byToken))).not.toContain(PASSWORD);
    // Whoever reads reports beside the running bot is the sandbox, and reaches the same database.
    const { databaseServer } = configOf({ ...complete, ...byToken }, ['--sandbox']);
    expect(databaseServer.identity).toMatchObject({ appId: APP });
  });

  test.each([
    [{ DATABASE_URL: `${url}?sslmode=no-verify` }, 'DATABASE_URL: sslmode'],
    [{ DATABASE_URL: `${url}?sslmode=prefer` }, 'DATABASE_URL: sslmode'],
    [{ DATABASE_URL: `${url}?sslmode=verify-full&uselibpqcompat=true` }, 'DATABASE_URL: uselibpqcompat'],
    [{ DATABASE_URL: `${url}?sslmode=disable`, DATABASE_CA: ca }, 'DATABASE_URL: sslmode=disable'],
    [{ DATABASE_URL: url, DATABASE_CA: '/nonexistent' }, 'DATABASE_CA: cannot be read'],
    [{ DATABASE_CA: ca }, 'DATABASE_URL: is not set'],
    [{ DATABASE_AUTH: 'entra' }, 'DATABASE_URL: is not set'],
    [{ ...byToken, DATABASE_URL: 'postgres://u@db.example.jp/x' }, 'DATABASE_URL: needs sslmode=verify-full'],
    [{ ...byToken, DATABASE_URL: `${url}?sslmode=verify-full` }, 'DATABASE_URL: holds a password'],
    [{ ...byToken, DATABASE_URL: 'postgres://db/x?sslmode=verify-full' }, 'DATABASE_URL: needs a user'],
    [{ DATABASE_URL: url, DATABASE_CONNECTIONS: '1' }, 'DATABASE_CONNECTIONS'],
    [{ DATABASE_URL: url, DATABASE_STATEMENT_SECONDS: '60' }, 'DATABASE_STATEMENT_SECONDS'],
  ])('%j is refused', (env, words) => {
    expect(problemsOf({ ...complete, ...env })).toEqual([expect.stringContaining(words)]);
  });

  test('a token without an identity is refused in the sandbox too', () => {
    expect(problemsOf(byToken, ['--sandbox'])).toHaveLength(3);
  });
});

test('lists of ids', () => {
  const config = configOf({ ...complete, ALLOWED_TENANTS: `${TENANT}, ${APP},`, HR_ADMINS: APP });
  expect([config.allowedTenants, config.hrAdmins]).toEqual([
    [TENANT, APP.toLowerCase()],
    [APP.toLowerCase()],
  ]);
});

describe('what is wrong', () => {
  test('is listed all at once, without the values', () => {
    const problems = problemsOf(
      {
        MicrosoftAppId: PASSWORD,
        MicrosoftAppType: PASSWORD,
        ALLOWED_TENANTS: PASSWORD,
        HR_ADMINS: `${APP},${PASSWORD}`,
        PORT: PASSWORD,
        DATABASE_URL: `mysql://u:${PASSWORD}@h`,
        TIME_ZONE: PASSWORD,
        LOG_LEVEL: PASSWORD,
      },
      ['--sandbox', '--debug'],
    );
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'unknown argument --debug',
      'MicrosoftAppId',
      'MicrosoftAppType',
      'ALLOWED_TENANTS.0',
      'HR_ADMINS.1',
      'PORT',
      'DATABASE_URL',
      'TIME_ZONE',
      'LOG_LEVEL',
    ]);
    expect(problems.join()).not.toContain(PASSWORD);
  });
});

test('secrets stay out of logs', () => {
  const config = configOf({ ...complete, DATABASE_URL: `postgres://u:${PASSWORD}@h/d` });
  expect(config.databaseUrl).toContain(PASSWORD);
  expect(JSON.stringify(config)).not.toContain(PASSWORD);
  expect(inspect(config, { depth: 5 })).not.toContain(PASSWORD);
});

test('.env.example names every setting, and is complete once the three credentials are filled in', () => {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
  const env = Object.fromEntries(
    lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split('=', 2) as [string, string]),
  );
  expect(Object.keys(env).sort()).toEqual([
    'ADMIN_HOST',
    'ADMIN_PORT',
    'ALLOWED_TENANTS',
    'AUDIT_KEY',
    'BROADCASTS_PER_DAY',
    'BROADCAST_APPROVAL',
    'BROADCAST_CONFIRM_ABOVE',
    'CONFIRM_EVERY_MONTHS',
    'DATABASE_AUTH',
    'DATABASE_CA',
    'DATABASE_CONNECTIONS',
    'DATABASE_CONNECT_SECONDS',
    'DATABASE_STATEMENT_SECONDS',
    'DATABASE_URL',
    'DATASET_DIR',
    'DATA_DIR',
    'ERASE_AFTER_DAYS',
    'HOST',
    'HR_ADMINS',
    'KEEP_QUESTIONS',
    'LOG_LEVEL',
    'MicrosoftAppId',
    'MicrosoftAppPassword',
    'MicrosoftAppTenantId',
    'MicrosoftAppType',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_EXPORTER_OTLP_HEADERS',
    'OTEL_SERVICE_NAME',
    'PICTURE_HOSTS',
    'PORT',
    'QUIET_HOURS',
    'READER',
    'READER_KEY',
    'READER_MODEL',
    'READER_PER_DAY',
    'READER_URL',
    'REPEAT_GATEWAY_ERRORS',
    'RETENTION_DAYS',
    'ROLE_TEAMS',
    'SERVICE_HOSTS',
    'TIME_ZONE',
  ]);
  expect(parseConfig({ ...env, ...complete }).ok).toBe(true);
});

describe('a reader of questions of the city’s own', () => {
  const asked = {
    READER: 'unsure',
    READER_URL: 'https://llm.example.jp/v1',
    READER_MODEL: 'm',
    READER_KEY: 'very-secret',
  };

  test('is off unless it is asked for', () => {
    expect(configOf(complete).reader).toBeNull();
    expect(configOf({ ...complete, ...asked, READER: 'off' }).reader).toBeNull();
  });

  test('has an address, a model, a budget, and a key that no log shows', () => {
    const { reader } = configOf({ ...complete, ...asked });
    expect(reader).toMatchObject({
      mode: 'unsure',
      url: 'https://llm.example.jp/v1',
      model: 'm',
      perDay: 2000,
    });
    expect(reader?.key).toBe('very-secret');
    expect(inspect(reader) + JSON.stringify(reader)).not.toContain('very-secret');
  });

  test.each([
    ['no address', { READER_URL: '' }, /READER_URL: is not set/],
    ['no model', { READER_MODEL: '' }, /READER_MODEL: is not set/],
    ['an open line', { READER_URL: 'http://llm.example.jp/v1' }, /READER_URL: must be https/],
    ['neither key nor managed identity', { READER_KEY: '' }, /READER_KEY/],
    ['another mode', { READER: 'sometimes' }, /READER: /],
  ])('refused: %s', (_what, over, problem) => {
    expect(problemsOf({ ...complete, ...asked, ...over })).toContainEqual(expect.stringMatching(problem));
  });

  test('one on this machine needs no TLS, and a managed identity no key', () => {
    expect(configOf({ ...complete, ...asked, READER_URL: 'http://127.0.0.1:8000/v1' }).reader?.url).toMatch(
      /^http:/,
    );
    const managed = { ...complete, ...asked, READER_KEY: '', MicrosoftAppType: 'UserAssignedMSI' };
    expect(configOf(managed).reader?.key).toBeNull();
  });
});

describe('a secret may stand in a file, as container and service managers hand them over', () => {
  const { MicrosoftAppPassword: _password, ...rest } = complete;
  const files: Record<string, string> = {
    '/run/password': ' kept as it stands \n',
    '/run/database': 'postgres://u:p@host/db\r\n',
    '/run/empty': '\n',
  };
  const readText = (path: string) => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' });
    return text;
  };
  const problemsWith = (env: Record<string, string>) => {
    const result = parseConfig(env, [], readText);
    return result.ok ? [] : result.problems;
  };

  test('and counts as if it were set', () => {
    const env = { ...rest, MicrosoftAppPassword_FILE: '/run/password', DATABASE_URL_FILE: '/run/database' };
    const result = parseConfig(env, [], readText);
    expect(result.ok && [result.config.identity?.password, result.config.databaseUrl]).toEqual([
      ' kept as it stands ',
      'postgres://u:p@host/db',
    ]);
  });

  test.each([
    [
      'both are set',
      { ...complete, MicrosoftAppPassword_FILE: '/run/password' },
      /PASSWORD_FILE: set .* not both/i,
    ],
    ['it is not there', { ...rest, MicrosoftAppPassword_FILE: '/run/none' }, /cannot be read \(ENOENT\)/],
    ['it is empty', { ...complete, DATABASE_URL_FILE: '/run/empty' }, /DATABASE_URL_FILE: is empty/],
  ])('refused: %s', (_what, env, problem) => {
    expect(problemsWith(env)).toContainEqual(expect.stringMatching(problem));
  });

  test('what it holds is checked, and not repeated', () => {
    files['/run/wrong'] = 'mysql://secret';
    const problems = problemsWith({ ...complete, DATABASE_URL_FILE: '/run/wrong' });
    expect(problems).toEqual(['DATABASE_URL: is not a postgres:// URL']);
  });
});
