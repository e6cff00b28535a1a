import { Agent, request } from 'node:http';
import { pino } from 'pino';
import { systemClock } from '../../src/calendar/clock.ts';
import { logTurnedAway } from '../../src/server/turned-away.ts';
import { startServer } from '../../src/server/server.ts';
import { botFrameworkCallers } from '../../src/teams/authenticate.ts';
import { isTeamsService, teamsServiceHosts } from '../../src/teams/service-url.ts';
import { startIssuer } from '../simulator/issuer.ts';
import { collectGarbage, whileWatched } from './held.ts';

/** What requests that prove nothing cost the process that gets them: its CPU, a request and in a stretch, and its memory. */
const REQUESTS = 20_000;
const CONCURRENCY = 16;
const APP = '66666666-7777-4888-8999-aaaaaaaaaaaa';

export interface DoorResult {
  readonly attacks: readonly { readonly name: string; readonly ms: number; readonly cpuMs: number }[];
  readonly heapMb: readonly [before: number, after: number];
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1000);
const large = JSON.stringify({ type: 'message', membersAdded: Array.from({ length: 60_000 }, () => 1) });

const deep = '{"a":'.repeat(50_000);
const fill = Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`claim${n}`, 'x'.repeat(75)]));

/** Sends each kind in turn; the sender shares the process, so that its own part is in the figures too. */
export async function benchDoor(): Promise<DoorResult> {
  const issuer = await startIssuer(APP);
  const claims = () => ({ iss: issuer.issuer, aud: APP, exp: seconds() + 3600, serviceurl: 'https://x/' });
  let count = 0;
  const kinds: Record<string, () => { readonly token: string; readonly body: string }> = {
    'no token, 120 KB': () => ({ token: '', body: large }),
    'a token of 15 KB': () => ({ token: `${part({ alg: 'RS256' })}.${'A'.repeat(14_000)}.A`, body: '{}' }),
    'forged, for us, another tenant each time': () => ({
      token: `${part({ alg: 'RS256', kid: 'teams' })}.${part({ ...claims(), tid: String(++count) })}.${'A'.repeat(342)}`,
      body: '{}',
    }),
    'forged, 4 KB in 29 claims, 250 KB': () => ({
      token: `${part({ alg: 'RS256', kid: 'teams' })}.${part({ ...claims(), ...fill })}.${'A'.repeat(342)}`,
      body: deep,
    }),
    'forged, by an unknown key': () => ({
      token: `${part({ alg: 'RS256', kid: String(++count) })}.${part(claims())}.${'A'.repeat(342)}`,
      body: '{}',
    }),
  };
  const log = pino({ level: 'silent' });
  const server = await startServer(
    {
      authenticate: botFrameworkCallers({ appId: APP, issuer: issuer.issuer, keysUrl: issuer.keysUrl }),
      admission: { allowedTenants: [], isServiceUrl: isTeamsService(teamsServiceHosts) },
      openConversation: () => {
        throw new Error('let in');
      },
      bot: () => Promise.reject(new Error('let in')),
      degradable: {},
      metrics: () => Promise.resolve({ contentType: '', text: '' }),
      onRefused: logTurnedAway({ log, clock: systemClock, onRefused: () => undefined }),
      log,
    },
    { host: '127.0.0.1', port: 0 },
    { host: '127.0.0.1', port: 0 },
  );
  await flood(server.port, kinds['forged, by an unknown key']!, 1000);
  const before = heapMb();
  const attacks = [];
  for (const [name, make] of Object.entries(kinds)) {
    const requests = REQUESTS / Object.keys(kinds).length;
    const startedAt = process.cpuUsage();
    const { cpuMs } = await whileWatched(() => flood(server.port, make, requests));
    const { user, system } = process.cpuUsage(startedAt);
    attacks.push({ name, ms: (user + system) / 1000 / requests, cpuMs });
  }
  const after = heapMb();
  await server.drain(1000);
  await issuer.close();
  return { attacks, heapMb: [before, after] };
}

/** What is held after a collection. */
function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function flood(
  port: number,
  make: () => { readonly token: string; readonly body: string },
  requests: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  let left = requests;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) await refused(port, agent, make());
    }),
  );
  agent.destroy();
}

function refused(
  port: number,
  agent: Agent,
  { token, body }: { readonly token: string; readonly body: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      ...(token !== '' && { Authorization: `Bearer ${token}` }),
    };
    const sending = request(
      { host: '127.0.0.1', port, path: '/api/messages', method: 'POST', agent, headers },
      (response) => {
        response.resume().on('close', () => {
          if (response.statusCode === 401) resolve();
          else reject(new Error(`HTTP ${String(response.statusCode)}`));
        });
      },
    );
    // The line is cut while the rest of a large body is on its way.
    sending.on('error', () => {
      resolve();
    });
    sending.end(body);
  });
}

/** The figures as lines of a table. */
export function describeDoor({ attacks, heapMb: [before, after] }: DoorResult): string {
  return [
    `unsigned requests, ${REQUESTS} in all, sender in the same process: CPU each, longest stretch of it`,
    ...attacks.map(({ name, ms, cpuMs }) => `${name.padEnd(44)} ${ms.toFixed(2)} ms  ${cpuMs.toFixed(0)} ms`),
    `heap before ${before.toFixed(1)} MB, after ${after.toFixed(1)} MB`,
  ].join('\n');
}

if (import.meta.main) console.log(describeDoor(await benchDoor()));
