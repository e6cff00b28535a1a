import type { Activity } from 'botbuilder';
import {
  AuthenticationConstants,
  type BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
} from 'botframework-connector';
import { z } from 'zod';
import type { CardMessage } from '../cards/message.ts';
import type { Outcome } from '../delivery/decide-delivery.ts';
import type { ClaimedDelivery, Content, Post } from '../delivery/ports.ts';
import type { Recipient } from '../delivery/recipient.ts';
import type { OpenChat, Send } from '../delivery/worker.ts';

/** The one place from which anything is sent unasked. */
export interface Sender {
  readonly send: Send;
  readonly openChat: OpenChat;
  /** A page of a team's roster; throws when Teams refuses. */
  readonly members: ReadMembers;
}

/** One page of a roster, as Teams gives it. */
interface MembersPage {
  readonly members: readonly {
    readonly userId: string;
    readonly aadObjectId: string | null;
    readonly upn: string | null;
    readonly name: string | null;
    readonly isGuest: boolean;
  }[];
  /** null: this was the last. */
  readonly next: string | null;
}
type ReadMembers = (team: Recipient, continuationToken: string | null) => Promise<MembersPage>;

export interface SenderOptions {
  readonly auth: BotFrameworkAuthentication;
  /** '' in the sandbox. */
  readonly appId: string;
  /** Teams answers within a second or two; what takes longer than this is not known to have arrived. */
  readonly timeoutMs?: number;
}

/** The most that Teams gives: learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
const membersPageSize = 500;

const Member = z
  .object({
    id: z.string().min(1),
    name: z.string().nullish(),
    aadObjectId: z.string().nullish(),
    objectId: z.string().nullish(),
    userPrincipalName: z.string().nullish(),
    email: z.string().nullish(),
    userRole: z.string().nullish(),
  })
  .transform(({ id, name, aadObjectId, objectId, userPrincipalName, email, userRole }) => ({
    userId: id,
    aadObjectId: (aadObjectId ?? objectId ?? null)?.toLowerCase() ?? null,
    upn: userPrincipalName ?? email ?? null,
    name: name ?? null,
    // Guests have been seen with the role of users (github.com/MicrosoftDocs/msteams-docs/issues/6381); their name in
    // the directory tells: learn.microsoft.com/entra/external-id/user-properties
    isGuest: /^(guest|anonymous)$/i.test(userRole ?? '') || /#EXT#/i.test(userPrincipalName ?? ''),
  }));
const MembersAnswer = z
  .object({ members: z.array(Member), continuationToken: z.string().nullish() })
  .transform(({ members, continuationToken }): MembersPage => ({
    members,
    next: continuationToken ? continuationToken : null,
  }));

const defaultTimeoutMs = 15_000;
const adaptiveCard = 'application/vnd.microsoft.card.adaptive';

/**
 * Sends through the SDK's connector client rather than through the adapter's `createConversationAsync` and
 * `continueConversationAsync`: those make a client of their own for each call, which retries by itself, waits without
 * limit, and drops the id of the post that a new conversation begins with.
 */
export function createSender({ auth, appId, timeoutMs = defaultTimeoutMs }: SenderOptions): Sender {
  const connect = createConnections(auth, appId);
  const bot = { id: `28:${appId}`, name: '' };

  async function attempt<T>(
    serviceUrl: string,
    request: (client: ConnectorClient, options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<{ readonly value: T } | { readonly outcome: Outcome }> {
    const abortSignal = AbortSignal.timeout(timeoutMs);
    let connection: Connection | undefined;
    try {
      connection = await connect(serviceUrl);
      return { value: await request(connection.client, { abortSignal }) };
    } catch (error) {
      return { outcome: outcomeOf(error, connection?.hasLeft(abortSignal) ?? false, abortSignal.aborted) };
    }
  }

  return {
    async send(delivery, recipient) {
      const result = await attempt(recipient.serviceUrl, (client, options) =>
        perform(client, delivery, recipient, bot, options),
      );
      return 'outcome' in result ? result.outcome : { type: 'accepted', post: result.value };
    },

    async members(team, continuationToken) {
      const { client } = await connect(team.serviceUrl);
      const abortSignal = AbortSignal.timeout(timeoutMs);
      const page = await client.conversations.getConversationPagedMembers(team.conversationId!, {
        pageSize: membersPageSize,
        ...(continuationToken !== null && { continuationToken }),
        abortSignal,
      } as never);
      return MembersAnswer.parse(page);
    },

    async openChat(recipient) {
      const member = { id: recipient.userId ?? recipient.id.replace(/^person:/, ''), name: '' };
      const result = await attempt(recipient.serviceUrl, (client, options) =>
        client.conversations.createConversation(
          {
            isGroup: false,
            bot,
            members: [member],
            tenantId: recipient.tenantId,
            channelData: { tenant: { id: recipient.tenantId } },
          },
          options as never,
        ),
      );
      if ('outcome' in result) return result;
      const { id } = result.value;
      return id ? { conversationId: id } : { outcome: { type: 'noAnswer', reason: 'emptyAnswer' } };
    },
  };
}

/** The request itself; returns where the post is. */
async function perform(
  client: ConnectorClient,
  delivery: ClaimedDelivery,
  recipient: Recipient,
  bot: { id: string; name: string },
  options: { abortSignal: AbortSignal },
): Promise<Post | null> {
  const { conversations } = client;
  const { action, target } = delivery;
  if (action === 'delete') {
    await conversations.deleteActivity(target!.conversationId, target!.activityId, options as never);
    return target;
  }
  const message = contentFor(delivery.content, recipient.locale);
  if (action === 'update') {
    const activity = { ...activityOf(message), id: target!.activityId };
    await conversations.updateActivity(
      target!.conversationId,
      target!.activityId,
      activity,
      options as never,
    );
    return target;
  }
  if (recipient.kind === 'channel' || recipient.kind === 'team') {
    // A new thread: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    const created = await conversations.createConversation(
      {
        isGroup: true,
        bot,
        channelData: { channel: { id: recipient.conversationId }, tenant: { id: recipient.tenantId } },
        tenantId: recipient.tenantId,
        activity: activityOf(message),
      } as never,
      options as never,
    );
    // The types promise both; an older connector gives the conversation alone, which is named after the post.
    const { id, activityId } = created as Partial<typeof created>;
    return id === undefined ? null : postOf(id, activityId ?? id.split(';messageid=')[1]);
  }
  const sent = await conversations.sendToConversation(
    recipient.conversationId!,
    recipient.kind === 'person' ? alerting(message) : activityOf(message),
    options as never,
  );
  return postOf(recipient.conversationId!, sent.id);
}

function postOf(conversationId: string, activityId: string | undefined): Post | null {
  return activityId === undefined ? null : { conversationId, activityId };
}

/** In the recipient's language where the content has it, else in the one that it has; Japanese first. */
function contentFor(content: Content | null, locale: string | null): CardMessage {
  const english = locale !== null && /^en\b/i.test(locale);
  const message = english ? (content?.en ?? content?.ja) : (content?.ja ?? content?.en);
  // The worker skips deliveries without content.
  return message!;
}

/** A card alone: beside text Teams would split it off and lose the message's id. `summary` is the notification. */
function activityOf(message: CardMessage): Partial<Activity> {
  return {
    type: 'message',
    summary: message.summary,
    // Of the Bot Framework's schema; clients that draw it do, Teams' own did not when it was last asked
    // (github.com/MicrosoftDocs/msteams-docs/issues/5695), which is why the card says so too.
    ...(message.important && { importance: 'high' }),
    attachments: [{ contentType: adaptiveCard, content: message.card }],
  };
}

/**
 * An important one also puts a notice into the reader's activity feed, as far as they allow it:
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#notifications-to-your-message
 * In a chat with one person only; an update never does.
 */
function alerting(message: CardMessage): Partial<Activity> {
  const activity = activityOf(message);
  return message.important ? { ...activity, channelData: { notification: { alert: true } } } : activity;
}

interface Connection {
  readonly client: ConnectorClient;
  /** Whether the request with this signal has been handed to the network. */
  hasLeft(signal: AbortSignal): boolean;
}

/** The part of the SDK's client that its types hide. */
interface Pipelined {
  readonly client: {
    readonly pipeline: {
      removePolicy(filter: { phase: string }): unknown;
      addPolicy(
        policy: {
          name: string;
          sendRequest(
            request: { abortSignal?: AbortSignal; timeout: number },
            next: (request: never) => unknown,
          ): unknown;
        },
        order: { afterPolicies: string[] },
      ): void;
    };
  };
}

/** One client per service URL; tokens are cached in the SDK's credentials. */
function createConnections(
  auth: BotFrameworkAuthentication,
  appId: string,
): (serviceUrl: string) => Promise<Connection> {
  const identity = new ClaimsIdentity([
    { type: AuthenticationConstants.AudienceClaim, value: appId },
    { type: AuthenticationConstants.AppIdClaim, value: appId },
  ]);
  const left = new WeakSet<AbortSignal>();
  const known = new Map<string, Promise<Connection>>();

  async function open(serviceUrl: string): Promise<Connection> {
    // No audience: the SDK's own for this cloud.
    const client = await auth.createConnectorFactory(identity).create(serviceUrl, undefined);
    const { pipeline } = (client as unknown as Pipelined).client;
    // It would send three times more by itself, also what may have arrived: one place decides, decideDelivery.
    pipeline.removePolicy({ phase: 'Retry' });
    pipeline.addPolicy(
      {
        name: 'markDeparture',
        sendRequest: (request, next) => {
          if (request.abortSignal) left.add(request.abortSignal);
          // The signal is the limit. The client's own, 10 s, leaves its timer behind when a request breaks off.
          request.timeout = 0;
          return next(request as never);
        },
      },
      // After the token has been fetched and the body written.
      { afterPolicies: ['ServiceClientContext_Credentials_SignRequest', 'serializationPolicy'] },
    );
    return { client, hasLeft: (signal) => left.has(signal) };
  }

  return (serviceUrl) => {
    const existing = known.get(serviceUrl);
    if (existing) return existing;
    const opening = open(serviceUrl).catch((error: unknown) => {
      known.delete(serviceUrl);
      throw error;
    });
    known.set(serviceUrl, opening);
    return opening;
  };
}

/** With these there was no connection, so nothing can have left. */
const notConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const SdkError = z.object({
  name: z.string().catch('Error'),
  code: z.string().nullish().catch(null),
  statusCode: z.number().nullish().catch(null),
  details: z.unknown(),
  response: z.unknown(),
});

const ErrorBody = z.object({
  error: z.object({ code: z.string() }).nullish().catch(null),
  message: z.string().nullish().catch(null),
});

function outcomeOf(error: unknown, hasLeft: boolean, timedOut: boolean): Outcome {
  const { name, code, statusCode, details, response } = SdkError.catch({
    name: 'Error',
    code: null,
    statusCode: null,
    details: null,
    response: null,
  }).parse(error);
  if (hasLeft && statusCode != null)
    return {
      type: 'refused',
      status: statusCode,
      code: teamsCode(details),
      retryAfterMs: retryAfterMs(response),
    };
  const reason = timedOut || name === 'AbortError' ? 'timeout' : (code ?? name);
  if (!hasLeft || (code != null && notConnected.has(code))) return { type: 'notSent', reason };
  return { type: 'noAnswer', reason };
}

/** `error.code`, or where Teams puts JSON inside a string, its `subCode` (MessageWritesBlocked). */
function teamsCode(body: unknown): string | null {
  const parsed = ErrorBody.safeParse(body).data;
  if (!parsed) return null;
  if (parsed.error) return safeCode(parsed.error.code);
  const inner = /"subCode"\s*:\s*"([^"]+)"/.exec(parsed.message ?? '')?.[1];
  return inner === undefined ? null : safeCode(inner);
}

/** It is shown, stored and exported. */
function safeCode(code: string): string | null {
  return /^[\w.-]{1,60}$/.test(code) ? code : null;
}

/** In seconds or as a date: www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function retryAfterMs(response: unknown): number | null {
  const headers = z
    .object({
      headers: z.custom<{ get(name: string): unknown }>(
        (value) => typeof value === 'object' && value !== null && 'get' in value,
      ),
    })
    .safeParse(response).data?.headers;
  const value = headers?.get('retry-after');
  if (typeof value !== 'string' || value === '') return null;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? Math.ceil(ms) : null;
}
