import { expect, test } from '@jest/globals';
import { findGroups, findList } from '../../src/unanswered/chat/answering.ts';
import type { QuestionKey } from '../../src/unanswered/decide/groups.ts';
import type { QuestionStore } from '../../src/unanswered/ports.ts';
import { createQuestionCards } from '../../src/unanswered/cards/cards.ts';
import { DATA } from '../cards/fixtures.ts';
import { kit } from '../cards/kit.ts';

/** Of labels that have nothing in common. */
const keyOf = (index: number, count: number): QuestionKey => {
  const label = String.fromCodePoint(0x4e00 + 2 * index, 0x4e01 + 2 * index);
  return { key: `k${index}`, label, count, lastAt: 1 };
};
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

/** 300 frequent keys, and rare ones of which `awaited` are waited for. */
function storeOf(awaited: readonly QuestionKey[], rare: readonly QuestionKey[] = []): QuestionStore {
  const all = [...numbers(0, 300).map((index) => keyOf(index, 9)), ...awaited, ...rare];
  const store: Partial<QuestionStore> = {
    openCount: () => Promise.resolve(all.length),
    open: (limit) => Promise.resolve(all.slice(0, limit)),
    awaited: () => Promise.resolve(awaited),
    openOne: (key) => Promise.resolve(all.find((one) => one.key === key) ?? null),
  };
  return store as QuestionStore;
}

test('what somebody waits for is found, however many are asked more often', async () => {
  const awaited = numbers(300, 450).map((index) => keyOf(index, 1));
  const groups = await findGroups({ store: storeOf(awaited) });
  expect(groups).toHaveLength(450);
  expect(groups.at(-1)).toMatchObject({ key: 'k449', keys: ['k449'], count: 1 });
});

test('of those that nobody waits for, the one that is pressed is found, once', async () => {
  const rare = numbers(300, 310).map((index) => keyOf(index, 1));
  const store = storeOf([], rare);
  expect(await findGroups({ store })).toHaveLength(300);
  expect((await findGroups({ store }, 'k305')).filter(({ key }) => key === 'k305')).toHaveLength(1);
  expect(await findGroups({ store }, 'k7')).toHaveLength(300);
  expect(await findGroups({ store }, 'gone')).toHaveLength(300);
});

test('a rare question is one group with the frequent one that it is alike', async () => {
  const alike = { ...keyOf(0, 1), key: 'alike' };
  const groups = await findGroups({ store: storeOf([alike]) });
  expect(groups).toHaveLength(300);
  expect(groups[0]).toMatchObject({ key: 'k0', keys: ['k0', 'alike'], count: 10 });
});

test.each([
  [10, '未回答の質問：310種類', 'うち10種類は'],
  [0, '未回答の質問：300種類', null],
])('of %i beyond the list, the list says how many there are in all', async (beyond, title, unlisted) => {
  const rare = numbers(300, 300 + beyond).map((index) => keyOf(index, 1));
  const list = await findList({ store: storeOf([], rare) });
  expect([list.groups.length, list.unlisted]).toEqual([300, beyond]);
  const card = JSON.stringify(createQuestionCards(kit).list(list, 0, { data: DATA, lang: 'ja' }));
  expect(card).toContain(title);
  expect(/うち\d+種類は/.exec(card)?.[0] ?? null).toBe(unlisted);
});

test('what others wait for is listed, and is not counted twice', async () => {
  const awaited = numbers(300, 450).map((index) => keyOf(index, 1));
  expect(await findList({ store: storeOf(awaited) })).toMatchObject({ unlisted: 0 });
});
