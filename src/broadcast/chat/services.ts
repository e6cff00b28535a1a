import type { KnownActor } from '../../access/roles.ts';
import type { Lang } from '../../question/answer.ts';
import type { Composing } from '../compose/compose.ts';
import type { Uploads } from '../compose/uploads.ts';
import type { Broadcast, ShownCard } from '../decide/broadcast.ts';
import type { Command } from '../decide/decide-command.ts';
import type { BroadcastAnswer } from './answers.ts';
import type { Order, RunCommand } from './commands.ts';
import type { ControlCard } from './control-card.ts';
import type { Notices } from './notices.ts';
import type { ChatPorts } from './ports.ts';
import type { RoleCards } from './roles.ts';

/** Who asks, and where. */
export interface RequestOrigin {
  /** Entra object id in lower case; null = Teams did not say. */
  readonly objectId: string | null;
  /** As the reach knows the person. */
  readonly recipientId: string | null;
  /** Of a channel, as the reach knows it; null elsewhere. */
  readonly channelId: string | null;
  readonly name: string | null;
  readonly isPersonal: boolean;
  /** The pressed card, which shows what becomes of the broadcast. */
  readonly card: ShownCard | null;
}

/** What answers are made with. */
export interface Services {
  readonly ports: ChatPorts;
  readonly controlCard: ControlCard;
  readonly notices: Notices;
  readonly run: RunCommand;
  readonly composing: Composing;
  readonly roles: RoleCards;
  readonly uploads: Uploads;
}

/** One request of one person. */
export interface Asked<R> {
  readonly request: R;
  readonly actor: KnownActor;
  readonly origin: RequestOrigin;
  readonly lang: Lang;
}
/** The same about a broadcast that is there. */
export interface AskedOf<R> extends Asked<R> {
  readonly broadcast: Broadcast;
}

/** Gives a command in the name of whoever asked. */
export async function order(
  services: Services,
  { actor, lang, origin, broadcast }: AskedOf<unknown>,
  command: Command,
  { version = broadcast.version, ...more }: Partial<Pick<Order, 'version' | 'chosen' | 'formWith'>>,
): Promise<BroadcastAnswer> {
  return await services.run({ actor, lang, broadcast, command, version, card: origin.card, ...more });
}
