import { LRUCache } from 'lru-cache';
import type { RosterMember } from '../../access/roster.ts';
import type { Clock } from '../../calendar/clock.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import { shared, yieldTurn } from '../../text/pages.ts';
import type { TeamsReading } from './teams-reading.ts';

type Page = readonly RosterMember[];

/** Who is in a team changes slowly, and a draft's preview, its sending and its plan ask within minutes of each other. */
const cachedMs = 3 * 60_000;
/** A few dozen MB; a larger roster is read anew each time. */
const maxMembers = 100_000;

/**
 * Reads each roster once for all who ask at the same time or within three minutes of the reading; what Teams has
 * refused is asked anew. Not for roles: who leaves a team must lose them in time.
 */
export function cacheRosters(
  read: TeamsReading['roster'],
  clock: Pick<Clock, 'elapsed'>,
): TeamsReading['roster'] {
  const cache = new LRUCache<string, readonly Page[]>({
    maxSize: maxMembers,
    sizeCalculation: (pages) =>
      Math.max(
        1,
        pages.reduce((sum, page) => sum + page.length, 0),
      ),
    ttl: cachedMs,
    ttlAutopurge: true,
    ttlResolution: 0,
    perf: { now: () => clock.elapsed() },
  });
  const underWay = new Map<string, () => AsyncGenerator<Page>>();

  function begin(team: Recipient): () => AsyncGenerator<Page> {
    const { pages, whole } = shared(read(team));
    underWay.set(team.id, pages);
    whole
      .then((all) => cache.set(team.id, all))
      // Whoever reads has it from the pages.
      .catch(() => undefined)
      .finally(() => underWay.delete(team.id));
    return pages;
  }

  return async function* roster(team) {
    const known = cache.get(team.id);
    for await (const page of known ?? (underWay.get(team.id) ?? begin(team))()) {
      yield page;
      // What is there need not be waited for, and an embedded database answers without ever letting go.
      await yieldTurn();
    }
  };
}
