import type { YearMonth } from '../calendar/month.ts';
import type { MonthlyReport } from './report.ts';

/** What was kept of a stretch of time, in epoch ms; its end is not part of it. */
export interface ReportStore {
  unanswered(from: number, to: number): Promise<MonthlyReport['unanswered']>;
  spread(from: number, to: number): Promise<MonthlyReport['spread']>;
  reach(from: number, to: number): Promise<MonthlyReport['reach']>;
  /** How often each theme was asked for in the month, by concept id; '' = all questions. */
  themes(month: YearMonth): Promise<ReadonlyMap<string, number>>;
}

/** What departments do about each theme, by now. */
export type Coverage = () => Promise<MonthlyReport['coverage']>;
