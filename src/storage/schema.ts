import type { Generated } from 'kysely';
import type { ProposalTables } from './editions/proposal-schema.ts';
import type { QuestionTables } from './spread/question-schema.ts';
import type { FollowTables } from './spread/follow-schema.ts';
import type { AdoptionTables } from './spread/adoption-schema.ts';
import type { BroadcastTables } from './broadcast-schema.ts';
import type { DeliveryState, MessageState, NewMessage } from '../delivery/ports.ts';
import type { Recipient, RecipientKind } from '../delivery/recipient.ts';

/** The tables as both databases hold them: text, and whole numbers (times are epoch ms). JSON is text. */
export interface Tables
  extends BroadcastTables, AdoptionTables, FollowTables, QuestionTables, ProposalTables {
  recipients: {
    id: string;
    kind: RecipientKind;
    team_id: string | null;
    conversation_id: string | null;
    user_id: string | null;
    tenant_id: string;
    service_url: string;
    name: string | null;
    locale: string | null;
    state: Recipient['state'];
    reason: string | null;
    updated_at: number;
    /** In lower case. */
    upn: string | null;
    upn_asked_at: number | null;
  };
  messages: {
    id: string;
    kind: NewMessage['kind'];
    action: NewMessage['action'];
    priority: number;
    content: string | null;
    original_id: string | null;
    state: MessageState;
    /** Grows with each claim of its deliveries: the smallest of a priority is next. */
    turn: Generated<number>;
    created_at: number;
    updated_at: number;
  };
  deliveries: {
    message_id: string;
    recipient_id: string;
    state: DeliveryState;
    reason: string | null;
    attempt: Generated<number>;
    due_at: number;
    lease_token: string | null;
    lease_until: number | null;
    departed_at: number | null;
    content: string | null;
    /** Where the post is: of an update or a deletion from the start, of a post once it is sent. */
    conversation_id: string | null;
    activity_id: string | null;
    updated_at: number;
  };
  slots: {
    /** '' is the app itself, else a conversation id. */
    key: string;
    /** Times of the slots that still count, epoch ms, JSON. */
    times: string;
    updated_at: number;
  };
  subscriptions: {
    recipient_id: string;
    settings: string;
    changed_at: number;
  };
  highlights_posts: {
    recipient_id: string;
    month: string;
    revision: string | null;
    featured: string;
    planned_at: number;
  };
  turns: {
    key: string;
    /** JSON; null while its holder is at it. */
    answer: string | null;
    /** Of the holder; null once it is answered. */
    held_until: number | null;
    expires_at: number;
  };
  turn_contexts: {
    key: string;
    context: string;
    expires_at: number;
  };
  facts: {
    /** `alive`: when somebody has last seen that the database can be written. */
    name: string;
    value: string;
    updated_at: number;
  };
  editions: {
    id: string;
    title: string;
    as_of: string | null;
    fiscal_year: number | null;
    source_file: string;
    sha256: string;
    made_by: string;
    made_at: number;
    /** null: it never has. */
    answered_at: number | null;
  };
  edition_files: {
    edition_id: string;
    name: string;
    text: string;
  };
  /** One row: which of them answers. */
  edition_active: {
    id: number;
    edition_id: string;
    turn: number;
    since: number;
  };
  /** What was said of each row in each round of questions. */
  row_confirmations: {
    row_id: string;
    round: string;
    department: string;
    answer: string;
    person_id: string;
    person_name: string;
    confirmed_at: number;
  };
  confirmation_rounds: {
    round: string;
    department: string;
    person_id: string;
    asked_at: number;
    reminded_at: number | null;
  };
  department_owners: {
    department: string;
    person_id: string;
    name: string | null;
    set_at: number;
  };
  dataset_snapshots: {
    revision: string;
    digests: string;
    created_at: number;
  };
}

/** Which database the queries run on; the few branches between the two ask for this. */
export type Dialect = 'sqlite' | 'postgres';
