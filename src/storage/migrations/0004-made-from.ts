import type { Migration } from 'kysely/migration';

/** What a broadcast was made from. */
export const madeFromMigration: Migration = {
  async up(db) {
    await db.schema.alterTable('broadcasts').addColumn('made_from', 'text').execute();
    await db.schema
      .createIndex('broadcasts_made_from')
      .unique()
      .on('broadcasts')
      .columns(['author_id', 'made_from'])
      .execute();
  },
};
