import type { Lang } from '../../question/answer.ts';
import type { Json } from '../../cards/button.ts';
import type { CardData } from '../../cards/cards.ts';
import type { CardKit } from '../../cards/load.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Words } from '../../cards/words/schedule-words.ts';
import { boardCard } from '../../cards/board.ts';
import type { HighlightsContent } from '../content.ts';
import { highlightsModel, type HighlightsPreview } from './highlights-card.ts';
import { type HighlightsNote, type HighlightsState, stateBoard } from './state-card.ts';
import { act } from './subscription-actions.ts';
import { subscriptionModel, type SubscriptionView } from './subscription-card.ts';

/** What is said about highlights. Pure: the same values give the same card. */
export interface HighlightsCards {
  /** The monthly highlights, as they are posted unless a view is given. */
  highlights(
    content: HighlightsContent,
    data: CardData,
    lang: Lang,
    preview?: HighlightsPreview,
  ): CardMessage;
  /** What is subscribed here, and the form to change it. */
  subscription(view: SubscriptionView, data: CardData, lang: Lang): CardMessage;
  /** Where a month's posts stand, what can be decided about them, and what has just come of a press. */
  state(state: HighlightsState, note: HighlightsNote, data: CardData, lang: Lang): CardMessage;
}

/** The cards of highlights and their subscriptions. */
export function createHighlightsCards({ fill, fit, contextOf }: CardKit): HighlightsCards {
  return {
    highlights: (content, data, lang, preview) =>
      fit('highlights/post', (limits) =>
        highlightsModel(content, preview ?? null, limits, contextOf(data, lang))),
    subscription: (view, data, lang) =>
      fill('highlights/subscription', subscriptionModel(view, contextOf(data, lang))),
    state(state, note, data, lang) {
      const context = contextOf(data, lang);
      return boardCard({ fill }, stateBoard(state, note, context), context);
    },
  };
}

/** Offers highlights on other cards: they are never begun unasked. */
export function offerSubscription({ say, lang }: Words): readonly Json[] {
  return [act(say('subscription.title'), { do: 'subscription', lang })];
}
