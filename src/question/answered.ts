import type { Dataset, Initiative } from '../dataset/schema.ts';
import { foldText } from '../text/fold.ts';
import { tellingOf } from './answer/fact.ts';
import { sharedRun } from './answer/shared-run.ts';
import { similarRows } from './answer/similar.ts';
import type { Finder } from './choose/finder.ts';
import type { Ranking } from './choose/ranking.ts';
import type { RowFacets } from './choose/row-facets.ts';
import type { RowIndex } from './index/row-index.ts';
import { saysWhen, type Query, type Term } from './read/query.ts';
import type { Answered } from './resolve.ts';

/** More than this many like initiatives would bury what led there. */
const MAX_SIMILAR = 5;
/** A single character of a name calls no department. */
const MIN_NAME_PART = 2;

/** What is asked of a dataset, all of the same. */
interface AnsweredParts {
  readonly index: RowIndex;
  readonly facets: RowFacets;
  readonly ranking: Ranking;
  readonly finder: Finder;
}

/** What follow-ups ask of the rows that were answered. */
export function answeredOf(dataset: Dataset, parts: AnsweredParts): Answered {
  const { initiatives } = dataset;
  const { facets, ranking, finder } = parts;
  // The crisis one: a part of a department's name, in either language.
  const departmentNames = dataset.departments.map(({ name, en }) => foldText(`${name}\n${en ?? ''}`));
  const numbersOf = (ids: readonly string[]): number[] => ids.flatMap((id) => finder.rowOf(id) ?? []);
  const rowsOf = (ids: readonly string[]): Initiative[] => numbersOf(ids).map((row) => initiatives[row]!);
  const departmentsOf = (ids: readonly string[]): number[] => [
    ...new Set(numbersOf(ids).map((row) => facets.departmentOf[row]!)),
  ];
  const isWritten = (ids: readonly string[], folded: string): boolean =>
    rowsOf(ids).some(({ name, summary, remarks }) =>
      foldText(`${name}\n${summary}\n${remarks}`).includes(folded),
    );
  const isNamed = (row: number, term: Term): boolean =>
    foldText(initiatives[row]!.name).includes(term.folded) || ranking.evidence(row, term)?.field === 'name';
  const meeting = (ids: readonly string[], query: Query): readonly string[] => {
    const { departments } = query;
    const { accepts } = facets.filter({ ...query, departments: null }, '');
    const calls = (row: number, { folded }: Term): boolean =>
      folded.length >= MIN_NAME_PART && departmentNames[facets.departmentOf[row]!]!.includes(folded);
    const rows = numbersOf(ids);
    const groups = query.groups.filter((group) =>
      group.some((term) => !term.unknown || rows.some((row) => calls(row, term))),
    );
    // 10月のやつの備考は: what nothing has is left out where a facet tells the row.
    if (groups.length === 0 && query.groups.length > 0 && !saysWhen(query.when)) return [];
    const meets = rows.filter(
      (row) =>
        accepts(row) &&
        query.excluded.every((term) => ranking.evidence(row, term) === null) &&
        (departments === null || departments.includes(facets.departmentOf[row]!)) &&
        groups.every((group) =>
          group.some((term) => ranking.evidence(row, term) !== null || calls(row, term)),
        ),
    );
    // 情報交換会, of two that are about sharing information: the one that has the very word in its name.
    const called = meets.filter((row) =>
      groups.every((group) => group.some(({ folded }) => foldText(initiatives[row]!.name).includes(folded))),
    );
    if (groups.length > 0 && called.length > 0) return called.map((row) => initiatives[row]!.id);
    const named = meets.filter((row) => groups.every((group) => group.some((term) => isNamed(row, term))));
    return (named.length > 0 ? named : meets).map((row) => initiatives[row]!.id);
  };
  return {
    departmentsOf,
    meeting,
    named: (ids, { groups }) =>
      numbersOf(ids)
        .filter((row) =>
          groups.every((group) =>
            group.some(({ folded }) => foldText(initiatives[row]!.name).includes(folded)),
          ),
        )
        .map((row) => initiatives[row]!.id),
    isElsewhere: (ids, { groups }) =>
      groups.some((group) =>
        group.every(({ folded }) => parts.index.hasText(folded) && !isWritten(ids, folded)),
      ),
    siblings(ids) {
      const departments = departmentsOf(ids);
      return initiatives
        .filter(({ id }, row) => departments.includes(facets.departmentOf[row]!) && !ids.includes(id))
        .map(({ id }) => id);
    },
    telling(ids, text) {
      const sign = tellingOf(text);
      if (sign === null) return [];
      return rowsOf(ids)
        .filter(({ summary }) => sign.test(summary))
        .map(({ id }) => id);
    },
    sharing: (ids, text) => sharingMost(rowsOf(ids), text),
    startOf: (id) => rowsOf([id])[0]?.schedule.start ?? null,
    common: (ids) => ofSeveral(rowsOf(ids)),
    similarTo: (ids) =>
      similarRows(numbersOf(ids), MAX_SIMILAR, { dataset, ...parts }).map(({ initiative }) => initiative.id),
  };
}

/** Ids of the rows that have the longest run of the text. */
function sharingMost(rows: readonly Initiative[], text: string): readonly string[] {
  const runs = rows.map(({ id, name, summary, remarks }) => ({
    id,
    length: sharedRun(text, `${name}\n${summary}\n${remarks}`).length,
  }));
  const most = Math.max(0, ...runs.map(({ length }) => length));
  return runs.flatMap(({ id, length }) => (length > 0 && length === most ? [id] : []));
}

/** Ids of the rows whose names another department's row has as well. */
const ofSeveral = (rows: readonly Initiative[]): readonly string[] =>
  rows
    .filter(({ name, department }) => rows.some((row) => row.name === name && row.department !== department))
    .map(({ id }) => id);
