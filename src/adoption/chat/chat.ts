import { can } from '../../access/roles.ts';
import { type Allowance, createAllowance } from '../../chat/allowance.ts';
import { isAlone, type Visitor } from '../../chat/visitor.ts';
import { answersOf, type ChatAnswer, createChat, type FeatureChat } from '../../chat/chat.ts';
import { findRow, place } from '../../chat/services.ts';
import type { InvalidPress } from '../../cards/presses.ts';
import type { CardMessage } from '../../cards/message.ts';
import { departmentNamed } from '../../dataset/name-key.ts';
import { contactOf } from '../../dataset/contact.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Lang } from '../../question/answer.ts';
import { type AdoptionAction, parseAdoptionAction } from '../cards/actions.ts';
import type { AdoptionNote, DepartmentView } from '../cards/view.ts';
import { offerDownload } from '../../cards/file-cards.ts';
import { MATRIX_FILE, makeMatrix } from './matrix.ts';
import { type Adoption, adoptionId } from '../decide/adoption.ts';
import { decideMove, decideTakeBack, decideWish, mayMove, type Presser } from '../decide/decide-step.ts';
import { entryOf, ownerNotices } from './notices.ts';
import { linkRows } from '../jobs.ts';
import type { AdoptionServices } from './services.ts';
import { answerFor, answerQuestion, type SpreadQuestion } from './questions.ts';
import { ownerOf, rowView } from './rows.ts';
import { parseAdoptionWords, type AdoptionWords } from './words.ts';

/** What somebody asks for about taking things over. */
type AdoptionRequest = AdoptionAction | AdoptionWords;

const say = answersOf('adoption');

/** Each step is a line of the audit trail, and the first a word to the owners: a script would bury others' in its own. */
const mostSteps = 40;
const stepsWindowMs = 24 * 3_600_000;

/** What a conversation about adoptions is made with. */
interface ChatServices extends AdoptionServices {
  /** What of it one person may do in a day without a role that is for it. */
  readonly steps: Allowance;
}

type Of<D extends AdoptionAction['do']> = Extract<AdoptionAction, { do: D }>;

/** Answers everything about adoptions. */
export function createAdoptionChat(made: AdoptionServices): FeatureChat<AdoptionRequest | InvalidPress> {
  const steps = createAllowance({ most: mostSteps, windowMs: stepsWindowMs, now: made.now });
  const services: ChatServices = { ...made, steps };
  return createChat<AdoptionRequest>({
    parseWords: parseAdoptionWords,
    parseAction: parseAdoptionAction,
    async answer(request, visitor) {
      return isQuestion(request)
        ? await answerQuestion(services, request, visitor)
        : await answer(services, request, visitor);
    },
    // A row can be shown without what others make of it.
    note: (what, request) => (request.do === 'adoption.row' ? null : note(services, what, request.lang)),
    onError: services.onError,
  });
}

function isQuestion(request: AdoptionRequest): request is SpreadQuestion {
  return questions.has(request.do);
}

const questions: ReadonlySet<string> = new Set<SpreadQuestion['do']>([
  'adoption.most',
  'adoption.spread',
  'adoption.declined',
  'adoption.taken',
  'adoption.matrix',
  'adoption.theme',
  'adoption.gaps',
  'adoption.recommend',
]);

async function answer(
  services: ChatServices,
  request: Exclude<AdoptionRequest, SpreadQuestion>,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  switch (request.do) {
    case 'adoption.row':
    case 'adoption.contact':
    case 'adoption.share':
      return await showRow(services, request, visitor);
    case 'adoption.want':
      return await showWish(services, request, visitor);
    case 'adoption.begin':
      return await begin(services, request, visitor);
    case 'adoption.show': {
      const adoption = await services.store.get(request.adoption);
      return adoption
        ? say('show', await adoptionCard(services, adoption, null, { visitor, lang: request.lang }))
        : note(services, 'gone', request.lang);
    }
    case 'adoption.move':
    case 'adoption.takeBack':
      return await move(services, request, visitor);
    case 'adoption.file':
      return await offerMatrix(services, request.lang, visitor);
    case 'adoption.quiet':
      return await setQuiet(services, request, visitor);
    case 'adoption.setDepartment':
      return await setDepartment(services, request, visitor);
    case 'adoption.department':
      return say(
        'department',
        await departmentCard(services, { note: null, then: null }, visitor, request.lang),
      );
  }
}

function note(services: AdoptionServices, what: AdoptionNote, lang: Lang): ChatAnswer {
  return say(what, services.cards.note(what, place(services, lang)));
}

/** Files are handed over where one is alone with the bot: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
async function offerMatrix(services: AdoptionServices, lang: Lang, visitor: Visitor): Promise<ChatAnswer> {
  if (!isAlone(visitor)) return note(services, 'onlyPersonal', lang);
  const file = await makeMatrix(services, lang);
  return say('matrix file', offerDownload(file, { lang, file: MATRIX_FILE, subject: '' }));
}

/** null: the row is gone, which others say. */
async function showRow(
  services: AdoptionServices,
  { do: what, id, lang }: Of<'adoption.row' | 'adoption.contact' | 'adoption.share'>,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { cards } = services;
  const initiative = findRow(services, id);
  if (!initiative) return what === 'adoption.row' ? null : note(services, 'gone', lang);
  const view = await rowView(services, initiative, visitor);
  const of = place(services, lang);
  const given = { rows: [id] };
  if (what === 'adoption.contact') return { ...say('contact', cards.contact(view, of)), given };
  if (what === 'adoption.share') return say('share', cards.share(view, of));
  return { ...say('row', cards.row(view, of)), opened: id, given };
}

async function showWish(
  services: AdoptionServices,
  { id, lang }: Of<'adoption.want'>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const initiative = findRow(services, id);
  if (!initiative) return note(services, 'gone', lang);
  const department = await services.store.departmentOf(visitor.personId);
  const view = { initiative, department, why: '', note: null };
  return say('wish', services.cards.wish(view, place(services, lang)));
}

async function begin(
  services: ChatServices,
  { id, department: chosen, why, lang }: Of<'adoption.begin'>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { store, cards, knowledge } = services;
  const { data } = knowledge();
  const initiative = findRow(services, id);
  if (!initiative) return note(services, 'gone', lang);
  const department = departmentNamed(data.departments, chosen);
  const again = (what: AdoptionNote) =>
    say(what, cards.wish({ initiative, department, why, note: what }, place(services, lang)), true);
  if (department === null) return again('needsDepartment');
  if (department === initiative.department) return again('own');
  if (!mayStep(services, visitor)) return again('tooMany');
  await store.setDepartment(visitor.personId, department, services.now());
  const { adoption, what } = await wish(services, initiative, { department, why }, visitor);
  return say(what, await adoptionCard(services, adoption, what, { visitor, lang }), true);
}

/** Begins or joins; whoever is beaten to it by a moment joins what the other has begun. */
async function wish(
  services: AdoptionServices,
  initiative: Initiative,
  { department, why }: { readonly department: string; readonly why: string },
  visitor: Visitor,
): Promise<{ readonly adoption: Adoption; readonly what: AdoptionNote }> {
  const { store, now } = services;
  const person = personOf(visitor);
  const id = adoptionId(initiative.id, department);
  for (;;) {
    const current = await store.get(id);
    const decided = decideWish(current, { initiative, department, person, why }, now());
    if (decided === null) return { adoption: current!, what: 'alreadyIn' };
    if ('refusal' in decided) throw new Error(`refused: ${decided.refusal}`);
    const isFirst = decided.next.version === 1;
    const notices = isFirst ? await ownerNotices(services, decided.next) : [];
    if (!(await store.commit(decided, entryOf(decided), notices))) continue;
    if (notices.length > 0) services.onPlanned();
    return { adoption: decided.next, what: decided.step.kind === 'begin' ? 'begun' : 'joined' };
  }
}

async function move(
  services: ChatServices,
  request: Of<'adoption.move' | 'adoption.takeBack'>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { store, now } = services;
  const { lang, version } = request;
  const current = await store.get(request.adoption);
  if (!current) return note(services, 'gone', lang);
  const presser = presserOf(visitor);
  const decided =
    request.do === 'adoption.move'
      ? decideMove(current, { to: request.to, note: request.note, version }, presser, now())
      : decideTakeBack(current, version, presser, now());
  if ('refusal' in decided) {
    // What others may not change they are only told: the card stays as it is.
    if (decided.refusal === 'notYours') return note(services, 'notYours', lang);
    return say(
      decided.refusal,
      await adoptionCard(services, current, decided.refusal, { visitor, lang }),
      true,
    );
  }
  if (!mayStep(services, visitor)) return note(services, 'tooMany', lang);
  const isDone = await store.commit(decided, entryOf(decided), []);
  const done: AdoptionNote = request.do === 'adoption.move' ? 'moved' : 'takenBack';
  const what = isDone ? done : 'stale';
  // Linked before it is shown: a card of before the link could not be pressed.
  if (isDone) await linkRows(services).catch(services.onError);
  const adoption = (await store.get(current.id))!;
  return say(what, await adoptionCard(services, adoption, what, { visitor, lang }), true);
}

/** Counts a step of whoever is no more than a participant. */
function mayStep({ steps }: ChatServices, { roles, personId }: Visitor): boolean {
  return can(roles, 'moveAdoption') || steps.take(personId);
}

async function adoptionCard(
  services: AdoptionServices,
  adoption: Adoption,
  what: AdoptionNote | null,
  { visitor, lang }: { readonly visitor: Visitor; readonly lang: Lang },
): Promise<CardMessage> {
  const { store, cards, knowledge } = services;
  const initiative = findRow(services, adoption.initiativeId);
  const view = {
    adoption,
    steps: await store.steps(adoption.id),
    initiative,
    contact: initiative && contactOf(initiative, knowledge().data),
    owner: await ownerOf(services, adoption.source.department),
    note: what,
    mayMove: mayMove(adoption, presserOf(visitor)),
  };
  return cards.adoption(view, place(services, lang));
}

/** Who was told once may stop it: the owners, and the HR office. */
async function setQuiet(
  services: AdoptionServices,
  { department, isQuiet, lang }: Of<'adoption.quiet'>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { store, cards, ownersOf, now } = services;
  const isOwner = (await ownersOf(department)).includes(visitor.personRecipientId);
  if (!can(visitor.roles, 'quietenAdoptions', isOwner && 'owner')) return note(services, 'notYours', lang);
  const entry = {
    at: now(),
    actor: visitor.personId,
    action: isQuiet ? 'adoption.quiet' : 'adoption.loud',
    subject: department,
    detail: {},
  };
  const isChanged = await store.setQuiet(department, isQuiet, entry);
  const what: AdoptionNote = isChanged ? (isQuiet ? 'quiet' : 'loud') : 'quietAlready';
  return say(what, cards.quiet({ department, isQuiet, note: what }, place(services, lang)));
}

async function setDepartment(
  services: AdoptionServices,
  { department: chosen, then, lang }: Of<'adoption.setDepartment'>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { store, knowledge, now } = services;
  const department = departmentNamed(knowledge().data.departments, chosen);
  if (department !== null) await store.setDepartment(visitor.personId, department, now());
  const what: AdoptionNote = department === null ? 'needsDepartment' : 'departmentSet';
  if (department !== null && then !== null)
    return { ...(await answerFor(services, then, department, lang)), inPlace: true };
  return say(what, await departmentCard(services, { note: what, then }, visitor, lang), true);
}

async function departmentCard(
  services: AdoptionServices,
  view: Omit<DepartmentView, 'department'>,
  visitor: Visitor,
  lang: Lang,
): Promise<CardMessage> {
  const department = await services.store.departmentOf(visitor.personId);
  return services.cards.department({ ...view, department }, place(services, lang));
}

function personOf({ personId, name }: Visitor): Presser['person'] {
  return { id: personId, name };
}

function presserOf(visitor: Visitor): Presser {
  return { person: personOf(visitor), roles: visitor.roles };
}
