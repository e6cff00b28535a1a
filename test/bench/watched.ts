import { writeFileSync } from 'node:fs';
import { collectGarbage, watchLoop } from './held.ts';

/**
 * Loaded before a bot that is measured. On SIGUSR2 it tells in the file HELD how long the event loop was held since the
 * last time, and collects garbage: nothing but the process itself can do either.
 */
let watch = watchLoop();

process.on('SIGUSR2', () => {
  const held = watch.look();
  watch.stop();
  collectGarbage();
  watch = watchLoop();
  writeFileSync(process.env['HELD']!, JSON.stringify(held));
});
