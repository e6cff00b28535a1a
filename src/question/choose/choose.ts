import type { Query } from '../read/query.ts';
import { RowFeatures } from './features.ts';
import type { Judge } from './judge.ts';
import type { Scores } from './weigh/scores.ts';
import { both, EVERY_ROW } from './row-facets.ts';
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
  const judgeRows = (isMeant: (row: number) => boolean): Judged => {
    const kinds = rowKinds(scores, isMeant);
    const evidentFrom = query.intent === 'fact' ? null : evidentFromOf(scores);
    const features = new RowFeatures(query, scores.groups, kinds, size);
    const likelihoods = judge.likelihoods(features.ofAll(), kinds.first).map((likelihood, kind) => {
      const isEvident =
        evidentFrom !== null && likelihood >= evidentFrom + lackOf(kinds, kind) && hasAllOfIt(kinds, kind);
      return isEvident ? Math.max(likelihood, LIKELY) : likelihood;
    });
    return { ...kinds, likelihoods };
  };
  const judged = judgeRows(both(isOpen, accepts));
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
  const { coverage, strength, served } = judged.shares;
  const isBorne = coverage.some((share, kind) => share > 0.999 && strength[kind]! > 0.999);
  const isChosen = flags(
    judged,
    (likelihood, kind) =>
      answers(likelihood) &&
      isMeant(kind) &&
      (isFor(kind) || likelihood >= FOR_OTHERS) &&
      (!isBorne || served[kind]! > 0 || likelihood >= IN_OTHER_WORDS),
  );
  const chosen = judged.rowsOf(isChosen);
  const outside = chosen.length > 0 || accepts === EVERY_ROW ? [] : [judgeRows(isOpen)];
  const nearest = chosen.length > 0 ? near : near * ALONE;
  const isNear = (of: Judged, likelihood: number, kind: number): boolean =>
    likelihood >= nearest && isLike(of, kind);
  const isLeft = flags(
    judged,
    (likelihood, kind) => isChosen[kind] === 0 && isNear(judged, likelihood, kind),
  );
  return {
    rows: chosen,
    near: [
      ...likeliest(judged, isLeft, EVERY_ROW),
      ...outside.flatMap((of) =>
        likeliest(
          of,
          flags(of, (likelihood, kind) => isNear(of, likelihood, kind)),
          (row) => !accepts(row),
        ),
      ),
    ].slice(0, MAX_NEAR),
    likelihoodOf: (row) => likelihoodIn(accepts(row) ? judged : (outside[0] ?? judged), row),
  };
}

/** Whether rows of the kind have to do with the question: オーロラ, フォロー: some characters in common are no likeness. */
const isLike = ({ shares }: RowKinds, kind: number): boolean =>
  shares.wording[kind]! >= LIKE_WORDING || MEANT.some((share) => shares[share][kind]! > 0);

/** Which kinds of rows name all for whom something was asked; every kind, unless one that has all of it is likely. */
function withAudience({ groups }: Scores, { met, shares, likelihoods }: Judged): (kind: number) => boolean {
  const bits = groups.reduce(
    (sum, { kind, scene }, g) => (kind === 'audience' && !scene ? sum | (1 << Math.min(g, 31)) : sum),
    0,
  );
  const isWhole = shares.coverage.some((share, kind) => share > 0.999 && likelihoods[kind]! >= LIKELY);
  return (kind) => !isWhole || (met[kind]! & bits) === bits;
}

/**
 * Which kinds of rows have to do with what is asked where no row has any of it: none, where it is no matter of such a
 * document (予約はどこから？), else all but those that only the scene names.
 */
function isMeantBy(scores: Scores, { shares }: Judged): (kind: number) => boolean {
  const asked = scores.groups.filter(({ scene }) => !scene);
  const isNowhere = asked.every(({ known }) => known === 'absent' || known === 'unknown');
  if (!isNowhere || !asked.some(({ known }) => known === 'absent')) return () => true;
  if (asked.every(({ never, known }) => never || known === 'unknown')) return () => false;
  const hasScene = scores.groups.length > asked.length;
  return (kind) =>
    !(hasScene && shares.scene[kind]! > 0) || LIKE_MEANING.some((share) => shares[share][kind]! > 0);
}

/** From which likelihood on a row that has the one thing asked for answers; null: not one thing by its own name was asked for. */
function evidentFromOf({ groups }: Scores): number | null {
  const [asked, ...others] = groups.filter(({ scene }) => !scene);
  if (others.length > 0 || asked?.known !== 'concept' || asked.asked) return null;
  return asked.listed ? EVIDENT.listed : EVIDENT.likelihood;
}

const hasAllOfIt = ({ shares }: RowKinds, kind: number): boolean =>
  shares.coverage[kind]! > 0.999 && shares.strength[kind]! >= EVIDENT.least;

const lackOf = ({ shares }: RowKinds, kind: number): number =>
  Math.max(0, EVIDENT.strength - shares.strength[kind]!) * EVIDENT.weaker;

/** By kind, 1 where `accepts` agrees. */
const flags = ({ likelihoods }: Judged, accepts: (likelihood: number, kind: number) => boolean): Uint8Array =>
  Uint8Array.from(likelihoods, (likelihood, kind) => Number(accepts(likelihood, kind)));

/** How likely the row answers; 0 where it was not looked at. */
const likelihoodIn = ({ kindOf, likelihoods }: Judged, row: number): number => likelihoods[kindOf(row)] ?? 0;

/** Rows of the kinds that have the flag, as far as `accepts` agrees, the likeliest first. */
function likeliest(judged: Judged, has: Uint8Array, accepts: (row: number) => boolean): number[] {
  const { likelihoods } = judged;
  const best: number[] = [];
  for (let below = Infinity; best.length < MAX_NEAR;) {
    const next = likelihoods.reduce(
      (most, each, kind) => (has[kind] === 1 && each < below && each > most ? each : most),
      -1,
    );
    if (next < 0) break;
    const isNext = flags(judged, (likelihood, kind) => has[kind] === 1 && likelihood === next);
    best.push(...judged.rowsOf(isNext, MAX_NEAR - best.length, accepts));
    below = next;
  }
  return best;
}
