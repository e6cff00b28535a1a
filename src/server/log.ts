import { pino } from 'pino';
import type { Level, Logger } from 'pino';
import type { TeamStanding } from '../access/team-roles.ts';
import type { Clock } from '../calendar/clock.ts';
import { createLogStream } from './log-stream.ts';

/**
 * A logger that writes JSON lines to standard output. Of an error it keeps what finds the cause and nothing else:
 * libraries' errors carry whole requests, with their tokens.
 */
export function createLogger(level: Level | 'silent'): Logger {
  return pino({ level, serializers: { err: describeError } }, createLogStream());
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  return { name, message, stack, statusCode, code };
}

/** With the database away the same complaint comes every second: one line a minute is enough. */
const complaintMs = 60_000;

/** Logs what fails beside the turns. */
export function createComplaint(
  log: Logger,
  clock: Pick<Clock, 'elapsed'>,
  what = 'state not available',
): (error: unknown) => void {
  let quietUntil = -Infinity;
  return (error) => {
    if (clock.elapsed() < quietUntil) return;
    quietUntil = clock.elapsed() + complaintMs;
    log.error({ err: error }, what);
  };
}

/** Logs how things stand with a team that gives a role. */
export function logTeamStanding(log: Logger): (standing: TeamStanding) => void {
  return (standing) => {
    const { named, state } = standing;
    if (state === 'found')
      log.info({ team: named, id: standing.team.teamId, members: standing.members.size }, 'ROLE_TEAMS');
    else log.warn({ team: named, state }, 'ROLE_TEAMS gives no role');
  };
}

/** Logs when the bot's token is missing, and when it is there again. */
export function logToken(log: Logger): (error: unknown) => void {
  return (error) => {
    if (error === null) log.info('token available again');
    else log.error({ err: error }, 'no token: nothing is sent until there is one');
  };
}

/** Logs that sending pauses, and that it goes on. */
export function logBrake(log: Logger): (reason: string | null) => void {
  return (reason) => {
    if (reason === null) log.info('sending goes on');
    else
      log.error(
        { reason },
        'sending pauses: most of the last posts have ended alike; it tries with one and goes on by itself',
      );
  };
}

/** Logs that traces do not arrive, once: they are dropped, and nothing waits for them. */
export function logTraces(log: Logger): (error: unknown) => void {
  let isTold = false;
  return (error) => {
    if (!isTold) log.warn({ err: error }, 'traces do not arrive: they are dropped');
    isTold = true;
  };
}

/** Logs that the machine's clock has jumped, and that it agrees again. */
export function logClock(log: Logger): (isHeld: boolean) => void {
  return (isHeld) => {
    if (isHeld)
      log.error(
        'the clock has jumped: time goes on as before until another clock (the database, Teams) agrees with it',
      );
    else log.info('the clock agrees again');
  };
}
