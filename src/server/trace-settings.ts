import type { TraceSettings } from './traces.ts';

/** Whether what goes there can be read on its way. */
export function isOpenLine(text = ''): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

/** What is wrong: a collector within the house may be on an open line; a key must not go over it. */
export function traceProblems(env: Readonly<Record<string, string>>): string[] {
  if (!env['OTEL_EXPORTER_OTLP_HEADERS']) return [];
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env;
  if (!endpoint) return ['OTEL_EXPORTER_OTLP_ENDPOINT: is not set, and OTEL_EXPORTER_OTLP_HEADERS is'];
  return isOpenLine(endpoint)
    ? ['OTEL_EXPORTER_OTLP_ENDPOINT: must be https, or on this machine, to be sent headers']
    : [];
}

/** null = of another form: opentelemetry.io/docs/specs/otel/protocol/exporter: as in W3C's Baggage. */
export function headersOf(text: string): Readonly<Record<string, string>> | null {
  const pairs = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => /^([\w!#$%&'*+.^`|~-]+)\s*=\s*(\S*)$/.exec(part));
  if (pairs.some((pair) => pair === null)) return null;
  try {
    return Object.fromEntries(pairs.map((pair) => [pair![1]!, decodeURIComponent(pair![2]!)]));
  } catch {
    return null;
  }
}

/** null = no traces. */
export function traceSettings(env: {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string | undefined;
  readonly OTEL_SERVICE_NAME: string;
}): TraceSettings | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers = '' } = env;
  if (endpoint === undefined) return null;
  const settings = {
    url: `${endpoint.replace(/(?<!\/)\/+$/, '')}/v1/traces`,
    serviceName: env.OTEL_SERVICE_NAME,
  };
  // They hold keys: not to be seen where the configuration is printed.
  return Object.defineProperty(settings, 'headers', {
    value: headersOf(headers) ?? {},
    enumerable: false,
  }) as TraceSettings;
}
