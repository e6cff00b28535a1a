import { answerHelp, misused } from '../../../src/cli/usage.ts';

/** `npm run simulate -- <what> [options]`: whole runs against the simulated connector, as processes. */
const simulations: Readonly<Record<string, () => Promise<{ run(args: readonly string[]): Promise<void> }>>> =
  {
    broadcast: () => import('./broadcast.ts'),
    highlights: () => import('./highlights.ts'),
    editions: () => import('./editions.ts'),
    roster: () => import('./roster.ts'),
  };

const USAGE = `npm run simulate -- ${Object.keys(simulations).join('|')} [options]

Runs the bot's processes against a simulated Teams; -- broadcast --help says which options there are.`;

const [what = '', ...rest] = process.argv.slice(2);
const load = Object.hasOwn(simulations, what) ? simulations[what] : undefined;
if (!load) {
  answerHelp(USAGE);
  misused(USAGE, what === '' ? 'which simulation?' : `no simulation ${what}`);
}
const simulation = await load();
await simulation.run(rest);
