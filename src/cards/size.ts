/**
 * A card of ours stays under this, as UTF-8 and as UTF-16. A bot's message may have about 100 KB
 * (learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages); a card that people forward
 * through the Teams connector 28 KB (learn.microsoft.com/connectors/teams).
 */
export const MAX_CARD_BYTES = 28 * 1_024;

/** The larger of what the value takes as JSON in UTF-8 and in UTF-16. */
export function sizeInBytes(value: unknown): number {
  const json = JSON.stringify(value);
  return Math.max(Buffer.byteLength(json), json.length * 2);
}
