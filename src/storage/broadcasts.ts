import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { uploadsOf } from '../broadcast/decide/audience.ts';
import type { Broadcast } from '../broadcast/decide/broadcast.ts';
import { isOut } from '../broadcast/decide/decide-command.ts';
import type { BroadcastStep, BroadcastStore } from '../broadcast/ports.ts';
import { type AppendAudit, createAuditStore } from './audit.ts';
import type { BroadcastTables } from './broadcast-schema.ts';
import { cancelMessage, isOf, resendDeliveries } from './ledger/ledger.ts';
import type { Dialect, Tables } from './schema.ts';

type Trx = Transaction<Tables>;
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
        .orderBy('updated_at', 'desc')
        .orderBy('id')
        .limit(limit);
      if (authorId !== undefined) query = query.where('author_id', '=', authorId);
      if (state !== undefined) query = query.where('state', '=', state);
      if (after !== undefined)
        query = query.where((or) =>
          or.or([
            or('updated_at', '<', after.updatedAt),
            or.and([or('updated_at', '=', after.updatedAt), or('id', '>', after.id)]),
          ]),
        );
      return (await query.execute()).map(broadcastOf);
    },

    async outSince(since) {
      const rows = await db
        .selectFrom('broadcasts')
        .select(['id', 'version', 'state', 'updated_at'])
        .where('state', 'in', ['released', 'recalled'])
        .where('updated_at', '>', since)
        .orderBy('updated_at')
        .orderBy('id')
        .execute();
      return rows.map(({ updated_at: updatedAt, ...head }) => ({ ...head, updatedAt }));
    },

    async madeFrom(authorId, madeFrom) {
      const row = await db
        .selectFrom('broadcasts')
        .selectAll()
        .where('author_id', '=', authorId)
        .where('made_from', '=', madeFrom)
        .executeTakeFirst();
      return row ? broadcastOf(row) : null;
    },

    async create(broadcast, entry, madeFrom) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('broadcasts')
          .values({
            id: broadcast.id,
            released_at: null,
            progress: null,
            made_from: madeFrom ?? null,
            ...columnsOf(broadcast),
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (Number(added.numInsertedOrUpdatedRows ?? 0n) === 0) return false;
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
        .selectAll()
        .where('state', '=', 'scheduled')
        .where('send_at', '<=', now)
        .orderBy('send_at')
        .execute();
      return rows.map(broadcastOf);
    },

    releasedSince: (authorId, since) => releasedSince(db, authorId, since),

    async roles(personId) {
      const rows = await db
        .selectFrom('role_grants')
        .select('role')
        .where('person_id', '=', personId)
        .orderBy('role')
        .execute();
      return rows.map(({ role }) => role);
    },

    async granted(role) {
      const rows = await db
        .selectFrom('role_grants')
        .select('person_id')
        .where('role', '=', role)
        .orderBy('person_id')
        .execute();
      return rows.map((row) => row.person_id);
    },

    async grant(personId, role, entry) {
      return await db.transaction().execute(async (trx) => {
        const added = await trx
          .insertInto('role_grants')
          .values({ person_id: personId, role, granted_at: entry.at })
          .onConflict((conflict) => conflict.columns(['person_id', 'role']).doNothing())
          .executeTakeFirst();
        if (Number(added.numInsertedOrUpdatedRows ?? 0n) === 0) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },

    async revoke(personId, role, entry) {
      return await db.transaction().execute(async (trx) => {
        const removed = await trx
          .deleteFrom('role_grants')
          .where('person_id', '=', personId)
          .where('role', '=', role)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return false;
        await appendAudit(trx, entry);
        return true;
      });
    },

    ...createAuditStore(db, appendAudit),

    async grantedBy(actorId, personId, since) {
      const row = await db
        .selectFrom('audit')
        .select('seq')
        .where('actor', '=', actorId)
        .where('subject', '=', personId)
        .where('action', '=', 'grant')
        .where('at', '>', since)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    async acknowledge(broadcastId, recipientId, now, channelId = null) {
      const added = await db
        .insertInto('acknowledgements')
        .columns(['broadcast_id', 'recipient_id', 'at'])
        .expression((eb) =>
          eb
            .selectFrom('deliveries')
            .select([
              sql<string>`cast(${broadcastId} as text)`.as('broadcast_id'),
              sql<string>`cast(${recipientId} as text)`.as('recipient_id'),
              sql<number>`cast(${now} as bigint)`.as('at'),
            ])
            // Of those to whom it was sent, or to whose channel: others may have the card too, by a colleague.
            .where('message_id', '=', broadcastId)
            .where('recipient_id', 'in', [recipientId, channelId ?? recipientId])
            .where('state', 'not in', ['skipped', 'cancelled'])
            .limit(1),
        )
        .onConflict((conflict) => conflict.columns(['broadcast_id', 'recipient_id']).doNothing())
        .executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0n) > 0;
    },

    async acknowledgements(broadcastId) {
      const row = await db
        .selectFrom('acknowledgements')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('broadcast_id', '=', broadcastId)
        .executeTakeFirstOrThrow();
      return row.count;
    },

    async acknowledged(broadcastId, recipientIds) {
      if (recipientIds.length === 0) return new Set();
      const rows = await db
        .selectFrom('acknowledgements')
        .select('recipient_id')
        .where('broadcast_id', '=', broadcastId)
        .where('recipient_id', 'in', recipientIds)
        .execute();
      return new Set(rows.map((row) => row.recipient_id));
    },

    async prune(before) {
      return await db.transaction().execute(async (trx) => {
        const old = trx
          .selectFrom('broadcasts')
          .select('id')
          .where('updated_at', '<', before)
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
                    or.or([
                      or('messages.updated_at', '>=', before),
                      or('messages.state', '=', sql.lit('ready')),
                    ]),
                  ),
              ),
            ),
          );
        await trx.deleteFrom('acknowledgements').where('broadcast_id', 'in', old).execute();
        await trx.deleteFrom('upload_uses').where('broadcast_id', 'in', old).execute();
        const removed = await trx.deleteFrom('broadcasts').where('id', 'in', old).executeTakeFirst();
        return Number(removed.numDeletedRows);
      });
    },
  };
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
      ...(isGivenOut && { released_at: eb.fn.coalesce('released_at', eb.val(next.updatedAt)) }),
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
    .where('author_id', '=', authorId)
    .where('released_at', '>', since)
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
  const uses = uploadsOf(audience).map((upload) => ({ upload_id: upload.id, broadcast_id: id }));
  if (uses.length === 0) return;
  await trx
    .insertInto('upload_uses')
    .values(uses)
    .onConflict((conflict) => conflict.columns(['upload_id', 'broadcast_id']).doNothing())
    .execute();
}

function columnsOf({
  id: _id,
  version,
  state,
  authorId,
  sendAt,
  createdAt,
  updatedAt,
  progress: _p,
  ...data
}: Broadcast) {
  return {
    version,
    state,
    author_id: authorId,
    send_at: sendAt,
    data: JSON.stringify(data satisfies Data),
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

function broadcastOf(row: Selectable<BroadcastTables['broadcasts']>): Broadcast {
  const data = JSON.parse(row.data) as Data;
  return {
    ...data,
    // Rows that were written before corrections could wait, or refusals took a reason, do not have them.
    correction: (data as Partial<Data>).correction ?? null,
    rejection: (data as Partial<Data>).rejection ?? null,
    sentAt: (data as Partial<Data>).sentAt ?? (isOut(row.state) ? row.released_at : null),
    id: row.id,
    version: row.version,
    state: row.state,
    authorId: row.author_id,
    sendAt: row.send_at,
    progress: row.progress === null ? null : (JSON.parse(row.progress) as Broadcast['progress']),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
