import type { Visitor } from '../../chat/visitor.ts';
import type { InvalidPress } from '../../cards/presses.ts';
import { type ChatAnswer, createChat, type FeatureChat } from '../../chat/chat.ts';
import { place } from '../../chat/parts.ts';
import { can } from '../../access/roles.ts';
import type { Lang } from '../../question/answer.ts';
import { type EditionAction, parseEditionAction } from '../cards/actions.ts';
import { ENTRIES_PER_PAGE } from '../cards/view.ts';
import { entryCount, isOvertaken } from '../decide/proposal.ts';
import { type EditionParts, noted, said } from './parts.ts';
import { mayApprove, proposalCard } from './proposal-view.ts';
import { recompare, takeStep } from './steps.ts';
import { answerColumns, askColumns, type FilesRequest, receiveFiles } from './uploads.ts';
import { DIFFERENCE_FILE, offerFile, rollBack, version, versions, WORKBOOK_FILE } from './versions.ts';
import { sayYear } from './year.ts';
import { type EditionWords, parseEditionWords } from './words.ts';

type EditionRequest = EditionAction | EditionWords | FilesRequest;

/** Answers everything about changes of the data. */
export function createEditionChat(parts: EditionParts): FeatureChat<EditionRequest | InvalidPress> & {
  parseFiles(files: FilesRequest['files'], lang: Lang): EditionRequest;
} {
  const chat = createChat<EditionRequest>({
    parseWords: parseEditionWords,
    parseAction: parseEditionAction,
    answer: (request, visitor) => answer(parts, request, visitor),
    note: (what, { lang }) => noted(parts, what, lang),
    onError: parts.onError,
  });
  return { ...chat, parseFiles: (files, lang) => ({ do: 'edition.files', files, lang }) };
}

async function answer(
  parts: EditionParts,
  request: EditionRequest,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  switch (request.do) {
    case 'edition.waiting':
      return await waiting(parts, request, visitor, 'v' in request);
    case 'edition.open':
      return await open(parts, request, visitor);
    case 'edition.notes':
      return await notes(parts, request, visitor);
    case 'edition.files':
      return await receiveFiles(parts, request, visitor);
    case 'edition.answer':
      return await answerColumns(parts, request, visitor);
    case 'edition.columns':
      return await askColumns(parts, request, visitor);
    case 'edition.year':
      return await sayYear(parts, request, visitor);
    case 'edition.versions':
      return await versions(parts, request, visitor, 'v' in request);
    case 'edition.version':
      return await version(parts, request, visitor);
    case 'edition.rollback':
      return await rollBack(parts, request, visitor);
    case 'edition.workbook':
      return await offerFile(
        parts,
        { what: WORKBOOK_FILE, subject: request.id, lang: request.lang },
        visitor,
      );
    case 'edition.difference':
      return await offerFile(
        parts,
        { what: DIFFERENCE_FILE, subject: request.id, lang: request.lang },
        visitor,
      );
    case 'edition.recompare':
      return await recompare(parts, request, visitor);
    default:
      return await takeStep(parts, request, visitor);
  }
}

/**
 * Everything that is open, for those who may decide; what is one's own for anybody else. Drafts of whoever has to do
 * with broadcasts may be those: null where there are no others, and else the way there beside them.
 */
async function waiting(
  parts: EditionParts,
  { page, lang, isBare = false }: Extract<EditionWords, { do: 'edition.waiting' }>,
  { personId }: Visitor,
  inPlace: boolean,
): Promise<ChatAnswer | null> {
  const mayDecide = await mayApprove(parts, personId);
  const seesBroadcasts = isBare && can((await parts.actor(personId)).roles, 'seeBroadcasts');
  const open = await parts.proposals.list({ states: ['requested', 'draft'], limit: 200 });
  const seen = open.filter(
    ({ state, author }) => author.id === personId || (mayDecide && state === 'requested'),
  );
  if (seesBroadcasts && seen.length === 0) return null;
  if (!mayDecide && seen.length === 0) return noted(parts, 'onlyEditors', lang);
  const active = (await parts.editions.active())?.id ?? '';
  const views = seen.map((proposal) => ({ proposal, isOvertaken: isOvertaken(proposal, active) }));
  const card = parts.cards.waiting(views, { page, seesBroadcasts }, place(parts, lang));
  return said('waiting', card, inPlace);
}

async function open(
  parts: EditionParts,
  { id, page, lang }: Extract<EditionAction, { do: 'edition.open' }>,
  { personId }: Visitor,
): Promise<ChatAnswer> {
  const seen = await seenBy(parts, id, personId);
  if ('note' in seen) return noted(parts, seen.note, lang);
  const { proposal, reader } = seen;
  const last = Math.max(0, Math.ceil(entryCount(proposal) / ENTRIES_PER_PAGE) - 1);
  const shown = Math.min(page, last);
  return said('open', await proposalCard(parts, proposal, reader, { note: null, page: shown, lang }), true);
}

/** A draft that this person may look through, or why they may not. */
async function seenBy(parts: EditionParts, id: string, personId: string) {
  const proposal = await parts.proposals.get(id);
  if (!proposal) return { note: 'gone' } as const;
  const reader = { id: personId, mayApprove: await mayApprove(parts, personId) };
  if (proposal.author.id !== personId && !reader.mayApprove) return { note: 'onlyEditors' } as const;
  return { proposal, reader };
}

async function notes(
  parts: EditionParts,
  { id, page, lang }: Extract<EditionAction, { do: 'edition.notes' }>,
  { personId }: Visitor,
): Promise<ChatAnswer> {
  const seen = await seenBy(parts, id, personId);
  if ('note' in seen) return noted(parts, seen.note, lang);
  return said('notes', parts.cards.notes(seen.proposal, page, place(parts, lang)), true);
}
