import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isEnglishSlip, Vocabulary, withinOneEdit } from '../../../src/question/index/vocabulary.ts';

/** Optimal string alignment, by the textbook's table. */
function distance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
    }
  }
  return d[a.length]![b.length]!;
}

describe('one typing error', () => {
  test.each([
    ['mentor', 'mentor', true],
    ['mentor', 'mentr', true],
    ['mentor', 'menttor', true],
    ['mentor', 'mentir', true],
    ['mentor', 'metnor', true],
    ['mentor', 'mantir', false],
    ['mentor', 'ment', false],
    ['ab', 'ba', true],
    ['abc', 'bca', false],
    ['', 'a', true],
    ['', '', true],
  ])('%s, %s: %s', (a, b, within) => {
    expect(withinOneEdit(a, b)).toBe(within);
  });

  test('is what the textbook says', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(withinOneEdit(a, b)).toBe(distance(a, b) <= 1);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a slip in an English word', () => {
  test.each([
    ['metnor', 'mentor', true],
    ['menttor', 'mentor', true],
    ['mentr', 'mentor', true],
    ['trainimg', 'training', true],
    ['calender', 'calendar', true],
    ['onbord', 'onboard', true],
    ['quiet', 'quit', false],
    ['moving', 'mowing', false],
    ['cancel', 'cancer', false],
    ['retir', 'rehir', false],
    ['garag', 'garbag', false],
    ['letter', 'litter', false],
    ['evacuation', 'evaluation', false],
  ])('%s for %s: %s', (typed, meant, isSlip) => {
    expect(isEnglishSlip(typed, meant)).toBe(isSlip);
  });
});

describe('known words', () => {
  const vocabulary = new Vocabulary();
  // onboarding, メンター, ハラスメント, RPA, folded.
  for (const [i, word] of ['onboard', 'めんた', 'はらすめんと', 'rpa'].entries()) vocabulary.addTerm(word, i);
  vocabulary.addTerm('はらすめんと', 5);
  vocabulary.addReadings(['情報共有'], ['じようほうきようゆう'], 4);

  test('are recognised with one typing error', () => {
    expect(vocabulary.near('onbord', 'latin')?.concept).toBe(0);
    expect(vocabulary.near('onborad', 'latin')?.concept).toBe(0);
    expect(vocabulary.near('はらすめと', 'katakana')?.concept).toBe(2);
  });

  test('not when they are short, or begin with another letter', () => {
    expect(vocabulary.near('rpb', 'latin')).toBeNull();
    expect(vocabulary.near('めんだ', 'katakana')).toBeNull();
    expect(vocabulary.near('ばらすめんと', 'katakana')).toBeNull();
  });

  test('are recognised when half is in kana', () => {
    expect(vocabulary.mixed('情報', 'きようゆう', '')).toBe(4);
    expect(vocabulary.mixed('情報', 'はつしん', '')).toBeNull();
    expect(vocabulary.mixed('', 'きようゆう', '報')).toBeNull();
  });

  test('compounds fall into the pieces that the data has', () => {
    const has = new Set(['人材', '人材育成', '計画']);
    const parts = (word: string): string[] => vocabulary.pieces(word, (piece) => has.has(piece));
    expect(parts('人材育成計画')).toEqual(['人材育成', '計画']);
    expect(parts('新計画')).toEqual(['計画']);
    expect(parts('超巨大新計画')).toEqual([]);
  });
});
