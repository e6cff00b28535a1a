import { LRUCache } from 'lru-cache';
import { type Clock, waitAtMost } from '../calendar/clock.ts';

/** What Teams says of somebody now: `outsider`, a guest, of another organisation, or not there any more; null: nothing. */
export type AskStanding = (personId: string) => Promise<'staff' | 'outsider' | null>;

/** Whether somebody speaks for no office, whatever role was given to their name. */
export type IsOutsider = (personId: string) => Promise<boolean>;

/** Who leaves, or becomes a guest, loses what they hold within this time. */
const freshMs = 3 * 60_000;
/** Somebody waits for an answer, and Teams for ours. */
const patienceMs = 4000;
/** Many times those who hold a role by name. */
const mostPeople = 1000;

/** Asks now and then; while Teams says nothing, what it said last holds. */
export function createOutsiders(ask: AskStanding, clock: Pick<Clock, 'elapsed' | 'sleep'>): IsOutsider {
  const said = new LRUCache<string, 'staff' | 'outsider'>({ max: mostPeople });
  const asked = new LRUCache<string, { readonly at: number; readonly answer: Promise<void> }>({
    max: mostPeople,
  });
  const askAnew = (id: string): Promise<void> => {
    const answer = ask(id).then(
      (standing) => {
        if (standing) said.set(id, standing);
      },
      () => undefined,
    );
    asked.set(id, { at: clock.elapsed(), answer });
    return answer;
  };
  return async (id) => {
    const before = asked.get(id);
    const isFresh = before !== undefined && clock.elapsed() - before.at < freshMs;
    await waitAtMost(isFresh ? before.answer : askAnew(id), patienceMs, clock);
    return said.get(id) === 'outsider';
  };
}
