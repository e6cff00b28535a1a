import { type Kysely, type Selectable, sql } from 'kysely';
import { uploadsOf } from '../../broadcast/decide/audience.ts';
import type { Broadcast } from '../../broadcast/decide/broadcast.ts';
import { isOut } from '../../broadcast/decide/decide-command.ts';
import type { BroadcastStep, BroadcastStore } from '../../broadcast/ports.ts';
import { type AppendAudit, createAuditStore } from '../audit.ts';
import { createAcknowledgements } from './acknowledgements.ts';
import { createGrantStore } from './grants.ts';
import { cancelMessage, isOf, resendDeliveries } from '../ledger/ledger.ts';
import { type Dialect, rowsWritten, type Tables, type Trx } from '../schema.ts';
/** Broadcasts forgotten at a time: SQLite takes 32,766 parameters, and what is left goes the next time. */
const pruneBatch = 1000;
/** What has no column of its own. */
type Data = Omit<
  Broadcast,
  'id' | 'version' | 'state' | 'authorId' | 'sendAt' | 'progress' | 'createdAt' | 'updatedAt'
>;

export function createBroadcastStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): BroadcastStore {
  const commitStep: BroadcastStore['commitStep'] = async (next, entry, step) => {
    try {
      const count = await db.transaction().execute(async (trx) => {
        if (!(await putNext(trx, next))) throw new NotCommitted('stale');
        await noteUploads(trx, next);
        // Locks the end of the trail: of two releases of one author the second counts the first.
        await appendAudit(trx, entry);
        if (step.limit && (await releasedSince(trx, next.authorId, step.limit.since)) > step.limit.most)
          throw new NotCommitted('tooMany');
        return await changeDeliveries(trx, dialect, step, next.updatedAt);
      });
      return { ok: true, count };
    } catch (error) {
      if (error instanceof NotCommitted) return { ok: false, refusal: error.refusal };
      throw error;
    }
  };

  return {
    async get(id) {
      const row = await db.selectFrom('broadcasts').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? broadcastOf(row) : null;
    },

    async list({ authorId, state, after, limit }) {
      let query = db
        .selectFrom('broadcasts')
        .selectAll()
        .where('state', '!=', 'deleted')
        .orderBy('updatedAt', 'desc')
        .orderBy('id')
        .limit(limit);
      if (authorId !== undefined) query = query.where('authorId', '=', authorId);
      if (state !== undefined) query = query.where('state', '=', state);
      if (after !== undefined)
        query = query.where((or) =>
          or.or([
            or('updatedAt', '<', after.updatedAt),
            or.and([or('updatedAt', '=', after.updatedAt), or('id', '>', after.id)]),
          ]),
        );
      return (await query.execute()).map(broadcastOf);
    },

    async outSince(since) {
      return await db
        .selectFrom('broadcasts')
        .select(['id', 'version', 'state', 'updatedAt'])
        .where('state', 'in', ['released', 'recalled'])
        .where('updatedAt', '>', since)
        .orderBy('updatedAt')
        .orderBy('id')
        .execute();
    },

    async madeFrom(authorId, madeFrom) {
      const row = await db
        .selectFrom('broadcasts')
        .selectAll()
        .where('authorId', '=', authorId)
        .where('madeFrom', '=', madeFrom)
        .executeTakeFirst();
      return row ? broadcastOf(row) : null;
    },

    async create(broadcast, entry, madeFrom) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('broadcasts')
          .values({
            id: broadcast.id,
            releasedAt: null,
            progress: null,
            madeFrom: madeFrom ?? null,
            ...columnsOf(broadcast),
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (rowsWritten(added) === 0) return false;
        await noteUploads(trx, broadcast);
        await appendAudit(trx, entry);
        return true;
      });
    },

    async commit(next, entry) {
      return (await commitStep(next, entry, {})).ok;
    },

    commitStep,

    async setProgress(id, progress) {
      await db
        .updateTable('broadcasts')
        .set({ progress: progress && JSON.stringify(progress) })
        .where('id', '=', id)
        .execute();
    },

    async due(now) {
      const rows = await db
        .selectFrom('broadcasts')
        .select('id')
        .where('state', '=', 'scheduled')
        .where('sendAt', '<=', now)
        .orderBy('sendAt')
        .execute();
      return rows.map(({ id }) => id);
    },

    releasedSince: (authorId, since) => releasedSince(db, authorId, since),

    ...createAuditStore(db, appendAudit),
    ...createGrantStore(db, appendAudit),
    ...createAcknowledgements(db),

    async prune(before) {
      return await db.transaction().execute(async (trx) => {
        // Held, so that nothing is done to what is being forgotten; what others hold now goes the next time.
        const found = oldOnes(trx, before);
        const old = (await (dialect === 'postgres' ? found.forUpdate().skipLocked() : found).execute()).map(
          ({ id }) => id,
        );
        if (old.length === 0) return 0;
        await trx.deleteFrom('acknowledgements').where('broadcastId', 'in', old).execute();
        await trx.deleteFrom('uploadUses').where('broadcastId', 'in', old).execute();
        const removed = await trx.deleteFrom('broadcasts').where('id', 'in', old).executeTakeFirst();
        return Number(removed.numDeletedRows);
      });
    },
  };
}

/** Ids of what nothing has changed since, nor anything that was sent for it. */
function oldOnes(trx: Trx, before: number) {
  return (
    trx
      .selectFrom('broadcasts')
      .select('id')
      .where('updatedAt', '<', before)
      .limit(pruneBatch)
      // Nor what is to go out, nor what is there to be copied.
      .where('state', 'not in', ['scheduled', 'template'])
      // Nor has anything that was sent for it changed since, or is still on its way.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('messages')
              .select('messages.id')
              .where(isOf(sql.ref('broadcasts.id'), sql.ref('messages.id')))
              .where((or) =>
                or.or([or('messages.updatedAt', '>=', before), or('messages.state', '=', sql.lit('ready'))]),
              ),
          ),
        ),
      )
  );
}

/** Takes the transaction back. */
class NotCommitted extends Error {
  readonly refusal: 'stale' | 'tooMany';

  constructor(refusal: 'stale' | 'tooMany') {
    super(refusal);
    this.refusal = refusal;
  }
}

/** false: the version before it does not stand any more, so whoever comes second finds it gone. */
async function putNext(trx: Trx, next: Broadcast): Promise<boolean> {
  const isGivenOut = next.state === 'released' || next.state === 'scheduled';
  const changed = await trx
    .updateTable('broadcasts')
    .set((eb) => ({
      ...columnsOf(next),
      ...(isGivenOut && { releasedAt: eb.fn.coalesce('releasedAt', eb.val(next.updatedAt)) }),
    }))
    .where('id', '=', next.id)
    .where('version', '=', next.version - 1)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

async function releasedSince(db: Kysely<Tables>, authorId: string, since: number): Promise<number> {
  const row = await db
    .selectFrom('broadcasts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('authorId', '=', authorId)
    .where('releasedAt', '>', since)
    .executeTakeFirstOrThrow();
  return row.count;
}

async function changeDeliveries(
  trx: Trx,
  dialect: Dialect,
  { resend, cancel }: BroadcastStep,
  now: number,
): Promise<number> {
  let count = 0;
  for (const messageId of resend?.messageIds ?? [])
    count += await resendDeliveries(trx, dialect, { messageId, state: resend!.of }, now);
  for (const id of cancel?.messageIds ?? []) count += await cancelMessage(trx, dialect, id, now);
  return count;
}

/** What a broadcast has ever named stays as long as it does: its approval and its plan speak of it. */
async function noteUploads(trx: Trx, { id, audience }: Broadcast): Promise<void> {
  const uses = uploadsOf(audience).map((upload) => ({ uploadId: upload.id, broadcastId: id }));
  if (uses.length === 0) return;
  await trx
    .insertInto('uploadUses')
    .values(uses)
    .onConflict((conflict) => conflict.columns(['uploadId', 'broadcastId']).doNothing())
    .execute();
}

function columnsOf({ id: _, version, state, authorId, sendAt, createdAt, updatedAt, ...rest }: Broadcast) {
  const { progress: _progress, ...data } = rest;
  return {
    version,
    state,
    authorId,
    sendAt,
    data: JSON.stringify(data satisfies Data),
    createdAt,
    updatedAt,
  };
}

function broadcastOf(row: Selectable<Tables['broadcasts']>): Broadcast {
  const { data: json, progress, releasedAt, madeFrom: _, ...columns } = row;
  const data = JSON.parse(json) as Data;
  return {
    ...data,
    // Rows that were written before corrections could wait, or refusals took a reason, do not have them.
    correction: (data as Partial<Data>).correction ?? null,
    rejection: (data as Partial<Data>).rejection ?? null,
    sentAt: (data as Partial<Data>).sentAt ?? (isOut(row.state) ? releasedAt : null),
    ...columns,
    progress: progress === null ? null : (JSON.parse(progress) as Broadcast['progress']),
  };
}
