import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { TurnReport } from '../bot/bot.ts';
import type { DeliveryCounts } from '../delivery/ports.ts';
import type { WorkerEvents } from '../delivery/worker.ts';
import type { GetText } from './server.ts';

/** Counts what happens, for /metrics in Prometheus' form. */
export interface Metrics {
  readonly onTurn: (report: TurnReport) => void;
  readonly worker: WorkerEvents;
  readonly getText: GetText;
}

/** Seconds: the first bars are an answer from memory, the last ones a slow connector and a long queue. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `totals` reads the ledger when the metrics are asked for; while it cannot, its gauges are left out. */
export function createMetrics(totals: () => Promise<DeliveryCounts>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const turns = new Counter({
    name: 'yokoten_turns_total',
    help: 'Turns by kind, intent and outcome',
    labelNames: ['kind', 'intent', 'outcome'] as const,
    registers,
  });
  const latency = new Histogram({
    name: 'yokoten_turn_seconds',
    help: 'Time to answer a turn',
    labelNames: ['kind'] as const,
    buckets,
    registers,
  });
  const unanswered = new Counter({
    name: 'yokoten_unanswered_questions_total',
    help: 'Questions that found no row',
    registers,
  });
  const settled = new Counter({
    name: 'yokoten_deliveries_settled_total',
    help: 'Outcomes of tries to deliver',
    labelNames: ['state'] as const,
    registers,
  });
  const waits = new Histogram({
    name: 'yokoten_pacer_wait_seconds',
    help: 'Time that a delivery waited for its slot',
    buckets,
    registers,
  });
  const databaseErrors = new Counter({
    name: 'yokoten_state_errors_total',
    help: 'Failures of the database',
    registers,
  });
  const deliveries = new Gauge({
    name: 'yokoten_deliveries',
    help: 'Deliveries of unfinished messages by state',
    labelNames: ['state'] as const,
    registers,
  });
  const queue = new Gauge({
    name: 'yokoten_queue_depth',
    help: 'Deliveries that are yet to be sent',
    registers,
  });

  return {
    onTurn({ kind, intent, rows, ms, repeated, failed }) {
      const outcome = failed ? 'failed' : repeated ? 'repeated' : 'answered';
      turns.inc({ kind, intent: labelOf(intent), outcome });
      latency.observe({ kind }, ms / 1000);
      if (kind === 'question' && intent === 'find' && rows === 0 && !repeated) unanswered.inc();
    },
    worker: {
      settled: (_delivery, { state }) => {
        settled.inc({ state });
      },
      waited: (ms) => {
        waits.observe(ms / 1000);
      },
      failed: () => {
        databaseErrors.inc();
      },
    },
    async getText() {
      deliveries.reset();
      try {
        const counts = await totals();
        for (const [state, count] of Object.entries(counts)) deliveries.set({ state }, count);
        queue.set(counts.pending + counts.leased);
      } catch {
        // The database is away: /metrics still tells the rest, and that it is away.
        databaseErrors.inc();
      }
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

/** Its first word: what follows names things that arrived, and a label's values must be few. */
function labelOf(intent: string): string {
  return intent.split(' ')[0]!;
}
