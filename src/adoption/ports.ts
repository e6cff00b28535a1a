import type { AuditEntry } from '../access/audit/audit.ts';
import type { Notice } from '../delivery/notice.ts';
import type { Adoption, AdoptionStep } from './decide/adoption.ts';
import type { AdoptionChange } from './decide/decide-step.ts';

/** A step with what it was of. */
interface AdoptionNews extends Pick<AdoptionStep, 'kind' | 'state' | 'at'> {
  /** Grows with every step of any adoption, in the order in which they became visible. */
  readonly seq: number;
  readonly initiativeId: string;
  readonly department: string;
  readonly personId: string;
}

/** Who takes what over from whom: what stands, and how it came to. */
export interface AdoptionStore {
  get(id: string): Promise<Adoption | null>;
  /** All there are, in order of beginning: a city has hundreds. */
  all(): Promise<readonly Adoption[]>;
  /** Of one, the first first. */
  steps(id: string): Promise<readonly AdoptionStep[]>;
  /** Of all, after `seq`. */
  newsAfter(seq: number, limit: number): Promise<readonly AdoptionNews[]>;
  /** Of the newest step; 0 when there is none. */
  lastSeq(): Promise<number>;
  /**
   * Writes adoption, step, audit entry and notices in one transaction, if the version before still stands (of the
   * first: if there is none). false: somebody was faster, and nothing was written.
   */
  commit(change: AdoptionChange, entry: AuditEntry, notices: readonly Notice[]): Promise<boolean>;
  /** Open ones without a step since `before` that nobody has been asked about since their last step. */
  resting(before: number): Promise<readonly Adoption[]>;
  /** Notes that its people are asked, with the notice; false when they have been, or it has moved. */
  ask(adoption: Adoption, notice: Notice, now: number): Promise<boolean>;
  departmentOf(personId: string): Promise<string | null>;
  setDepartment(personId: string, department: string, now: number): Promise<void>;
  /** Departments that want no word of who takes over what is theirs. */
  isQuiet(department: string): Promise<boolean>;
  /** false when it was so already. */
  setQuiet(department: string, isQuiet: boolean, entry: AuditEntry): Promise<boolean>;
}
