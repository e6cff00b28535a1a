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
import { contactGallery } from './contact-gallery.ts';
import { adoptionGallery } from './adoption-gallery.ts';
import { editionGallery } from './edition-gallery.ts';
import { followGallery } from './follow-gallery.ts';
import { rowGallery } from './row-gallery.ts';
import { questionGallery } from './question-gallery.ts';
import { createOperationCards } from '../../src/operation/cards.ts';
import { createReportCards } from '../../src/report/cards.ts';
import type { MonthlyReport } from '../../src/report/report.ts';
import { HIGHLIGHTS, SUBSCRIBED } from './highlights-fixtures.ts';

const POSTED = {
  month: '2026-06',
  counts: { pending: 12, leased: 1, sent: 20, unknown: 1, failed: 2, skipped: 0, cancelled: 0 },
  rows: (['failed', 'failed', 'unknown', 'pending', 'sent'] as const).map((state, index) => ({
    messageId: 'highlights-2026-06',
    recipientId: `channel:19:${index}@thread.tacv2`,
    kind: 'channel' as const,
    name: index >= 3 ? null : `業務改善チーム / お知らせ${index}`,
    team: index === 3 ? '業務改善チーム' : null,
    state,
    reason: state === 'failed' ? 'http401' : state === 'unknown' ? 'timeout' : null,
    attempt: 0,
    post: null,
    updatedAt: 0,
  })),
  isLetBe: false,
  pausedFor: null,
};

const RESTORED = {
  restored: { at: Date.UTC(2026, 5, 10, 1, 5), asOf: Date.UTC(2026, 5, 9, 18), cause: 'restore' },
  waiting: [
    { kind: 'broadcast', count: 702 },
    { kind: 'highlights', count: 12 },
  ],
} as const;

const REPORT: MonthlyReport = {
  month: '2026-10',
  questions: {
    asked: 1234,
    themes: [
      { label: { ja: '研修', en: 'Training' }, count: 210 },
      { label: { ja: '面談', en: 'Interviews' }, count: 98 },
    ],
  },
  unanswered: {
    kept: 40,
    wrong: 3,
    liked: 58,
    answered: 5,
    open: { groups: [{ label: '在宅勤務 · 手当', count: 12 }], unlisted: 0 },
  },
  spread: {
    interested: 6,
    trying: 2,
    adopted: 1,
    declined: 1,
    taken: [
      {
        name: '1 on 1 ミーティング',
        before: [],
        from: '緑区役所',
        department: '中央区役所',
        state: 'trying',
      },
    ],
  },
  coverage: [{ label: { ja: '休暇', en: 'Leave' }, count: 1, of: 18 }],
  reach: { highlights: 200, broadcasts: 18400 },
  confirmations: {
    rows: 49,
    open: 31,
    overdue: 4,
    departments: [
      { department: '緑区役所', open: 6, rows: 9 },
      { department: '消防局', open: 1, rows: 3 },
    ],
  },
};

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
  const operation = createOperationCards(kit);
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
    welcome: cards.welcome({ scope: 'personal' }, DATA, '2026-06-15', lang),
    'welcome-team': cards.welcome({ scope: 'team', addedBy: '職員' }, BARE_DATA, '2026-06-15', lang),
    'help-empty': cards.help({ ...DATA, initiatives: [] }, '2026-06-15', lang),
    highlights: highlights.highlights(HIGHLIGHTS, DATA, lang),
    'highlights-spread': highlights.highlights(
      {
        ...HIGHLIGHTS,
        takenOver: [
          { name: '1 on 1 ミーティング', department: '中央区役所', state: 'trying' },
          { name: '研修', department: '会計課', state: 'adopted' },
        ],
      },
      DATA,
      lang,
    ),
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
    'posted-now': highlights.state(POSTED, { did: 'postNow', count: 12 }, DATA, lang),
    'highlights-state': highlights.state({ ...POSTED, pausedFor: 'http401' }, null, DATA, lang),
    ...adoptionGallery(kit, lang),
    ...contactGallery(kit, lang),
    ...editionGallery(kit, lang),
    ...rowGallery(kit, lang),
    ...followGallery(kit, lang),
    ...questionGallery(kit, lang),
    'report-month': createReportCards(kit).report(REPORT, { data: DATA, lang }),
    'report-note': createReportCards(kit).note('onlyHr', { data: DATA, lang }),
    'restored-asking': operation.asking(RESTORED, { data: DATA, lang }),
    'restored-dropped': operation.decided('drop', 714, { data: DATA, lang }),
    'restored-note': operation.note('nothing', { data: DATA, lang }),
    'sending-paused': operation.paused(
      { reason: 'http401', from: RESTORED.restored.asOf, to: RESTORED.restored.at },
      { data: DATA, lang },
    ),
    error: cards.error('a1b2-c3', lang),
    message: cards.message('emptyQuestion', lang),
  };
}
