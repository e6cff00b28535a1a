import type { Dataset } from '../../dataset/schema.ts';
import type { Hit } from '../answer.ts';
import { reasonOf } from '../choose/reason.ts';
import type { RowFacets } from '../choose/row-facets.ts';
import { hitOf } from '../choose/row-hits.ts';
import type { RowIndex } from '../index/rows/row-index.ts';
import { STRENGTHS } from '../index/rows/strengths.ts';

const MAX_REASONS = 3;

interface Rows {
  readonly dataset: Dataset;
  readonly index: RowIndex;
  readonly facets: RowFacets;
}

/** What stands in both names is what rows are about; the rest may be said in passing. */
const NAMED = 9;
/** Somebody who takes part makes rows alike only among those that are about the same. */
const TAKES_PART = 0.05;
/** Names are compared of so many rows for each that is wanted: looking into one takes as long as scoring hundreds. */
const COMPARED = 10;

/** Rows of other departments that are about the same as these, best first. */
export function similarRows(to: readonly number[], limit: number, rows: Rows): Hit[] {
  const { dataset, index } = rows;
  const concepts = [...new Set(to.flatMap((row) => index.conceptsOf(row)))].map((number) =>
    weighed(number, to, rows),
  );
  const scores = likeness(to, concepts, rows);
  for (const row of highest(scores, limit * COMPARED))
    for (const { number, worth, isNamed } of concepts)
      if (isNamed && isInName(row, number, index)) scores[row]! += worth * NAMED;
  const best = highest(scores, limit);
  return best.map((other) =>
    hitOf(other, scores[other]! / scores[best[0]!]!, {
      initiativeOf: () => dataset.initiatives[other]!,
      aboutOf: () => [],
      reasonsOf: () =>
        concepts
          .flatMap(({ number }) => {
            const posting = index.evidence(other, number, '');
            return posting === null ? [] : [reasonOf(dataset, posting, dataset.concepts[number]!.label.ja)];
          })
          .slice(0, MAX_REASONS),
    }),
  );
}

/** A concept of the rows that others are compared with. */
interface Weighed {
  readonly number: number;
  /** The rarer, the more; whom it is for and who does it hardly at all. */
  readonly worth: number;
  readonly isTopic: boolean;
  /** It is a topic that stands in a name. */
  readonly isNamed: boolean;
}

function weighed(number: number, to: readonly number[], { dataset, index }: Rows): Weighed {
  const { weight, kind } = dataset.concepts[number]!;
  const isTopic = kind === 'topic';
  const rarity = Math.log(1 + index.rows.length / index.withConcept(number).rows.length) * weight;
  return {
    number,
    worth: rarity * (isTopic ? 1 : TAKES_PART),
    isTopic,
    isNamed: isTopic && to.some((row) => isInName(row, number, index)),
  };
}

const isInName = (row: number, concept: number, index: RowIndex): boolean =>
  index.evidence(row, concept, '')?.field === 'name';

/** By row: what it has of the concepts; 0 in the rows' own departments and where no topic is the same. */
function likeness(
  to: readonly number[],
  concepts: readonly Weighed[],
  { index, facets }: Rows,
): Float64Array {
  const own = new Set(to.map((row) => facets.departmentOf[row]!));
  const scores = new Float64Array(index.rows.length);
  const isAlike = new Uint8Array(index.rows.length);
  for (const { number, worth, isTopic } of concepts) {
    const { rows, levels } = index.withConcept(number);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      scores[row]! += worth * STRENGTHS[levels[i]!]!;
      if (isTopic) isAlike[row] = 1;
    }
  }
  return scores.map((score, row) => (isAlike[row] === 1 && !own.has(facets.departmentOf[row]!) ? score : 0));
}

/** The rows with the highest scores above 0, best first. */
function highest(scores: Float64Array, limit: number): number[] {
  const best: number[] = [];
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score === 0 || (best.length === limit && score <= scores[best[limit - 1]!]!)) continue;
    const after = best.findIndex((other) => scores[other]! < score);
    best.splice(after < 0 ? best.length : after, 0, row);
    if (best.length > limit) best.pop();
  }
  return best;
}
