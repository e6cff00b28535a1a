import type { Query } from './query.ts';
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
const NEAR_MISS = { coverage: 0.3, question: 0.25 };

/** The rows that answer; unordered. `absent`: a known thing was asked for that no row has. */
export function chooseRows(
  query: Query,
  scores: Scores,
  accepts: (row: number) => boolean,
  absent: boolean,
): number[] {
  const { coverage, scene, question, score } = scores;
  const candidates: number[] = [];
  let best = 0;
  for (const row of scores.rows) {
    if (!accepts(row)) continue;
    candidates.push(row);
    if (coverage[row]! > best) best = coverage[row]!;
  }
  if (best >= FULL) {
    const met = candidates.filter((row) => coverage[row]! >= FULL);
    // What sets the scene narrows where it can: 学童の事務が紙だらけです。システム化する話は？
    const topScene = met.reduce((max, row) => Math.max(max, scene[row]!), 0);
    const full = topScene >= SCENE ? met.filter((row) => scene[row]! >= topScene * PARTIAL) : met;
    if (query.intent !== 'fact') return full;
    // A fact is asked of one row: only those about as good as the best.
    const top = full.reduce((max, row) => Math.max(max, score[row]!), 0);
    return full.filter((row) => score[row]! >= top * PARTIAL);
  }
  if (query.loose) {
    const either = candidates.filter((row) => coverage[row]! > EITHER);
    if (either.length > 0) return either;
  }
  const partial = best >= ENOUGH ? candidates.filter((row) => coverage[row]! >= best * PARTIAL) : [];
  // Curated questions speak where words fail, unless a known thing was asked for that no row has.
  const same = candidates.filter(
    (row) => question[row]! >= (absent || coverage[row] === 0 ? SAME_QUESTION : NEAR_QUESTION),
  );
  const topSame = same.reduce((max, row) => Math.max(max, question[row]!), 0);
  return [...new Set([...partial, ...same.filter((row) => question[row]! >= topSame * 0.85)])];
}

/** Rows that come near without answering, best first: those within the facets before those outside. */
export function nearMisses(
  scores: Scores,
  isCandidate: (row: number) => boolean,
  inFacets: (row: number) => boolean,
  limit: number,
): number[] {
  const { coverage, question, score } = scores;
  const rank = (row: number): number => (inFacets(row) ? 2 : 0) + score[row]!;
  const best: number[] = [];
  for (const row of scores.rows) {
    if (coverage[row]! <= NEAR_MISS.coverage && question[row]! <= NEAR_MISS.question) continue;
    const last = best.at(-1);
    if (best.length === limit && last !== undefined && rank(row) <= rank(last)) continue;
    if (!isCandidate(row)) continue;
    let at = best.length;
    while (
      at > 0 &&
      (rank(best[at - 1]!) < rank(row) || (rank(best[at - 1]!) === rank(row) && best[at - 1]! > row))
    )
      at--;
    best.splice(at, 0, row);
    if (best.length > limit) best.pop();
  }
  return best;
}
