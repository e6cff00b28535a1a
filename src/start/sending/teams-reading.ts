import { type RosterMember, RosterUnreadable } from '../../access/roster.ts';
import type { ListChannels, ListedChannel } from '../../broadcast/jobs/learn-channels.ts';
import type { ReadMember } from '../../broadcast/jobs/learn-names.ts';
import type { Clock } from '../../calendar/clock.ts';
import type { SlotBook } from '../../delivery/ports.ts';
import type { Recipient } from '../../delivery/recipient.ts';
import type { Sender } from '../../teams/sender.ts';

/** What Teams tells of teams and people, at the pace that it allows. */
export interface TeamsReading {
  /** Page by page; throws RosterUnreadable. */
  readonly roster: (team: Recipient) => AsyncIterable<readonly RosterMember[]>;
  readonly member: ReadMember;
  readonly channels: ListChannels;
}

/** A team has no more than this, deleted ones included: learn.microsoft.com/microsoftteams/limits-specifications-teams */
const maxChannels = 1000;

/** Readings count towards the app's limit as posts do, and have a limit of their own per conversation. */
export function createTeamsReading(
  sender: Pick<Sender, 'members' | 'member' | 'channels'>,
  slots: SlotBook,
  clock: Clock,
): TeamsReading {
  return {
    async *roster(team) {
      let token: string | null = null;
      do {
        await waitForSlot(slots, clock, `members ${team.id}`);
        const page = await patiently(clock, () => sender.members(team, token)).catch((error: unknown) => {
          throw new RosterUnreadable(team.id, error);
        });
        yield page.members;
        token = page.next;
      } while (token !== null);
    },

    async channels(team) {
      const all: ListedChannel[] = [];
      let token: string | null = null;
      do {
        await waitForSlot(slots, clock, `members ${team.id}`);
        const page: Awaited<ReturnType<Sender['channels']>> = await patiently(clock, () =>
          sender.channels(team, token),
        );
        all.push(...page.channels);
        token = page.next;
      } while (token !== null && all.length < maxChannels);
      return all.slice(0, maxChannels);
    },

    async member(person) {
      await waitForSlot(slots, clock, `members ${person.id}`);
      try {
        return await sender.member(person);
      } catch (error) {
        if (isForNow(error)) return 'later';
        return (error as { code?: unknown }).code === 'MemberNotFoundInConversation' ? 'left' : null;
      }
    },
  };
}

const tries = 3;
const pauseMs = 1000;

/** What Teams refuses for the moment it is asked again a little later; somebody waits for the answer. */
async function patiently<T>(clock: Clock, ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || tried >= tries) throw error;
      await clock.sleep(pauseMs * tried);
    }
  }
}

function isPassing(error: unknown): boolean {
  const { statusCode } = error as { statusCode?: number | null };
  return typeof statusCode !== 'number' || statusCode === 429 || statusCode >= 500;
}

/** Of Teams as a whole, not of what was asked for. */
function isForNow(error: unknown): boolean {
  const { statusCode } = error as { statusCode?: number | null };
  return typeof statusCode !== 'number' || statusCode === 429 || statusCode === 503;
}

async function waitForSlot(slots: SlotBook, clock: Clock, key: string): Promise<void> {
  for (;;) {
    const [slot] = await slots.reserve([key], []);
    await clock.sleep(slot!.inMs);
    if (slot!.booked) return;
  }
}
