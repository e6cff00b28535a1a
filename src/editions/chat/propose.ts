import { place } from '../../chat/services.ts';
import type { Draft, Unusable } from '../../dataset/load/draft-task.ts';
import type { FilesChange } from '../../dataset/edition/files-change.ts';
import type { PassedOver, Remark } from '../../dataset/office/types.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Lang } from '../../question/answer.ts';
import {
  decideStep,
  entryOf,
  type Person,
  type Proposal,
  type ProposalKind,
  type Trial,
} from '../decide/proposal.ts';
import { editionOf } from '../edition.ts';
import type { Withdrawal } from '../ports.ts';
import type { EditionServices, TrialQuestions } from './services.ts';
import { mayApprove, proposalCard } from './proposal-view.ts';

/** A change of the data that somebody wants. */
export interface NewProposal {
  readonly kind: ProposalKind;
  readonly author: Person;
  /** What it is about, for lists and headlines: a file, a row, a word. */
  readonly about: string;
  /** What it makes of the files of the edition that answers. */
  readonly change: FilesChange;
  /** Whose answers are compared, before and after; none = it is not tried. */
  readonly trial?: TrialQuestions;
  /** See Proposal. */
  readonly questionGroup?: string;
  /** Its author has nothing more to look at: approval is asked for with it. */
  readonly asksApproval?: boolean;
  readonly lang: Lang;
}

/** What has come of it, with the card to be shown; `id`: of the proposal. */
export type Proposed =
  | {
      readonly kind: 'proposed';
      readonly id: string;
      /** Nothing that is open stood for it. */
      readonly isNew: boolean;
      readonly card: CardMessage;
    }
  | { readonly kind: 'unchanged'; readonly card: CardMessage }
  | { readonly kind: 'refused'; readonly problems: readonly string[]; readonly card: CardMessage };

/** The edition that answers, with its files. */
export async function currentEdition({ editions }: Pick<EditionServices, 'editions'>) {
  const active = await editions.active();
  const files = active && (await editions.files(active.id));
  if (!files) throw new Error('no edition answers yet');
  return { id: active.id, files };
}

/**
 * Makes a draft of a change: whoever may suggest it (that is the caller's business), a second person lets it answer. The
 * card shows the differences and asks the author to have it approved.
 */
export async function propose(services: EditionServices, wanted: NewProposal): Promise<Proposed> {
  const current = await currentEdition(services);
  const draft = await services.drafting.changedDraft(current.files, wanted.change, current.files);
  const trial =
    wanted.trial && draft.kind === 'draft'
      ? await services.drafting.tryEdition({ before: current.files, after: draft.files, ...wanted.trial })
      : null;
  return await keepDraft(services, draft, { ...wanted, trial, base: current.id });
}

/** What is kept of a draft beside the draft itself. */
interface DraftDetails extends Omit<NewProposal, 'change' | 'trial'> {
  readonly trial?: Trial | null;
  readonly base: string;
  readonly warnings?: readonly Remark[];
  readonly passedOver?: readonly PassedOver[];
  /** Of the document, where somebody has said it. */
  readonly fiscalYear?: number | null;
  /** See Proposal. */
  readonly sentFile?: string;
}

/** Keeps a checked draft, unless it changes nothing. */
export async function keepDraft(
  services: EditionServices,
  draft: Draft | Unusable,
  wanted: DraftDetails,
): Promise<Proposed> {
  const { proposals, cards, newId, now } = services;
  const {
    author,
    lang,
    kind,
    about,
    base,
    warnings = [],
    passedOver = [],
    fiscalYear,
    trial = null,
  } = wanted;
  const of = place(services, lang);
  if (draft.kind === 'unusable') {
    const { problems } = draft;
    return { kind: 'refused', problems, card: cards.note('unusable', problems, of) };
  }
  const { entries, difference } = draft;
  if (entries.length === 0) return { kind: 'unchanged', card: cards.note('unchanged', [], of) };
  const at = now();
  const edition = editionOf(draft.digest, draft.source, { madeBy: author.id, madeAt: at });
  const proposal: Proposal = {
    id: `p-${newId()}`,
    version: 1,
    state: 'draft',
    kind,
    author,
    about: about.slice(0, mostAboutChars),
    base,
    edition: { ...edition, fiscalYear: fiscalYear ?? edition.fiscalYear },
    difference,
    warnings,
    passedOver: passedOver.slice(0, mostPassedOver),
    trial,
    ...(wanted.sentFile !== undefined && { sentFile: wanted.sentFile }),
    ...(wanted.questionGroup !== undefined && { questionGroup: wanted.questionGroup }),
    decidedBy: null,
    reason: '',
    createdAt: at,
    movedAt: at,
  };
  const files = (await services.editions.get(edition.id)) ? null : draft.files;
  const entry = entryOf(proposal, 'draft', { actor: author, at });
  const stored = await proposals.create(
    proposal,
    { files, entries },
    entry,
    await replacedBy(services, proposal),
  );
  const reader = { id: author.id, mayApprove: await mayApprove(services, author.id) };
  const isNew = stored.id === proposal.id;
  const notOwn = stored.author.id === author.id ? 'proposedAlready' : 'proposedByOther';
  const note = isNew ? 'proposed' : notOwn;
  const card = await proposalCard(services, stored, reader, { note, lang });
  return { kind: 'proposed', id: stored.id, isNew, card };
}

/** What was made of the same file before its columns were chosen anew, withdrawn. */
async function replacedBy(
  { proposals }: EditionServices,
  { sentFile, author, edition, base, movedAt }: Proposal,
): Promise<readonly Withdrawal[]> {
  if (sentFile === undefined) return [];
  const open = await proposals.list({ states: ['draft', 'requested'], limit: mostOpen });
  return open.flatMap((earlier) => {
    if (earlier.sentFile !== sentFile || earlier.edition.id === edition.id) return [];
    const { version } = earlier;
    const circumstances = { actor: author, version, active: base, now: movedAt, ...noApproval };
    const decision = decideStep(earlier, { do: 'withdraw' }, circumstances);
    return decision.ok ? [decision] : [];
  });
}

/** Beyond so many nobody finds their own. */
const mostOpen = 200;
const noApproval = { mayApprove: false, isGrantedByAuthor: false, by: null };

const mostAboutChars = 120;
/** More is no list to look through; how many there were is known from the file. */
const mostPassedOver = 1000;
