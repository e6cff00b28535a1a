import { z } from 'zod';
import type { ReachChange } from './ports.ts';
import type { Recipient } from './recipient.ts';

const text = z.string().min(1).max(1000);
/** As Teams makes them: what is stored under it has to fit into an index, together with what else arrived just then. */
const id = z.string().regex(/^[\x21-\x7e]{1,500}$/);
const named = z.object({ id, name: text.nullish().catch(null) });
const account = z.object({
  id,
  aadObjectId: id.toLowerCase().nullish().catch(null),
  tenantId: id.nullish().catch(null),
  name: text.nullish().catch(null),
});
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

/** Of an activity, what matters here; a part of the wrong shape counts as absent, for an event must never break a turn. */
const ReachActivity = z.object({
  type: z.string(),
  action: maybe(z.string()),
  serviceUrl: text,
  locale: maybe(z.string().max(35)),
  from: maybe(account),
  recipient: maybe(z.object({ id })),
  conversation: z.object({
    id,
    conversationType: maybe(z.string()),
    tenantId: maybe(id),
    name: maybe(text),
  }),
  membersAdded: maybe(z.array(z.object({ id: text }))),
  membersRemoved: maybe(z.array(z.object({ id: text }))),
  channelData: maybe(
    z.object({
      eventType: maybe(z.string()),
      team: maybe(named),
      channel: maybe(named),
      tenant: maybe(z.object({ id })),
      settings: maybe(z.object({ selectedChannel: maybe(named) })),
    }),
  ),
});
type ReachActivity = z.infer<typeof ReachActivity>;

/**
 * What an arriving activity (already authenticated, of an allowed tenant) changes in who can be reached.
 * Anything unknown or unreadable changes nothing.
 * Events: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
export function decideReach(activity: unknown): readonly ReachChange[] {
  const parsed = ReachActivity.safeParse(activity);
  if (!parsed.success) return [];
  const event = withoutContradiction(parsed.data);
  const here = placesOf(event);
  if (here === null) return [];
  if (event.type === 'installationUpdate') {
    if (event.action === 'remove') return leave(event);
    // An upgrade removes and adds at once: whoever was reachable still is.
    if (event.action === 'remove-upgrade') return [];
    return here.map(reachable);
  }
  if (event.type !== 'conversationUpdate') return here.map(reachable);

  const { team, channel, eventType } = event.channelData ?? {};
  const botId = event.recipient?.id;
  if (botId !== undefined && event.membersRemoved?.some((member) => member.id === botId)) return leave(event);
  switch (eventType) {
    case 'channelDeleted':
      return channel ? [{ type: 'gone', id: `channel:${channel.id}`, reason: 'channelDeleted' }] : [];
    case 'teamDeleted':
    case 'teamHardDeleted':
      return team ? [{ type: 'team', teamId: team.id, state: 'gone', reason: 'teamDeleted' }] : [];
    case 'teamArchived':
      return team ? [{ type: 'team', teamId: team.id, state: 'parked', reason: 'teamArchived' }] : [];
    case 'teamRestored':
    case 'teamUnarchived':
      return team
        ? [{ type: 'team', teamId: team.id, state: 'active', reason: eventType }, ...here.map(reachable)]
        : [];
    default:
      return here.map(reachable);
  }
}

/** A personal chat is in no team: nothing that is said there of one changes who can be reached. */
function withoutContradiction(event: ReachActivity): ReachActivity {
  if (event.conversation.conversationType !== 'personal' || !event.channelData) return event;
  return { ...event, channelData: { ...event.channelData, team: null, channel: null } };
}

function reachable(recipient: Omit<Recipient, 'state' | 'reason'>): ReachChange {
  return { type: 'reachable', recipient };
}

function leave(event: ReachActivity): readonly ReachChange[] {
  const team = event.channelData?.team;
  if (team) return [{ type: 'team', teamId: team.id, state: 'gone', reason: 'uninstalled' }];
  return (placesOf(event) ?? []).map(({ id }) => ({ type: 'gone', id, reason: 'uninstalled' }));
}

/** The places that the activity speaks of: a team with the channel concerned, a group chat, or a person. */
function placesOf(event: ReachActivity): Omit<Recipient, 'state' | 'reason'>[] | null {
  const { conversation, channelData } = event;
  const tenantId = channelData?.tenant?.id ?? conversation.tenantId;
  if (!tenantId) return null;
  const common = { teamId: null, userId: null, tenantId, serviceUrl: event.serviceUrl, locale: null };
  const team = channelData?.team;
  if (team) {
    const places: Omit<Recipient, 'state' | 'reason'>[] = [
      {
        ...common,
        id: `team:${team.id}`,
        kind: 'team',
        teamId: team.id,
        conversationId: team.id,
        name: team.name ?? null,
      },
    ];
    // The id of a team is that of its General channel.
    const inChannel = channelData.channel ??
      channelData.settings?.selectedChannel ?? { id: team.id, name: null };
    places.push({
      ...common,
      id: `channel:${inChannel.id}`,
      kind: 'channel',
      teamId: team.id,
      conversationId: inChannel.id,
      name: inChannel.name ?? null,
    });
    return places;
  }
  const conversationId = conversation.id.split(';')[0]!;
  if (conversation.conversationType === 'groupChat')
    return [
      {
        ...common,
        id: `chat:${conversationId}`,
        kind: 'chat',
        conversationId,
        name: conversation.name ?? null,
      },
    ];
  if (conversation.conversationType === 'personal' && event.from) {
    // In some conversationUpdates of a personal chat the bot itself is the sender: then there is no person to learn.
    if (event.from.id === event.recipient?.id) return [];
    // Somebody of another organisation who writes to the bot is answered, and not one of "everyone".
    if (isForeign(event.from.tenantId, tenantId)) return [];
    return [
      {
        ...common,
        id: `person:${event.from.aadObjectId ?? event.from.id}`,
        kind: 'person',
        conversationId,
        userId: event.from.id,
        name: event.from.name ?? null,
        locale: event.locale ?? null,
      },
    ];
  }
  return [];
}

/** Whether the person's own tenant, where Teams says it, is not the one that the conversation is in. */
export function isForeign(own: string | null | undefined, tenantId: string): boolean {
  return own != null && own.toLowerCase() !== tenantId.toLowerCase();
}
