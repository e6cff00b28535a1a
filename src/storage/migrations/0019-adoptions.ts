import type { Migration } from 'kysely/migration';

/** Who takes what over from whom. */
export const adoptionMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('adoptions')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('initiative_id', 'text', (column) => column.notNull())
      .addColumn('department', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .addColumn('began_at', 'bigint', (column) => column.notNull())
      .addColumn('moved_at', 'bigint', (column) => column.notNull())
      .addColumn('asked_at', 'bigint')
      .execute();
    await db.schema
      .createIndex('adoptions_one_each')
      .unique()
      .on('adoptions')
      .columns(['initiative_id', 'department'])
      .execute();
    await db.schema
      .createTable('adoption_steps')
      // The number of its entry in the audit trail: steps become visible in that order.
      .addColumn('seq', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('adoption_id', 'text', (column) => column.notNull().references('adoptions.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('person_name', 'text', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('adoption_steps_of')
      .on('adoption_steps')
      .columns(['adoption_id', 'seq'])
      .execute();
    await db.schema
      .createTable('person_departments')
      .addColumn('person_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('department', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('quiet_departments')
      .addColumn('department', 'text', (column) => column.primaryKey().notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .execute();
  },
};
