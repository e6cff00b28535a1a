import { FEATURES } from '../../../src/question/choose/features.ts';
import type { JudgeWeights } from '../../../src/dataset/schema.ts';
import { Columns, type Example } from './columns.ts';
import { seeded } from './random.ts';

export interface Recipe {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  /** Added to the curvature of each leaf: what few rows say counts little. */
  readonly calm: number;
  /** The least curvature on either side of a split. */
  readonly least: number;
  /** Shares of the questions and of the features that each tree is shown. */
  readonly questions: number;
  readonly features: number;
  readonly seed: number;
}

type Trees = Pick<JudgeWeights, 'features' | 'bias' | 'roots' | 'nodes'>;
type Nodes = { feature: number[]; value: number[]; right: number[] };

/**
 * Gradient boosting: one small tree after another says what those before it have left to say of how likely a row is
 * right (logarithmic loss). The same examples and recipe give the same trees, bit for bit.
 */
export function trainTrees(examples: readonly Example[], recipe: Recipe): Trees {
  const columns = new Columns(examples);
  const random = seeded(recipe.seed);
  const { labels, weights, size } = columns;
  const bias = logOdds(labels, weights);
  const sums = new Float64Array(size).fill(bias);
  const slopes = new Float64Array(size);
  const curves = new Float64Array(size);
  const roots: number[] = [];
  const nodes: Nodes = { feature: [], value: [], right: [] };
  for (let tree = 0; tree < recipe.trees; tree++) {
    for (let i = 0; i < size; i++) {
      const likelihood = 1 / (1 + Math.exp(-sums[i]!));
      slopes[i] = weights[i]! * (labels[i]! - likelihood);
      curves[i] = weights[i]! * likelihood * (1 - likelihood);
    }
    const rows = columns.rowsOf(() => random() < recipe.questions);
    const features = FEATURES.flatMap((_, f) => (random() < recipe.features ? [f] : []));
    const root = grow({ columns, slopes, curves, features, recipe }, rows);
    roots.push(nodes.feature.length);
    const first = nodes.feature.length;
    write(root, columns, nodes);
    for (let i = 0; i < size; i++) sums[i]! += columns.valueAt(nodes, first, i);
  }
  return { features: [...FEATURES], bias: round(bias), roots, nodes };
}

interface Gradients {
  readonly columns: Columns;
  readonly slopes: Float64Array;
  readonly curves: Float64Array;
  readonly features: readonly number[];
  readonly recipe: Recipe;
}

/** By feature and step, the sums of the rows' slopes and curves. */
type Histogram = Float64Array;

interface Split {
  readonly feature: number;
  /** Rows up to this step go left. */
  readonly step: number;
  readonly gain: number;
  /** Between the values of its sides. */
  readonly middle: number;
}

/** Between which values all that lies under a leaf must stay, so that what counts for a row never counts against it. */
interface Limits {
  readonly low: number;
  readonly high: number;
}

interface Leaf {
  readonly rows: Uint32Array;
  readonly limits: Limits;
  readonly histogram: Histogram;
  readonly slope: number;
  readonly curve: number;
  readonly best: Split | null;
  split: { readonly at: Split; readonly left: Leaf; readonly right: Leaf } | null;
  readonly value: number;
}

/** Splits again and again the leaf that gains most. */
function grow(gradients: Gradients, rows: Uint32Array): Leaf {
  const { recipe } = gradients;
  const root = leafOf(gradients, rows, {
    histogram: histogramOf(gradients, rows),
    limits: { low: -Infinity, high: Infinity },
  });
  const open = [root];
  for (let leaves = 1; leaves < recipe.leaves; leaves++) {
    const best = open.reduce((a, b) => ((b.best?.gain ?? 0) > (a.best?.gain ?? 0) ? b : a));
    if (best.best === null) break;
    const [left, right] = parted(gradients, best, best.best);
    best.split = { at: best.best, left, right };
    open.splice(open.indexOf(best), 1, left, right);
  }
  return root;
}

/** The two leaves that a split makes; only the smaller is counted, the other is what remains. */
function parted(gradients: Gradients, leaf: Leaf, { feature, step, middle }: Split): [Leaf, Leaf] {
  const column = gradients.columns.steps[feature]!;
  const [left, right] = split(leaf.rows, column, step);
  const isLeftSmaller = left.length <= right.length;
  const counted = histogramOf(gradients, isLeftSmaller ? left : right);
  const rest = leaf.histogram.map((sum, i) => sum - counted[i]!);
  const [leftLimits, rightLimits] = limitsUnder(leaf, feature, middle);
  return [
    leafOf(gradients, left, { histogram: isLeftSmaller ? counted : rest, limits: leftLimits }),
    leafOf(gradients, right, { histogram: isLeftSmaller ? rest : counted, limits: rightLimits }),
  ];
}

/** In their order, the rows up to a step and those above it. */
function split(rows: Uint32Array, column: Uint8Array, step: number): [Uint32Array, Uint32Array] {
  const [left, right] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  let [lefts, rights] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (column[row]! <= step) left[lefts++] = row;
    else right[rights++] = row;
  }
  return [left.slice(0, lefts), right.slice(0, rights)];
}

/** The inner loop is half of all training: it reads in order what it can, and never calls. */
function histogramOf({ columns, slopes, curves, features }: Gradients, rows: Uint32Array): Histogram {
  const histogram = new Float64Array(features.length * Columns.STEPS * 2);
  const ofRows = { slopes: new Float64Array(rows.length), curves: new Float64Array(rows.length) };
  for (let i = 0; i < rows.length; i++) {
    ofRows.slopes[i] = slopes[rows[i]!]!;
    ofRows.curves[i] = curves[rows[i]!]!;
  }
  for (let f = 0; f < features.length; f++) {
    const column = columns.steps[features[f]!]!;
    const base = f * Columns.STEPS * 2;
    for (let i = 0; i < rows.length; i++) {
      const at = base + column[rows[i]!]! * 2;
      histogram[at]! += ofRows.slopes[i]!;
      histogram[at + 1]! += ofRows.curves[i]!;
    }
  }
  return histogram;
}

function leafOf(
  { features, recipe }: Gradients,
  rows: Uint32Array,
  { histogram, limits }: Pick<Leaf, 'histogram' | 'limits'>,
): Leaf {
  let slope = 0;
  let curve = 0;
  for (let step = 0; step < Columns.STEPS; step++) {
    slope += histogram[step * 2] ?? 0;
    curve += histogram[step * 2 + 1] ?? 0;
  }
  const best = bestSplit(histogram, { slope, curve, features, recipe, limits });
  const value = recipe.rate * within(limits, slope / (curve + recipe.calm));
  return { rows, limits, histogram, slope, curve, best, split: null, value };
}

function bestSplit(
  histogram: Histogram,
  {
    slope,
    curve,
    features,
    limits,
    recipe: { calm, least },
  }: Pick<Leaf, 'slope' | 'curve' | 'limits'> & Pick<Gradients, 'features' | 'recipe'>,
): Split | null {
  const worth = (s: number, c: number): number => (s * s) / (c + calm);
  const whole = worth(slope, curve);
  let best: Split | null = null;
  features.forEach((feature, f) => {
    let s = 0;
    let c = 0;
    for (let step = 0; step + 1 < Columns.STEPS; step++) {
      const at = (f * Columns.STEPS + step) * 2;
      s += histogram[at]!;
      c += histogram[at + 1]!;
      if (c < least || curve - c < least) continue;
      const gain = worth(s, c) + worth(slope - s, curve - c) - whole;
      if (gain <= (best?.gain ?? 1e-6)) continue;
      const left = within(limits, s / (c + calm));
      const right = within(limits, (slope - s) / (curve - c + calm));
      if (SIGNS[feature]! > 0 && right < left) continue;
      best = { feature, step, gain, middle: (left + right) / 2 };
    }
  });
  return best;
}

/** What a row has of the question never counts against it. */
const NEVER_AGAINST = new Set([
  'coverage',
  'strength',
  'served',
  'softMet',
  'wording',
  'question',
  'full coverage',
  'groups met',
]);

const within = ({ low, high }: Limits, value: number): number => Math.max(low, Math.min(high, value));

/** By feature: 1 where more of it never counts against a row. */
const SIGNS = FEATURES.map((name) => Number(NEVER_AGAINST.has(name)));

/** What lies under the two sides of a split. */
function limitsUnder({ limits }: Leaf, feature: number, middle: number): [Limits, Limits] {
  const lower = { ...limits, high: middle };
  const upper = { ...limits, low: middle };
  return SIGNS[feature] === 0 ? [limits, limits] : [lower, upper];
}

/** The tree node after node, what is left of a split right behind it. */
function write(leaf: Leaf, columns: Columns, nodes: Nodes): void {
  const at = nodes.feature.length;
  if (leaf.split === null) {
    nodes.feature.push(-1);
    nodes.value.push(round(leaf.value));
    nodes.right.push(0);
    return;
  }
  const { feature, step } = leaf.split.at;
  nodes.feature.push(feature);
  nodes.value.push(columns.limits[feature]![step]!);
  nodes.right.push(0);
  write(leaf.split.left, columns, nodes);
  nodes.right[at] = nodes.feature.length;
  write(leaf.split.right, columns, nodes);
}

function logOdds(labels: Int8Array, weights: Float64Array): number {
  let right = 1;
  let wrong = 1;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 1) right += weights[i]!;
    else wrong += weights[i]!;
  }
  return Math.log(right / wrong);
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
