import { isAlone, type Visitor } from '../access/visitor.ts';
import { YearMonth } from '../calendar/month.ts';
import { monthAt } from '../calendar/zone.ts';
import { type MakeDownload, offerDownload } from '../cards/file-cards.ts';
import type { FeatureChat } from '../cards/chat-answer.ts';
import type { Ledger } from '../delivery/ports.ts';
import type { Dataset } from '../dataset/schema.ts';
import type { Lang } from '../question/answer.ts';
import { parseReportAction, type ReportAction, type ReportCards } from './cards.ts';
import type { ReportSources, ReportStore } from './ports.ts';
import { parseReportWords } from './words.ts';
import { dueReport, type MonthlyReport, spanOfMonth } from './report.ts';

/** What reports are made with. */
export interface ReportParts {
  readonly store: ReportStore;
  readonly ledger: Pick<Ledger, 'plan' | 'messageState'>;
  readonly sources: ReportSources;
  readonly knowledge: () => { readonly data: Dataset };
  readonly cards: ReportCards;
  /** Recipient ids of those who get it unasked. */
  readonly readers: readonly string[];
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onPlanned: () => void;
  readonly onError: (error: unknown) => void;
}

interface ReportRequest {
  readonly month: YearMonth;
  readonly do: ReportAction['do'];
  readonly lang: Lang;
  readonly isPressed: boolean;
}

/** Before broadcasts, after highlights. */
const priority = 5;

/** Answers 月次報告, to HR alone; never rejects. */
export function createReportChat(parts: ReportParts): FeatureChat<ReportRequest, Visitor> {
  return {
    parseWords(text, lang) {
      const month = parseReportWords(text, monthAt(parts.now(), parts.timeZone));
      return month === null ? null : { month, do: 'report.month', lang, isPressed: false };
    },
    parseAction(data) {
      const action = parseReportAction(data);
      return action && { ...action, isPressed: true };
    },
    async answer({ month, lang, ...request }, visitor) {
      const { cards, knowledge, onError } = parts;
      const { data } = knowledge();
      const note = (what: Parameters<ReportCards['note']>[0]) => ({
        intent: `report ${what}`,
        message: cards.note(what, data, lang),
        inPlace: false,
      });
      if (!visitor.isHr) return note('onlyHr');
      try {
        const report = await makeReport(parts, month);
        if (request.do === 'report.file') {
          // Files are handed over where one is alone with the bot.
          if (!isAlone(visitor)) return note('onlyPersonal');
          const offered = { lang, file: REPORT_FILE, subject: report.month };
          const message = offerDownload(cards.file(report, data, lang), offered);
          return { intent: 'report file', message, inPlace: false };
        }
        return { intent: 'report', message: cards.report(report, data, lang), inPlace: request.isPressed };
      } catch (error) {
        onError(error);
        return note('unavailable');
      }
    },
  };
}

/** What offers call a report's workbook by. */
export const REPORT_FILE = 'report';

/** The workbook of a month's report, for HR. */
export function makeReportFile(parts: ReportParts): MakeDownload {
  return async (month, lang, { isHr }) => {
    const wanted = YearMonth.safeParse(month).data;
    if (!isHr || wanted === undefined) return null;
    return parts.cards.file(await makeReport(parts, wanted), parts.knowledge().data, lang);
  };
}

/** What the month came to, as far as it has gone. */
async function makeReport(parts: ReportParts, month: YearMonth): Promise<MonthlyReport> {
  const { store, sources, knowledge, timeZone } = parts;
  const { from, to } = spanOfMonth(month, timeZone);
  const counts = await store.themes(month);
  const themes = knowledge()
    .data.concepts.filter(({ id, kind }) => kind === 'topic' && counts.has(id))
    .map(({ id, label }) => ({ label, count: counts.get(id)! }))
    .sort((a, b) => b.count - a.count);
  const covered = await sources.coverage();
  return {
    month,
    questions: { asked: counts.get('') ?? 0, themes },
    unanswered: { ...(await store.unanswered(from, to)), open: await sources.openQuestions() },
    spread: await store.spread(from, to),
    coverage: covered.toSorted((a, b) => a.count - b.count),
    reach: await store.reach(from, to),
    confirmations: await sources.confirmations(),
  };
}

/** Sends the last month's report when it is due: once to each reader, whichever instance looks first. */
export async function sendDueReport(parts: ReportParts): Promise<void> {
  const { ledger, cards, knowledge, readers, now, timeZone, onPlanned } = parts;
  const month = dueReport(now(), timeZone);
  if (month === null || readers.length === 0) return;
  const id = `report-${month}`;
  const state = await ledger.messageState(id);
  if (state !== null && state !== 'planning') return;
  const report = await makeReport(parts, month);
  const { data } = knowledge();
  const content = { ja: cards.report(report, data, 'ja'), en: cards.report(report, data, 'en') };
  const deliveries = readers.map((recipientId) => ({ recipientId, dueAt: now(), content: null, skip: null }));
  await ledger.plan(
    { id, kind: 'notice', action: 'post', priority, content, originalId: null },
    deliveries,
    now(),
  );
  onPlanned();
}
