import { expect, test } from '@jest/globals';
import { type Board, boardCard, departmentField, sentences } from '../../src/cards/board.ts';
import type { Json, Model } from '../../src/cards/button.ts';
import type { Context } from '../../src/cards/words/row.ts';

/** As much of a context as a board of plain words takes. */
const contextWith = (departments: number): Context => {
  const all = Array.from({ length: departments }, (_, index) => ({ name: `部署${index + 1}`, aliases: [] }));
  return { lang: 'ja', say: (key: string) => key, departments: all, data: { departments: all } } as never;
};

/** Fills a card of the board's items alone, each of about 1 KB, and counts how often. */
function counting() {
  const kit = {
    times: 0,
    fill: (_name: string, { items }: Model) => {
      kit.times += 1;
      return { summary: '', card: { items: items as Json[] } };
    },
  };
  return kit;
}
const boardOf = (count: number): Board => ({
  headline: '一覧',
  items: Array.from({ length: count }, (_, index) => ({ title: `${index}`, lines: ['x'.repeat(500)] })),
});

test.each([
  [0, 0],
  [1, 1],
  [5, 5],
  // 28 KB.
  [4000, 24],
])(
  'of %i items a card shows the %i first that it has room for, and fills few cards for it',
  (count, shown) => {
    const kit = counting();
    const { card } = boardCard(kit, boardOf(count), contextWith(1));
    const items = card['items'] as readonly { readonly title: string }[];
    expect(items.map(({ title }) => title)).toEqual(Array.from({ length: shown }, (_, index) => `${index}`));
    expect(kit.times).toBeLessThanOrEqual(15);
  },
);

test('an item that has no room is shown all the same: a card without it would say nothing', () => {
  const items = [1, 2, 3].map((title) => ({
    title: `${title}`,
    lines: Array<string>(60).fill('x'.repeat(500)),
  }));
  const { card } = boardCard(counting(), { headline: '', items }, contextWith(1));
  expect(card['items']).toHaveLength(1);
});

test('departments are chosen from a list, and where there are too many their name is written', () => {
  const few = departmentField('department', '部署', contextWith(100), '部署3');
  expect(few).toMatchObject({ type: 'Input.ChoiceSet', value: '部署3' });
  expect(few['choices']).toHaveLength(100);
  const many = departmentField('department', '部署', contextWith(101), '部署101');
  expect(many).toMatchObject({ type: 'Input.Text', value: '部署101' });
});

test.each([
  ['権限がありません。', { headline: '権限がありません' }],
  [
    'ファイルは破棄しました。編集者に渡してください。質問は文字で。',
    {
      headline: 'ファイルは破棄しました',
      lines: ['編集者に渡してください。質問は文字で。'],
    },
  ],
  [
    'やめました（「購読解除」で。止められます）。',
    { headline: 'やめました（「購読解除」で。止められます）' },
  ],
  ['Nothing is waiting.', { headline: 'Nothing is waiting' }],
  [
    'Sorry about that. The answer is recorded as wrong. Try other words.',
    { headline: 'Sorry about that', lines: ['The answer is recorded as wrong. Try other words.'] },
  ],
  ['Which one? Press [Compare again].', { headline: 'Which one?', lines: ['Press [Compare again].'] }],
  ['Version 2.1 is e.g. fine.', { headline: 'Version 2.1 is e.g. fine' }],
])('a card that only says %s is headed by its first sentence, and read out whole', (text, shown) => {
  expect(sentences(text)).toEqual('lines' in shown ? { ...shown, speak: text } : shown);
});
