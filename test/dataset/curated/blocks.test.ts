import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { formatExpansions, parseExpansions } from '../../../src/dataset/curated/expansions.ts';
import { formatThesaurus, parseThesaurus } from '../../../src/dataset/curated/thesaurus.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const problemsOf = (text: string) =>
  parseThesaurus(text).problems.map(({ line, message }) => `${line}: ${message}`);

describe('a thesaurus file', () => {
  const TEXT = `# 相談は consultation
mentoring: メンター | Mentoring
  kind: audience
  weight: 0.5
  terms: メンター, 1:1 meeting,
    work/life
  en: buddy system
  not: 朝、15分
  broader: onboarding
`;

  test('is read', () => {
    const { concepts, problems } = parseThesaurus(TEXT.replaceAll('\n', '\r\n'));
    expect(problems).toEqual([]);
    expect(concepts).toEqual([
      {
        id: 'mentoring',
        label: { ja: 'メンター', en: 'Mentoring' },
        kind: 'audience',
        weight: 0.5,
        terms: ['メンター', '1:1 meeting', 'work/life'],
        kana: [],
        en: ['buddy system'],
        asks: [],
        not: ['朝、15分'],
        broader: ['onboarding'],
        related: [],
      },
    ]);
  });

  test('is written with concepts by id, words sorted and once, roles in one order, comments kept', () => {
    const text = `b: び | b
  en: two, one, two
  terms: い,ろ
# of a
a: え | a
  kind: topic
`;
    expect(formatThesaurus(text.replace('い,ろ', 'ろ, い'))).toBe(`# of a
a: え | a

b: び | b
  terms: い, ろ
  en: one, two
`);
    expect(formatThesaurus(text)).toBeNull();
  });

  test('is wrapped at 140 columns, Japanese characters as two', () => {
    const words = Array.from({ length: 30 }, (_, i) => `人材確保の言葉${10 + i}`);
    const text = formatThesaurus(`a: え | a\n  terms: ${words.join(', ')}\n`)!;
    const [, first, second] = text.split('\n');
    // "  terms: " and seven words of 16 columns with ", " between: 9 + 7 * 18 - 1, an eighth would go beyond.
    expect(first).toBe(`  terms: ${words.slice(0, 7).join(', ')},`);
    expect(second).toMatch(/^ {4}人材確保の言葉17, /);
    expect(formatThesaurus(text)).toBe(text);
    expect(parseThesaurus(text).concepts[0]!.terms).toEqual(words);
  });

  test.each([
    [
      'a role before any block',
      '  terms: い',
      '1: stands before the first block, which starts in the first column',
    ],
    ['a role that there is not', 'a: え | a\n  therms: い', '2: a: unknown role therms'],
    ['a role twice', 'a: え | a\n  en: x\n  en: y', '3: a has en already'],
    [
      'a block without roles that goes on',
      'a: え | a\n    い',
      '2: goes on with a role, and none stands before it',
    ],
    ['an indent of three', 'a: え | a\n  en: x\n   y', expect.stringMatching(/^3: is indented by 3: /)],
    ['two commas', 'a: え | a\n\n  en: x, , y', '3: a: en: items are parted by one comma and a space'],
    ['a comma at the end', 'a: え | a\n  en: x,', '2: a: en: items are parted by one comma and a space'],
    ['a weight in words', 'a: え | a\n  weight: much', expect.stringMatching(/^2: a: weight: /)],
    ['a kind of its own', 'a: え | a\n  kind: thing', expect.stringMatching(/^2: a: kind: /)],
    ['no English label', 'a: え', expect.stringMatching(/^1: a: label\.en: /)],
    ['a third label', 'a: え | a | b', '1: a: has more than a label in Japanese and one in English'],
  ])('%s is a problem with its line', (_, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });
});

describe('expansions.txt', () => {
  const row = (id: string, name: string) => ({ id, name, department: '総務局' }) as never;
  const TEXT = `i-0001: 総務局「面談」
  name: Talks
  summary: First line,
      which goes on
    Second line
  themes: b, a
  questions:
    面談は?
    Who talks, and when?

i-0002
  questions:
    動画は?
`;

  test('is read: English as written, a question a line', () => {
    expect(parseExpansions(TEXT)).toEqual({
      expansions: [
        {
          id: 'i-0001',
          en: { name: 'Talks', summary: 'First line, which goes on\nSecond line', remarks: '' },
          questions: ['面談は?', 'Who talks, and when?'],
          themes: ['b', 'a'],
        },
        { id: 'i-0002', en: null, questions: ['動画は?'], themes: [] },
      ],
      problems: [],
    });
  });

  test('is written in the order of the rows, with their names and sorted questions', () => {
    const text = formatExpansions(TEXT, [row('i-0002', '動画'), row('i-0001', '面談')]);
    expect(text).toBe(`i-0002: 総務局「動画」
  questions:
    動画は?

i-0001: 総務局「面談」
  name: Talks
  summary: First line, which goes on
    Second line
  themes: a, b
  questions:
    Who talks, and when?
    面談は?
`);
  });
});

describe('npm run format:data', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'yokoten-'));
    cpSync(path.join(ROOT, 'data'), dir, { recursive: true });
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(ROOT, 'src/cli/format-data.ts'), '--data', dir, ...args],
      { encoding: 'utf8' },
    );
    return { status, output: stdout + stderr };
  };

  test('puts right what --check finds', () => {
    const file = path.join(dir, 'thesaurus/people.txt');
    const before = readFileSync(file, 'utf8');
    const [first, ...others] = before.split('\n\n');
    writeFileSync(file, [...others.map((block) => block.trimEnd()), first].join('\n\n') + '\n');
    expect(run('--check')).toEqual({
      status: 1,
      output: expect.stringMatching(/people\.txt: not formatted; npm run format:data\n$/),
    });
    expect(run()).toEqual({ status: 0, output: expect.stringMatching(/people\.txt: written\n$/) });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(run('--check')).toEqual({ status: 0, output: '' });
  });

  test('says what is wrong, with its line', () => {
    writeFileSync(path.join(dir, 'thesaurus/people.txt'), 'a: え | a\n  therms: い\n');
    const { status, output } = run();
    expect(status).toBe(1);
    expect(output).toContain('thesaurus/people.txt:2: a: unknown role therms');
  });

  test('wrong use', () => {
    expect(run('--nonsense').status).toBe(2);
    expect(run('--data', path.join(dir, 'missing')).output).toContain('no such folder');
  });
});
