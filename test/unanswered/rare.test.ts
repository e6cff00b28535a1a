import { expect, test } from '@jest/globals';
import { findGroups, findList, findPage } from '../../src/unanswered/chat/answering.ts';
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
    openUnawaited: (from, limit) =>
      Promise.resolve(all.filter((one) => !awaited.includes(one)).slice(from, from + limit)),
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

test('what is too rare to be grouped is counted for reports', async () => {
  const rare = numbers(300, 310).map((index) => keyOf(index, 1));
  const list = await findList({ store: storeOf([], rare) });
  expect([list.groups.length, list.unlisted]).toEqual([300, 10]);
});

test('every key stands on one page, waited for or not, also beyond the most frequent ones', async () => {
  const awaited = numbers(300, 304).map((index) => keyOf(index, 1));
  const store = storeOf(
    awaited,
    numbers(304, 325).map((index) => keyOf(index, 1)),
  );
  const pages = await Promise.all(numbers(0, 41).map((page) => findPage({ store }, page)));
  expect(pages.map(({ items }) => items.length)).toEqual([...Array<number>(40).fill(8), 5]);
  expect(new Set(pages.flatMap(({ items }) => items.map(({ key }) => key))).size).toBe(325);
  expect(pages[39]).toMatchObject({ page: 39, last: 40, count: 325 });
  expect(pages[40]!.items.at(-1)).toMatchObject({ key: 'k324', keys: ['k324'] });
  // A card that is older than what has been answered since.
  expect(await findPage({ store }, 500)).toEqual(pages[40]);
  const card = JSON.stringify(createQuestionCards(kit).list(pages[40]!, { data: DATA, lang: 'ja' }));
  expect(card).toContain('未回答の質問：325種類');
  expect(card).toContain('"do":"unanswered.list","page":39');
});

test('what others wait for is listed, and is not counted twice', async () => {
  const awaited = numbers(300, 450).map((index) => keyOf(index, 1));
  expect(await findList({ store: storeOf(awaited) })).toMatchObject({ unlisted: 0 });
});
