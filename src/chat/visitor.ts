import type { Role } from '../access/roles.ts';

/** Who asks for something in a chat, and where. */
export interface Visitor {
  /** Entra object id; where Teams does not say it, the user id. */
  readonly personId: string;
  readonly name: string;
  /** Where the person's own chat is: what the delivery ledger knows them by. */
  readonly personRecipientId: string;
  /** Where posts of this conversation would go: its channel, chat or person; null = nowhere that we know of. */
  readonly recipientId: string | null;
  /** Looked up at this very moment, for words and for each press. */
  readonly roles: ReadonlySet<Role>;
  /** Rows of the person's last answer in this conversation, or the one that they have opened since. */
  readonly previousIds: readonly string[];
  /** One person in one conversation. */
  readonly place: string;
}

/** Whether somebody is alone with the bot: files are handed over there alone. */
export function isAlone({ recipientId, personRecipientId }: Visitor): boolean {
  return recipientId === personRecipientId;
}
