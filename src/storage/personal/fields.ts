import type { Tables } from '../schema.ts';

/**
 * What a column may hold of a person, and so what becomes of it when they are erased.
 * - no: nothing.
 * - key: their id; the row is theirs and goes.
 * - row: something of theirs, or nobody's, in a row that goes.
 * - id: their id, beside what has to stay: the pseudonym takes its place.
 * - post: where their chat is, in a row with such an id: is emptied.
 * - text: words or JSON that may name them: pseudonym and dash take the place of ids and names.
 * - words: what a broadcast says: its author's, and sent to many; the rest of its data is as text.
 * - trail: as id and text, but ids alone, and so that the chain holds.
 * - brief: is forgotten by itself within a day.
 * - document: what the city's own document says; to be changed there.
 */
type Holds = 'no' | 'key' | 'row' | 'id' | 'post' | 'text' | 'words' | 'trail' | 'brief' | 'document';

/** Every column of every table. A new one is to be entered here, and in docs/privacy with why and for how long. */
const storedFields = {
  recipients: {
    id: 'key',
    kind: 'row',
    team_id: 'row',
    conversation_id: 'row',
    user_id: 'row',
    tenant_id: 'row',
    service_url: 'row',
    name: 'row',
    locale: 'row',
    state: 'row',
    reason: 'row',
    updated_at: 'row',
    upn: 'row',
    upn_asked_at: 'row',
  },
  messages: {
    id: 'no',
    kind: 'no',
    action: 'no',
    priority: 'no',
    content: 'text',
    original_id: 'no',
    state: 'no',
    turn: 'no',
    created_at: 'no',
    updated_at: 'no',
  },
  deliveries: {
    message_id: 'no',
    recipient_id: 'id',
    state: 'no',
    reason: 'no',
    attempt: 'no',
    due_at: 'no',
    lease_token: 'no',
    lease_until: 'no',
    departed_at: 'no',
    content: 'text',
    conversation_id: 'post',
    activity_id: 'post',
    updated_at: 'no',
  },
  slots: { key: 'brief', times: 'no', updated_at: 'no' },
  subscriptions: { recipient_id: 'key', settings: 'text', changed_at: 'row' },
  highlights_posts: {
    recipient_id: 'key',
    month: 'row',
    revision: 'row',
    featured: 'row',
    planned_at: 'row',
  },
  turns: { key: 'no', answer: 'brief', held_until: 'no', expires_at: 'no' },
  turn_contexts: { key: 'no', context: 'brief', expires_at: 'no' },
  recent_answers: { key: 'no', other_key: 'no', answer: 'brief', expires_at: 'no' },
  facts: { name: 'no', value: 'no', updated_at: 'no' },
  editions: {
    id: 'no',
    title: 'no',
    as_of: 'no',
    fiscal_year: 'no',
    source_file: 'no',
    sha256: 'no',
    made_by: 'id',
    made_at: 'no',
    answered_at: 'no',
  },
  edition_files: { edition_id: 'no', name: 'no', text: 'document' },
  edition_active: { id: 'no', edition_id: 'no', turn: 'no', since: 'no' },
  proposals: { id: 'no', version: 'no', state: 'no', edition_id: 'no', data: 'text', moved_at: 'no' },
  proposal_files: { proposal_id: 'no', name: 'no', text: 'document' },
  proposal_changes: { proposal_id: 'no', page: 'no', entries: 'document' },
  sent_files: { id: 'no', owner_id: 'id', name: 'text', content: 'document', sent_at: 'no' },
  file_forms: { form: 'no', choices: 'no', set_by: 'id', set_at: 'no' },
  row_confirmations: {
    row_id: 'no',
    round: 'no',
    department: 'no',
    answer: 'no',
    person_id: 'id',
    person_name: 'text',
    confirmed_at: 'no',
  },
  confirmation_rounds: { round: 'no', department: 'no', person_id: 'id', asked_at: 'no', reminded_at: 'no' },
  department_owners: { department: 'row', person_id: 'key', name: 'row', set_at: 'row' },
  dataset_snapshots: { revision: 'no', digests: 'no', created_at: 'no' },
  broadcasts: {
    id: 'no',
    version: 'no',
    state: 'no',
    author_id: 'id',
    send_at: 'no',
    released_at: 'no',
    data: 'words',
    progress: 'text',
    made_from: 'no',
    created_at: 'no',
    updated_at: 'no',
  },
  role_grants: { person_id: 'key', role: 'row', granted_at: 'row' },
  audit: {
    seq: 'no',
    at: 'no',
    actor: 'trail',
    action: 'no',
    subject: 'trail',
    detail: 'trail',
    previous_hash: 'no',
    hash: 'no',
    form: 'no',
    key_id: 'no',
  },
  audit_people: { person_id: 'key', salt: 'row' },
  audit_end: { id: 'no', seq: 'no', hash: 'no' },
  acknowledgements: { broadcast_id: 'no', recipient_id: 'id', at: 'no' },
  uploads: { id: 'no', owner_id: 'id', name: 'text', count: 'no', created_at: 'no' },
  upload_pages: { upload_id: 'no', page: 'no', people: 'text' },
  upload_uses: { upload_id: 'no', broadcast_id: 'no' },
  adoptions: {
    id: 'no',
    version: 'no',
    initiative_id: 'no',
    department: 'no',
    state: 'no',
    data: 'text',
    began_at: 'no',
    moved_at: 'no',
    asked_at: 'no',
  },
  adoption_steps: {
    seq: 'no',
    adoption_id: 'no',
    kind: 'no',
    state: 'no',
    at: 'no',
    person_id: 'id',
    person_name: 'text',
    note: 'text',
  },
  person_departments: { person_id: 'key', department: 'row', changed_at: 'row' },
  quiet_departments: { department: 'no', since: 'no' },
  follows: {
    id: 'row',
    recipient_id: 'key',
    question: 'row',
    lang: 'row',
    set_by: 'text',
    created_at: 'row',
    revision: 'row',
    seen: 'row',
    news_seq: 'row',
    names: 'row',
  },
  kept_questions: { key: 'no', at: 'no', kind: 'no', lang: 'no', text: 'text', rows: 'no' },
  question_groups: {
    key: 'no',
    label: 'text',
    count: 'no',
    last_at: 'no',
    resolution: 'text',
    resolved_at: 'no',
    forwarded: 'no',
  },
  answered_questions: { key: 'no', text: 'text', lang: 'no', at: 'no', wrong_at: 'no' },
  question_counts: { month: 'no', theme: 'no', count: 'no' },
  question_askers: { key: 'row', recipient_id: 'key', lang: 'row', at: 'row' },
} as const satisfies {
  readonly [T in keyof Tables as SnakeCase<T>]: Readonly<Record<SnakeCase<keyof Tables[T] & string>, Holds>>;
};

/** A name as the database has it: auditPeople → audit_people. */
type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${SnakeCase<Rest>}`
  : '';

export interface StoredField {
  readonly table: string;
  readonly column: string;
  readonly holds: Holds;
}

/** The same as a list. */
export const fieldList: readonly StoredField[] = Object.entries(storedFields).flatMap(([table, columns]) =>
  Object.entries(columns).map(([column, holds]) => ({ table, column, holds })),
);
