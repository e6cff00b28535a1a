import type { AuditEntry } from './audit/audit.ts';
import type { IsOutsider } from './outsiders.ts';

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

/** Who was set for which department, whatever they are by now. Times are epoch ms. */
export interface OwnerRegister {
  registered(department: string): Promise<KnownOwner | null>;
  /** By department. */
  allRegistered(): Promise<readonly KnownOwner[]>;
  /** Sets or replaces the department's owner, and writes the entry with it, unless it is that person already. */
  setOwner(owner: Owner, entry: AuditEntry): Promise<void>;
  /** false when it had none: then nothing was written. */
  removeOwner(department: string, entry: AuditEntry): Promise<boolean>;
}

/** The owners of departments. */
export interface Owners extends Pick<OwnerRegister, 'setOwner' | 'removeOwner'> {
  ownerOf(department: string): Promise<KnownOwner | null>;
  /** By department. */
  owners(): Promise<readonly KnownOwner[]>;
}

/** Whoever is a guest by now, of another organisation or gone, owns nothing, as they hold no role. */
export function createOwners(register: OwnerRegister, isOutsider: IsOutsider): Owners {
  return {
    setOwner: (owner, entry) => register.setOwner(owner, entry),
    removeOwner: (department, entry) => register.removeOwner(department, entry),

    async ownerOf(department) {
      const owner = await register.registered(department);
      return owner && !(await isOutsider(owner.personId)) ? owner : null;
    },

    async owners() {
      const all = await register.allRegistered();
      const outside = await Promise.all(all.map(({ personId }) => isOutsider(personId)));
      return all.filter((_, index) => !outside[index]);
    },
  };
}
