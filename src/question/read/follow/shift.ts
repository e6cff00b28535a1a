import { monthAfter, parseMonth, type YearMonth } from '../../../calendar/month.ts';
import { anyOf } from '../pattern.ts';
import type { When } from '../query.ts';

/** A time that is told by the one before: so many months right beside it, or all that lies beyond it. */
export interface Shift {
  readonly side: 'after' | 'before';
  /** Null: without an end. */
  readonly months: number | null;
}

const MONTHS = { month: 1, quarter: 3, half: 6, year: 12 } as const;
const UNITS = [
  [/月/, MONTHS.month],
  [/四半期|quarter/i, MONTHS.quarter],
  [/半期|half/i, MONTHS.half],
  [/年|year/i, MONTHS.year],
] as const;
const unitOf = (text: string): number => UNITS.find(([unit]) => unit.test(text))?.[1] ?? MONTHS.month;

const EN_LEAD =
  /^(?:(?:and|what about|how about|then|anything|the ones|those|ones|starting|beginning|in|from) )*/.source;
/** その次の月, 翌月, the month after: right beside the time before. */
const NEXT = anyOf(
  [/^(?:その|さらに)*(?:次|つぎ|翌)の?(?:ひと?月|月|四半期|半期|年度?)(?!の(?:予定|取))/],
  [
    new RegExp(
      `${EN_LEAD}the (?:(?:following|next) (?:month|quarter|half|year)|(?:month|quarter|half|year) after)(?![a-z])`,
    ),
  ],
);
const BEFORE_IT = anyOf(
  [/^(?:その|さらに)*(?:前|まえ)の?(?:ひと?月|月|四半期|半期|年度?)/],
  [
    new RegExp(
      `${EN_LEAD}the (?:(?:previous|preceding) (?:month|quarter|half|year)|(?:month|quarter|half|year) before)(?![a-z])`,
    ),
  ],
);
const END_JA = '(?:は|の|だと|なら|に|で|って|も|から|$|[、?？])';
/** それ以降は？, anything later? */
const ONWARD = anyOf(
  [new RegExp(`^(?:それ|その|これ|そこ)(?:より|から)?(?:も)?(?:以降|以後|あと|後|先|のち)${END_JA}`)],
  [
    new RegExp(
      `${EN_LEAD}(?:after (?:that|then|this|it)|later(?: (?:ones|than that|on))?|from then on|afterwards?|since then)[\\s?.!]*$`,
    ),
  ],
);
const UNTIL = anyOf(
  [new RegExp(`^(?:それ|その|これ)(?:より)?(?:も)?(?:以前|まえ|前)${END_JA}`)],
  [new RegExp(`${EN_LEAD}(?:before (?:that|then|this|it)|earlier(?: (?:ones|than that))?)[\\s?.!]*$`)],
);

/** How the message tells a time by the one before; null: it does not. */
export function shiftIn(text: string): Shift | null {
  if (NEXT.test(text)) return { side: 'after', months: unitOf(text) };
  if (BEFORE_IT.test(text)) return { side: 'before', months: unitOf(text) };
  if (ONWARD.test(text)) return { side: 'after', months: null };
  return UNTIL.test(text) ? { side: 'before', months: null } : null;
}

/** The time that lies so beside this one; null where this one has no such end. */
export function shifted({ time }: Pick<When, 'time'>, { side, months }: Shift): When['time'] {
  if (time === null) return null;
  const known = (month: YearMonth | null): YearMonth[] => (month === null ? [] : [month]);
  const ends = time.periods.flatMap(({ from, to }) => [...known(from), ...known(to)]);
  const sorted = ends.sort((a, b) => parseMonth(a) - parseMonth(b));
  const edge = side === 'after' ? sorted.at(-1) : sorted[0];
  if (edge === undefined) return null;
  const near = monthAfter(edge, side === 'after' ? 1 : -1);
  const far = months === null ? null : monthAfter(near, (side === 'after' ? 1 : -1) * (months - 1));
  const period = side === 'after' ? { from: near, to: far } : { from: far, to: near };
  return { relation: time.relation === 'notStarted' ? 'starts' : time.relation, periods: [period] };
}

/** その月に始まる他の取組は？ what else starts that month? */
export const THAT_TIME = anyOf(
  [
    /(?<!毎年|毎月|毎週|いつも)(?:その|同じ|それと同じ)(?:月|時期|頃|ころ)(?:に|の|で|から)|^(?:同じ|その)月(?:は|だと)|同時期(?:に|の)|同月に/,
  ],
  [/(?:in |at |around )?(?:that|the same) (?:month|time|period)(?![a-z])/],
);
