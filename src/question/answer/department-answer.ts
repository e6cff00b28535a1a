import type { DepartmentCount, DepartmentsAsk } from '../answer.ts';
import { CUES } from '../read/cues.ts';
import { saysWhen, type Query } from '../read/query.ts';

const NUMBERS = [
  ['zero', 'one', 'two', 'three', 'four', 'five'],
  ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
  ['', 'ひと', 'ふた', 'みっ'],
];
const wordNumber = (text: string): number => {
  const index = Math.max(...NUMBERS.map((words) => words.indexOf(text.toLowerCase())));
  return index >= 0 ? index : Number(text);
};

/** Which departments answer: all, most, exactly so many, or those that have none; `scope` limits them to the ones named. */
export function departmentAnswer(
  query: Query,
  counts: readonly DepartmentCount[],
  scope: ReadonlySet<string> | null,
): { departmentsAsk: DepartmentsAsk; departments: DepartmentCount[] } {
  const text = query.asked;
  const inScope = counts.filter((c) => scope === null || scope.has(c.department));
  if (CUES.without.test(text) && query.groups.length > 0) {
    const others = inScope.filter((c) => c.count > 0).map((c) => c.department);
    return {
      departmentsAsk: { kind: 'without', others },
      departments: inScope.filter((c) => c.count === 0),
    };
  }
  const most = CUES.most.test(text);
  if (most || CUES.fewest.test(text)) {
    const best = most ? Math.max(...inScope.map((c) => c.count)) : Math.min(...inScope.map((c) => c.count));
    return {
      departmentsAsk: { kind: most ? 'most' : 'fewest', count: best },
      departments: inScope.filter((c) => c.count === best),
    };
  }
  const exactly = CUES.exactly.exec(text);
  if (exactly !== null) {
    const n = wordNumber(exactly[1] ?? exactly[4] ?? '0');
    const qualifier = exactly[2] ?? exactly[3] ?? '';
    if (/以上|at least/i.test(qualifier))
      return {
        departmentsAsk: { kind: 'atLeast', count: n },
        departments: inScope.filter((c) => c.count >= n),
      };
    if (/no more than|at most|up to|以下/i.test(qualifier))
      return {
        departmentsAsk: { kind: 'atMost', count: n },
        departments: inScope.filter((c) => c.count <= n),
      };
    if (/more than/i.test(qualifier))
      return {
        departmentsAsk: { kind: 'atLeast', count: n + 1 },
        departments: inScope.filter((c) => c.count > n),
      };
    return {
      departmentsAsk: { kind: 'exactly', count: n },
      departments: inScope.filter((c) => c.count === n),
    };
  }
  const facetted = query.groups.length > 0 || saysWhen(query.when);
  return {
    departmentsAsk: { kind: 'list' },
    departments: facetted ? inScope.filter((c) => c.count > 0) : [...inScope],
  };
}
