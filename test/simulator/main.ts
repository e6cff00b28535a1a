import { parseArgs } from 'node:util';
import { startSimulator } from './simulator.ts';

/** Runs the simulator as a process of its own; prints its URL when it listens. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, limits: { type: 'string', default: 'none' } },
});
const simulator = await startSimulator({
  port: Number(values.port),
  limits: values.limits === 'documented' ? 'documented' : 'none',
});
console.log(simulator.url);
process.once('SIGTERM', () => {
  void simulator.close();
});
