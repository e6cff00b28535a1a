import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatWishes, parseWishes } from '../../src/dataset/curated/wishes.ts';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { createEngine } from '../../src/question/engine.ts';
import { datasetOf } from '../question/support/dataset.ts';

const ROWS = datasetOf({
  rows: [
    { department: '財政局', name: '朝会' },
    { department: '消防局', name: '面談' },
  ],
}).initiatives;

describe('needs that several rows answer', () => {
  test('are read, and written with their rows named in the document’s order', () => {
    const text =
      '# checked\nvoices: 声を届ける\n  rows:\n    row-1\n    row-0 old name\n  questions:\n    b\n    a\n    b\n';
    expect(parseWishes(text)).toEqual({
      wishes: [{ id: 'voices', label: '声を届ける', rows: ['row-1', 'row-0'], questions: ['b', 'a', 'b'] }],
      problems: [],
    });
    const written =
      '# checked\nvoices: 声を届ける\n  rows:\n    row-0 財政局「朝会」\n    row-1 消防局「面談」\n  questions:\n    a\n    b\n';
    expect(formatWishes(text, ROWS)).toBe(written);
    expect(formatWishes(written, ROWS)).toBe(written);
  });

  test.each([
    ['voices\n  rows:\n    row-0\n', 'voices: questions'],
    ['voices\n  questions:\n    a\n', 'voices: rows'],
    ['voices\n  row:\n    row-0\n  questions:\n    a\n', 'unknown role row'],
    [
      'v\n  rows:\n    row-0\n  questions:\n    a\n\nv\n  rows:\n    row-1\n  questions:\n    b\n',
      'more than once',
    ],
  ])('%j is refused', (text, message) => {
    expect(
      parseWishes(text)
        .problems.map((problem) => problem.message)
        .join('\n'),
    ).toContain(message);
    expect(formatWishes(text, ROWS)).toBeNull();
  });

  test('each of its questions is answered with all of its rows; rows that an edition lacks count for nothing', () => {
    const data = datasetOf({
      rows: [
        { department: '財政局', name: '朝会' },
        { department: '消防局', name: '面談' },
        { department: '議会局', name: '視察' },
      ],
    });
    const wish = {
      id: 'voices',
      label: '',
      rows: ['row-1', 'row-0', 'row-9'],
      questions: ['物申せる場がほしい'],
    };
    const { hits } = createEngine({ ...data, wishes: [wish] }).ask({
      text: '物申せる場がほしい',
      today: '2026-06-15',
      lang: 'ja',
      previous: null,
    });
    expect(Array.from(hits, ({ initiative }) => initiative.id).sort()).toEqual(['row-0', 'row-1']);
  });
});

describe('the shipped needs', () => {
  const dir = path.resolve(import.meta.dirname, '../../data');
  const { wishes, initiatives } = loadDataset(dir);

  test('are of rows that the document has, two or more each, and no question stands twice', () => {
    const ids = new Set(initiatives.map(({ id }) => id));
    expect(wishes.length).toBeGreaterThanOrEqual(70);
    expect(wishes.flatMap(({ rows }) => rows.filter((id) => !ids.has(id)))).toEqual([]);
    expect(wishes.filter(({ rows }) => rows.length < 2).map(({ id }) => id)).toEqual([]);
    const questions = wishes.flatMap((wish) => wish.questions);
    expect(questions.filter((question, i) => questions.indexOf(question) !== i)).toEqual([]);
  });

  test('stand as they are to', () => {
    const text = readFileSync(path.join(dir, 'wishes.txt'), 'utf8');
    expect(formatWishes(text, initiatives)).toBe(text);
  });
});
