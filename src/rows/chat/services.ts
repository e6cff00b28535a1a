import type { Owners } from '../../access/owners.ts';
import { answersOf, type ChatAnswer } from '../../chat/chat.ts';
import { type FeatureServices, place } from '../../chat/services.ts';
import type { Visitor } from '../../chat/visitor.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { FilesChange } from '../../dataset/edition/files-change.ts';
import type { Lang } from '../../question/answer.ts';
import type { RowCards, RowNote } from '../cards/cards.ts';
import type { Freshness } from '../freshness.ts';
import type { ConfirmationStore } from '../ports.ts';

/** A change of the data, as the editions take it. */
export interface RowProposal {
  readonly kind: 'row';
  readonly author: { readonly id: string; readonly name: string };
  readonly about: string;
  readonly change: FilesChange;
  /** Its author has nothing more to look at: approval is asked for with it. */
  readonly asksApproval?: boolean;
  readonly lang: Lang;
}

/** What has come of it, with the card that goes on from there. */
type Proposed =
  /** `isNew`: nobody has proposed just that before. */
  | { readonly kind: 'proposed'; readonly isNew: boolean; readonly card: CardMessage }
  | { readonly kind: 'unchanged'; readonly card: CardMessage }
  | { readonly kind: 'refused'; readonly problems: readonly string[]; readonly card: CardMessage };

/** What the chat of this feature is made with. */
export interface RowServices extends FeatureServices<RowCards> {
  readonly propose: (wanted: RowProposal) => Promise<Proposed>;
  readonly owners: Pick<Owners, 'ownerOf' | 'owners'>;
  readonly store: ConfirmationStore;
  readonly freshness: Freshness;
  /** Owners are asked every so many months; 0 = never. */
  readonly months: number;
  /** A short key of a department's name, for ids. */
  readonly keyOf: (department: string) => string;
}

/** What a conversation about rows is made with. */
export interface RowChatServices extends RowServices {
  /** Counts a change of whoever may make it only as an owner; false: it is more than a person makes in a day. */
  readonly mayChangeMore: (visitor: Visitor) => boolean;
}

export const said = answersOf('row');

export function note(services: RowServices, what: RowNote, lang: Lang): ChatAnswer {
  return said(what, services.cards.note(what, place(services, lang)));
}
