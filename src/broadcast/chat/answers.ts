import { can, type KnownActor, type Permission } from '../../access/roles.ts';
import type { CardMessage, Message } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import type { CardNotes } from '../cards/base-model.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';
import type { ChatPorts } from './ports.ts';

/** What is said to a request. */
export interface BroadcastAnswer {
  readonly intent: string;
  readonly message: Message;
  /** Takes the place of the card whose button was pressed. */
  readonly inPlace: boolean;
  /** Something has been changed or sent by it; else the same request may get another answer a moment later. */
  readonly isDone: boolean;
  /** For the eyes of whoever pressed the button: a channel would fill with what each of its readers is told. */
  readonly isPrivate?: boolean;
  /** The pressed card as whoever has pressed it sees it from now on. */
  readonly pressed?: CardMessage;
}

/** An answer with a card, to a request that changes nothing. */
export function say(intent: string, message: Message, inPlace: boolean): BroadcastAnswer {
  return { intent: `broadcast ${intent}`, message, inPlace, isDone: false };
}

/** The answer to a request that has been carried out. */
export function done(answer: BroadcastAnswer): BroadcastAnswer {
  return { ...answer, isDone: true };
}

/** One sentence that says why not; the pressed card stays. */
export function refuse(
  { cards, data }: Pick<ChatPorts, 'cards' | 'data'>,
  refusal: BroadcastRefusal,
  lang: Lang,
): BroadcastAnswer {
  return say(`refused ${refusal}`, cards.refusal(refusal, data(), lang), false);
}

/** Where broadcasts begin, with what this person may do. */
export function home(
  { cards, data }: Pick<ChatPorts, 'cards' | 'data'>,
  { roles }: KnownActor,
  notes: CardNotes,
  lang: Lang,
): Message {
  return cards.home({ ...notes, mayGrantRoles: can(roles, 'grantRoles') }, data(), lang);
}

/** Why somebody without the permission is refused: a team might give it whose roster cannot be read just now. */
export function lackOf({ unsure }: KnownActor, needed: Permission): 'noRole' | 'unsure' {
  return can(unsure, needed) ? 'unsure' : 'noRole';
}

/** Refused for a role that is missing: it is written down who tried. */
export async function denied(
  ports: Pick<ChatPorts, 'refusals' | 'now' | 'cards' | 'data'>,
  actor: KnownActor,
  tried: { readonly action: string; readonly subject: string; readonly needed: Permission },
  lang: Lang,
): Promise<BroadcastAnswer> {
  const { action, subject, needed } = tried;
  const refusal = lackOf(actor, needed);
  const detail = { action, refusal };
  await ports.refusals.note({ at: ports.now(), actor: actor.id, action: 'denied', subject, detail });
  return refuse(ports, refusal, lang);
}
