import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Lang } from '../../question/answer.ts';
import type { AnsweredQuestion, StoredQuestion } from '../../unanswered/decide/question.ts';
import type { QuestionStore, Resolution } from '../../unanswered/ports.ts';
import type { AppendAudit } from '../audit.ts';
import { planNotices } from '../ledger/plan.ts';
import { type Dialect, rowsWritten, type Tables, type Trx } from '../schema.ts';
import { dayMs } from '../../calendar/clock.ts';

/** Takes the transaction back. */
class AlreadyAnswered extends Error {}

/** Questions without an answer. */
export function createQuestionStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): QuestionStore {
  return {
    async keep(question) {
      await db.transaction().execute((trx) => keep(trx, question));
    },

    async addAsker(question, { recipientId, lang }) {
      return await db.transaction().execute(async (trx) => {
        const { key, at } = question;
        const group = await locked(trx, key);
        // Whoever has answered it meanwhile would not see that somebody waits.
        if (group && group.resolvedAt !== null) return false;
        // Of what was only liked there is no question to list.
        if (!group || group.count === 0) await keep(trx, question);
        const added = await trx
          .insertInto('questionAskers')
          .values({ key, recipientId, lang, at })
          .onConflict((conflict) => conflict.columns(['key', 'recipientId']).doNothing())
          .executeTakeFirst();
        return rowsWritten(added) > 0;
      });
    },

    async answeredKeys() {
      const rows = await db
        .selectFrom('questionGroups')
        .select(['key', 'resolution'])
        .where('resolution', 'is not', null)
        .execute();
      return rows
        .filter(({ resolution }) => (JSON.parse(resolution!) as Resolution).kind !== 'nothing')
        .map(({ key }) => key);
    },

    async open(limit) {
      return await openGroups(db).orderBy('count', 'desc').orderBy('key').limit(limit).execute();
    },

    async openUnawaited(from, limit) {
      return await openGroups(db)
        .where('key', 'not in', (eb) => eb.selectFrom('questionAskers').select('questionAskers.key'))
        .orderBy('count', 'desc')
        .orderBy('key')
        .offset(from)
        .limit(limit)
        .execute();
    },

    async openCount() {
      const { count } = await db
        .selectFrom('questionGroups')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where(isOpen)
        .executeTakeFirstOrThrow();
      return count;
    },

    async awaited() {
      // By who waits, who are few, and not by the groups in their order.
      const keys = db.selectFrom('questionAskers').select('key').distinct();
      return await openGroups(db)
        .innerJoin(keys.as('awaited'), 'awaited.key', 'questionGroups.key')
        .orderBy('count', 'desc')
        .orderBy('questionGroups.key')
        .execute();
    },

    async openOne(key) {
      return (await openGroups(db).where('key', '=', key).executeTakeFirst()) ?? null;
    },

    async samples(keys, limit) {
      const rows = await db
        .selectFrom('keptQuestions')
        .select(['text', 'kind', 'rows'])
        .where('key', 'in', keys)
        .where('kind', '!=', 'liked')
        .orderBy('at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...row, rows: JSON.parse(row.rows) as StoredQuestion['rows'] }));
    },

    async resolution(key) {
      const row = await db
        .selectFrom('questionGroups')
        .select(['resolution', 'resolvedAt', 'lastAt'])
        .where('key', '=', key)
        .executeTakeFirst();
      if (!row?.resolution) return null;
      // What was said before answers were kept with their time has that of the group alone.
      return { at: row.resolvedAt ?? row.lastAt, ...(JSON.parse(row.resolution) as Resolution) };
    },

    async touch(key, at) {
      await db
        .updateTable('questionGroups')
        .set({ lastAt: at })
        .where('key', '=', key)
        // Days matter here: not every question need wait for the disk.
        .where('lastAt', '<', at - touchedEveryMs)
        .execute();
    },

    async askers(keys) {
      const rows = await db
        .selectFrom('questionAskers')
        .select(['recipientId', 'lang'])
        .where('key', 'in', keys)
        .orderBy('recipientId')
        .execute();
      return askersOf(rows);
    },

    async resolve({ keys, resolution, at }, comesTo) {
      try {
        await db.transaction().execute(async (trx) => {
          const answered = await trx
            .updateTable('questionGroups')
            .set({ resolution: JSON.stringify({ ...resolution, at }), resolvedAt: at, lastAt: at })
            .where('key', 'in', keys)
            .where('resolvedAt', 'is', null)
            .executeTakeFirst();
          if (Number(answered.numUpdatedRows) !== keys.length) throw new AlreadyAnswered();
          // Whoever is told waits no more, and nobody is taken away who is not told.
          const askers = await trx
            .deleteFrom('questionAskers')
            .where('key', 'in', keys)
            .returning(['recipientId', 'lang'])
            .execute();
          const { entry, notices } = comesTo(askersOf(askers));
          await appendAudit(trx, entry);
          await planNotices(trx, dialect, notices, at);
        });
        return true;
      } catch (error) {
        if (error instanceof AlreadyAnswered) return false;
        throw error;
      }
    },

    async forward(key, department, notice, entry) {
      return await db.transaction().execute(async (trx) => {
        const group = await locked(trx, key);
        if (!group || group.resolvedAt !== null) return 'answered';
        const before = JSON.parse(group.forwarded) as string[];
        if (before.includes(department)) return 'already';
        const forwarded = JSON.stringify([...before, department]);
        await trx.updateTable('questionGroups').set({ forwarded }).where('key', '=', key).execute();
        await appendAudit(trx, entry);
        await planNotices(trx, dialect, [notice], entry.at);
        return 'forwarded';
      });
    },

    async forwardedTo(key) {
      const row = await db
        .selectFrom('questionGroups')
        .select('forwarded')
        .where('key', '=', key)
        .executeTakeFirst();
      return row ? (JSON.parse(row.forwarded) as string[]) : [];
    },

    async addCounts(month, counts) {
      await db.transaction().execute(async (trx) => {
        for (const [theme, count] of counts)
          await trx
            .insertInto('questionCounts')
            .values({ month, theme, count })
            .onConflict((conflict) =>
              conflict
                .columns(['month', 'theme'])
                .doUpdateSet((eb) => ({ count: eb('questionCounts.count', '+', count) })),
            )
            .execute();
      });
    },

    async addAnswered(questions) {
      for (let from = 0; from < questions.length; from += mostAtOnce)
        await addAnswered(db, questions.slice(from, from + mostAtOnce));
    },

    async answered(after, limit) {
      return await db
        .selectFrom('answeredQuestions')
        .selectAll()
        .where('key', '>', after)
        .where('wrongAt', 'is', null)
        .orderBy('key')
        .limit(limit)
        .execute();
    },

    async forget(before) {
      return await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('questionAskers').where('at', '<', before).execute();
        await recount(trx, before);
        const gone = await trx.deleteFrom('keptQuestions').where('at', '<', before).executeTakeFirst();
        await trx.deleteFrom('questionGroups').where('lastAt', '<', before).execute();
        await forgetAnswered(trx, before);
        return Number(gone.numDeletedRows);
      });
    },
  };
}

const touchedEveryMs = dayMs;

/** The group as it stands, for nobody else to change until this has ended. */
async function locked(trx: Trx, key: string) {
  return await trx
    .updateTable('questionGroups')
    .set((eb) => ({ count: eb.ref('count') }))
    .where('key', '=', key)
    .returning(['count', 'forwarded', 'resolvedAt'])
    .executeTakeFirst();
}

/** That nobody has answered, or whose answer was called wrong since; as the index says it, which knows no variables. */
const isOpen = (eb: ExpressionBuilder<Tables, 'questionGroups'>) =>
  eb.and([eb('resolvedAt', 'is', null), eb('count', '>', sql.lit(0))]);

function openGroups(db: Kysely<Tables>) {
  return db
    .selectFrom('questionGroups')
    .select(['questionGroups.key', 'label', 'count', 'lastAt'])
    .where(isOpen);
}

/** Each once, in whichever groups they wait. */
function askersOf(rows: readonly { readonly recipientId: string; readonly lang: Lang }[]) {
  const byRecipient = new Map(rows.map((row) => [row.recipientId, row.lang]));
  return [...byRecipient].map(([recipientId, lang]) => ({ recipientId, lang }));
}

/** Variables of one statement have a limit. */
const mostAtOnce = 1_000;
/** More take longer to try than anybody waits; at 200 bytes each, 20 MB. */
const mostAnswered = 100_000;

async function addAnswered(db: Kysely<Tables>, questions: readonly AnsweredQuestion[]): Promise<void> {
  await db
    .insertInto('answeredQuestions')
    // Those that write the same at once lock them in one order.
    .values(questions.toSorted((a, b) => (a.key < b.key ? -1 : 1)))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        at: eb.ref('excluded.at'),
        wrongAt: eb.fn.coalesce('excluded.wrongAt', 'answeredQuestions.wrongAt'),
      })),
    )
    .execute();
}

/** What was called wrong so long ago may be right by now. */
async function forgetAnswered(trx: Trx, before: number): Promise<void> {
  const beyond = await trx
    .selectFrom('answeredQuestions')
    .select('at')
    .orderBy('at', 'desc')
    .offset(mostAnswered)
    .limit(1)
    .executeTakeFirst();
  const until = Math.max(before, beyond === undefined ? 0 : beyond.at + 1);
  await trx.deleteFrom('answeredQuestions').where('at', '<', until).execute();
  await trx.updateTable('answeredQuestions').set({ wrongAt: null }).where('wrongAt', '<', before).execute();
}

async function keep(trx: Trx, { key, label, at, kind, lang, text, rows }: StoredQuestion): Promise<void> {
  const counted = kind === 'liked' ? 0 : 1;
  await trx
    .insertInto('questionGroups')
    .values({ key, label, count: counted, lastAt: at, resolution: null, resolvedAt: null, forwarded: '[]' })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        count: eb('questionGroups.count', '+', counted),
        lastAt: at,
        // What was answered and is called wrong is open again; what was said stays until it is answered anew.
        ...(kind === 'wrong' && { resolvedAt: null }),
      })),
    )
    .execute();
  await trx
    .insertInto('keptQuestions')
    .values({ key, at, kind, lang, text, rows: JSON.stringify(rows) })
    .execute();
}

/** Groups that lose questions count what will be left of them. */
async function recount(trx: Trx, before: number): Promise<void> {
  await trx
    .updateTable('questionGroups')
    .set({
      count: sql<number>`(select count(*) from kept_questions where kept_questions.key = question_groups.key
        and kept_questions.at >= ${before} and kept_questions.kind != 'liked')`,
    })
    .where('key', 'in', (eb) => eb.selectFrom('keptQuestions').select('key').where('at', '<', before))
    .execute();
}
