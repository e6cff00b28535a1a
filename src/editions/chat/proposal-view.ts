import { place } from '../../chat/services.ts';
import { can } from '../../access/roles.ts';
import type { Lang } from '../../question/answer.ts';
import type { CardMessage } from '../../cards/message.ts';
import { ENTRIES_PER_PAGE, type EditionNote } from '../cards/view.ts';
import { isOvertaken, type Proposal } from '../decide/proposal.ts';
import type { EditionServices } from './services.ts';

/** How somebody sees a draft. */
export interface Reader {
  /** Entra object id; '' = anybody but the author. */
  readonly id: string;
  readonly mayApprove: boolean;
}

/** Who may decide, and look through what others have made. */
export async function mayApprove(
  { actor }: Pick<EditionServices, 'actor'>,
  personId: string,
): Promise<boolean> {
  const { roles } = await actor(personId);
  return can(roles, 'decideProposal');
}

/** The draft's card, at a page of its differences. */
export async function proposalCard(
  services: Pick<EditionServices, 'proposals' | 'editions' | 'cards' | 'knowledge'>,
  proposal: Proposal,
  reader: Reader,
  show: { readonly note: EditionNote | null; readonly page?: number; readonly lang: Lang },
): Promise<CardMessage> {
  const { proposals, editions, cards } = services;
  const { note, page = 0, lang } = show;
  const active = await editions.active();
  const entries = await proposals.changes(proposal.id, page * ENTRIES_PER_PAGE, ENTRIES_PER_PAGE);
  const view = {
    proposal,
    entries,
    page,
    isAuthor: proposal.author.id === reader.id,
    mayApprove: reader.mayApprove,
    isOvertaken: isOvertaken(proposal, active?.id ?? ''),
    note,
  };
  return cards.proposal(view, place(services, lang));
}
