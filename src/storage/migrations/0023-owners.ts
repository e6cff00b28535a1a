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

/** Which owners were asked about their department's rows, and what they said. */
export const confirmationMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('row_confirmations')
      .addColumn('row_id', 'text', (column) => column.notNull())
      .addColumn('round', 'text', (column) => column.notNull())
      .addColumn('department', 'text', (column) => column.notNull())
      .addColumn('answer', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('person_name', 'text', (column) => column.notNull())
      .addColumn('confirmed_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('row_confirmations_pk', ['round', 'row_id'])
      .execute();
    await db.schema
      .createTable('confirmation_rounds')
      .addColumn('round', 'text', (column) => column.notNull())
      .addColumn('department', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('asked_at', 'bigint', (column) => column.notNull())
      .addColumn('reminded_at', 'bigint')
      .addPrimaryKeyConstraint('confirmation_rounds_pk', ['round', 'department'])
      .execute();
  },
};
