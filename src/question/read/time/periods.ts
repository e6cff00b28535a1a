import { formatMonth, type MonthNumber } from '../../../calendar/month.ts';
import { WITHIN_MONTH } from '../../../calendar/words.ts';
import type { Period } from '../../answer.ts';
import type { Span } from '../words/token.ts';
import { findPoints, type Point } from './points.ts';
import { INCLUDING } from './words.ts';

/** The periods that a question names, and how. */
export interface PeriodsReading {
  readonly periods: readonly Period[];
  /** Where the months themselves stand. */
  readonly points: readonly Span[];
  /** Everything that was read. */
  readonly taken: readonly Span[];
  /** 4月から, since April */
  readonly from: boolean;
  /** 4月まで, before April */
  readonly until: boolean;
  /** A stretch is named, not only months. */
  readonly ranged: boolean;
  /** 9月時点 */
  readonly asOf: boolean;
}

/** What stands after a month and says no more than it: 8月上旬, 6月末, 7月の時点. */
const WITHIN_JA = new RegExp(
  `^(?:の?(?:${WITHIN_MONTH}|前半|後半|頭|あたま|中(?![途央間堅学])|いっぱい|あたり|前後|付け?|くらい|ぐらい|入り|時点|段階|現在)){1,2}`,
);
const AS_OF_JA = /時点|段階|現在/;
/** Of a fiscal year: 来年度頭, 今年度末. */
const FIRST_JA = /初|はじめ|頭|あたま/;
const LAST_JA = /末/;
const AFTER_JA =
  /^(?:\s?の)?\s?(?:(以降|以後|以来|いこう|から先)|より(?:も)?(?:後|先|あと)|の?(?:後|あと)(?:に|で)|を?過ぎ(?:て|たら?)(?:から)?)/;
const BEFORE_JA =
  /^\s?(?:より(?:も)?(?:前|まえ|以前)|の前|前まで|前(?=に|の|から)|(?:に(?:なる|入る)|を迎える)前|(以前|までに?(?!も)|迄))/;
const FROM_JA = /^\s?(から|より|~|スタート|開始|始まり|はじまり|起点|に(?:な|入)ってから)/;
const BEFORE_EN =
  /(?:before|prior to|earlier than|(until|till|up to|through|by))(?: the)?(?: (?:(?:start|beginning)|(end)) of)?(?: the)?\s$/i;
const OF_MONTH_EN = '(?: the)?(?: (?:start|beginning|end|middle) of)?(?: the)?\\s$';
const AFTER_EN = new RegExp(
  `(?:(after|later than)|since|from|starting(?: in| from)?|as of|beginning(?: in)?)${OF_MONTH_EN}`,
  'i',
);
const ONWARD_EN = /^,?\s?(?:or|and) (?:later|after|onwards?|beyond)|^ on(?:wards?)?(?![a-z])/i;
/** 8月以外, except the one in August: any other month will do. */
const EXCEPT_JA =
  /^(?:の(?:もの|やつ|分|取組))?(?:以外|を除(?:いて|いた|く|き)|は除(?:いて|く)|じゃな(?:くて|い)|ではな(?:くて|い))/;
const THE_ONE_IN_EN =
  '(?: (?:the )?(?:one|ones|those))?(?: (?:that )?(?:in|from|starting in|start in|starts in))?(?: the)? $';
const EXCEPT_EN = new RegExp(
  `(?<![a-z])(?:except|excluding|other than|but not|not)(?: for)?${THE_ONE_IN_EN}`,
  'i',
);
/** 今年度が終わってから, once this fiscal year is over: what comes after it. */
const OVER_JA = /^が?(?:終わ|おわ|明け|あけ)(?:って|て|った|た)(?:から|後|あと|ら)?(?:に|で)?/;
const OVER_EN =
  /^ (?:(?:is|are|was|has|have) )?(?:over|ended|ends|done|finished|passed|closed|closes)(?![a-z])/i;
const ONCE_EN = /(?:after|once|when|as soon as|until)(?: the)? $/i;
/** 今年度中には始まらない, not starting this year: what does so later. */
const NOT_THEN_JA =
  /^(?:中|内|のうち)?に?は?(?=(?:始ま|はじま)ら(?:ない|ん)|(?:スタート|開始)し(?:ない|ません))/;
const NOT_THEN_EN =
  /(?:not|n't) (?:start|begin)(?:ning|ing)?(?: until after)?(?: in| within| during)?(?: the)? $/i;
/** Not starting until next year: it does so then. */
const NOT_UNTIL_EN =
  /(?:not|n't|nothing|never) (?:[a-z]+ ){0,3}(?:until|till|before)(?: the)?(?: start of| beginning of)?(?: the)? $/i;
const RANGE_JA = /^\s?(?:から|~|-|より|〜)\s?(?:の)?\s?$/;
const RANGE_EN = /^ (?:to|through|until|till|-) (?:the )?$/i;
const RANGE_END_JA = /^\s?(?:までの間|まで|の間|間|の期間|にかけて)(?:に|の)?/;
const BETWEEN_EN = /between (?:the )?$/i;

/** A point with what stands around it. */
interface Around {
  readonly point: Point;
  readonly before: string;
  readonly after: string;
}

/** What the words around a point make of it. */
interface Bound {
  readonly periods: readonly Period[];
  /** How many characters before and after the point belong to it. */
  readonly lead?: number;
  readonly tail?: number;
  readonly from?: true;
  readonly until?: true;
}

const period = (from: MonthNumber | null, to: MonthNumber | null): Period => ({
  from: from === null ? null : formatMonth(from),
  to: to === null ? null : formatMonth(to),
});

function except({ point, before, after }: Around): Bound | null {
  const ja = EXCEPT_JA.exec(after);
  const en = EXCEPT_EN.exec(before);
  if (ja === null && en === null) return null;
  return {
    periods: [period(null, point.from - 1), period(point.to + 1, null)],
    lead: en?.[0].length ?? 0,
    tail: ja?.[0].length ?? 0,
  };
}

function ofItself({ point }: Around): Bound | null {
  if (point.bounded) return { periods: [period(point.from, point.to)] };
  return point.onward ? { periods: [period(point.from, null)], from: true } : null;
}

function onward({ point, after }: Around): Bound | null {
  const ja = AFTER_JA.exec(after);
  const m = ja ?? ONWARD_EN.exec(after);
  if (m === null) return null;
  const strictly = ja !== null && ja[1] === undefined;
  return { periods: [period(strictly ? point.to + 1 : point.from, null)], tail: m[0].length, from: true };
}

/** After the point, as its end or what does not happen in it says. */
function later({ point, before, after }: Around): Bound | null {
  const over = OVER_JA.exec(after) ?? (ONCE_EN.test(before) ? OVER_EN.exec(after) : null);
  const tail = (over ?? NOT_THEN_JA.exec(after))?.[0].length;
  if (tail === undefined && !NOT_THEN_EN.test(before)) return null;
  return { periods: [period(point.to + 1, null)], tail: tail ?? 0, from: true };
}

function until({ point, before, after }: Around): Bound | null {
  const ja = BEFORE_JA.exec(after);
  const en = BEFORE_EN.exec(before);
  if (ja === null && en === null) return null;
  const inclusive = ja === null ? (en![1] ?? en![2]) !== undefined : ja[1] !== undefined;
  return {
    periods: [period(null, inclusive ? point.to : point.from - 1)],
    ...(ja === null ? { lead: en![0].length } : { tail: ja[0].length }),
    until: true,
  };
}

function notUntil({ point, before }: Around): Bound | null {
  const lead = NOT_UNTIL_EN.exec(before)?.[0].length;
  return lead === undefined ? null : { periods: [period(point.from, null)], lead, from: true };
}

function from({ point, before, after }: Around): Bound | null {
  const en = AFTER_EN.exec(before);
  const lead = en?.[0].length ?? 0;
  if (en?.[1] !== undefined) return { periods: [period(point.to + 1, null)], lead, from: true };
  const ja = FROM_JA.exec(after);
  if (ja === null && en === null) return null;
  // スタート and the like say what is asked of the month, too.
  const tail = ja !== null && /^(?:から|より|~)$/.test(ja[1]!) ? ja[0].length : 0;
  return { periods: [period(point.from, point.to)], lead, tail, from: true };
}

const plain = ({ point }: Around): Bound => ({ periods: [period(point.from, point.to)] });

const boundOf = (around: Around): Bound =>
  except(around) ??
  ofItself(around) ??
  later(around) ??
  onward(around) ??
  notUntil(around) ??
  until(around) ??
  from(around) ??
  plain(around);

/** The point with the words after it that belong to it: 8月上旬, 来年度末. */
function withTail(point: Point, text: string): Point {
  const tail = WITHIN_JA.exec(text.slice(point.end, point.end + 12))?.[0] ?? '';
  const end = point.end + tail.length;
  if (point.to - point.from < 5) return { ...point, end };
  if (FIRST_JA.test(tail)) return { ...point, end, to: point.from };
  return LAST_JA.test(tail) ? { ...point, end, from: point.to } : { ...point, end };
}

/** 6月から8月, between June and August: two points as one period, and what it takes of the text. */
function rangeOf(first: Point, second: Point, text: string): { period: Period; taken: Span } | null {
  const between = text.slice(first.end, second.start);
  const lead = BETWEEN_EN.exec(text.slice(0, first.start));
  const ranged =
    RANGE_JA.test(between) ||
    RANGE_EN.test(between) ||
    (/^ and (?:the )?$/i.test(between) && lead !== null) ||
    // 年が明けてから年度末まで: the first point has its から.
    (first.onward && /^[、\s]*$/.test(between) && RANGE_END_JA.test(text.slice(second.end)));
  if (!ranged) return null;
  // The second bare month lies in the same fiscal year, or after the first.
  const to =
    second.bareMonth !== null && first.bareMonth === null
      ? first.from + ((((second.bareMonth - 1 - first.from) % 12) + 12) % 12)
      : second.to;
  const tail = RANGE_END_JA.exec(text.slice(second.end))?.[0].length ?? 0;
  return {
    period: period(first.from, to < first.from ? to + 12 : to),
    taken: { start: lead?.index ?? first.start, end: second.end + tail },
  };
}

/** Drops repeated periods and those that wholly contain another: in 今年度の7月 the narrower is meant. */
function narrow(periods: readonly Period[]): Period[] {
  const within = (a: Period, b: Period): boolean =>
    (b.from === null || (a.from !== null && a.from >= b.from)) &&
    (b.to === null || (a.to !== null && a.to <= b.to));
  return periods.filter(
    (p, i) => !periods.some((q, k) => k !== i && within(q, p) && (!within(p, q) || k < i)),
  );
}

/** Reads the periods that a question names, in the month that it is now. */
export function readPeriods(text: string, now: MonthNumber): PeriodsReading {
  const limit = INCLUDING.exec(text)?.index ?? text.length;
  const points = findPoints(text.slice(0, limit), now);
  const taken: Span[] = findPoints(text.slice(limit), now).map(({ start, end }) => ({
    start: limit + start,
    end: limit + end,
  }));
  const periods: Period[] = [];
  const said = { from: false, until: false, ranged: false, asOf: false };
  for (let i = 0; i < points.length; i++) {
    const point = withTail(points[i]!, text);
    const before = text.slice(0, point.start);
    taken.push({ start: point.start, end: point.end });
    said.asOf ||= AS_OF_JA.test(text.slice(points[i]!.end, point.end));
    const range = i + 1 < points.length ? rangeOf(point, points[i + 1]!, text) : null;
    if (range !== null) {
      periods.push(range.period);
      taken.push(range.taken);
      said.ranged = true;
      i++;
      continue;
    }
    // "before fiscal 2026 (Reiwa 8)": the same again in brackets.
    const last = points[i - 1];
    if (last?.from === point.from && last.to === point.to && /[(（]\s?$/.test(before)) continue;
    const bound = boundOf({ point, before, after: text.slice(point.end) });
    periods.push(...bound.periods);
    taken.push({ start: point.start - (bound.lead ?? 0), end: point.end + (bound.tail ?? 0) });
    said.from ||= bound.from === true;
    said.until ||= bound.until === true;
    said.ranged ||= bound.periods.length === 1 && point.bareMonth === null && point.to > point.from;
  }
  return { periods: narrow(periods), points, taken, ...said };
}
