import { basisFor, can, type Actor, type KnownActor, type Permission } from '../../access/roles.ts';
import type { Lang } from '../../question/answer.ts';
import type { CardNotes } from '../cards/base-model.ts';
import { approvalHash, type Broadcast, type ShownCard, messagesOf } from '../decide/broadcast.ts';
import { type Command, decideCommand, permissionFor } from '../decide/decide-command.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';
import { planJobs } from '../jobs/jobs.ts';
import type { BroadcastStep } from '../ports.ts';
import { type BroadcastAnswer, done, home, lackOf, refuse, say } from './answers.ts';
import { findCircumstances } from './circumstances.ts';
import type { ControlCard } from './control-card.ts';
import type { Notices } from './notices.ts';
import type { ChatPorts } from './ports.ts';
import { dayMs } from '../../calendar/clock.ts';

/** A command on a broadcast, who gives it, and how things looked to them. */
export interface Order {
  readonly actor: KnownActor;
  readonly lang: Lang;
  readonly broadcast: Broadcast;
  readonly command: Command;
  /** The version that the pressed card was made for. */
  readonly version: number;
  /** The pressed card. */
  readonly card: ShownCard | null;
  /** When to send, as it was filled in. */
  readonly chosen?: CardNotes['chosen'];
  /** Where a form was filled in: it comes back when nothing comes of it. */
  readonly formWith?: FormWith;
}

/** A form as it was filled in, with why nothing came of it; pressed once more it goes for what stands now. */
export type FormWith = (current: Broadcast, refusal: BroadcastRefusal) => Promise<BroadcastAnswer['message']>;

interface Effects {
  readonly ports: ChatPorts;
  readonly notices: Notices;
}

/** What the author is told of who was asked. */
const askedNotes = {
  approval: { now: 'approvalAsked', later: 'askedForLater', nobody: 'nobodyToAsk' },
  correction: { now: 'correctionAsked', later: 'askedForLater', nobody: 'nobodyToAsk' },
} as const;

/**
 * By command, what it sets going once it has been decided and written down, and what the card says then. Whoever may
 * give it, and what becomes of the broadcast, stands in decide-command.ts under the same name.
 */
const effects: {
  readonly [D in Command['do']]: (
    to: Effects,
    broadcast: Broadcast,
    command: Extract<Command, { do: D }>,
    done: { readonly card: ShownCard | null; readonly lang: Lang; readonly count: number },
  ) => Promise<CardNotes> | CardNotes;
} = {
  save: () => ({ note: 'saved' }),
  delete: () => ({ note: 'deleted' }),
  async submit({ notices }, broadcast) {
    if (broadcast.state !== 'submitted') return { note: 'approved' };
    return { note: askedNotes.approval[await notices.askApprovers(broadcast, 'approvalWanted')] };
  },
  approve: (to, broadcast) => toAuthor(to, broadcast, ['approved', 'approvedNow']),
  refuse: (to, broadcast) => toAuthor(to, broadcast, ['refused', 'refusedNow']),
  async send({ ports, notices }, broadcast, _, { card, lang }) {
    if (broadcast.state === 'submitted') {
      await notices.askApprovers(broadcast, 'approvalWanted');
      return { note: 'audienceGrown' };
    }
    if (card) await ports.store.setProgress(broadcast.id, { ...card, lang });
    await planOrLeave(ports, broadcast);
    return { note: broadcast.state === 'scheduled' ? 'scheduled' : 'released' };
  },
  unschedule: () => ({ note: 'unscheduled' }),
  cancel: (_, __, ___, { count }) => ({ note: 'cancelled', count }),
  resend({ ports }, _, __, { count }) {
    ports.onPlanned();
    return { note: 'resent', count };
  },
  letBe: () => ({ note: 'settled' }),
  async correct(to, broadcast) {
    if (broadcast.correction === null) return await plan(to, broadcast, 'correcting');
    return { note: askedNotes.correction[await to.notices.askApprovers(broadcast, 'correctionWanted')] };
  },
  async approveCorrection(to, broadcast) {
    await plan(to, broadcast, 'correcting');
    await to.notices.tellAuthor(broadcast, 'correctionApproved');
    return { note: 'correcting' };
  },
  refuseCorrection: (to, broadcast) => toAuthor(to, broadcast, ['correctionRefused', 'refusedNow']),
  withdrawCorrection: () => ({ note: 'correctionWithdrawn' }),
  recall: (to, broadcast) => plan(to, broadcast, 'recalling'),
  remind: (to, broadcast) => plan(to, broadcast, 'reminding'),
};

type Note = NonNullable<CardNotes['note']>;

/** `told`: what the author reads, and whoever has pressed. */
async function toAuthor(
  { notices }: Effects,
  broadcast: Broadcast,
  [told, note]: readonly [told: Note, pressed: Note],
): Promise<CardNotes> {
  await notices.tellAuthor(broadcast, told);
  return { note };
}

async function plan({ ports }: Effects, broadcast: Broadcast, note: Note): Promise<CardNotes> {
  await planOrLeave(ports, broadcast);
  return { note };
}

/** It is decided and stands: what cannot be planned now is taken up a minute later (tick.ts), and nobody presses again. */
async function planOrLeave(ports: ChatPorts, broadcast: Broadcast): Promise<void> {
  await planJobs(ports, broadcast).catch(ports.onError);
}

/** What it takes to see a broadcast. */
export function toSee({ id }: Actor, { authorId, state }: Broadcast): Permission {
  return authorId === id || state === 'template' ? 'compose' : 'approve';
}

/** Decides a command, writes it down, carries it out, and shows what has come of it. */
export type RunCommand = (order: Order) => Promise<BroadcastAnswer>;

export function createCommands(ports: ChatPorts, controlCard: ControlCard, notices: Notices): RunCommand {
  const { store, refusals, now } = ports;

  async function carryOut(
    { actor, command, card, lang }: Order,
    next: Broadcast,
    count: number,
  ): Promise<BroadcastAnswer> {
    const effect = effects[command.do];
    const notes = await effect({ ports, notices }, next, command as never, { card, lang, count });
    if (next.state === 'deleted') return say('deleted', home(ports, actor, notes, lang), true);
    return await controlCard.show(next, actor, notes, lang);
  }

  /** Whatever fails once it has been written down, nobody is told that nothing has been. */
  async function carriedOut(order: Order, next: Broadcast, count: number): Promise<BroadcastAnswer> {
    try {
      return await carryOut(order, next, count);
    } catch (error) {
      ports.onError(error);
      return refuse(ports, 'unfinished', order.lang);
    }
  }

  async function notDone(
    order: Order,
    current: Broadcast,
    refusal: BroadcastRefusal,
  ): Promise<BroadcastAnswer> {
    const { actor, lang, command, chosen, formWith } = order;
    // Whoever writes over somebody else's broadcast does not get to see it.
    if (!can(actor.roles, toSee(actor, current))) return refuse(ports, refusal, lang);
    if (!formWith || !('content' in command) || refusal === 'noRole' || refusal === 'unsure')
      return await controlCard.show(current, actor, { refusal, chosen }, lang);
    if (refusal === 'stale' && isSaved(current, { ...current, ...command }))
      return await controlCard.show(current, actor, { note: 'saved' }, lang);
    return say(`refused ${refusal}`, await formWith(current, refusal), true);
  }

  return async (order) => {
    const { actor, lang, broadcast, command, version } = order;
    const subject = broadcast.id;
    const circumstances = await findCircumstances(ports, broadcast, { command, version, actorId: actor.id });
    const decision = decideCommand(broadcast, command, actor, circumstances);
    if (!decision.ok) {
      const refusal =
        decision.refusal === 'noRole' ? lackOf(actor, permissionFor(command.do)) : decision.refusal;
      const detail = { action: command.do, refusal, version };
      await refusals.note({ at: now(), actor: actor.id, action: 'denied', subject, detail });
      return await notDone(order, broadcast, refusal);
    }
    const { next } = decision;
    const detail = { ...decision.detail, by: basisFor(actor, permissionFor(command.do)) };
    const entry = { at: now(), actor: actor.id, action: command.do, subject, detail };
    const committed = await store.commitStep(next, entry, stepOf(ports, command, next));
    if (committed.ok) return done(await carriedOut(order, next, committed.count));
    const current = await store.get(subject);
    return current ? await notDone(order, current, committed.refusal) : refuse(ports, 'gone', lang);
  };
}

/** What the ledger and the author's limit have to do with a command, in the transaction of the command itself. */
export function stepOf(
  { rules }: Pick<ChatPorts, 'rules'>,
  command: Command,
  next: Broadcast,
): BroadcastStep {
  switch (command.do) {
    case 'send':
      return { limit: { since: next.updatedAt - dayMs, most: rules.perAuthorAndDay } };
    case 'resend':
      return { resend: { messageIds: [next.id], of: command.of } };
    case 'cancel':
      // All of them: what is not planned yet must not be planned after it.
      return { cancel: { messageIds: messagesOf(next).map(({ id }) => id) } };
    default:
      return {};
  }
}

/** Nothing that was filled in is lost: it stands there already. */
export function isSaved(
  { content, correction, audience }: Broadcast,
  written: Pick<Broadcast, 'content' | 'audience'>,
): boolean {
  return [content, correction].some(
    (one) => one !== null && approvalHash({ content: one, audience }) === approvalHash(written),
  );
}
