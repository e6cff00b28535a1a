import type { Migration } from 'kysely/migration';

/** How often each theme was asked for. */
export const questionCountMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('question_counts')
      .addColumn('month', 'text', (column) => column.notNull())
      .addColumn('theme', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('question_counts_pk', ['month', 'theme'])
      .execute();
    await db.schema.createIndex('adoption_steps_at').on('adoption_steps').column('at').execute();
  },
};
