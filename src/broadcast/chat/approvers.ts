import { meet } from '../decide/people.ts';
import type { GrantableRole } from '../../access/roles.ts';
import type { ChatPorts } from './ports.ts';
import { dayMs } from '../../calendar/clock.ts';

/** More would be a broadcast in itself, and one of them is enough. */
const maxAskedOfTeam = 50;

/** Object ids of those who may approve what somebody has written, and can be written to. */
export interface Approvers {
  readonly now: readonly string[];
  /** The author has granted them a role within the day: they may when it has passed. */
  readonly later: readonly string[];
}

export async function findApprovers(ports: ChatPorts, authorId: string): Promise<Approvers> {
  const others = (await findHolders(ports, ['approver'])).filter((id) => id !== authorId);
  const later: string[] = [];
  for (const id of others) if (await isAuthorsGrant(ports, authorId, id)) later.push(id);
  return { now: others.filter((id) => !later.includes(id)), later };
}

/**
 * Whether somebody is no second person yet, but the author's own hand: granted a role by the author within the last
 * day. What an admin by configuration may do rests on nobody's grant.
 */
export async function isAuthorsGrant(
  { store, admins, now }: Pick<ChatPorts, 'store' | 'admins' | 'now'>,
  authorId: string,
  personId: string,
): Promise<boolean> {
  return !admins.includes(personId) && (await store.grantedBy(authorId, personId, now() - dayMs));
}

/** Object ids of the admins and of those with one of these roles that can be written to; of a large team the first ones. */
export async function findHolders(
  { store, admins, teamRoles, isOutsider, sources: { reach }, now }: ChatPorts,
  roles: readonly GrantableRole[],
): Promise<readonly string[]> {
  const named = new Set(admins);
  for (const role of roles) for (const id of await store.granted(role)) named.add(id);
  const holders = new Set<string>();
  for (const id of named) if (!(await isOutsider(id))) holders.add(id);
  for (const { role, standing } of await teamRoles.standings()) {
    if (!roles.includes(role) || standing.state !== 'found') continue;
    const team = await reach.get(`team:${standing.team.teamId}`);
    for (const [id, member] of [...standing.members].slice(0, maxAskedOfTeam)) {
      // A member who has never written to the bot can be written to all the same.
      if (!holders.has(id) && team) await meet([member], team, reach, now());
      holders.add(id);
    }
  }
  return [...holders];
}
