import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type RunningBot, startBot, stopBot } from '../bench/process.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';

/** What the alerts and the dashboard ask for must be what a running bot tells. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const dataDir = mkdtempSync(path.join(tmpdir(), 'yokoten-watching-'));
let bot: RunningBot;
let collector: Server;
const handedOver: Batch[] = [];
let told: string;

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method, url, headers } = request;
      if (method === 'POST' && url === '/v1/traces' && headers['x-key'] === 'a b')
        handedOver.push(JSON.parse(text) as Batch);
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  bot = await startBot([path.join(ROOT, 'src/start.js'), '--sandbox'], {
    DATA_DIR: dataDir,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b',
    OTEL_SERVICE_NAME: 'yokoten-test',
  });
  const simulator = await startSimulator();
  await sendToBot(`http://127.0.0.1:${bot.port}`, personalMessage(scene(simulator.url), 'one', '研修'));
  told = await (await fetch(`http://127.0.0.1:${bot.adminPort}/metrics`)).text();
  await simulator.close();
}, 60_000);
afterAll(async () => {
  await stopBot(bot.process);
  collector.close();
  rmSync(dataDir, { recursive: true });
});

/** What a collector gets: opentelemetry.io/docs/specs/otlp */
interface Batch {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly object[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly object[];
}

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const rules = (parse(readFileSync(path.join(ROOT, 'deploy/alerts.yaml'), 'utf8')) as Rules).groups
  .flatMap((group) => group.rules)
  .map(({ alert, expr }) => [alert, expr] as const);
const panels = (
  JSON.parse(readFileSync(path.join(ROOT, 'deploy/grafana.json'), 'utf8')) as Dashboard
).panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const));

/** Names of series in an expression; `up` and the job are Prometheus' own. */
const seriesIn = (expr: string) =>
  [...expr.matchAll(/\b(?:yokoten|process|nodejs)_\w+/g)].map(([name]) => name);
const labelsIn = (expr: string) =>
  [...expr.matchAll(/(\w+)\{(\w+)="([^"]*)"\}/g)].filter(([, , label]) => label !== 'job');

test('there are alerts and panels', () => {
  expect([rules.length, panels.length].every((count) => count >= 8)).toBe(true);
});

test.each([...rules, ...panels])('%s', (_name, expr) => {
  const names = seriesIn(expr);
  expect(names.length > 0 || /^up\{job="yokoten"\} == 0$/.test(expr)).toBe(true);
  // A counter or gauge without labels yet has its TYPE line all the same.
  const known = [...told.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name, type]) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name! + end) : [name!],
  );
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});

test('labels that are asked for are there, with that value or another of a turn', () => {
  const asked = [...rules, ...panels].flatMap(([, expr]) => labelsIn(expr));
  expect(asked.length).toBeGreaterThan(1);
  for (const [, name, label] of asked)
    expect(told).toMatch(new RegExp(`^${name!}\\{(?:[^}]*,)?${label!}="`, 'm'));
});

test('what is answered, confirmed and planned is told by name', () => {
  for (const name of [
    'edition_info\\{edition="\\S+"\\} 1',
    'initiatives 49',
    'last_confirmation_timestamp_seconds 0',
  ])
    expect(told).toMatch(new RegExp(`^yokoten_${name}$`, 'm'));
});

// The last: it stops the bot, which hands over what it has.
test('a collector gets a trace of each turn with its requests to Teams, and nothing of what was said or by whom', async () => {
  await stopBot(bot.process);
  const [batch] = handedOver.flatMap(({ resourceSpans }) => resourceSpans);
  expect(batch!.resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'yokoten-test' },
  });
  const spans = handedOver.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)),
  );
  const turn = spans.find(({ name }) => name === 'turn question')!;
  expect(turn).toMatchObject({
    kind: 2,
    traceId: expect.stringMatching(/^[\da-f]{32}$/),
    spanId: expect.stringMatching(/^[\da-f]{16}$/),
  });
  expect(turn.attributes).toContainEqual({ key: 'yokoten.intent', value: { stringValue: 'find' } });
  expect(BigInt(turn.endTimeUnixNano) - BigInt(turn.startTimeUnixNano)).toBeGreaterThan(0n);
  const requests = spans.filter(({ parentSpanId }) => parentSpanId === turn.spanId);
  expect(requests.length).toBeGreaterThan(0);
  expect(requests[0]).toMatchObject({ traceId: turn.traceId, kind: 3, name: 'POST' });
  expect(requests[0]!.attributes).toContainEqual({
    key: 'http.response.status_code',
    value: { intValue: '201' },
  });
  const all = JSON.stringify(handedOver);
  const { aadObjectId, userId, tenantId } = scene('');
  for (const secret of ['研修', aadObjectId, userId, tenantId]) expect(all).not.toContain(secret);
});
