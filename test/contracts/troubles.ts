import pg from 'pg';
import { systemClock } from '../../src/calendar/clock.ts';
import type { NewMessage } from '../../src/delivery/ports.ts';
import type { WorkerOptions } from '../../src/delivery/options.ts';
import { startWorker } from '../../src/delivery/worker.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { PoolOptions } from '../../src/storage/server/pool.ts';
import { startSilentLine } from './silent-line.ts';

/** What befalls the server, how the worker is told of it, and how it ends. */
interface Trouble {
  readonly says: RegExp;
  readonly begin: (to: Befallen) => Promise<unknown>;
  readonly end: (to: Befallen) => Promise<unknown>;
}
interface Befallen {
  readonly other: pg.Client;
  readonly database: string;
  readonly line: Awaited<ReturnType<typeof startSilentLine>>;
}

const terminate = ({ other }: Befallen) =>
  other.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );
const nothing = () => Promise.resolve();

export const troubles: Readonly<Record<string, Trouble>> = {
  'a lock that is held longer than anybody waits': {
    says: /lock timeout/,
    begin: ({ other }) => other.query('begin; lock table deliveries, messages'),
    end: ({ other }) => other.query('rollback'),
  },
  'a failover without a word, new connections silent as well for a while': {
    says: /timeout/,
    begin: ({ line }) => {
      line.silence(true);
      return nothing();
    },
    end: ({ line }) => {
      line.newOnesPass();
      return nothing();
    },
  },
  // A session stays so until it is left: what is set for the database counts for new ones.
  'a server that only reads': {
    says: /read-only/,
    begin: async (to) => {
      await to.other.query(`alter database ${to.database} set default_transaction_read_only = on`);
      await terminate(to);
    },
    end: ({ other, database }) =>
      other.query(
        `set default_transaction_read_only = off; alter database ${database} reset default_transaction_read_only`,
      ),
  },
  'connections that the server ends': { says: /terminat/, begin: terminate, end: terminate },
};

interface Sending {
  /** The server's database, migrated. */
  readonly url: string;
  readonly pool?: Partial<PoolOptions>;
  readonly options?: Partial<WorkerOptions>;
  readonly people: number;
  /** The trouble goes on until the worker has been told of it so often. */
  readonly failures: number;
}

const message: NewMessage = {
  id: 'broadcast-1',
  kind: 'broadcast',
  action: 'post',
  priority: 1,
  content: { ja: { summary: 's', card: {} } },
  originalId: null,
};

function person(n: number) {
  return {
    ...{ id: `person:${n}`, kind: 'person' as const, teamId: null, conversationId: `a:${n}`, userId: null },
    ...{ tenantId: 't', serviceUrl: 'https://example.jp/', name: null, locale: null },
  };
}

/**
 * Sends a broadcast with the worker and the pool as they are while that befalls the server. Returns who got it how
 * often, what the ledger says, and when, from the trouble's end on, the first was sent and all was over.
 */
export async function sendThrough(
  trouble: Trouble,
  { url, pool = {}, options = {}, people, failures }: Sending,
) {
  const line = await startSilentLine(url);
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  const to: Befallen = { other, line, database: new URL(url).pathname.slice(1) };
  const direct = openStorage({ dataDir: '', databaseUrl: url });
  await direct.ready();
  const recipients = Array.from({ length: people }, (_, n) => person(n));
  await direct.reach.apply(
    recipients.map((recipient) => ({ type: 'reachable', recipient })),
    1,
  );
  const due = recipients.map(({ id }) => ({ recipientId: id, dueAt: 1, content: null, skip: null }));
  await direct.ledger.plan(message, due, 1);

  const got = new Map<string, number>();
  let [endedAt, firstMs]: [number | null, number | null] = [null, null];
  const told = new Set<unknown>();
  const begun = Promise.withResolvers<null>();
  const enough = Promise.withResolvers<null>();
  const storage = openStorage({ dataDir: '', databaseUrl: line.url, pool });
  const worker = startWorker({
    ...storage,
    send: ({ recipientId }) => {
      got.set(recipientId, (got.get(recipientId) ?? 0) + 1);
      if (got.size > people / 4) begun.resolve(null);
      if (endedAt !== null) firstMs ??= performance.now() - endedAt;
      return Promise.resolve({
        type: 'accepted',
        post: { conversationId: recipientId, activityId: `${got.size}` },
      });
    },
    openChat: () => Promise.reject(new Error('all have a chat')),
    clock: systemClock,
    random: () => 0,
    options,
    events: {
      failed: (error) => {
        if (trouble.says.test(String(error))) told.add(error);
        if (told.size >= failures) enough.resolve(null);
      },
    },
  });
  await begun.promise;
  await trouble.begin(to);
  await enough.promise;
  await trouble.end(to);
  endedAt = performance.now();
  let counts = await direct.ledger.counts(message.id);
  while (counts.pending + counts.leased > 0) {
    await systemClock.sleep(20);
    counts = await direct.ledger.counts(message.id);
  }
  const allMs = performance.now() - endedAt;
  await worker.stop();
  await Promise.all([storage.close(), direct.close(), other.end()]);
  await line.close();
  return { got, counts, firstMs, allMs };
}
