import { foldText } from '../../text/fold.ts';
import type { Query } from '../read/query.ts';
import { FEATURES, RowFeatures } from './features.ts';
import type { Judge } from './judge.ts';
import type { Scores } from './scores.ts';
import { EVERY_ROW } from './row-facets.ts';
import { rowKinds, type RowKinds } from './row-kinds.ts';

/** So many rows are shown as near. */
export const MAX_NEAR = 3;
/** What is likelier than not to answer is never left out for something likelier. */
export const LIKELY = 0.5;
/** Where nothing answers, what stands near must be so many times likelier: strange words resemble something always. */
const ALONE = 2.5;

/** Where a row has all that was asked, and for those that it was asked for, one that does not name these must be so likely. */
const FOR_OTHERS = 0.6;

/** What says that a row has to do with a question, other than its characters; and so many of these say it as well. */
const MEANT = ['coverage', 'question', 'soft', 'softSum', 'kin'] as const;
const LIKE_WORDING = 0.5;
/** What says that a row is like what was asked, whatever the scene is. */
const LIKE_MEANING = ['question', 'softMet', 'kin'] as const;

/** Beside a row that bears all that was asked in its very name, one that has none of it in words must be so likely. */
const IN_OTHER_WORDS = 0.75;

/**
 * A row that has so strongly the one thing that was asked for by its own name answers, unless the judge sees little in
 * it; the more so where that was one of several: the judge misses in it what the others speak of. The weaker it has it,
 * down to `least`, the more the judge must see.
 */
const EVIDENT = { strength: 0.72, likelihood: 0.3, listed: 0.15, least: 0.6, weaker: 1.25 };

/** Which rows answer a question, and which come near. */
export interface Choice {
  /** Ascending. */
  readonly rows: Uint32Array;
  /** Best first; rows outside the facets only where nothing answers. */
  readonly near: readonly number[];
  /** How likely (0…1) the row answers; 0 where that was not asked. */
  readonly likelihoodOf: (row: number) => number;
}

/** Nothing answers, nothing comes near. */
export const NO_CHOICE: Choice = { rows: new Uint32Array(0), near: [], likelihoodOf: () => 0 };

/** Rows with how likely those of each kind answer. */
interface Judged extends RowKinds {
  readonly likelihoods: Float64Array;
}

/** Which rows there are: those that count at all, those that meet the facets, and how many the dataset has. */
interface Rows {
  readonly isOpen: (row: number) => boolean;
  readonly accepts: (row: number) => boolean;
  readonly size: number;
}

/** Lets the judge choose among the rows that have anything of what was asked: `accepts` tells which meet the facets. */
export function chooseRows(
  query: Query,
  scores: Scores,
  judge: Judge,
  { isOpen, accepts, size }: Rows,
): Choice {
  const judgeRows = (rows: Uint32Array): Judged => {
    const kinds = rowKinds(rows, scores);
    scores.lookInto(kinds.first);
    const evidentFrom = query.intent === 'fact' ? null : evidentFromOf(scores);
    const features = new RowFeatures(query, scores, kinds, size);
    const vector = new Float32Array(FEATURES.length);
    judge.begin?.(kinds.first);
    const likelihoods = Float64Array.from(kinds.first, (row) => {
      features.fill(row, vector);
      const likelihood = judge.likelihood(vector);
      const isEvident =
        evidentFrom !== null && likelihood >= evidentFrom + lackOf(scores, row) && hasAllOfIt(scores, row);
      return isEvident ? Math.max(likelihood, LIKELY) : likelihood;
    });
    return { ...kinds, likelihoods };
  };
  const open = rowsThat(isOpen, scores.rows);
  const inside = rowsThat(accepts, open);
  const judged = judgeRows(inside);
  const { least, others, shareOfBest, near } = judge.bounds;
  const isMeant = isMeantBy(scores, judged);
  const top = judged.likelihoods.reduce(
    (best, each, kind) => (isMeant(kind) ? Math.max(best, each) : best),
    0,
  );
  // The likeliest answers sooner than others beside it do: an empty answer helps nobody.
  const answers = (likelihood: number): boolean =>
    top >= least &&
    (likelihood === top || (likelihood >= others && likelihood >= Math.min(top * shareOfBest, LIKELY)));
  const isFor = withAudience(scores, judged);
  const isBorne = judged.first.some((row) => scores.coverage[row]! > 0.999 && scores.strength[row]! > 0.999);
  const hasAny = (kind: number): boolean => !isBorne || scores.served[judged.first[kind]!]! > 0;
  const chosen = rowsOf(
    judged,
    (likelihood, kind) =>
      answers(likelihood) &&
      isMeant(kind) &&
      (isFor(kind) || likelihood >= FOR_OTHERS) &&
      (hasAny(kind) || likelihood >= IN_OTHER_WORDS),
  );
  const taken = new Set(chosen);
  const outside = chosen.length > 0 || inside.length === open.length ? NONE : judgeRows(open);
  const nearest = chosen.length > 0 ? near : near * ALONE;
  // オーロラ, フォロー: some characters in common are no likeness.
  const isLike = (row: number): boolean =>
    scores.wording[row]! >= LIKE_WORDING || MEANT.some((share) => scores[share][row]! > 0);
  return {
    rows: chosen,
    near: [
      ...likeliest(judged, (row, likelihood) => likelihood >= nearest && !taken.has(row) && isLike(row)),
      ...likeliest(outside, (row, likelihood) => likelihood >= nearest && !accepts(row) && isLike(row)),
    ].slice(0, MAX_NEAR),
    likelihoodOf: likelihoodsOf([outside, judged], size),
  };
}

function rowsThat(accepts: (row: number) => boolean, rows: Uint32Array): Uint32Array {
  return accepts === EVERY_ROW ? rows : rows.filter(accepts);
}

/** Which kinds of rows name all for whom something was asked; every kind, unless one that has all of it is likely. */
function withAudience(
  { groups, met, coverage }: Scores,
  { first, likelihoods }: Judged,
): (kind: number) => boolean {
  const bits = groups.reduce(
    (sum, { kind, scene }, g) => (kind === 'audience' && !scene ? sum | (1 << Math.min(g, 31)) : sum),
    0,
  );
  const isWhole = first.some((row, kind) => coverage[row]! > 0.999 && likelihoods[kind]! >= LIKELY);
  return (kind) => !isWhole || (met[first[kind]!]! & bits) === bits;
}

/**
 * Which kinds of rows have to do with what is asked where no row has any of it: none, where it is no matter of such a
 * document (予約はどこから？), else all but those that only the scene names.
 */
function isMeantBy(scores: Scores, { first }: Judged): (kind: number) => boolean {
  const asked = scores.groups.filter(({ scene }) => !scene);
  const isNowhere = asked.every(({ known }) => known === 'absent' || known === 'unknown');
  if (!isNowhere || !asked.some(({ known }) => known === 'absent')) return () => true;
  if (asked.every(({ never, known }) => never || known === 'unknown')) return () => false;
  const hasScene = scores.groups.length > asked.length;
  return (kind) =>
    !(hasScene && scores.scene[first[kind]!]! > 0) ||
    LIKE_MEANING.some((share) => scores[share][first[kind]!]! > 0);
}

/** From which likelihood on a row that has the one thing asked for answers; null: not one thing by its own name was asked for. */
function evidentFromOf({ groups }: Scores): number | null {
  const [asked, ...others] = groups.filter(({ scene }) => !scene);
  if (others.length > 0 || asked?.known !== 'concept' || asked.asked) return null;
  return asked.listed ? EVIDENT.listed : EVIDENT.likelihood;
}

const hasAllOfIt = ({ coverage, strength }: Scores, row: number): boolean =>
  coverage[row]! > 0.999 && strength[row]! >= EVIDENT.least;

const lackOf = ({ strength }: Scores, row: number): number =>
  Math.max(0, EVIDENT.strength - strength[row]!) * EVIDENT.weaker;

const NONE: Judged = {
  rows: new Uint32Array(0),
  kinds: new Int32Array(0),
  first: new Uint32Array(0),
  counts: new Uint32Array(0),
  likelihoods: new Float64Array(0),
};

/** The rows of the kinds that are as likely as `accepts` asks, ascending. */
function rowsOf(
  { rows, kinds, likelihoods }: Judged,
  accepts: (likelihood: number, kind: number) => boolean,
): Uint32Array {
  const accepted = likelihoods.map((likelihood, kind) => Number(accepts(likelihood, kind)));
  return rows.filter((_, i) => accepted[kinds[i]!] === 1);
}

/** By row, how likely it answers; where several were judged with it, the last of these tells. */
function likelihoodsOf(all: readonly Judged[], size: number): (row: number) => number {
  let byRow: Float64Array | null = null;
  return (row) => {
    if (byRow === null) {
      byRow = new Float64Array(size);
      for (const { rows, kinds, likelihoods } of all)
        for (let i = 0; i < rows.length; i++) byRow[rows[i]!] = likelihoods[kinds[i]!] ?? 0;
    }
    return byRow[row]!;
  };
}

/** Rows that `accepts` agrees to, the likeliest first. */
function likeliest(
  { rows, kinds, likelihoods }: Judged,
  accepts: (row: number, likelihood: number) => boolean,
): number[] {
  const best: { readonly row: number; readonly likelihood: number }[] = [];
  for (let i = 0; i < rows.length; i++) {
    const likelihood = likelihoods[kinds[i]!] ?? 0;
    const isBetter = best.length < MAX_NEAR || likelihood > best.at(-1)!.likelihood;
    if (!isBetter || !accepts(rows[i]!, likelihood)) continue;
    best.push({ row: rows[i]!, likelihood });
    best.sort((a, b) => b.likelihood - a.likelihood || a.row - b.row);
    best.length = Math.min(best.length, MAX_NEAR);
  }
  return best.map(({ row }) => row);
}

/** What may stand around a name that is typed by itself. */
const AROUND_NAME =
  /[「」『』（）()〈〉・\s。、?？!！]|(?:とは|って|は|について|を|の)?(?:教えて(?:ください)?|知りたい(?:です)?|詳しく|詳細)?$/g;
const bare = (name: string): string => foldText(name.replace(AROUND_NAME, ''));
/** A text that is longer than a name by more is none, and no name is as long as that. */
const MOST_AROUND = 12;
const MOST_ASKED = 60;

/** The choice where a row's whole name was typed and nothing else: that row, before whatever it resembles. */
export function calledInFull(choice: Choice, asked: string, nameOf: (row: number) => string): Choice {
  if (asked.length > MOST_ASKED) return choice;
  const wanted = bare(asked);
  const called = choice.rows.filter((row) => {
    const name = nameOf(row);
    return Math.abs(name.length - wanted.length) <= MOST_AROUND && bare(name) === wanted;
  });
  if (called.length === 0 || called.length === choice.rows.length) return choice;
  const others = Array.from(choice.rows)
    .filter((row) => !called.includes(row))
    .toSorted((a, b) => choice.likelihoodOf(b) - choice.likelihoodOf(a) || a - b);
  return { ...choice, rows: called, near: [...others, ...choice.near] };
}
