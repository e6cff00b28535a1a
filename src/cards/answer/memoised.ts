import { LRUCache } from 'lru-cache';
import type { Initiative } from '../../dataset/schema.ts';
import type { Context } from '../words/row.ts';

/** A page has at most eight rows; with some kilobytes each, this is the few megabytes that popular rows are worth. */
const MOST_ROWS = 1_000;

interface Made {
  readonly initiative: Initiative;
  readonly value: unknown;
}

/** By context: a context is of one revision of the data, one language and one set of texts, none of which changes. */
const byContext = new WeakMap<Context, LRUCache<string, Made>>();

/** What `make` makes of a row, kept for the next time; `key` names everything but row and context that it depends on. */
export function memoised<T>(
  initiative: Initiative,
  context: Context,
  key: readonly unknown[],
  make: () => T,
): T {
  const all = byContext.get(context) ?? new LRUCache<string, Made>({ max: MOST_ROWS });
  byContext.set(context, all);
  const name = JSON.stringify([initiative.id, ...key]);
  const known = all.get(name);
  // The same object, not only the same id: a caller may show a row that is not (or not so) in the data.
  if (known?.initiative === initiative) return known.value as T;
  const value = make();
  all.set(name, { initiative, value });
  return value;
}
