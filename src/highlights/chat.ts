import { Temporal } from 'temporal-polyfill';
import { can } from '../access/roles.ts';
import type { HighlightsCards } from './cards/cards.ts';
import type { InvalidPress } from '../cards/presses.ts';
import { type ChatAnswer, createChat, type FeatureChat } from '../chat/chat.ts';
import type { Visitor } from '../chat/visitor.ts';
import type { HighlightsNote } from './cards/state-card.ts';
import { parseSubscriptionAction, type SubscriptionAction } from './cards/subscription-actions.ts';
import type { SubscriptionSettings, SubscriptionView } from './cards/subscription-card.ts';
import {
  fiscalYearOf,
  formatMonth,
  inFiscalYear,
  monthAfter,
  parseMonth,
  type YearMonth,
} from '../calendar/month.ts';
import { monthAt } from '../calendar/zone.ts';
import type { Lang } from '../question/answer.ts';
import { codeOf, ruleOf } from './day-code.ts';
import { firstMonthOf, nextDueAt } from './due.ts';
import { type HighlightsDecision, highlightsDecisions, type Subscription } from './ports.ts';
import { decideState, findState, type StateServices } from './state.ts';
import { commonThemes } from '../dataset/themes.ts';
import { contentFor, type HighlightsServices, planPost } from './tick.ts';
import { type AskedMonth, type HighlightsWords, parseHighlightsWords } from './words.ts';

/** What a person can ask for about highlights, by words or by a button. */
export type HighlightsRequest = SubscriptionAction | HighlightsWords;

export interface HighlightsChatServices
  extends Omit<HighlightsServices, 'render'>, Omit<StateServices, 'store'> {
  readonly cards: HighlightsCards;
  /** Called when something is waiting to be sent. */
  readonly onPlanned?: () => void;
  /** The database failed: the person is told so in words, this is for the log. */
  readonly onError: (error: unknown) => void;
}

/** Answers everything about subscriptions and previews. */
export function createHighlightsChat(
  services: HighlightsChatServices,
): FeatureChat<HighlightsRequest | InvalidPress> {
  return createChat<HighlightsRequest>({
    parseWords: parseHighlightsWords,
    parseAction: parseSubscriptionAction,
    answer: (request, visitor) => answer(services, request, visitor),
    note: (what, { lang }, visitor) =>
      what === 'invalid' ? formAgain(services, lang, visitor) : show(services, lang, what),
    onError: services.onError,
  });
}

/** What is set, and the form, to who has pressed a button of an older card. */
async function formAgain(
  services: HighlightsChatServices,
  lang: Lang,
  { recipientId }: Visitor,
): Promise<ChatAnswer> {
  if (recipientId === null) return show(services, lang, 'noPlace');
  const current = await settingsOf(services, await services.store.subscription(recipientId));
  return show(services, lang, 'invalid', { current, form: true });
}

async function answer(
  services: HighlightsChatServices,
  request: HighlightsRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { lang } = request;
  const { recipientId } = visitor;
  if (request.do === 'preview') return await preview(services, request, visitor);
  if (request.do === 'state')
    return await showState(services, monthAt(services.now(), services.timeZone), lang, visitor);
  if (isAboutState(request)) return await decide(services, request, visitor);
  if (request.do === 'postNow') return await postNow(services, request.month, lang, visitor);
  if (recipientId === null) return show(services, lang, 'noPlace');
  const current = await services.store.subscription(recipientId);
  switch (request.do) {
    case 'subscription':
      return show(services, lang, current ? 'current' : 'offer', {
        current: await settingsOf(services, current),
        form: true,
      });
    case 'unsubscribe': {
      if (current && !mayEnd(current, visitor))
        return show(services, lang, 'askFirst', { current: await settingsOf(services, current) });
      // Whoever has changed it since may be somebody else: looked at anew.
      if (current && !(await services.store.remove(current))) return await answer(services, request, visitor);
      return { ...show(services, lang, current ? 'removed' : 'notSubscribed'), inPlace: true };
    }
    case 'subscribe': {
      const wanted = subscriptionFrom(services, request, recipientId, visitor);
      // A change owes no month less than before: one that moves this month's day into the past has it posted at once.
      const owed = current && current.firstMonth < wanted.firstMonth ? current.firstMonth : wanted.firstMonth;
      // A change by somebody else gives them no right to end it.
      const setBy = current && !mayEnd(current, visitor) ? setterOf(current) : setterOf(wanted);
      const subscription = { ...wanted, ...setBy, firstMonth: owed };
      if (!(await services.store.put(subscription, current))) return await answer(services, request, visitor);
      const saved = show(services, lang, 'saved', { current: await settingsOf(services, subscription) });
      return { ...saved, inPlace: true };
    }
  }
}

/** A channel's subscription is ended by whoever set it, or by HR: others would take from a team what it reads. */
const mayEnd = ({ recipientId, setById }: Subscription, { personId, roles }: Visitor): boolean =>
  recipientId.startsWith('person:') || can(roles, 'endHighlights', setById === personId && 'setter');

const setterOf = ({ setById, setByName }: Subscription) => ({ setById, setByName });

function subscriptionFrom(
  { knowledge, now, timeZone }: HighlightsChatServices,
  request: SubscriptionAction & { do: 'subscribe' },
  recipientId: string,
  visitor: Visitor,
): Subscription {
  const { data } = knowledge();
  const when = { rule: ruleOf(request.day), hour: request.hour };
  const first = firstMonthOf(when, now(), timeZone);
  return {
    ...when,
    recipientId,
    themes: data.concepts.filter(({ id }) => request.themes.includes(id)).map(({ id }) => id),
    departments: data.departments
      .filter(({ name }) => request.departments.includes(name))
      .map(({ name }) => name),
    lang: request.language,
    setById: visitor.personId,
    setByName: visitor.name,
    firstMonth: first,
    changedAt: now(),
  };
}

async function settingsOf(
  { store, now, timeZone }: HighlightsChatServices,
  subscription: Subscription | null,
): Promise<SubscriptionSettings | null> {
  if (!subscription) return null;
  const planned = (await store.plannedSince(subscription.firstMonth)).get(subscription.recipientId);
  const next = nextDueAt(subscription, (month) => planned?.has(month) ?? false, now(), timeZone);
  const at = Temporal.Instant.fromEpochMilliseconds(next.dueAt).toZonedDateTimeISO(timeZone);
  return {
    day: codeOf(subscription.rule),
    hour: subscription.hour,
    themes: subscription.themes,
    departments: subscription.departments,
    language: subscription.lang,
    setByName: subscription.setByName,
    nextDate: at.toPlainDate().toString(),
  };
}

/** The card that says `note`; with `form` what is set can be changed on it. */
function show(
  { cards, knowledge }: HighlightsChatServices,
  lang: Lang,
  note: SubscriptionView['note'],
  shown: { readonly current?: SubscriptionSettings | null; readonly form?: boolean } = {},
): ChatAnswer {
  const { data } = knowledge();
  const { current = null, form = false } = shown;
  const themes = form ? commonThemes(data).map(({ id, label }) => ({ id, label })) : null;
  return {
    intent: `subscription ${note}`,
    message: cards.subscription({ note, current, themes }, data, lang),
    inPlace: false,
  };
}

/** 先月 is the month before; 6月 is that of this fiscal year. */
function monthMeant(asked: AskedMonth, current: YearMonth): YearMonth {
  return 'after' in asked
    ? monthAfter(current, asked.after)
    : formatMonth(inFiscalYear(fiscalYearOf(parseMonth(current)), asked.ofYear));
}

/** What this conversation would get, or, where nothing is subscribed, what one without interests would. */
async function preview(
  services: HighlightsChatServices,
  { lang, month: asked }: Extract<HighlightsRequest, { readonly do: 'preview' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { data } = services.knowledge();
  const current = monthAt(services.now(), services.timeZone);
  const month = asked ? monthMeant(asked, current) : current;
  const recipientId = visitor.recipientId ?? visitor.personId;
  const subscription = await services.store.subscription(recipientId);
  const content = await contentFor(
    services,
    subscription ?? { recipientId, departments: [], themes: [] },
    month,
  );
  return {
    intent: 'highlights preview',
    message: services.cards.highlights(content, data, lang, {
      // Another month's day is over, or still to come.
      canPost: can(visitor.roles, 'decideHighlights') && month === current,
    }),
    inPlace: false,
    given: { rows: content.starting.concat(content.featured).map(({ id }) => id), about: [month] },
  };
}

/** Posts the current month to everybody who subscribes and has not had it. */
async function postNow(
  services: HighlightsChatServices,
  month: YearMonth,
  lang: Lang,
  visitor: Visitor,
): Promise<ChatAnswer> {
  if (!can(visitor.roles, 'decideHighlights')) return show(services, lang, 'onlyHr');
  // A button of an older card: that month's day is over.
  if (month !== monthAt(services.now(), services.timeZone)) return show(services, lang, 'invalid');
  const render: HighlightsServices['render'] = (content, data, language) =>
    services.cards.highlights(content, data, language);
  let places = 0;
  for (const subscription of await services.store.subscriptions())
    if (await planPost({ ...services, render }, subscription, { month, skip: null, now: services.now() }))
      places += 1;
  if (places > 0) services.onPlanned?.();
  return await stateAnswer(services, month, lang, { did: 'postNow', count: places });
}

type StateRequest = Extract<HighlightsRequest, { readonly do: HighlightsDecision | 'highlightsState' }>;

function isAboutState(request: HighlightsRequest): request is StateRequest {
  return request.do === 'highlightsState' || highlightsDecisions.some((one) => one === request.do);
}

/** Where a month's posts stand. */
async function showState(
  services: HighlightsChatServices,
  month: YearMonth,
  lang: Lang,
  visitor: Visitor,
): Promise<ChatAnswer> {
  return can(visitor.roles, 'decideHighlights')
    ? await stateAnswer(services, month, lang, null)
    : show(services, lang, 'onlyHr');
}

/** Sends again, or lets be, what a person has decided about. */
async function decide(
  services: HighlightsChatServices,
  request: StateRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { do: decision, month, lang } = request;
  if (!can(visitor.roles, 'decideHighlights') || decision === 'highlightsState')
    return await showState(services, month, lang, visitor);
  const count = await decideState(services, { month, decision, actor: visitor.personId });
  if (count > 0) services.onPlanned?.();
  return { ...(await stateAnswer(services, month, lang, { did: decision, count })), inPlace: true };
}

async function stateAnswer(
  services: HighlightsChatServices,
  month: YearMonth,
  lang: Lang,
  note: HighlightsNote,
): Promise<ChatAnswer> {
  const message = services.cards.state(
    await findState(services, month),
    note,
    services.knowledge().data,
    lang,
  );
  return { intent: `highlights ${note?.did ?? 'state'}`, message, inPlace: false };
}
