import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RowSet } from '../../../../src/question/index/rows/row-set.ts';

const rows = fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 60 });

test('has what was put in, once, ascending', () => {
  fc.assert(
    fc.property(rows, rows, (some, more) => {
      const set = new RowSet(100);
      set.addAll(some);
      for (const [i, row] of more.entries())
        expect(set.add(row)).toBe(![...some, ...more.slice(0, i)].includes(row));
      const expected = [...new Set([...some, ...more])].sort((a, b) => a - b);
      expect([...set.rows()]).toEqual(expected);
      expect(set.size).toBe(expected.length);
      for (let row = 0; row < 100; row++) expect(set.has(row)).toBe(expected.includes(row));
      set.clear();
      expect([set.size, ...set.rows()]).toEqual([0]);
    }),
  );
});

test('holds the last row of any size', () => {
  for (const size of [1, 31, 32, 33, 64]) {
    const set = new RowSet(size);
    set.add(size - 1);
    expect([...set.rows()]).toEqual([size - 1]);
  }
});
