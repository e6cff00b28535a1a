import type { BroadcastState } from '../broadcast/decide/broadcast.ts';
import type { GrantableRole } from '../access/roles.ts';

/** The tables of the broadcasts, in the form of schema.ts. */
export interface BroadcastTables {
  broadcasts: {
    id: string;
    version: number;
    state: BroadcastState;
    author_id: string;
    send_at: number | null;
    /** When it was first given out, to be sent at once or later; null = never. */
    released_at: number | null;
    /** The rest, as JSON. */
    data: string;
    progress: string | null;
    /** Which form, or which press of a copy, it was made from: once for each author. */
    made_from: string | null;
    created_at: number;
    updated_at: number;
  };
  role_grants: {
    person_id: string;
    role: GrantableRole;
    granted_at: number;
  };
  audit: {
    seq: number;
    at: number;
    actor: string;
    action: string;
    subject: string;
    detail: string;
    previous_hash: string;
    hash: string;
    form: 1 | 2;
    key_id: string | null;
  };
  /** Who a pseudonym of the trail is: a row goes when the person is erased. */
  audit_people: {
    person_id: string;
    salt: string;
  };
  /** One row: the end of the trail, locked while an entry is added. */
  audit_end: {
    id: number;
    seq: number;
    hash: string;
  };
  acknowledgements: {
    broadcast_id: string;
    recipient_id: string;
    at: number;
  };
  uploads: {
    id: string;
    owner_id: string;
    name: string;
    count: number;
    created_at: number;
  };
  /** Its people in order, a thousand in a row. */
  upload_pages: {
    upload_id: string;
    page: number;
    /** JSON. */
    people: string;
  };
  /** Which broadcasts name it. */
  upload_uses: {
    upload_id: string;
    broadcast_id: string;
  };
}
