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
      const common = { answer: JSON.stringify(asked), expiresAt };
      const rows = [
        { key: at, otherKey: as, ...common },
        ...(as === null ? [] : [{ key: as, otherKey: at, ...common }]),
      ].sort((a, b) => (a.key < b.key ? -1 : 1));
      await db
        .insertInto('recentAnswers')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((eb) => ({
            otherKey: eb.ref('excluded.otherKey'),
            answer: eb.ref('excluded.answer'),
            expiresAt: eb.ref('excluded.expiresAt'),
          })),
        )
        .execute();
    },

    async pass(place) {
      const key = digestOfKey(place);
      // A row that is beside itself has been passed: no message has a place's key.
      await db.updateTable('recentAnswers').set({ otherKey: key }).where('key', '=', key).execute();
    },

    async take(name, now) {
      const key = digestOfKey(name);
      const taken = await db
        .deleteFrom('recentAnswers')
        .where('key', '=', key)
        .where('expiresAt', '>', now)
        .where((eb) => eb.or([eb('otherKey', 'is', null), eb('otherKey', '!=', key)]))
        .returning(['answer', 'otherKey'])
        .executeTakeFirst();
      const other = taken?.otherKey ?? null;
      if (other !== null)
        await db
          .deleteFrom('recentAnswers')
          .where('key', '=', other)
          // A later answer in the place stays.
          .where('otherKey', '=', key)
          .execute();
      return read(taken);
    },

    async last(place, now) {
      return read(
        await db
          .selectFrom('recentAnswers')
          .select('answer')
          .where('key', '=', digestOfKey(place))
          .where('expiresAt', '>', now)
          .executeTakeFirst(),
      );
    },

    async sweep(now) {
      await db.deleteFrom('recentAnswers').where('expiresAt', '<=', now).execute();
    },
  };
}
