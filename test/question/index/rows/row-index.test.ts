import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldText } from '../../../../src/text/fold.ts';
import { finish } from '../../../../src/text/steps.ts';
import { Lexicon } from '../../../../src/question/index/lexicon.ts';
import { either } from '../../../../src/question/index/rows/matches.ts';
import { RowIndex } from '../../../../src/question/index/rows/row-index.ts';
import { SoftConcepts } from '../../../../src/question/index/soft-concepts.ts';
import { concept, datasetOf, type RowSpec } from '../../support/dataset.ts';

function indexOf(rows: readonly RowSpec[]): RowIndex {
  const words = {
    lexicon: new Lexicon(),
    ancestors: [],
    conceptIds: new Map(),
    soft: finish(SoftConcepts.build([], [])),
  };
  return finish(RowIndex.build(datasetOf({ rows }), words));
}

const row = (name: string, part: Partial<RowSpec> = {}): RowSpec => ({ department: '総務部', name, ...part });

describe('text in rows', () => {
  const index = indexOf([
    row('RPAの導入', { summary: '定型作業を自動化', when: 'R8.6以降' }),
    row('AI研修', { remarks: 'grpaとは別' }),
    row('1 on 1 ミーティング', { summary: '導入の検討' }),
  ]);
  const found = (text: string): (readonly [number, string])[] =>
    Array.from(index.withText(foldText(text)).rows, (row) => [
      row,
      index.evidence(row, -1, foldText(text))!.field,
    ]);

  test.each([
    ['RPA', [[0, 'name']]],
    ['rp', []],
    ['ＡＩ', [[1, 'name']]],
    [
      '導入',
      [
        [0, 'name'],
        [2, 'summary'],
      ],
    ],
    ['1on1', [[2, 'name']]],
    ['ミーティング', [[2, 'name']]],
    ['R8.6', [[0, 'schedule']]],
    ['別', [[1, 'remarks']]],
    ['残業', []],
    ['', []],
  ])('%s: %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('does not reach from one field into the next', () => {
    expect(found('導入定型')).toEqual([]);
  });

  test('looks in the fields that are asked for', () => {
    expect([...index.withText('導入', { nameOnly: true }).rows]).toEqual([0]);
  });

  test('says where the words stand', () => {
    expect(index.evidence(0, -1, '自動化')).toMatchObject({
      row: 0,
      field: 'summary',
      start: 5,
      end: 8,
    });
  });
});

describe('text in any rows', () => {
  const ALPHABET = [
    '採',
    '用',
    '研',
    '修',
    'あ',
    'い',
    'ア',
    'ー',
    'a',
    'b',
    'ai',
    'R',
    '1',
    '12',
    ' ',
    '、',
    '\n',
    '-',
  ];
  const text = fc.array(fc.constantFrom(...ALPHABET), { maxLength: 10 }).map((parts) => parts.join(''));
  const rows = fc.array(
    fc.record({
      department: fc.constant('総務部'),
      name: text.map((each) => `x${each}`),
      summary: text,
      remarks: text,
    }),
    { minLength: 1, maxLength: 8 },
  );
  const isWord = (char: string | undefined): boolean => char !== undefined && /[a-z0-9]/.test(char);

  /** The plain reading: at some place of some field, with no letter or digit right before or after a Latin end. */
  const holds = (field: string, wanted: string): boolean => {
    const folded = foldText(field);
    for (let i = 0; i + wanted.length <= folded.length; i++) {
      if (folded.slice(i, i + wanted.length) !== wanted) continue;
      const cutsWordBefore = isWord(wanted[0]) && isWord(folded[i - 1]);
      const cutsWordAfter = isWord(wanted.at(-1)) && isWord(folded[i + wanted.length]);
      if (!cutsWordBefore && !cutsWordAfter) return true;
    }
    return false;
  };

  test('is found in exactly the rows that hold it', () => {
    fc.assert(
      fc.property(rows, text, (specs, asked) => {
        const wanted = foldText(asked).trim();
        fc.pre(wanted !== '' && !wanted.includes('\n'));
        const expected = specs.flatMap((each, i) =>
          [each.name, each.summary, each.remarks].some((field) => holds(field, wanted)) ? [i] : [],
        );
        expect([...indexOf(specs).withText(wanted).rows]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('words of concepts in any rows', () => {
  const concepts = [
    concept('hiring', { terms: ['採用', '採用活動'], en: ['AI hire'], not: ['新採用'] }),
    concept('newcomers', { terms: ['新採用', '庁内採用', '採用辞退'] }),
    concept('data', { terms: ['データ', 'データ採用'], en: ['AI'] }),
  ];
  const lexicon = new Lexicon();
  concepts.forEach(({ terms, en }, i) => {
    for (const word of terms) lexicon.add(word, { kind: 'concept', concept: i, from: 'term' });
    for (const word of en) lexicon.add(word, { kind: 'concept', concept: i, from: 'en' });
  });
  const PARTS = ['採用', '新', '庁内', '活動', '辞退', 'データ', 'でた', 'AI', ' ', 'hire', 's', '、', 'の'];
  const text = fc.array(fc.constantFrom(...PARTS), { maxLength: 6 }).map((parts) => parts.join(''));
  const rows = fc.array(
    fc.record({ department: fc.constant('総務部'), name: text, summary: text, remarks: text, when: text }),
    { minLength: 1, maxLength: 6 },
  );

  test('are in the same rows, as strongly, as a look at the texts finds them', () => {
    fc.assert(
      fc.property(rows, (specs) => {
        const dataset = datasetOf({ rows: specs, concepts });
        const words = {
          lexicon,
          ancestors: [[0], [1], [2]],
          conceptIds: new Map<string, number>(),
          soft: finish(SoftConcepts.build([], [])),
        };
        const index = finish(RowIndex.build(dataset, words));
        concepts.forEach(({ terms, en, not }, i) => {
          const lookAlikes = new Set(not.map((word) => foldText(word)));
          for (const word of [...terms, ...en].map((each) => foldText(each))) {
            const expected = either(index.withConcept(i), index.withText(word, { lookAlikes }));
            expect(either(index.withConcept(i), index.withWord(i, word))).toEqual(expected);
          }
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('a row that says it less directly', () => {
  const concepts = [
    concept('assessment', { terms: ['評価替え', '固定資産評価'], asks: ['家屋調査', '家を見に行'] }),
  ];
  const lexicon = new Lexicon();
  for (const word of concepts[0]!.terms) lexicon.add(word, { kind: 'concept', concept: 0, from: 'term' });
  for (const word of concepts[0]!.asks) lexicon.add(word, { kind: 'concept', concept: 0, from: 'ask' });
  const rows = [
    row('評価替えの応援'),
    row('家屋調査のタブレット化'),
    row('固定資産の評価'),
    row('家を見に行く日'),
  ];
  const words = {
    lexicon,
    ancestors: [[0]],
    conceptIds: new Map<string, number>(),
    soft: finish(SoftConcepts.build([], [])),
  };
  const { rows: found, levels } = finish(RowIndex.build(datasetOf({ rows, concepts }), words)).withConcept(0);

  test('has the concept where a telling word of questions stands, or a compound with a particle', () => {
    expect([...found]).toEqual([0, 1, 2]);
  });

  test('has it less strongly', () => {
    expect(levels[1]).toBeLessThan(levels[0]!);
    expect(levels[2]).toBeLessThan(levels[0]!);
  });
});
