import { can } from '../../access/roles.ts';
import type { Visitor } from '../../chat/visitor.ts';
import type { ChatAnswer } from '../../chat/chat.ts';
import { ask, findRow, place } from '../../chat/services.ts';
import type { Lang } from '../../question/answer.ts';
import { type Notice, noticeTo } from '../../delivery/notice.ts';
import type { QuestionAction } from '../cards/actions.ts';
import { type AnsweredView, type GroupPage, groupsPerPage, type QuestionNote } from '../cards/cards.ts';
import { groupsOf, type QuestionGroup, type QuestionKey, type QuestionList } from '../decide/groups.ts';
import { pageIn } from '../../cards/page.ts';
import type { KeptResolution, Resolution } from '../ports.ts';
import { candidatesFor, noted, type QuestionServices, said, samplesOf, type TriedPages } from './services.ts';
import { departmentNamed } from '../../dataset/name-key.ts';
import { answerWords } from './words-form.ts';

type Of<D extends QuestionAction['do']> = Extract<QuestionAction, { do: D }>;

/** Keys that are looked at for a list; the rest are the rarest. */
const mostKeys = 300;
/** Rarer keys that are compared with them; to compare takes the square of their number. */
const mostRare = 100;

/**
 * The groups that nobody has answered, the largest first: of the most frequent keys, of all that somebody waits for,
 * however rare, and of the one that was pressed. `awaited`: where it is known what somebody waits for.
 */
export async function findGroups(
  { store }: Pick<QuestionServices, 'store'>,
  pressed: string | null = null,
  awaited?: readonly QuestionKey[],
): Promise<readonly QuestionGroup[]> {
  const frequent = await store.open(mostKeys);
  const one = pressed === null ? null : await store.openOne(pressed);
  return grouped(frequent, [...(one ? [one] : []), ...(awaited ?? (await store.awaited()))]);
}

function grouped(frequent: readonly QuestionKey[], others: readonly QuestionKey[]): readonly QuestionGroup[] {
  const keys = [...new Map([...frequent, ...others].map((each) => [each.key, each])).values()];
  const most = frequent.length + mostRare;
  return [...groupsOf(keys.slice(0, most)), ...keys.slice(most).map(alone)];
}

/** What is rarer is compared with nothing. */
const alone = (rare: QuestionKey): QuestionGroup => ({ ...rare, keys: [rare.key] });

/** The groups as reports have them, and how many keys are too rare to be among them. */
export async function findList({ store }: Pick<QuestionServices, 'store'>): Promise<QuestionList> {
  return listOf(grouped(await store.open(mostKeys), await store.awaited()), await store.openCount());
}

function listOf(groups: readonly QuestionGroup[], openCount: number): QuestionList {
  const listed = groups.reduce((sum, { keys }) => sum + keys.length, 0);
  return { groups, unlisted: Math.max(0, openCount - listed) };
}

/** A page of all that is open: the groups, and after them what is too rare to be among them. */
export async function findPage(
  { store }: Pick<QuestionServices, 'store'>,
  wanted: number,
): Promise<GroupPage> {
  const [frequent, awaited] = [await store.open(mostKeys), await store.awaited()];
  const { groups, unlisted } = listOf(grouped(frequent, awaited), await store.openCount());
  const count = groups.length + unlisted;
  const { page, last, start } = pageIn(count, { page: wanted, perPage: groupsPerPage });
  const items = groups.slice(start, start + groupsPerPage);
  const missing = Math.min(groupsPerPage, count - start) - items.length;
  if (missing <= 0) return { items, page, last, count };
  const waited = new Set(awaited.map(({ key }) => key));
  const before = frequent.filter(({ key }) => !waited.has(key)).length + Math.max(0, start - groups.length);
  return { items: [...items, ...(await store.openUnawaited(before, missing)).map(alone)], page, last, count };
}

/** Who may answer this group: HR, and the owners of departments that it was forwarded to. */
async function mayAnswer(services: QuestionServices, key: string, visitor: Visitor): Promise<boolean> {
  if (can(visitor.roles, 'answerQuestion')) return true;
  for (const department of await services.store.forwardedTo(key))
    if ((await services.ownersOf(department)).includes(visitor.personRecipientId))
      return can(visitor.roles, 'answerQuestion', 'owner');
  return false;
}

/** Anything that is pressed about one group. */
export async function answerGroup(
  services: QuestionServices,
  request: Exclude<QuestionAction, { do: 'unanswered.tell' | 'unanswered.list' }>,
  { visitor, tried }: { readonly visitor: Visitor; readonly tried: () => Promise<TriedPages> },
): Promise<ChatAnswer> {
  const { group: key, lang } = request;
  if (key === null)
    return 'terms' in request
      ? await answerWords(services, null, request, { visitor, tried })
      : noted(services, 'invalid', lang);
  if (!(await mayAnswer(services, key, visitor))) return noted(services, 'onlyHr', lang);
  const group = (await findGroups(services, key)).find(({ keys }) => keys.includes(key));
  if (!group) return noted(services, 'answeredAlready', lang);
  const show = (note: QuestionNote | null, search = '', inPlace = true) =>
    groupCard(services, { group, search, note, maySort: can(visitor.roles, 'sortQuestions'), lang, inPlace });
  const resolve = async (resolution: Resolution) =>
    (await answerAll(services, group, resolution, visitor.personId))
      ? { ...noted(services, 'answered', lang), inPlace: true }
      : noted(services, 'answeredAlready', lang);
  switch (request.do) {
    case 'unanswered.group':
      return await show(null, request.search, request.search !== '');
    case 'unanswered.row': {
      if (!findRow(services, request.row)) return await show('needsRow');
      return await resolve({ kind: 'row', rowId: request.row });
    }
    case 'unanswered.write':
      if (request.text === '') return await show('needsText');
      return await resolve({ kind: 'text', text: request.text });
    case 'unanswered.nothing':
      return await resolve({ kind: 'nothing' });
    case 'unanswered.words':
    case 'unanswered.addWords':
      return await answerWords(services, group, request, { visitor, tried });
    case 'unanswered.forward':
      if (!can(visitor.roles, 'sortQuestions')) return noted(services, 'onlyHr', lang);
      return await show(await forward(services, group, request, visitor));
  }
}

async function groupCard(
  services: QuestionServices,
  of: {
    readonly group: QuestionGroup;
    readonly search: string;
    readonly note: QuestionNote | null;
    readonly maySort: boolean;
    readonly lang: Lang;
    readonly inPlace: boolean;
  },
): Promise<ChatAnswer> {
  const { store, cards } = services;
  const { group, search, note, maySort, lang, inPlace } = of;
  const samples = await samplesOf(services, group);
  const view = {
    group,
    samples,
    candidates: candidatesFor(services, search || (samples[0]?.text ?? group.label), lang),
    search,
    note,
    maySort,
    waiting: (await store.askers(group.keys)).length,
  };
  return said(note ?? 'group', cards.group(view, place(services, lang)), inPlace);
}

/** Answers all of the group and tells who waits, once; false when somebody has answered it meanwhile. */
async function answerAll(
  services: QuestionServices,
  group: QuestionGroup,
  resolution: Resolution,
  actor: string,
): Promise<boolean> {
  const { store, now, onPlanned } = services;
  const at = now();
  const isDone = await store.resolve({ keys: group.keys, resolution, at }, (askers) => ({
    entry: {
      at,
      actor,
      action: `unanswered.${resolution.kind}`,
      subject: group.key,
      detail: { questions: group.count, told: askers.length },
    },
    notices: askers.length === 0 ? [] : [newsNotice(services, group, resolution, { askers, at })],
  }));
  if (isDone) onPlanned();
  return isDone;
}

/** Who the trail says has answered what new data answer. */
const BY_THE_DATA = 'dataset';

/** Tells those who wait for what the data, as they are now, answer; what nobody waits for is left to HR. */
export async function tellWhatIsFound(services: QuestionServices): Promise<void> {
  const awaited = await services.store.awaited();
  // Mostly nobody waits for anything.
  if (awaited.length === 0) return;
  const keys = new Set(awaited.map(({ key }) => key));
  for (const group of await findGroups(services, null, awaited)) {
    if (!group.keys.some((key) => keys.has(key))) continue;
    const samples = await samplesOf(services, group);
    // What was marked wrong had found something before.
    if (samples[0]?.kind !== 'none') continue;
    // Whoever asked last has put it in words of their own: that is nothing to those who wait.
    for (const { text } of samples) {
      const [first] = ask(services, text, 'ja').hits.slice(0, 1);
      if (!first) continue;
      await answerAll(services, group, { kind: 'row', rowId: first.initiative.id }, BY_THE_DATA);
      break;
    }
  }
}

/** The row as it is now. */
export function viewOf(services: QuestionServices, resolution: KeptResolution): AnsweredView {
  if (resolution.kind !== 'row') return resolution;
  return { kind: 'row', initiative: findRow(services, resolution.rowId) };
}

function newsNotice(
  services: QuestionServices,
  group: QuestionGroup,
  resolution: Resolution,
  { askers, at }: { readonly askers: readonly { readonly recipientId: string }[]; readonly at: number },
): Notice {
  const view = viewOf(services, { ...resolution, at });
  const card = (lang: Lang) => services.cards.answered(group.label, view, true, place(services, lang));
  const content = { ja: card('ja'), en: card('en') };
  const id = `unanswered-${group.key}-${at}`;
  return noticeTo(
    askers.map(({ recipientId }) => recipientId),
    { id, content, at },
  );
}

async function forward(
  services: QuestionServices,
  group: QuestionGroup,
  { department: chosen, lang }: Of<'unanswered.forward'>,
  visitor: Visitor,
): Promise<QuestionNote> {
  const { store, knowledge, cards, now, ownersOf, onPlanned } = services;
  const department = departmentNamed(knowledge().data.departments, chosen);
  if (department === null) return 'needsDepartment';
  const owners = await ownersOf(department);
  if (owners.length === 0) return 'noOwner';
  const samples = await samplesOf(services, group);
  const view = { group, samples, candidates: [], search: '', note: null, maySort: false, waiting: 0 };
  const at = now();
  const content = { [lang]: cards.group(view, place(services, lang)) };
  const notice = noticeTo(owners, { id: `unanswered-${group.key}-forward-${at}`, content, at });
  const entry = {
    at,
    actor: visitor.personId,
    action: 'unanswered.forward',
    subject: group.key,
    detail: { department },
  };
  const came = await store.forward(group.key, department, notice, entry);
  if (came === 'forwarded') onPlanned();
  return ({ forwarded: 'forwarded', already: 'forwardedAlready', answered: 'answeredAlready' } as const)[
    came
  ];
}
