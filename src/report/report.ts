import { Temporal } from 'temporal-polyfill';
import { isBusinessDay } from '../calendar/business-day.ts';
import { monthAfter, type YearMonth } from '../calendar/month.ts';
import { monthAt } from '../calendar/zone.ts';

/** What a month came to, as plain values. Counts are of that month, unless it says otherwise. */
export interface MonthlyReport {
  readonly month: YearMonth;
  readonly questions: {
    readonly asked: number;
    /** What was asked about most, by the themes' names. */
    readonly themes: readonly {
      readonly label: { readonly ja: string; readonly en: string };
      readonly count: number;
    }[];
  };
  readonly unanswered: {
    readonly kept: number;
    readonly wrong: number;
    /** Answers that somebody said helped. */
    readonly liked: number;
    readonly answered: number;
    readonly open: OpenQuestions;
  };
  readonly spread: SpreadCounts;
  /** Themes that fewest departments have, by now. */
  readonly coverage: readonly {
    readonly label: { readonly ja: string; readonly en: string };
    readonly count: number;
    readonly of: number;
  }[];
  /** Messages that have arrived. */
  readonly reach: { readonly highlights: number; readonly broadcasts: number };
  /** Whether what departments have in the document still holds, by now; null = nobody is asked. */
  readonly confirmations: ConfirmationCounts | null;
}

/** What nobody has answered by now, as HR's list has it. */
export interface OpenQuestions {
  /** The largest first. */
  readonly groups: readonly { readonly label: string; readonly count: number }[];
  /** How many more kinds there are, too rare to be listed. */
  readonly unlisted: number;
}

/** What is confirmed of the round that is under way. */
export interface ConfirmationCounts {
  readonly rows: number;
  /** Rows that nobody has said anything of in the round. */
  readonly open: number;
  /** Rows that nobody has confirmed for too long. */
  readonly overdue: number;
  /** Those with open rows, most of them first. */
  readonly departments: readonly {
    readonly department: string;
    readonly open: number;
    readonly rows: number;
  }[];
}

/** Departments that take something over: how many came to each state in a stretch of time, and were not taken back. */
export interface SpreadCounts {
  readonly interested: number;
  readonly trying: number;
  readonly adopted: number;
  readonly declined: number;
  /** What was tried or introduced, the latest first, each once with the last state that it came to. */
  readonly taken: readonly TakenOver[];
}

/** A step of a department towards taking something over. */
export interface SpreadStep extends Omit<TakenOver, 'state'> {
  readonly adoptionId: string;
  readonly kind: 'begin' | 'move' | 'takeBack';
  readonly state: 'interested' | 'considering' | 'trying' | 'adopted' | 'declined';
}

/** A department has begun to try, or has introduced, what another one does. */
export interface TakenOver {
  readonly name: string;
  /** Departments that it had come through before it came to `from`, where it began first. */
  readonly before: readonly string[];
  readonly from: string;
  readonly department: string;
  readonly state: 'trying' | 'adopted';
}

/** What steps came to, the first step first. */
export function spreadOf(steps: readonly SpreadStep[]): SpreadCounts {
  const reached = new Map<string, SpreadStep[]>();
  for (const step of steps) {
    const before = reached.get(step.adoptionId) ?? [];
    // What was taken back has not been; of before the stretch there is nothing to take back.
    reached.set(step.adoptionId, step.kind === 'takeBack' ? before.slice(0, -1) : [...before, step]);
  }
  const all = [...reached.values()];
  const count = (state: SpreadStep['state']) =>
    all.filter((of) => of.some((step) => step.state === state)).length;
  return {
    interested: count('interested'),
    trying: count('trying'),
    adopted: count('adopted'),
    declined: count('declined'),
    taken: all
      .flatMap((of) => of.slice(-1))
      .sort((a, b) => steps.indexOf(b) - steps.indexOf(a))
      .flatMap(({ name, before, from, department, state }) =>
        state === 'trying' || state === 'adopted' ? [{ name, before, from, department, state }] : [],
      ),
  };
}

/** Begin and end of a month in the zone, epoch ms; the end is not part of it. */
export function spanOfMonth(
  month: YearMonth,
  timeZone: string,
): { readonly from: number; readonly to: number } {
  const start = (of: YearMonth) =>
    Temporal.PlainDate.from(`${of}-01`).toZonedDateTime({ timeZone }).epochMilliseconds;
  return { from: start(month), to: start(monthAfter(month, 1)) };
}

/** Office hours have begun. */
const hour = 9;
/** A bot that was down makes up for it within a week. */
const lateDays = 7;

/** The month that a report is due for at `now`: the last one, from its successor's first business day on; else null. */
export function dueReport(now: number, timeZone: string): YearMonth | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  let first = local.toPlainDate().with({ day: 1 });
  while (!isBusinessDay(first)) first = first.add({ days: 1 });
  const dueAt = first.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour }) });
  const isDue = now >= dueAt.epochMilliseconds && now < dueAt.add({ days: lateDays }).epochMilliseconds;
  return isDue ? monthAfter(monthAt(now, timeZone), -1) : null;
}
