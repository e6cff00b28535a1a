import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createBot } from '../../src/bot/bot.ts';
import type { BotServices } from '../../src/bot/bot.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { memoryContexts } from '../../src/bot/memory/contexts.ts';
import { memoryLedger } from '../../src/bot/memory/ledger.ts';
import type { AdmissionRules } from '../../src/server/admission.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { openConversation, type ReplyLimits } from '../../src/teams/conversation.ts';
import { isLoopbackService } from '../../src/teams/service-url.ts';
import { createRefusals } from '../../src/server/refusals.ts';
import { startServer } from '../../src/server/server.ts';
import type { RunningServer, ServerServices } from '../../src/server/server.ts';
import { stubKnowledge } from '../bot/stubs.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { Simulator } from '../simulator/simulator.ts';

/** 10:30 on 10 June 2026 in Tokyo. */
export const NOW = Date.UTC(2026, 5, 10, 1, 30);

export interface HarnessOptions {
  readonly bot?: Partial<BotServices>;
  readonly server?: Partial<ServerServices>;
  readonly admission?: Partial<AdmissionRules>;
  readonly limits?: ReplyLimits;
}

/** The whole bot on a free port of loopback, with Teams simulated; `lines` are its log. */
export interface Harness {
  readonly url: string;
  readonly adminUrl: string;
  readonly server: RunningServer;
  readonly simulator: Simulator;
  readonly lines: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** Starts it with stub knowledge, a standing clock, and letting everybody in, unless told otherwise. */
export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const simulator = await startSimulator();
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, collect(lines));
  const connector = createConnector({ getToken: null, isServiceUrl: isLoopbackService });
  const bot = createBot({
    knowledge: createKnowledge(stubKnowledge()),
    ledger: memoryLedger(Date.now),
    contexts: memoryContexts(Date.now),
    now: () => NOW,
    timeZone: 'Asia/Tokyo',
    startTimer: () => () => undefined,
    log,
    ...options.bot,
  });
  const server = await startServer(
    {
      authenticate: null,
      admission: { allowedTenants: null, isServiceUrl: isLoopbackService, ...options.admission },
      openConversation: (activity) => openConversation(connector, activity, options.limits),
      bot,
      degradable: {},
      metrics: () => Promise.resolve({ contentType: 'text/plain', text: '' }),
      onRefused: createRefusals({
        log,
        clock: { sleep: () => new Promise(() => undefined) },
        onRefused: () => undefined,
      }),
      log,
      ...options.server,
    },
    { host: '127.0.0.1', port: 0 },
    { host: '127.0.0.1', port: 0 },
  );
  return {
    url: `http://127.0.0.1:${server.port}`,
    adminUrl: `http://127.0.0.1:${server.adminPort}`,
    server,
    simulator,
    lines,
    async close() {
      await server.drain(1_000);
      await simulator.close();
    },
  };
}

function collect(lines: Record<string, unknown>[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString('utf8')) as Record<string, unknown>);
      done();
    },
  });
}
