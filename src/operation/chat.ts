import { can } from '../access/roles.ts';
import { plainWords } from '../text/request.ts';
import type { InvalidPress } from '../cards/presses.ts';
import { answersOf, type ChatAnswer, createChat, type FeatureChat } from '../chat/chat.ts';
import { type FeatureServices, place } from '../chat/services.ts';
import { planOnce } from '../delivery/notice.ts';
import type { Ledger } from '../delivery/ports.ts';
import type { Lang } from '../question/answer.ts';
import { parseRestoreAction, type RestoreAction } from './actions.ts';
import type { OperationCards } from './cards.ts';
import { askingPrefix, type Pause, type RestoreStore } from './ports.ts';

/** What HR is told of the sending itself, and decides about it, is made with these. */
export interface OperationServices extends FeatureServices<OperationCards> {
  readonly store: RestoreStore;
  readonly ledger: Pick<Ledger, 'plan' | 'messageState'>;
  /** Recipient ids of those who are told. */
  readonly readers: readonly string[];
}

type OperationRequest = RestoreAction | { readonly do: 'restore.show'; readonly lang: Lang };

const words = /^(復元(の?(判断|確認))?|(show )?restore[d]?( state)?)$/i;

const say = answersOf('restored');

/** Answers 復元, to HR alone. */
export function createOperationChat(
  services: OperationServices,
): FeatureChat<OperationRequest | InvalidPress> {
  const note = (what: Parameters<OperationCards['note']>[0], lang: Lang) =>
    say(what, services.cards.note(what, place(services, lang)));
  return createChat<OperationRequest>({
    parseWords: (text, lang) => (words.test(plainWords(text)) ? { do: 'restore.show', lang } : null),
    parseAction: parseRestoreAction,
    note: (what, { lang }) => (what === 'invalid' ? null : note(what, lang)),
    onError: services.onError,
    answer: async (request, { roles, personId }) =>
      can(roles, 'decideOperation')
        ? await answerHr(services, request, personId)
        : note('onlyHr', request.lang),
  });
}

async function answerHr(
  services: OperationServices,
  request: OperationRequest,
  personId: string,
): Promise<ChatAnswer> {
  const { store, cards, now, onPlanned } = services;
  const of = place(services, request.lang);
  const inPlace = request.do !== 'restore.show';
  if (request.do !== 'restore.show') {
    const choice = request.do === 'restore.send' ? 'send' : 'drop';
    const entry = { at: now(), actor: personId, action: `restored.${choice}`, subject: 'store', detail: {} };
    const count = await store.decide(choice, request.at, entry);
    if (typeof count === 'number') {
      onPlanned();
      return say(choice, cards.decided(choice, count, of), inPlace);
    }
  }
  const restored = await store.restored();
  const message = restored
    ? cards.asking({ restored, waiting: await store.waiting() }, of)
    : cards.note('nothing', of);
  return say('shown', message, inPlace);
}

/** Asks HR once what becomes of a restored state; whichever instance sees it first. */
export async function askWhatBecomes(services: OperationServices): Promise<void> {
  const { store, cards } = services;
  const restored = await store.restored();
  if (!restored) return;
  const view = { restored, waiting: await store.waiting() };
  await tell(services, `${askingPrefix}${restored.at}`, (lang) => cards.asking(view, place(services, lang)));
}

/** Tells HR that sending has stood still, once an hour at most, whichever instances say so. */
export async function tellOfPause(services: OperationServices, pause: Pause): Promise<void> {
  const id = `paused-${Math.floor(pause.to / 3_600_000)}`;
  await tell(services, id, (lang) => services.cards.paused(pause, place(services, lang)));
}

async function tell(
  { ledger, readers, now, onPlanned }: OperationServices,
  id: string,
  card: (lang: Lang) => ReturnType<OperationCards['note']>,
): Promise<void> {
  const content = () => ({ ja: card('ja'), en: card('en') });
  if (await planOnce(ledger, id, readers, { at: now(), content })) onPlanned();
}
