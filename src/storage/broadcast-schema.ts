import { type Migration, sql } from 'kysely';
import type { BroadcastState } from '../broadcast/decide/broadcast.ts';
import type { GrantableRole } from '../access/roles.ts';

/** The tables of the broadcasts, in the form of schema.ts. */
export interface BroadcastTables {
  broadcasts: {
    id: string;
    version: number;
    state: BroadcastState;
    author_id: string;
    send_at: number | null;
    /** When it was first given out, to be sent at once or later; null = never. */
    released_at: number | null;
    /** The rest, as JSON. */
    data: string;
    progress: string | null;
    /** Which form, or which press of a copy, it was made from: once for each author. */
    made_from: string | null;
    created_at: number;
    updated_at: number;
  };
  role_grants: {
    person_id: string;
    role: GrantableRole;
    granted_at: number;
  };
  audit: {
    seq: number;
    at: number;
    actor: string;
    action: string;
    subject: string;
    detail: string;
    previous_hash: string;
    hash: string;
  };
  /** One row: the end of the trail, locked while an entry is added. */
  audit_end: {
    id: number;
    seq: number;
    hash: string;
  };
  acknowledgements: {
    broadcast_id: string;
    recipient_id: string;
    at: number;
  };
  uploads: {
    id: string;
    owner_id: string;
    name: string;
    count: number;
    created_at: number;
  };
  /** Its people in order, a thousand in a row. */
  upload_pages: {
    upload_id: string;
    page: number;
    /** JSON. */
    people: string;
  };
  /** Which broadcasts name it. */
  upload_uses: {
    upload_id: string;
    broadcast_id: string;
  };
}

/** Adds them. */
export const broadcastMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('broadcasts')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('author_id', 'text', (column) => column.notNull())
      .addColumn('send_at', 'bigint')
      .addColumn('released_at', 'bigint')
      .addColumn('data', 'text', (column) => column.notNull())
      .addColumn('progress', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('broadcasts_author')
      .on('broadcasts')
      .columns(['author_id', 'updated_at'])
      .execute();
    await db.schema
      .createIndex('broadcasts_due')
      .on('broadcasts')
      .column('send_at')
      .where(sql.ref('state'), '=', 'scheduled')
      .execute();
    await db.schema
      .createTable('role_grants')
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('granted_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('role_grants_pk', ['person_id', 'role'])
      .execute();
    await db.schema
      .createTable('audit')
      .addColumn('seq', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('previous_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('audit_end')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('acknowledgements')
      .addColumn('broadcast_id', 'text', (column) => column.notNull())
      .addColumn('recipient_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('acknowledgements_pk', ['broadcast_id', 'recipient_id'])
      .execute();
  },
};

/** Adds those of the lists that come as files. */
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

/** Adds what a broadcast was made from. */
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
