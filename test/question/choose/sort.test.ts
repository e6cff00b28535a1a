import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sortedBy } from '../../../src/question/choose/sort.ts';

test('sorts by the number, and leaves the order of those that have the same', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(50)),
      fc.array(fc.nat(5), { minLength: 51, maxLength: 51 }),
      (rows, keys) => {
        const expected = rows.toSorted((a, b) => keys[a]! - keys[b]!);
        expect([...sortedBy(Uint32Array.from(rows), (row) => keys[row]!)]).toEqual(expected);
      },
    ),
  );
});
