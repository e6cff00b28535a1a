import type { Message } from './message.ts';

/** What a feature answers words or a press with. */
export interface ChatAnswer {
  /** For the log line. */
  readonly intent: string;
  readonly message: Message;
  /** Takes the place of the card whose button was pressed. */
  readonly inPlace: boolean;
}
