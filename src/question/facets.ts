import type { Initiative, Schedule } from '../dataset/schema.ts';
import type { TimeFacet, Understood } from './answer.ts';
import { parseMonth, type MonthNumber } from './month.ts';

const RECURRENCE_WORDS: Partial<Record<Understood['scheduleKinds'][number], RegExp>> = {
  monthly: /毎月|月[1１一]回?(?![0-9０-９度ヶか])|月次|月例/,
  yearly: /毎年|年[1１一]回|例年|恒例/,
  weekly: /毎週|週[1１一]回|週次/,
  daily: /毎日|毎朝|朝礼/,
  quarterly: /四半期ごと|四半期に|年[4４]回/,
  halfYearly: /半年ごと|半期ごと|年[2２]回/,
  recurring: /定期|毎月|毎週|毎年|毎日|四半期ごと|月[1１一]回|年[1-9１-９]回/,
};

interface Bounds {
  readonly from: MonthNumber;
  readonly to: MonthNumber;
}
const bounds = (facet: TimeFacet): Bounds[] =>
  facet.periods.map((p) => ({
    from: p.from === null ? -Infinity : parseMonth(p.from),
    to: p.to === null ? Infinity : parseMonth(p.to),
  }));

/** Months of a yearly recurrence that lie in the period; unbounded periods hold them all. */
function recursIn(schedule: Schedule, p: Bounds): boolean {
  if (schedule.recurrenceMonths.length === 0) return true;
  if (p.to - p.from >= 11) return true;
  for (let n = p.from; n <= p.to; n++)
    if (schedule.recurrenceMonths.includes((((n % 12) + 12) % 12) + 1)) return true;
  return false;
}

/**
 * Tells whether a row's time meets the facet; months that are not known are negative. "Starts in": its first month lies in the period (a row that starts some time
 * within a stretch needs the whole stretch in it). "Runs in": its period covers some of it; a time that is not stated
 * does not count, 随時 neither.
 */
export function timeFilter(
  facet: TimeFacet,
  now: MonthNumber,
  open: boolean,
): (schedule: Schedule, start: MonthNumber, end: MonthNumber) => boolean {
  const periods = bounds(facet);
  const startsIn = (schedule: Schedule, start: MonthNumber, end: MonthNumber, p: Bounds): boolean => {
    if (start < 0 || start < p.from) return false;
    // Some time within a stretch: the whole stretch must lie in the period.
    return schedule.kind === 'within' ? (end < 0 ? start : end) <= p.to : start <= p.to;
  };
  const coversIn = (schedule: Schedule, start: MonthNumber, end: MonthNumber, p: Bounds): boolean => {
    if (schedule.kind === 'recurring' && start < 0) return recursIn(schedule, p);
    if (start < 0) return schedule.text.includes('通年');
    if (schedule.kind === 'within') return start >= p.from && (end < 0 ? start : end) <= p.to;
    const to = end >= 0 ? end : schedule.open ? Infinity : start;
    return start <= p.to && p.from <= to && (schedule.recurrenceMonths.length === 0 || recursIn(schedule, p));
  };
  return (schedule, start, end) => {
    if (open && !schedule.open) return false;
    return periods.some((p) => {
      switch (facet.relation) {
        case 'starts':
          return startsIn(schedule, start, end, p);
        case 'runs':
          return coversIn(schedule, start, end, p);
        case 'notStarted':
          return start > now && startsIn(schedule, start, end, p);
        case 'ended': {
          const last = end >= 0 ? end : schedule.open || schedule.kind === 'recurring' ? -1 : start;
          return last >= 0 && schedule.kind !== 'within' && last >= p.from && last <= p.to;
        }
        case 'in':
          return (
            startsIn(schedule, start, end, p) ||
            ((!schedule.open || schedule.kind === 'recurring') && coversIn(schedule, start, end, p))
          );
      }
    });
  };
}

/** Whether the row is of the kind of schedule that was asked for (随時, 毎月, not stated …). */
export function scheduleKindMatches(
  kind: Understood['scheduleKinds'][number],
  row: Initiative,
  months: readonly number[],
): boolean {
  const { schedule } = row;
  switch (kind) {
    case 'anytime':
      return schedule.kind === 'anytime';
    case 'unstated':
      return schedule.kind === 'unstated' || schedule.kind === 'unread';
    case 'bounded':
      return schedule.kind === 'range';
    case 'allYear':
      return schedule.text.includes('通年');
    case 'monthUnstated':
      return !schedule.monthStated && schedule.start !== null;
    case 'yearly':
      return (
        (schedule.recurrence === 'yearly' &&
          (months.length === 0 || months.some((m) => schedule.recurrenceMonths.includes(m)))) ||
        (months.length === 0 && RECURRENCE_WORDS.yearly!.test(row.summary + row.remarks))
      );
    case 'recurring':
      return schedule.recurrence !== null || RECURRENCE_WORDS.recurring!.test(row.summary + row.remarks);
    default:
      return (
        schedule.recurrence === kind || RECURRENCE_WORDS[kind]!.test(row.name + row.summary + row.remarks)
      );
  }
}
