import type { Migration } from 'kysely/migration';

/** What the store knows of itself, by name. */
export const factMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('facts')
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
