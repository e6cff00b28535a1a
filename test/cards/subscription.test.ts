import { expect, test } from '@jest/globals';
import { createHighlightsCards } from '../../src/highlights/cards/cards.ts';
import type { DayCode } from '../../src/highlights/cards/subscription-actions.ts';
import { DATA } from './fixtures.ts';
import { SUBSCRIBED } from './highlights-fixtures.ts';
import { kit } from './kit.ts';

const cards = createHighlightsCards(kit);

test.each<[DayCode, string, string]>([
  ['first', 'First business day', '最初の開庁日'],
  ['day:15', 'Day 15 of the month', '毎月15日'],
  ['weekday:1:1', 'First Monday of the month', '第1月曜日'],
  ['weekday:2:3', 'Second Wednesday of the month', '第2水曜日'],
  ['weekday:4:5', 'Fourth Friday of the month', '第4金曜日'],
  ['weekday:5:2', 'Last Tuesday of the month', '最終火曜日'],
])('the day %s is said as people say it', (day, english, japanese) => {
  const view = { ...SUBSCRIBED, themes: null, current: { ...SUBSCRIBED.current!, day } };
  const card = (lang: 'ja' | 'en') => JSON.stringify(cards.subscription(view, DATA, lang).card);
  expect(card('en')).toContain(JSON.stringify({ text: english }).slice(1, -1));
  expect(card('ja')).toContain(JSON.stringify({ text: japanese }).slice(1, -1));
});

test('beside the form stands only who has set it: the form says the rest', () => {
  const { body } = cards.subscription(SUBSCRIBED, DATA, 'ja').card as { body: { items?: unknown[] }[] };
  const shown = JSON.stringify(body.filter((part) => !JSON.stringify(part).includes('Input.ChoiceSet')));
  expect(shown).toContain('設定した人');
  expect(shown).not.toContain('届く日');
});

test('a theme that is gone is said in words', () => {
  const current = { ...SUBSCRIBED.current!, themes: ['no-such-theme'] };
  const card = JSON.stringify(cards.subscription({ ...SUBSCRIBED, themes: null, current }, DATA, 'ja').card);
  expect(card).toContain('今の資料にないテーマ');
  expect(card).not.toContain('no-such-theme');
});
