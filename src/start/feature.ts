import type { MakeDownload } from '../chat/download.ts';
import type { RolesOf } from '../bot/chats.ts';
import type { StatefulDecide } from '../bot/stateful.ts';
import type { Clock } from '../calendar/clock.ts';
import type { Check } from '../server/server.ts';

/** What nearly every feature is started with, beside what its chat is made with. */
export interface FeatureOptions {
  /** Resolves when the database answers. */
  readonly ready: () => Promise<void>;
  readonly rolesOf: RolesOf;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** Tells the listener whenever another edition has been put in place. */
  readonly onEdition?: (listener: () => void) => void;
  /** How often it looks whether there is something to do. */
  readonly tickMs?: number;
}

/** A part of the bot that runs beside the turns and takes part in them. */
export interface Feature {
  /** Asked in order, before the question engine. */
  readonly deciders: readonly StatefulDecide[];
  /** The files that it offers, by the names that its offers call them by. */
  readonly downloads?: ReadonlyMap<string, MakeDownload>;
  /** What it can do without for a while, by the name that /readyz gives it. */
  readonly degradable?: Readonly<Record<string, Check>>;
  /** Waits for what is under way; nothing new is begun. */
  stop(): Promise<void>;
}
