import { meet } from '../decide/people.ts';
import type { ChatPorts } from './ports.ts';

/** More would be a broadcast in itself, and one of them is enough. */
const maxAskedOfTeam = 50;

/** Object ids of those who may approve and can be written to; of a large team the first ones. */
export async function findApprovers({
  store,
  admins,
  teamRoles,
  sources: { reach },
  now,
}: ChatPorts): Promise<readonly string[]> {
  const approvers = new Set([...(await store.granted('approver')), ...admins]);
  for (const { role, standing } of await teamRoles.standings()) {
    if (role !== 'approver' || standing.state !== 'found') continue;
    const team = await reach.get(`team:${standing.team.teamId}`);
    for (const [id, member] of [...standing.members].slice(0, maxAskedOfTeam)) {
      // A member who has never written to the bot can be written to all the same.
      if (!approvers.has(id) && team) await meet([member], team, reach, now());
      approvers.add(id);
    }
  }
  return [...approvers];
}
