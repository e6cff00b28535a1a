import type { AuditEntry } from './audit/audit.ts';
import type { IsOutsider } from './outsiders.ts';
import type { GrantableRole, KnownActor, Role } from './roles.ts';
import type { TeamRoles } from './team-roles.ts';

/** Which roles the admins have granted to whom. */
export interface GrantStore {
  roles(personId: string): Promise<readonly GrantableRole[]>;
  granted(role: GrantableRole): Promise<readonly string[]>;
  /** false when it was so already: then nothing was written. */
  grant(personId: string, role: GrantableRole, entry: AuditEntry): Promise<boolean>;
  revoke(personId: string, role: GrantableRole, entry: AuditEntry): Promise<boolean>;
  /** Whether the actor has granted the person a role since, by the trail. */
  grantedBy(actorId: string, personId: string, since: number): Promise<boolean>;
}

/** What roles rest on. */
export interface RoleSources {
  readonly store: Pick<GrantStore, 'roles'>;
  /** Entra object ids in lower case. */
  readonly admins: readonly string[];
  readonly teamRoles: TeamRoles;
  readonly isOutsider: IsOutsider;
}

/**
 * What this person may do now, by the configuration, by what the admins have granted, and by teams, whose rosters say
 * who is a guest. A name in the configuration or a grant says nothing of it, so Teams is asked.
 */
export async function findActor(
  id: string,
  { store, admins, teamRoles, isOutsider }: RoleSources,
): Promise<KnownActor> {
  const basis = new Map<Role, string>((await store.roles(id)).map((role) => [role, 'grant']));
  const isAdmin = admins.includes(id);
  if ((basis.size > 0 || isAdmin) && (await isOutsider(id)))
    return { id, roles: new Set(), basis: new Map(), unsure: new Set() };
  const unsure = new Set<Role>();
  for (const { role, standing } of await teamRoles.standings()) {
    if (standing.state === 'unread') unsure.add(role);
    if (standing.state === 'found' && standing.members.has(id) && !basis.has(role))
      basis.set(role, `team ${standing.team.teamId}`);
  }
  if (isAdmin) basis.set('admin', 'configuration');
  return { id, roles: new Set(basis.keys()), basis, unsure };
}
