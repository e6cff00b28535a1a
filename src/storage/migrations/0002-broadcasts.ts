import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Broadcasts, role grants, the audit trail, acknowledgements. */
export const broadcastMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('broadcasts')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('author_id', 'text', (column) => column.notNull())
      .addColumn('send_at', 'bigint')
      .addColumn('released_at', 'bigint')
      .addColumn('data', 'text', (column) => column.notNull())
      .addColumn('progress', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('broadcasts_author')
      .on('broadcasts')
      .columns(['author_id', 'updated_at'])
      .execute();
    await db.schema
      .createIndex('broadcasts_due')
      .on('broadcasts')
      .column('send_at')
      .where(sql.ref('state'), '=', 'scheduled')
      .execute();
    await db.schema
      .createTable('role_grants')
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('granted_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('role_grants_pk', ['person_id', 'role'])
      .execute();
    await db.schema
      .createTable('audit')
      .addColumn('seq', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('previous_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('audit_end')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('acknowledgements')
      .addColumn('broadcast_id', 'text', (column) => column.notNull())
      .addColumn('recipient_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('acknowledgements_pk', ['broadcast_id', 'recipient_id'])
      .execute();
  },
};
