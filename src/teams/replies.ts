import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectorClient } from 'botframework-connector';
import { isRefusedForNow } from '../delivery/decide-delivery.ts';

/** How long a turn's reply may take, tries and waits together, and the least wait before the second try. */
export interface ReplyLimits {
  readonly totalMs: number;
  readonly firstDelayMs: number;
}

/** Teams waits 15 s for the answer to an activity: time for a reply that fails, and for the apology after it. */
const defaultLimits: ReplyLimits = { totalMs: 6_000, firstDelayMs: 500 };

interface Request {
  timeout: number;
}

interface Response {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
}

/** The SDK's HTTP pipeline, which its types hide. */
interface Pipelined {
  readonly client: {
    readonly pipeline: {
      removePolicy(filter: { phase: 'Retry' }): unknown;
      addPolicy(
        policy: {
          name: string;
          sendRequest(request: Request, next: (request: Request) => Promise<Response>): Promise<Response>;
        },
        options: { phase: 'Retry' },
      ): void;
    };
  };
}

/**
 * The client with a time limit, which the SDK has none of, and our retries in place of its own: those send again
 * whatever may have arrived (500, a reset connection), so that people see an answer twice.
 */
export function withReplyLimits(
  connector: ConnectorClient,
  limits: ReplyLimits = defaultLimits,
): ConnectorClient {
  const { pipeline } = (connector as unknown as Pipelined).client;
  pipeline.removePolicy({ phase: 'Retry' });
  pipeline.addPolicy(
    {
      name: 'replyLimits',
      async sendRequest(request, next) {
        const endsAt = performance.now() + limits.totalMs;
        for (let leastMs = limits.firstDelayMs; ; leastMs *= 2) {
          request.timeout = Math.max(1, endsAt - performance.now());
          const response = await next(request);
          const waitMs = decideWait(response, leastMs);
          if (waitMs === null || performance.now() + waitMs >= endsAt) return response;
          await sleep(waitMs);
        }
      },
    },
    { phase: 'Retry' },
  );
  return connector;
}

/** Before the next try; null = there is none. */
function decideWait({ status, headers }: Response, leastMs: number): number | null {
  if (!isRefusedForNow(status)) return null;
  const seconds = Number(headers.get('retry-after') ?? 0);
  // A date: farther away than a turn lasts.
  if (Number.isNaN(seconds)) return null;
  return Math.max(seconds * 1_000, leastMs);
}
