import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A bot that runs as a process of its own. */
export interface RunningBot {
  readonly port: number;
  /** Of our bot: where /readyz and /metrics are. */
  readonly adminPort: number;
  readonly process: ChildProcess;
  /** From the start of the process to the first answer. */
  readonly readyMs: number;
}

/** What Node is started with for our bot, as in package.json and deploy/. */
export const NODE_FLAGS = ['--max-semi-space-size=16', '--heap-growing-percent=40'];

/** Starts Node with these arguments; ready = it has said `listening`, and answers. */
export async function startBot(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<RunningBot> {
  const port = await freePort();
  const adminPort = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: 'info', ...env, PORT: String(port), ADMIN_PORT: String(adminPort) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`${args.join(' ')} ended with ${String(code)}`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('listening')) resolve();
    });
  });
  await fetch(`http://127.0.0.1:${port}/`);
  return { port, adminPort, process: child, readyMs: performance.now() - startedAt };
}

/** Ends it as an orchestrator does. */
export async function stopBot(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** The middle one, the upper of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
