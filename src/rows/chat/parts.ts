import type { Opened } from '../../access/opened.ts';
import type { OwnerStore } from '../../access/owners.ts';
import type { ChatAnswer } from '../../cards/chat-answer.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { DatasetFiles } from '../../dataset/load.ts';
import type { Dataset } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';
import type { RowCards, RowNote } from '../cards/cards.ts';
import type { Freshness } from '../freshness.ts';
import type { ConfirmationStore } from '../ports.ts';

/** A change of the data, as the editions take it. */
export interface RowProposal {
  readonly kind: 'row';
  readonly author: { readonly id: string; readonly name: string };
  readonly about: string;
  readonly change: (files: DatasetFiles) => DatasetFiles;
  readonly lang: Lang;
}

/** What has come of it, with the card that goes on from there. */
type Proposed =
  | { readonly kind: 'proposed' | 'unchanged'; readonly card: CardMessage }
  | { readonly kind: 'refused'; readonly problems: readonly string[]; readonly card: CardMessage };

/** What the chat of this feature is made with. */
export interface RowParts {
  /** What the bot knows at this moment. */
  readonly knowledge: () => { readonly data: Dataset };
  readonly cards: RowCards;
  /** Which row is spoken of. */
  readonly opened: Opened;
  /** Whether this person may change the data. */
  readonly mayEdit: (personId: string) => Promise<boolean>;
  readonly propose: (wanted: RowProposal) => Promise<Proposed>;
  readonly owners: Pick<OwnerStore, 'ownerOf' | 'owners'>;
  readonly store: ConfirmationStore;
  readonly freshness: Freshness;
  /** Owners are asked every so many months; 0 = never. */
  readonly months: number;
  /** A short key of a department's name, for ids. */
  readonly keyOf: (department: string) => string;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Called when something is waiting to be sent. */
  readonly onPlanned: () => void;
  readonly onError: (error: unknown) => void;
}

export function said(intent: string, message: CardMessage, inPlace: boolean): ChatAnswer {
  return { intent: `row ${intent}`, message, inPlace };
}

export function note({ cards, knowledge }: RowParts, what: RowNote, lang: Lang): ChatAnswer {
  return said(what, cards.note(what, { data: knowledge().data, lang }), false);
}
