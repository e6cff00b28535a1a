import type { RosterMember } from '../../access/roster.ts';
import type { ReachChange, ReachStore } from '../../delivery/ports.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import { dayMs } from '../../calendar/clock.ts';

/**
 * Asks Teams who the other side of a personal chat is; null: it does not tell, `later`: nor anybody else for now, `left`:
 * nobody any more.
 */
export type ReadMember = (person: Recipient) => Promise<RosterMember | null | 'later' | 'left'>;

interface LearnNamesPorts {
  readonly reach: Pick<ReachStore, 'apply' | 'unnamed'>;
  readonly member: ReadMember;
  readonly now: () => number;
}

/** People change their names, and a name may be given to somebody else. */
const askAgainMs = 30 * dayMs;
/** A tick of five seconds has room for so many beside what is to be sent. */
const askedAtOnce = 10;

/**
 * Learns by which names people sign in who use the app and are in no team with the bot: a few at a time, everybody
 * again after a month.
 */
export function createLearnNames({ reach, member, now }: LearnNamesPorts): () => Promise<void> {
  return async () => {
    const people = await reach.unnamed({ askedBefore: now() - askAgainMs, limit: askedAtOnce });
    const changes: ReachChange[] = [];
    for (const person of people) {
      const found = await member(person);
      if (found === 'later') break;
      changes.push({ type: 'named', id: person.id, upn: found === 'left' ? null : upnOf(person, found) });
    }
    await reach.apply(changes, now());
  };
}

/** null for guests, and for an answer about somebody else. */
function upnOf({ id }: Recipient, member: RosterMember | null): string | null {
  if (member === null || member.isGuest || member.upn === null) return null;
  const isSame = member.aadObjectId === null || id === `person:${member.aadObjectId}`;
  return isSame ? member.upn.toLowerCase() : null;
}
