import { z } from 'zod';

/** What a request to the connector is for. */
export const Operation = z.enum(['create', 'send', 'update', 'delete', 'members', 'team']);
export type Operation = z.infer<typeof Operation>;

/**
 * What goes wrong with a request. `recorded` faults happen after the message has been posted: the sender cannot
 * tell. Documented answers: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
 */
export const Fault = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('throttled'), retryAfterSeconds: z.number().nullable() }),
  z.object({ kind: z.literal('preconditionFailed') }),
  z.object({ kind: z.literal('serverError'), status: z.int().min(500).max(599), recorded: z.boolean() }),
  z.object({ kind: z.literal('reset'), recorded: z.boolean() }),
  z.object({ kind: z.literal('hang'), recorded: z.boolean() }),
  /** Taken, with an answer that does not say as what. */
  z.object({ kind: z.literal('withoutId') }),
  z.object({ kind: z.literal('slow'), delayMs: z.int().min(0) }),
  z.object({ kind: z.literal('botNotRegistered') }),
  z.object({
    kind: z.literal('forbidden'),
    code: z.enum([
      'BotDisabledByAdmin',
      'NotEnoughPermissions',
      'BotNotInConversationRoster',
      'ConversationBlockedByUser',
      'ForbiddenOperationException',
      'MessageWritesBlocked',
    ]),
  }),
  z.object({
    kind: z.literal('notFound'),
    code: z.enum(['ConversationNotFound', 'ActivityNotFoundInConversation']),
  }),
]);
export type Fault = z.infer<typeof Fault>;

/** Which requests a fault befalls: those that match every given field. */
export const FaultRule = z.object({
  fault: Fault,
  operation: Operation.optional(),
  conversationId: z.string().optional(),
  /** For `create`: the person whom the conversation is with. */
  memberId: z.string().optional(),
  /** The first so many matching requests; default: all. */
  times: z.int().positive().optional(),
  /** Each n-th matching request only; default: each. */
  every: z.int().positive().optional(),
});
export type FaultRule = z.infer<typeof FaultRule>;

/** What a rule is matched against. */
export interface FaultTarget {
  readonly operation: Operation;
  readonly conversationId: string | null;
  readonly memberId: string | null;
}

/** The rules in force; the first that matches a request decides. */
export class Faults {
  #rules: { readonly rule: FaultRule; seen: number; used: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, seen: 0, used: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  next(target: FaultTarget): Fault | null {
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (rule.operation && rule.operation !== target.operation) continue;
      if (rule.conversationId && rule.conversationId !== target.conversationId) continue;
      if (rule.memberId && rule.memberId !== target.memberId) continue;
      if (rule.times !== undefined && entry.used >= rule.times) continue;
      entry.seen++;
      if (entry.seen % (rule.every ?? 1) !== 0) continue;
      entry.used++;
      return rule.fault;
    }
    return null;
  }
}

/** An answer of the connector. */
export interface ConnectorAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The connector's usual error body. */
export function errorAnswer(status: number, code: string, message: string): ConnectorAnswer {
  return { status, body: { error: { code, message } } };
}

/** 429 as Teams sends it; it does not always say how long to wait. */
export function throttledAnswer(retryAfterSeconds: number | null): ConnectorAnswer {
  return {
    ...errorAnswer(429, 'TooManyRequests', 'API calls quota exceeded'),
    headers: retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) },
  };
}

/** As documented in "Understand who blocked, muted, or uninstalled a bot": JSON inside a string, no `error`. */
const MESSAGE_WRITES_BLOCKED = {
  errorCode: 209,
  message: [
    '{',
    '  "subCode": "MessageWritesBlocked",',
    '  "details": "Thread is blocked from message writes.",',
    '  "errorCode": null,',
    '  "errorSubCode": null',
    '}',
  ].join('\r\n'),
};

/** The answer that a fault gives, or null for faults that give none. */
export function answerOf(fault: Fault): ConnectorAnswer | null {
  switch (fault.kind) {
    case 'throttled':
      return throttledAnswer(fault.retryAfterSeconds);
    case 'preconditionFailed':
      return errorAnswer(412, 'PreconditionFailed', 'Precondition failed, please try again.');
    case 'serverError':
      return errorAnswer(fault.status, 'ServiceError', 'The service is not available.');
    case 'botNotRegistered':
      return errorAnswer(401, 'BotNotRegistered', 'No registration found for this bot.');
    case 'forbidden':
      if (fault.code === 'MessageWritesBlocked') return { status: 403, body: MESSAGE_WRITES_BLOCKED };
      return errorAnswer(403, fault.code, `${fault.code}: the bot may not write here.`);
    case 'notFound':
      return errorAnswer(404, fault.code, `${fault.code}: there is no such thing.`);
    case 'withoutId':
      return { status: 201, body: {} };
    case 'reset':
    case 'hang':
    case 'slow':
      return null;
  }
}
