import { createHash } from 'node:crypto';
import { answerOf, errorAnswer, Faults, throttledAnswer } from './faults.ts';
import type { ConnectorAnswer, Fault, Operation } from './faults.ts';
import { DocumentedLimits } from './limits.ts';

/** A request that arrived, in order of arrival, whether it was granted or not. */
export interface ReceivedRequest {
  /** 1, 2, 3 … */
  readonly order: number;
  /** Epoch milliseconds by the simulator's clock. */
  readonly at: number;
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly conversationId: string | null;
  /** Of a send that was recorded, an update or a deletion. */
  readonly activityId: string | null;
  readonly body: unknown;
  /** The HTTP status of the answer; null when none was given (reset, hang). */
  readonly status: number | null;
  /** It took effect, whatever the sender was told. */
  readonly recorded: boolean;
}

/** A person as the roster shows them. */
export interface Member {
  readonly id: string;
  readonly name?: string;
  readonly aadObjectId?: string;
  readonly tenantId?: string;
  readonly email?: string;
  readonly userPrincipalName?: string;
  readonly userRole?: string;
}

/** A message that stands in a conversation. */
export interface PostedActivity {
  readonly id: string;
  readonly activity: unknown;
  readonly edited: boolean;
}

/** How many messages arrived where, and when the first and the last did. */
export interface Tally {
  readonly requests: number;
  readonly overLimit: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** By conversation id. */
  readonly arrivals: Readonly<Record<string, number>>;
}

/** What the transport does with a request: answer it (perhaps late), cut the line, or keep silent. */
export interface Outcome {
  readonly answer: ConnectorAnswer | null;
  readonly instead: 'reset' | 'hang' | null;
  readonly delayMs: number;
}

interface Route {
  readonly operation: Operation;
  readonly conversationId: string | null;
  readonly activityId: string | null;
  readonly memberId: string | null;
  readonly paged: boolean;
}

/** Teams refuses messages over about 100 KB counted as UTF-16: learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
const MAX_UTF16_BYTES = 100 * 1_024;

/** Teams' connector as plain state: what stands where, and what was asked of it. Knows no HTTP. */
export class Connector {
  readonly faults = new Faults();
  readonly requests: ReceivedRequest[] = [];
  /** Requests refused because they came too fast; 429s that a fault rule asked for are not among them. */
  overLimit = 0;
  readonly #now: () => number;
  readonly #limits: DocumentedLimits | null;
  readonly #posts = new Map<string, Map<string, PostedActivity>>();
  readonly #members = new Map<string, readonly Member[]>();
  readonly #channels = new Map<string, readonly { id: string; name: string }[]>();
  #lastId = 0;

  constructor(now: () => number, limits: 'none' | 'documented') {
    this.#now = now;
    this.#limits = limits === 'documented' ? new DocumentedLimits() : null;
  }

  /** The messages that stand in a conversation now, oldest first. */
  posts(conversationId: string): readonly PostedActivity[] {
    return [...(this.#posts.get(conversationId)?.values() ?? [])];
  }

  /** Puts a message into a conversation as if it had been sent before. */
  place(conversationId: string, id: string, activity: unknown): void {
    this.#store(conversationId, id, activity);
  }

  /** What has been sent in short, for runs whose requests would fill hundreds of megabytes as JSON. */
  tally(): Tally {
    const arrivals: Record<string, number> = {};
    let firstAt: number | null = null;
    let lastAt: number | null = null;
    for (const { operation, recorded, conversationId, at } of this.requests) {
      if (operation !== 'send' || !recorded || conversationId === null) continue;
      arrivals[conversationId] = (arrivals[conversationId] ?? 0) + 1;
      firstAt ??= at;
      lastAt = at;
    }
    return { requests: this.requests.length, overLimit: this.overLimit, firstAt, lastAt, arrivals };
  }

  setMembers(conversationId: string, members: readonly Member[]): void {
    this.#members.set(conversationId, members);
  }

  setChannels(teamId: string, channels: readonly { id: string; name: string }[]): void {
    this.#channels.set(teamId, channels);
  }

  /** Forgets everything but the clock and the limits' history. */
  reset(): void {
    this.requests.length = 0;
    this.faults.clear();
    for (const state of [this.#posts, this.#members, this.#channels]) state.clear();
  }

  /** Handles one request; `text` is its body as it came. */
  handle(method: string, path: string, query: URLSearchParams, text: string): Outcome {
    const body = parseJson(text);
    const route = routeOf(method, path, body);
    if (!route) return answered(errorAnswer(404, 'NotFound', 'no such operation'));
    const fault = this.#limitFault(route) ?? sizeFault(text) ?? this.faults.next(route);
    const effective = fault === null || isRecorded(fault);
    const { answer, activityId } = effective
      ? this.#perform(route, query, body)
      : { answer: null, activityId: null };
    const outcome = fault ? outcomeOf(fault, answer) : answered(answer!);
    this.requests.push({
      order: this.requests.length + 1,
      at: this.#now(),
      operation: route.operation,
      method,
      path,
      query: query.toString(),
      conversationId: route.conversationId,
      activityId: activityId ?? route.activityId,
      body,
      status: outcome.answer?.status ?? null,
      recorded: effective && answer !== null && answer.status < 300,
    });
    return outcome;
  }

  #limitFault(route: Route): Fault | ConnectorAnswer | null {
    const kind = ['members', 'team'].includes(route.operation) ? 'read' : 'send';
    const waitMs = this.#limits?.take(kind, route.conversationId, this.#now()) ?? null;
    if (waitMs === null) return null;
    this.overLimit++;
    return throttledAnswer(Math.ceil(waitMs / 1_000));
  }

  #perform(
    route: Route,
    query: URLSearchParams,
    body: unknown,
  ): { answer: ConnectorAnswer; activityId: string | null } {
    const { operation, conversationId, activityId } = route;
    switch (operation) {
      case 'create':
        return this.#create(body);
      case 'send': {
        const id = this.#post(conversationId!, body);
        return { answer: { status: 201, body: { id } }, activityId: id };
      }
      case 'update':
        return { answer: this.#update(conversationId!, activityId!, body), activityId };
      case 'delete':
        return { answer: this.#delete(conversationId!, activityId!), activityId };
      case 'members':
        return { answer: this.#readMembers(route, query), activityId: null };
      case 'team':
        return { answer: this.#readTeam(route), activityId: null };
    }
  }

  /** The same person and bot always share one conversation; a channel post starts a thread of its own. */
  #create(body: unknown): { answer: ConnectorAnswer; activityId: string | null } {
    const { members, channelData, activity } = body as {
      members?: { id: string }[];
      channelData?: { channel?: { id: string } };
      activity?: unknown;
    };
    const channelId = channelData?.channel?.id;
    if (channelId !== undefined) {
      const activityId = this.#nextId();
      const id = `${channelId};messageid=${activityId}`;
      this.#store(id, activityId, activity);
      return { answer: { status: 201, body: { id, activityId } }, activityId };
    }
    const memberId = members?.[0]?.id;
    if (memberId === undefined)
      return { answer: errorAnswer(400, 'BadSyntax', 'members are missing'), activityId: null };
    const id = personalConversationId(memberId);
    if (activity === undefined) return { answer: { status: 201, body: { id } }, activityId: null };
    const activityId = this.#post(id, activity);
    return { answer: { status: 201, body: { id, activityId } }, activityId };
  }

  #post(conversationId: string, activity: unknown): string {
    const id = this.#nextId();
    if ((activity as { type?: string } | null)?.type !== 'typing') this.#store(conversationId, id, activity);
    return id;
  }

  #store(conversationId: string, id: string, activity: unknown): void {
    const posts = this.#posts.get(conversationId) ?? new Map<string, PostedActivity>();
    posts.set(id, { id, activity, edited: false });
    this.#posts.set(conversationId, posts);
  }

  #update(conversationId: string, activityId: string, activity: unknown): ConnectorAnswer {
    const posts = this.#posts.get(conversationId);
    if (!posts?.has(activityId))
      return answerOf({ kind: 'notFound', code: 'ActivityNotFoundInConversation' })!;
    posts.set(activityId, { id: activityId, activity, edited: true });
    return { status: 200, body: { id: activityId } };
  }

  #delete(conversationId: string, activityId: string): ConnectorAnswer {
    const deleted = this.#posts.get(conversationId)?.delete(activityId) ?? false;
    if (!deleted) return answerOf({ kind: 'notFound', code: 'ActivityNotFoundInConversation' })!;
    return { status: 200, body: {} };
  }

  #readMembers({ conversationId, memberId, paged }: Route, query: URLSearchParams): ConnectorAnswer {
    const members = this.#members.get(conversationId!);
    if (!members) return answerOf({ kind: 'notFound', code: 'ConversationNotFound' })!;
    if (memberId !== null) {
      const member = members.find(({ id, aadObjectId }) => id === memberId || aadObjectId === memberId);
      return member
        ? { status: 200, body: member }
        : errorAnswer(404, 'MemberNotFoundInConversation', 'not here');
    }
    if (!paged) return { status: 200, body: members };
    const start = Number(query.get('continuationToken') ?? 0);
    const end = start + Number(query.get('pageSize') ?? 200);
    const more = end < members.length ? { continuationToken: String(end) } : {};
    return { status: 200, body: { members: members.slice(start, end), ...more } };
  }

  #readTeam({ activityId: part, conversationId }: Route): ConnectorAnswer {
    // Every team has its General channel, which bears its id and no name.
    const channels = this.#channels.get(conversationId!) ?? [{ id: conversationId! }];
    if (part === 'conversations') return { status: 200, body: { conversations: channels } };
    return {
      status: 200,
      body: { id: conversationId, name: 'チーム', aadGroupId: guidOf(conversationId!) },
    };
  }

  /** Unique, and in order of time, like Teams' own (milliseconds as digits). */
  #nextId(): string {
    this.#lastId = Math.max(this.#lastId + 1, this.#now());
    return String(this.#lastId);
  }
}

/** The conversation between the bot and one person. */
export function personalConversationId(memberId: string): string {
  return `a:1${createHash('sha256').update(memberId).digest('base64url')}`;
}

function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function parseJson(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}

function routeOf(method: string, path: string, body: unknown): Route | null {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  const start = parts.indexOf('v3');
  const [collection, id, part, third] = parts.slice(start + 1);
  const route = { conversationId: id ?? null, activityId: null, memberId: null, paged: false };
  if (collection === 'teams' && method === 'GET')
    return { ...route, operation: 'team', activityId: part ?? null };
  if (collection !== 'conversations') return null;
  if (method === 'POST' && id === undefined) {
    const memberId = (body as { members?: { id?: string }[] } | null)?.members?.[0]?.id ?? null;
    return { ...route, operation: 'create', memberId };
  }
  if (part === 'activities' && third !== undefined && parts.at(-1) === 'members')
    return { ...route, operation: 'members' };
  if (part === 'activities') {
    const operations: Record<string, Operation> = { POST: 'send', PUT: 'update', DELETE: 'delete' };
    const operation = operations[method];
    // A reply (POST …/activities/:id) is a send; Teams gives it an id of its own.
    return operation
      ? { ...route, operation, activityId: operation === 'send' ? null : (third ?? null) }
      : null;
  }
  if (method !== 'GET') return null;
  if (part === 'pagedmembers') return { ...route, operation: 'members', paged: true };
  return part === 'members' ? { ...route, operation: 'members', memberId: third ?? null } : null;
}

function sizeFault(text: string): ConnectorAnswer | null {
  if (text.length * 2 <= MAX_UTF16_BYTES) return null;
  return errorAnswer(413, 'MessageSizeTooBig', 'Message size too large.');
}

/** A fault that says so happens after the effect; a slow answer is a right one. */
function isRecorded(fault: Fault | ConnectorAnswer): boolean {
  if (!('kind' in fault)) return false;
  return fault.kind === 'slow' || fault.kind === 'withoutId' || ('recorded' in fault && fault.recorded);
}

function outcomeOf(fault: Fault | ConnectorAnswer, answer: ConnectorAnswer | null): Outcome {
  if (!('kind' in fault)) return answered(fault);
  if (fault.kind === 'slow') return { answer, instead: null, delayMs: fault.delayMs };
  if (fault.kind === 'reset' || fault.kind === 'hang')
    return { answer: null, instead: fault.kind, delayMs: 0 };
  return answered(answerOf(fault)!);
}

function answered(answer: ConnectorAnswer): Outcome {
  return { answer, instead: null, delayMs: 0 };
}
