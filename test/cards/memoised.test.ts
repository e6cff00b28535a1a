import { describe, expect, test } from '@jest/globals';
import type { CardData } from '../../src/cards/cards.ts';
import { createCards } from '../../src/cards/answer/cards.ts';
import type { Initiative } from '../../src/dataset/schema.ts';
import type { Answer } from '../../src/question/answer.ts';
import { answerOf, DATA, FIRST_VIEW, hit, ROWS } from './fixtures.ts';
import { kit } from './kit.ts';

const cards = createCards(kit);

/** The whole card as text. */
const cardOf = (answer: Answer, data: CardData = DATA) =>
  JSON.stringify(cards.answer(answer, data, FIRST_VIEW));

describe('what is kept of a row', () => {
  const only = (initiative: Initiative): Answer => answerOf({ hits: [hit(initiative)], lang: 'ja' });
  const show = (initiative: Initiative) => cardOf(only(initiative));

  test('is the row as it is now, not as it was', () => {
    const renamed = { ...ROWS.training, name: '新しい名前' };
    expect(show(ROWS.training)).toContain(ROWS.training.name);
    expect(show(renamed)).toContain('新しい名前');
    expect(show(ROWS.training)).not.toContain('新しい名前');
  });

  test('ends with the revision of the data', () => {
    const en = (name: string) => ({
      ...DATA,
      wishes: [],
      expansions: new Map([
        [
          ROWS.training.id,
          { id: ROWS.training.id, en: { name, summary: '', remarks: '' }, questions: [], themes: [] },
        ],
      ]),
    });
    const inEnglish = { ...only(ROWS.training), lang: 'en' as const };
    expect(cardOf(inEnglish, en('Before'))).toContain('Before');
    expect(cardOf(inEnglish, en('After'))).toContain('After');
  });

  test('has the reasons of this question', () => {
    const asked = (found: string): Answer => ({
      ...only(ROWS.training),
      hits: [hit(ROWS.training, [{ kind: 'concept', field: 'summary', asked: '学び', found }])],
    });
    const why = (found: string) => cardOf(asked(found));
    expect(why('講義')).toContain('講義');
    expect(why('実技')).toContain('実技');
    expect(why('実技')).not.toContain('講義');
  });
});
