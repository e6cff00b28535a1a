/** `npm run simulate -- <what> [options]`: whole runs against the simulated connector, as processes. */
const simulations: Readonly<Record<string, () => Promise<{ run(args: readonly string[]): Promise<void> }>>> =
  {
    broadcast: () => import('./simulate-broadcast.ts'),
    highlights: () => import('./simulate-highlights.ts'),
  };

const [what = '', ...rest] = process.argv.slice(2);
const load = Object.hasOwn(simulations, what) ? simulations[what] : undefined;
if (!load) {
  process.stderr.write(`usage: npm run simulate -- ${Object.keys(simulations).join('|')} [options]\n`);
  process.exit(2);
}
const simulation = await load();
await simulation.run(rest);
