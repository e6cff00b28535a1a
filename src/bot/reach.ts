import { LRUCache } from 'lru-cache';
import type { ReachChange, ReachStore } from '../delivery/ports.ts';

/** Tells the store who can be reached, from every turn; never throws, and loses nothing while the process lives. */
export interface LearnReach {
  (changes: readonly ReachChange[]): Promise<void>;
  /** Writes what could not be written while the database was away. */
  retry(): Promise<void>;
}

/** A conversation that goes on says the same again and again: it is written once a minute. */
const repeatMs = 60_000;
const maxRemembered = 10_000;
/** Of one person or place, when there are too many: who comes and goes all day takes no room from the others. */
const maxOfOne = 20;
const gatherMs = 250;

export function createLearnReach(
  store: Pick<ReachStore, 'apply'>,
  now: () => number,
  onError: (error: unknown) => void,
): LearnReach {
  const written = new LRUCache<string, number>({ max: maxRemembered });
  /** In order of arrival: what comes later may take back what came before. */
  let unwritten: ReachChange[] = [];
  let timer: NodeJS.Timeout | undefined;

  let writing: Promise<void> | null = null;

  /** One after another: of two writes at once the earlier could come last, and what it says would stand. */
  function write(changes: readonly ReachChange[]): Promise<void> {
    unwritten = bounded([...unwritten, ...changes]);
    writing ??= flush().finally(() => {
      writing = null;
    });
    return writing;
  }

  async function flush(): Promise<void> {
    while (unwritten.length > 0) {
      const all = unwritten;
      unwritten = [];
      try {
        await store.apply(all, now());
      } catch (error) {
        unwritten = bounded([...all, ...unwritten]);
        onError(error);
        return;
      }
    }
  }

  /** That somebody has written again is worth a transaction with others', not one of its own: each waits for the disk. */
  function later(changes: readonly ReachChange[]): void {
    unwritten.push(...changes);
    timer ??= setTimeout(() => {
      timer = undefined;
      void write([]);
    }, gatherMs).unref();
  }

  const learn = async (changes: readonly ReachChange[]) => {
    if (changes.length === 0) return;
    const key = JSON.stringify(changes);
    const before = written.get(key);
    const isNews = changes.some((change) => change.type !== 'reachable');
    if (!isNews && before !== undefined && now() - before < repeatMs) return;
    if (isNews) written.clear();
    else {
      written.set(key, now());
      // Whom nobody knew yet can be reached from this turn on.
      if (before !== undefined) {
        later(changes);
        return;
      }
    }
    await write(changes);
  };
  return Object.assign(learn, {
    retry: async () => {
      if (unwritten.length > 0) await write([]);
    },
  });
}

/** The last of each, and of all, in their order: what comes later says what holds. */
function bounded(changes: ReachChange[]): ReachChange[] {
  if (changes.length <= maxRemembered) return changes;
  const counts = new Map<string, number>();
  const last = changes.toReversed().filter((change) => {
    const id = idOf(change);
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count <= maxOfOne;
  });
  return last.slice(0, maxRemembered).reverse();
}

function idOf(change: ReachChange): string {
  if (change.type === 'reachable') return change.recipient.id;
  return change.type === 'team' ? `team:${change.teamId}` : change.id;
}
