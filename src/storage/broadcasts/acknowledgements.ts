import { type Kysely, sql } from 'kysely';
import type { BroadcastStore } from '../../broadcast/ports.ts';
import { rowsWritten, type Tables } from '../schema.ts';

/** Who has said that they have read a broadcast. */
export function createAcknowledgements(
  db: Kysely<Tables>,
): Pick<BroadcastStore, 'acknowledge' | 'acknowledgements' | 'acknowledged'> {
  return {
    async acknowledge(broadcastId, recipientId, now, channelId = null) {
      const added = await db
        .insertInto('acknowledgements')
        .columns(['broadcastId', 'recipientId', 'at'])
        .expression((eb) =>
          eb
            .selectFrom('deliveries')
            .select([
              sql<string>`cast(${broadcastId} as text)`.as('broadcastId'),
              sql<string>`cast(${recipientId} as text)`.as('recipientId'),
              sql<number>`cast(${now} as bigint)`.as('at'),
            ])
            // Of those to whom it was sent, or to whose channel: others may have the card too, by a colleague.
            .where('messageId', '=', broadcastId)
            .where('recipientId', 'in', [recipientId, channelId ?? recipientId])
            .where('state', 'not in', ['skipped', 'cancelled'])
            .limit(1),
        )
        .onConflict((conflict) => conflict.columns(['broadcastId', 'recipientId']).doNothing())
        .executeTakeFirst();
      return rowsWritten(added) > 0;
    },

    async acknowledgements(broadcastId) {
      const row = await db
        .selectFrom('acknowledgements')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('broadcastId', '=', broadcastId)
        .executeTakeFirstOrThrow();
      return row.count;
    },

    async acknowledged(broadcastId, recipientIds) {
      if (recipientIds.length === 0) return new Set();
      const rows = await db
        .selectFrom('acknowledgements')
        .select('recipientId')
        .where('broadcastId', '=', broadcastId)
        .where('recipientId', 'in', recipientIds)
        .execute();
      return new Set(rows.map((row) => row.recipientId));
    },
  };
}
