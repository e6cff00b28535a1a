import { decideChat } from '../bot/chats.ts';
import type { Feature, FeatureOptions } from './feature.ts';
import { repeatWhenReady } from './repeat.ts';
import {
  createReportChat,
  makeReportFile,
  REPORT_FILE,
  type ReportServices,
  sendDueReport,
} from '../report/chat.ts';

/** Due at an hour; a few minutes late is on time. */
const tickMs = 5 * 60_000;

/** Starts the look at whether a report is due; with the database away it waits for it. */
export function startReport(options: Omit<ReportServices, 'now'> & FeatureOptions): Feature {
  const services: ReportServices = { ...options, now: () => options.clock.now() };
  return {
    downloads: new Map([[REPORT_FILE, makeReportFile(services)]]),
    deciders: [decideChat(createReportChat(services), options.rolesOf)],
    stop: repeatWhenReady(options, () => sendDueReport(services), tickMs),
  };
}
