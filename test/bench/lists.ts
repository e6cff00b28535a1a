import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RosterMember } from '../../src/access/roster.ts';
import { readPeopleFile } from '../../src/broadcast/compose/people-file.ts';
import {
  type Audience,
  countAudience,
  resolveAudience,
  unknownExclusions,
} from '../../src/broadcast/decide/audience.ts';
import type { Broadcast } from '../../src/broadcast/decide/broadcast.ts';
import type { AudienceSources } from '../../src/broadcast/decide/people.ts';
import { reportWords } from '../../src/broadcast/cards/report-words.ts';
import { reportCsv } from '../../src/broadcast/jobs/report.ts';
import { planBroadcast } from '../../src/broadcast/jobs/send.ts';
import { systemClock } from '../../src/calendar/clock.ts';
import { cacheRosters } from '../../src/start/sending/roster-cache.ts';
import { openStorage, type Storage } from '../../src/storage/open.ts';
import { type Held, whileWatched } from './held.ts';

/** How long the event loop is held while a hostile file of the largest size is read, beside a wait without any. */
const size = 10 * 1024 * 1024;

const fill = (piece: string) => Buffer.alloc(size, piece);
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const upnOf = (n: number) => `staff.member.${n}@city.example.jp`;
const many = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

const kinds: Readonly<Record<string, () => Buffer | null>> = {
  'nothing, for 3 s': () => null,
  'a list as it should be': () =>
    Buffer.concat([Buffer.from('upn\n'), fill('staff.member@city.example.jp\n')]),
  '200,000 people': () => Buffer.from(many(200_000, upnOf).join('\n')),
  'one cell': () => fill('あ'),
  commas: () => fill(','),
  'quotation marks': () => fill('"'),
  'a quotation mark that is not closed': () => Buffer.concat([Buffer.from('"'), fill('a@b.jp\n')]),
  'cells of several lines': () => fill('"a\nb\nc"\n'),
  'three people a line': () => fill('a@b.jp,c@d.jp,e@f.jp\n'),
  'empty lines': () => fill('\n'),
};

interface ListResult extends Held {
  readonly name: string;
  readonly ms: number;
  readonly load: number;
  readonly outcome: string;
}

async function measured(name: string, work: () => Promise<unknown>): Promise<ListResult> {
  const began = performance.now();
  const { result, ...held } = await whileWatched(work);
  const outcome = typeof result === 'string' ? result : '';
  return { name, ...held, ms: performance.now() - began, load: loadavg()[0]!, outcome };
}

/** A file is read, and what follows with the largest lists, each beside whatever else a bot does. */
export async function benchLists(): Promise<readonly ListResult[]> {
  // What loading the modules has left to do is no part of it.
  await sleep(1000);
  const results: ListResult[] = [];
  for (const [name, make] of Object.entries(kinds)) {
    const bytes = make();
    results.push(await measured(name, () => (bytes ? readPeopleFile(bytes) : sleep(3000))));
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-bench-lists-'));
  const storage = openStorage({ dataDir });
  try {
    await storage.ready();
    return [...results, ...(await withStorage(storage))];
  } finally {
    await storage.close();
    rmSync(dataDir, { recursive: true });
  }
}

/** What a broadcast does with a file of 200,000 people, a roster of 50,000 and a report of 100,000. */
async function withStorage(storage: Storage): Promise<readonly ListResult[]> {
  const now = 1_800_000_000_000;
  const upload = {
    id: `upload-${'0'.repeat(32)}`,
    ownerId: idOf(0),
    name: 'list.csv',
    count: 200_000,
    createdAt: now,
  };
  const entry = { at: now, actor: idOf(0), action: 'upload', subject: upload.id, detail: {} };
  const people = many(upload.count, upnOf);
  const team = 'team:19:large@thread.tacv2';
  await storage.reach.apply([{ type: 'reachable', recipient: teamOf(team) }], now);
  const ids: Audience = { include: [{ who: 'list', people: many(50_000, idOf) }], exclude: [] };
  const ref = { id: upload.id, name: upload.name, count: upload.count };
  const listed: Audience = { include: [{ who: 'upload', ...ref }], exclude: [] };
  const without: Audience = { include: [{ who: 'allPeople' }], exclude: [], excludeUploads: [ref] };
  const ofTeam: Audience = {
    include: [{ who: 'peopleOf', teamIds: [team.replace('team:', '')] }],
    exclude: [],
  };
  const sources = sourcesOf(storage, 50_000);
  const count = async (audience: Audience) =>
    JSON.stringify(await countAudience(resolveAudience(audience, sources, now)));
  const plan = {
    id: 'broadcast-a',
    audience: { include: [{ who: 'upload' as const, ...ref }], exclude: [] },
    content: {},
  };
  const broadcast = { id: plan.id, jobs: [] } as unknown as Broadcast;
  const works: Readonly<Record<string, () => Promise<unknown>>> = {
    'the file is kept': () => storage.uploads.create(upload, people, entry),
    'its people are counted': () => count(listed),
    'they are left out': async () => String((await unknownExclusions(without, sources)).length),
    '50,000 pasted ids are counted': () => count(ids),
    'a roster of 50,000 is met': () => count(ofTeam),
    'the roster is counted again': () => count(ofTeam),
    '200,000 are planned': () => planBroadcast(storage.ledger, sources, plan, now),
    'their report is made': () => report(storage, broadcast),
  };
  const results: ListResult[] = [];
  for (const [name, work] of Object.entries(works)) results.push(await measured(name, work));
  return results;
}

async function report(storage: Storage, broadcast: Broadcast): Promise<string> {
  let bytes = 0;
  const words = reportWords({ say: (key) => key, lang: 'ja' }, 'Asia/Tokyo');
  const ports = { ledger: storage.ledger, store: storage.broadcasts };
  for await (const piece of reportCsv(ports, broadcast, words)) bytes += Buffer.byteLength(piece);
  return `${bytes} bytes`;
}

function teamOf(id: string) {
  return {
    id,
    kind: 'team' as const,
    teamId: id.replace('team:', ''),
    conversationId: null,
    userId: null,
    tenantId: idOf(1),
    serviceUrl: 'https://smba.trafficmanager.net/jp/',
    name: '全職員',
    locale: null,
  };
}

/** Pages as Teams gives them. */
const rosterPage = 500;

function sourcesOf(storage: Storage, members: number): AudienceSources {
  return {
    ...storage,
    channels: () => Promise.resolve(true),
    // As the bot does: the second time it is there already.
    roster: cacheRosters(async function* () {
      for (let from = 0; from < members; from += rosterPage) {
        await new Promise((resolve) => setImmediate(resolve));
        yield many(rosterPage, (n) => memberOf(from + n));
      }
    }, systemClock),
  };
}

function memberOf(n: number): RosterMember {
  return {
    userId: `29:${n}`,
    aadObjectId: idOf(n),
    upn: `roster.${n}@city.example.jp`,
    name: `職員${n}`,
    isGuest: false,
  };
}

export function describeLists(results: readonly ListResult[]): string {
  return results
    .map(({ name, cpuMs, wallMs, workMs, ms, load, outcome }) =>
      `${name}: held ${cpuMs.toFixed(0)} ms (by the clock ${wallMs.toFixed(0)}), ${workMs.toFixed(0)} ms of work in ${ms.toFixed(0)} ms, load ${load.toFixed(1)} ${outcome}`.trim(),
    )
    .join('\n');
}
