import { FEATURES } from '../../../src/question/choose/features.ts';
import type { JudgeWeights } from '../../../src/dataset/schema.ts';

const INPUTS = FEATURES.length;

/** The rows of one question that were weighed, with which of them are right. */
export interface Example {
  /** One feature of all rows after the other. */
  readonly features: Float32Array;
  /** 1 right, 0 wrong, -1 neither. */
  readonly labels: Int8Array;
  /** How often it counts. */
  readonly times: number;
}

/** The rows of all examples, feature by feature, each value as one of a few steps. Rows that are neither right nor wrong are left out. */
export class Columns {
  static readonly STEPS = 64;

  readonly size: number;
  readonly labels: Int8Array;
  readonly weights: Float64Array;
  /** By feature and row. */
  readonly steps: readonly Uint8Array[];
  /** By feature and step, the highest value that is of it. */
  readonly limits: readonly (readonly number[])[];
  /** By question, where its rows begin. */
  readonly #starts: readonly number[];

  constructor(examples: readonly Example[]) {
    const kept = examples.map(({ labels }) => [...labels.keys()].filter((r) => labels[r] !== -1));
    this.size = kept.reduce((sum, { length }) => sum + length, 0);
    this.labels = new Int8Array(this.size);
    this.weights = new Float64Array(this.size);
    const values = FEATURES.map(() => new Float32Array(this.size));
    const starts: number[] = [];
    let at = 0;
    for (const [e, { features, labels, times }] of examples.entries()) {
      starts.push(at);
      for (const r of kept[e]!) {
        this.labels[at] = labels[r]!;
        this.weights[at] = times;
        for (let f = 0; f < INPUTS; f++) values[f]![at] = features[f * labels.length + r]!;
        at++;
      }
    }
    this.#starts = [...starts, at];
    this.limits = values.map(limitsOf);
    this.steps = values.map((column, f) => stepsOf(column, this.limits[f]!));
  }

  /** The rows of the questions that `takes` takes, which is asked of each in turn. */
  rowsOf(takes: () => boolean): Uint32Array {
    const rows = new Uint32Array(this.size);
    let n = 0;
    for (let q = 0; q + 1 < this.#starts.length; q++) {
      if (!takes()) continue;
      for (let row = this.#starts[q]!; row < this.#starts[q + 1]!; row++) rows[n++] = row;
    }
    return rows.slice(0, n);
  }

  /** What a tree says of a row. */
  valueAt({ feature, value, right }: JudgeWeights['nodes'], root: number, row: number): number {
    let node = root;
    for (let f = feature[node]!; f >= 0; f = feature[node]!) {
      const isLeft = this.limits[f]![this.steps[f]![row]!]! <= value[node]!;
      node = isLeft ? node + 1 : right[node]!;
    }
    return value[node]!;
  }
}

/** The highest values of steps that about as many rows have each; rounded up, so that they can be written down. */
function limitsOf(column: Float32Array): number[] {
  const sorted = column.toSorted();
  const limits: number[] = [];
  for (let step = 1; step < Columns.STEPS; step++) {
    const limit = roundedUp(sorted[Math.floor((sorted.length * step) / Columns.STEPS)] ?? 0);
    if (limit !== limits.at(-1)) limits.push(limit);
  }
  return [...limits, Infinity];
}

const roundedUp = (value: number): number => Math.ceil(value * 1e4) / 1e4;

function stepsOf(column: Float32Array, limits: readonly number[]): Uint8Array {
  return Uint8Array.from(column, (value) => {
    let low = 0;
    let high = limits.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= limits[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}
