import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The editions of the dataset, and which of them answers. */
export const editionMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('editions')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('as_of', 'text')
      .addColumn('fiscal_year', 'integer')
      .addColumn('source_file', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('made_by', 'text', (column) => column.notNull())
      .addColumn('made_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('edition_files')
      .addColumn('edition_id', 'text', (column) => column.notNull().references('editions.id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('edition_files_pk', ['edition_id', 'name'])
      .execute();
    await db.schema
      .createTable('edition_active')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('edition_id', 'text', (column) => column.notNull().references('editions.id'))
      .addColumn('turn', 'integer', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .execute();
  },
};

/** When each edition began to answer last: those that never did are drafts of somebody's. */
export const editionYearMigration: Migration = {
  async up(db) {
    await db.schema.alterTable('editions').addColumn('answered_at', 'bigint').execute();
    await sql`update editions set answered_at = (select since from edition_active)
      where id in (select edition_id from edition_active)`.execute(db);
  },
};
