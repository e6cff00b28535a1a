import type { Migration } from 'kysely/migration';

/** What is followed where. */
export const followMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('follows')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('recipient_id', 'text', (column) => column.notNull())
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('lang', 'text', (column) => column.notNull())
      .addColumn('set_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('revision', 'text', (column) => column.notNull())
      .addColumn('seen', 'text', (column) => column.notNull())
      .addColumn('news_seq', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('follows_recipient')
      .on('follows')
      .columns(['recipient_id', 'created_at'])
      .execute();
  },
};

/** What the rows were called, for when they are there no more. */
export const followNameMigration: Migration = {
  async up(db) {
    await db.schema.alterTable('follows').addColumn('names', 'text').execute();
  },
};
