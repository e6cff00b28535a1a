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
import { decideState, findState, type StateParts } from './state.ts';
import { commonThemes } from '../dataset/themes.ts';
import { contentFor, type HighlightsParts, planPost } from './tick.ts';
import { type AskedMonth, type HighlightsWords, parseHighlightsWords } from './words.ts';

/** What a person can ask for about highlights, by words or by a button. */
export type HighlightsRequest = SubscriptionAction | HighlightsWords;

export interface HighlightsChatParts extends Omit<HighlightsParts, 'render'>, Omit<StateParts, 'store'> {
  readonly cards: HighlightsCards;
  /** Called when something is waiting to be sent. */
  readonly onPlanned?: () => void;
  /** The database failed: the person is told so in words, this is for the log. */
  readonly onError: (error: unknown) => void;
}

/** Answers everything about subscriptions and previews. */
export function createHighlightsChat(
  parts: HighlightsChatParts,
): FeatureChat<HighlightsRequest | InvalidPress> {
  return createChat<HighlightsRequest>({
    parseWords: parseHighlightsWords,
    parseAction: parseSubscriptionAction,
    answer: (request, visitor) => answer(parts, request, visitor),
    note: (what, { lang }, visitor) =>
      what === 'invalid' ? formAgain(parts, lang, visitor) : show(parts, lang, what),
    onError: parts.onError,
  });
}

/** What is set, and the form, to who has pressed a button of an older card. */
async function formAgain(
  parts: HighlightsChatParts,
  lang: Lang,
  { recipientId }: Visitor,
): Promise<ChatAnswer> {
  if (recipientId === null) return show(parts, lang, 'noPlace');
  const current = await settingsOf(parts, await parts.store.subscription(recipientId));
  return show(parts, lang, 'invalid', { current, form: true });
}

async function answer(
  parts: HighlightsChatParts,
  request: HighlightsRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { lang } = request;
  const { recipientId } = visitor;
  if (request.do === 'preview') return await preview(parts, request, visitor);
  if (request.do === 'state')
    return await showState(parts, monthAt(parts.now(), parts.timeZone), lang, visitor);
  if (isAboutState(request)) return await decide(parts, request, visitor);
  if (request.do === 'postNow') return await postNow(parts, request.month, lang, visitor);
  if (recipientId === null) return show(parts, lang, 'noPlace');
  const current = await parts.store.subscription(recipientId);
  switch (request.do) {
    case 'subscription':
      return show(parts, lang, current ? 'current' : 'offer', {
        current: await settingsOf(parts, current),
        form: true,
      });
    case 'unsubscribe': {
      if (current && !mayEnd(current, visitor))
        return show(parts, lang, 'askFirst', { current: await settingsOf(parts, current) });
      // Whoever has changed it since may be somebody else: looked at anew.
      if (current && !(await parts.store.remove(current))) return await answer(parts, request, visitor);
      return { ...show(parts, lang, current ? 'removed' : 'notSubscribed'), inPlace: true };
    }
    case 'subscribe': {
      const wanted = subscriptionFrom(parts, request, recipientId, visitor);
      // A change owes no month less than before: one that moves this month's day into the past has it posted at once.
      const owed = current && current.firstMonth < wanted.firstMonth ? current.firstMonth : wanted.firstMonth;
      // A change by somebody else gives them no right to end it.
      const setBy = current && !mayEnd(current, visitor) ? setterOf(current) : setterOf(wanted);
      const subscription = { ...wanted, ...setBy, firstMonth: owed };
      if (!(await parts.store.put(subscription, current))) return await answer(parts, request, visitor);
      const saved = show(parts, lang, 'saved', { current: await settingsOf(parts, subscription) });
      return { ...saved, inPlace: true };
    }
  }
}

/** A channel's subscription is ended by whoever set it, or by HR: others would take from a team what it reads. */
const mayEnd = ({ recipientId, setById }: Subscription, { personId, roles }: Visitor): boolean =>
  recipientId.startsWith('person:') || can(roles, 'endHighlights', setById === personId && 'setter');

const setterOf = ({ setById, setByName }: Subscription) => ({ setById, setByName });

function subscriptionFrom(
  { knowledge, now, timeZone }: HighlightsChatParts,
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
  { store, now, timeZone }: HighlightsChatParts,
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
  { cards, knowledge }: HighlightsChatParts,
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
  parts: HighlightsChatParts,
  { lang, month: asked }: Extract<HighlightsRequest, { readonly do: 'preview' }>,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { data } = parts.knowledge();
  const current = monthAt(parts.now(), parts.timeZone);
  const month = asked ? monthMeant(asked, current) : current;
  const recipientId = visitor.recipientId ?? visitor.personId;
  const subscription = await parts.store.subscription(recipientId);
  const content = await contentFor(
    parts,
    subscription ?? { recipientId, departments: [], themes: [] },
    month,
  );
  return {
    intent: 'highlights preview',
    message: parts.cards.highlights(content, data, lang, {
      // Another month's day is over, or still to come.
      canPost: can(visitor.roles, 'decideHighlights') && month === current,
    }),
    inPlace: false,
    given: { rows: content.starting.concat(content.featured).map(({ id }) => id), about: [month] },
  };
}

/** Posts the current month to everybody who subscribes and has not had it. */
async function postNow(
  parts: HighlightsChatParts,
  month: YearMonth,
  lang: Lang,
  visitor: Visitor,
): Promise<ChatAnswer> {
  if (!can(visitor.roles, 'decideHighlights')) return show(parts, lang, 'onlyHr');
  // A button of an older card: that month's day is over.
  if (month !== monthAt(parts.now(), parts.timeZone)) return show(parts, lang, 'invalid');
  const render: HighlightsParts['render'] = (content, data, language) =>
    parts.cards.highlights(content, data, language);
  let places = 0;
  for (const subscription of await parts.store.subscriptions())
    if (await planPost({ ...parts, render }, subscription, { month, skip: null, now: parts.now() }))
      places += 1;
  if (places > 0) parts.onPlanned?.();
  return await stateAnswer(parts, month, lang, { did: 'postNow', count: places });
}

type StateRequest = Extract<HighlightsRequest, { readonly do: HighlightsDecision | 'highlightsState' }>;

function isAboutState(request: HighlightsRequest): request is StateRequest {
  return request.do === 'highlightsState' || highlightsDecisions.some((one) => one === request.do);
}

/** Where a month's posts stand. */
async function showState(
  parts: HighlightsChatParts,
  month: YearMonth,
  lang: Lang,
  visitor: Visitor,
): Promise<ChatAnswer> {
  return can(visitor.roles, 'decideHighlights')
    ? await stateAnswer(parts, month, lang, null)
    : show(parts, lang, 'onlyHr');
}

/** Sends again, or lets be, what a person has decided about. */
async function decide(
  parts: HighlightsChatParts,
  request: StateRequest,
  visitor: Visitor,
): Promise<ChatAnswer> {
  const { do: decision, month, lang } = request;
  if (!can(visitor.roles, 'decideHighlights') || decision === 'highlightsState')
    return await showState(parts, month, lang, visitor);
  const count = await decideState(parts, { month, decision, actor: visitor.personId });
  if (count > 0) parts.onPlanned?.();
  return { ...(await stateAnswer(parts, month, lang, { did: decision, count })), inPlace: true };
}

async function stateAnswer(
  parts: HighlightsChatParts,
  month: YearMonth,
  lang: Lang,
  note: HighlightsNote,
): Promise<ChatAnswer> {
  const message = parts.cards.state(await findState(parts, month), note, parts.knowledge().data, lang);
  return { intent: `highlights ${note?.did ?? 'state'}`, message, inPlace: false };
}
