/** admin comes from configuration; the others are granted in chat. */
export const grantableRoles = ['broadcaster', 'approver', 'editor'] as const;
export type GrantableRole = (typeof grantableRoles)[number];
export type Role = 'admin' | GrantableRole;

/** What somebody may be to a thing, besides their roles. */
export type Tie = 'participant' | 'setter' | 'owner';

/** Who may what besides the admins, who may all of it. */
const permitted = {
  grantRoles: [],
  readAudit: [],
  /** Posts of highlights where they have not gone out, and what becomes of those that failed. */
  decideHighlights: [],
  /** Others would take from a team what it reads. */
  endHighlights: ['setter'],
  /** What becomes of what was restored, or of a pause. */
  decideOperation: [],
  compose: ['broadcaster'],
  seeBroadcasts: ['broadcaster', 'approver'],
  approve: ['approver'],
  /** The document's data; a second person approves what is changed. */
  editData: ['editor'],
  /** An owner speaks for their department. */
  changeRow: ['editor', 'owner'],
  /** Nobody approves what they have written themselves; they may read it. */
  decideProposal: ['approver', 'editor'],
  // The office that owns the document answers for it: whoever may change its data may also say what it lacks.
  readReport: ['editor'],
  sortQuestions: ['editor'],
  answerQuestion: ['editor', 'owner'],
  moveAdoption: ['editor', 'participant'],
  quietenAdoptions: ['editor', 'owner'],
} satisfies Readonly<Record<string, readonly (GrantableRole | Tie)[]>>;

export type Permission = keyof typeof permitted;

function permits(permission: Permission, as: Role | Tie): boolean {
  const others: readonly (Role | Tie)[] = permitted[permission];
  return as === 'admin' || others.includes(as);
}

/** Somebody who asks for something to be done. */
export interface Actor {
  /** Entra object id. */
  readonly id: string;
  readonly roles: ReadonlySet<Role>;
}

/** An actor with what the roles rest on. */
export interface KnownActor extends Actor {
  /** `configuration`, `grant`, or `team 19:…`. */
  readonly basis: ReadonlyMap<Role, string>;
  /** What a team would give whose roster cannot be read at the moment. */
  readonly unsure: ReadonlySet<Role>;
}

/** By what somebody may do it, for the audit trail: `approver by team 19:…`; null when they may not. */
export function basisFor({ basis }: Pick<KnownActor, 'basis'>, permission: Permission): string | null {
  const found = [...basis].find(([role]) => permits(permission, role));
  return found ? found.join(' by ') : null;
}

/** Whether somebody with these roles, who is `tie` to the thing, may do it. */
export function can(roles: ReadonlySet<Role>, permission: Permission, tie?: Tie | false): boolean {
  return [...roles, ...(tie ? [tie] : [])].some((as) => permits(permission, as));
}
