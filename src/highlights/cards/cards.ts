import type { YearMonth } from '../../calendar/month.ts';
import type { Lang } from '../../question/answer.ts';
import { dataButton, type Json } from '../../cards/button.ts';
import type { CardData } from '../../cards/cards.ts';
import type { CardKit } from '../../cards/load.ts';
import type { CardMessage } from '../../cards/message.ts';
import { monthWords, type Words } from '../../cards/words/schedule-words.ts';
import type { HighlightsContent } from '../content.ts';
import { highlightsModel, type HighlightsPreview } from './highlights-card.ts';
import { subscriptionData } from './subscription-actions.ts';
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
  /** What became of "post now": 0 places = there was nothing left to post. */
  postedNow(month: YearMonth, places: number, lang: Lang): CardMessage;
}

/** The cards of highlights and their subscriptions. */
export function createHighlightsCards({ fill, fit, say, contextOf }: CardKit): HighlightsCards {
  return {
    highlights: (content, data, lang, preview) =>
      fit('highlights/post', (limits) =>
        highlightsModel(content, preview ?? null, limits, contextOf(data, lang))),
    subscription: (view, data, lang) =>
      fill('highlights/subscription', subscriptionModel(view, contextOf(data, lang))),
    postedNow(month, places, lang) {
      const words = { lang, say: say[lang] };
      const params = { month: monthWords(month, words), count: places };
      const headline =
        places > 0
          ? words.say('subscription.posted', params)
          : words.say('subscription.postedAlready', { month: params.month });
      return fill('message', {
        lang,
        speak: headline,
        headline,
        text: words.say('subscription.posted.text'),
      });
    },
  };
}

/** Offers highlights on other cards: they are never begun unasked. */
export function offerSubscription({ say, lang }: Words): readonly Json[] {
  const data = subscriptionData({ do: 'subscription', lang });
  return [dataButton(say('subscription.title'), 'subscription', data)];
}
