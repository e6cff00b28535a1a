import type { Migration } from 'kysely/migration';

/** Who answers for a department. */
export const ownerMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('department_owners')
      .addColumn('department', 'text', (column) => column.primaryKey().notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text')
      .addColumn('set_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
