import type { RegisteredOwner } from '../../cards/words/contact.ts';
import type { RowYear } from '../../dataset/edition/history.ts';
import type { Contact, Initiative } from '../../dataset/schema.ts';
import type { Adoption, AdoptionState, AdoptionStep } from '../decide/adoption.ts';
import type { AdoptionRefusal } from '../decide/decide-step.ts';
import type { Chain } from '../decide/lineage.ts';

/** Everything about one row. */
export interface RowView {
  readonly initiative: Initiative;
  readonly contact: Contact | null;
  /** Who is registered as answering for its department. */
  readonly owner: RegisteredOwner | null;
  readonly progress: 'running' | 'notStarted' | 'ended' | null;
  readonly chains: readonly Chain[];
  /** Departments that do something like it. */
  readonly alike: readonly string[];
  /** What the department of whoever opens it makes of it already. */
  readonly own: Adoption | null;
  /** Whoever opens it may change the data. */
  readonly mayEdit: boolean;
  /** In the documents of earlier years, the newest first. */
  readonly history: readonly RowYear[];
}

/** The form of ［うちでもやりたい］. */
export interface WishView {
  readonly initiative: Initiative;
  /** Remembered from the last time. */
  readonly department: string | null;
  readonly why: string;
  readonly note: AdoptionNote | null;
}

/** What has come of a press. */
export type AdoptionNote =
  | AdoptionRefusal
  | 'begun'
  | 'joined'
  | 'alreadyIn'
  | 'moved'
  | 'takenBack'
  | 'needsDepartment'
  | 'departmentSet'
  | 'quiet'
  | 'loud'
  | 'quietAlready'
  | 'invalid'
  | 'onlyPersonal'
  | 'tooMany'
  | 'gone'
  | 'unavailable';

/** Notes that say that something has been done. */
export const goodNotes: ReadonlySet<AdoptionNote> = new Set<AdoptionNote>([
  'begun',
  'joined',
  'moved',
  'takenBack',
  'departmentSet',
  'quiet',
  'loud',
]);

/** One adoption with its history. */
export interface AdoptionView {
  readonly adoption: Adoption;
  readonly steps: readonly AdoptionStep[];
  /** null: the row is in the document no more. */
  readonly initiative: Initiative | null;
  readonly contact: Contact | null;
  /** Who is registered as answering for the department that it comes from. */
  readonly owner: RegisteredOwner | null;
  readonly note: AdoptionNote | null;
  /** Whether buttons to move it are shown. */
  readonly mayMove: boolean;
}

/** Which department somebody is of. */
export interface DepartmentView {
  readonly department: string | null;
  readonly note: AdoptionNote | null;
  /** What is answered once it is known. */
  readonly then: 'adoption.taken' | 'adoption.declined' | 'adoption.gaps' | 'adoption.recommend' | null;
}

/** What the owner of a row is told, or its people are asked. */
export interface AdoptionNoticeView {
  readonly kind: 'owner' | 'resting';
  readonly adoption: Adoption;
}

/** The states that can be moved to from one that is open, the likeliest first. */
export function statesAfter(state: AdoptionState): readonly AdoptionState[] {
  const ways: Readonly<Record<AdoptionState, readonly AdoptionState[]>> = {
    interested: ['considering', 'trying', 'adopted', 'declined'],
    considering: ['trying', 'adopted', 'declined'],
    trying: ['adopted', 'considering', 'declined'],
    adopted: [],
    declined: [],
  };
  return ways[state];
}
