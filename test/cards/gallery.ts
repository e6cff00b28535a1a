import { createCards } from '../../src/cards/answer/cards.ts';
import type { CardKit } from '../../src/cards/load.ts';
import { createHighlightsCards, offerSubscription } from '../../src/highlights/cards/cards.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import type { Lang } from '../../src/question/answer.ts';
import {
  allTraining,
  answerOf,
  BARE_DATA,
  compareTwo,
  compareWards,
  DATA,
  departmentList,
  FIRST_VIEW,
  hit,
  nothing,
  oneOnOne,
  ROWS,
  startsInJuly,
  visitFact,
  whenFact,
} from './fixtures.ts';
import { adoptionGallery } from './adoption-gallery.ts';
import { followGallery } from './follow-gallery.ts';
import { questionGallery } from './question-gallery.ts';
import { HIGHLIGHTS, SUBSCRIBED } from './highlights-fixtures.ts';

const ANSWERS = {
  'one-on-one': oneOnOne,
  training: allTraining,
  'fact-where': visitFact,
  'fact-when': whenFact,
  july: startsInJuly,
  'compare-two': compareTwo,
  'compare-wards': compareWards,
  departments: departmentList,
  nothing,
};

const LONG = { ...ROWS.phones, summary: `${ROWS.phones.summary}。`.repeat(6) };

/** Every kind of card, by name, with what the document really says. */
export function gallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createCards(kit, offerSubscription);
  const highlights = createHighlightsCards(kit);
  const answers = Object.entries(ANSWERS).map(([name, answer]) => [
    name,
    cards.answer(answer(lang), DATA, FIRST_VIEW),
  ]);
  return {
    ...(Object.fromEntries(answers) as Record<string, CardMessage>),
    'page-2': cards.answer(allTraining(lang), DATA, { page: 1, previous: null }),
    long: cards.answer(
      answerOf({ hits: [hit(LONG), hit(ROWS.leave, [], ['総務局'])], lang }),
      DATA,
      FIRST_VIEW,
    ),
    help: cards.answer(answerOf({ intent: 'help', lang }), DATA, FIRST_VIEW),
    greeting: cards.answer(answerOf({ intent: 'greeting', lang }), DATA, FIRST_VIEW),
    similar: cards.similar(ROWS.training, [hit(ROWS.trainingChuo), hit(ROWS.trainingMinami)], DATA, lang),
    'similar-none': cards.similar(ROWS.training, [], DATA, lang),
    initiative: cards.initiative(ROWS.offers, DATA, lang),
    'initiative-bare': cards.initiative(ROWS.uniforms, BARE_DATA, lang),
    welcome: cards.welcome('personal', DATA, '2026-06-15', lang),
    'welcome-team': cards.welcome('team', BARE_DATA, '2026-06-15', lang),
    'help-empty': cards.help({ ...DATA, initiatives: [] }, '2026-06-15', lang),
    highlights: highlights.highlights(HIGHLIGHTS, DATA, lang),
    'highlights-preview': highlights.highlights({ ...HIGHLIGHTS, news: null }, DATA, lang, { canPost: true }),
    'highlights-empty': highlights.highlights(
      { ...HIGHLIGHTS, starting: [], featured: [], upcoming: [], news: null },
      DATA,
      lang,
    ),
    subscription: highlights.subscription(SUBSCRIBED, DATA, lang),
    'subscription-offer': highlights.subscription(
      { ...SUBSCRIBED, note: 'offer', current: null },
      DATA,
      lang,
    ),
    'subscription-removed': highlights.subscription(
      { note: 'removed', current: null, themes: null },
      DATA,
      lang,
    ),
    'posted-now': highlights.postedNow('2026-06', 12, lang),
    ...adoptionGallery(kit, lang),
    ...followGallery(kit, lang),
    ...questionGallery(kit, lang),
    error: cards.error('a1b2-c3', lang),
    message: cards.message('emptyQuestion', lang),
  };
}
