import type { AuditRow } from '../../access/audit/audit.ts';
import type { Broadcast } from '../../broadcast/decide/broadcast.ts';
import type { Upload } from '../../broadcast/file-ports.ts';
import type { GrantableRole } from '../../access/roles.ts';

/** The tables of the broadcasts, in the form of schema.ts. */
export interface BroadcastTables {
  broadcasts: Pick<
    Broadcast,
    'id' | 'version' | 'state' | 'authorId' | 'sendAt' | 'createdAt' | 'updatedAt'
  > & {
    /** When it was first given out, to be sent at once or later; null = never. */
    releasedAt: number | null;
    /** The rest, as JSON. */
    data: string;
    progress: string | null;
    /** Which form, or which press of a copy, it was made from: once for each author. */
    madeFrom: string | null;
  };
  roleGrants: {
    personId: string;
    role: GrantableRole;
    grantedAt: number;
  };
  audit: Omit<AuditRow, 'detail'> & { detail: string };
  /** Who a pseudonym of the trail is: a row goes when the person is erased. */
  auditPeople: {
    personId: string;
    salt: string;
  };
  /** One row: the end of the trail, locked while an entry is added. */
  auditEnd: {
    id: number;
    seq: number;
    hash: string;
  };
  acknowledgements: {
    broadcastId: string;
    recipientId: string;
    at: number;
  };
  uploads: Upload;
  /** Its people in order, a thousand in a row. */
  uploadPages: {
    uploadId: string;
    page: number;
    /** JSON. */
    people: string;
  };
  /** Which broadcasts name it. */
  uploadUses: {
    uploadId: string;
    broadcastId: string;
  };
}
