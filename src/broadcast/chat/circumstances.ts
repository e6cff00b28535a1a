import { countAudience, resolveAudience, unknownExclusions } from '../decide/audience.ts';
import { type Broadcast, messagesOf } from '../decide/broadcast.ts';
import { type Circumstances, type Command, isOut } from '../decide/decide-command.ts';
import { countWithoutId } from '../jobs/progress-view.ts';
import { isAuthorsGrant } from './approvers.ts';
import type { ChatPorts } from './ports.ts';
import { dayMs } from '../../calendar/clock.ts';

type Sources = Pick<ChatPorts, 'store' | 'ledger' | 'sources' | 'rules' | 'now' | 'newKey' | 'admins'>;

interface AskedCommand {
  readonly command: Command;
  /** The version that the pressed card was made for. */
  readonly version: number;
  readonly actorId: string;
}

/** What a command on a broadcast depends on, as things stand; whom it would reach is asked for only to approve or send it. */
export async function findCircumstances(
  ports: Sources,
  broadcast: Broadcast,
  { command, version, actorId }: AskedCommand,
): Promise<Circumstances> {
  const { store, ledger, sources, rules, now } = ports;
  const { failed, unknown, sent } = await ledger.counts(broadcast.id);
  const isSend = command.do === 'send' && broadcast.version === version;
  const isCounted = isSend || (command.do === 'approve' && broadcast.version === version);
  const audience = isCounted
    ? await countAudience(resolveAudience(broadcast.audience, sources, now()))
    : { reachable: 0, untold: [] };
  return {
    rules,
    now: now(),
    version,
    jobKey: ports.newKey(),
    releasedToday: isSend ? await store.releasedSince(broadcast.authorId, now() - dayMs) : 0,
    isAuthorsGrant:
      (command.do === 'approve' || command.do === 'approveCorrection') &&
      (await isAuthorsGrant(ports, broadcast.authorId, actorId)),
    reachable: audience.reachable,
    untold: audience.untold,
    excludedUnknown: isSend ? (await unknownExclusions(broadcast.audience, sources)).length : 0,
    underWay: await countUnderWay(ledger, broadcast),
    failed,
    unknown,
    sent,
    ...(await countPosts(ledger, broadcast)),
  };
}

/**
 * Deliveries that are still to be sent or on their way, of the broadcast and of all that was done to it. What has been
 * decided and is not in the ledger yet counts as one: nothing else may begin before it.
 */
export async function countUnderWay(
  ledger: Pick<ChatPorts['ledger'], 'counts' | 'messageState'>,
  broadcast: Broadcast,
): Promise<number> {
  if (!isOut(broadcast.state)) return 0;
  let count = 0;
  for (const { id } of messagesOf(broadcast)) {
    // First: what has been planned to its end by then has all its rows in the counts.
    const state = await ledger.messageState(id);
    const { pending, leased } = await ledger.counts(id);
    count += pending + leased + Number(pending + leased === 0 && (state === null || state === 'planning'));
  }
  return count;
}

/** Posts that have not been deleted and can be, and those that nothing can be done about. */
async function countPosts(
  ledger: Pick<ChatPorts['ledger'], 'counts' | 'reasons'>,
  broadcast: Broadcast,
): Promise<Pick<Circumstances, 'standing' | 'outOfReach'>> {
  let [standing, outOfReach] = [0, 0];
  if (!isOut(broadcast.state)) return { standing, outOfReach };
  for (const { id, kind } of messagesOf(broadcast)) {
    const { sent, unknown } = await ledger.counts(id);
    if (kind === 'post' || kind === 'reminder') {
      const lost = countWithoutId(await ledger.reasons(id));
      standing += sent - lost;
      outOfReach += unknown + lost;
    }
    if (kind === 'recall') standing -= sent;
  }
  return { standing, outOfReach };
}
