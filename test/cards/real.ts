import { createCards } from '../../src/cards/answer/cards.ts';
import type { CardKit } from '../../src/cards/load.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import { createHighlightsCards, offerSubscription } from '../../src/highlights/cards/cards.ts';
import { highlightsContent } from '../../src/highlights/content.ts';
import type { Lang } from '../../src/question/answer.ts';
import { FIRST_VIEW } from './fixtures.ts';
import { DATA, engine } from '../question/support/real.ts';

const TODAY = '2026-06-15';

const QUESTIONS = {
  training: { ja: '研修', en: 'training' },
  count: { ja: '研修の取組は何件ある？', en: 'How many training initiatives are there?' },
  fewest: { ja: '取組が2件以下の部署は？', en: 'Which departments have no more than 2 initiatives?' },
  departments: { ja: '部署の一覧', en: 'List of departments' },
  without: { ja: '研修をやっていない部署は？', en: 'Which departments do no training?' },
  two: { ja: '中央区と南区の取組を比べて', en: 'Compare Chuo Ward and Minami Ward' },
} satisfies Record<string, Record<Lang, string>>;

/** What is said to questions about the project's own document, and its June. */
export function realGallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createCards(kit, offerSubscription);
  const ask = (text: string) => engine.ask({ text, today: TODAY, lang, previous: null });
  const asked = Object.entries(QUESTIONS).map(([name, question]) => [
    `real-${name}`,
    cards.answer(ask(question[lang]), DATA, FIRST_VIEW),
  ]);
  const training = ask(QUESTIONS.training[lang]);
  const followed = engine.ask({
    text: lang === 'ja' ? 'その中で区役所だけ' : 'only the ward offices',
    today: TODAY,
    lang,
    previous: training.context,
  });
  const june = highlightsContent({
    dataset: DATA,
    month: '2026-06',
    recipientId: 'channel:19:x@thread.tacv2',
    interests: { departments: [], themed: null },
    history: [],
    before: null,
  });
  return {
    ...(Object.fromEntries(asked) as Record<string, CardMessage>),
    'real-by-department': cards.answer(training, DATA, { ...FIRST_VIEW, by: 'departments' }),
    'real-followed': cards.answer(followed, DATA, { page: 0, previous: training.context }),
    'real-june': createHighlightsCards(kit).highlights(june, DATA, lang),
  };
}
