import { expect, test } from '@jest/globals';
import {
  ANN,
  BOB,
  cards,
  HR,
  lastCard,
  opens,
  operation,
  pass,
  presses,
  pressesData,
  rowOf,
  says,
  storage,
  until,
  useSpread,
} from './office.ts';

useSpread();

const at = 1_800_000_000_000;
const entry = { at, actor: 'cli', action: 'restored', subject: 'store', detail: {} };
const row = rowOf('緑区役所', '1 on 1');

/** Ann's department tries something; three months pass without a step, and the store is an older state of itself. */
async function restoredAfterMonths(): Promise<void> {
  await says(HR, '研修');
  const form = await presses(ANN, await opens(ANN, row.id), 'うちでもやりたい');
  await presses(ANN, form, '登録する', { department: '中央区役所', why: '' });
  await storage.restore.mark({ at, asOf: at - 1, cause: 'marked' }, entry);
  pass(92 * 86_400_000);
}

const asked = () => cards(HR).filter(({ json }) => json.includes('送信を止めています'));

test('HR is asked once, decides by a press, and what had become due goes to nobody', async () => {
  await restoredAfterMonths();
  await until(() => asked().length === 1);
  await until(async () => (await storage.restore.waiting()).length > 0);
  const before = cards(ANN).length;
  const card = await says(HR, '復元');
  expect(card.json).toContain('個人への連絡');
  const data = { v: 1, lang: 'ja', do: 'restore.send', at };
  expect((await pressesData(BOB, 'x', data)).json).toContain('人事担当だけ');
  expect((await pressesData(HR, 'y', { ...data, at: at - 1 })).json).toContain('送信を止めています');
  expect((await presses(HR, card, '送らない')).json).toContain('いま数えています');
  expect((await storage.restore.waiting()).length).toBeGreaterThan(0);
  pass(2 * 60_000);
  await until(async () => (await storage.restore.restored())?.isPlanned === true);
  const counted = await says(HR, '復元');
  expect(counted.json).not.toContain('いま数えています');
  expect((await presses(HR, counted, '送らない')).json).toContain('「到達不明」にしました');
  expect((await says(HR, '復元')).json).toContain('判断を待っているものはありません');
  await says(BOB, '研修');
  expect(cards(ANN)).toHaveLength(before);
  // Once unasked, and as the cards that were asked for.
  expect(asked().filter(({ id }) => id !== 'y')).toHaveLength(2);
  // What it is headed by holds once it has been decided.
  expect(cards(HR).filter(({ json }) => json.includes('送信を再開します'))).toHaveLength(1);
  const trail = await storage.broadcasts.auditRows({ limit: 99 });
  expect(trail.find(({ action }) => action === 'restored.drop')).toMatchObject({ actor: HR });
});

test('HR decides to send, and what had become due goes out', async () => {
  await restoredAfterMonths();
  await until(() => asked().length === 1);
  await until(async () => (await storage.restore.waiting()).length > 0);
  const before = cards(ANN).length;
  await presses(HR, await says(HR, '復元の判断'), 'すべて送る');
  await until(() => cards(ANN).length > before);
});

test('HR is told in one word of several pauses of the sending', async () => {
  await says(HR, '研修');
  for (let times = 0; times < 3; times += 1) {
    operation.braked('http401');
    expect(await operation.degradable!['sending']!()).toBe(false);
    operation.braked(null);
  }
  await until(() => lastCard(HR).json.includes('送信を一時停止していました'));
  expect(lastCard(HR).json).toContain('HTTP 401');
  expect(cards(HR).filter(({ json }) => json.includes('一時停止して'))).toHaveLength(1);
});
