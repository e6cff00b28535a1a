import { pino } from 'pino';
import type { Level, Logger } from 'pino';

/**
 * A logger that writes JSON lines to standard output. Of an error it keeps what finds the cause and nothing else:
 * the SDK's errors carry the whole request, with its token.
 */
export function createLogger(level: Level | 'silent'): Logger {
  return pino({ level, serializers: { err: describeError } });
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack } = error;
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  return { name, message, stack, statusCode, code };
}
