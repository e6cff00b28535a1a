import type { Dataset } from '../../dataset/schema.ts';
import { foldText } from '../../text/fold.ts';
import { partsOf } from './department-parts.ts';

/** What an office sees to, with the departments whose names say that they do. */
export interface Duty {
  readonly folded: string;
  readonly departments: readonly number[];
}

/** By length, the longest first: 生活保護 before 保護. */
export function dutiesOf({
  departments,
  departmentWords,
}: Pick<Dataset, 'departments' | 'departmentWords'>): readonly Duty[] {
  const owners = new Map<string, Set<number>>();
  departments.forEach(({ name }, d) => {
    const { base } = partsOf(name);
    const known = departmentWords.filter(({ ja }) => ja.some((word) => base.includes(word)));
    // 団地 of 団地再生室: what no list has is its own.
    const own = known
      .flatMap(({ ja }) => ja)
      .reduce((rest, word) => rest.replaceAll(word, ' '), base)
      .split(' ');
    const listed = known.flatMap(({ ja, duties }) => [...ja, ...(duties?.split(', ') ?? [])]);
    for (const duty of [...own.filter(({ length }) => length > 1), ...listed]) {
      const folded = foldText(duty);
      owners.set(folded, (owners.get(folded) ?? new Set<number>()).add(d));
    }
  });
  return [...owners]
    .map(([folded, set]) => ({ folded, departments: [...set] }))
    .sort((a, b) => b.folded.length - a.folded.length);
}
