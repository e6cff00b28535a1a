import type { HighlightsContent } from '../../src/highlights/content.ts';
import type { SubscriptionView } from '../../src/highlights/cards/subscription-card.ts';
import { ROWS } from './fixtures.ts';

/** A month with something in every section. */
export const HIGHLIGHTS: HighlightsContent = {
  month: '2026-06',
  starting: [ROWS.oneOnOneAccounting],
  featured: [ROWS.phones, ROWS.interviews, ROWS.training],
  upcoming: [ROWS.oneOnOneMidori, ROWS.visits],
  news: { added: [ROWS.leave], changed: [ROWS.uniforms] },
  numbers: { starting: 1, running: 31, upcoming: 2 },
  isWhole: true,
};

/** A subscription with choices made. */
export const SUBSCRIBED: SubscriptionView = {
  note: 'current',
  current: {
    day: 'weekday:2:3',
    hour: 9,
    themes: ['training'],
    departments: ['緑区役所', '会計課'],
    language: 'ja',
    setByName: '総務課の担当',
    nextDate: '2026-06-10',
  },
  themes: [
    { id: 'training', label: { ja: '研修', en: 'Training' } },
    { id: 'recruiting', label: { ja: '採用', en: 'Recruiting' } },
  ],
};
