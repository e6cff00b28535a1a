import { z } from 'zod';
import { RosterUnreadable } from '../../access/roster.ts';
import type { ReachStore } from '../../delivery/ports.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import { isObjectId } from '../../text/csv.ts';
import { LargeSet } from '../../text/large-set.ts';
import { slicesOf } from '../../text/pages.ts';
import type { Upload } from '../file-ports.ts';
import {
  type Addressee,
  addressee,
  type AudienceSources,
  findByName,
  isUpn,
  meet,
  personId,
  recipientPages,
} from './people.ts';

const Id = z.string().min(1).max(300);
const Ids = z.array(Id).min(1).max(500);

/** As many lines as a pasted list may have. */
export const maxListed = 50_000;

/** A list that came as a file; what it names stands in the store and never changes. */
const UploadRef = z.strictObject({
  id: z.string().regex(/^upload-[a-f\d]{16}(?:[a-f\d]{16})?$/),
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

/** What is looked up at a time: some ms on a busy machine. */
const sliceSize = 500;

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
  /** Ids of teams of which Teams did not tell who or what is in them: how many that would be, nobody knows. */
  readonly untold: readonly string[];
}

/** Counts each recipient once. */
export async function countAudience(addressees: AsyncIterable<Addressee>): Promise<AudienceCount> {
  const seen = new LargeSet();
  const unreachable: Record<string, number> = {};
  const untold = new Set<string>();
  let reachable = 0;
  for await (const { recipientId, skip } of addressees) {
    if (!seen.add(recipientId)) continue;
    if (skip === null) reachable += 1;
    else unreachable[skip] = (unreachable[skip] ?? 0) + 1;
    if (skip === 'rosterUnreadable' || skip === 'channelsUnreadable') untold.add(recipientId);
  }
  return { reachable, unreachable, untold: [...untold] };
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
      for await (const teams of recipientPages(reach, { kind: 'team', state: 'active' }))
        yield* channelsUntold(teams, sources);
      yield* known(reach, { kind: 'channel' });
      return;
    case 'allPeople':
      yield* known(reach, { kind: 'person' });
      return;
    case 'channelsOf':
      for (const teamId of source.teamIds) {
        const team = await reach.get(`team:${teamId}`);
        if (team?.state === 'active') yield* channelsUntold([team], sources);
        yield* known(reach, { kind: 'channel', teamId });
      }
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
      yield* listed(() => slicesOf(source.people, sliceSize), sources, now);
      return;
    case 'upload':
      yield* listed(() => peopleOf(source, sources), sources, now);
  }
}

/** Of a slow Teams no more is asked at a time. */
const teamsAtOnce = 10;

/** Makes the channels of these teams known; what comes back are the teams of which Teams does not tell them. */
async function* channelsUntold(
  teams: readonly Recipient[],
  { channels }: AudienceSources,
): AsyncGenerator<Addressee> {
  for (let from = 0; from < teams.length; from += teamsAtOnce) {
    const some = teams.slice(from, from + teamsAtOnce);
    const told = await Promise.all(some.map((team) => channels(team)));
    for (const { id, name } of some.filter((_, index) => !told[index]))
      yield { recipientId: id, name, skip: 'channelsUnreadable' };
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

type Pages = AsyncIterable<readonly string[]>;

/** `pages` are gone through twice: the names are looked up together, for each look-up may take every roster. */
async function* listed(pages: () => Pages, sources: AudienceSources, now: number): AsyncGenerator<Addressee> {
  const { reach } = sources;
  const { people, members } = await findByName(await namesIn(pages()), sources);
  for await (const page of pages()) {
    const found = page.flatMap((person) => members.get(person) ?? []);
    for (const [team, some] of Map.groupBy(found, (one) => one.team))
      yield* await meet(
        some.map((one) => one.member),
        team,
        reach,
        now,
      );
    for (const recipient of page.flatMap((person) => people.get(person) ?? []))
      yield addressee(recipient.id, recipient, '');
    const ids = page.filter((person) => !isUpn(person)).map((person) => `person:${person}`);
    const known = await reach.getMany(ids);
    for (const id of ids) yield addressee(id, known.get(id) ?? null, 'appNotInstalled');
    for (const name of page.filter((person) => isUpn(person) && !people.has(person) && !members.has(person)))
      yield { recipientId: `person:${name}`, name, skip: 'nameNotFound' };
  }
}

/** Who stands in a file. */
async function* peopleOf({ id }: UploadRef, { uploads }: AudienceSources): AsyncGenerator<readonly string[]> {
  for await (const page of uploads.people(id)) yield* slicesOf(page, sliceSize);
}

async function namesIn(pages: Pages): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of pages) names.push(...page.filter(isUpn));
  return names;
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
): Promise<{ readonly ids: Pick<LargeSet, 'has'>; readonly unknown: readonly string[] }> {
  const entries = [...exclude];
  for (const { id } of excludeUploads)
    for await (const page of sources.uploads.people(id)) entries.push(...page);
  const { people, members } = await findByName(await namesIn(slicesOf(entries, sliceSize)), sources);
  const ids = new LargeSet();
  const unknown: string[] = [];
  for await (const some of slicesOf(entries, sliceSize)) {
    for (const entry of some) {
      const member = members.get(entry)?.member;
      const person = people.get(entry);
      if (isUpn(entry) && !member && !person) unknown.push(entry);
      ids.add(member ? personId(member) : (person?.id ?? idOf(entry)));
    }
  }
  return { ids, unknown };
}

/** Of somebody or a channel that is named by an id of Teams or the bot's own. */
function idOf(entry: string): string {
  return /^(person|channel):/.test(entry) ? entry : `person:${entry}`;
}
