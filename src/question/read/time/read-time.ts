import { formatMonth, monthOf, parseMonth, type MonthNumber } from '../../../calendar/month.ts';
import { RECURRENCES } from '../../../calendar/recurrence.ts';
import type { Period, TimeFacet } from '../../answer.ts';
import { anyOf, sequence } from '../pattern.ts';
import type { When } from '../query.ts';
import type { Span } from '../words/token.ts';
import { readPeriods, type PeriodsReading } from './periods.ts';
import {
  ANY_STAGE,
  BEGAN_AND_RUNS,
  BEGUN,
  BLANK,
  CONSIDERING,
  DATED,
  ENDED,
  ENDLESS,
  ENDS,
  KINDS,
  MONTH_UNSTATED,
  NOT_ENDING,
  NOT_STARTED,
  NOW,
  ONWARD,
  PLANNED,
  PLANNED_STAGE,
  RUNS,
  RUNS_WEAKLY,
  SORTED,
  STARTS,
  STARTS_FIRST,
  STARTS_LAST,
  BUSIEST,
  QUIETEST,
  WHICH_MONTH,
  UNSTATED,
} from './words.ts';

/** What a question says of time, and the text without it. */
export interface TimeReading {
  readonly when: When;
  /** The text with everything that was read as time replaced by a break; same length. */
  readonly rest: string;
}

/** Stands where a time expression was taken out; no word reaches across it. */
const BREAK = '\ue000';

const blank = (text: string, spans: readonly Span[]): string =>
  spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + BREAK.repeat(end - start) + rest.slice(end),
    text,
  );

/** What stands between a time and a kind of schedule either of which will do: 4月の取組と随時の取組, 随時か7月. */
const EITHER_BETWEEN = sequence(
  /^(?:[^。、!?？]{0,16}(?:の|もの|取組|取り組み|やつ|こと|分))?/,
  /(?:とか|と|や|か|または|もしくは|あるいは|及び|および| or )/,
  /[、\s「『"]*(?:(?:時期|実施時期)が?|those |ones |that are |anything )*$/,
);

function eitherWillDo(text: string, times: readonly Span[], kinds: readonly Span[]): boolean {
  return times.some((time) =>
    kinds.some((kind) => {
      const [first, second] = time.start < kind.start ? [time, kind] : [kind, time];
      return first.end <= second.start && EITHER_BETWEEN.test(text.slice(first.end, second.start));
    }),
  );
}

/** Matches and takes what it has matched. */
type Take = (pattern: RegExp) => boolean;

/** 導入を検討しているのですが, we are considering it: what who asks has in mind, and no row's stage. */
const OWN_PLAN = anyOf(
  [
    new RegExp(
      [
        '検討(?:を?し(?:て(?:い)?(?:る|ます|て)|よう)|中(?:です|で、|なの(?!、?(?:もう|あと|ほか|他|残り))|なん|だ))',
        '(?:と(?:思|おも)[っい][^。、]{0,4})?(?:の|ん)?(?:です|だ)?(?:けれど|けど|が[、,\\s]|ので|から|ため|もので|、)',
      ].join(''),
    ),
    /(?:(?<![のたるい])うち(?=[のはもで])|当[課局部室区]|自分|私|こちら|弊[課局]|自[課局])[^。]{0,30}検討/,
    /検討(?:して(?:い)?ます|中です)。/,
  ],
  [/(?:we|i)(?: are|'re| am|'m) (?:considering|thinking|looking|still looking)/],
);

/** 随時じゃないもの, 通年以外, not year-round: what is said of the kind of schedule or the stage, before it or after. */
const NOT_AFTER = sequence(
  /^[\s」』"”’)]*(?:の(?:もの|取組|取り組み|やつ|こと|ほう|方)?)?(?:という(?:もの|の))?/,
  /(?:じゃ(?:な[いくか](?!ても(?!う))|あり?ません)|では?(?:な[いくか](?!ても(?!う))|あり?ません)|以外|(?:の?もの|の)?[をは]?(?:除[いくき外]|のぞ[いく]|抜い|抜き))/,
);
const NOT_BEFORE = new RegExp(
  [
    '(?<![a-z])(?:not|except(?: for)?|other than|excluding|apart from|besides|but not|non)[ -]',
    '(?:(?:the|those|that|which|ones|are|is|being|done|held|run|on|an?) ){0,4}$',
  ].join(''),
  'i',
);

/** 実施時期が「毎月」: what stands in that column. */
const STATED_BEFORE = anyOf(
  [/(?:実施時期|実施期間|時期|スケジュール)(?:の?欄)?(?:が|に|は|も|=|:)[\s「『"“]*$/],
  [
    /(?:schedule|timing|time|period)(?: column)? (?:is|says|reads|states|(?:is )?(?:given|listed|written) as)[ "'“‘]*$/,
  ],
);

/** 毎月とか, "monthly or so": one of several. */
const EXAMPLE =
  /(?:毎[日週月年]|隔[週月年]|[週月年](?:に)?[一二三1-9]回)(?:とか|や(?![っらり])|など|、)|(?:daily|weekly|monthly|yearly)(?:,| or) /i;
const isExample = (kind: When['kinds'][number], text: string): boolean =>
  (RECURRENCES as readonly string[]).includes(kind) && EXAMPLE.test(text);

function readKinds(take: Take, text: string): When['kinds'][number][] {
  const kinds: When['kinds'][number][] = [];
  for (const [kind, pattern] of KINDS) {
    // 毎月定例で: how often says more than that it recurs.
    if (take(pattern) && (kind !== 'recurring' || kinds.length !== 1 || isExample(kinds[0]!, text)))
      kinds.push(kind);
  }
  // 毎月とか隔月とか、定期的に: whatever recurs, of which one was an example.
  if (kinds.length > 1 && kinds.includes('recurring')) kinds.splice(0, kinds.length, 'recurring');
  if (take(MONTH_UNSTATED)) kinds.push('monthUnstated');
  else if (take(UNSTATED)) kinds.push('unstated');
  return kinds;
}

/** All that the choice of the relation rests on. */
interface Said extends Pick<PeriodsReading, 'periods' | 'from' | 'until' | 'ranged' | 'asOf'> {
  /** The question, and the same without the months: their own words (the end of this year, 今後3か月) say nothing of them. */
  readonly text: string;
  readonly rest: string;
  readonly now: MonthNumber;
  readonly kinds: When['kinds'];
  readonly named: boolean;
  readonly runs: boolean;
  readonly starts: boolean;
  readonly nowSaid: boolean;
  readonly planned: boolean;
}

type Asked = Pick<When, 'time'> & Partial<Pick<When, 'open' | 'ambiguous' | 'implied'>>;

const period = (from: MonthNumber | null, to: MonthNumber | null): Period => ({
  from: from === null ? null : formatMonth(from),
  to: to === null ? null : formatMonth(to),
});

/** Asked of the periods that are named, else of this one. */
const asks = (
  relation: TimeFacet['relation'],
  { periods, named }: Said,
  otherwise: Period | null = null,
): Asked => ({
  time: { relation, periods: named || otherwise === null ? periods : [otherwise] },
});

/** A month alone: what takes place then, begins then, or is on then. */
function inPeriods(said: Said): Asked {
  const { periods, planned, ranged, kinds, rest, asOf, now } = said;
  // 来年度の予定: what is planned for later begins then; of a month (planned for October), whatever takes place in it.
  const ahead =
    planned && periods.every((p) => p.from !== null && p.from > formatMonth(now) && p.from !== p.to);
  const starts = ahead || (ranged && kinds.includes('bounded'));
  const runs = (RUNS_WEAKLY.test(rest) && !planned) || asOf;
  return { ...asks(starts ? 'starts' : runs ? 'runs' : 'in', said), ambiguous: true };
}

/** What may be asked of a time, the surest sign first: the first that fits is meant. */
const RELATIONS: readonly (readonly [fits: (said: Said) => boolean, ask: (said: Said) => Asked])[] = [
  [
    ({ named, rest, text }) => named && ENDS.test(rest) && !NOT_ENDING.test(text),
    (said) => asks('ended', said),
  ],
  [
    ({ rest, text }) => ENDED.test(rest) && !NOT_ENDING.test(text),
    (said) => asks('ended', said, period(null, said.now - 1)),
  ],
  [
    ({ rest, runs, named }) => NOT_STARTED.test(rest) && !(runs && named),
    (said) => asks('notStarted', said, period(said.now + 1, null)),
  ],
  // 5月より前に動いていた, running before: those that had begun by then.
  [
    ({ named, until, starts, runs, nowSaid }) => named && until && (starts || runs || nowSaid),
    (said) => asks('starts', said),
  ],
  // 来年度に入ってから動く: what is still to come begins then.
  [
    ({ named, runs, from, text, periods, now }) =>
      named && runs && from && !ONWARD.test(text) && periods.every((each) => isAhead(each, now)),
    (said) => asks('starts', said),
  ],
  // 4月から続いている: began then and goes on.
  [
    ({ named, rest, runs, from, text }) =>
      named && (BEGAN_AND_RUNS.test(rest) || (runs && from && !ONWARD.test(text))),
    (said) => ({ ...asks('starts', said), open: true }),
  ],
  [({ named, runs }) => named && runs, (said) => asks('runs', said)],
  [({ named, starts, from, until }) => named && (starts || from || until), (said) => asks('starts', said)],
  [({ named }) => named, inPeriods],
  [
    ({ kinds, text }) => kinds.length === 0 && BEGUN.test(text),
    (said) => asks('starts', said, period(null, said.now)),
  ],
  [
    ({ kinds, runs, nowSaid, text, starts }) =>
      kinds.length === 0 && (runs || (nowSaid && (RUNS_WEAKLY.test(text) || starts))),
    (said) => ({ ...asks('runs', said, period(said.now, said.now)), implied: !said.nowSaid }),
  ],
];

const isAhead = ({ from }: Period, now: MonthNumber): boolean => from !== null && parseMonth(from) > now;

function readRelation(said: Said, endless: boolean): Asked {
  const asked = RELATIONS.find(([fits]) => fits(said))?.[1](said) ?? { time: null };
  const time = asked.time ?? (endless ? asks('runs', said, period(said.now, said.now)).time : null);
  // 毎年5月: the month belongs to what recurs.
  const recurs = time !== null && said.named && said.kinds.includes('yearly');
  return {
    ...asked,
    time: recurs ? { relation: 'in', periods: time.periods } : time,
    ...(endless ? { open: true } : {}),
  };
}

/** Which of the rows are asked for by when they begin. */
function extremeAsked(take: Take): When['extreme'] {
  const month = take(BUSIEST) ? 'busiest' : take(QUIETEST) ? 'quietest' : null;
  if (month === null) return take(STARTS_FIRST) ? 'first' : take(STARTS_LAST) ? 'last' : null;
  take(WHICH_MONTH);
  return month;
}

/**
 * Reads all that a question says of time. `question` is NFKC; `today` an ISO date. A bare month is the one in the current
 * fiscal year.
 */
export function readTime(question: string, today: string): TimeReading {
  const endless = ENDLESS.exec(question);
  const text =
    endless === null
      ? question
      : blank(question, [{ start: endless.index, end: endless.index + endless[0].length }]);
  const now = monthOf(today);
  const { periods, points, taken: read, ...how } = readPeriods(text, now);
  const taken = [...read];
  let [except, stated] = [false, false];
  const take: Take = (pattern) => {
    const m = pattern.exec(text);
    if (m === null) return false;
    const end = m.index + m[0].length;
    const after = NOT_AFTER.exec(text.slice(end))?.[0].length ?? 0;
    const before = NOT_BEFORE.exec(text.slice(0, m.index))?.[0].length ?? 0;
    except ||= after + before > 0;
    stated ||= STATED_BEFORE.test(text.slice(0, m.index));
    taken.push({ start: m.index - before, end: end + after });
    // every month or once a month: said twice.
    for (const repeated of text.slice(end).matchAll(new RegExp(pattern.source, 'gi')))
      taken.push({ start: end + repeated.index, end: end + repeated.index + repeated[0].length });
    return true;
  };
  const kinds = readKinds(take, text);
  if (kinds.length === 0 && take(DATED)) {
    kinds.push('unstated');
    except = true;
  }
  const kindSpans = taken.slice(read.length);
  const anyStage = take(ANY_STAGE);
  const considering = !anyStage && !OWN_PLAN.test(text) && take(CONSIDERING);
  const rest = blank(text, points);
  // The written form of an undated row (R8以降) is quoted as an example, not asked for.
  const meant = kinds.includes('monthUnstated') ? [] : periods;
  const asked = readRelation(
    {
      ...how,
      periods: meant,
      named: meant.length > 0,
      text,
      rest,
      now,
      kinds,
      runs: RUNS.test(rest),
      starts: STARTS.test(rest),
      nowSaid: NOW.test(rest),
      planned: PLANNED.test(text),
    },
    endless !== null,
  );
  const extreme = extremeAsked(take);
  const isStage = PLANNED_STAGE.test(text);
  const planned = !anyStage && (isStage || (asked.time === null && kinds.length === 0)) && take(PLANNED);
  return {
    when: {
      open: false,
      ambiguous: false,
      implied: false,
      ...asked,
      kinds,
      stages: [
        ...(planned ? (['planned'] as const) : []),
        ...(considering ? (['considering'] as const) : []),
      ],
      except,
      stated: kinds.includes('unstated') ? BLANK.test(text) : stated,
      either: asked.time !== null && kinds.length > 0 && eitherWillDo(text, points, kindSpans),
      sorted: SORTED.test(text),
      extreme,
    },
    rest: blank(text, taken),
  };
}
