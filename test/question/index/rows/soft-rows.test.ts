import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { likelier, softRows } from '../../../../src/question/index/rows/soft-rows.ts';
import { SoftConcepts } from '../../../../src/question/index/soft-concepts.ts';
import { finish } from '../../../../src/text/steps.ts';
import { datasetOf } from '../../support/dataset.ts';

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

test('of many rows, likelihoods are told apart in steps, none of which is far from what it stands for', () => {
  const soft = finish(
    SoftConcepts.build(
      [
        ['昇任試験', '昇任の支援', '昇進'],
        ['研修', '研修会', '新人研修'],
      ],
      ['取組', '実施'],
    ),
  );
  const rowsNamed = (names: readonly string[]) =>
    datasetOf({ rows: names.map((name) => ({ department: '総務部', name })) }).initiatives;
  const names = ['昇任選考の勉強', '研修動画の視聴', '昇任研修の実施'];
  const few = finish(softRows(rowsNamed(names), 2, soft));
  const many = finish(softRows(rowsNamed([...names, ...new Array<string>(10_000).fill('その他')]), 2, soft));
  expect(few.map(({ rows }) => rows.length > 0)).toEqual([true, true]);
  few.forEach(({ rows, strengths }, concept) => {
    const found = Array.from(rows, (at) => many[concept]!.strengths[many[concept]!.rows.indexOf(at)]!);
    found.forEach((strength, i) => {
      expect(Number.isInteger(strength * 32)).toBe(true);
      expect(Math.abs(strength - strengths[i]!)).toBeLessThanOrEqual(1 / 64);
    });
  });
  expect(few.some(({ strengths }) => strengths.some((strength) => !Number.isInteger(strength * 32)))).toBe(
    true,
  );
});
