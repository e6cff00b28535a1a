import { createHash } from 'node:crypto';
import { digestOf } from '../dataset/digest.ts';
import type { Dataset, Initiative } from '../dataset/schema.ts';
import { monthAfter, oneMonth, parseMonth, type Stretch, type YearMonth } from '../calendar/month.ts';
import { beginsIn, runsIn, spanOf } from '../calendar/runs.ts';
import type { HighlightsPost, Subscription } from './ports.ts';

/** A department has begun to try, or has introduced, what another one does. */
export interface TakenOver {
  readonly name: string;
  /** Who takes it over. */
  readonly department: string;
  readonly state: 'trying' | 'adopted';
}

/** What a month's highlights say, as plain values. */
export interface HighlightsContent {
  readonly month: YearMonth;
  /** 今月始まる: rows that begin in the month. */
  readonly starting: readonly Initiative[];
  /** 実施中の注目: a few of those under way, of different departments. */
  readonly featured: readonly Initiative[];
  /** 来月の予定. */
  readonly upcoming: readonly Initiative[];
  /** Since the last post here; null when there was none to compare with. */
  readonly news: { readonly added: readonly Initiative[]; readonly changed: readonly Initiative[] } | null;
  /** All that begin, are under way, and begin in the month after. */
  readonly numbers: { readonly starting: number; readonly running: number; readonly upcoming: number };
  /** What departments took over from others in the month before; where nobody says so, nothing. */
  readonly takenOver?: readonly TakenOver[];
  /** Nothing is left out for the interests of whoever gets it: a question finds the same rows. */
  readonly isWhole: boolean;
}

/** How many rows are put forward each month. */
const featuredCount = 3;
/** A row is not put forward again for so many months, unless it has changed. */
const restMonths = 6;

/** What the content is made from; the same values give the same content. */
export interface ContentInput {
  readonly dataset: Pick<Dataset, 'initiatives' | 'departments'>;
  readonly month: YearMonth;
  /** Decides which departments come first among those that never had their turn. */
  readonly recipientId: string;
  readonly interests: Pick<Subscription, 'departments'> & {
    /** Ids of the rows about the themes of interest; null = all rows. */
    readonly themed: ReadonlySet<string> | null;
  };
  /** Posts made here before, in any order. */
  readonly history: readonly HighlightsPost[];
  /** Digests of all rows at the last post; null when there was none. */
  readonly before: ReadonlyMap<string, string> | null;
}

/** The digests of all rows, for the next comparison. */
export function digestsOf(initiatives: readonly Initiative[]): ReadonlyMap<string, string> {
  return new Map(initiatives.map((initiative) => [initiative.id, digestOf(initiative)]));
}

/** What to post for the month. */
export function highlightsContent(input: ContentInput): HighlightsContent {
  const { dataset, month, interests, before } = input;
  const rows = dataset.initiatives.filter(
    ({ id, department }) =>
      (interests.departments.length === 0 || interests.departments.includes(department)) &&
      (interests.themed === null || interests.themed.has(id)),
  );
  const thisMonth = oneMonth(parseMonth(month));
  const nextMonth = oneMonth(thisMonth.to + 1);
  /** As a question for what begins then finds it. */
  const startsIn = (asked: Stretch) => (row: Initiative) => beginsIn(spanOf(row.schedule), asked);
  const isRunning = (row: Initiative) => runsIn(spanOf(row.schedule), thisMonth);
  const starting = rows.filter(startsIn(thisMonth));
  const upcoming = rows.filter(startsIn(nextMonth));
  return {
    month,
    starting,
    featured: feature(
      rows.filter((row) => isRunning(row) && row.stage === null && !starting.includes(row)),
      input,
    ),
    upcoming,
    news: before && {
      added: rows.filter(({ id }) => !before.has(id)),
      changed: rows.filter((row) => before.has(row.id) && before.get(row.id) !== digestOf(row)),
    },
    numbers: {
      starting: starting.length,
      running: rows.filter(isRunning).length,
      upcoming: upcoming.length,
    },
    isWhole: rows.length === dataset.initiatives.length,
  };
}

/** Departments take turns, those that never had one first; within a department the row that has waited longest. */
function feature(candidates: readonly Initiative[], input: ContentInput): readonly Initiative[] {
  const past = pastOf(input);
  const eligible = candidates.filter((row) => {
    const last = past.rows.get(row.id);
    if (last === undefined || last.digest !== digestOf(row)) return true;
    return monthAfter(last.month, restMonths) <= input.month;
  });
  const order = new Map(input.dataset.departments.map(({ name }, index) => [name, index]));
  const turns = [...Map.groupBy(eligible, (row) => row.department)]
    .map(([department, rows]) => ({
      lastMonth: past.departments.get(department)?.lastMonth ?? '',
      times: past.departments.get(department)?.times ?? 0,
      draw: draw(input.recipientId, department),
      order: order.get(department) ?? order.size,
      rows: [...rows].sort((a, b) =>
        compare(past.rows.get(a.id)?.month ?? '', past.rows.get(b.id)?.month ?? ''),
      ),
    }))
    .sort(
      (a, b) =>
        compare(a.lastMonth, b.lastMonth) ||
        a.times - b.times ||
        compare(a.draw, b.draw) ||
        a.order - b.order,
    );
  const picked: Initiative[] = [];
  // One of each department, and a second of each only when there are not enough departments.
  for (
    let round = 0;
    picked.length < featuredCount && turns.some(({ rows }) => rows.length > round);
    round += 1
  )
    picked.push(...turns.flatMap(({ rows }) => rows.slice(round, round + 1)));
  return picked.slice(0, featuredCount);
}

/** When each row and each department was last put forward here, before this month. */
function pastOf({ dataset, history, month }: ContentInput) {
  const departmentOf = new Map(dataset.initiatives.map((row) => [row.id, row.department]));
  const rows = new Map<string, { month: YearMonth; digest: string }>();
  const departments = new Map<string, { lastMonth: YearMonth; times: number }>();
  const earlier = history.filter((post) => post.month < month).sort((a, b) => compare(a.month, b.month));
  for (const post of earlier) {
    for (const { id, digest } of post.featured) {
      rows.set(id, { month: post.month, digest });
      const department = departmentOf.get(id);
      if (department === undefined) continue;
      const times = (departments.get(department)?.times ?? 0) + 1;
      departments.set(department, { lastMonth: post.month, times });
    }
  }
  return { rows, departments };
}

/** A fixed lot, so that not every channel begins with the same department. */
function draw(recipientId: string, department: string): string {
  return createHash('sha256')
    .update(JSON.stringify([recipientId, department]))
    .digest('hex');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
