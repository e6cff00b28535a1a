import { decideChat, type RolesOf } from '../bot/chats.ts';
import type { Clock } from '../calendar/clock.ts';
import type { Feature } from './feature.ts';
import { repeat } from './repeat.ts';
import {
  createReportChat,
  makeReportFile,
  REPORT_FILE,
  type ReportParts,
  sendDueReport,
} from '../report/chat.ts';

export interface ReportOptions extends Omit<ReportParts, 'now'> {
  /** Resolves when the database answers. */
  readonly ready: () => Promise<void>;
  readonly rolesOf: RolesOf;
  readonly clock: Clock;
  readonly tickMs?: number;
}

/** Due at an hour; a few minutes late is on time. */
const defaultTickMs = 5 * 60_000;

/** Starts the look at whether a report is due; with the database away it waits for it. */
export function startReport(options: ReportOptions): Feature {
  const { ready, rolesOf, clock, onError } = options;
  const parts: ReportParts = { ...options, now: () => clock.now() };
  return {
    downloads: new Map([[REPORT_FILE, makeReportFile(parts)]]),
    deciders: [decideChat(createReportChat(parts), rolesOf)],
    stop: repeat(
      () => ready().then(() => sendDueReport(parts)),
      options.tickMs ?? defaultTickMs,
      clock,
      onError,
    ),
  };
}
