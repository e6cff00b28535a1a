import type { JudgeWeights } from '../../dataset/schema.ts';
import { ABOUT_QUESTION, FEATURES } from './features.ts';

/** From which likelihoods on rows answer a question or stand near. */
export type Bounds = JudgeWeights['bounds'];

/** Says how likely rows answer a question, from their features. */
export interface Judge {
  readonly bounds: Bounds;
  /** By row, how likely (0…1) it answers; `features` has one feature of all rows after the other. */
  likelihoods(features: Float32Array, rows: Uint32Array): Float64Array;
}

/** Throws where the weights are for other features than the code has. */
export function checkedJudge(weights: JudgeWeights): Judge {
  if (weights.features.join() !== FEATURES.join())
    throw new Error('data/judge.json was trained for other features: npm run train');
  return trainedJudge(weights);
}

/** The judge as it was trained: the sum of what many small trees say. */
export function trainedJudge({ bias, roots, nodes, bounds }: JudgeWeights): Judge {
  const features = Int16Array.from(nodes.feature);
  const values = Float64Array.from(nodes.value);
  const rights = Uint32Array.from(nodes.right);
  return {
    bounds,
    likelihoods(told, { length }) {
      const sums = new Float64Array(length).fill(bias);
      const rows = new Uint32Array(length);
      const others = new Uint32Array(length);
      /** Adds what a node says of the rows from one place to another: they part there, those that go on first. */
      const add = (node: number, from: number, to: number): void => {
        const feature = features[node]!;
        const value = values[node]!;
        if (feature < 0) {
          for (let i = from; i < to; i++) sums[rows[i]!]! += value;
          return;
        }
        let [next, beside] = [from, 0];
        if (feature < ABOUT_QUESTION) {
          // The same for all rows.
          next = told[feature * length]! <= value ? to : from;
        } else {
          const first = feature * length;
          for (let i = from; i < to; i++) {
            const row = rows[i]!;
            if (told[first + row]! <= value) rows[next++] = row;
            else others[beside++] = row;
          }
          for (let i = 0; i < beside; i++) rows[next + i] = others[i]!;
        }
        if (next > from) add(node + 1, from, next);
        if (next < to) add(rights[node]!, next, to);
      };
      for (let row = 0; row < length; row++) rows[row] = row;
      for (const root of roots) add(root, 0, length);
      return sums.map((sum) => 1 / (1 + Math.exp(-sum)));
    },
  };
}
