import type { AskStanding } from '../access/outsiders.ts';
import { type AudienceSources, rosterMembers } from './decide/people.ts';
import type { ReadMember } from './jobs/learn-names.ts';

/** Asks Teams of somebody by their own chat, else by the rosters of the bot's teams. */
export function standings(
  sources: Pick<AudienceSources, 'reach' | 'roster'>,
  member: ReadMember,
): AskStanding {
  return async (id) => {
    const person = await sources.reach.get(`person:${id}`);
    const told = person?.conversationId ? await member(person) : null;
    if (told === 'left') return 'outsider';
    if (told !== null && told !== 'later') return told.isGuest ? 'outsider' : 'staff';
    let isSeen = false;
    for await (const { aadObjectId, isGuest } of rosterMembers(sources)) {
      if (aadObjectId?.toLowerCase() !== id) continue;
      if (isGuest) return 'outsider';
      isSeen = true;
    }
    return isSeen ? 'staff' : null;
  };
}
