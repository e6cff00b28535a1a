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

/** Whether somebody with these roles may do it. */
export function can(roles: ReadonlySet<Role>, permission: Permission): boolean {
  return [...roles].some((role) => permitted[role].includes(permission));
}
