import type { YearMonth } from '../calendar/month.ts';
import type { MonthlyReport, OpenQuestions } from './report.ts';

/** What was kept of a stretch of time, in epoch ms; its end is not part of it. */
export interface ReportStore {
  unanswered(from: number, to: number): Promise<Omit<MonthlyReport['unanswered'], 'open'>>;
  spread(from: number, to: number): Promise<MonthlyReport['spread']>;
  reach(from: number, to: number): Promise<MonthlyReport['reach']>;
  /** How often each theme was asked for in the month, by concept id; '' = all questions. */
  themes(month: YearMonth): Promise<ReadonlyMap<string, number>>;
}

/** What other features count, as their own answers have it. */
export interface ReportSources {
  /** What departments do about each theme, by now. */
  coverage(): Promise<MonthlyReport['coverage']>;
  /** Questions that nobody has answered. */
  openQuestions(): Promise<OpenQuestions>;
  confirmations(): Promise<MonthlyReport['confirmations']>;
}
