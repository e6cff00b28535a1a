import type { Initiative } from '../../dataset/schema.ts';
import type { TimeFacet } from '../answer.ts';
import { monthOf, parseMonth, type MonthNumber, type Stretch } from '../../calendar/month.ts';
import { beginsIn, endsIn, runsIn, spanOf, type Span } from '../../calendar/runs.ts';
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
export interface Timing extends Span {
  /** Goes on with no stated end. */
  readonly open: boolean;
  /** How often it recurs. */
  readonly often: Span['recurrence'];
  /** 通年 */
  readonly allYear: boolean;
  readonly stage: Initiative['stage'];
  /** Recurrences that its words tell. */
  readonly told: readonly Recurrence[];
}

/** What a row says of its time. */
export function timingOf({ schedule, stage, name, summary, remarks }: Initiative): Timing {
  const everyOther = EVERY_OTHER.test(schedule.text);
  const words = name + summary + remarks + (everyOther ? '定期' : '');
  return {
    ...spanOf(schedule),
    open: schedule.open,
    // Every other month is not every month: it recurs, and no more can be said.
    often: everyOther ? null : schedule.recurrence,
    allYear: schedule.text.includes('通年'),
    stage,
    told: !ANY_RECURRENCE.test(words)
      ? []
      : RECURRENCES.filter((each) =>
          RECURRENCE_WORDS[each].test(OUTSIDE_NAMES.has(each) ? words.slice(name.length) : words),
        ),
  };
}

const stretches = (facet: TimeFacet): Stretch[] =>
  facet.periods.map(({ from, to }) => ({
    from: from === null ? -Infinity : parseMonth(from),
    to: to === null ? Infinity : parseMonth(to),
  }));

/**
 * Takes place in the stretch, said of a month alone (7月の取組): it begins then, or is known to be on then. What goes on
 * without an end or at any time is no thing of that month.
 */
function takesPlaceIn(timing: Timing, asked: Stretch): boolean {
  const { kind, open, allYear } = timing;
  const goesOn = kind === 'anytime' ? !allYear : open && kind !== 'recurring';
  return beginsIn(timing, asked) || (!goesOn && runsIn(timing, asked));
}

function isInTime(
  timing: Timing,
  relation: TimeFacet['relation'],
  asked: Stretch,
  now: MonthNumber,
): boolean {
  switch (relation) {
    case 'starts':
      return beginsIn(timing, asked);
    case 'runs':
      return runsIn(timing, asked);
    case 'notStarted':
      return timing.start !== null && timing.start > now && beginsIn(timing, asked);
    case 'ended':
      return endsIn(timing, asked);
    case 'in':
      return takesPlaceIn(timing, asked);
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
      return !timing.monthStated && timing.start !== null;
    case 'recurring':
      return timing.often !== null || timing.told.includes(kind);
    case 'yearly':
      if (months.length > 0)
        return timing.often === kind && months.some((m) => timing.recurrenceMonths.includes(m));
  }
  return timing.often === kind || timing.told.includes(kind);
}

/** Tells whether a timing is what the question asks for. */
export function timingFilter(
  query: Pick<Query, 'time' | 'open' | 'scheduleKinds' | 'stages'>,
  today: string,
): (timing: Timing) => boolean {
  const { time, open, scheduleKinds, stages } = query;
  const now = monthOf(today);
  const periods = time === null ? [] : stretches(time);
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
      (anyOther && timing.start === null && timing.recurrenceMonths.length === 0) ||
      ((!open || timing.open) && periods.some((p) => isInTime(timing, time.relation, p, now)))) &&
    (stages.length === 0 || (timing.stage !== null && stages.includes(timing.stage)));
}
