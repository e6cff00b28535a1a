import type { Query } from '../read/query.ts';
import { FEATURES, RowFeatures } from './features.ts';
import type { Judge } from './judge.ts';
import type { Scores } from './ranking.ts';

/** At most so many rows stand near an answer. */
const MAX_NEAR = 3;

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
    return Array.from(rows, (row) => {
      features.fill(row, vector);
      return { row, likelihood: judge.likelihood(vector) };
    });
  };
  const open = scores.rows.filter(isOpen).sort();
  const inside = open.filter(accepts);
  const judged = judgeRows(inside);
  const { least, others, shareOfBest, near } = judge.bounds;
  const top = judged.reduce((best, { likelihood }) => Math.max(best, likelihood), 0);
  const answers = ({ likelihood }: Judged): boolean =>
    top >= least && likelihood >= others && likelihood >= top * shareOfBest;
  const chosen = judged.filter(answers);
  const rest = judged.filter((one) => !answers(one));
  const outside =
    chosen.length > 0 || inside.length === open.length
      ? []
      : judgeRows(open).filter(({ row }) => !accepts(row));
  const likelihoods = new Map([...outside, ...judged].map(({ row, likelihood }) => [row, likelihood]));
  return {
    rows: Uint32Array.from(chosen, ({ row }) => row),
    near: [...likeliest(rest, near), ...likeliest(outside, near)].slice(0, MAX_NEAR),
    likelihoodOf: (row) => likelihoods.get(row) ?? 0,
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
