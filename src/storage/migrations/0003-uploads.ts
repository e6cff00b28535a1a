import type { Migration } from 'kysely/migration';

/** The lists of people that come as files. */
export const uploadMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('uploads')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('uploads_created').on('uploads').column('created_at').execute();
    await db.schema
      .createTable('upload_pages')
      .addColumn('upload_id', 'text', (column) => column.notNull().references('uploads.id'))
      .addColumn('page', 'integer', (column) => column.notNull())
      .addColumn('people', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('upload_pages_pk', ['upload_id', 'page'])
      .execute();
    await db.schema
      .createTable('upload_uses')
      .addColumn('upload_id', 'text', (column) => column.notNull().references('uploads.id'))
      .addColumn('broadcast_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('upload_uses_pk', ['upload_id', 'broadcast_id'])
      .execute();
    await db.schema.createIndex('upload_uses_broadcast').on('upload_uses').column('broadcast_id').execute();
  },
};
