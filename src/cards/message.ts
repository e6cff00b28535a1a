/** A card as Teams takes it, with the line that the notification shows. */
export interface CardMessage {
  /** Plain text; goes to `activity.summary`. */
  readonly summary: string;
  /** An Adaptive Card of version ≤ 1.5. */
  readonly card: Readonly<Record<string, unknown>>;
  /** Sent as important, with a notice in the activity feed of whoever gets it. */
  readonly important?: true;
}
