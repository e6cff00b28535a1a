import { type Kysely, type Selectable, sql } from 'kysely';
import type { ReachChange, ReachStore } from '../delivery/ports.ts';
import type { Recipient } from '../delivery/recipient.ts';
import type { Tables, Trx } from './schema.ts';

/** Reasons that a team's own events give: what such an event took away, the opposite one brings back. */
const teamReasons = ['uninstalled', 'teamDeleted', 'teamArchived'];

export function recipientOf(row: Selectable<Tables['recipients']>): Recipient {
  const { updatedAt: _, upn: _upn, upnAskedAt: _asked, ...recipient } = row;
  return recipient;
}

export function createReachStore(db: Kysely<Tables>): ReachStore {
  return {
    async apply(changes, now) {
      if (changes.length === 0) return;
      await db.transaction().execute(async (trx) => {
        for (const run of runsOf(changes)) await applyRun(trx, run, now);
      });
    },

    async get(id) {
      const row = await db.selectFrom('recipients').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? recipientOf(row) : null;
    },

    async getMany(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('recipients')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute();
      return new Map(rows.map((row) => [row.id, recipientOf(row)]));
    },

    async byUpn(upns) {
      if (upns.length === 0) return new Map();
      const rows = await db
        .selectFrom('recipients')
        .selectAll()
        .where('upn', 'in', [...upns])
        .execute();
      return new Map(rows.map((row) => [row.upn!, recipientOf(row)]));
    },

    async unnamed({ askedBefore, limit }) {
      const rows = await db
        .selectFrom('recipients')
        .selectAll()
        .where('kind', '=', 'person')
        .where('state', '=', 'active')
        .where('conversationId', 'is not', null)
        .where((or) => or.or([or('upnAskedAt', 'is', null), or('upnAskedAt', '<', askedBefore)]))
        // Nobody has been asked for first: databases differ on where null stands.
        .orderBy((eb) => eb.fn.coalesce('upnAskedAt', sql.lit(0)))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(recipientOf);
    },

    async countUnnamed() {
      const row = await db
        .selectFrom('recipients')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('kind', '=', 'person')
        .where('state', '=', 'active')
        .where('upn', 'is', null)
        .executeTakeFirstOrThrow();
      return row.count;
    },

    async list({ kind, teamId, state, after, limit }) {
      let query = db.selectFrom('recipients').selectAll().orderBy('id').limit(limit);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (teamId !== undefined) query = query.where('teamId', '=', teamId);
      if (state !== undefined) query = query.where('state', '=', state);
      if (after !== undefined) query = query.where('id', '>', after);
      return (await query.execute()).map(recipientOf);
    },
  };
}
type Change<T extends ReachChange['type']> = Extract<ReachChange, { type: T }>;

/** More would hold the event loop where the database is embedded. */
const maxRun = 100;

/**
 * Changes of one kind that follow each other, each of somebody else: what they come to does not depend on their order.
 * A roster brings hundreds, and a statement for each would be a round trip for each.
 */
function* runsOf(changes: readonly ReachChange[]): Generator<readonly ReachChange[]> {
  let run: ReachChange[] = [];
  const seen = new Set<string>();
  for (const change of changes) {
    const names = namesIn(change);
    if (
      run.length === maxRun ||
      (run[0] ?? change).type !== change.type ||
      names.some((name) => seen.has(name))
    ) {
      yield run;
      run = [];
      seen.clear();
    }
    run.push(change);
    for (const name of names) seen.add(name);
  }
  yield run;
}

/** Whatever a change is about. */
function namesIn(change: ReachChange): readonly string[] {
  switch (change.type) {
    case 'reachable':
      return [change.recipient.id];
    case 'team':
      return [change.teamId];
    case 'named':
      return change.upn === null ? [change.id] : [change.id, change.upn];
    default:
      return [change.id];
  }
}

async function applyRun(trx: Trx, run: readonly ReachChange[], now: number): Promise<void> {
  const reachable = run.filter((change) => change.type === 'reachable');
  if (reachable.length > 0) await makeReachable(trx, reachable, now);
  const named = run.filter((change) => change.type === 'named');
  if (named.length > 0) await giveNames(trx, named, now);
  for (const change of run) await applyOne(trx, change, now);
}

async function makeReachable(trx: Trx, changes: readonly Change<'reachable'>[], now: number): Promise<void> {
  const active = { state: 'active', reason: null, updatedAt: now } as const;
  await trx
    .insertInto('recipients')
    .values(changes.map(({ recipient }) => ({ ...recipient, ...active })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        tenantId: eb.ref('excluded.tenantId'),
        serviceUrl: eb.ref('excluded.serviceUrl'),
        teamId: eb.fn.coalesce('excluded.teamId', 'recipients.teamId'),
        conversationId: eb.fn.coalesce('excluded.conversationId', 'recipients.conversationId'),
        userId: eb.fn.coalesce('excluded.userId', 'recipients.userId'),
        name: eb.fn.coalesce('excluded.name', 'recipients.name'),
        locale: eb.fn.coalesce('excluded.locale', 'recipients.locale'),
        ...active,
      })),
    )
    .execute();
}

async function giveNames(trx: Trx, changes: readonly Change<'named'>[], now: number): Promise<void> {
  const pairs = changes.map(({ id, upn }) => sql`(cast(${id} as text), cast(${upn} as text))`);
  const given = sql`with given (id, upn) as (values ${sql.join(pairs)})`;
  // Nobody else has it.
  await sql`${given} update recipients set upn = null
    where upn in (select upn from given where upn is not null)
    and not exists (select 1 from given where given.id = recipients.id and given.upn = recipients.upn)`.execute(
    trx,
  );
  await sql`${given} update recipients set upn = given.upn, upn_asked_at = cast(${now} as bigint)
    from given where recipients.id = given.id`.execute(trx);
}

async function applyOne(trx: Trx, change: ReachChange, now: number): Promise<void> {
  switch (change.type) {
    case 'team': {
      const { teamId, state, reason } = change;
      const update = trx
        .updateTable('recipients')
        .set({ state, reason: state === 'active' ? null : reason, updatedAt: now })
        .where('teamId', '=', teamId);
      await (
        state === 'active' ? update.where('reason', 'in', teamReasons) : update.where('state', '!=', 'gone')
      ).execute();
      return;
    }
    case 'opened':
    case 'closed':
      await trx
        .updateTable('recipients')
        .set({ conversationId: change.type === 'opened' ? change.conversationId : null, updatedAt: now })
        .where('id', '=', change.id)
        .execute();
      return;
    case 'park':
    case 'gone':
      await trx
        .updateTable('recipients')
        .set({ state: change.type === 'park' ? 'parked' : 'gone', reason: change.reason, updatedAt: now })
        .where('id', '=', change.id)
        // What is gone is not merely parked.
        .where('state', '!=', 'gone')
        .execute();
      return;
    case 'reachable':
    case 'named':
    // Many of them at once: above.
  }
}
