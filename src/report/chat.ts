import type { MakeDownload } from '../chat/download.ts';
import { can } from '../access/roles.ts';
import { isAlone } from '../chat/visitor.ts';
import { YearMonth } from '../calendar/month.ts';
import { monthAt } from '../calendar/zone.ts';
import { offerDownload } from '../cards/file-cards.ts';
import type { InvalidPress } from '../cards/presses.ts';
import { answersOf, createChat, type FeatureChat } from '../chat/chat.ts';
import { type FeatureServices, place } from '../chat/services.ts';
import { planOnce } from '../delivery/notice.ts';
import type { Ledger } from '../delivery/ports.ts';
import type { Lang } from '../question/answer.ts';
import { parseReportAction, type ReportAction, type ReportCards } from './cards.ts';
import type { ReportSources, ReportStore } from './ports.ts';
import { parseReportWords } from './words.ts';
import { dueReport, type MonthlyReport, spanOfMonth } from './report.ts';

/** What reports are made with. */
export interface ReportServices extends FeatureServices<ReportCards> {
  readonly store: ReportStore;
  readonly ledger: Pick<Ledger, 'plan' | 'messageState'>;
  readonly sources: ReportSources;
  /** Recipient ids of those who get it unasked. */
  readonly readers: readonly string[];
}

interface ReportRequest {
  readonly month: YearMonth;
  readonly do: ReportAction['do'];
  readonly lang: Lang;
  readonly isPressed: boolean;
}

const say = answersOf('report');

/** Answers 月次報告, to HR alone. */
export function createReportChat(services: ReportServices): FeatureChat<ReportRequest | InvalidPress> {
  const note = (what: Parameters<ReportCards['note']>[0], lang: Lang) =>
    say(what, services.cards.note(what, place(services, lang)));
  return createChat<ReportRequest>({
    parseWords(text, lang) {
      const month = parseReportWords(text, monthAt(services.now(), services.timeZone));
      return month === null ? null : { month, do: 'report.month', lang, isPressed: false };
    },
    parseAction(data) {
      const action = parseReportAction(data);
      return action === null || action.do === 'invalid' ? action : { ...action, isPressed: true };
    },
    note: (what, { lang }) => note(what, lang),
    onError: services.onError,
    async answer({ month, lang, ...request }, visitor) {
      if (!can(visitor.roles, 'readReport')) return note('onlyHr', lang);
      const { cards } = services;
      const report = await makeReport(services, month);
      if (request.do === 'report.month')
        return say('month', cards.report(report, place(services, lang)), request.isPressed);
      // Files are handed over where one is alone with the bot.
      if (!isAlone(visitor)) return note('onlyPersonal', lang);
      const offered = { lang, file: REPORT_FILE, subject: report.month };
      return say('file', offerDownload(cards.file(report, place(services, lang)), offered));
    },
  });
}

/** What offers call a report's workbook by. */
export const REPORT_FILE = 'report';

/** The workbook of a month's report, for HR. */
export function makeReportFile(services: ReportServices): MakeDownload {
  return async (month, lang, { roles }) => {
    const wanted = YearMonth.safeParse(month).data;
    if (!can(roles, 'readReport') || wanted === undefined) return null;
    return services.cards.file(await makeReport(services, wanted), place(services, lang));
  };
}

/** What the report of a month says was tried or introduced in it. */
export async function takenOverIn(
  store: Pick<ReportStore, 'spread'>,
  month: YearMonth,
  timeZone: string,
): Promise<MonthlyReport['spread']['taken']> {
  const { from, to } = spanOfMonth(month, timeZone);
  return (await store.spread(from, to)).taken;
}

/** What the month came to, as far as it has gone. */
async function makeReport(services: ReportServices, month: YearMonth): Promise<MonthlyReport> {
  const { store, sources, knowledge, timeZone } = services;
  const { from, to } = spanOfMonth(month, timeZone);
  // Counts what has been asked up to now.
  const open = await sources.openQuestions();
  const counts = await store.themes(month);
  const themes = knowledge()
    .data.concepts.filter(({ id, kind }) => kind === 'topic' && counts.has(id))
    .map(({ id, label }) => ({ label, count: counts.get(id)! }))
    .sort((a, b) => b.count - a.count);
  const covered = await sources.coverage();
  return {
    month,
    questions: { asked: counts.get('') ?? 0, themes },
    unanswered: { ...(await store.unanswered(from, to)), open },
    spread: await store.spread(from, to),
    coverage: covered.toSorted((a, b) => a.count - b.count),
    reach: await store.reach(from, to),
    confirmations: await sources.confirmations(),
  };
}

/** Sends the last month's report when it is due: once to each reader, whichever instance looks first. */
export async function sendDueReport(services: ReportServices): Promise<void> {
  const { ledger, cards, readers, now, timeZone, onPlanned } = services;
  const month = dueReport(now(), timeZone);
  if (month === null) return;
  const content = async () => {
    const report = await makeReport(services, month);
    return {
      ja: cards.report(report, place(services, 'ja')),
      en: cards.report(report, place(services, 'en')),
    };
  };
  if (await planOnce(ledger, `report-${month}`, readers, { at: now(), content })) onPlanned();
}
