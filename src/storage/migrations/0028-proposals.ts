import type { Migration } from 'kysely/migration';

/** Draft editions, the files that they come from, and what editors have said of forms. */
export const proposalMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('proposals')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('edition_id', 'text', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .addColumn('moved_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('proposals_by_state')
      .on('proposals')
      .columns(['state', 'moved_at', 'id'])
      .execute();
    await db.schema
      .createTable('proposal_files')
      .addColumn('proposal_id', 'text', (column) => column.notNull().references('proposals.id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('proposal_files_pk', ['proposal_id', 'name'])
      .execute();
    await db.schema
      .createTable('proposal_changes')
      .addColumn('proposal_id', 'text', (column) => column.notNull().references('proposals.id'))
      .addColumn('page', 'integer', (column) => column.notNull())
      .addColumn('entries', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('proposal_changes_pk', ['proposal_id', 'page'])
      .execute();
    await db.schema
      .createTable('sent_files')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('sent_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('file_forms')
      .addColumn('form', 'text', (column) => column.primaryKey().notNull())
      .addColumn('choices', 'text', (column) => column.notNull())
      .addColumn('set_by', 'text', (column) => column.notNull())
      .addColumn('set_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};

/** Long files of editions and drafts are compressed from here on: no column changes, but earlier versions can't read them. */
export const packedFileMigration: Migration = {
  async up() {
    // What was written before stays as it is and is read as it is.
  },
};
