/** admin comes from configuration; the others are granted in chat. */
export const grantableRoles = ['broadcaster', 'approver', 'editor'] as const;
export type GrantableRole = (typeof grantableRoles)[number];
export type Role = 'admin' | GrantableRole;

export type Permission = 'grantRoles' | 'readAudit' | 'compose' | 'approve' | 'editData';

const permitted: Readonly<Record<Role, readonly Permission[]>> = {
  admin: ['grantRoles', 'readAudit', 'compose', 'approve', 'editData'],
  broadcaster: ['compose'],
  approver: ['approve'],
  editor: ['editData'],
};

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
  const found = [...basis].find(([role]) => permitted[role].includes(permission));
  return found ? found.join(' by ') : null;
}

/** Whether somebody with these roles may do it. */
export function can(roles: ReadonlySet<Role>, permission: Permission): boolean {
  return [...roles].some((role) => permitted[role].includes(permission));
}
