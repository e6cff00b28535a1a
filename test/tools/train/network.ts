import { FEATURES, QUESTION_FEATURES } from '../../../src/question/choose/features.ts';
import type { JudgeWeights } from '../../../src/dataset/schema.ts';
import { seeded } from './random.ts';

/** The rows of one question that were weighed, with which of them are right. */
export interface Example {
  /** One vector after another. */
  readonly features: Float32Array;
  /** 1 right, 0 wrong, -1 neither. */
  readonly labels: Int8Array;
}

export interface Recipe {
  /** A multiple of four. */
  /** A multiple of four. */
  readonly units: number;
  readonly epochs: number;
  readonly rate: number;
  /** Weights shrink by this share of the rate at each step. */
  readonly decay: number;
  /** Questions a step. */
  readonly batch: number;
  readonly seed: number;
  /** So many networks that differ in their beginnings alone judge together: one alone depends on it by a point or two. */
  readonly members: number;
}

const INPUTS = FEATURES.length;
const QUESTION_INPUTS = QUESTION_FEATURES.length;
const LIMIT = 4;

/**
 * One hidden layer, trained so that the sets of right rows become as likely as can be (sum of the rows' logarithmic
 * losses, Adam). The same examples and recipe give the same weights, bit for bit.
 */
export function trainNetwork(
  examples: readonly Example[],
  recipe: Recipe,
): Omit<JudgeWeights, 'recipe' | 'bounds'> {
  const { mean, scale } = spreadOf(examples);
  const data = examples.map(({ features, ...rest }) => ({ ...rest, x: standardised(features, mean, scale) }));
  const members = Array.from({ length: recipe.members }, (_, member) =>
    trainMember(data, { ...recipe, seed: recipe.seed + 2 * member }),
  );
  return { features: [...FEATURES], mean: [...mean], scale: [...scale], ...together(members) };
}

function trainMember(
  data: readonly { readonly x: Float32Array; readonly labels: Int8Array }[],
  recipe: Recipe,
): NetworkWeights {
  const net = new Network(recipe);
  const random = seeded(recipe.seed + 1);
  const order = data.map((_, i) => i);
  const steps = Math.ceil(order.length / recipe.batch) * recipe.epochs;
  let step = 0;
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += recipe.batch) {
      for (const i of order.slice(from, from + recipe.batch)) net.learn(data[i]!.x, data[i]!.labels);
      net.step(recipe.rate * (1 - step++ / steps));
    }
  }
  return net.weights();
}

type NetworkWeights = Pick<JudgeWeights, 'hidden' | 'output'>;

/** The mean of what they say before it becomes a likelihood: one network with the units of all. */
function together(members: readonly NetworkWeights[]): NetworkWeights {
  const share = (value: number): number => Math.round((value / members.length) * 1e5) / 1e5;
  return {
    hidden: {
      weights: members.flatMap(({ hidden }) => hidden.weights),
      biases: members.flatMap(({ hidden }) => hidden.biases),
    },
    output: {
      weights: members.flatMap(({ output }) => output.weights.map(share)),
      bias: share(members.reduce((sum, { output }) => sum + output.bias, 0)),
    },
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [order[i], order[k]] = [order[k]!, order[i]!];
  }
}

function spreadOf(examples: readonly Example[]): { mean: Float64Array; scale: Float64Array } {
  const mean = new Float64Array(INPUTS);
  const square = new Float64Array(INPUTS);
  let n = 0;
  for (const { features } of examples) {
    for (let at = 0; at < features.length; at += INPUTS, n++) {
      for (let i = 0; i < INPUTS; i++) {
        mean[i]! += features[at + i]!;
        square[i]! += features[at + i]! ** 2;
      }
    }
  }
  const round = (value: number): number => Math.round(value * 1e4) / 1e4;
  for (let i = 0; i < INPUTS; i++) {
    mean[i] = mean[i]! / Math.max(1, n);
    const deviation = Math.sqrt(Math.max(0, square[i]! / Math.max(1, n) - mean[i]! ** 2));
    mean[i] = round(mean[i]!);
    square[i] = round(1 / Math.max(deviation, 0.05));
  }
  return { mean, scale: square };
}

function standardised(features: Float32Array, mean: Float64Array, scale: Float64Array): Float32Array {
  return features.map((value, at) =>
    Math.max(-LIMIT, Math.min(LIMIT, (value - mean[at % INPUTS]!) * scale[at % INPUTS]!)),
  );
}

class Network {
  readonly #units: number;
  readonly #decay: number;
  /** Hidden weights, hidden biases, output weights, output bias. */
  readonly #values: Float64Array;
  readonly #gradient: Float64Array;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #hidden: Float64Array;
  readonly #started: Float64Array;
  #steps = 0;

  constructor({ units, decay, seed }: Recipe) {
    this.#units = units;
    this.#decay = decay;
    const size = units * INPUTS + units + units + 1;
    this.#values = new Float64Array(size);
    this.#gradient = new Float64Array(size);
    this.#first = new Float64Array(size);
    this.#second = new Float64Array(size);
    this.#hidden = new Float64Array(units);
    this.#started = new Float64Array(units);
    const random = seeded(seed);
    const bound = Math.sqrt(3 / INPUTS);
    for (let i = 0; i < units * INPUTS; i++) this.#values[i] = (random() * 2 - 1) * bound;
    for (let u = 0; u < units; u++) this.#values[units * INPUTS + units + u] = (random() * 2 - 1) * 0.3;
  }

  /** Adds to the gradient what the rows of one question say, one vector after another. */
  learn(x: Float32Array, labels: Int8Array): void {
    if (labels.length === 0) return;
    this.#startSums(x);
    for (let r = 0; r < labels.length; r++) {
      if (labels[r]! < 0) continue;
      const at = r * INPUTS;
      const error = 1 / (1 + Math.exp(-this.#forward(x, at))) - labels[r]!;
      if (Math.abs(error) >= 1e-4) this.#backward(x, at, error);
    }
  }

  /** The hidden sums as far as they are the same for all rows of the question: its own features come first. */
  #startSums(x: Float32Array): void {
    const { biases } = this.#places();
    for (let u = 0; u < this.#units; u++) {
      let h = this.#values[biases + u]!;
      for (let i = 0; i < QUESTION_INPUTS; i++) h += this.#values[u * INPUTS + i]! * x[i]!;
      this.#started[u] = h;
    }
  }

  /** Fills the hidden units, four side by side so that none waits for the sum of another; returns the output's sum. */
  #forward(x: Float32Array, at: number): number {
    const values = this.#values;
    const hidden = this.#hidden;
    const started = this.#started;
    for (let u = 0; u < this.#units; u += 4) {
      const row = u * INPUTS;
      let [a, b, c, d] = [started[u]!, started[u + 1]!, started[u + 2]!, started[u + 3]!];
      for (let i = QUESTION_INPUTS; i < INPUTS; i++) {
        const value = x[at + i]!;
        a += values[row + i]! * value;
        b += values[row + INPUTS + i]! * value;
        c += values[row + 2 * INPUTS + i]! * value;
        d += values[row + 3 * INPUTS + i]! * value;
      }
      hidden[u] = a > 0 ? a : 0;
      hidden[u + 1] = b > 0 ? b : 0;
      hidden[u + 2] = c > 0 ? c : 0;
      hidden[u + 3] = d > 0 ? d : 0;
    }
    const { outputs, bias } = this.#places();
    let sum = values[bias]!;
    for (let u = 0; u < this.#units; u++) if (hidden[u]! > 0) sum += hidden[u]! * values[outputs + u]!;
    return sum;
  }

  #backward(x: Float32Array, at: number, error: number): void {
    const { biases, outputs, bias } = this.#places();
    const values = this.#values;
    const gradient = this.#gradient;
    gradient[bias]! += error;
    for (let u = 0; u < this.#units; u++) {
      const h = this.#hidden[u]!;
      if (h === 0) continue;
      gradient[outputs + u]! += error * h;
      const back = error * values[outputs + u]!;
      gradient[biases + u]! += back;
      const row = u * INPUTS;
      for (let i = 0; i < INPUTS; i++) gradient[row + i]! += back * x[at + i]!;
    }
  }

  #places(): { biases: number; outputs: number; bias: number } {
    const biases = this.#units * INPUTS;
    return { biases, outputs: biases + this.#units, bias: biases + 2 * this.#units };
  }

  step(rate: number): void {
    this.#steps++;
    const one = 1 - 0.9 ** this.#steps;
    const two = 1 - 0.999 ** this.#steps;
    for (let i = 0; i < this.#values.length; i++) {
      const g = this.#gradient[i]!;
      this.#gradient[i] = 0;
      this.#first[i] = 0.9 * this.#first[i]! + 0.1 * g;
      this.#second[i] = 0.999 * this.#second[i]! + 0.001 * g * g;
      const move = this.#first[i]! / one / (Math.sqrt(this.#second[i]! / two) + 1e-8);
      this.#values[i]! -= rate * (move + this.#decay * this.#values[i]!);
    }
  }

  /** Rounded to four digits: what is stored is what is judged by. */
  weights(): NetworkWeights {
    const { biases, outputs, bias } = this.#places();
    const rounded = Array.from(this.#values, (value) => Math.round(value * 1e4) / 1e4);
    return {
      hidden: { weights: rounded.slice(0, biases), biases: rounded.slice(biases, outputs) },
      output: { weights: rounded.slice(outputs, bias), bias: rounded[bias]! },
    };
  }
}
