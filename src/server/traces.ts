import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Bot, TurnReport } from '../bot/bot.ts';
import type { Clock } from '../calendar/clock.ts';
import type { Connector } from '../teams/connector.ts';

/** Where traces go: a collector that speaks OTLP over HTTP. */
export interface TraceSettings {
  /** Not enumerable, for headers hold keys. By name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
  readonly serviceName: string;
}

export interface Traces {
  /** The bot, each of whose turns is a trace of its own. */
  readonly ofBot: (bot: Bot) => Bot;
  /** Names and ends the span of the turn that is under way. */
  readonly onTurn: (report: TurnReport) => void;
  /** Teams' connector: each request is a span of its turn; without one (what is sent unasked) a trace of its own. */
  readonly ofConnector: (connector: Connector) => Connector;
  /** Sends what is left, for a moment. */
  readonly stop: () => Promise<void>;
}

type Attributes = Readonly<Record<string, string | number | boolean>>;

interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
}

/** opentelemetry.io/docs/specs/otlp: SPAN_KIND_SERVER and SPAN_KIND_CLIENT, STATUS_CODE_ERROR. */
const SERVER = 2;
const CLIENT = 3;
const FAILED = { code: 2 };

/** What a slow collector leaves in memory; the oldest go first. */
const MOST_KEPT = 2048;
const EVERY_MS = 5000;
const LIMIT_MS = 3000;
const STOP_MS = 1000;

export interface TraceServices {
  readonly settings: TraceSettings;
  readonly version: string;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** Told of each batch that could not be handed over; it is dropped. */
  readonly onError: (error: unknown) => void;
  readonly http?: typeof fetch;
}

/**
 * Collects spans of turns and of requests to Teams, and hands them over every few seconds. They say what kind and how
 * long; no text, no person, no conversation. Own code, since it is one JSON document: OpenTelemetry's exporter brings
 * eleven packages of 27 MB, of which one function would be used.
 */
export function createTraces(services: TraceServices): Traces {
  const { clock } = services;
  const current = new AsyncLocalStorage<SpanContext>();
  let spans: object[] = [];
  const flush = async (limitMs: number) => {
    const batch = spans;
    spans = [];
    if (batch.length > 0) await handOver(services, batch, limitMs);
  };

  function end(span: SpanContext & { parentSpanId?: string }, name: string, rest: object): void {
    spans.push({ ...span, name, ...rest });
    if (spans.length > MOST_KEPT) spans.splice(0, spans.length - MOST_KEPT);
  }

  const lasted = (ms: number) => {
    const now = clock.now();
    return { startTimeUnixNano: nano(now - ms), endTimeUnixNano: nano(now) };
  };

  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const loop = (async () => {
    while (!isStopping()) {
      await clock.sleep(EVERY_MS, stopping.signal);
      await flush(isStopping() ? STOP_MS : LIMIT_MS);
    }
  })();

  return {
    ofBot: (bot) => (turn, conversation) => current.run(newContext(), () => bot(turn, conversation)),
    onTurn({ kind, intent, rows, ms, repeated, failed }) {
      const attributes = attributesOf({
        'yokoten.kind': kind,
        'yokoten.intent': intent.split(' ')[0]!,
        'yokoten.rows': rows,
        'yokoten.repeated': repeated,
      });
      end(current.getStore() ?? newContext(), `turn ${kind}`, {
        kind: SERVER,
        ...lasted(ms),
        attributes,
        ...(failed && { status: FAILED }),
      });
    },
    ofConnector: (connector) => async (request) => {
      const startedAt = performance.now();
      const result = await connector(request);
      const parent = current.getStore();
      const context = newContext(parent?.traceId);
      const attributes = attributesOf({
        'http.request.method': request.method,
        'server.address': URL.parse(request.serviceUrl)?.hostname ?? '',
        ...(result.type === 'answered'
          ? { 'http.response.status_code': result.status }
          : { 'error.type': result.reason }),
      });
      const isFailed = result.type !== 'answered' || result.status >= 400;
      end({ ...context, ...(parent && { parentSpanId: parent.spanId }) }, request.method, {
        kind: CLIENT,
        ...lasted(performance.now() - startedAt),
        attributes,
        ...(isFailed && { status: FAILED }),
      });
      return result;
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

/** Never rejects: what the collector does not take is told and dropped. */
async function handOver(
  { settings, version, onError, http = fetch }: TraceServices,
  spans: readonly object[],
  limitMs: number,
): Promise<void> {
  const attributes = attributesOf({ 'service.name': settings.serviceName, 'service.version': version });
  const scopeSpans = [{ scope: { name: 'yokoten', version }, spans }];
  try {
    const response = await http(settings.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...settings.headers },
      body: JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans }] }),
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the collector answers ${response.status}`);
  } catch (error) {
    onError(error);
  }
}

function newContext(traceId = randomBytes(16).toString('hex')): SpanContext {
  return { traceId, spanId: randomBytes(8).toString('hex') };
}

/** Epoch ms as OTLP's nanoseconds, which no number holds exactly. */
function nano(ms: number): string {
  return (BigInt(Math.round(ms * 1000)) * 1000n).toString();
}

function attributesOf(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) };
}
