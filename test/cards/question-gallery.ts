import { createCards } from '../../src/cards/answer/cards.ts';
import type { CardKit } from '../../src/cards/load.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import type { Lang } from '../../src/question/answer.ts';
import { createQuestionCards, answerExtras } from '../../src/unanswered/cards/cards.ts';
import { DATA, FIRST_VIEW, nothing, ROWS } from './fixtures.ts';

const group = (label: string, count: number) => ({
  key: '0'.repeat(24),
  label,
  keys: ['0'.repeat(24)],
  count,
  lastAt: 1,
});
const GROUPS = [
  group('在宅勤務 · 手当', 12),
  group('社員食堂', 5),
  group('制服 · 貸与', 2),
  group('駐車場', 1),
];

/** Every kind of card about questions without an answer, by name. */
export function questionGallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createQuestionCards(kit);
  const place = { data: DATA, lang };
  const view = {
    group: GROUPS[0]!,
    samples: [
      { text: '在宅勤務の手当はいくら?', kind: 'none' },
      { text: '在宅の日の手当', kind: 'wrong' },
    ],
    candidates: [ROWS.leave, ROWS.offers],
    search: '',
    note: null,
    maySort: true,
    waiting: 3,
  } as const;
  const answers = createCards(kit, undefined, answerExtras(true));
  return {
    'question-nothing': answers.answer(nothing(lang), DATA, FIRST_VIEW),
    'question-welcome': answers.welcome({ scope: 'personal' }, DATA, '2026-06-15', lang),
    'question-help': answers.help(DATA, '2026-06-15', lang),
    'question-list': cards.list({ items: GROUPS, page: 1, last: 3, count: 27 }, place),
    'question-list-none': cards.list({ items: [], page: 0, last: 0, count: 0 }, place),
    'question-group': cards.group(view, place),
    'question-group-owner': cards.group({ ...view, maySort: false, note: 'needsText' }, place),
    'question-words': cards.words(
      {
        group: view.group,
        candidates: view.candidates,
        concepts: new Map([['training', { ja: '研修', en: 'training' }]]),
        row: '',
        search: '',
        concept: '',
        questions: '社員食堂の値段は？',
        terms: '社員食堂',
        note: 'needsWords',
        problems: [],
      },
      place,
    ),
    'question-wrong': cards.note('wrongNoted', { question: '1on1は？', group: '0'.repeat(24) }, place),
    'question-row': cards.answered('社員食堂', { kind: 'row', initiative: ROWS.offers }, true, place),
    'question-text': cards.answered(
      '社員食堂',
      { kind: 'text', text: '1号館の2階です。\n12時から', at: Date.UTC(2026, 5, 12) },
      false,
      place,
    ),
    'question-none': cards.answered('社員食堂', { kind: 'nothing', at: Date.UTC(2026, 5, 12) }, true, place),
  };
}
