import { nameKey } from '../name-key.ts';
import type { DraftRow } from './draft.ts';
import type { Remark } from './types.ts';

/** The rows of all tables of a file, no two of the same department and name. */
export class FoundRows {
  readonly rows: DraftRow[] = [];
  readonly #seen = new Map<string, DraftRow>();

  /** Takes the row; else the one that has been there before. */
  add(row: DraftRow): DraftRow | null {
    const key = `${nameKey(row.department)}\t${nameKey(row.name)}`;
    const earlier = this.#seen.get(key);
    if (earlier !== undefined) return earlier;
    this.#seen.set(key, row);
    this.rows.push(row);
    return null;
  }
}

/** The departments of all tables of a file, each as it was first written. */
export class FoundDepartments {
  readonly names: string[] = [];
  readonly #byKey = new Map<string, string>();

  /** The department as it was first written. */
  known(name: string): string {
    const known = this.#byKey.get(nameKey(name));
    if (known !== undefined) return known;
    this.#byKey.set(nameKey(name), name);
    this.names.push(name);
    return name;
  }

  /** Forgets one that has turned out to be none. */
  drop(name: string): void {
    this.#byKey.delete(nameKey(name));
    this.names.splice(this.names.indexOf(name), 1);
  }
}

/** That a row stands twice. */
export function duplicateOf({ department, name, text, place }: DraftRow, earlier: DraftRow): Remark {
  return { code: 'duplicate', place, values: { department, name, text }, where: earlier.place };
}
