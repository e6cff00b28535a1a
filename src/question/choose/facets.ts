import type { Initiative } from '../../dataset/schema.ts';
import type { ScheduleKind, TimeFacet } from '../answer.ts';
import { monthOf, parseMonth, type MonthNumber, type Stretch } from '../../calendar/month.ts';
import { recurrencesIn, type Recurrence } from '../../calendar/recurrence.ts';
import { beginsIn, endsIn, runsIn, spanOf, type StatedSpan } from '../../calendar/runs.ts';
import type { When } from '../read/query.ts';

/** Every other month is not every month: it recurs, and no more can be said. */
const EVERY_OTHER = /隔[日週月年]|[偶奇]数月/;

/** All of a row that its time, recurrence and stage are judged by. Many rows share one. */
export interface Timing extends StatedSpan {
  /** Goes on with no stated end. */
  readonly open: boolean;
  /** How often it recurs. */
  readonly often: StatedSpan['recurrence'];
  /** 通年 */
  readonly allYear: boolean;
  readonly stage: Initiative['stage'];
  /** Nothing is said of its time, not even that it is undecided. */
  readonly blank: boolean;
  /** Recurrences that its words tell. */
  readonly told: readonly (Recurrence | 'recurring')[];
}

/** What a row says of its time. */
export function timingOf({ schedule, stage, name, summary, remarks }: Initiative): Timing {
  const everyOther = EVERY_OTHER.test(schedule.text);
  return {
    ...spanOf(schedule),
    open: schedule.open,
    often: everyOther ? null : schedule.recurrence,
    allYear: schedule.text.includes('通年'),
    stage,
    blank: schedule.text.trim() === '',
    told: toldBy(name, summary + remarks + (everyOther ? '定期' : '')),
  };
}

/** What is done every morning by its very name. */
const EVERY_MORNING = /朝礼/;

/** A name tells of days, weeks and months, not of years, nor that it recurs at all. */
function toldBy(name: string, texts: string): Timing['told'] {
  const ofName = recurrencesIn(name.normalize('NFKC')).filter((each) => each !== 'yearly');
  const ofTexts = recurrencesIn(texts.normalize('NFKC'));
  const mornings = EVERY_MORNING.test(name + texts) ? (['daily'] as const) : [];
  const recurs = ofTexts.length > 0 || /定期/.test(texts);
  return [...new Set([...mornings, ...ofName, ...ofTexts, ...(recurs ? (['recurring'] as const) : [])])];
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
function takesPlaceIn(timing: Timing, asked: Stretch, now: MonthNumber): boolean {
  const { kind, open, allYear } = timing;
  const goesOn = kind === 'anytime' ? !allYear : open && kind !== 'recurring';
  // 今年度の取組: of the whole year that it is, everything is that is done in it.
  const isYear = asked.to - asked.from >= 11 && now >= asked.from && now <= asked.to;
  return beginsIn(timing, asked) || ((isYear || !goesOn) && runsIn(timing, asked));
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
      return takesPlaceIn(timing, asked, now);
  }
}

/** Kinds of schedule as they are asked for. */
interface AskedKinds extends Pick<When, 'stated'> {
  readonly months: readonly number[];
}

/** Whether the row is of the kind of schedule that was asked for (随時, 毎月, not stated …). */
function isOfKind(timing: Timing, kind: ScheduleKind, { months, stated }: AskedKinds): boolean {
  const isTold = (each: Timing['told'][number]): boolean => !stated && timing.told.includes(each);
  switch (kind) {
    case 'anytime':
      return timing.kind === 'anytime';
    case 'unstated':
      return stated ? timing.blank : timing.kind === 'unstated' || timing.kind === 'unread';
    case 'bounded':
      return timing.kind === 'range';
    case 'allYear':
      return timing.allYear;
    case 'monthUnstated':
      return !timing.monthStated && timing.start !== null;
    case 'recurring':
      return timing.often !== null || isTold(kind);
    case 'yearly':
      if (months.length > 0)
        return timing.often === kind && months.some((m) => timing.recurrenceMonths.includes(m));
  }
  return timing.often === kind || isTold(kind);
}

/** Tells whether a timing is what the question asks for. */
export function timingFilter(
  when: Omit<When, 'ambiguous' | 'implied' | 'sorted'>,
  today: string,
): (timing: Timing) => boolean {
  const { time, open, kinds, stages, except, either, stated } = when;
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
  const monthRecurs = kinds.includes('yearly') && months.length > 0;
  const hasKind = (timing: Timing): boolean =>
    kinds.some((kind) => isOfKind(timing, kind, { stated, months }));
  const hasStage = ({ stage }: Timing): boolean => stage !== null && stages.includes(stage);
  const isMeant = (timing: Timing): boolean =>
    except
      ? !hasKind(timing) && !hasStage(timing)
      : (kinds.length === 0 || hasKind(timing)) && (stages.length === 0 || hasStage(timing));
  const isThen = (timing: Timing): boolean =>
    time === null ||
    monthRecurs ||
    (anyOther && timing.start === null && timing.recurrenceMonths.length === 0) ||
    ((!open || timing.open) && periods.some((p) => isInTime(timing, time.relation, p, now)));
  return either && time !== null
    ? (timing) => isMeant(timing) || isThen(timing)
    : (timing) => isMeant(timing) && isThen(timing);
}
