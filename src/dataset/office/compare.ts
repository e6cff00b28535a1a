import { nameKey } from '../name-key.ts';
import type { Initiative } from '../schema.ts';

/** What two editions are compared by. */
export interface ComparedEdition {
  readonly initiatives: readonly Initiative[];
}

const COMPARED_FIELDS = ['department', 'name', 'summary', 'schedule', 'remarks'] as const;

export interface FieldChange {
  readonly field: (typeof COMPARED_FIELDS)[number];
  /** As the documents write it. */
  readonly before: string;
  readonly after: string;
}

export interface RowChange {
  readonly before: Initiative;
  readonly after: Initiative;
  /** At least one; none when only the reading of a time changed. */
  readonly fields: readonly FieldChange[];
}

/** What one edition does to another, in the order of the later one. */
export interface EditionDifference {
  readonly added: readonly Initiative[];
  /** Other words under the same department and name. */
  readonly changed: readonly RowChange[];
  /** Another department or name, whatever else changed. */
  readonly renamed: readonly RowChange[];
  readonly gone: readonly Initiative[];
  readonly unchanged: readonly Initiative[];
  readonly warnings: {
    /** Rows of the later edition whose time is not understood and was not so before. */
    readonly unreadTimes: readonly Initiative[];
    readonly newDepartments: readonly string[];
    readonly goneDepartments: readonly string[];
  };
}

/** Row by row, by the ids that `assignIds` has given. */
export function compareEditions(before: ComparedEdition, after: ComparedEdition): EditionDifference {
  const earlier = new Map(before.initiatives.map((row) => [row.id, row]));
  const present = new Set(after.initiatives.map(({ id }) => id));
  const pairs = after.initiatives.map((row) => ({ row, old: earlier.get(row.id) }));
  const staying = pairs.flatMap(({ row, old }): RowChange[] =>
    old === undefined ? [] : [{ before: old, after: row, fields: fieldChanges(old, row) }],
  );
  const isRenamed = ({ before: old, after: row }: RowChange): boolean => rowKey(old) !== rowKey(row);
  const isChanged = (change: RowChange): boolean =>
    change.fields.length > 0 || reading(change.before) !== reading(change.after);
  const rest = staying.filter((change) => !isRenamed(change));
  const unread = ({ schedule }: Initiative): boolean => schedule.kind === 'unread';
  return {
    added: pairs.filter(({ old }) => old === undefined).map(({ row }) => row),
    changed: rest.filter(isChanged),
    renamed: staying.filter(isRenamed),
    gone: before.initiatives.filter(({ id }) => !present.has(id)),
    unchanged: rest.filter((change) => !isChanged(change)).map((change) => change.after),
    warnings: {
      unreadTimes: pairs
        .filter(
          ({ row, old }) => unread(row) && (old === undefined || old.schedule.text !== row.schedule.text),
        )
        .map(({ row }) => row),
      newDepartments: onlyIn(after, before),
      goneDepartments: onlyIn(before, after),
    },
  };
}

/** What differs between two forms of a row, as the documents write it. */
export function fieldChanges(before: Initiative, after: Initiative): readonly FieldChange[] {
  return COMPARED_FIELDS.map((field) => ({
    field,
    before: fieldText(before, field),
    after: fieldText(after, field),
  })).filter((change) => change.before !== change.after);
}

function fieldText(row: Initiative, field: FieldChange['field']): string {
  return field === 'schedule' ? row.schedule.text : row[field];
}

/** What was read, not only what was written: a month without a year moves with the fiscal year. */
const reading = ({ schedule, stage }: Initiative): string => JSON.stringify([schedule, stage]);
const rowKey = ({ department, name }: Initiative): string => `${nameKey(department)}\t${nameKey(name)}`;

function onlyIn(edition: ComparedEdition, other: ComparedEdition): readonly string[] {
  const known = new Set(other.initiatives.map(({ department }) => nameKey(department)));
  const names = edition.initiatives
    .map(({ department }) => department)
    .filter((name) => !known.has(nameKey(name)));
  return [...new Set(names)];
}
