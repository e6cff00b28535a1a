import { writeFileSync } from 'node:fs';
import { type Held, watchLoop } from '../../bench/held.ts';

/** What a watched process says of itself. MB. */
export interface Watched extends Held {
  readonly rss: number;
  readonly heap: number;
}

/** Loaded into a process before its program: writes how its loop is held into WATCH_FILE, anew after each SIGUSR2. */
const file = process.env['WATCH_FILE'];
if (file !== undefined) {
  let watch = watchLoop();
  process.on('SIGUSR2', () => {
    watch.stop();
    watch = watchLoop();
  });
  setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    const now: Watched = { ...watch.look(), rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 };
    writeFileSync(file, JSON.stringify(now));
  }, 500).unref();
}
