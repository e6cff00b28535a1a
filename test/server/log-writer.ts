import { createLogger } from '../../src/server/log.ts';

/** Logs far more than a pipe holds, says so on stderr, and ends. */
const log = createLogger('info');
for (let line = 0; line < 3000; line += 1) {
  log.info({ line }, 'x'.repeat(1000));
  if (line % 100 === 0) await new Promise(setImmediate);
}
process.stderr.write('went on');
process.exit(0);
