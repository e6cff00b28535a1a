import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldText } from '../../src/question/fold.ts';
import { Lexicon } from '../../src/question/lexicon.ts';
import { RowIndex } from '../../src/question/row-index.ts';
import { datasetOf, type RowSpec } from './support/dataset.ts';

function indexOf(rows: readonly RowSpec[]): RowIndex {
  return new RowIndex(datasetOf({ rows }), new Lexicon(), [], new Map());
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
      index.evidence(row, -1, foldText(text), undefined)!.field,
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
    expect(index.evidence(0, -1, '自動化', undefined)).toMatchObject({
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
      { numRuns: 1_500 },
    );
  });
});
