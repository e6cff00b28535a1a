import { LRUCache } from 'lru-cache';
import type { Clock } from '../../calendar/clock.ts';
import type { ReachChange, ReachStore } from '../../delivery/ports.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import { pagesOf } from '../../text/pages.ts';
import { dayMs } from '../../calendar/clock.ts';

/** A channel as Teams lists it; without a name it is the General channel. */
export interface ListedChannel {
  readonly id: string;
  readonly name: string | null;
}

/** Reads all channels of a team; throws where Teams does not tell them. */
export type ListChannels = (team: Recipient) => Promise<readonly ListedChannel[]>;

/**
 * Makes all channels of a team known, those that were there before the bot among them; false where Teams does not tell
 * them. Asked again and again it looks once in a while.
 */
export type MeetChannels = (team: Recipient) => Promise<boolean>;

interface LearnChannelsPorts {
  readonly reach: Pick<ReachStore, 'apply' | 'getMany'>;
  readonly list: ListChannels;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
}

const listedForMs = 10 * 60_000;
/** It may have been a moment's failure; a form is opened again a little later. */
const failedForMs = 60_000;
const maxTeams = 10_000;

export function createMeetChannels({ reach, list, clock }: LearnChannelsPorts): MeetChannels {
  const looks = new LRUCache<string, { readonly until: number; readonly isTold: Promise<boolean> }>({
    max: maxTeams,
  });

  async function look(team: Recipient): Promise<boolean> {
    let channels: readonly ListedChannel[];
    try {
      channels = await list(team);
    } catch {
      looks.set(team.id, { until: clock.elapsed() + failedForMs, isTold: Promise.resolve(false) });
      return false;
    }
    const listed = channels.map((channel) => recipientOf(channel, team));
    const known = await reach.getMany(listed.map(({ id }) => id));
    const isNews = ({ id, name }: (typeof listed)[number]) => {
      const before = known.get(id);
      return before?.state !== 'active' || (name !== null && name !== before.name);
    };
    const changes = listed.filter(isNews).map((recipient): ReachChange => ({ type: 'reachable', recipient }));
    await reach.apply(changes, clock.now());
    return true;
  }

  return (team) => {
    const last = looks.get(team.id);
    if (last && clock.elapsed() < last.until) return last.isTold;
    const isTold = look(team);
    looks.set(team.id, { until: clock.elapsed() + listedForMs, isTold });
    return isTold;
  };
}

function recipientOf({ id, name }: ListedChannel, team: Recipient): Omit<Recipient, 'state' | 'reason'> {
  const { teamId, tenantId, serviceUrl } = team;
  return {
    id: `channel:${id}`,
    kind: 'channel',
    teamId,
    conversationId: id,
    userId: null,
    tenantId,
    serviceUrl,
    name,
    locale: null,
  };
}

/** Looks at the channels of every team once a day, a few at a time, so that a form finds them known. */
export function createLearnChannels(
  reach: Pick<ReachStore, 'list'>,
  meet: MeetChannels,
  clock: Pick<Clock, 'elapsed'>,
): () => Promise<void> {
  const looked = new LRUCache<string, true>({
    max: maxTeams,
    ttl: dayMs,
    perf: { now: () => clock.elapsed() },
  });
  return async () => {
    const pages = pagesOf<Recipient, string>(
      (page) => reach.list({ kind: 'team', state: 'active', ...page }),
      ({ id }) => id,
    );
    let left = teamsAtOnce;
    for await (const teams of pages)
      for (const team of teams) {
        if (looked.has(team.id)) continue;
        if (left === 0) return;
        left -= 1;
        if (await meet(team)) looked.set(team.id, true);
      }
  };
}

/** A tick of five seconds has room for so many beside what is to be sent. */
const teamsAtOnce = 10;
