import { Temporal } from 'temporal-polyfill';
import { ENGLISH_MONTHS } from '../../calendar/month.ts';
import { foldText } from '../../text/fold.ts';
import type { Broadcast, BroadcastState } from './broadcast.ts';

/** What somebody looks for among broadcasts. */
export interface Wanted {
  /** null: of any state. */
  readonly state: BroadcastState | null;
  /** ISO dates, both included; null = at any time. */
  readonly days: { readonly from: string; readonly until: string } | null;
  /** Folded; all of them must be there. */
  readonly words: readonly string[];
}

const kinds: readonly (readonly [RegExp, BroadcastState])[] = [
  [/下書き|ドラフト|\bdrafts?\b/i, 'draft'],
  [/送信済み?|送信した|送った|\bsent\b/i, 'released'],
  [/予約済み?|予約した|予約中|\bscheduled\b/i, 'scheduled'],
  [/承認待ち|\b(?:awaiting|waiting for) approval\b/i, 'submitted'],
  [/取り?消し済み?|取り消した|\brecalled\b/i, 'recalled'],
  [/ひな(?:型|形|がた)|雛[型形]|テンプレート?|\btemplates?\b/i, 'template'],
];

type Days = NonNullable<Wanted['days']>;
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
/** That month, this year or, where it is still to come, last year. */
const monthOf = (today: Day, number: number): Days =>
  month(today.with({ day: 1, month: number }).subtract({ years: number > today.month ? 1 : 0 }));

type ReadDays = (match: readonly string[], today: Day) => Days;
const day = (at: Day) => span(at, at);
const english = `(${ENGLISH_MONTHS.join('|')})`;

/** In this order: what says more comes first. */
const times: readonly (readonly [RegExp, ReadDays])[] = [
  [/(\d{4})[年/-](\d{1,2})[月/-](\d{1,2})日?/, ([, y, m, d]) => day(plain(y, m, d))],
  [
    /(\d{1,2})月(\d{1,2})日/,
    ([, m, d], today) =>
      day(
        Temporal.PlainDate.from(monthOf(today, Number(m)).from).with(
          { day: Number(d) },
          { overflow: 'reject' },
        ),
      ),
  ],
  [/(\d{4})[年/-](\d{1,2})月?/, ([, y, m]) => month(plain(y, m, '1'))],
  [/(\d{4})年度/, ([, y]) => fiscalYear(plain(y, '4', '1'))],
  [/(\d{4})年/, ([, y]) => year(plain(y, '1', '1'))],
  [/(\d{1,2})月/, ([, m], today) => monthOf(today, Number(m))],
  [/今日|本日|\btoday\b/i, (_, today) => day(today)],
  [/一昨日|おととい/, (_, today) => day(today.subtract({ days: 2 }))],
  [/昨日|\byesterday\b/i, (_, today) => day(today.subtract({ days: 1 }))],
  [/今週|\bthis week\b/i, (_, today) => week(today)],
  [/先週|\blast week\b/i, (_, today) => week(today.subtract({ weeks: 1 }))],
  [/今月|\bthis month\b/i, (_, today) => month(today)],
  [/先々月/, (_, today) => month(today.subtract({ months: 2 }))],
  [/先月|\blast month\b/i, (_, today) => month(today.subtract({ months: 1 }))],
  [/今年度/, (_, today) => fiscalYear(today)],
  [/(?:昨|前)年度/, (_, today) => fiscalYear(today.subtract({ years: 1 }))],
  [/今年|\bthis year\b/i, (_, today) => year(today)],
  [/去年|昨年|\blast year\b/i, (_, today) => year(today.subtract({ years: 1 }))],
  [new RegExp(`\\b${english} (\\d{4})\\b`, 'i'), ([, m, y]) => month(plain(y, String(numberOf(m)), '1'))],
  [new RegExp(`\\b${english}\\b`, 'i'), ([, m], today) => monthOf(today, numberOf(m))],
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
  let state: BroadcastState | null = null;
  for (const [pattern, one] of kinds)
    if (state === null && pattern.test(rest)) {
      state = one;
      rest = rest.replace(pattern, ' ');
    }
  const [pattern, read] = times.find(([one]) => one.test(rest)) ?? [];
  const match = pattern?.exec(rest) ?? null;
  const days = match && read ? readDays(read, match, now) : null;
  if (pattern && days) rest = rest.replace(pattern, ' ');
  const words = rest
    .trim()
    .replace(around, ' ')
    .split(/\s+/)
    .map((word) => foldText(word.replace(/^[のをにはがで]+|(?<![のをにはがで])[のをにはがで]+$/g, '')))
    .filter((word) => word !== '');
  return { state, days, words };
}

/** null: there is no such day. */
function readDays(read: ReadDays, match: readonly string[], today: Day): Days | null {
  try {
    return read(match, today);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether it is what somebody looks for; `date`: when it was sent, or else changed last. */
export function isWanted({ content, state }: Broadcast, wanted: Wanted, date: string): boolean {
  if (wanted.state !== null && wanted.state !== state) return false;
  if (wanted.days && (date < wanted.days.from || date > wanted.days.until)) return false;
  const text = foldText(
    [content.ja, content.en].map((one) => (one ? `${one.title}\n${one.body}` : '')).join('\n'),
  );
  return wanted.words.every((word) => text.includes(word));
}

const asking = new RegExp(
  [
    '^.*(?:下書き|送信済み|送った|予約済み|承認待ち|取り?消し済み|ひな[型形]|雛[型形]|テンプレート)(?:の?(?:配信|お知らせ)?(?:一覧)?)?$',
    '^(?:my )?(?:drafts|templates)\\b.*$',
    '^.*\\b(?:sent|scheduled|recalled) (?:broadcasts|announcements)\\b.*$',
    '^.+ (?:drafts|templates)$',
  ].join('|'),
  'i',
);

/** Whether words of a chat ask for broadcasts: they name their state, at the end (Japanese) or with what they are. */
export function asksForBroadcasts(text: string): boolean {
  return asking.test(text);
}
