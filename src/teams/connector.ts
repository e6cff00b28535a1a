import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { parseJson } from '../text/json.ts';
import type { IsServiceUrl } from './service-url.ts';

/** What came of a request to Teams' connector. */
export type ConnectorResult =
  /** An answer, whatever it says; `body` is null where it could not be read. */
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly body: unknown;
      readonly retryAfterMs: number | null;
    }
  /** Nothing has left this machine: no token, no name, no connection. */
  | { readonly type: 'notSent'; readonly reason: string }
  /** It may have arrived, and there was no answer: timeout, reset. */
  | { readonly type: 'noAnswer'; readonly reason: string };

export interface ConnectorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly serviceUrl: string;
  /** Below `v3/`, encoded. */
  readonly path: string;
  readonly body?: unknown;
  /** What it ends with counts as a time-out. */
  readonly signal: AbortSignal;
}

/** The one way to Teams: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export type Connector = (request: ConnectorRequest) => Promise<ConnectorResult>;

export interface ConnectorOptions {
  /** The bot's access token; null in the sandbox. It has a limit of its own, so that a request waits for no longer. */
  readonly getToken: (() => Promise<string>) | null;
  readonly isServiceUrl: IsServiceUrl;
  /** What time it is at Teams, epoch ms, from the Date header of an answer. */
  readonly onTime?: (at: number) => void;
}

/** An answer is never larger: a page of a roster has 500 people. */
const maxAnswerBytes = 4 * 1024 * 1024;
/** Connections that are not used for longer may have been closed by the other side without a word. */
const idleMs = 4000;
/** Not imported: that loads Node's own fetch as well, for which no start need wait. */
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');
const agents = {
  'http:': new http.Agent({ keepAlive: true, timeout: idleMs }),
  'https:': new https.Agent({ keepAlive: true, timeout: idleMs }),
};

/**
 * Makes each request once, with the caller's limit: whether it is made again is the caller's decision, who alone knows
 * whether it may have arrived before. No redirect is followed: the token goes nowhere else.
 */
export function createConnector({ getToken, isServiceUrl, onTime }: ConnectorOptions): Connector {
  return async (asked) => {
    if (!isServiceUrl(asked.serviceUrl)) return refusedHere;
    let token: string | null = null;
    if (getToken) {
      try {
        token = await getToken();
      } catch {
        return { type: 'notSent', reason: 'noToken' };
      }
    }
    return await exchange(asked, token, onTime);
  };
}

/** As if Teams had said that it does not go: it never will. */
const refusedHere: ConnectorResult = {
  type: 'answered',
  status: 400,
  body: { error: { code: 'ForeignServiceUrl' } },
  retryAfterMs: null,
};

/** One request and its answer, whose status tells what became of it even where the rest is cut off. */
function exchange(
  asked: ConnectorRequest,
  token: string | null,
  onTime: ConnectorOptions['onTime'],
): Promise<ConnectorResult> {
  const { method, serviceUrl, path, body, signal } = asked;
  const url = new URL(`${serviceUrl.replace(/(?<!\/)\/+$/, '')}/v3/${path}`);
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve) => {
    let isConnected = false;
    let hasAnswer = false;
    const isSecure = url.protocol === 'https:';
    const outgoing = (isSecure ? https : http).request(url, {
      method,
      agent: agents[isSecure ? 'https:' : 'http:'],
      signal,
      headers: {
        Accept: 'application/json',
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(text !== '' && { 'Content-Type': 'application/json; charset=utf-8' }),
        'Content-Length': Buffer.byteLength(text),
      },
    });
    outgoing.on('socket', (socket) => {
      const connected = () => {
        isConnected = true;
      };
      if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', connected);
      else connected();
    });
    const ended = (reason: string) => {
      // Once there is a status, it says more than how the rest has ended.
      if (hasAnswer) return;
      // Without a connection nothing can have left.
      resolve({ type: isConnected ? 'noAnswer' : 'notSent', reason });
    };
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      ended(signal.aborted ? 'timeout' : (error.code ?? error.name));
    });
    // A change of protocol (101) that nobody has asked for ends it without a word, and no limit befalls it any more.
    outgoing.on('close', () => {
      ended('closed');
    });
    outgoing.on('response', (response) => {
      hasAnswer = true;
      const at = Date.parse(response.headers.date ?? '');
      if (Number.isFinite(at)) onTime?.(at);
      void bodyOf(response).then((answer) => {
        const { statusCode = 0, headers } = response;
        resolve({
          type: 'answered',
          status: statusCode,
          body: answer,
          retryAfterMs: retryAfterMs(headers['retry-after'] ?? ''),
        });
      });
    });
    outgoing.end(text);
  });
}

/** null for what is empty, cut off, too long or no JSON. */
async function bodyOf(response: IncomingMessage): Promise<unknown> {
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxAnswerBytes) return null;
      chunks.push(chunk);
    }
    return parseJson(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

/** In seconds or as a date: www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function retryAfterMs(value: string): number | null {
  if (value === '') return null;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? Math.ceil(ms) : null;
}

const ErrorBody = z.object({
  error: z.object({ code: z.string() }).nullish().catch(null),
  message: z.string().nullish().catch(null),
});

/** `error.code`, or where Teams puts JSON inside a string, its `subCode` (MessageWritesBlocked). */
export function teamsCode(body: unknown): string | null {
  const parsed = ErrorBody.safeParse(body).data;
  if (!parsed) return null;
  if (parsed.error) return safeCode(parsed.error.code);
  const inner = /"subCode"\s*:\s*"([^"]+)"/.exec(parsed.message ?? '')?.[1];
  return inner === undefined ? null : safeCode(inner);
}

/** It is shown, stored and exported. */
function safeCode(code: string): string | null {
  return /^[\w.-]{1,60}$/.test(code) ? code : null;
}

/** Teams did not take it, or nobody knows. */
export class ConnectorError extends Error {
  readonly statusCode: number | null;
  readonly code: string | null;
  /** Nobody knows: it left, and no answer came. */
  readonly mayHaveArrived: boolean;

  constructor(result: ConnectorResult) {
    const code = result.type === 'answered' ? teamsCode(result.body) : result.reason;
    super(`the connector: ${result.type === 'answered' ? result.status : result.type} ${code ?? ''}`.trim());
    this.name = 'ConnectorError';
    this.statusCode = result.type === 'answered' ? result.status : null;
    this.code = code;
    this.mayHaveArrived = result.type === 'noAnswer';
  }
}

/** The path of a conversation's activities, or of one of them. */
export function activitiesPath(conversationId: string, activityId?: string): string {
  const path = `conversations/${encodeURIComponent(conversationId)}/activities`;
  return activityId === undefined ? path : `${path}/${encodeURIComponent(activityId)}`;
}

/** As long as the door takes, which the store can index; of dots alone a path would be another. */
const CreatedId = z.string().max(1000).regex(/[^.]/).optional().catch(undefined);
const Created = z.object({ id: CreatedId, activityId: CreatedId });

/** The ids in an answer that something has been made; none of them where it cannot be read. */
export function createdIds(body: unknown): z.infer<typeof Created> {
  return Created.catch({}).parse(body);
}
