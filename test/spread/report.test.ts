import { expect, test } from '@jest/globals';
import {
  ANN,
  BOB,
  cards,
  confirm,
  HR,
  opens,
  passTo,
  presses,
  pressesData,
  rowOf,
  says,
  storage,
  until,
  useSpread,
} from './office.ts';

useSpread();

const row = rowOf('緑区役所', '1 on 1');

/** Somebody's department tries a row, another one is interested, a question finds nothing. */
async function aMonth(): Promise<void> {
  for (const [person, department] of [
    [ANN, '中央区役所'],
    [BOB, '会計課'],
  ] as const) {
    const form = await presses(person, await opens(person, row.id), 'うちでもやりたい');
    const begun = await presses(person, form, '登録する', { department, why: '' });
    if (person === ANN) await presses(person, begun, '試行する');
  }
  await says(ANN, '研修をやっている部署は？');
  await says(BOB, '研修は？');
  await says(BOB, '社員食堂のカレーは何円？');
}

test('is shown to HR at any time, and to nobody else', async () => {
  await aMonth();
  // Also of what was asked a moment ago.
  const first = await says(HR, '月次報告');
  expect(first.json).toContain('研修：2');
  expect(first.json).not.toContain('内容の確認');
  const counts = {
    rows: 49,
    open: 31,
    overdue: 4,
    departments: [{ department: '緑区役所', open: 6, rows: 9 }],
  };
  confirm(counts);
  const report = await says(HR, '月次報告');
  for (const words of [
    '研修：2',
    '関心2、試行1、導入0',
    '緑区役所 → 中央区役所',
    '見つからなかった質問1件',
    '社員食堂',
    '49件のうち31件が未確認',
    '確認されていない取組4件',
    '緑区役所：9件のうち6件',
  ])
    expect(report.json).toContain(words);
  expect((await says(ANN, '月次報告')).json).toContain('人事担当だけ');
  const month = { v: 1, lang: 'ja', do: 'report.month', month: thisMonth() };
  expect((await pressesData(ANN, 'x', month)).json).toContain('人事担当だけ');
  expect((await pressesData(HR, 'y', month)).json).toContain('関心2、試行1');
  expect((await says(HR, '先月の月次報告')).json).toContain('関心0、試行0');
  // What has been taken back was none, and does not stand in the list.
  const [trying] = (await storage.adoptions.all()).filter(({ state }) => state === 'trying');
  const moved = { v: 1, lang: 'ja', do: 'adoption.move', adoption: trying!.id, version: trying!.version };
  await pressesData(HR, 'm', { ...moved, to: 'adopted', note: '' });
  expect((await says(HR, '月次報告')).json).toContain('試行1、導入1');
  const back = {
    v: 1,
    lang: 'ja',
    do: 'adoption.takeBack',
    adoption: trying!.id,
    version: trying!.version + 1,
  };
  await pressesData(HR, 'b', back);
  expect((await says(HR, '月次報告')).json).toMatch(/試行1、導入0.*「1 on 1[^」]*」試行/);
  expect((await presses(HR, report, '20')).json).toContain('関心0、試行0');
});

test('comes to HR once, on the first business day after it', async () => {
  await says(HR, '研修');
  await aMonth();
  await until(async () => ((await storage.reports.themes(thisMonth())).get('') ?? 0) >= 4);
  const [year, month] = thisMonth().split('-').map(Number) as [number, number];
  // The 6th, or later: whatever the month, its first business day has come, and a week has not passed.
  passTo(Date.UTC(year, month, 6, 3));
  const sent = () => cards(HR).filter(({ json }) => json.includes('の月次報告'));
  await until(() => sent().length === 1);
  expect(sent()[0]!.json).toContain('関心2、試行1');
  await says(HR, '研修');
  expect(sent()).toHaveLength(1);
});

function thisMonth(): string {
  return new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7);
}
