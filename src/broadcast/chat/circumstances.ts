import { countAudience, resolveAudience, unknownExclusions } from '../decide/audience.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import type { Circumstances, Command } from '../decide/decide-command.ts';
import type { ChatPorts } from './ports.ts';

type Sources = Pick<ChatPorts, 'store' | 'ledger' | 'sources' | 'rules' | 'now'>;

const dayMs = 86_400_000;

/** What a command on a broadcast depends on, as things stand; whom it would reach is asked for only to send it. */
export async function findCircumstances(
  { store, ledger, sources, rules, now }: Sources,
  broadcast: Broadcast,
  command: Command,
  version: number,
): Promise<Circumstances> {
  const { failed, unknown, sent } = await ledger.counts(broadcast.id);
  const isSend = command.do === 'send' && broadcast.version === version;
  const addressees = isSend ? resolveAudience(broadcast.audience, sources, now()) : null;
  return {
    rules,
    now: now(),
    version,
    releasedToday: isSend ? await store.releasedSince(broadcast.authorId, now() - dayMs) : 0,
    reachable: addressees ? (await countAudience(addressees)).reachable : 0,
    excludedUnknown: isSend ? (await unknownExclusions(broadcast.audience, sources)).length : 0,
    underWay: await countUnderWay(ledger, broadcast),
    failed,
    unknown,
    sent,
  };
}

/** Deliveries that are still to be sent or on their way, of the broadcast and of all that was done to it. */
export async function countUnderWay(
  ledger: Pick<ChatPorts['ledger'], 'counts'>,
  broadcast: Broadcast,
): Promise<number> {
  let count = 0;
  for (const messageId of messageIds(broadcast)) {
    const { pending, leased } = await ledger.counts(messageId);
    count += pending + leased;
  }
  return count;
}

/** The ledger's messages of a broadcast: its own, and those of all that was done to it. */
export function messageIds({ id, jobs }: Broadcast): readonly string[] {
  return [id, ...jobs.map((job) => job.id)];
}
