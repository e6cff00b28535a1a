import { Temporal } from 'temporal-polyfill';
import { eraYear } from '../../calendar/era.ts';
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
  [
    /(?:送信|配信)(?:済み?|した|しました)|送った|送りました|履歴|(?<![提抽輩選])(?:出|流)し(?:た|ました)|\bsen[dt]\b/i,
    'released',
  ],
  [/予約済み?|予約した|予約中|\bscheduled\b/i, 'scheduled'],
  [/承認待ち|\b(?:awaiting|waiting for) approval\b/i, 'submitted'],
  [/取り?消し(?:済み?|た)|\brecalled\b/i, 'recalled'],
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
const dayOf = ({ from }: Days, number: string | undefined): Days =>
  day(Temporal.PlainDate.from(from).with({ day: Number(number) }, { overflow: 'reject' }));

/** From today's; what is not here is the year before. */
const yearsFrom: Readonly<Record<string, number>> = { 今年: 0, 来年: 1 };

/** In this order: what says more comes first. */
const times: readonly (readonly [RegExp, ReadDays])[] = [
  [/(\d{4})[年/-](\d{1,2})[月/-](\d{1,2})日?/, ([, y, m, d]) => day(plain(y, m, d))],
  [/(\d{1,2})月(\d{1,2})日/, ([, m, d], today, isAhead) => dayOf(monthOf(today, Number(m), isAhead), d)],
  [
    /(今年|去年|昨年|来年)の?(\d{1,2})月/,
    ([, y, m], today) => month(plain(String(today.year + (yearsFrom[y!] ?? -1)), m, '1')),
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
  [
    new RegExp(`\\b(\\d{1,2}) ${english}\\b`, 'i'),
    ([, d, m], today, isAhead) => dayOf(monthOf(today, numberOf(m), isAhead), d),
  ],
  [
    new RegExp(`\\b${english} (\\d{1,2})\\b`, 'i'),
    ([, m, d], today, isAhead) => dayOf(monthOf(today, numberOf(m), isAhead), d),
  ],
  [
    new RegExp(`\\b(?:last |this |next )?${english}\\b`, 'i'),
    ([, m], today, isAhead) => monthOf(today, numberOf(m), isAhead),
  ],
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

const thing = '(?:一斉)?(?:配信|お知らせ)';
/** What a message may be called beside a state or a time: alone it is a word to look for. */
const called = `(?:${thing}|ご?案内|通知|連絡|メッセージ|もの|やつ)`;
const listEnd = '(?:の?(?:一覧|履歴))?[はをが]?\\s*$';

/** What is said around words that are looked for. */
const around = new RegExp(
  [
    `の?${thing}${listEnd}`,
    '\\b(?:broadcasts?|announcements?|ones?|from|of|in|on|about|the|my|i|we|that|were|was|have|been|what|did)\\b',
    '[「」『』“”"、,]',
  ].join('|'),
  'gi',
);
/** The same beside a state or a time. */
const aroundMore = new RegExp(
  `の?${called}${listEnd}|(?:これまで|今まで|過去|最近|直近)[にの]?|(?:私|自分|うち)[がで]|(?:すべて|全て|全部)の?|(?:何|なに)を`,
  'g',
);

/** 「先月の送信済み」「夏季休暇の下書き」: which state, when, and what words; what is neither are words. */
export function readWanted(text: string, today: string): Wanted {
  const now = Temporal.PlainDate.from(today);
  let rest = ` ${text.normalize('NFKC').trim()} `.replace(/(令和|平成)(元|\d{1,2})(?=年)/g, (_, era, year) =>
    String(eraYear(String(era), String(year))),
  );
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
  if (state !== null || days) rest = rest.replace(aroundMore, ' ');
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

const ofState =
  '(?:下書き|(?:送信|配信|予約|取り?消し)済み|(?:送信|配信|予約)した|送った|承認待ち|差し?戻し(?:た)?|差し?戻された|取り?消した|(?<![提抽輩選])(?:出|流)した)';
const asking = new RegExp(
  [
    `^.*(?:下書き|送信済み|送った|送りました|予約済み|承認待ち|差し?戻し|差し?戻された|取り?消し済み|ひな[型形]|雛[型形]|テンプレート)(?:の?${thing})?(?:の?一覧)?$`,
    // 先週送った研修のお知らせ: what it is about stands between.
    `^.*${ofState}(?:[^。?]{0,30}の)?(?:${thing}|ご?案内|通知|連絡|メッセージ)(?:の?(?:一覧|履歴))?$`,
    `^(?:.*の)?(?:${thing}|送信)の?履歴$`,
    '^(?:my )?(?:drafts|templates)\\b.*$',
    '^.*\\b(?:sent(?: back)?|scheduled|recalled) (?:broadcasts|announcements)\\b.*$',
    '^.+ (?:drafts|templates)$',
    '^(?:sent|scheduled|recalled)(?: (?:(?:last|this|next) (?:week|month|year)|in [a-z]+|today|yesterday))?$',
    '^what (?:did|have) (?:i|we) sen[dt]\\b.*$',
  ].join('|'),
  'i',
);
const namedInEnglish =
  /\b(?:broadcasts?|announcements?)\b.*\b(?:sent|scheduled|recalled|(?:awaiting|waiting for) approval)\b/i;
/** Of the rows: who sent what is a question about them. */
const aboutRows = /\b(?:initiatives?|departments?|bureaus?|divisions?|who)\b/i;

/** Whether words of a chat ask for broadcasts: they name their state, and at the end (Japanese) or anywhere what they are. */
export function asksForBroadcasts(text: string): boolean {
  return asking.test(text) || (namedInEnglish.test(text) && !aboutRows.test(text));
}
