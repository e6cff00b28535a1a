import type { AuditEntry } from './audit/audit.ts';

/** Who answers for a department. */
export interface Owner {
  /** As the document's heading names it. */
  readonly department: string;
  /** Entra object id, in lower case. */
  readonly personId: string;
  /** As Teams or whoever set it says it; null = not known. */
  readonly name: string | null;
  /** Epoch ms. */
  readonly setAt: number;
}

/** An owner with what Teams tells of them. */
interface KnownOwner extends Owner {
  /** The user principal name, in lower case; null = not known (yet). */
  readonly upn: string | null;
}

/** The owners of departments. Times are epoch ms. */
export interface OwnerStore {
  ownerOf(department: string): Promise<KnownOwner | null>;
  /** By department. */
  owners(): Promise<readonly KnownOwner[]>;
  /** Sets or replaces the department's owner, and writes the entry with it, unless it is that person already. */
  setOwner(owner: Owner, entry: AuditEntry): Promise<void>;
  /** false when it had none: then nothing was written. */
  removeOwner(department: string, entry: AuditEntry): Promise<boolean>;
}
