import type { Dataset } from '../../dataset/schema.ts';

/** Numbers of a concept and of all that are wider; `ids`: by id, the number of each. */
export function closure(concept: number, dataset: Dataset, ids: ReadonlyMap<string, number>): number[] {
  const seen = new Set([concept]);
  const queue = [concept];
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    for (const id of dataset.concepts[i]!.broader) {
      const wider = ids.get(id);
      if (wider !== undefined && !seen.has(wider)) {
        seen.add(wider);
        queue.push(wider);
      }
    }
  }
  return [...seen];
}
