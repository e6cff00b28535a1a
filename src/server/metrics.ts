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
  /** What came of asking the city's own reader. */
  readonly onReading: (outcome: string) => void;
  /** There is no token any more, and why; null = there is one again. */
  readonly onToken: (error: unknown) => void;
  readonly getText: GetText;
}

/** Seconds: the first bars are an answer from memory, the last ones a slow connector and a long queue. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface MetricsParts {
  /** Read when the metrics are asked for; while it cannot be, its gauges are left out. */
  readonly ledger: Pick<Ledger, 'totals' | 'nextDueAt'>;
  /** What answers on this instance. */
  readonly edition: () => { readonly id: string; readonly initiatives: number };
  /** Epoch ms. */
  readonly now: () => number;
  readonly version: string;
}

export function createMetrics({ ledger, edition, now, version }: MetricsParts): Metrics {
  const series = createSeries(version);
  const {
    turns,
    latency,
    unanswered,
    settled,
    waits,
    databaseErrors,
    deliveries,
    queue,
    readings,
    queueAge,
    lastHighlights,
    lastSent,
    lastConfirmed,
    editionInfo,
    initiatives,
    token,
    tokenFailures,
  } = series;

  return {
    onTurn({ kind, intent, rows, ms, repeated, failed }) {
      const outcome = failed ? 'failed' : repeated ? 'repeated' : 'answered';
      turns.inc({ kind, intent: labelOf(intent), outcome });
      latency.observe({ kind }, ms / 1000);
      if (intent === 'broadcast acknowledged' && !failed && !repeated) lastConfirmed.set(now() / 1000);
      if (kind === 'question' && intent === 'find' && rows === 0 && !repeated) unanswered.inc();
    },
    worker: {
      settled: (_delivery, { state }) => {
        settled.inc({ state });
        if (state === 'sent') lastSent.set(now() / 1000);
      },
      waited: (ms) => {
        waits.observe(ms / 1000);
      },
      failed: () => {
        databaseErrors.inc();
      },
    },
    onReading: (outcome) => {
      readings.inc({ outcome });
    },
    onHighlights: () => {
      lastHighlights.set(now() / 1000);
    },
    onToken: (error) => {
      token.set(error === null ? 1 : 0);
      if (error !== null) tokenFailures.inc();
    },
    async getText() {
      const { id, initiatives: rows } = edition();
      editionInfo.reset();
      editionInfo.set({ edition: id }, 1);
      initiatives.set(rows);
      deliveries.reset();
      try {
        const { counts, ageMs } = await readQueue(ledger, now());
        for (const [state, count] of Object.entries(counts)) deliveries.set({ state }, count);
        queue.set(counts.pending + counts.leased);
        queueAge.set(ageMs / 1000);
      } catch {
        // The database is away: /metrics still tells the rest, and that it is away.
        databaseErrors.inc();
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

  const turns = counter('turns_total', 'Turns by kind, intent and outcome', ['kind', 'intent', 'outcome']);
  const latency = histogram('turn_seconds', 'Time to answer a turn', ['kind']);
  const unanswered = counter('unanswered_questions_total', 'Questions that found no row');
  const settled = counter('deliveries_settled_total', 'Outcomes of tries to deliver', ['state']);
  const waits = histogram('pacer_wait_seconds', 'Time that a delivery waited for its slot');
  const databaseErrors = counter('state_errors_total', 'Failures of the database');
  const deliveries = gauge('deliveries', 'Deliveries of unfinished messages by state', ['state']);
  const queue = gauge('queue_depth', 'Deliveries that are yet to be sent');
  const readings = counter('readings_total', "Questions by what came of asking the city's own reader", [
    'outcome',
  ]);
  const queueAge = gauge(
    'queue_age_seconds',
    'For how long the oldest delivery that is due has been waiting',
  );
  const lastHighlights = gauge(
    'last_highlights_timestamp_seconds',
    'When this instance last planned a month of highlights',
  );
  const lastSent = gauge('last_sent_timestamp_seconds', 'When this instance last sent something unasked');
  const lastConfirmed = gauge(
    'last_confirmation_timestamp_seconds',
    'When somebody last confirmed a broadcast on this instance',
  );
  const editionInfo = gauge('edition_info', 'The edition that answers on this instance; always 1', [
    'edition',
  ]);
  const initiatives = gauge('initiatives', 'Rows of the edition that answers on this instance');
  const token = gauge('token_available', 'Whether there is a token to send with');
  token.set(1);
  const tokenFailures = counter('token_failures_total', 'How often the token could not be had any more');
  gauge('build_info', 'Versions; always 1', ['version', 'node']).set({ version, node: process.version }, 1);

  return {
    registry: registers[0],
    turns,
    latency,
    unanswered,
    settled,
    waits,
    databaseErrors,
    deliveries,
    queue,
    readings,
    queueAge,
    lastHighlights,
    lastSent,
    lastConfirmed,
    editionInfo,
    initiatives,
    token,
    tokenFailures,
  };
}

/** Deliveries by state, and for how long the oldest that is due has been waiting. */
async function readQueue(
  ledger: MetricsParts['ledger'],
  now: number,
): Promise<{ readonly counts: DeliveryCounts; readonly ageMs: number }> {
  const [counts, nextDueAt] = await Promise.all([ledger.totals(), ledger.nextDueAt()]);
  return { counts, ageMs: Math.max(0, now - (nextDueAt ?? now)) };
}

/** Its first word: what follows names things that arrived, and a label's values must be few. */
function labelOf(intent: string): string {
  return intent.split(' ')[0]!;
}
