import { type Notice, noticeTo } from '../../delivery/notice.ts';
import { basisFor } from '../../access/roles.ts';
import type { Visitor } from '../../chat/visitor.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import type { Lang } from '../../question/answer.ts';
import type { EditionAction } from '../cards/actions.ts';
import type { EditionNote } from '../cards/view.ts';
import {
  type Circumstances,
  decideStep,
  entryOf,
  isOpen,
  isOvertaken,
  type Person,
  type Proposal,
  type ProposalStep,
  recompared,
} from '../decide/proposal.ts';
import { editionOf } from '../edition.ts';
import { type EditionServices, noted, said } from './services.ts';
import { currentEdition, type NewProposal, propose, type Proposed } from './propose.ts';
import { mayApprove, proposalCard, type ProposalReader } from './proposal-view.ts';
import { dayMs } from '../../calendar/clock.ts';

type StepRequest = Extract<
  EditionAction,
  { do: 'edition.request' | 'edition.withdraw' | 'edition.approve' | 'edition.decline' }
>;

/** Whoever got a role from the author so lately is no second person. */
const grantedWithinMs = dayMs;
/** A press that moves a draft, or shows it with why not. */
export async function takeStep(
  services: EditionServices,
  request: StepRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { lang } = request;
  const proposal = await services.proposals.get(request.id);
  if (!proposal) return noted(services, 'gone', lang);
  const { note, card } = await moved(services, proposal, request, visitor);
  return card === null ? noted(services, note, lang) : said(note, card, true);
}

/** Makes a draft, and asks for its approval where its author has nothing more to look at. */
export async function proposeAndAsk(services: EditionServices, wanted: NewProposal): Promise<Proposed> {
  const proposed = await propose(services, wanted);
  if (proposed.kind !== 'proposed' || wanted.asksApproval !== true) return proposed;
  const proposal = await services.proposals.get(proposed.id);
  if (proposal?.state !== 'draft') return proposed;
  const { author, lang } = wanted;
  const request = { v: 1, do: 'edition.request', id: proposal.id, version: proposal.version, lang } as const;
  const { card } = await moved(services, proposal, request, { personId: author.id, name: author.name });
  return card === null ? proposed : { ...proposed, card };
}

/** The draft after a step, or as it is with why not; no card: it is none of theirs. */
async function moved(
  services: EditionServices,
  proposal: Proposal,
  request: StepRequest,
  visitor: Pick<Visitor, 'personId' | 'name'>,
): Promise<{ readonly note: EditionNote; readonly card: CardMessage | null }> {
  const { lang } = request;
  const circumstances = await circumstancesOf(services, proposal, request.version, visitor);
  const reader: ProposalReader = { id: visitor.personId, mayApprove: circumstances.mayApprove };
  if (reader.id !== proposal.author.id && !reader.mayApprove) return { note: 'onlyApprovers', card: null };
  const show = async (note: EditionNote, shown: Proposal) => ({
    note,
    card: await proposalCard(services, shown, reader, { note, lang }),
  });
  const decision = decideStep(proposal, stepOf(request), circumstances);
  if (!decision.ok) return await show(decision.refusal, proposal);
  const { next, entry } = decision;
  const { notices, note } = await noticesOf(services, next);
  const outcome =
    request.do === 'edition.approve'
      ? await services.proposals.approve(next, entry, notices)
      : (await services.proposals.commit(next, entry, { notices, unsaid: await unsaidBy(services, next) }))
        ? 'done'
        : 'stale';
  if (outcome !== 'done') return await show(outcome, (await services.proposals.get(request.id)) ?? proposal);
  if (notices.length > 0) services.onPlanned();
  if (request.do === 'edition.approve') services.onActivated();
  return await show(note, next);
}

/** The rows of a change that comes to nothing: what was said of them with it is said no more. */
async function unsaidBy(
  { proposals }: EditionServices,
  { id, kind, state }: Proposal,
): Promise<readonly string[]> {
  if (kind !== 'row' || (state !== 'withdrawn' && state !== 'declined')) return [];
  const entries = await proposals.changes(id, 0, mostOfRow);
  return [...new Set(entries.flatMap((entry) => entry.id ?? []))];
}
/** A row and what is written beside it are a few entries. */
const mostOfRow = 20;

function stepOf(request: StepRequest): ProposalStep {
  if (request.do === 'edition.decline') return { do: 'decline', reason: request.reason };
  return { do: request.do.slice('edition.'.length) as 'request' | 'withdraw' | 'approve' };
}

async function circumstancesOf(
  services: EditionServices,
  { author }: Proposal,
  version: number,
  { personId, name }: Pick<Visitor, 'personId' | 'name'>,
): Promise<Circumstances> {
  const { actor, editions, grantedBy, now } = services;
  const known = await actor(personId);
  const by = basisFor(known, 'decideProposal');
  const since = now() - grantedWithinMs;
  return {
    actor: { id: personId, name },
    version,
    active: (await editions.active())?.id ?? '',
    mayApprove: by !== null,
    // What an admin by configuration may do rests on nobody's grant.
    isGrantedByAuthor:
      known.basis.get('admin') === undefined && (await grantedBy(author.id, personId, since)),
    by,
    now: now(),
  };
}

/** Who is told of a step, and what the one who took it is told. */
async function noticesOf(
  services: EditionServices,
  next: Proposal,
): Promise<{ readonly notices: readonly Notice[]; readonly note: EditionNote }> {
  const { author, state } = next;
  if (state === 'requested') {
    const others = (await services.approvers()).filter((id) => id !== author.id);
    if (others.length === 0) return { notices: [], note: 'nobody' };
    const notice = await noticeOf(services, next, null, { reader: { id: '', mayApprove: true }, to: others });
    return { notices: [notice], note: 'requested' };
  }
  if (state === 'withdrawn') return { notices: [], note: 'withdrawn' };
  const isApproved = state === 'approved';
  const told = isApproved ? 'tellApproved' : 'tellDeclined';
  const reader = { id: author.id, mayApprove: false };
  const notice = await noticeOf(services, next, told, { reader, to: [author.id] });
  return { notices: [notice], note: isApproved ? 'approved' : 'declined' };
}

async function noticeOf(
  services: EditionServices,
  proposal: Proposal,
  note: EditionNote | null,
  { reader, to }: { readonly reader: ProposalReader; readonly to: readonly string[] },
): Promise<Notice> {
  const card = (lang: Lang) => proposalCard(services, proposal, reader, { note, lang });
  const content = { ja: await card('ja'), en: await card('en') };
  const id = `${proposal.id}-${proposal.version}`;
  const recipients = to.map((personId) => `person:${personId}`);
  return noticeTo(recipients, { id, content, at: services.now() });
}

/** Puts an overtaken draft's change on the edition that answers now. */
export async function recompare(
  services: EditionServices,
  { id, version, lang }: Extract<EditionAction, { do: 'edition.recompare' }>,
  { personId, name }: Visitor,
): Promise<ChatAnswer> {
  const proposal = await services.proposals.get(id);
  if (!proposal) return noted(services, 'gone', lang);
  const reader: ProposalReader = { id: personId, mayApprove: await mayApprove(services, personId) };
  if (personId !== proposal.author.id && !reader.mayApprove) return noted(services, 'onlyApprovers', lang);
  const show = async (note: EditionNote, shown: Proposal) =>
    said(note, await proposalCard(services, shown, reader, { note, lang }), true);
  if (!isOpen(proposal.state)) return await show('closed', proposal);
  if (proposal.version !== version) return await show('stale', proposal);
  const current = await currentEdition(services);
  if (!isOvertaken(proposal, current.id)) return await show('recompared', proposal);
  const next = await onCurrent(services, proposal, current, { id: personId, name });
  if (next === 'clash' || next === 'gone') return await show(next, proposal);
  if (next === 'stale') return await show('stale', (await services.proposals.get(id)) ?? proposal);
  return await show('recompared', next);
}

async function onCurrent(
  services: EditionServices,
  proposal: Proposal,
  current: Awaited<ReturnType<typeof currentEdition>>,
  actor: Person,
): Promise<Proposal | 'clash' | 'gone' | 'stale'> {
  const { proposals, editions, drafting, now } = services;
  const [base, draft] = [await editions.files(proposal.base), await proposals.files(proposal.id)];
  if (!base || !draft) return 'gone';
  // An earlier edition is wanted as it was; any other change goes on top of what has come since.
  const merged =
    proposal.kind === 'rollback'
      ? await drafting.draftOf(draft, current.files)
      : await drafting.mergedDraft({ base, draft, current: current.files });
  if (merged.kind === 'unusable') return 'clash';
  const { entries, difference } = merged;
  const { fiscalYear, madeAt } = proposal.edition;
  const edition = editionOf(merged.digest, merged.source, { madeBy: proposal.author.id, madeAt });
  const next = recompared(proposal, {
    base: current.id,
    edition: { ...edition, fiscalYear: edition.fiscalYear ?? fiscalYear },
    difference,
    movedAt: now(),
  });
  const files = (await editions.get(edition.id)) ? null : merged.files;
  const entry = entryOf(next, 'recompare', { actor, at: now() });
  return (await proposals.commit(next, entry, { notices: [], content: { files, entries } })) ? next : 'stale';
}
