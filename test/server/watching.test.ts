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
let told: string;

beforeAll(async () => {
  bot = await startBot([path.join(ROOT, 'src/start.js'), '--sandbox'], { DATA_DIR: dataDir });
  const simulator = await startSimulator();
  await sendToBot(`http://127.0.0.1:${bot.port}`, personalMessage(scene(simulator.url), 'one', '研修'));
  told = await (await fetch(`http://127.0.0.1:${bot.adminPort}/metrics`)).text();
  await simulator.close();
}, 30_000);
afterAll(async () => {
  await stopBot(bot.process);
  rmSync(dataDir, { recursive: true });
});

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
