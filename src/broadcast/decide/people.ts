import { type RosterMember, RosterUnreadable } from '../../access/roster.ts';
import type { ReachChange, ReachStore } from '../../delivery/ports.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import { LargeSet } from '../../text/large-set.ts';
import { pagesOf, slicesOf } from '../../text/pages.ts';
import type { UploadStore } from '../file-ports.ts';

/** Reads a team's roster, page by page; throws RosterUnreadable when Teams does not tell it. */
type ReadRoster = (team: Recipient) => AsyncIterable<readonly RosterMember[]>;

export interface AudienceSources {
  readonly reach: ReachStore;
  readonly roster: ReadRoster;
  readonly uploads: Pick<UploadStore, 'people'>;
  /** Makes all channels of a team known; false where Teams does not tell them. */
  readonly channels: (team: Recipient) => Promise<boolean>;
}

/** One of the audience; `skip` says why nothing can be sent there. */
export interface Addressee {
  readonly recipientId: string;
  /** As a roster or the reach knows it. */
  readonly name: string | null;
  readonly skip: string | null;
}

/** All that the reach knows of a kind, in order of id. */
export function recipientPages(
  reach: Pick<ReachStore, 'list'>,
  filter: Omit<Parameters<ReachStore['list']>[0], 'after' | 'limit'>,
): AsyncGenerator<readonly Recipient[]> {
  return pagesOf<Recipient, string>(
    (page) => reach.list({ ...filter, ...page }),
    ({ id }) => id,
  );
}

/** Somebody, or a channel, as the reach knows it; `missing`: why nothing gets to what it does not know. */
export function addressee(id: string, recipient: Recipient | null, missing: string): Addressee {
  if (recipient === null) return { recipientId: id, name: null, skip: missing };
  return {
    recipientId: id,
    name: recipient.name,
    skip: recipient.state === 'active' ? null : (recipient.reason ?? recipient.state),
  };
}

/**
 * A chat can be opened with a member of a team that the bot is in, also when they have not added it themselves: whom
 * nobody knew yet is made known, and whoever could not be reached before can be again, a page at once.
 */
export async function meet(
  members: readonly RosterMember[],
  team: Recipient,
  reach: ReachStore,
  now: number,
): Promise<readonly Addressee[]> {
  const known = await reach.getMany(members.map(personId));
  const unmet = members.filter((member) => known.get(personId(member))?.state !== 'active');
  const changes: ReachChange[] = unmet.map((member) => ({
    type: 'reachable',
    recipient: recipientOf(member, team),
  }));
  await reach.apply([...changes, ...(await namesToLearn(members, reach))], now);
  return members.map((member) => {
    const id = personId(member);
    return { recipientId: id, name: member.name ?? known.get(id)?.name ?? null, skip: null };
  });
}

function recipientOf(
  member: RosterMember,
  { tenantId, serviceUrl }: Recipient,
): Omit<Recipient, 'state' | 'reason'> {
  const { userId, name } = member;
  const id = personId(member);
  return {
    id,
    kind: 'person',
    teamId: null,
    conversationId: null,
    userId,
    tenantId,
    serviceUrl,
    name,
    locale: null,
  };
}

/** What a roster tells of names to sign in by, as far as it is news. */
async function namesToLearn(
  members: readonly RosterMember[],
  reach: ReachStore,
): Promise<readonly ReachChange[]> {
  const staff = members.filter(({ upn, isGuest }) => upn !== null && !isGuest);
  const known = await reach.byUpn(staff.map(({ upn }) => upn!.toLowerCase()));
  return staff
    .map((member) => ({ id: personId(member), upn: member.upn!.toLowerCase() }))
    .filter(({ id, upn }) => known.get(upn)?.id !== id)
    .map((one) => ({ type: 'named', ...one }));
}

/** How the reach knows a member of a team. */
export function personId(member: RosterMember): string {
  return `person:${member.aadObjectId?.toLowerCase() ?? member.userId}`;
}

/** Whether it is a name to sign in by, and no object id. */
export function isUpn(text: string): boolean {
  return text.includes('@');
}

/** Who bears a name. */
interface FoundByName {
  /** Those whom Teams has told of before. */
  readonly people: ReadonlyMap<string, Recipient>;
  /** Those who have been found in a team's roster just now. */
  readonly members: ReadonlyMap<string, { readonly member: RosterMember; readonly team: Recipient }>;
}

/** So many names at a time, for each is a parameter of a query. */
const namesAtOnce = 500;

/**
 * The bot has no directory of its own: names are looked up among those that Teams has told of, and then in the rosters
 * of the teams that it is in. Whoever can be reached no more may be again by a roster.
 */
export async function findByName(
  names: readonly string[],
  { reach, roster }: AudienceSources,
): Promise<FoundByName> {
  const people = new Map<string, Recipient>();
  const missing = new LargeSet();
  for await (const some of slicesOf(names, namesAtOnce)) {
    const known = await reach.byUpn(some);
    for (const name of some) {
      const person = known.get(name);
      if (person) people.set(name, person);
      if (person?.state !== 'active') missing.add(name);
    }
  }
  const members = new Map<string, { member: RosterMember; team: Recipient }>();
  const found = { people, members };
  if (missing.size === 0) return found;
  for await (const teams of recipientPages(reach, { kind: 'team', state: 'active' })) {
    for (const team of teams) {
      for await (const page of readable(roster(team))) {
        for (const member of page) {
          const upn = member.upn?.toLowerCase();
          if (upn === undefined || !missing.delete(upn)) continue;
          members.set(upn, { member, team });
          people.delete(upn);
        }
        if (missing.size === 0) return found;
      }
    }
  }
  return found;
}

/** Everybody in the teams that the bot is in, as far as Teams tells. */
export async function* rosterMembers({
  reach,
  roster,
}: Pick<AudienceSources, 'reach' | 'roster'>): AsyncGenerator<RosterMember> {
  for await (const teams of recipientPages(reach, { kind: 'team', state: 'active' }))
    for (const team of teams) for await (const page of readable(roster(team))) yield* page;
}

/** As much of a roster as Teams tells: somebody may be in another team's too. */
async function* readable(roster: ReturnType<ReadRoster>): AsyncGenerator<readonly RosterMember[]> {
  try {
    yield* roster;
  } catch (error) {
    if (!(error instanceof RosterUnreadable)) throw error;
  }
}
