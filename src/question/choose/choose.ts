import type { Query } from '../read/query.ts';
import type { Scores } from './ranking.ts';

/** Rows that meet every group of the question answer it; a row that meets less may when nothing meets all. */
const FULL = 0.999;
const ENOUGH = 0.5;
/** Without a row that meets everything, rows nearly as good as the best count as well. */
const PARTIAL = 0.9;
/** So much of the scene must be met before it narrows. */
const SCENE = 0.4;
/** Either of two things joined by と: rows must meet this much. */
const EITHER = 0.3;
/** A curated question this alike says that its row is meant: with no word in common, and beside one. */
const SAME_QUESTION = 0.6;
const NEAR_QUESTION = 0.45;
/** Beside the most alike question, those about as alike count as well. */
const AS_ALIKE = 0.85;
/** More than any score. */
const IN_FACETS = 2;
const NEAR_MISS = { coverage: 0.3, question: 0.25 };

/** The rows that answer. `absent`: a known thing was asked for that no row has. */
export function chooseRows(
  query: Query,
  scores: Scores,
  accepts: (row: number) => boolean,
  absent: boolean,
): Uint32Array {
  const { coverage, scene, question, score } = scores;
  const candidates = where(scores.rows, accepts);
  const best = highest(candidates, coverage);
  if (best >= FULL) {
    const met = where(candidates, (row) => coverage[row]! >= FULL);
    // What sets the scene narrows where it can: 学童の事務が紙だらけです。システム化する話は？
    const topScene = highest(met, scene);
    const full = topScene >= SCENE ? where(met, (row) => scene[row]! >= topScene * PARTIAL) : met;
    return query.intent === 'fact' ? likeliest(full, score) : full;
  }
  if (query.loose) {
    const either = where(candidates, (row) => coverage[row]! > EITHER);
    if (either.length > 0) return either;
  }
  // Curated questions speak where words fail, unless a known thing was asked for that no row has.
  const isSame = (row: number): boolean =>
    question[row]! >= (absent || coverage[row] === 0 ? SAME_QUESTION : NEAR_QUESTION);
  const topSame = highest(where(candidates, isSame), question);
  const near = where(
    candidates,
    (row) =>
      (best >= ENOUGH && coverage[row]! >= best * PARTIAL) ||
      (isSame(row) && question[row]! >= topSame * AS_ALIKE),
  );
  return query.intent === 'fact' ? likeliest(near, score) : near;
}

/** A fact is asked of one row: only those about as good as the best. */
function likeliest(rows: Uint32Array, score: Float32Array): Uint32Array {
  const top = highest(rows, score);
  return where(rows, (row) => score[row]! >= top * PARTIAL);
}

function where(rows: Uint32Array, test: (row: number) => boolean): Uint32Array {
  const found = new Uint32Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) if (test(rows[i]!)) found[n++] = rows[i]!;
  return found.subarray(0, n);
}

/** The highest value of the rows; 0 when there is none. */
function highest(rows: Uint32Array, values: Float32Array): number {
  let max = 0;
  for (let i = 0; i < rows.length; i++) if (values[rows[i]!]! > max) max = values[rows[i]!]!;
  return max;
}

/** Rows that come near without answering, best first: those within the facets before those outside. */
export function nearMisses(
  scores: Scores,
  isCandidate: (row: number) => boolean,
  inFacets: (row: number) => boolean,
  limit: number,
): number[] {
  const { coverage, question, score } = scores;
  const rank = (row: number): number => (inFacets(row) ? IN_FACETS : 0) + score[row]!;
  const best: number[] = [];
  let least = -1;
  for (let i = 0; i < scores.rows.length; i++) {
    const row = scores.rows[i]!;
    if (coverage[row]! <= NEAR_MISS.coverage && question[row]! <= NEAR_MISS.question) continue;
    if (IN_FACETS + score[row]! <= least || !isCandidate(row) || rank(row) <= least) continue;
    let at = best.length;
    while (
      at > 0 &&
      (rank(best[at - 1]!) < rank(row) || (rank(best[at - 1]!) === rank(row) && best[at - 1]! > row))
    )
      at--;
    best.splice(at, 0, row);
    if (best.length > limit) best.pop();
    if (best.length === limit) least = rank(best[limit - 1]!);
  }
  return best;
}
