import { type FieldChange, fieldChanges } from '../office/compare.ts';
import type { Initiative } from '../schema.ts';

/** A row as the document of an earlier fiscal year had it. */
export interface RowYear {
  readonly year: number;
  /** null: it was not in it. */
  readonly row: Initiative | null;
  /** What has changed from it to the next later document that has the row. */
  readonly changed: readonly FieldChange[];
}

/** How earlier documents, the newest first, had this row. */
export function historyOf(
  row: Initiative,
  documents: readonly { readonly year: number; readonly initiatives: readonly Initiative[] }[],
): readonly RowYear[] {
  let later = row;
  return documents.map(({ year, initiatives }) => {
    const then = initiatives.find(({ id }) => id === row.id) ?? null;
    const changed = then ? fieldChanges(then, later) : [];
    later = then ?? later;
    return { year, row: then, changed };
  });
}
