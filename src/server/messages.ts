import type { Logger } from 'pino';
import { IncomingActivity } from '../teams/activity.ts';
import type { Bot } from '../bot/bot.ts';
import { Unauthenticated } from '../teams/adapter.ts';
import type { TeamsAdapter } from '../teams/adapter.ts';
import { decideAdmission } from './admission.ts';
import type { AdmissionRules } from './admission.ts';

/** Deeper JSON than any activity of Teams (about ten levels) could overflow the stack of whoever walks it. */
const MAX_DEPTH = 50;

/** An HTTP answer as a value. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export interface MessagesParts {
  readonly adapter: TeamsAdapter;
  readonly bot: Bot;
  readonly admission: AdmissionRules;
  readonly log: Logger;
}

/** Answers POST /api/messages: check the shape → authenticate → admit → run the turn. */
export async function answerMessage(
  { adapter, bot, admission, log }: MessagesParts,
  body: unknown,
  authHeader: string,
): Promise<HttpAnswer> {
  if (depthExceeds(body, MAX_DEPTH)) return refuse(400, 'InvalidActivity', 'the JSON is nested too deeply');
  const parsed = IncomingActivity.safeParse(body);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
    return refuse(400, 'InvalidActivity', `not an activity: ${[...new Set(fields)].join(', ')}`);
  }
  const activity = parsed.data;
  try {
    const caller = await adapter.authenticate(activity, authHeader);
    const refusal = decideAdmission(activity, admission);
    if (refusal) {
      log.warn({ activityId: activity.id, conversation: activity.conversation.id, refusal }, 'refused');
      return refuse(403, 'Forbidden', 'this bot does not serve the sender');
    }
    const response = await adapter.run(caller, activity, bot);
    return { status: response?.status ?? 200, body: response?.body as unknown };
  } catch (error) {
    if (error instanceof Unauthenticated) {
      log.warn({ activityId: activity.id, reason: reasonOf(error.cause) }, 'unauthenticated');
      return refuse(401, 'Unauthorized', 'a valid token is needed');
    }
    log.error({ err: error, activityId: activity.id }, 'request failed');
    return refuse(500, 'InternalError', 'something went wrong');
  }
}

/** The one shape of an error answer: nothing of the inside goes out. */
export function refuse(status: number, code: string, message: string): HttpAnswer {
  return { status, body: { error: { code, message } } };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : '';
}

/** Walks level by level, so that no nesting can overflow the stack. */
function depthExceeds(value: unknown, limit: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.filter(isObject).flatMap((item) => Object.values(item));
  }
  return false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
