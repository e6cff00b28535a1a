import { can } from '../../access/roles.ts';
import type { Visitor } from '../../chat/visitor.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import type { EditionAction } from '../cards/actions.ts';
import type { EditionNote } from '../cards/view.ts';
import { entryOf, type Proposal, recompared } from '../decide/proposal.ts';
import { editionOf } from '../edition.ts';
import { type EditionServices, noted, said } from './services.ts';
import { mayApprove, proposalCard } from './proposal-view.ts';
import { propose } from './propose.ts';

type YearRequest = Extract<EditionAction, { do: 'edition.year' }>;

/** Of which fiscal year a document is: put into its draft, or a draft of its own for the edition that answers. */
export async function sayYear(
  services: EditionServices,
  request: YearRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { id, lang } = request;
  const { roles } = await services.actor(visitor.personId);
  if (!can(roles, 'editData')) return noted(services, 'onlyEditorsChange', lang);
  const year = Number(request.year);
  if (!Number.isInteger(year) || year < 2000 || year > 2100) return noted(services, 'needsYear', lang);
  return id.startsWith('p-')
    ? await ofDraft(services, { id, year, lang }, visitor)
    : await ofEdition(services, { id, year, lang }, visitor);
}

interface SaidYear {
  readonly id: string;
  readonly year: number;
  readonly lang: YearRequest['lang'];
}

async function ofDraft(
  services: EditionServices,
  { id, year, lang }: SaidYear,
  { personId, name }: Visitor,
): Promise<ChatAnswer> {
  const { proposals, editions, drafting, now } = services;
  const proposal = await proposals.get(id);
  if (proposal?.author.id !== personId) return noted(services, 'gone', lang);
  const reader = { id: personId, mayApprove: await mayApprove(services, personId) };
  const show = async (note: EditionNote, shown: Proposal) =>
    said(note, await proposalCard(services, shown, reader, { note, lang }), true);
  if (proposal.state !== 'draft') return await show('requestedAlready', proposal);
  if (proposal.edition.fiscalYear !== null) return await show('yearKnown', proposal);
  const [files, base] = [await proposals.files(id), await editions.files(proposal.base)];
  if (!files || !base) return noted(services, 'gone', lang);
  const draft = await drafting.changedDraft(files, { what: 'year', year }, base);
  if (draft.kind === 'unusable') return noted(services, 'unusable', lang, draft.problems);
  const { entries, difference } = draft;
  const edition = editionOf(draft.digest, draft.source, {
    madeBy: personId,
    madeAt: proposal.edition.madeAt,
  });
  const next = recompared(proposal, { base: proposal.base, edition, difference, movedAt: now() });
  const entry = entryOf(next, 'year', { actor: { id: personId, name }, at: now() });
  const content = { files: (await editions.get(edition.id)) ? null : draft.files, entries };
  if (!(await proposals.commit(next, entry, { notices: [], content })))
    return await show('stale', (await proposals.get(id)) ?? proposal);
  return await show('yearSet', next);
}

async function ofEdition(
  services: EditionServices,
  { id, year, lang }: SaidYear,
  { personId, name }: Visitor,
): Promise<ChatAnswer> {
  const edition = await services.editions.get(id);
  if (!edition || (await services.editions.active())?.id !== id) return noted(services, 'editionGone', lang);
  if (edition.fiscalYear !== null) return noted(services, 'yearKnown', lang);
  const proposed = await propose(services, {
    kind: 'year',
    author: { id: personId, name },
    about: edition.title,
    change: { what: 'year', year },
    lang,
  });
  return said(proposed.kind, proposed.card);
}
