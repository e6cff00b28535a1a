import type { Visitor } from '../../chat/visitor.ts';
import type { InvalidPress } from '../../cards/presses.ts';
import { type ChatAnswer, createChat, type FeatureChat } from '../../chat/chat.ts';
import { place } from '../../chat/services.ts';
import { can } from '../../access/roles.ts';
import type { Lang } from '../../question/answer.ts';
import { type EditionAction, parseEditionAction } from '../cards/actions.ts';
import { ENTRIES_PER_PAGE } from '../cards/view.ts';
import { entryCount, isOvertaken } from '../decide/proposal.ts';
import { type EditionServices, noted, said } from './services.ts';
import { mayApprove, proposalCard } from './proposal-view.ts';
import { recompare, takeStep } from './steps.ts';
import { answerColumns, askColumns, type FilesRequest, receiveFiles } from './uploads.ts';
import { DIFFERENCE_FILE, offerFile, rollBack, version, versions, WORKBOOK_FILE } from './versions.ts';
import { sayYear } from './year.ts';
import { type EditionWords, parseEditionWords } from './words.ts';

type EditionRequest = EditionAction | EditionWords | FilesRequest;

/** Answers everything about changes of the data. */
export function createEditionChat(services: EditionServices): FeatureChat<EditionRequest | InvalidPress> & {
  parseFiles(files: FilesRequest['files'], lang: Lang): EditionRequest;
} {
  const chat = createChat<EditionRequest>({
    parseWords: parseEditionWords,
    parseAction: parseEditionAction,
    answer: (request, visitor) => answer(services, request, visitor),
    note: (what, { lang }) => noted(services, what, lang),
    onError: services.onError,
  });
  return { ...chat, parseFiles: (files, lang) => ({ do: 'edition.files', files, lang }) };
}

async function answer(
  services: EditionServices,
  request: EditionRequest,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  switch (request.do) {
    case 'edition.waiting':
      return await waiting(services, request, visitor, 'v' in request);
    case 'edition.open':
      return await open(services, request, visitor);
    case 'edition.notes':
      return await notes(services, request, visitor);
    case 'edition.files':
      return await receiveFiles(services, request, visitor);
    case 'edition.answer':
      return await answerColumns(services, request, visitor);
    case 'edition.columns':
      return await askColumns(services, request, visitor);
    case 'edition.year':
      return await sayYear(services, request, visitor);
    case 'edition.versions':
      return await versions(services, request, visitor, 'v' in request);
    case 'edition.version':
      return await version(services, request, visitor);
    case 'edition.rollback':
      return await rollBack(services, request, visitor);
    case 'edition.workbook':
      return await offerFile(
        services,
        { what: WORKBOOK_FILE, subject: request.id, lang: request.lang },
        visitor,
      );
    case 'edition.difference':
      return await offerFile(
        services,
        { what: DIFFERENCE_FILE, subject: request.id, lang: request.lang },
        visitor,
      );
    case 'edition.recompare':
      return await recompare(services, request, visitor);
    default:
      return await takeStep(services, request, visitor);
  }
}

/**
 * Everything that is open, for those who may decide; what is one's own for anybody else. Drafts of whoever has to do
 * with broadcasts may be those: null where there are no others, and else the way there beside them.
 */
async function waiting(
  services: EditionServices,
  { page, lang, isBare = false }: Extract<EditionWords, { do: 'edition.waiting' }>,
  { personId }: Visitor,
  inPlace: boolean,
): Promise<ChatAnswer | null> {
  const mayDecide = await mayApprove(services, personId);
  const seesBroadcasts = isBare && can((await services.actor(personId)).roles, 'seeBroadcasts');
  const open = await services.proposals.list({ states: ['requested', 'draft'], limit: 200 });
  const seen = open.filter(
    ({ state, author }) => author.id === personId || (mayDecide && state === 'requested'),
  );
  if (seesBroadcasts && seen.length === 0) return null;
  if (!mayDecide && seen.length === 0) return noted(services, 'onlyEditors', lang);
  const active = (await services.editions.active())?.id ?? '';
  const views = seen.map((proposal) => ({ proposal, isOvertaken: isOvertaken(proposal, active) }));
  const card = services.cards.waiting(views, { page, seesBroadcasts }, place(services, lang));
  return said('waiting', card, inPlace);
}

async function open(
  services: EditionServices,
  { id, page, lang }: Extract<EditionAction, { do: 'edition.open' }>,
  { personId }: Visitor,
): Promise<ChatAnswer> {
  const seen = await seenBy(services, id, personId);
  if ('note' in seen) return noted(services, seen.note, lang);
  const { proposal, reader } = seen;
  const last = Math.max(0, Math.ceil(entryCount(proposal) / ENTRIES_PER_PAGE) - 1);
  const shown = Math.min(page, last);
  return said(
    'open',
    await proposalCard(services, proposal, reader, { note: null, page: shown, lang }),
    true,
  );
}

/** A draft that this person may look through, or why they may not. */
async function seenBy(services: EditionServices, id: string, personId: string) {
  const proposal = await services.proposals.get(id);
  if (!proposal) return { note: 'gone' } as const;
  const reader = { id: personId, mayApprove: await mayApprove(services, personId) };
  if (proposal.author.id !== personId && !reader.mayApprove) return { note: 'onlyEditors' } as const;
  return { proposal, reader };
}

async function notes(
  services: EditionServices,
  { id, page, lang }: Extract<EditionAction, { do: 'edition.notes' }>,
  { personId }: Visitor,
): Promise<ChatAnswer> {
  const seen = await seenBy(services, id, personId);
  if ('note' in seen) return noted(services, seen.note, lang);
  return said('notes', services.cards.notes(seen.proposal, page, place(services, lang)), true);
}
