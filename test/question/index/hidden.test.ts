import { expect, test } from '@jest/globals';
import { isHidden } from '../../../src/question/index/hidden.ts';

test('a word is looked for among those that may cover it, however many a row has', () => {
  const length = 100_000;
  let seen = 0;
  const at = (i: number) => {
    seen += 1;
    return { field: i < 10 ? 0 : 2, start: 3 * i, end: 3 * i + 4 };
  };
  const place = { field: 2, start: 3 * 70_000, end: 3 * 70_000 + 1 };
  const covering: number[] = [];
  const isFound = isHidden(place, { from: 0, to: length, at }, (word) => {
    covering.push(word.start / 3);
    return false;
  });
  expect(isFound).toBe(false);
  // The one before reaches over its first character too.
  expect(covering).toEqual([69_999, 70_000]);
  expect(seen).toBeLessThan(40);
  expect(isHidden({ field: 1, start: 0, end: 1 }, { from: 0, to: length, at }, () => true)).toBe(false);
  expect(isHidden({ field: 0, start: 28, end: 31 }, { from: 0, to: length, at }, () => true)).toBe(true);
  expect(isHidden(place, { from: 5, to: 5, at }, () => true)).toBe(false);
});
