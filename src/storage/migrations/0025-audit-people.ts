import type { Migration } from 'kysely/migration';

/** The trail covers pseudonyms, so that people can be erased, and names the key that an entry is made with. */
export const auditPeopleMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('audit_people')
      .addColumn('person_id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('salt', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .alterTable('audit')
      .addColumn('form', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();
    await db.schema.alterTable('audit').addColumn('key_id', 'text').execute();
    await db.schema.createIndex('audit_actor').on('audit').columns(['actor', 'at']).execute();
  },
};
