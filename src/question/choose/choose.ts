import type { Query } from '../read/query.ts';
import { COMPARED, FEATURES, RowFeatures } from './features.ts';
import type { Judge } from './judge.ts';
import type { Scores } from './ranking.ts';

/** At most so many rows stand near an answer. */
const MAX_NEAR = 3;
/** What is likelier than not to answer is never left out for something likelier. */
export const LIKELY = 0.5;
/** Where nothing answers, what stands near must be so many times likelier: strange words resemble something always. */
const ALONE = 2.5;
/** From so many rows on it pays to look for those alike. */
const MANY_ROWS = 500;

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

/** A row with how likely it answers. */
interface Judged {
  readonly row: number;
  readonly likelihood: number;
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
  const judgeRows = (rows: Uint32Array): Judged[] => {
    const features = new RowFeatures(query, scores, rows, size);
    const vector = new Float32Array(FEATURES.length);
    judge.begin?.(rows);
    const likelihoodOf = (row: number): number => {
      features.fill(row, vector);
      return judge.likelihood(vector);
    };
    const judgeRow = rows.length > MANY_ROWS ? onceForAlike(scores, likelihoodOf) : likelihoodOf;
    return Array.from(rows, (row) => ({ row, likelihood: judgeRow(row) }));
  };
  const open = scores.rows.filter(isOpen).sort();
  const inside = open.filter(accepts);
  const judged = judgeRows(inside);
  const { least, others, shareOfBest, near } = judge.bounds;
  const top = judged.reduce((best, { likelihood }) => Math.max(best, likelihood), 0);
  const answers = ({ likelihood }: Judged): boolean =>
    top >= least && likelihood >= others && likelihood >= Math.min(top * shareOfBest, LIKELY);
  const chosen = judged.filter(answers);
  const rest = judged.filter((one) => !answers(one));
  const outside =
    chosen.length > 0 || inside.length === open.length
      ? []
      : judgeRows(open).filter(({ row }) => !accepts(row));
  const nearest = chosen.length > 0 ? near : near * ALONE;
  const likelihoods = new Map([...outside, ...judged].map(({ row, likelihood }) => [row, likelihood]));
  return {
    rows: Uint32Array.from(chosen, ({ row }) => row),
    near: [...likeliest(rest, nearest), ...likeliest(outside, nearest)].slice(0, MAX_NEAR),
    likelihoodOf: (row) => likelihoods.get(row) ?? 0,
  };
}

/** Judges one of the rows that have the same of what was asked: in a large document most have. */
function onceForAlike(scores: Scores, likelihoodOf: (row: number) => number): (row: number) => number {
  const values = COMPARED.map((name) => scores[name]);
  const { met } = scores;
  const known = new Map<number, { readonly row: number; readonly likelihood: number }>();
  return (row) => {
    let key = met[row]!;
    for (const value of values) key = Math.imul(key ^ Math.round(value[row]! * 0xffff), 0x01000193);
    const alike = known.get(key);
    if (
      alike !== undefined &&
      met[alike.row] === met[row] &&
      values.every((value) => value[alike.row] === value[row])
    )
      return alike.likelihood;
    const likelihood = likelihoodOf(row);
    known.set(key, { row, likelihood });
    return likelihood;
  };
}

/** Rows at least so likely, the likeliest first. */
function likeliest(judged: readonly Judged[], least: number): number[] {
  return judged
    .filter(({ likelihood }) => likelihood >= least)
    .sort((a, b) => b.likelihood - a.likelihood || a.row - b.row)
    .slice(0, MAX_NEAR)
    .map(({ row }) => row);
}
