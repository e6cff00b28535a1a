import type { Facet } from '../answer.ts';
import { saidIn, without } from '../read/follow/refine.ts';
import type { Query } from '../read/query.ts';

/** The least certain first: what is taken off first is what nothing meets. */
const ORDER: readonly Facet[] = ['remarks', 'time', 'topics', 'departments'];

/** The question without each of its conditions, as long as another remains. */
export function unmetConditions(query: Query): readonly { readonly facet: Facet; readonly without: Query }[] {
  const said = saidIn(query);
  if (said.length < 2 || query.unknownDepartments.length > 0) return [];
  return ORDER.filter((facet) => said.includes(facet)).map((facet) => ({
    facet,
    without: { ...without(query, [facet]), intent: 'find' },
  }));
}
