import { z } from 'zod';
import { type RosterMember, RosterUnreadable } from '../../access/roster.ts';
import type { ReachStore } from '../../delivery/ports.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import { isObjectId } from '../../text/csv.ts';
import { pagesOf } from '../../text/pages.ts';
import type { Upload, UploadStore } from '../file-ports.ts';

const Id = z.string().min(1).max(300);
const Ids = z.array(Id).min(1).max(500);

/** As many lines as a pasted list may have. */
export const maxListed = 50_000;

/** A list that came as a file; what it names stands in the store and never changes. */
const UploadRef = z.strictObject({
  id: z.string().regex(/^upload-[a-f\d]{16}$/),
  name: z.string().max(200),
  count: z.int().min(1),
});
export type UploadRef = z.infer<typeof UploadRef>;

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
        z.strictObject({ who: z.literal('upload'), ...UploadRef.shape }),
      ]),
    )
    .min(1)
    .max(10),
  /** Guests and people of other organisations among the members of teams get it too. */
  guests: z.literal(true).optional(),
  /** Recipient ids, object ids or user principal names that get nothing. */
  exclude: z.array(Id).max(maxListed),
  /** Whole files of people that get nothing. */
  excludeUploads: z.array(UploadRef).max(10).optional(),
});
export type Audience = z.infer<typeof Audience>;
type Source = Audience['include'][number];

/** How an audience names an upload. */
export function referTo({ id, name, count }: Upload): UploadRef {
  return { id, name, count };
}

/** The files that it names, to be included or excluded. */
export function uploadsOf({ include, excludeUploads = [] }: Audience): readonly UploadRef[] {
  return [...include.flatMap((source) => (source.who === 'upload' ? [source] : [])), ...excludeUploads];
}

/** Reads a team's roster, page by page; throws RosterUnreadable when Teams does not tell it. */
type ReadRoster = (team: Recipient) => AsyncIterable<readonly RosterMember[]>;

export interface AudienceSources {
  readonly reach: ReachStore;
  readonly roster: ReadRoster;
  readonly uploads: Pick<UploadStore, 'people'>;
}

/** One of the audience; `skip` says why nothing can be sent there. */
export interface Addressee {
  readonly recipientId: string;
  /** As a roster or the reach knows it. */
  readonly name: string | null;
  readonly skip: string | null;
}

const sliceSize = 1000;

/**
 * Everyone in the audience, in pages' memory only. The same recipient may come from two sources: the ledger's unique
 * row takes the first. People from a roster whom the bot has not met are made known, so that a chat can be opened.
 */
export async function* resolveAudience(
  audience: Audience,
  sources: AudienceSources,
  now: number,
): AsyncGenerator<Addressee> {
  const { ids: excluded } = await findExcluded(audience, sources);
  for (const source of audience.include) {
    for await (const addressee of addresseesOf(source, audience.guests === true, sources, now)) {
      if (!excluded.has(addressee.recipientId)) yield addressee;
    }
  }
}

/** The Entra object ids of people by object id or user principal name; whoever is not found is left out. */
export async function findObjectIds(
  people: readonly string[],
  sources: AudienceSources,
  now: number,
): Promise<readonly string[]> {
  const named = people.map((person) => person.trim().toLowerCase()).filter((person) => person !== '');
  const ids: string[] = [];
  for (const person of named) {
    if (!isUpn(person)) {
      if (isObjectId(person)) ids.push(person);
      continue;
    }
    const audience = { include: [{ who: 'list' as const, people: [person] }], exclude: [] };
    for await (const { recipientId, skip } of resolveAudience(audience, sources, now))
      if (skip !== 'nameNotFound') ids.push(recipientId.replace(/^person:/, ''));
  }
  return ids;
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
  withGuests: boolean,
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
    case 'channels': {
      const known = await reach.getMany(source.ids);
      for (const id of source.ids) yield addressee(id, known.get(id) ?? null, 'unknownChannel');
      return;
    }
    case 'peopleOf':
      yield* membersOf(source.teamIds, withGuests, sources, now);
      return;
    case 'list':
      yield* listed(() => slicesOf(source.people), sources, now);
      return;
    case 'upload':
      yield* listed(() => sources.uploads.people(source.id), sources, now);
  }
}

/** Those that have left for good are no part of "all". */
async function* known(
  reach: ReachStore,
  filter: { kind: 'channel' | 'person'; teamId?: string },
): AsyncGenerator<Addressee> {
  for await (const page of recipientPages(reach, filter))
    for (const recipient of page)
      if (recipient.state !== 'gone') yield addressee(recipient.id, recipient, '');
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

function addressee(id: string, recipient: Recipient | null, missing: string): Addressee {
  if (recipient === null) return { recipientId: id, name: null, skip: missing };
  return {
    recipientId: id,
    name: recipient.name,
    skip: recipient.state === 'active' ? null : (recipient.reason ?? recipient.state),
  };
}

async function* membersOf(
  teamIds: readonly string[],
  withGuests: boolean,
  sources: AudienceSources,
  now: number,
): AsyncGenerator<Addressee> {
  for (const teamId of teamIds) {
    const team = await sources.reach.get(`team:${teamId}`);
    if (team?.state !== 'active') continue;
    try {
      for await (const page of sources.roster(team)) {
        const [outsiders, staff] = parted(page, ({ isGuest }) => isGuest && !withGuests);
        yield* await meet(staff, team, sources.reach, now);
        // Not made known either: they would be among "all" the next time.
        for (const member of outsiders)
          yield { recipientId: personId(member), name: member.name, skip: 'guest' };
      }
    } catch (error) {
      if (!(error instanceof RosterUnreadable)) throw error;
      // The others get it; of this team the report says that nobody knows who they are.
      yield { recipientId: team.id, name: team.name, skip: 'rosterUnreadable' };
    }
  }
}

function parted<T>(items: readonly T[], is: (item: T) => boolean): [T[], T[]] {
  return [items.filter(is), items.filter((item) => !is(item))];
}

/**
 * A chat can be opened with a member of a team that the bot is in, also when they have not added it themselves: whom
 * nobody knew yet is made known, a page at once.
 */
export async function meet(
  members: readonly RosterMember[],
  team: Recipient,
  reach: ReachStore,
  now: number,
): Promise<readonly Addressee[]> {
  const known = await reach.getMany(members.map(personId));
  const { tenantId, serviceUrl } = team;
  const unmet = { kind: 'person', teamId: null, conversationId: null, locale: null } as const;
  const strangers = members.filter((member) => !known.has(personId(member)));
  await reach.apply(
    strangers.map((member) => ({
      type: 'reachable',
      recipient: {
        ...unmet,
        id: personId(member),
        userId: member.userId,
        tenantId,
        serviceUrl,
        name: member.name,
      },
    })),
    now,
  );
  return members.map((member) => {
    const id = personId(member);
    return known.has(id)
      ? addressee(id, known.get(id)!, '')
      : { recipientId: id, name: member.name, skip: null };
  });
}

function personId(member: RosterMember): string {
  return `person:${member.aadObjectId?.toLowerCase() ?? member.userId}`;
}

type Pages = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

function* slicesOf(people: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < people.length; from += sliceSize) yield people.slice(from, from + sliceSize);
}

/** `pages` are gone through twice: the names are looked up together, for each look-up may take every roster. */
async function* listed(pages: () => Pages, sources: AudienceSources, now: number): AsyncGenerator<Addressee> {
  const byName = await findByName(await namesIn(pages()), sources);
  for await (const page of pages()) {
    const found = page.flatMap((person) => byName.get(person) ?? []);
    for (const [team, members] of Map.groupBy(found, (one) => one.team))
      yield* await meet(
        members.map((one) => one.member),
        team,
        sources.reach,
        now,
      );
    const ids = page.filter((person) => !isUpn(person)).map((person) => `person:${person}`);
    const known = await sources.reach.getMany(ids);
    for (const id of ids) yield addressee(id, known.get(id) ?? null, 'appNotInstalled');
    for (const name of page.filter((person) => isUpn(person) && !byName.has(person)))
      yield { recipientId: `person:${name}`, name, skip: 'nameNotFound' };
  }
}

async function namesIn(pages: Pages): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of pages) names.push(...page.filter(isUpn));
  return names;
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
  if (missing.size === 0) return found;
  for await (const teams of recipientPages(reach, { kind: 'team', state: 'active' })) {
    for (const team of teams) {
      for await (const page of readable(roster(team))) {
        for (const member of page) {
          const upn = member.upn?.toLowerCase();
          if (upn !== undefined && missing.delete(upn)) found.set(upn, { member, team });
        }
        if (missing.size === 0) return found;
      }
    }
  }
  return found;
}

/** As much of a roster as Teams tells: somebody may be in another team's too. */
async function* readable(roster: ReturnType<ReadRoster>): AsyncGenerator<readonly RosterMember[]> {
  try {
    yield* roster;
  } catch (error) {
    if (!(error instanceof RosterUnreadable)) throw error;
  }
}

/** Names to be left out that nobody in a known roster bears: whom they mean would get it all the same. */
export async function unknownExclusions(
  audience: Audience,
  sources: AudienceSources,
): Promise<readonly string[]> {
  return (await findExcluded(audience, sources)).unknown;
}

async function findExcluded(
  { exclude, excludeUploads = [] }: Audience,
  sources: AudienceSources,
): Promise<{ readonly ids: ReadonlySet<string>; readonly unknown: readonly string[] }> {
  const entries = [...exclude];
  for (const { id } of excludeUploads)
    for await (const page of sources.uploads.people(id)) entries.push(...page);
  const names = entries.filter(isUpn);
  const byName = await findByName(names, sources);
  const ids = entries.map((entry) => {
    const found = byName.get(entry);
    if (found) return personId(found.member);
    return /^(person|channel):/.test(entry) ? entry : `person:${entry}`;
  });
  return { ids: new Set(ids), unknown: names.filter((name) => !byName.has(name)) };
}
