import type { Visitor } from '../access/visitor.ts';
import type { CardData } from '../cards/cards.ts';
import type { ChatAnswer, FeatureChat } from '../cards/chat-answer.ts';
import type { Ledger, NewMessage } from '../delivery/ports.ts';
import type { Lang } from '../question/answer.ts';
import { parseRestoreAction, type RestoreAction } from './actions.ts';
import type { OperationCards } from './cards.ts';
import { askingPrefix, type RestoreStore } from './ports.ts';

/** What HR is told of the sending itself, and decides about it, is made with these. */
export interface OperationParts {
  readonly store: RestoreStore;
  readonly ledger: Pick<Ledger, 'plan' | 'messageState'>;
  readonly data: () => CardData;
  readonly cards: OperationCards;
  /** Recipient ids of those who are told. */
  readonly readers: readonly string[];
  /** Epoch ms. */
  readonly now: () => number;
  readonly onPlanned: () => void;
  readonly onError: (error: unknown) => void;
}

/** What is asked for: the card, or a decision. */
type OperationRequest = RestoreAction | { readonly do: 'restore.show'; readonly lang: Lang };

const words = /^(復元(の?(判断|確認))?|(show )?restore[d]?( state)?)$/i;

/** Answers 復元, to HR alone; never rejects. */
export function createOperationChat(parts: OperationParts): FeatureChat<OperationRequest, Visitor> {
  return {
    parseWords: (text, lang) =>
      words.test(
        text
          .normalize('NFKC')
          .trim()
          .replace(/[。.!！?？]+$/, ''),
      )
        ? { do: 'restore.show', lang }
        : null,
    parseAction: parseRestoreAction,
    async answer(request, visitor) {
      const { cards, data, onError } = parts;
      const { lang } = request;
      const note = (which: Parameters<OperationCards['note']>[0]): ChatAnswer => ({
        intent: `restored ${which}`,
        message: cards.note(which, data(), lang),
        inPlace: false,
      });
      if (!visitor.isHr) return note('onlyHr');
      try {
        return await answerHr(parts, request, visitor.personId);
      } catch (error) {
        onError(error);
        return note('unavailable');
      }
    },
  };
}

async function answerHr(
  parts: OperationParts,
  request: OperationRequest,
  personId: string,
): Promise<ChatAnswer> {
  const { store, cards, data, now, onPlanned } = parts;
  const { lang } = request;
  const inPlace = request.do !== 'restore.show';
  if (request.do !== 'restore.show') {
    const { at } = request;
    const choice = request.do === 'restore.send' ? 'send' : 'drop';
    const entry = { at: now(), actor: personId, action: `restored.${choice}`, subject: 'store', detail: {} };
    const count = await store.decide(choice, at, entry);
    if (count !== null) {
      onPlanned();
      return {
        intent: `restored ${choice}`,
        message: cards.decided(choice, count, data(), lang),
        inPlace,
      };
    }
  }
  const restored = await store.restored();
  const message = restored
    ? cards.asking({ restored, waiting: await store.waiting() }, data(), lang)
    : cards.note('nothing', data(), lang);
  return { intent: 'restored', message, inPlace };
}

/** Asks HR once what becomes of a restored state; whichever instance sees it first. */
export async function askWhatBecomes(parts: OperationParts): Promise<void> {
  const { store, cards, data } = parts;
  const restored = await store.restored();
  if (!restored) return;
  const view = { restored, waiting: await store.waiting() };
  await tell(parts, `${askingPrefix}${restored.at}`, (lang) => cards.asking(view, data(), lang));
}

/** Tells HR that sending has stood still, once an hour at most, whichever instances say so. */
export async function tellOfPause(
  parts: OperationParts,
  pause: { readonly reason: string; readonly from: number; readonly to: number },
): Promise<void> {
  const { cards, data } = parts;
  await tell(parts, `paused-${Math.floor(pause.to / 3_600_000)}`, (lang) =>
    cards.paused(pause, data(), lang),
  );
}

/** Before broadcasts, after highlights: somebody has to know. */
const priority = 5;

async function tell(
  { ledger, readers, now, onPlanned }: OperationParts,
  id: string,
  card: (lang: Lang) => ReturnType<OperationCards['note']>,
): Promise<void> {
  const state = await ledger.messageState(id);
  if (readers.length === 0 || (state !== null && state !== 'planning')) return;
  const content = { ja: card('ja'), en: card('en') };
  const message: NewMessage = { id, kind: 'notice', action: 'post', priority, content, originalId: null };
  const dueAt = now();
  await ledger.plan(
    message,
    readers.map((recipientId) => ({ recipientId, dueAt, content: null, skip: null })),
    dueAt,
  );
  onPlanned();
}
