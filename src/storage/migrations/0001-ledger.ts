import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Recipients, messages and their deliveries, slots, subscriptions and highlights. */
export const ledgerMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('recipients')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('team_id', 'text')
      .addColumn('conversation_id', 'text')
      .addColumn('user_id', 'text')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('service_url', 'text', (column) => column.notNull())
      .addColumn('name', 'text')
      .addColumn('locale', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('recipients_team').on('recipients').column('team_id').execute();

    await db.schema
      .createTable('messages')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('priority', 'integer', (column) => column.notNull())
      .addColumn('content', 'text')
      .addColumn('original_id', 'text', (column) => column.references('messages.id'))
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('turn', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('messages_ready')
      .on('messages')
      .columns(['priority', 'turn', 'id'])
      .where(sql.ref('state'), '=', 'ready')
      .execute();

    await db.schema
      .createTable('deliveries')
      .addColumn('message_id', 'text', (column) => column.notNull().references('messages.id'))
      .addColumn('recipient_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('attempt', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('lease_token', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('departed_at', 'bigint')
      .addColumn('content', 'text')
      .addColumn('conversation_id', 'text')
      .addColumn('activity_id', 'text')
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      // The second half of exactly once: a message has one row per recipient, whoever plans it and however often.
      .addPrimaryKeyConstraint('deliveries_pk', ['message_id', 'recipient_id'])
      .execute();
    // With ORDER BY on the primary key PostgreSQL walks that instead, 10–25 times slower on single claims.
    await db.schema
      .createIndex('deliveries_due')
      .on('deliveries')
      .columns(['message_id', 'due_at', 'recipient_id'])
      .where(sql.ref('state'), '=', 'pending')
      .execute();
    await db.schema
      .createIndex('deliveries_leased')
      .on('deliveries')
      .columns(['lease_until'])
      .where(sql.ref('state'), '=', 'leased')
      .execute();
    // Counting by state touches this index alone.
    await db.schema
      .createIndex('deliveries_state')
      .on('deliveries')
      .columns(['message_id', 'state'])
      .execute();

    await db.schema
      .createTable('slots')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('times', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('slots_updated').on('slots').column('updated_at').execute();

    await db.schema
      .createTable('subscriptions')
      .addColumn('recipient_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('highlights_posts')
      .addColumn('recipient_id', 'text', (column) => column.notNull())
      .addColumn('month', 'text', (column) => column.notNull())
      .addColumn('revision', 'text')
      .addColumn('featured', 'text', (column) => column.notNull())
      .addColumn('planned_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('highlights_posts_pk', ['recipient_id', 'month'])
      .execute();
    await db.schema.createIndex('highlights_posts_month').on('highlights_posts').column('month').execute();

    await db.schema
      .createTable('dataset_snapshots')
      .addColumn('revision', 'text', (column) => column.primaryKey().notNull())
      .addColumn('digests', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
