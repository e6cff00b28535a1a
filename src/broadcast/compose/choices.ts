import type { FormSearch, Offered, PlaceView } from '../cards/view.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { ReachStore } from '../../delivery/ports.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import type { Lang } from '../../question/answer.ts';
import { type AudienceSources, recipientPages } from '../decide/people.ts';
import { foldText } from '../../text/fold.ts';

/** Finds initiatives by a person's own words, best first. */
export type FindInitiatives = (words: string, lang: Lang) => readonly Initiative[];

/** So many rows are listed without a search; of more, so many at most that were found. */
const maxRows = 12;
/** The same for teams (as people and as channels) and channels. */
const maxPlaces = 30;
const maxFoundPlaces = 20;

/** The rows that a form offers: all of a small document, else the chosen ones and those that the words find. */
export function offerInitiatives(
  all: readonly Initiative[],
  chosenIds: readonly string[],
  words: string,
  find: (words: string) => readonly Initiative[],
): Offered<Initiative> {
  if (all.length <= maxRows) return { choices: all, search: null };
  const chosen = all.filter(({ id }) => chosenIds.includes(id));
  if (words.trim() === '') return { choices: chosen, search: { words, found: null } };
  const found = find(words);
  const shown = found.slice(0, maxRows);
  return {
    choices: [...new Set([...chosen, ...shown])],
    search: searched(words, found.length, shown.length),
  };
}

function searched(words: string, count: number, shown: number): FormSearch {
  return { words, found: { count, shown } };
}

/** The teams and channels that a form offers, by the same rule. `chosen`: values of a form's choices. */
export async function offerPlaces(
  chosen: readonly string[],
  words: string,
  { reach, channels }: Pick<AudienceSources, 'reach' | 'channels'>,
): Promise<Offered<PlaceView>> {
  // All of their channels, also those that were there before the bot.
  const teams = await reach.list({ kind: 'team', state: 'active', limit: maxPlaces });
  await Promise.all(teams.map((team) => channels(team)));
  const few = await someActive(reach, maxPlaces + 1);
  if (few.teams.length * 2 + few.channels.length <= maxPlaces) {
    const byId = new Map(few.teams.map((team) => [team.teamId, team]));
    const all = [...teamPlaces(few.teams), ...channelPlaces(few.channels, byId)].sort(inOrder);
    const listed = new Set(all.map(({ value }) => value));
    const others = await knownPlaces(
      chosen.filter((value) => !listed.has(value)),
      reach,
    );
    return { choices: [...others, ...all], search: null };
  }
  const places = await knownPlaces(chosen, reach);
  const terms = words
    .split(/\s+/)
    .map(foldText)
    .filter((term) => term !== '');
  if (terms.length === 0) return { choices: places, search: { words, found: null } };
  const found = (await findPlaces(terms, reach)).sort(inOrder);
  const shown = found.slice(0, maxFoundPlaces);
  const isNew = ({ value }: PlaceView) => !chosen.includes(value);
  return {
    choices: [...places, ...shown.filter(isNew)],
    search: searched(words, found.length, shown.length),
  };
}

async function someActive(reach: ReachStore, limit: number) {
  return {
    teams: await reach.list({ kind: 'team', state: 'active', limit }),
    channels: await reach.list({ kind: 'channel', state: 'active', limit }),
  };
}

/** A choice's place as people know it; null when the choice is of another kind. */
export async function placeOf(value: string, reach: ReachStore): Promise<PlaceView | null> {
  const [, who, id] = /^(peopleOf|channelsOf|channel):(.+)$/.exec(value) ?? [];
  if (who === undefined || id === undefined) return null;
  if (who === 'channel') {
    const channel = await reach.get(value);
    if (channel === null) return { who, value, team: id, channel: null };
    return channelPlace(channel, channel.teamId === null ? null : await reach.get(`team:${channel.teamId}`));
  }
  const team = await reach.get(`team:${id}`);
  return { who: who === 'peopleOf' ? who : 'channelsOf', value, team: team?.name ?? id };
}

/** Forged data could ask for thousands; saving refuses long before. */
const maxKnown = 200;

async function knownPlaces(values: readonly string[], reach: ReachStore): Promise<readonly PlaceView[]> {
  const places = await Promise.all(values.slice(0, maxKnown).map((value) => placeOf(value, reach)));
  return places.filter((place) => place !== null);
}

function channelPlace({ id, teamId, name }: Recipient, team: Recipient | null): PlaceView {
  return { who: 'channel', value: id, team: team?.name ?? teamId ?? id, channel: name };
}

function teamPlaces(teams: readonly Recipient[]): PlaceView[] {
  return teams
    .flatMap(({ teamId, name }): PlaceView[] => {
      const team = name ?? teamId ?? '';
      return [
        { who: 'peopleOf', value: `peopleOf:${teamId ?? ''}`, team },
        { who: 'channelsOf', value: `channelsOf:${teamId ?? ''}`, team },
      ];
    })
    .filter(isParted);
}

function channelPlaces(
  channels: readonly Recipient[],
  teams: ReadonlyMap<string | null, Recipient>,
): PlaceView[] {
  return channels.map((channel) => channelPlace(channel, teams.get(channel.teamId) ?? null)).filter(isParted);
}

/** A choice's values come back parted by commas. */
function isParted({ value }: PlaceView): boolean {
  return !value.includes(',');
}

/** Names of the General channel, to find it by. */
const general = '一般 General';

/** Every place of which the team's and channel's names hold all terms; page by page, so that others get a turn. */
async function findPlaces(terms: readonly string[], reach: ReachStore): Promise<PlaceView[]> {
  const isMeant = (place: PlaceView) => {
    const name = foldText(place.who === 'channel' ? `${place.team} ${place.channel ?? general}` : place.team);
    return terms.every((term) => name.includes(term));
  };
  const teams: Recipient[] = [];
  const found: PlaceView[] = [];
  for await (const page of recipientPages(reach, { kind: 'team', state: 'active' })) {
    teams.push(...page);
    found.push(...teamPlaces(page).filter(isMeant));
  }
  const byId = new Map(teams.map((team) => [team.teamId, team]));
  for await (const page of recipientPages(reach, { kind: 'channel', state: 'active' }))
    found.push(...channelPlaces(page, byId).filter(isMeant));
  return found;
}

const kinds = ['peopleOf', 'channelsOf', 'channel'];

/** By team, its people and channels as a whole before its single channels. */
function inOrder(a: PlaceView, b: PlaceView): number {
  return (
    compare(a.team, b.team) ||
    kinds.indexOf(a.who) - kinds.indexOf(b.who) ||
    compare(a.who === 'channel' ? (a.channel ?? '') : '', b.who === 'channel' ? (b.channel ?? '') : '')
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
