import type { Logger } from 'pino';
import type { Clock } from '../calendar/clock.ts';

/** Notes what is turned away at the door, and why: of few different reasons, nothing of what was sent. */
export type NoteRefusal = (reason: string, about?: Readonly<Record<string, unknown>>) => void;

interface RefusalServices {
  readonly log: Pick<Logger, 'warn'>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Told of each. */
  readonly onRefused: (reason: string) => void;
}

const lineMs = 60_000;

/** Logs the first one at once, and what comes after it as one line a minute: nobody outside may fill the log. */
export function createRefusals({ log, clock, onRefused }: RefusalServices): NoteRefusal {
  let isQuiet = true;
  let reasons: Record<string, number> = {};
  let latest: Readonly<Record<string, unknown>> = {};

  const write = async (): Promise<void> => {
    isQuiet = false;
    while (Object.keys(reasons).length > 0) {
      log.warn({ reasons, ...latest }, 'turned away');
      reasons = {};
      latest = {};
      await clock.sleep(lineMs);
    }
    isQuiet = true;
  };
  return (reason, about = {}) => {
    onRefused(reason);
    reasons[reason] = (reasons[reason] ?? 0) + 1;
    latest = { ...latest, ...about };
    if (isQuiet) void write();
  };
}
