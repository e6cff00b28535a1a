import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ABOUT_QUESTION, FEATURES } from '../../../src/question/choose/features.ts';
import { trainedJudge } from '../../../src/question/choose/judge.ts';

interface Leaf {
  readonly value: number;
}
interface Split {
  readonly feature: number;
  readonly value: number;
  readonly left: Tree;
  readonly right: Tree;
}
type Tree = Leaf | Split;

const eighths = fc.integer({ min: -8, max: 8 }).map((n) => n / 8);
const { tree: trees } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.record({ value: eighths }),
    fc.record({
      feature: fc.nat(FEATURES.length - 1),
      value: eighths,
      left: tie('tree'),
      right: tie('tree'),
    }),
  ),
}));

/** As data/judge.json has them: a node, then all of its left, then all of its right. */
function written(all: readonly Tree[]) {
  const roots: number[] = [];
  const nodes = { feature: [] as number[], value: [] as number[], right: [] as number[] };
  const write = (tree: Tree): void => {
    const at = nodes.value.push(tree.value) - 1;
    nodes.feature.push('feature' in tree ? tree.feature : -1);
    nodes.right.push(0);
    if (!('feature' in tree)) return;
    write(tree.left);
    nodes.right[at] = nodes.value.length;
    write(tree.right);
  };
  for (const tree of all) {
    roots.push(nodes.value.length);
    write(tree);
  }
  return { roots, nodes };
}

const sumOf = (tree: Tree, told: readonly number[]): number =>
  'feature' in tree ? sumOf(told[tree.feature]! <= tree.value ? tree.left : tree.right, told) : tree.value;

test('what the trees say of many rows at once is what each says of each', () => {
  const row = fc.array(eighths, { minLength: FEATURES.length, maxLength: FEATURES.length });
  const rows = fc.array(row, { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(trees, { maxLength: 4 }), rows, (all, told) => {
      // Of one question, and so the same in all rows.
      const same = told.map((one) => [...told[0]!.slice(0, ABOUT_QUESTION), ...one.slice(ABOUT_QUESTION)]);
      const bounds = { least: 0, others: 0, shareOfBest: 0, near: 0 };
      const judge = trainedJudge({ recipe: {}, features: [...FEATURES], bias: 0.5, bounds, ...written(all) });
      const likelihoods = judge.likelihoods(
        Float32Array.from(FEATURES.flatMap((_, f) => same.map((one) => one[f]!))),
        new Uint32Array(same.length),
      );
      const sums = same.map((one) => 0.5 + all.reduce((sum, tree) => sum + sumOf(tree, one), 0));
      expect([...likelihoods]).toEqual(sums.map((sum) => 1 / (1 + Math.exp(-sum))));
    }),
  );
});
