import { meet } from '../decide/people.ts';
import type { GrantableRole } from '../../access/roles.ts';
import type { ChatPorts } from './ports.ts';

/** More would be a broadcast in itself, and one of them is enough. */
const maxAskedOfTeam = 50;

/** Object ids of those who may approve broadcasts and can be written to. */
export async function findApprovers(ports: ChatPorts): Promise<readonly string[]> {
  return await findHolders(ports, ['approver']);
}

/** Object ids of the admins and of those with one of these roles that can be written to; of a large team the first ones. */
export async function findHolders(
  { store, admins, teamRoles, sources: { reach }, now }: ChatPorts,
  roles: readonly GrantableRole[],
): Promise<readonly string[]> {
  const holders = new Set(admins);
  for (const role of roles) for (const id of await store.granted(role)) holders.add(id);
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
