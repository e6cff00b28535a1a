import type { RowYear } from '../../dataset/edition/history.ts';
import type { Dataset, Initiative } from '../../dataset/schema.ts';
import type { Engine } from '../../question/answer.ts';
import type { AdoptionCards } from '../cards/cards.ts';
import type { Opened } from '../../access/opened.ts';
import type { AdoptionStore } from '../ports.ts';

/** What the chat and the jobs of this feature are made with. */
export interface AdoptionParts {
  readonly store: AdoptionStore;
  /** What the bot knows at this moment. */
  readonly knowledge: () => {
    readonly data: Dataset;
    readonly engine: Engine;
  };
  readonly cards: AdoptionCards;
  /** Recipient ids of those who are told when somebody takes something of this department over. */
  readonly ownersOf: (department: string) => Promise<readonly string[]>;
  /** How the documents of earlier years had a row; empty where there are none. */
  readonly historyOf: (row: Initiative) => Promise<readonly RowYear[]>;
  /** Which rows are spoken of. */
  readonly opened: Opened;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Called when something is waiting to be sent. */
  readonly onPlanned: () => void;
  /** The database failed: the person is told so in words, this is for the log. */
  readonly onError: (error: unknown) => void;
}

/** The row of this id in the data as they are now. */
export function findRow({ knowledge }: Pick<AdoptionParts, 'knowledge'>, id: string): Initiative | null {
  return knowledge().data.initiatives.find((row) => row.id === id) ?? null;
}
