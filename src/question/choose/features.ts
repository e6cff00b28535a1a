import { saysWhen, type Query } from '../read/query.ts';
import { SHARES, type AskedGroup, type Scores, type Share } from './weigh/scores.ts';
import type { RowKinds } from './row-kinds.ts';

/** Shares are told apart in so many steps where rows are counted by them. */
const STEPS = 64;

/** More rows than this make no difference. */
const MANY = 50;

/** Neither met nor unmet: nothing was asked. */
const UNASKED = 0.5;

type Value = (group: AskedGroup) => boolean;

/** Kinds of groups, the weight of which a row meets or does not. */
const GROUP_KINDS: Readonly<Record<string, Value>> = {
  concept: ({ known }) => known === 'concept',
  text: ({ known }) => known === 'text',
  asked: ({ known, asked }) => known === 'concept' && asked,
  latin: ({ latin }) => latin,
  audience: ({ kind }) => kind !== 'topic',
};
/** Kinds of groups that no row meets. */
const UNMET_KINDS: Readonly<Record<string, Value>> = {
  unknownLatin: ({ known, latin }) => known === 'unknown' && latin,
  unknownOther: ({ known, latin }) => known === 'unknown' && !latin,
  absent: ({ known, asked }) => known === 'absent' && !asked,
  absentAsked: ({ known, asked }) => known === 'absent' && asked,
};

/** Those of the question, which are the same for all its rows. */
const QUESTION_FEATURES: readonly string[] = [
  'groups',
  ...Object.keys(UNMET_KINDS),
  'weight',
  'loose',
  'fact',
  'count',
  'departments',
  'english',
  'inDepartment',
  'inTime',
  'told',
  'nameOnly',
  'lights',
  'words',
  'scenes',
  'full',
  'rows',
  ...SHARES.map((name) => `best ${name}`),
];
/** What is told of each share of a row. */
const comparedBy = (name: Share): readonly string[] => [
  name,
  `${name} of best`,
  `rows above by ${name}`,
  `is best by ${name}`,
];
const ROW_FEATURES = [
  ...SHARES.flatMap(comparedBy),
  'full coverage',
  'groups met',
  'groups unmet',
  'rarest met',
  'rarest unmet',
  'heaviest unmet',
  'first met',
  'last met',
  ...Object.keys(GROUP_KINDS).flatMap((kind) => [`${kind} met`, `${kind} unmet`]),
] as const;
const COMPARED = comparedBy(SHARES[0]).length;

/** What the judge is told of a question and a row, in this order. */
export const FEATURES: readonly string[] = [...QUESTION_FEATURES, ...ROW_FEATURES];

/** The first so many of these are of the question, and the same for all its rows. */
export const ABOUT_QUESTION = QUESTION_FEATURES.length;

/** Describes rows to the judge, for one question. */
export class RowFeatures {
  readonly #candidates: RowKinds;
  readonly #size: number;
  readonly #best: Readonly<Record<Share, number>>;
  /** By compared value and step: how many candidates have more. */
  readonly #above: Readonly<Record<Share, Uint32Array>>;
  readonly #question: Float32Array;
  readonly #asked: readonly { readonly group: AskedGroup; readonly bit: number }[];
  readonly #total: number;

  /** `candidates`: the rows that the facets let through; `size`: all rows of the dataset. */
  constructor(query: Query, groups: Scores['groups'], candidates: RowKinds, size: number) {
    this.#candidates = candidates;
    this.#size = size;
    this.#asked = groups
      .map((group, g) => ({ group, bit: 1 << Math.min(g, 31) }))
      .filter(({ group }) => !group.scene);
    this.#total = this.#asked.reduce((sum, { group }) => sum + group.weight, 0);
    const best = {} as Record<Share, number>;
    const above = {} as Record<Share, Uint32Array>;
    for (const name of SHARES) {
      best[name] = candidates.shares[name].reduce((most, each) => Math.max(most, each), 0);
      above[name] = countsAbove(candidates.shares[name], candidates.counts);
    }
    this.#best = best;
    this.#above = above;
    this.#question = this.#describe(query, groups.length);
  }

  #describe(query: Query, groups: number): Float32Array {
    const { size, counts, shares } = this.#candidates;
    const asked = this.#asked;
    const share = (is: Value): number => this.#share(asked.filter(({ group }) => is(group)));
    const full = counts.reduce((sum, count, k) => sum + (shares.coverage[k]! >= 0.999 ? count : 0), 0);
    return Float32Array.from([
      asked.length / 4,
      ...Object.values(UNMET_KINDS).map(share),
      this.#total / 4,
      Number(query.loose),
      Number(query.intent === 'fact'),
      Number(query.intent === 'count'),
      Number(query.intent === 'departments' || query.intent === 'compare'),
      Number(query.lang === 'en'),
      Number(query.departments !== null || query.excludedDepartments.length > 0),
      Number(saysWhen(query.when)),
      Number(query.told),
      Number(query.nameOnly),
      query.lights.length / 4,
      query.words.length / 20,
      (groups - asked.length) / 4,
      logShare(full, this.#size),
      logShare(size, this.#size),
      ...SHARES.map((name) => this.#best[name]),
    ]);
  }

  #share(groups: readonly { readonly group: AskedGroup }[]): number {
    return this.#total === 0 ? 0 : groups.reduce((sum, { group }) => sum + group.weight, 0) / this.#total;
  }

  /** One feature of all kinds of rows after the other. */
  ofAll(): Float32Array {
    const { first, shares, met } = this.#candidates;
    const kinds = first.length;
    const out = new Float32Array(kinds * FEATURES.length);
    let n = 0;
    for (const value of this.#question) out.fill(value, n++ * kinds, n * kinds);
    for (const name of SHARES) {
      this.#compare(name, out.subarray(n * kinds, (n + COMPARED) * kinds));
      n += COMPARED;
    }
    for (let kind = 0; kind < kinds; kind++) out[n * kinds + kind] = shares.coverage[kind]! >= 0.999 ? 1 : 0;
    n++;
    // Many kinds meet the same groups.
    const known = new Map<number, readonly number[]>();
    for (let kind = 0; kind < kinds; kind++) {
      let values = known.get(met[kind]!);
      if (values === undefined) known.set(met[kind]!, (values = this.#meeting(met[kind]!)));
      for (let i = 0; i < values.length; i++) out[(n + i) * kinds + kind] = values[i]!;
    }
    return out;
  }

  /** What a kind has of the share, and beside the others. */
  #compare(name: Share, out: Float32Array): void {
    const values = this.#candidates.shares[name];
    const best = this.#best[name];
    const above = this.#above[name];
    const kinds = values.length;
    for (let kind = 0; kind < kinds; kind++) {
      const value = values[kind]!;
      const rank = above[stepOf(value)]!;
      out[kind] = value;
      out[kinds + kind] = best === 0 ? 0 : Math.min(1, value / best);
      out[2 * kinds + kind] = RANKS[Math.min(rank, MANY)]!;
      out[3 * kinds + kind] = rank === 0 && value > 0 ? 1 : 0;
    }
  }

  /** What is the same for all that meet the same groups. */
  #meeting(met: number): number[] {
    const metGroups = this.#asked.filter(({ bit }) => (met & bit) !== 0);
    const unmet = this.#asked.filter(({ bit }) => (met & bit) === 0);
    return [
      metGroups.length / 4,
      unmet.length / 4,
      rarest(metGroups, this.#size),
      rarest(unmet, this.#size),
      unmet.reduce((most, { group }) => Math.max(most, group.weight), 0),
      // What a request ends with is more often its very matter than what it begins with.
      ...[this.#asked[0], this.#asked.at(-1)].map((end) =>
        end === undefined ? UNASKED : Number((met & end.bit) !== 0),
      ),
      ...Object.values(GROUP_KINDS).flatMap((is) =>
        [metGroups, unmet].map((groups) => this.#share(groups.filter(({ group }) => is(group)))),
      ),
    ];
  }
}

const stepOf = (value: number): number => Math.max(0, Math.min(STEPS, Math.round(value * STEPS)));

/** 0 for none, 1 for all. */
const logShare = (count: number, all: number): number => Math.log1p(count) / Math.log1p(all);
const RANKS = Float64Array.from({ length: MANY + 1 }, (_, rank) => logShare(rank, MANY));

/** 1 for a group that one row has, 0 for one that all have or none. */
function rarest(groups: readonly { readonly group: AskedGroup }[], all: number): number {
  return groups.reduce(
    (most, { group: { found } }) => (found === 0 ? most : Math.max(most, 1 - logShare(found - 1, all))),
    0,
  );
}

/** By step: how many rows have a value of a higher step. */
function countsAbove(values: Float32Array, sizes: Uint32Array): Uint32Array {
  const counts = new Uint32Array(STEPS + 1);
  values.forEach((value, k) => (counts[stepOf(value)]! += sizes[k]!));
  let above = 0;
  for (let step = STEPS; step >= 0; step--) {
    const here = counts[step]!;
    counts[step] = above;
    above += here;
  }
  return counts;
}
