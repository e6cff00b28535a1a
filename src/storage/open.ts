import { join } from 'node:path';
import { type Kysely, PostgresDialect } from 'kysely';
import type { DatabaseSync } from 'node:sqlite';
import type { AuditKey } from '../access/audit/audit.ts';
import { createAppendAudit } from './audit.ts';
import type { Ledger, ReachStore, SlotBook } from '../delivery/ports.ts';
import type { EditionStore, ProposalStore } from '../editions/ports.ts';
import type { SentFileStore } from '../editions/sent-files.ts';
import type { ConfirmationStore } from '../rows/ports.ts';
import type { OwnerRegister } from '../access/owners.ts';
import type { HighlightsStore } from '../highlights/ports.ts';
import type { TurnStore } from '../bot/memory/shared-memory.ts';
import type { UploadStore } from '../broadcast/file-ports.ts';
import type { BroadcastStore } from '../broadcast/ports.ts';
import type { AdoptionStore } from '../adoption/ports.ts';
import type { FollowStore } from '../follow/ports.ts';
import type { AnswerStore, QuestionStore } from '../unanswered/ports.ts';
import { createAnswerStore } from './spread/answers.ts';
import { createQuestionStore } from './spread/questions.ts';
import type { RestoreStore } from '../operation/ports.ts';
import type { ReportStore } from '../report/ports.ts';
import { createReportStore } from './spread/report.ts';
import { createFollowStore } from './spread/follows.ts';
import { createAdoptionStore } from './spread/adoptions.ts';
import { createBroadcastStore } from './broadcasts/broadcasts.ts';
import { createHighlightsStore } from './highlights.ts';
import { createLedger } from './ledger/ledger.ts';
import { migrate, newerState, type NewerState } from './migrate.ts';
import { createPeopleStore, type PeopleStore } from './personal/erase.ts';
import { createPing } from './ping.ts';
import { createRestoreStore } from './restored.ts';
import { openReached, type Reached } from './embedded/reached.ts';
import { createPool, type PoolOptions } from './server/pool.ts';
import { shareProblem } from './embedded/network-share.ts';
import { createEditionStore } from './editions/editions.ts';
import { createProposalStore } from './editions/proposals.ts';
import { createSentFileStore } from './editions/sent-files.ts';
import { createConfirmationStore } from './editions/confirmations.ts';
import { createOwnerRegister } from './editions/owners.ts';
import { createReachStore } from './reach.ts';
import { type Dialect, type Tables, tablesOf } from './schema.ts';
import { createSlotBook } from './slots.ts';
import { createTurnStore } from './turns.ts';
import { createUploadStore } from './broadcasts/uploads.ts';
import { databaseFile, lockDataDir, NodeSqliteDialect, openDatabase, openForReadingOnly } from './sqlite.ts';

/** Everything that the bot must not forget. */
export interface Storage {
  readonly dialect: Dialect;
  readonly ledger: Ledger;
  readonly reach: ReachStore;
  readonly highlights: HighlightsStore;
  readonly broadcasts: BroadcastStore;
  readonly uploads: UploadStore;
  readonly slots: SlotBook;
  readonly turns: TurnStore;
  readonly adoptions: AdoptionStore;
  readonly follows: FollowStore;
  readonly questions: QuestionStore;
  readonly answers: AnswerStore;
  readonly reports: ReportStore;
  readonly people: PeopleStore;
  readonly owners: OwnerRegister;
  readonly confirmations: ConfirmationStore;
  readonly editions: EditionStore;
  readonly restore: RestoreStore;
  readonly proposals: ProposalStore;
  readonly sentFiles: SentFileStore;
  /**
   * Resolves once the database can be written and its schema is up to date; throws while it does not.
   * To be asked again after a failure: it goes on where it stopped.
   */
  ready(): Promise<void>;
  /** What keeps this version from it: a later one has changed its tables; null = nothing. */
  newer(): Promise<NewerState | null>;
  /** When a process before this one last used it, epoch ms; null = none has, or it has not been ready yet. */
  aliveBefore(): number | null;
  close(): Promise<void>;
}

export interface StorageOptions {
  /** Folder of the embedded database. */
  readonly dataDir: string;
  /** PostgreSQL instead of the embedded database. */
  readonly databaseUrl?: string | undefined;
  readonly pool?: Partial<PoolOptions>;
  /** What entries of the audit trail are made with; default: nothing. */
  readonly auditKey?: AuditKey | null;
  /** What time it is at a database server, epoch ms; told now and then. */
  readonly onTime?: ((at: number) => void) | undefined;
  /** Errors of idle connections; each query's own error is thrown to its caller. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/**
 * Opens the storage without waiting for a server: with PostgreSQL down the bot starts, answers questions, and
 * `ready` says what is wrong. The embedded form throws at once when its folder cannot be used.
 */
export function openStorage(options: StorageOptions): Storage {
  return options.databaseUrl === undefined ? openEmbedded(options) : openServer(options.databaseUrl, options);
}

/** Opens what is there beside the process that holds it, for reports: nothing is locked, changed or migrated. */
export function openForReading(options: StorageOptions): Storage {
  if (options.databaseUrl !== undefined) return openServer(options.databaseUrl, options);
  const db = embedded(openForReadingOnly(join(options.dataDir, databaseFile)));
  return assemble({ db, dialect: 'sqlite', auditKey: null });
}

/** Opens what is there beside the process that holds it, for a command's few changes: what that one remembers stays as it is. */
export function openBeside(options: StorageOptions): Storage {
  const { dataDir, databaseUrl, auditKey = null } = options;
  if (databaseUrl !== undefined) return openServer(databaseUrl, options);
  return assemble({ db: embedded(openDatabase(join(dataDir, databaseFile))), dialect: 'sqlite', auditKey });
}

function embedded(database: DatabaseSync): Kysely<Tables> {
  return tablesOf(new NodeSqliteDialect(database));
}

function openEmbedded({ dataDir, auditKey = null }: StorageOptions): Storage {
  const problem = shareProblem(dataDir);
  if (problem !== null) throw new Error(problem);
  const unlock = lockDataDir(dataDir);
  try {
    const db = embedded(openDatabase(join(dataDir, databaseFile)));
    const reached = openReached(dataDir);
    const release = () => {
      reached.close();
      unlock();
    };
    return assemble({ db, dialect: 'sqlite', auditKey, release, reached });
  } catch (error) {
    unlock();
    throw error;
  }
}

function openServer(
  databaseUrl: string,
  { onError, onTime, pool: options, auditKey = null }: StorageOptions,
): Storage {
  const pool = createPool(databaseUrl, onError, options);
  const db = tablesOf(new PostgresDialect({ pool }));
  return assemble({ db, dialect: 'postgres', auditKey, onTime });
}

interface Assembly {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly auditKey: AuditKey | null;
  readonly release?: () => void;
  readonly reached?: Reached | null;
  readonly onTime?: StorageOptions['onTime'];
}

function assemble({ db, dialect, auditKey, release, reached = null, onTime }: Assembly): Storage {
  let migrated: Promise<void> | undefined;
  const migrateOnce = () => {
    migrated ??= migrate(db).catch((error: unknown) => {
      migrated = undefined;
      throw error;
    });
    return migrated;
  };
  const appendAudit = createAppendAudit(dialect, auditKey);
  const restore = createRestoreStore(db, dialect, appendAudit);
  const adoptions = createAdoptionStore(db, dialect, appendAudit);
  const ping = createPing({ db, elapsed: () => performance.now(), restore, reached, onTime });
  return {
    dialect,
    restore,
    ledger: createLedger(db, dialect, reached ? ping.departing : null),
    reach: createReachStore(db),
    highlights: createHighlightsStore(db, dialect, appendAudit),
    broadcasts: createBroadcastStore(db, dialect, appendAudit),
    uploads: createUploadStore(db, dialect, appendAudit),
    slots: createSlotBook(db, dialect),
    turns: createTurnStore(db),
    adoptions,
    follows: createFollowStore(db, dialect),
    questions: createQuestionStore(db, dialect, appendAudit),
    answers: createAnswerStore(db),
    reports: createReportStore(db, adoptions),
    people: createPeopleStore(db, dialect, appendAudit),
    owners: createOwnerRegister(db, appendAudit),
    confirmations: createConfirmationStore(db, dialect, appendAudit),
    editions: createEditionStore(db, dialect, appendAudit),
    proposals: createProposalStore(db, dialect, appendAudit),
    sentFiles: createSentFileStore(db),
    newer: () => newerState(db),
    ready: async () => {
      await migrateOnce();
      await ping();
    },
    aliveBefore: ping.aliveBefore,
    close: async () => {
      await db.destroy();
      release?.();
    },
  };
}
