import type { Answer, DepartmentCount, DepartmentsAsk } from '../answer.ts';
import { CUES } from '../read/cues.ts';
import { anyOf } from '../read/pattern.ts';
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

/** 一番多い部署の取組は？, …はどこ、中身も, "and what does it do": what the departments do, not only which they are. */
const ASKS_CONTENTS = anyOf(
  [
    /(?:部署|[局課部区]|所|とこ(?:ろ)?)(?:の|が(?:やって|して)(?:い)?る)(?:取組|取り組み|内容|中身)(?!数|の数|件)(?:は|って|を|も|と|一覧|[?？。\s]|$)/,
    /(?:中身|内容|取組)も(?:[。、\s]|$|教|知|見)|(?:と|、)(?:その)?(?:中身|内容)/,
    /何を(?:やって|して)(?:い)?る/,
  ],
  [
    /(?:and )?what (?:does|do|is|are) (?:it|they)(?: (?:do|doing))?|(?:its|their) initiatives(?! (?:are|is) )/,
  ],
);

/** So many departments with what they do still make one answer. */
const MAX_WITH_CONTENTS = 3;

/** Of departments that were found by how many rows they have, the question for these rows; null where it is not asked. */
export function contentsAsked(
  query: Query,
  { departmentsAsk, departments }: Pick<Answer, 'departmentsAsk' | 'departments'>,
  all: readonly { readonly name: string }[],
): Query | null {
  const isByNumber = departmentsAsk !== null && !['list', 'without'].includes(departmentsAsk.kind);
  const isFew = departments.length > 0 && departments.length <= MAX_WITH_CONTENTS;
  if (!isByNumber || !isFew || !ASKS_CONTENTS.test(query.asked)) return null;
  const named = new Set(departments.map(({ department }) => department));
  return {
    ...query,
    intent: 'find',
    departments: all.flatMap(({ name }, d) => (named.has(name) ? [d] : [])),
  };
}

/** Which departments answer: all, most, exactly so many, or those that have none; `scope` limits them to the ones named. */
export function departmentAnswer(
  query: Query,
  counts: readonly DepartmentCount[],
  scope: ReadonlySet<string> | null,
): { departmentsAsk: DepartmentsAsk; departments: DepartmentCount[] } {
  const text = query.asked;
  const inScope = counts.filter((c) => scope === null || scope.has(c.department));
  if (CUES.without.test(text) && query.groups.length > 0) {
    return { departmentsAsk: { kind: 'without' }, departments: inScope.filter((c) => c.count === 0) };
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
