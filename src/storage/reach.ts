import { type Kysely, type Selectable, sql } from 'kysely';
import type { ReachStore } from '../delivery/ports.ts';
import type { Recipient } from '../delivery/recipient.ts';
import type { Tables } from './schema.ts';

/** Reasons that a team's own events give: what such an event took away, the opposite one brings back. */
const teamReasons = ['uninstalled', 'teamDeleted', 'teamArchived'];

export function recipientOf(row: Selectable<Tables['recipients']>): Recipient {
  return {
    id: row.id,
    kind: row.kind,
    teamId: row.team_id,
    conversationId: row.conversation_id,
    userId: row.user_id,
    tenantId: row.tenant_id,
    serviceUrl: row.service_url,
    name: row.name,
    locale: row.locale,
    state: row.state,
    reason: row.reason,
  };
}

export function createReachStore(db: Kysely<Tables>): ReachStore {
  return {
    async apply(changes, now) {
      if (changes.length === 0) return;
      await db.transaction().execute(async (trx) => {
        for (const change of changes) {
          if (change.type === 'reachable') {
            const { id, kind, teamId, conversationId, userId, tenantId, serviceUrl, name, locale } =
              change.recipient;
            await trx
              .insertInto('recipients')
              .values({
                id,
                kind,
                team_id: teamId,
                conversation_id: conversationId,
                user_id: userId,
                tenant_id: tenantId,
                service_url: serviceUrl,
                name,
                locale,
                state: 'active',
                reason: null,
                updated_at: now,
              })
              .onConflict((conflict) =>
                conflict.column('id').doUpdateSet((eb) => ({
                  tenant_id: tenantId,
                  service_url: serviceUrl,
                  team_id: eb.fn.coalesce('excluded.team_id', 'recipients.team_id'),
                  conversation_id: eb.fn.coalesce('excluded.conversation_id', 'recipients.conversation_id'),
                  user_id: eb.fn.coalesce('excluded.user_id', 'recipients.user_id'),
                  name: eb.fn.coalesce('excluded.name', 'recipients.name'),
                  locale: eb.fn.coalesce('excluded.locale', 'recipients.locale'),
                  state: 'active',
                  reason: null,
                  updated_at: now,
                })),
              )
              .execute();
          } else if (change.type === 'team') {
            let update = trx
              .updateTable('recipients')
              .set({
                state: change.state,
                reason: change.state === 'active' ? null : change.reason,
                updated_at: now,
              })
              .where('team_id', '=', change.teamId);
            update =
              change.state === 'active'
                ? update.where('reason', 'in', teamReasons)
                : update.where('state', '!=', 'gone');
            await update.execute();
          } else if (change.type === 'named') {
            if (change.upn !== null)
              await trx
                .updateTable('recipients')
                .set({ upn: null })
                .where('upn', '=', change.upn)
                .where('id', '!=', change.id)
                .execute();
            await trx
              .updateTable('recipients')
              .set({ upn: change.upn, upn_asked_at: now })
              .where('id', '=', change.id)
              .execute();
          } else if (change.type === 'opened' || change.type === 'closed') {
            const conversationId = change.type === 'opened' ? change.conversationId : null;
            await trx
              .updateTable('recipients')
              .set({ conversation_id: conversationId, updated_at: now })
              .where('id', '=', change.id)
              .execute();
          } else {
            await trx
              .updateTable('recipients')
              .set({
                state: change.type === 'park' ? 'parked' : 'gone',
                reason: change.reason,
                updated_at: now,
              })
              .where('id', '=', change.id)
              // What is gone is not merely parked.
              .where('state', '!=', 'gone')
              .execute();
          }
        }
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
        .where('conversation_id', 'is not', null)
        .where((or) => or.or([or('upn_asked_at', 'is', null), or('upn_asked_at', '<', askedBefore)]))
        // Nobody has been asked for first: databases differ on where null stands.
        .orderBy((eb) => eb.fn.coalesce('upn_asked_at', sql.lit(0)))
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
      if (teamId !== undefined) query = query.where('team_id', '=', teamId);
      if (state !== undefined) query = query.where('state', '=', state);
      if (after !== undefined) query = query.where('id', '>', after);
      return (await query.execute()).map(recipientOf);
    },
  };
}
