import type { Migration } from 'kysely/migration';

/** By which name people sign in, as Teams tells it, and when it was asked last. */
export const personNameMigration: Migration = {
  async up(db) {
    await db.schema.alterTable('recipients').addColumn('upn', 'text').execute();
    await db.schema.alterTable('recipients').addColumn('upn_asked_at', 'bigint').execute();
    await db.schema.createIndex('recipients_upn').on('recipients').column('upn').execute();
  },
};
