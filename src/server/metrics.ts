import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { TurnReport } from '../bot/bot.ts';
import type { DeliveryCounts, Ledger } from '../delivery/ports.ts';
import type { WorkerEvents } from '../delivery/worker.ts';
import type { GetText } from './server.ts';

/** Counts what happens, for /metrics in Prometheus' form. */
export interface Metrics {
  readonly onTurn: (report: TurnReport) => void;
  readonly worker: WorkerEvents;
  readonly onHighlights: () => void;
  /** Something was turned away at the door. */
  readonly onRefused: (reason: string) => void;
  /** What came of asking the city's own reader. */
  readonly onReading: (outcome: string) => void;
  /** There is no token any more, and why; null = there is one again. */
  readonly onToken: (error: unknown) => void;
  readonly getText: GetText;
}

/** Seconds: the first bars are an answer from memory, the last ones a slow connector and a long queue. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface MetricsServices {
  /** Read when the metrics are asked for; while it cannot be, its gauges are left out. */
  readonly ledger: Pick<Ledger, 'totals' | 'nextDueAt'>;
  /** What answers on this instance. */
  readonly edition: () => { readonly id: string; readonly initiatives: number };
  /** Epoch ms. */
  readonly now: () => number;
  readonly version: string;
}

export function createMetrics({ ledger, edition, now, version }: MetricsServices): Metrics {
  const series = createSeries(version);
  return {
    onTurn({ kind, intent, rows, ms, repeated, failed }) {
      const outcome = failed ? 'failed' : repeated ? 'repeated' : 'answered';
      series.turns.inc({ kind, intent: labelOf(intent), outcome });
      series.latency.observe({ kind }, ms / 1000);
      if (intent === 'broadcast acknowledged' && !failed && !repeated) series.lastConfirmed.set(now() / 1000);
      if (kind === 'question' && intent === 'find' && rows === 0 && !repeated) series.unanswered.inc();
    },
    worker: {
      settled: (_delivery, { state }) => {
        series.settled.inc({ state });
        if (state === 'sent') series.lastSent.set(now() / 1000);
      },
      waited: (ms) => {
        series.waits.observe(ms / 1000);
      },
      failed: () => {
        series.databaseErrors.inc();
      },
    },
    onReading: (outcome) => {
      series.readings.inc({ outcome });
    },
    onRefused: (reason) => {
      series.refused.inc({ reason });
    },
    onHighlights: () => {
      series.lastHighlights.set(now() / 1000);
    },
    onToken: (error) => {
      series.token.set(error === null ? 1 : 0);
      if (error !== null) series.tokenFailures.inc();
    },
    async getText() {
      const { id, initiatives: rows } = edition();
      series.editionInfo.reset();
      series.editionInfo.set({ edition: id }, 1);
      series.initiatives.set(rows);
      series.deliveries.reset();
      try {
        const { counts, ageMs } = await readQueue(ledger, now());
        for (const [state, count] of Object.entries(counts)) series.deliveries.set({ state }, count);
        series.queue.set(counts.pending + counts.leased);
        series.queueAge.set(ageMs / 1000);
      } catch {
        // The database is away: /metrics still tells the rest, and that it is away.
        series.databaseErrors.inc();
      }
      const { registry } = series;
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

/** Every series of ours, in a registry with those of the process. */
function createSeries(version: string) {
  const registers: [Registry] = [new Registry()];
  collectDefaultMetrics({ register: registers[0] });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name: `yokoten_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `yokoten_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Histogram({ name: `yokoten_${name}`, help, labelNames, buckets, registers });

  gauge('build_info', 'Versions; always 1', ['version', 'node']).set({ version, node: process.version }, 1);
  const series = {
    registry: registers[0],
    turns: counter('turns_total', 'Turns by kind, intent and outcome', ['kind', 'intent', 'outcome']),
    latency: histogram('turn_seconds', 'Time to answer a turn', ['kind']),
    unanswered: counter('unanswered_questions_total', 'Questions that found no row'),
    refused: counter('refused_requests_total', 'Requests turned away at the door by reason', ['reason']),
    settled: counter('deliveries_settled_total', 'Outcomes of tries to deliver', ['state']),
    waits: histogram('pacer_wait_seconds', 'Time that a delivery waited for its slot'),
    databaseErrors: counter('state_errors_total', 'Failures of the database'),
    deliveries: gauge('deliveries', 'Deliveries of unfinished messages by state', ['state']),
    queue: gauge('queue_depth', 'Deliveries that are yet to be sent'),
    readings: counter('readings_total', "Questions by what came of asking the city's own reader", [
      'outcome',
    ]),
    queueAge: gauge('queue_age_seconds', 'For how long the oldest delivery that is due has been waiting'),
    lastHighlights: gauge(
      'last_highlights_timestamp_seconds',
      'When this instance last planned a month of highlights',
    ),
    lastSent: gauge('last_sent_timestamp_seconds', 'When this instance last sent something unasked'),
    lastConfirmed: gauge(
      'last_confirmation_timestamp_seconds',
      'When somebody last confirmed a broadcast on this instance',
    ),
    editionInfo: gauge('edition_info', 'The edition that answers on this instance; always 1', ['edition']),
    initiatives: gauge('initiatives', 'Rows of the edition that answers on this instance'),
    token: gauge('token_available', 'Whether there is a token to send with'),
    tokenFailures: counter('token_failures_total', 'How often the token could not be had any more'),
  };
  series.token.set(1);
  return series;
}

/** Deliveries by state, and for how long the oldest that is due has been waiting. */
async function readQueue(
  ledger: MetricsServices['ledger'],
  now: number,
): Promise<{ readonly counts: DeliveryCounts; readonly ageMs: number }> {
  const [counts, nextDueAt] = await Promise.all([ledger.totals(), ledger.nextDueAt()]);
  return { counts, ageMs: Math.max(0, now - (nextDueAt ?? now)) };
}

/** Its first word: what follows names things that arrived, and a label's values must be few. */
function labelOf(intent: string): string {
  return intent.split(' ')[0]!;
}
