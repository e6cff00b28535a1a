import { readArguments } from '../../src/cli/usage.ts';
import { startSimulator } from './simulator.ts';

const USAGE = `node test/simulator/main.ts [--port PORT] [--limits documented|none]

Teams' side as a process of its own; prints its URL when it listens.`;

const { values } = readArguments(USAGE, {
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
