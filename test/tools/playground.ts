import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { readArguments } from '../../src/cli/usage.ts';

readArguments(
  `npm run playground

Starts the sandbox bot and Microsoft's Agents Playground beside it; Ctrl+C ends both. PORT: where the bot listens.`,
  {},
);

/**
 * Starts the sandbox bot and Microsoft's Agents Playground beside it, and ends both together. The Playground comes
 * by npx and is no dependency: its licence allows evaluation only.
 * Options: learn.microsoft.com/microsoft-365/agents-sdk/test-with-toolkit-project
 */
const BOT_PORT = process.env['PORT'] ?? '3978';
const PLAYGROUND_PORT = '56150';

const children: ChildProcess[] = [];

function start(command: string, args: readonly string[]): ChildProcess {
  // A process group of its own: npx does not pass signals on to what it runs.
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  children.push(child);
  child.stdout.pipe(process.stdout);
  child.once('exit', (code) => {
    end(code ?? 0);
  });
  child.once('error', (error) => {
    console.error(`${command}: ${error.message}`);
    end(1);
  });
  return child;
}

function end(code: number): void {
  process.exitCode ||= code;
  for (const child of children.splice(0)) {
    child.removeAllListeners('exit');
    stopGroup(child);
  }
}

function stopGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // The whole group has ended already.
  }
}

const bot = start(process.execPath, [join(import.meta.dirname, '../../src/start.js'), '--sandbox']);
const startPlayground = (chunk: Buffer) => {
  if (!chunk.includes('"listening"')) return;
  bot.stdout?.off('data', startPlayground);
  start('npx', [
    '--yes',
    '@microsoft/m365agentsplayground',
    ...['--app-endpoint', `http://127.0.0.1:${BOT_PORT}/api/messages`],
    ...['--channel-id', 'msteams', '--port', PLAYGROUND_PORT, '--disable-telemetry'],
  ]);
  console.log(`Agents Playground: http://localhost:${PLAYGROUND_PORT}`);
};
bot.stdout?.on('data', startPlayground);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    end(0);
  });
}
