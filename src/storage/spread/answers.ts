import type { Kysely } from 'kysely';
import type { AskedQuestion } from '../../unanswered/decide/question.ts';
import type { AnswerStore } from '../../unanswered/ports.ts';
import type { Tables } from '../schema.ts';
import { digestOfKey } from '../turns.ts';

export function createAnswerStore(db: Kysely<Tables>): AnswerStore {
  const read = (row: { readonly answer: string } | undefined) =>
    row ? (JSON.parse(row.answer) as AskedQuestion) : null;
  return {
    async remember({ place, message, asked }, expiresAt) {
      const [at, as] = [digestOfKey(place), message === null ? null : digestOfKey(message)];
      const common = { answer: JSON.stringify(asked), expires_at: expiresAt };
      const rows = [
        { key: at, other_key: as, ...common },
        ...(as === null ? [] : [{ key: as, other_key: at, ...common }]),
      ].sort((a, b) => (a.key < b.key ? -1 : 1));
      await db
        .insertInto('recent_answers')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((eb) => ({
            other_key: eb.ref('excluded.other_key'),
            answer: eb.ref('excluded.answer'),
            expires_at: eb.ref('excluded.expires_at'),
          })),
        )
        .execute();
    },

    async take(name, now) {
      const key = digestOfKey(name);
      const taken = await db
        .deleteFrom('recent_answers')
        .where('key', '=', key)
        .where('expires_at', '>', now)
        .returning(['answer', 'other_key'])
        .executeTakeFirst();
      const other = taken?.other_key ?? null;
      if (other !== null)
        await db
          .deleteFrom('recent_answers')
          .where('key', '=', other)
          // A later answer in the place stays.
          .where('other_key', '=', key)
          .execute();
      return read(taken);
    },

    async last(place, now) {
      return read(
        await db
          .selectFrom('recent_answers')
          .select('answer')
          .where('key', '=', digestOfKey(place))
          .where('expires_at', '>', now)
          .executeTakeFirst(),
      );
    },

    async sweep(now) {
      await db.deleteFrom('recent_answers').where('expires_at', '<=', now).execute();
    },
  };
}
