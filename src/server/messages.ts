import type { IncomingMessage } from 'node:http';
import type { Bot } from '../bot/bot.ts';
import { IncomingActivity } from '../teams/activity.ts';
import { type Authenticate, type Caller, Unauthenticated } from '../teams/authenticate.ts';
import type { Conversation } from '../teams/conversation.ts';
import { deriveTurn } from '../teams/turn.ts';
import { type AdmissionRules, decideAdmission } from './admission.ts';
import { readJson } from './body.ts';
import { type HttpAnswer, refuse } from './http.ts';
import type { NoteRefusal } from './refusals.ts';

/** Deeper JSON than any activity of Teams (about ten levels) could overflow the stack of whoever walks it. */
const maxDepth = 50;
/** Many times what the largest form has: to check more takes longer than others should wait. */
const maxNodes = 20_000;
/** Of what is amiss so much is named. */
const maxFieldsNamed = 10;

export interface MessagesServices {
  /** null: nobody is asked who they are, on this machine's own address (the sandbox). */
  readonly authenticate: Authenticate | null;
  readonly admission: AdmissionRules;
  readonly openConversation: (activity: IncomingActivity) => Conversation;
  readonly bot: Bot;
  readonly onRefused: NoteRefusal;
}

/** Answers POST /api/messages: who is it? → read → check the shape → admit → run the turn. */
export async function answerMessage(services: MessagesServices, req: IncomingMessage): Promise<HttpAnswer> {
  const { authenticate, admission, openConversation, bot, onRefused } = services;
  let caller: Caller | null = null;
  if (authenticate) {
    try {
      caller = await authenticate(req.headers.authorization ?? '');
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
      onRefused(error.message);
      return refuse(401, 'Unauthorized', 'a valid token is needed');
    }
  }
  const read = await readJson(req);
  if ('refusal' in read) return read.refusal;
  const activity = parseActivity(read.json);
  if (typeof activity === 'string') return refuse(400, 'InvalidActivity', activity);
  const refusal = decideAdmission(activity, caller, admission);
  if (refusal) {
    onRefused(refusal, { activityId: activity.id, conversation: activity.conversation.id });
    return refuse(403, 'Forbidden', 'this bot does not serve the sender');
  }
  return (await bot(deriveTurn(activity), openConversation(activity))) ?? { status: 200 };
}

/** Or what is amiss, in words that repeat nothing of it. */
function parseActivity(json: unknown): IncomingActivity | string {
  if (!isModest(json)) return 'the JSON is nested too deeply or has too many parts';
  const parsed = IncomingActivity.safeParse(json);
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map((issue) => issue.path.slice(0, 3).join('.') || 'body'));
  return `not an activity: ${[...fields].slice(0, maxFieldsNamed).join(', ')}`;
}

/** Walks level by level, so that no nesting can overflow the stack. */
function isModest(value: unknown): boolean {
  let level = [value];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    if (depth > maxDepth || nodes > maxNodes) return false;
    level = level.flatMap((item): unknown[] =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return true;
}
