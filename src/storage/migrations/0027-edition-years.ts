import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When each edition began to answer last: those that never did are drafts of somebody's. */
export const editionYearMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('editions').addColumn('answered_at', 'bigint').execute();
    await sql`update editions set answered_at = (select since from edition_active)
      where id in (select edition_id from edition_active)`.execute(db);
  },
};
