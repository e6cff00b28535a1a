import type { MakeDownload } from '../chat/download.ts';
import type { StatefulDecide } from '../bot/stateful.ts';
import type { Check } from '../server/server.ts';

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
