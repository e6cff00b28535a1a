import type { Visitor } from '../../access/visitor.ts';
import type { ChatAnswer } from '../../cards/chat-answer.ts';
import type { Lang } from '../../question/answer.ts';
import { type EditionAction, parseEditionAction } from '../cards/actions.ts';
import { ENTRIES_PER_PAGE } from '../cards/view.ts';
import { entryCount, isOvertaken } from '../decide/proposal.ts';
import { type EditionParts, noted, said } from './parts.ts';
import { mayApprove, proposalCard } from './proposal-view.ts';
import { recompare, takeStep } from './steps.ts';
import { type EditionWords, parseEditionWords } from './words.ts';

type EditionRequest = EditionAction | EditionWords | { readonly do: 'invalid'; readonly lang: Lang };

/** The feature as a conversation knows it. */
export interface EditionChat {
  parseWords(text: string, lang: Lang): EditionRequest | null;
  parseAction(data: unknown): EditionRequest | null;
  answer(request: EditionRequest, visitor: Visitor): Promise<ChatAnswer>;
}

const mostListed = 15;

/** Answers everything about changes of the data; never rejects. */
export function createEditionChat(parts: EditionParts): EditionChat {
  return {
    parseWords: parseEditionWords,
    parseAction: parseEditionAction,
    async answer(request, visitor) {
      try {
        return await answer(parts, request, visitor);
      } catch (error) {
        parts.onError(error);
        return noted(parts, 'unavailable', request.lang);
      }
    },
  };
}

async function answer(parts: EditionParts, request: EditionRequest, visitor: Visitor): Promise<ChatAnswer> {
  switch (request.do) {
    case 'invalid':
      return noted(parts, 'invalid', request.lang);
    case 'edition.waiting':
      return await waiting(parts, request.lang, visitor);
    case 'edition.open':
      return await open(parts, request, visitor);
    case 'edition.recompare':
      return await recompare(parts, request, visitor);
    default:
      return await takeStep(parts, request, visitor);
  }
}

/** Everything that is open, for those who may decide; what is one's own for anybody else. */
async function waiting(parts: EditionParts, lang: Lang, { personId }: Visitor): Promise<ChatAnswer> {
  const mayDecide = await mayApprove(parts, personId);
  const open = await parts.proposals.list({ states: ['requested', 'draft'], limit: 200 });
  const seen = open.filter(
    ({ state, author }) => author.id === personId || (mayDecide && state === 'requested'),
  );
  if (!mayDecide && seen.length === 0) return noted(parts, 'onlyEditors', lang);
  const active = (await parts.editions.active())?.id ?? '';
  const views = seen.map((proposal) => ({ proposal, isOvertaken: isOvertaken(proposal, active) }));
  const place = { data: parts.knowledge().data, lang };
  return said('waiting', parts.cards.waiting(views.slice(0, mostListed), place));
}

async function open(
  parts: EditionParts,
  { id, page, lang }: Extract<EditionAction, { do: 'edition.open' }>,
  { personId }: Visitor,
): Promise<ChatAnswer> {
  const proposal = await parts.proposals.get(id);
  if (!proposal) return noted(parts, 'gone', lang);
  const reader = { id: personId, mayApprove: await mayApprove(parts, personId) };
  if (proposal.author.id !== personId && !reader.mayApprove) return noted(parts, 'onlyEditors', lang);
  const last = Math.max(0, Math.ceil(entryCount(proposal) / ENTRIES_PER_PAGE) - 1);
  const shown = Math.min(page, last);
  return said('open', await proposalCard(parts, proposal, reader, { note: null, page: shown, lang }), true);
}
