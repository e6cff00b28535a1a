import type { Dataset } from '../../dataset/schema.ts';
import type { Hit } from '../answer.ts';
import { reasonOf } from '../choose/reason.ts';
import type { RowFacets } from '../choose/row-facets.ts';
import { hitOf } from '../choose/row-hits.ts';
import type { RowIndex } from '../index/row-index.ts';

const MAX_REASONS = 3;

interface Rows {
  readonly dataset: Dataset;
  readonly index: RowIndex;
  readonly facets: RowFacets;
}

/** Rows of other departments that speak of the same, best first. */
export function similarRows(row: number, limit: number, rows: Rows): Hit[] {
  const { dataset, index } = rows;
  const concepts = index.conceptsOf(row);
  const scores = likeness(row, concepts, rows);
  const best = highest(scores, limit);
  return best.map((other) =>
    hitOf(other, scores[other]! / scores[best[0]!]!, {
      initiativeOf: () => dataset.initiatives[other]!,
      aboutOf: () => [],
      reasonsOf: () =>
        concepts
          .flatMap((concept) => {
            const posting = index.evidence(other, concept, '');
            return posting === null ? [] : [reasonOf(dataset, posting, dataset.concepts[concept]!.label.ja)];
          })
          .slice(0, MAX_REASONS),
    }),
  );
}

/** By row: what it has of the concepts, the rarer ones counting more; 0 in the row's own department. */
function likeness(row: number, concepts: readonly number[], { dataset, index, facets }: Rows): Float64Array {
  const own = facets.departmentOf[row];
  const scores = new Float64Array(index.rows.length);
  for (const concept of concepts) {
    const { rows, strengths } = index.withConcept(concept);
    const rarity = Math.log(1 + index.rows.length / rows.length) * dataset.concepts[concept]!.weight;
    for (let i = 0; i < rows.length; i++)
      if (facets.departmentOf[rows[i]!] !== own) scores[rows[i]!]! += rarity * strengths[i]!;
  }
  return scores;
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
