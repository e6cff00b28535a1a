import { expect, test } from '@jest/globals';
import { findGroups } from '../../src/unanswered/chat/answering.ts';
import type { QuestionKey } from '../../src/unanswered/decide/groups.ts';
import type { QuestionStore } from '../../src/unanswered/ports.ts';

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
