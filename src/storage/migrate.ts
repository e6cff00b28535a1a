import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { ledgerMigration } from './migrations/0001-ledger.ts';
import { broadcastMigration } from './migrations/0002-broadcasts.ts';
import { uploadMigration } from './migrations/0003-uploads.ts';
import { madeFromMigration } from './migrations/0004-made-from.ts';
import { turnMigration } from './migrations/0005-turns.ts';
import { adoptionMigration } from './migrations/0019-adoptions.ts';
import { followMigration, followNameMigration } from './migrations/0020-follows.ts';
import { factMigration } from './migrations/0021-facts.ts';
import {
  answeredQuestionMigration,
  questionMigration,
  questionOrderMigration,
  recentAnswerMigration,
} from './migrations/0021-questions.ts';
import { questionCountMigration } from './migrations/0022-question-counts.ts';
import { editionMigration, editionYearMigration } from './migrations/0024-editions.ts';
import { personNameMigration } from './migrations/0026-person-names.ts';
import { packedFileMigration, proposalMigration } from './migrations/0028-proposals.ts';
import { confirmationMigration, ownerMigration } from './migrations/0023-owners.ts';
import { auditPeopleMigration } from './migrations/0025-audit-people.ts';
import type { Tables } from './schema.ts';

/**
 * Each changes the schema once, in order of name; those that have shipped are never edited, nor their names. A file's
 * number only keeps it where it was begun: a gap is one that never shipped, and a new file takes the next number.
 */
const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-a-ledger': ledgerMigration,
  '2026-11-b-broadcasts': broadcastMigration,
  '2026-11-d-uploads': uploadMigration,
  '2026-11-e-made-from': madeFromMigration,
  '2026-11-f-turns': turnMigration,
  '2026-11-s-adoptions': adoptionMigration,
  '2026-11-t-follows': followMigration,
  '2026-11-u-questions': questionMigration,
  '2026-11-v-question-counts': questionCountMigration,
  '2026-11-u-facts': factMigration,
  '2026-11-w-owners': ownerMigration,
  '2026-11-x-editions': editionMigration,
  '2026-11-y-audit-people': auditPeopleMigration,
  '2026-11-z-person-names': personNameMigration,
  '2026-11-z-years': editionYearMigration,
  '2026-11-za-proposals': proposalMigration,
  '2026-11-zb-confirmations': confirmationMigration,
  '2026-11-zc-recent-answers': recentAnswerMigration,
  '2026-11-zd-packed-files': packedFileMigration,
  '2026-11-ze-answered-questions': answeredQuestionMigration,
  '2026-11-zf-follow-names': followNameMigration,
  '2026-11-zg-question-order': questionOrderMigration,
};

/** The tables are of a version of the program after this one. */
export class NewerState extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `the database is of a newer version of Yokoten than this one (${unknown.join(', ')}): start that version, or put ` +
        'back the backup that was made before it',
    );
  }
}

/**
 * Brings the schema up to date. Several instances may start at once: Kysely holds PostgreSQL's advisory lock, and
 * the embedded form has one process only. Each run is one transaction where the database can do that.
 * Throws NewerState, and changes nothing, where a later version has been before.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const newer = await newerState(db);
  if (newer !== null) throw newer;
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName;
  if (failed !== undefined) throw new Error(`migration ${failed} failed`, { cause: error });
  // It did not come to that: the server does not answer, or refuses us.
  throw error instanceof Error ? error : new Error('the database cannot be used', { cause: error });
}

/** null: no later version has changed the tables. */
export async function newerState(db: Kysely<Tables>): Promise<NewerState | null> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return null;
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  const unknown = rows.map(({ name }) => name).filter((name) => !(name in migrations));
  return unknown.length > 0 ? new NewerState(unknown) : null;
}
