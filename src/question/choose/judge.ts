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

/** Features further out than this, in standard deviations, say no more. */
const LIMIT = 4;

/** Throws where the weights are for other features than the code has. */
export function checkedJudge(weights: JudgeWeights): Judge {
  if (weights.features.join() !== FEATURES.join())
    throw new Error('data/judge.json was trained for other features: npm run train');
  return trainedJudge(weights);
}

/** The judge as it was trained: one hidden layer of rectified sums. */
export function trainedJudge({ mean, scale, hidden, output, bounds }: JudgeWeights): Judge {
  const inputs = mean.length;
  const units = output.weights.length;
  const weights = Float32Array.from(hidden.weights);
  const x = new Float32Array(inputs);
  return {
    bounds,
    likelihood(features) {
      for (let i = 0; i < inputs; i++)
        x[i] = Math.max(-LIMIT, Math.min(LIMIT, (features[i]! - mean[i]!) * scale[i]!));
      let sum = output.bias;
      for (let u = 0; u < units; u++) {
        let h = hidden.biases[u]!;
        for (let i = 0; i < inputs; i++) h += weights[u * inputs + i]! * x[i]!;
        if (h > 0) sum += h * output.weights[u]!;
      }
      return 1 / (1 + Math.exp(-sum));
    },
  };
}
