import {
  CamelCasePlugin,
  type Dialect as Connection,
  type Generated,
  type InsertResult,
  Kysely,
  type Transaction,
} from 'kysely';
import type { ProposalTables } from './editions/proposal-schema.ts';
import type { QuestionTables } from './spread/question-schema.ts';
import type { FollowTables } from './spread/follow-schema.ts';
import type { AdoptionTables } from './spread/adoption-schema.ts';
import type { BroadcastTables } from './broadcasts/broadcast-schema.ts';
import type { DeliveryState, MessageState, NewMessage } from '../delivery/ports.ts';
import type { Recipient } from '../delivery/recipient.ts';
import type { Edition } from '../editions/edition.ts';
import type { Owner } from '../access/owners.ts';
import type { HighlightsPost, Subscription } from '../highlights/ports.ts';
import type { AskedDepartment, Confirmation } from '../rows/ports.ts';

/** The tables as both databases hold them: text, and whole numbers (times are epoch ms). JSON is text. */
export interface Tables
  extends BroadcastTables, AdoptionTables, FollowTables, QuestionTables, ProposalTables {
  recipients: Recipient & {
    updatedAt: number;
    /** In lower case. */
    upn: string | null;
    upnAskedAt: number | null;
  };
  messages: Omit<NewMessage, 'content'> & {
    content: string | null;
    state: MessageState;
    /** Grows with each claim of its deliveries: the smallest of a priority is next. */
    turn: Generated<number>;
    createdAt: number;
    updatedAt: number;
  };
  deliveries: {
    messageId: string;
    recipientId: string;
    state: DeliveryState;
    reason: string | null;
    attempt: Generated<number>;
    dueAt: number;
    leaseToken: string | null;
    leaseUntil: number | null;
    departedAt: number | null;
    content: string | null;
    /** Where the post is: of an update or a deletion from the start, of a post once it is sent. */
    conversationId: string | null;
    activityId: string | null;
    updatedAt: number;
  };
  slots: {
    /** '' is the app itself, else a conversation id. */
    key: string;
    /** Times of the slots that still count, epoch ms, JSON. */
    times: string;
    updatedAt: number;
  };
  subscriptions: Pick<Subscription, 'recipientId' | 'changedAt'> & { settings: string };
  highlightsPosts: Omit<HighlightsPost, 'featured'> & { featured: string; plannedAt: number };
  turns: {
    key: string;
    /** JSON; null while its holder is at it. */
    answer: string | null;
    /** Of the holder; null once it is answered. */
    heldUntil: number | null;
    expiresAt: number;
  };
  turnContexts: {
    key: string;
    context: string;
    expiresAt: number;
  };
  facts: {
    /** `alive`: when somebody has last seen that the database can be written. */
    name: string;
    value: string;
    updatedAt: number;
  };
  /** `answeredAt` null: it never has. */
  editions: Edition & { answeredAt: number | null };
  editionFiles: {
    editionId: string;
    name: string;
    text: string;
  };
  /** One row: which of them answers. */
  editionActive: {
    id: number;
    editionId: string;
    turn: number;
    since: number;
  };
  /** What was said of each row in each round of questions. */
  rowConfirmations: Omit<Confirmation, 'person' | 'at'> & {
    personId: string;
    personName: string;
    confirmedAt: number;
  };
  confirmationRounds: AskedDepartment;
  departmentOwners: Owner;
  datasetSnapshots: {
    revision: string;
    digests: string;
    createdAt: number;
  };
}

/** Statements that hold together. */
export type Trx = Transaction<Tables>;

/** How many rows an insertion has written; where a row was there already and stays, none. */
export const rowsWritten = ({ numInsertedOrUpdatedRows }: InsertResult): number =>
  Number(numInsertedOrUpdatedRows ?? 0n);

/** Which database the queries run on; the few branches between the two ask for this. */
export type Dialect = 'sqlite' | 'postgres';

/** The tables by way of a connection. In code names are in camel case, in the database in snake case. */
export function tablesOf(dialect: Connection): Kysely<Tables> {
  return new Kysely<Tables>({ dialect, plugins: [new CamelCasePlugin()] });
}
