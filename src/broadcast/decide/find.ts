import { Temporal } from 'temporal-polyfill';
import { ENGLISH_MONTHS } from '../../calendar/month.ts';
import { foldText } from '../../text/fold.ts';
import type { Broadcast, BroadcastState } from './broadcast.ts';

/** ISO dates, both included. */
interface Days {
  readonly from: string;
  readonly until: string;
}

/** What somebody looks for among broadcasts. */
export interface Wanted {
  /** null: of any state. */
  readonly state: BroadcastState | 'sentBack' | null;
  /** null = at any time. */
  readonly days: Days | null;
  /** The same of what is still to go out: in June, 12月 is the one to come. */
  readonly daysAhead: Days | null;
  /** Folded; all of them must be there. */
  readonly words: readonly string[];
}

const kinds: readonly (readonly [RegExp, NonNullable<Wanted['state']>])[] = [
  [/差し?戻(?:し(?:中|た)?|され(?:た|て(?:い)?る))(?:の?下書き)?|\b(?:sent|handed) back\b/i, 'sentBack'],
  [/下書き|ドラフト|\bdrafts?\b/i, 'draft'],
  [/送信済み?|送信した|送った|\bsent\b/i, 'released'],
  [/予約済み?|予約した|予約中|\bscheduled\b/i, 'scheduled'],
  [/承認待ち|\b(?:awaiting|waiting for) approval\b/i, 'submitted'],
  [/取り?消し済み?|取り消した|\brecalled\b/i, 'recalled'],
  [/ひな(?:型|形|がた)|雛[型形]|テンプレート?|\btemplates?\b/i, 'template'],
];

type Day = Temporal.PlainDate;

const span = (from: Day, until: Day): Days => ({ from: from.toString(), until: until.toString() });
const month = (day: Day): Days => span(day.with({ day: 1 }), day.with({ day: day.daysInMonth }));
const year = (day: Day): Days => span(day.with({ month: 1, day: 1 }), day.with({ month: 12, day: 31 }));
const week = (day: Day): Days => {
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  return span(monday, monday.add({ days: 6 }));
};
/** From April to March. */
const fiscalYear = (day: Day): Days => {
  const april = day.with({ month: 4, day: 1 }).subtract({ years: day.month < 4 ? 1 : 0 });
  return span(april, april.add({ years: 1 }).subtract({ days: 1 }));
};
/** That month: the last one, this one, or looking ahead the next one. */
const monthOf = (today: Day, number: number, isAhead: boolean): Days => {
  const years = isAhead ? Number(number < today.month) : -Number(number > today.month);
  return month(today.with({ day: 1, month: number }).add({ years }));
};

type ReadDays = (match: readonly string[], today: Day, isAhead: boolean) => Days;
const day = (at: Day) => span(at, at);
const english = `(${ENGLISH_MONTHS.join('|')})`;

/** In this order: what says more comes first. */
const times: readonly (readonly [RegExp, ReadDays])[] = [
  [/(\d{4})[年/-](\d{1,2})[月/-](\d{1,2})日?/, ([, y, m, d]) => day(plain(y, m, d))],
  [
    /(\d{1,2})月(\d{1,2})日/,
    ([, m, d], today, isAhead) =>
      day(
        Temporal.PlainDate.from(monthOf(today, Number(m), isAhead).from).with(
          { day: Number(d) },
          { overflow: 'reject' },
        ),
      ),
  ],
  [/(\d{4})[年/-](\d{1,2})月?/, ([, y, m]) => month(plain(y, m, '1'))],
  [/(\d{4})年度/, ([, y]) => fiscalYear(plain(y, '4', '1'))],
  [/(\d{4})年/, ([, y]) => year(plain(y, '1', '1'))],
  [/(\d{1,2})月/, ([, m], today, isAhead) => monthOf(today, Number(m), isAhead)],
  [/今日|本日|\btoday\b/i, (_, today) => day(today)],
  [/明日|\btomorrow\b/i, (_, today) => day(today.add({ days: 1 }))],
  [/明後日|あさって/, (_, today) => day(today.add({ days: 2 }))],
  [/一昨日|おととい/, (_, today) => day(today.subtract({ days: 2 }))],
  [/昨日|\byesterday\b/i, (_, today) => day(today.subtract({ days: 1 }))],
  [/今週|\bthis week\b/i, (_, today) => week(today)],
  [/先週|\blast week\b/i, (_, today) => week(today.subtract({ weeks: 1 }))],
  [/来週|\bnext week\b/i, (_, today) => week(today.add({ weeks: 1 }))],
  [/今月|\bthis month\b/i, (_, today) => month(today)],
  [/先々月/, (_, today) => month(today.subtract({ months: 2 }))],
  [/先月|\blast month\b/i, (_, today) => month(today.subtract({ months: 1 }))],
  [/来月|\bnext month\b/i, (_, today) => month(today.add({ months: 1 }))],
  [/今年度/, (_, today) => fiscalYear(today)],
  [/(?:昨|前)年度/, (_, today) => fiscalYear(today.subtract({ years: 1 }))],
  [/今年|\bthis year\b/i, (_, today) => year(today)],
  [/去年|昨年|\blast year\b/i, (_, today) => year(today.subtract({ years: 1 }))],
  [new RegExp(`\\b${english} (\\d{4})\\b`, 'i'), ([, m, y]) => month(plain(y, String(numberOf(m)), '1'))],
  [new RegExp(`\\b${english}\\b`, 'i'), ([, m], today, isAhead) => monthOf(today, numberOf(m), isAhead)],
];

function plain(y = '', m = '', d = ''): Day {
  return Temporal.PlainDate.from(
    { year: Number(y), month: Number(m), day: Number(d) },
    { overflow: 'reject' },
  );
}

function numberOf(name = ''): number {
  return ENGLISH_MONTHS.findIndex((one) => one.toLowerCase() === name.toLowerCase()) + 1;
}

/** What is said around words that are looked for. */
const around =
  /の?(?:一斉)?(?:配信|お知らせ)(?:の?一覧)?$|\b(?:broadcasts?|announcements?|ones?|from|of|in|on|about|the|my)\b|[「」『』“”"、,]/gi;

/** 「先月の送信済み」「夏季休暇の下書き」: which state, when, and what words; what is neither are words. */
export function readWanted(text: string, today: string): Wanted {
  const now = Temporal.PlainDate.from(today);
  let rest = ` ${text.normalize('NFKC').trim()} `;
  let state: Wanted['state'] = null;
  for (const [pattern, one] of kinds)
    if (state === null && pattern.test(rest)) {
      state = one;
      rest = rest.replace(pattern, ' ');
    }
  const [pattern, read] = times.find(([one]) => one.test(rest)) ?? [];
  const match = pattern?.exec(rest) ?? null;
  const [days, daysAhead] = [false, true].map((isAhead) =>
    match && read ? readDays(() => read(match, now, isAhead)) : null,
  ) as [Days | null, Days | null];
  if (pattern && days) rest = rest.replace(pattern, ' ');
  const words = rest
    .trim()
    .replace(around, ' ')
    .split(/\s+/)
    .map((word) => foldText(word.replace(/^[のをにはがで]+|(?<![のをにはがで])[のをにはがで]+$/g, '')))
    .filter((word) => word !== '');
  return { state, days, daysAhead, words };
}

/** null: there is no such day. */
function readDays(read: () => Days): Days | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The day that a broadcast is found by: that it goes out, went out, or else was changed last; epoch ms. */
export function foundAt({ state, sendAt, sentAt, updatedAt }: Broadcast): number {
  return (state === 'scheduled' ? sendAt : sentAt) ?? updatedAt;
}

/** Whether it is what somebody looks for; `date`: of {@link foundAt}. */
export function isWanted(broadcast: Broadcast, wanted: Wanted, date: string): boolean {
  const { content, state, rejection } = broadcast;
  if (wanted.state === 'sentBack' ? rejection === null : wanted.state !== null && wanted.state !== state)
    return false;
  const days = state === 'scheduled' ? wanted.daysAhead : wanted.days;
  if (days && (date < days.from || date > days.until)) return false;
  const text = foldText(
    [content.ja, content.en].map((one) => (one ? `${one.title}\n${one.body}` : '')).join('\n'),
  );
  return wanted.words.every((word) => text.includes(word));
}

const asking = new RegExp(
  [
    '^.*(?:下書き|送信済み|送った|予約済み|承認待ち|差し?戻し|差し?戻された|取り?消し済み|ひな[型形]|雛[型形]|テンプレート)(?:の?(?:配信|お知らせ)?(?:一覧)?)?$',
    '^(?:my )?(?:drafts|templates)\\b.*$',
    '^.*\\b(?:sent(?: back)?|scheduled|recalled) (?:broadcasts|announcements)\\b.*$',
    '^.+ (?:drafts|templates)$',
  ].join('|'),
  'i',
);

/** Whether words of a chat ask for broadcasts: they name their state, at the end (Japanese) or with what they are. */
export function asksForBroadcasts(text: string): boolean {
  return asking.test(text);
}
