import type { Kysely } from 'kysely';
import type { ColumnChoices } from '../../dataset/office/types.ts';
import type { SentFileStore } from '../../editions/sent-files.ts';
import type { Tables } from '../schema.ts';

export function createSentFileStore(db: Kysely<Tables>): SentFileStore {
  return {
    async put({ bytes, ...file }) {
      const content = Buffer.from(bytes).toString('base64');
      await db
        .insertInto('sentFiles')
        .values({ ...file, content })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async get(id) {
      const row = await db.selectFrom('sentFiles').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      const { content, ...file } = row;
      return { ...file, bytes: Buffer.from(content, 'base64') };
    },

    async choices(form) {
      const row = await db
        .selectFrom('fileForms')
        .select('choices')
        .where('form', '=', form)
        .executeTakeFirst();
      return row ? (JSON.parse(row.choices) as ColumnChoices) : null;
    },

    async remember(form, choices, by, at) {
      const values = { choices: JSON.stringify(choices), setBy: by, setAt: at };
      await db
        .insertInto('fileForms')
        .values({ form, ...values })
        .onConflict((conflict) => conflict.column('form').doUpdateSet(values))
        .execute();
    },

    async prune(before) {
      const removed = await db.deleteFrom('sentFiles').where('sentAt', '<', before).executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}
