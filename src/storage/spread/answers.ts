import type { Kysely } from 'kysely';
import type { AskedQuestion } from '../../unanswered/decide/question.ts';
import type { AnswerStore } from '../../unanswered/ports.ts';
import { rowsWritten, type Tables } from '../schema.ts';
import { digestOfKey } from '../turns.ts';

export function createAnswerStore(db: Kysely<Tables>): AnswerStore {
  const read = (row: { readonly answer: string } | undefined) =>
    row ? (JSON.parse(row.answer) as AskedQuestion) : null;
  const find = (key: string, now: number) =>
    db
      .selectFrom('recentAnswers')
      .select(['answer', 'expiresAt'])
      .where('key', '=', key)
      .where('expiresAt', '>', now)
      .executeTakeFirst();
  return {
    async remember({ place, message, asked, isQuestion }, expiresAt) {
      const [at, as] = [digestOfKey(place), message === null ? null : digestOfKey(message)];
      const common = { answer: JSON.stringify(asked), expiresAt };
      const rows = [
        { key: at, otherKey: as, ...common },
        ...(as === null ? [] : [{ key: as, otherKey: at, ...common }]),
        ...(isQuestion ? [{ key: questionKey(place), otherKey: null, ...common }] : []),
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
      await db.deleteFrom('recentAnswers').where('key', '=', digestOfKey(place)).execute();
    },

    async take(name, now) {
      const key = digestOfKey(name);
      const taken = await db
        .deleteFrom('recentAnswers')
        .where('key', '=', key)
        .where('expiresAt', '>', now)
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

    async like(message, now) {
      const row = await find(digestOfKey(message), now);
      if (!row) return null;
      const { expiresAt } = row;
      const liked = await db
        .insertInto('recentAnswers')
        .values({ key: likeKey(message), otherKey: null, answer: '{}', expiresAt })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      return rowsWritten(liked) > 0 ? read(row) : null;
    },

    async last(place, now) {
      return read(await find(questionKey(place), now));
    },

    async sweep(now) {
      await db.deleteFrom('recentAnswers').where('expiresAt', '<=', now).execute();
    },
  };
}

/** What was asked last in a place, whatever was answered there since. */
const questionKey = (place: string): string => digestOfKey(JSON.stringify([place, 'asked']));
/** That somebody likes what this message says. */
const likeKey = (message: string): string => digestOfKey(JSON.stringify([message, 'liked']));
