import type { Initiative, Schedule } from '../../dataset/schema.ts';
import type { TimeFacet } from '../answer.ts';
import { monthOf, parseMonth, type MonthNumber } from '../../calendar/month.ts';
import type { Query } from '../read/query.ts';

type ScheduleKind = Query['scheduleKinds'][number];

/** Recurrences as rows tell them in passing, and in which of their texts. */
const RECURRENCE_WORDS = {
  monthly: /毎月|月[1１一]回?(?![0-9０-９度ヶか日万千,，])|月次|月例/,
  weekly: /毎週|週[1１一]回|週次/,
  daily: /毎日|毎朝|朝礼/,
  quarterly: /四半期ごと|四半期に|年[4４]回/,
  halfYearly: /半年ごと|半期ごと|年[2２]回/,
  yearly: /毎年|年[1１一]回|例年|恒例/,
  recurring: /定期|毎月|毎週|毎年|毎日|四半期ごと|月[1１一]回|年[1-9１-９]回/,
} satisfies Partial<Record<ScheduleKind, RegExp>>;
type Recurrence = keyof typeof RECURRENCE_WORDS;
const RECURRENCES = Object.keys(RECURRENCE_WORDS) as Recurrence[];
/** Most rows tell none: one look says so. */
const ANY_RECURRENCE = new RegExp(
  Object.values(RECURRENCE_WORDS)
    .map(({ source }) => source)
    .join('|'),
);
const EVERY_OTHER = /隔[日週月年]/;
/** Told by what a row says, not by its name. */
const OUTSIDE_NAMES: ReadonlySet<Recurrence> = new Set(['yearly', 'recurring']);

/** All of a row that its time, recurrence and stage are judged by. Many rows share one. */
export interface Timing extends Pick<
  Schedule,
  'kind' | 'open' | 'monthStated' | 'recurrence' | 'recurrenceMonths'
> {
  /** First and last month; negative where none is known. */
  readonly start: MonthNumber;
  readonly end: MonthNumber;
  /** 通年 */
  readonly allYear: boolean;
  readonly stage: Initiative['stage'];
  /** Recurrences that its words tell. */
  readonly told: readonly Recurrence[];
}

/** What a row says of its time. */
export function timingOf({ schedule, stage, name, summary, remarks }: Initiative): Timing {
  const month = (ym: string | null): MonthNumber => (ym === null ? -1 : parseMonth(ym));
  const { kind, open, monthStated, recurrenceMonths } = schedule;
  // Every other month is not every month: it recurs, and no more can be said.
  const everyOther = EVERY_OTHER.test(schedule.text);
  const recurrence = everyOther ? null : schedule.recurrence;
  const words = name + summary + remarks + (everyOther ? '定期' : '');
  return {
    kind,
    open,
    monthStated,
    recurrence,
    recurrenceMonths,
    start: month(schedule.start),
    end: month(schedule.end),
    allYear: schedule.text.includes('通年'),
    stage,
    told: !ANY_RECURRENCE.test(words)
      ? []
      : RECURRENCES.filter((each) =>
          RECURRENCE_WORDS[each].test(OUTSIDE_NAMES.has(each) ? words.slice(name.length) : words),
        ),
  };
}

interface Bounds {
  readonly from: MonthNumber;
  readonly to: MonthNumber;
}
const bounds = (facet: TimeFacet): Bounds[] =>
  facet.periods.map((p) => ({
    from: p.from === null ? -Infinity : parseMonth(p.from),
    to: p.to === null ? Infinity : parseMonth(p.to),
  }));

const MONTHS_BETWEEN: Partial<Record<ScheduleKind, number>> = { quarterly: 3, halfYearly: 6, yearly: 12 };

/** Months of a yearly recurrence that lie in the period; unbounded periods hold them all. */
function recursIn({ recurrence, recurrenceMonths }: Timing, p: Bounds): boolean {
  // Twice a year may be any month: only a stretch of half a year surely holds one.
  if (recurrenceMonths.length === 0)
    return recurrence === null || p.to - p.from + 1 >= (MONTHS_BETWEEN[recurrence] ?? 1);
  if (p.to - p.from >= 11) return true;
  for (let n = p.from; n <= p.to; n++) if (recurrenceMonths.includes((((n % 12) + 12) % 12) + 1)) return true;
  return false;
}

/** Its first month lies in the period; a row that starts some time within a stretch needs the whole stretch in it. */
function startsIn({ kind, start, end }: Timing, p: Bounds): boolean {
  if (start < 0 || start < p.from) return false;
  return kind === 'within' ? (end < 0 ? start : end) <= p.to : start <= p.to;
}

/** Its period covers some of it; a time that is not stated does not count, 随時 neither. */
function runsIn(timing: Timing, p: Bounds): boolean {
  const { kind, start, end } = timing;
  if (kind === 'recurring' && start < 0) return recursIn(timing, p);
  if (start < 0) return timing.allYear;
  if (kind === 'within') return start >= p.from && (end < 0 ? start : end) <= p.to;
  const to = end >= 0 ? end : timing.open ? Infinity : start;
  return start <= p.to && p.from <= to && (timing.recurrenceMonths.length === 0 || recursIn(timing, p));
}

/** Its last month is known and lies in the period. */
function endedIn({ kind, start, end, open }: Timing, p: Bounds): boolean {
  const last = end >= 0 ? end : open || kind === 'recurring' ? -1 : start;
  return last >= 0 && kind !== 'within' && last >= p.from && last <= p.to;
}

function isInTime(timing: Timing, relation: TimeFacet['relation'], p: Bounds, now: MonthNumber): boolean {
  switch (relation) {
    case 'starts':
      return startsIn(timing, p);
    case 'runs':
      return runsIn(timing, p);
    case 'notStarted':
      return timing.start > now && startsIn(timing, p);
    case 'ended':
      return endedIn(timing, p);
    case 'in':
      return startsIn(timing, p) || ((!timing.open || timing.kind === 'recurring') && runsIn(timing, p));
  }
}

/** Whether the row is of the kind of schedule that was asked for (随時, 毎月, not stated …). */
function isOfKind(timing: Timing, kind: ScheduleKind, months: readonly number[]): boolean {
  switch (kind) {
    case 'anytime':
      return timing.kind === 'anytime';
    case 'unstated':
      return timing.kind === 'unstated' || timing.kind === 'unread';
    case 'bounded':
      return timing.kind === 'range';
    case 'allYear':
      return timing.allYear;
    case 'monthUnstated':
      return !timing.monthStated && timing.start >= 0;
    case 'recurring':
      return timing.recurrence !== null || timing.told.includes(kind);
    case 'yearly':
      if (months.length > 0)
        return timing.recurrence === kind && months.some((m) => timing.recurrenceMonths.includes(m));
  }
  return timing.recurrence === kind || timing.told.includes(kind);
}

/** Tells whether a timing is what the question asks for. */
export function timingFilter(
  query: Pick<Query, 'time' | 'open' | 'scheduleKinds' | 'stages'>,
  today: string,
): (timing: Timing) => boolean {
  const { time, open, scheduleKinds, stages } = query;
  const now = monthOf(today);
  const periods = time === null ? [] : bounds(time);
  const months = (time?.periods ?? []).flatMap((p) =>
    p.from !== null && p.from === p.to ? [Number(p.from.slice(5))] : [],
  );
  // 8月以外: any other time will do, and none at all.
  const anyOther =
    time?.relation === 'in' &&
    time.periods.some(({ from }) => from === null) &&
    time.periods.some(({ to }) => to === null);
  // 毎年5月: the month belongs to the recurrence.
  const monthRecurs = scheduleKinds.includes('yearly') && months.length > 0;
  return (timing) =>
    (scheduleKinds.length === 0 || scheduleKinds.some((kind) => isOfKind(timing, kind, months))) &&
    (time === null ||
      monthRecurs ||
      (anyOther && timing.start < 0 && timing.recurrenceMonths.length === 0) ||
      ((!open || timing.open) && periods.some((p) => isInTime(timing, time.relation, p, now)))) &&
    (stages.length === 0 || (timing.stage !== null && stages.includes(timing.stage)));
}
