import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { likelier } from '../../../src/question/index/soft-rows.ts';

const sixteenths = fc
  .array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 16 })))
  .map((pairs) => new Map(pairs.map(([at, n]) => [at, n / 16])));
const matchesOf = (map: ReadonlyMap<number, number>) => {
  const pairs = [...map].sort(([a], [b]) => a - b);
  return {
    rows: Uint32Array.from(pairs, ([at]) => at),
    strengths: Float32Array.from(pairs, ([, strength]) => strength),
  };
};

test('likelier: all rows of both, each as likely as where it is likelier', () => {
  fc.assert(
    fc.property(sixteenths, sixteenths, (one, other) => {
      const all = new Map(one);
      for (const [at, strength] of other) all.set(at, Math.max(strength, one.get(at) ?? 0));
      expect(likelier(matchesOf(one), matchesOf(other))).toEqual(matchesOf(all));
    }),
  );
});
