import { z } from 'zod';
import type { CardMessage } from '../cards/message.ts';
import type { Outcome } from '../delivery/decide-delivery.ts';
import type { ClaimedDelivery, Content, Post } from '../delivery/ports.ts';
import { isForeign } from '../delivery/reach.ts';
import type { Recipient } from '../delivery/recipient.ts';
import type { OpenChat, Send } from '../delivery/worker.ts';
import {
  activitiesPath,
  type Connector,
  ConnectorError,
  type ConnectorRequest,
  type ConnectorResult,
  createdIds,
  teamsCode,
} from './connector.ts';
import { alertingActivity, messageActivity } from './message-activity.ts';

/** The one place from which anything is sent unasked. */
export interface Sender {
  readonly send: Send;
  readonly openChat: OpenChat;
  /** A page of a team's roster; throws when Teams refuses. */
  readonly members: ReadMembers;
  /** A page of a team's channels; throws when Teams refuses. */
  readonly channels: ReadChannels;
  /** The person of a personal chat, as Teams shows them; throws when Teams refuses. */
  readonly member: (person: Recipient) => Promise<MembersPage['members'][number]>;
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

type ReadChannels = (
  team: Recipient,
  continuationToken: string | null,
) => Promise<{
  readonly channels: readonly { readonly id: string; readonly name: string | null }[];
  readonly next: string | null;
}>;

/** The General channel has no name: learn.microsoft.com/rest/api/azureteams/fetch-channel-list */
const ChannelsAnswer = z
  .object({ conversations: z.array(z.unknown()), continuationToken: z.string().nullish() })
  .transform(({ conversations, continuationToken }) => ({
    channels: conversations.flatMap((channel) => Channel.safeParse(channel).data ?? []),
    next: continuationToken ? continuationToken : null,
  }));
const Channel = z
  .object({ id: z.string().min(1).max(1000), name: z.string().max(1000).nullish() })
  .transform(({ id, name }) => ({ id, name: name ? name : null }));

export interface SenderOptions {
  readonly connector: Connector;
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
    tenantId: z.string().nullish().catch(null),
  })
  .transform(({ id, name, aadObjectId, objectId, userPrincipalName, email, userRole, tenantId }) => ({
    userId: id,
    aadObjectId: (aadObjectId ?? objectId ?? null)?.toLowerCase() ?? null,
    upn: userPrincipalName ?? email ?? null,
    name: name ?? null,
    // Guests have been seen with the role of users (github.com/MicrosoftDocs/msteams-docs/issues/6381); their name in
    // the directory tells: learn.microsoft.com/entra/external-id/user-properties
    tenantId,
    isGuest: /^(guest|anonymous)$/i.test(userRole ?? '') || /#EXT#/i.test(userPrincipalName ?? ''),
  }));
const MembersAnswer = z
  .object({ members: z.array(z.unknown()), continuationToken: z.string().nullish() })
  .transform(({ members, continuationToken }) => ({
    // One entry that cannot be read is nobody; the others are who they are.
    members: members.flatMap((member) => Member.safeParse(member).data ?? []),
    next: continuationToken ? continuationToken : null,
  }));

function memberOf(
  { tenantId, ...member }: z.infer<typeof Member>,
  { tenantId: own }: Recipient,
): MembersPage['members'][number] {
  return { ...member, isGuest: member.isGuest || isForeign(tenantId, own) };
}

const defaultTimeoutMs = 15_000;

/** Sends what the ledger says, each once: what becomes of a failure is decided there. */
export function createSender({ connector, appId, timeoutMs = defaultTimeoutMs }: SenderOptions): Sender {
  const bot = { id: `28:${appId}`, name: '' };
  const request = (to: Recipient, what: Omit<ConnectorRequest, 'serviceUrl' | 'signal'>) =>
    connector({ ...what, serviceUrl: to.serviceUrl, signal: AbortSignal.timeout(timeoutMs) });

  return {
    async send(delivery, recipient) {
      const { what, postOf } = decideRequest(delivery, recipient, bot);
      const result = await request(recipient, what);
      return isDone(result) ? { type: 'accepted', post: postOf(result.body) } : outcomeOf(result);
    },

    async members(team, continuationToken) {
      const query = new URLSearchParams({
        pageSize: String(membersPageSize),
        ...(continuationToken !== null && { continuationToken }),
      });
      const path = `conversations/${encodeURIComponent(team.conversationId!)}/pagedmembers?${query.toString()}`;
      const result = await request(team, { method: 'GET', path });
      if (!isDone(result)) throw new ConnectorError(result);
      const { members, next } = MembersAnswer.parse(result.body);
      return { members: members.map((member) => memberOf(member, team)), next };
    },

    // learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#get-the-list-of-channels-in-a-team
    async channels(team, continuationToken) {
      const query =
        continuationToken === null ? '' : `?${new URLSearchParams({ continuationToken }).toString()}`;
      const path = `teams/${encodeURIComponent(team.teamId!)}/conversations${query}`;
      const result = await request(team, { method: 'GET', path });
      if (!isDone(result)) throw new ConnectorError(result);
      return ChannelsAnswer.parse(result.body);
    },

    // learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#get-single-member-details
    async member(person) {
      const id = person.userId ?? person.id.replace(/^person:/, '');
      const path = `conversations/${encodeURIComponent(person.conversationId!)}/members/${encodeURIComponent(id)}`;
      const result = await request(person, { method: 'GET', path });
      if (!isDone(result)) throw new ConnectorError(result);
      return memberOf(Member.parse(result.body), person);
    },

    async openChat(recipient) {
      const member = { id: recipient.userId ?? recipient.id.replace(/^person:/, ''), name: '' };
      const { tenantId } = recipient;
      const body = {
        isGroup: false,
        bot,
        members: [member],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      };
      const result = await request(recipient, { method: 'POST', path: 'conversations', body });
      if (!isDone(result)) return { outcome: outcomeOf(result) };
      const { id } = createdIds(result.body);
      return id === undefined
        ? { outcome: { type: 'noAnswer', reason: 'emptyAnswer' } }
        : { conversationId: id };
    },
  };
}

type Answered = ConnectorResult & { type: 'answered' };

function isDone(result: ConnectorResult): result is Answered {
  return result.type === 'answered' && result.status >= 200 && result.status < 300;
}

function outcomeOf(result: ConnectorResult): Outcome {
  if (result.type !== 'answered') return result;
  const { status, body, retryAfterMs } = result;
  return { type: 'refused', status, code: teamsCode(body), retryAfterMs };
}

interface DecidedRequest {
  readonly what: Omit<ConnectorRequest, 'serviceUrl' | 'signal'>;
  /** Where the post is, from the answer; null when that does not say it. */
  readonly postOf: (body: unknown) => Post | null;
}

function decideRequest(
  { action, target, content }: ClaimedDelivery,
  recipient: Recipient,
  bot: { readonly id: string; readonly name: string },
): DecidedRequest {
  if (action !== 'post') {
    const path = activitiesPath(target!.conversationId, target!.activityId);
    if (action === 'delete') return { what: { method: 'DELETE', path }, postOf: () => target };
    const body = { ...messageActivity(contentFor(content, recipient.locale)), id: target!.activityId };
    return { what: { method: 'PUT', path, body }, postOf: () => target };
  }
  const message = contentFor(content, recipient.locale);
  const { kind, conversationId, tenantId } = recipient;
  if (kind === 'channel' || kind === 'team') {
    // A new thread: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    const channelData = { channel: { id: conversationId }, tenant: { id: tenantId } };
    const body = { isGroup: true, bot, channelData, tenantId, activity: messageActivity(message) };
    return { what: { method: 'POST', path: 'conversations', body }, postOf: threadOf };
  }
  const body = kind === 'person' ? alertingActivity(message) : messageActivity(message);
  return {
    what: { method: 'POST', path: activitiesPath(conversationId!), body },
    postOf: (answer) => post(conversationId!, createdIds(answer).id),
  };
}

/** The documentation promises both ids; an older connector gives the conversation alone, which is named after the post. */
function threadOf(body: unknown): Post | null {
  const { id, activityId } = createdIds(body);
  return id === undefined ? null : post(id, activityId ?? id.split(';messageid=')[1]);
}

function post(conversationId: string, activityId: string | undefined): Post | null {
  return activityId === undefined ? null : { conversationId, activityId };
}

/** In the recipient's language where the content has it, else in the one that it has; Japanese first. */
function contentFor(content: Content | null, locale: string | null): CardMessage {
  const english = locale !== null && /^en\b/i.test(locale);
  const message = english ? (content?.en ?? content?.ja) : (content?.ja ?? content?.en);
  // The worker skips deliveries without content.
  return message!;
}
