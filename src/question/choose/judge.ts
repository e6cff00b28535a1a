import type { JudgeWeights } from '../../dataset/schema.ts';
import { FEATURES } from './features.ts';

/** From which likelihoods on rows answer a question or stand near. */
export type Bounds = JudgeWeights['bounds'];

/** Says how likely a row answers a question, from its features. */
export interface Judge {
  readonly bounds: Bounds;
  /** 0…1 */
  likelihood(features: Float32Array): number;
  /** Is told the rows, in whose order their likelihoods will be asked for. */
  begin?(rows: Uint32Array): void;
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
    likelihood(row) {
      let sum = bias;
      for (const root of roots) {
        let node = root;
        for (let feature = features[node]!; feature >= 0; feature = features[node]!)
          node = row[feature]! <= values[node]! ? node + 1 : rights[node]!;
        sum += values[node]!;
      }
      return 1 / (1 + Math.exp(-sum));
    },
  };
}
