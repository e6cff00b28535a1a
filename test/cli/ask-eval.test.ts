import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { runCommand } from './in-process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'yokoten-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = (command: 'ask' | 'eval', ...args: string[]) =>
  runCommand(command === 'ask' ? 'src/cli/ask.ts' : 'test/tools/score/eval.ts', args, { cwd: folder });

function file(name: string, ...lines: (object | string)[]): string {
  const to = path.join(folder, name);
  writeFileSync(to, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return to;
}

const QUESTION = { lang: 'ja', kind: 'department', today: '2026-06-15' };
const COUNTING = { id: 'q1', q: '会計課の取組は何件？', must: [], expect_text: '2', ...QUESTION };
const NOTHING = {
  id: 'q2',
  q: '会計課の取組',
  ...QUESTION,
  kind: 'negative',
  lang: 'en',
  must: [],
};

describe('ask', () => {
  test('prints the answer as text, with its source', async () => {
    const { status, stdout } = await run('ask', '会計課の取組は？');
    expect(status).toBe(0);
    expect(stdout).toContain('ランチミーティングの実施');
    expect(stdout).toContain('職員の働きがい向上に向けた 各局・区等の取組について');
  });

  test('prints nothing but one JSON value with --json', async () => {
    const { status, stdout } = await run('ask', '--json', '--today', '2026-06-15', '会計課の取組は？');
    expect(status).toBe(0);
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer)).toEqual(['text', 'initiatives', 'nearMisses', 'understood']);
    expect(answer.initiatives).toContainEqual({
      id: 'i-cd063553',
      department: '会計課',
      name: 'ランチミーティングの実施',
    });
    expect(answer.understood.departments).toEqual(['会計課']);
    expect(answer.text).toContain('ランチミーティングの実施');
  });

  test('takes the words of a question that the shell has split', async () => {
    const { stdout } = await run('ask', '--json', 'Accounting', 'Division', 'initiatives');
    expect(JSON.parse(stdout).understood.departments).toEqual(['会計課']);
  });

  test('reads months from the day that is given', async () => {
    const { stdout } = await run('ask', '--json', '--today', '2027-02-03', '来月始まる取組');
    expect(JSON.parse(stdout).understood.time).toEqual({
      relation: 'starts',
      periods: [{ from: '2027-03', to: '2027-03' }],
    });
  });

  test.each([
    [[], 'no question given'],
    [['--today', '2026-02-30', 'x'], '--today: expected a day, YYYY-MM-DD'],
    [['--lang', 'fr', 'x'], '--lang: expected ja or en'],
    [['--bogus', 'x'], "Unknown option '--bogus'"],
    [['--data', 'nowhere', 'x'], 'initiatives.json: cannot be read'],
  ])('%j is refused', async (args, message) => {
    const { status, stdout, stderr } = await run('ask', ...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});

describe('eval', () => {
  const questions = file('two.jsonl', COUNTING, NOTHING);

  test('prints figures as shares with --json, and nothing else', async () => {
    const { status, stdout } = await run('eval', '--json', questions);
    expect(status).toBe(0);
    const result = JSON.parse(stdout);
    expect(result.overall).toEqual({
      questions: 2,
      exact: 0.5,
      useful: 0.5,
      falseNone: 0,
      extras: 1,
      precision: 0,
      recall: 1,
      f1: 0,
    });
    expect(result.byLang.ja.exact).toBe(1);
    expect(result.byKind.negative.exact).toBe(0);
    expect(result.misses).toMatchObject([{ id: 'q2', q: '会計課の取組', missing: [] }]);
    expect(result.misses[0].extra).toHaveLength(2);
  });

  test('prints figures in percent and each miss with what was understood', async () => {
    const { status, stdout } = await run('eval', questions);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^all +2 +50\.0 %/m);
    expect(stdout).toMatch(/^q2 \[negative en\] 会計課の取組$/m);
    expect(stdout).toMatch(/^ {2}\+ extra +会計課「ランチミーティングの実施」/m);
    expect(stdout).toMatch(/^ {2}understood find, in 会計課$/m);
  });

  test.each([
    ['0.5', 0],
    ['50%', 0],
    ['97', 1],
    ['101', 2],
  ])('--min-exact %s exits with %i', async (share, status) => {
    expect((await run('eval', '--min-exact', share, questions)).status).toBe(status);
  });

  test('--coverage needs no questions', async () => {
    const { status, stdout } = await run('eval', '--coverage', '--json');
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(stdout).coverage)).toEqual([
      'thinRows',
      'sharedWords',
      'sameRows',
      'idleConcepts',
      'rowsWithoutConcept',
    ]);
  });

  test.each([
    ['a missing file', ['nowhere.jsonl'], 'nowhere.jsonl'],
    ['no file', [], 'no file of questions given'],
    ['two files', ['a', 'b'], 'one file at a time'],
    ['an empty file', [file('empty.jsonl', '')], 'no questions'],
    ['malformed lines', [file('bad.jsonl', COUNTING, '{', { id: 'q3' })], 'line 2: not JSON'],
    [
      'rows of another document',
      [file('other.jsonl', { ...COUNTING, must: [['総務部', '研修']] })],
      'q1: 総務部「研修」',
    ],
  ])('%s is refused', async (_, args, message) => {
    const { status, stdout, stderr } = await run('eval', '--json', ...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
