export type RecipientKind = 'team' | 'channel' | 'chat' | 'person';

/** Somewhere that the bot can speak unasked, with what it takes to do so. */
export interface Recipient {
  /** `kind:` and Teams' own id: of a person the Entra object id where it is known, else the user id. */
  readonly id: string;
  readonly kind: RecipientKind;
  /** Of a team and its channels. */
  readonly teamId: string | null;
  /** null for a person with whom no chat has been opened yet. */
  readonly conversationId: string | null;
  /** Of a person: `29:…`. */
  readonly userId: string | null;
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly name: string | null;
  /** As the client says, `ja-JP`. */
  readonly locale: string | null;
  /** parked: sending failed for good; comes back when it speaks or installs again. gone: Teams said so. */
  readonly state: 'active' | 'parked' | 'gone';
  /** Why it is not active: Teams' event (`teamDeleted`) or error code (`BotNotInConversationRoster`). */
  readonly reason: string | null;
}
