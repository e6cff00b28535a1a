/** A card as Teams takes it, with the line that the notification shows. */
export interface CardMessage {
  /** Plain text; goes to `activity.summary`. */
  readonly summary: string;
  /** An Adaptive Card of version ≤ 1.5. */
  readonly card: Readonly<Record<string, unknown>>;
  /** Sent as important, with a notice in the activity feed of whoever gets it. */
  readonly important?: true;
  /** Shown with Teams' own AI label. */
  readonly madeWithAi?: true;
  /** With Teams' own buttons to say whether it helped. */
  readonly feedback?: true;
}

/** One of Teams' own cards about a file: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
export interface FileMessage {
  readonly summary: string;
  readonly file: {
    readonly contentType: string;
    readonly name: string;
    readonly contentUrl?: string;
    readonly content: Readonly<Record<string, unknown>>;
  };
}

/** What the bot can say. */
export type Message = CardMessage | FileMessage;
