import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import { erasure } from '../../access/audit/audit.ts';
import { approvalHash, type Broadcast } from '../../broadcast/decide/broadcast.ts';
import { type AppendAudit, lockAuditEnd, makeKnown, pseudonyms } from '../audit.ts';
import type { Dialect, Tables, Trx } from '../schema.ts';
import { fieldList, type StoredField } from './fields.ts';
import { namesOf } from './names.ts';

/** Who asks for it. */
interface Erasure {
  /** Entra object id in lower case; where Teams does not say it, the user id. */
  readonly personId: string;
  /** By what else they are named in what is stored: addresses, former names. */
  readonly also: readonly string[];
  readonly actor: string;
  readonly at: number;
}

/** What is stored of people, taken as a whole. */
export interface PeopleStore {
  /**
   * Takes the person out of everything, in one transaction; in the audit trail a pseudonym stands for them from now
   * on. Returns that, or null when there was nothing of them.
   */
  erase(wish: Erasure): Promise<string | null>;
  /** Ids of people who have removed the bot before then, and have done nothing in it since. */
  goneSince(before: number, limit: number): Promise<readonly string[]>;
}

export function createPeopleStore(
  db: Kysely<Tables>,
  dialect: Dialect,
  appendAudit: AppendAudit,
): PeopleStore {
  return {
    async erase(wish) {
      try {
        const erased = await db.transaction().execute(async (trx) => {
          await lockAuditEnd(trx, dialect);
          const terms = await termsOf(trx, wish);
          let changed = 0;
          for (const field of fieldList) changed += await eraseField(trx, field, terms);
          if (changed === 0) throw new NothingStored();
          const { at, actor } = wish;
          const subject = terms.ids.get(wish.personId)!;
          const also = [...terms.ids.values()].filter((one) => one !== subject).join(' ');
          const detail = { changed, ...(also !== '' && { also }) };
          await appendAudit(trx, { at, actor, action: erasure, subject, detail });
          return subject;
        });
        // The log holds what was there before until it is written back.
        if (dialect === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
        return erased;
      } catch (error) {
        if (error instanceof NothingStored) return null;
        throw error;
      }
    },

    async goneSince(before, limit) {
      const rows = await db
        .selectFrom('recipients')
        .select('id')
        .where('kind', '=', 'person')
        .where('state', '=', 'gone')
        .where('updatedAt', '<', before)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('audit')
                .select('seq')
                .where('actor', '=', sql<string>`substr(recipients.id, ${sql.lit('person:'.length + 1)})`)
                .where('at', '>=', before),
            ),
          ),
        )
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id.slice('person:'.length));
    },
  };
}

/** Takes the transaction back. */
class NothingStored extends Error {}

/** What stands for a person in what is stored, and what takes its place. */
interface Terms {
  /** Ids of people, as the trail knows them. */
  readonly ids: ReadonlyMap<string, string>;
  /** Whatever else is theirs alone: addresses, the chat. */
  readonly marks: ReadonlyMap<string, string>;
  /** What they call themselves, which may be anything. */
  readonly names: readonly string[];
  /** What the operators say that they are called. */
  readonly given: readonly string[];
}

const nobody = '–';
/** A shorter name is a part of too many other words. */
const shortestWithin = 3;

async function termsOf(trx: Trx, { personId, also }: Erasure): Promise<Terms> {
  const known = await trx
    .selectFrom('recipients')
    .select(['userId', 'conversationId', 'upn'])
    .where('id', '=', `person:${personId}`)
    .executeTakeFirst();
  const ids = [personId, ...(known?.userId ? [known.userId] : [])];
  await makeKnown(trx, ids);
  const byId = await pseudonyms(trx, ids);
  const addresses = [...also.filter((term) => term.includes('@')), ...(known?.upn ? [known.upn] : [])];
  const chat = known?.conversationId ? [known.conversationId] : [];
  const marks = [...addresses, ...chat].map((term) => [term, byId.get(personId)!] as const);
  const given = also.filter((term) => !term.includes('@') && term.length > 1);
  const names = (await namesOf(trx, personId)).filter((name) => name !== nobody);
  return { ids: byId, marks: new Map(marks), names, given };
}

/** Returns how many rows it has changed. */
async function eraseField(trx: Trx, { table, column, holds }: StoredField, terms: Terms): Promise<number> {
  const [t, c] = [sql.table(table), sql.ref(column)];
  const keys = [...terms.ids.keys()].flatMap((id) => [id, `person:${id}`]);
  switch (holds) {
    case 'key': {
      const gone = await sql`delete from ${t} where ${c} in (${sql.join(keys)})`.execute(trx);
      // Made known above, for the sake of the pseudonym.
      return table === 'audit_people' ? 0 : Number(gone.numAffectedRows ?? 0n);
    }
    case 'id':
      return await eraseIds(trx, { table, column }, terms.ids);
    case 'trail':
      return await replaceAll(trx, { table, column }, terms.ids);
    case 'text':
      return await eraseText(trx, { table, column }, terms);
    case 'words':
      return await eraseFromBroadcasts(trx, terms);
    default:
      return 0;
  }
}

interface Column {
  readonly table: string;
  readonly column: string;
}

async function eraseIds(trx: Trx, { table, column }: Column, ids: Terms['ids']): Promise<number> {
  const posts = fieldList.filter((field) => field.table === table && field.holds === 'post');
  const emptied = posts.map((field) => sql`, ${sql.ref(field.column)} = null`);
  const c = sql.ref(column);
  let changed = 0;
  for (const [id, pseudonym] of ids) {
    const set = sql`${c} = replace(${c}, ${id}, ${pseudonym})${sql.join(emptied, sql``)}`;
    const done =
      await sql`update ${sql.table(table)} set ${set} where ${c} in (${id}, ${`person:${id}`})`.execute(trx);
    changed += Number(done.numAffectedRows ?? 0n);
  }
  return changed;
}

/** Rows that name them by id or address, or are theirs; then what of each is their name. */
async function eraseText(trx: Trx, column: Column, terms: Terms): Promise<number> {
  const c = sql.ref(column.column);
  const [t, isTheirs] = [sql.table(column.table), sql.join(conditionsOf(column, terms), sql` or `)];
  // What a broadcast says is not changed behind its author and approver.
  const others = column.table === 'messages' ? sql` and kind != 'broadcast'` : sql``;
  const found = await sql<{ text: string | null }>`select distinct ${c} as text from ${t}
    where (${isTheirs})${others}`.execute(trx);
  let changed = 0;
  for (const { text } of found.rows) {
    const next = text === null ? null : redacted(text, terms);
    if (text === null || next === text) continue;
    const done = await sql`update ${t} set ${c} = ${next} where ${c} = ${text} and (${isTheirs})`.execute(
      trx,
    );
    changed += Number(done.numAffectedRows ?? 0n);
  }
  return changed + (column.table in told ? await eraseTold(trx, column, terms) : 0);
}

function conditionsOf({ table, column }: Column, { ids, marks, given }: Terms): RawBuilder<unknown>[] {
  const c = sql.ref(column);
  const named = [...ids.keys(), ...marks.keys(), ...given].map((term) => isWithin(c, term));
  const own = fieldList.filter((field) => field.table === table && field.holds === 'id');
  // The pseudonym stands there already: in the list an id comes before the texts beside it.
  const pseudonyms = [...ids.values()].flatMap((one) => [one, `person:${one}`]);
  return [...named, ...own.map((field) => sql`${sql.ref(field.column)} in (${sql.join(pseudonyms)})`)];
}

function isWithin(c: RawBuilder<unknown>, term: string): RawBuilder<unknown> {
  return sql`${c} like ${`%${inJson(term).replaceAll(/[%_\\]/g, '\\$&')}%`} escape '\\'`;
}

/** What was told to others and is done with: in a card a name stands without its id. */
const told: Readonly<Record<string, RawBuilder<unknown>>> = {
  messages: sql`kind = 'notice' and state in ('done', 'cancelled')`,
  deliveries: sql`message_id in (select id from messages where kind = 'notice' and state in ('done', 'cancelled'))`,
};

async function eraseTold(trx: Trx, { table, column }: Column, { names }: Terms): Promise<number> {
  const c = sql.ref(column);
  let changed = 0;
  for (const name of names.filter((one) => one.length >= shortestWithin)) {
    const done = await sql`update ${sql.table(table)} set ${c} = null
      where ${isWithin(c, name)} and ${told[table]!}`.execute(trx);
    changed += Number(done.numAffectedRows ?? 0n);
  }
  return changed;
}

/** In JSON what stands as a value, and never the form: people choose their own names. */
function redacted(text: string, terms: Terms): string {
  const parsed = parseJson(text);
  return parsed === null ? redactedWords(text, '', terms) : JSON.stringify(redactedValue(parsed, '', terms));
}

function parseJson(text: string): object | null {
  if (!/^[[{]/.test(text)) return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    // Words that begin like JSON.
    return null;
  }
}

function redactedValue(value: unknown, key: string, terms: Terms): unknown {
  if (typeof value === 'string') return redactedWords(value, key, terms);
  if (Array.isArray(value)) return value.map((one) => redactedValue(one, key, terms));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, redactedValue(one, name, terms)]),
  );
}

/** Keys under which somebody has written, or is named; '' = the text itself. */
const prose = /^$|name$|^(reason|note|text|title|summary|speak|fallbackText|value|label|comment)$/i;

function redactedWords(text: string, key: string, { ids, marks, given, names }: Terms): string {
  let words = text;
  for (const [from, to] of [...ids, ...marks]) words = words.replaceAll(from, to);
  for (const name of given) words = words.replaceAll(name, nobody);
  if (!prose.test(key)) return words;
  for (const name of names) {
    if (words === name) return nobody;
    if (name.length >= shortestWithin) words = words.replaceAll(name, nobody);
  }
  return words;
}

async function replaceAll(
  trx: Trx,
  { table, column }: Column,
  pairs: Iterable<readonly [string, string]>,
): Promise<number> {
  const c = sql.ref(column);
  let changed = 0;
  for (const [from, to] of pairs) {
    const done = await sql`update ${sql.table(table)} set ${c} = replace(${c}, ${from}, ${to})
      where ${isWithin(c, from)}`.execute(trx);
    changed += Number(done.numAffectedRows ?? 0n);
  }
  return changed;
}

/** As it stands within JSON. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

type Data = Pick<Broadcast, 'content' | 'correction' | 'audience' | 'approval'>;

/** All of a broadcast but its words; what was approved of it stays approved. */
async function eraseFromBroadcasts(trx: Trx, terms: Terms): Promise<number> {
  const isTheirs = sql<SqlBool>`(${sql.join(conditionsOf({ table: 'broadcasts', column: 'data' }, terms), sql` or `)})`;
  const rows = await trx.selectFrom('broadcasts').select(['id', 'data']).where(isTheirs).execute();
  for (const { id, data } of rows) {
    const { content, correction, ...rest } = JSON.parse(data) as Data;
    const next = { ...(redactedValue(rest, '', terms) as typeof rest), content, correction };
    const isBound = rest.approval?.hash === approvalHash({ ...rest, content });
    const approval =
      isBound && next.approval ? { ...next.approval, hash: approvalHash(next) } : next.approval;
    await trx
      .updateTable('broadcasts')
      .set({ data: JSON.stringify({ ...next, approval }) })
      .where('id', '=', id)
      .execute();
  }
  return rows.length;
}
