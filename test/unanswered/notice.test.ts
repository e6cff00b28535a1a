import { expect, test } from '@jest/globals';
import { createCards } from '../../src/cards/answer/cards.ts';
import { answerExtras } from '../../src/unanswered/cards/cards.ts';
import { DATA } from '../cards/fixtures.ts';
import { kit } from '../cards/kit.ts';

/** The welcome and the help, as the bot gives them with that setting. */
function shown(keeps: boolean, lang: 'ja' | 'en'): readonly string[] {
  const cards = createCards(kit, undefined, answerExtras(keeps));
  return [
    cards.welcome({ scope: 'personal' }, DATA, '2026-06-15', lang),
    cards.help(DATA, '2026-06-15', lang),
  ].map((card) => JSON.stringify(card));
}

test.each(['ja', 'en'] as const)(
  'welcome and help say that questions are kept, where they are: %s',
  (lang) => {
    const notice = kit.contextOf(DATA, lang).say('unanswered.notice');
    expect(notice).toContain(lang === 'ja' ? '90日' : '90 days');
    expect(shown(true, lang).map((card) => card.includes(notice))).toEqual([true, true]);
    expect(shown(false, lang).map((card) => card.includes(notice))).toEqual([false, false]);
  },
);
