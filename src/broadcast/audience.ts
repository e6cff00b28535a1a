import { z } from 'zod';
import type { ReachStore } from '../delivery/ports.ts';
import type { Recipient } from '../delivery/recipient.ts';

const Id = z.string().min(1).max(300);
const Ids = z.array(Id).min(1).max(500);

/** As many lines as a list may have: a city's whole staff, and an upload that is still read at once. */
export const maxListed = 50_000;

/** Whom a broadcast is for. Sources add up; a person or channel counts once, however many sources name it. */
export const Audience = z.strictObject({
  include: z
    .array(
      z.discriminatedUnion('who', [
        z.strictObject({ who: z.literal('allChannels') }),
        z.strictObject({ who: z.literal('allPeople') }),
        /** Every known channel of these teams. */
        z.strictObject({ who: z.literal('channelsOf'), teamIds: Ids }),
        /** Recipient ids, `channel:19:…`. */
        z.strictObject({ who: z.literal('channels'), ids: Ids }),
        /** The members of these teams, one by one. */
        z.strictObject({ who: z.literal('peopleOf'), teamIds: Ids }),
        /** Entra object ids or user principal names, in lower case. */
        z.strictObject({ who: z.literal('list'), people: z.array(Id).min(1).max(maxListed) }),
      ]),
    )
    .min(1)
    .max(10),
  /** Recipient ids, object ids or user principal names that get nothing. */
  exclude: z.array(Id).max(maxListed),
});
export type Audience = z.infer<typeof Audience>;
type Source = Audience['include'][number];

/** A person as a team's roster shows them. */
export interface RosterMember {
  readonly userId: string;
  readonly aadObjectId: string | null;
  readonly upn: string | null;
  readonly name: string | null;
  /** Not of the city's own staff, as far as Teams tells. */
  readonly isGuest: boolean;
}

/** Reads a team's roster, page by page; throws when Teams refuses. */
type ReadRoster = (team: Recipient) => AsyncIterable<readonly RosterMember[]>;

export interface AudienceSources {
  readonly reach: ReachStore;
  readonly roster: ReadRoster;
}

/** One of the audience; `skip` says why nothing can be sent there. */
export interface Addressee {
  readonly recipientId: string;
  readonly skip: string | null;
}

const pageSize = 1000;

/**
 * Everyone in the audience, in pages' memory only. The same recipient may come from two sources: the ledger's unique
 * row takes the first. People from a roster whom the bot has not met are made known, so that a chat can be opened.
 */
export async function* resolveAudience(
  audience: Audience,
  sources: AudienceSources,
  now: number,
): AsyncGenerator<Addressee> {
  const excluded = await excludedIds(audience, sources);
  for (const source of audience.include) {
    for await (const addressee of addresseesOf(source, sources, now)) {
      if (!excluded.has(addressee.recipientId)) yield addressee;
    }
  }
}

/** What the author is told before sending. */
export interface AudienceCount {
  readonly reachable: number;
  /** By reason. */
  readonly unreachable: Readonly<Record<string, number>>;
}

/** Counts each recipient once. */
export async function countAudience(addressees: AsyncIterable<Addressee>): Promise<AudienceCount> {
  const seen = new Set<string>();
  const unreachable: Record<string, number> = {};
  let reachable = 0;
  for await (const { recipientId, skip } of addressees) {
    if (seen.has(recipientId)) continue;
    seen.add(recipientId);
    if (skip === null) reachable += 1;
    else unreachable[skip] = (unreachable[skip] ?? 0) + 1;
  }
  return { reachable, unreachable };
}

async function* addresseesOf(
  source: Source,
  sources: AudienceSources,
  now: number,
): AsyncGenerator<Addressee> {
  const { reach } = sources;
  switch (source.who) {
    case 'allChannels':
      yield* known(reach, { kind: 'channel' });
      return;
    case 'allPeople':
      yield* known(reach, { kind: 'person' });
      return;
    case 'channelsOf':
      for (const teamId of source.teamIds) yield* known(reach, { kind: 'channel', teamId });
      return;
    case 'channels':
      for (const id of source.ids) yield addressee(id, await reach.get(id), 'unknownChannel');
      return;
    case 'peopleOf':
      yield* membersOf(source.teamIds, sources, now);
      return;
    case 'list':
      yield* listed(source.people, sources, now);
  }
}

/** Those that have left for good are no part of "all". */
async function* known(
  reach: ReachStore,
  filter: { kind: 'channel' | 'person'; teamId?: string },
): AsyncGenerator<Addressee> {
  let after: string | undefined;
  for (;;) {
    const page = await reach.list({ ...filter, ...(after !== undefined && { after }), limit: pageSize });
    for (const recipient of page) {
      if (recipient.state !== 'gone') yield addressee(recipient.id, recipient, '');
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.id;
  }
}

function addressee(id: string, recipient: Recipient | null, missing: string): Addressee {
  if (recipient === null) return { recipientId: id, skip: missing };
  return {
    recipientId: id,
    skip: recipient.state === 'active' ? null : (recipient.reason ?? recipient.state),
  };
}

async function* membersOf(
  teamIds: readonly string[],
  sources: AudienceSources,
  now: number,
): AsyncGenerator<Addressee> {
  for (const teamId of teamIds) {
    const team = await sources.reach.get(`team:${teamId}`);
    if (team?.state !== 'active') continue;
    for await (const page of sources.roster(team)) {
      for (const member of page) yield await meet(member, team, sources.reach, now);
    }
  }
}

/** A chat can be opened with a member of a team that the bot is in, also when they have not added it themselves. */
export async function meet(
  member: RosterMember,
  team: Recipient,
  reach: ReachStore,
  now: number,
): Promise<Addressee> {
  const id = personId(member);
  const recipient = await reach.get(id);
  if (recipient !== null) return addressee(id, recipient, '');
  const { tenantId, serviceUrl } = team;
  const unmet = { kind: 'person', teamId: null, conversationId: null, locale: null } as const;
  await reach.apply(
    [
      {
        type: 'reachable',
        recipient: { ...unmet, id, userId: member.userId, tenantId, serviceUrl, name: member.name },
      },
    ],
    now,
  );
  return { recipientId: id, skip: null };
}

function personId(member: RosterMember): string {
  return `person:${member.aadObjectId ?? member.userId}`;
}

async function* listed(
  people: readonly string[],
  sources: AudienceSources,
  now: number,
): AsyncGenerator<Addressee> {
  const byName = await findByName(people.filter(isUpn), sources);
  for (const person of people) {
    const found = byName.get(person);
    if (found) yield await meet(found.member, found.team, sources.reach, now);
    else if (isUpn(person)) yield { recipientId: `person:${person}`, skip: 'nameNotFound' };
    else yield addressee(`person:${person}`, await sources.reach.get(`person:${person}`), 'appNotInstalled');
  }
}

export function isUpn(text: string): boolean {
  return text.includes('@');
}

/** The bot has no directory of its own: names are looked up in the rosters of the teams that it is in. */
async function findByName(
  names: readonly string[],
  { reach, roster }: AudienceSources,
): Promise<ReadonlyMap<string, { readonly member: RosterMember; readonly team: Recipient }>> {
  const missing = new Set(names);
  const found = new Map<string, { member: RosterMember; team: Recipient }>();
  let after: string | undefined;
  while (missing.size > 0) {
    const teams = await reach.list({
      kind: 'team',
      state: 'active',
      ...(after !== undefined && { after }),
      limit: pageSize,
    });
    for (const team of teams) {
      for await (const page of roster(team)) {
        for (const member of page) {
          const upn = member.upn?.toLowerCase();
          if (upn !== undefined && missing.delete(upn)) found.set(upn, { member, team });
        }
        if (missing.size === 0) return found;
      }
    }
    const last = teams.at(-1);
    if (!last || teams.length < pageSize) return found;
    after = last.id;
  }
  return found;
}

async function excludedIds(audience: Audience, sources: AudienceSources): Promise<ReadonlySet<string>> {
  const { exclude } = audience;
  const byName = await findByName(exclude.filter(isUpn), sources);
  return new Set(
    exclude.map((entry) => {
      const found = byName.get(entry);
      if (found) return personId(found.member);
      return /^(person|channel):/.test(entry) ? entry : `person:${entry}`;
    }),
  );
}
