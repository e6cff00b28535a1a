import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Questions without an answer, who wants to be told, and what was said to them. */
export const questionMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('kept_questions')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('lang', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('rows', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('kept_questions_key').on('kept_questions').columns(['key', 'at']).execute();
    await db.schema.createIndex('kept_questions_at').on('kept_questions').column('at').execute();
    await db.schema
      .createTable('question_groups')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('label', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('last_at', 'bigint', (column) => column.notNull())
      .addColumn('resolution', 'text')
      .addColumn('resolved_at', 'bigint')
      .addColumn('forwarded', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('question_groups_open')
      .on('question_groups')
      .columns(['resolved_at', 'count'])
      .execute();
    await db.schema
      .createTable('question_askers')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('recipient_id', 'text', (column) => column.notNull())
      .addColumn('lang', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('question_askers_pk', ['key', 'recipient_id'])
      .execute();
  },
};

/** Questions that were answered, each once. */
export const answeredQuestionMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('answered_questions')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('lang', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('wrong_at', 'bigint')
      .execute();
    await db.schema.createIndex('answered_questions_at').on('answered_questions').column('at').execute();
  },
};

/** Answers of the last day that several instances remember together. */
export const recentAnswerMigration: Migration = {
  async up(db) {
    await db.schema
      .createTable('recent_answers')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('other_key', 'text')
      .addColumn('answer', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('recent_answers_expire').on('recent_answers').column('expires_at').execute();
  },
};

/** Open groups in the order in which they are listed: a late page of many is found without sorting all of them. */
export const questionOrderMigration: Migration = {
  async up(db) {
    await db.schema.dropIndex('question_groups_open').execute();
    await db.schema
      .createIndex('question_groups_listed')
      .on('question_groups')
      .columns(['count desc', 'key'])
      .where(sql.ref('resolved_at'), 'is', null)
      .where(sql.ref('count'), '>', sql.lit(0))
      .execute();
  },
};
