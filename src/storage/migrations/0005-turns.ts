import type { Migration } from 'kysely/migration';

/** What several instances remember of turns together. */
export const turnMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('turns')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('answer', 'text')
      .addColumn('held_until', 'bigint')
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('turns_expire').on('turns').column('expires_at').execute();
    await db.schema
      .createTable('turn_contexts')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('context', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('turn_contexts_expire').on('turn_contexts').column('expires_at').execute();
  },
};
