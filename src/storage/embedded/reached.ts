import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivate } from '../sqlite.ts';

/**
 * How far the embedded database has come, kept beside it: when the file has come further than the database, that is an
 * older state of itself (a copy put there by hand, its log deleted).
 */
export interface Reached {
  /** null: there is none yet. */
  read(): ReachedMark | null;
  write(mark: ReachedMark): void;
  close(): void;
}

interface ReachedMark {
  /** The store's own id. */
  readonly store: string;
  /** Infinity: a copy has been put in place. */
  readonly count: number;
}

const file = 'reached';
/** One length, so that it is written over in place, also on a disk that is full. */
const length = 80;

export function openReached(dataDir: string): Reached {
  const path = join(dataDir, file);
  let open: number | null = null;
  return {
    read: () => (existsSync(path) ? parse(readFileSync(path, 'utf8')) : null),
    write({ store, count }) {
      if (open === null) {
        makePrivate(path);
        open = openSync(path, 'r+');
      }
      writeSync(open, `${store} ${count}`.padEnd(length), 0);
    },
    close() {
      if (open !== null) closeSync(open);
      open = null;
    },
  };
}

/** Says that what stands there now is a copy: the next process that opens it marks it so. */
export function noteRestored(dataDir: string): void {
  const reached = openReached(dataDir);
  reached.write({ store: reached.read()?.store || 'restored', count: Infinity });
  reached.close();
}

/** What cannot be read counts as another's. */
function parse(text: string): ReachedMark {
  const [store = '', count = ''] = text.trim().split(' ');
  const number = Number(count);
  return { store, count: Number.isNaN(number) ? 0 : number };
}
