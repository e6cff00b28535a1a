import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { readArguments } from '../../src/cli/usage.ts';

readArguments(
  `npm run playground

Starts the sandbox bot and Microsoft's Agents Playground beside it, on this machine's own address alone; Ctrl+C ends
both. Its user, Alex Wilber, is HR admin unless HR_ADMINS is set, and sends broadcasts without a second person unless
BROADCAST_APPROVAL is. PORT: where the bot listens.`,
  {},
);

/**
 * Starts the sandbox bot and Microsoft's Agents Playground beside it, and ends both together. The Playground comes
 * by npx and is no dependency: its licence allows evaluation only.
 * Options: learn.microsoft.com/microsoft-365/agents-sdk/test-with-toolkit-project
 */
const BOT_PORT = process.env['PORT'] ?? '3978';
const PLAYGROUND_PORT = '56150';
/** Its default user, who is the only one that can be spoken as; one digit more than an id of a directory. */
const DEFAULT_USER = '00000000-0000-0000-0000-0000000000020';
/** It would listen on every address of this machine. */
const loopbackOnly = new URL('loopback.js', import.meta.url).href;

const children: ChildProcess[] = [];

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  // A process group of its own: npx does not pass signals on to what it runs.
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env,
  });
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

const bot = start(process.execPath, [join(import.meta.dirname, '../../src/start.js'), '--sandbox'], {
  HR_ADMINS: DEFAULT_USER,
  BROADCAST_APPROVAL: 'off',
  ...process.env,
});
const startPlayground = (chunk: Buffer) => {
  if (!chunk.includes('"listening"')) return;
  bot.stdout?.off('data', startPlayground);
  const args = [
    ...['--yes', '@microsoft/m365agentsplayground'],
    ...['--app-endpoint', `http://127.0.0.1:${BOT_PORT}/api/messages`],
    ...['--channel-id', 'msteams', '--port', PLAYGROUND_PORT, '--disable-telemetry'],
  ];
  const options = [process.env['NODE_OPTIONS'], `--import=${loopbackOnly}`].filter(Boolean).join(' ');
  start('npx', args, { ...process.env, NODE_OPTIONS: options });
  console.log(`Agents Playground: http://localhost:${PLAYGROUND_PORT}, from this machine only`);
};
bot.stdout?.on('data', startPlayground);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    end(0);
  });
}
