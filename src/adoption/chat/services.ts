import type { RegisteredOwner } from '../../cards/words/contact.ts';
import type { FeatureServices } from '../../chat/services.ts';
import type { RowYear } from '../../dataset/edition/history.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { AdoptionCards } from '../cards/cards.ts';
import type { AdoptionStore } from '../ports.ts';

/** What the chat and the jobs of this feature are made with. */
export interface AdoptionServices extends FeatureServices<AdoptionCards> {
  readonly store: AdoptionStore;
  /** Recipient ids of those who are told when somebody takes something of this department over. */
  readonly ownersOf: (department: string) => Promise<readonly string[]>;
  /** Who is registered as answering for a department, by name; null: nobody. */
  readonly ownerOf: (department: string) => Promise<RegisteredOwner | null>;
  /** How the documents of earlier years had a row; empty where there are none. */
  readonly historyOf: (row: Initiative) => Promise<readonly RowYear[]>;
}
