import type { Kysely } from 'kysely';
import type { ColumnChoices } from '../../dataset/office/types.ts';
import type { SentFileStore } from '../../editions/sent-files.ts';
import type { Tables } from '../schema.ts';

export function createSentFileStore(db: Kysely<Tables>): SentFileStore {
  return {
    async put({ id, ownerId, name, bytes, sentAt }) {
      const content = Buffer.from(bytes).toString('base64');
      await db
        .insertInto('sent_files')
        .values({ id, owner_id: ownerId, name, content, sent_at: sentAt })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async get(id) {
      const row = await db.selectFrom('sent_files').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      const { owner_id: ownerId, name, content, sent_at: sentAt } = row;
      return { id, ownerId, name, bytes: Buffer.from(content, 'base64'), sentAt };
    },

    async choices(form) {
      const row = await db
        .selectFrom('file_forms')
        .select('choices')
        .where('form', '=', form)
        .executeTakeFirst();
      return row ? (JSON.parse(row.choices) as ColumnChoices) : null;
    },

    async remember(form, choices, by, at) {
      const values = { choices: JSON.stringify(choices), set_by: by, set_at: at };
      await db
        .insertInto('file_forms')
        .values({ form, ...values })
        .onConflict((conflict) => conflict.column('form').doUpdateSet(values))
        .execute();
    },

    async prune(before) {
      const removed = await db.deleteFrom('sent_files').where('sent_at', '<', before).executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}
