import { expect, test } from '@jest/globals';
import { ANN, HR, knowledgeOf, opens, presses, rowOf, says, storage, useSpread } from './office.ts';

useSpread();

test('the report says what the questions answer: coverage, what is open, and what has spread', async () => {
  const row = rowOf('緑区役所', '1 on 1');
  const form = await presses(ANN, await opens(ANN, row.id), 'うちでもやりたい');
  const begun = await presses(ANN, form, '登録する', { department: '中央区役所', why: '' });
  await presses(ANN, begun, '試行する');
  await says(ANN, '社員食堂のカレーは何円？');
  const report = (await says(HR, '月次報告')).json;

  const list = (await says(HR, '未回答')).json;
  expect(/未回答の質問：(\d+)種類/.exec(list)?.[1]).toBe('1');
  expect(report).toContain('まだ回答のない質問1種類');
  const [open] = await storage.questions.open(9);
  for (const json of [report, list]) expect(json).toContain(open!.label);

  expect((await says(ANN, '一番広がっている取組は？')).json).toContain('1部署：中央区役所');
  expect(report).toContain(`緑区役所 → 中央区役所「${row.name}」試行`);

  const themes = [...report.matchAll(/([^"\\：\s（）]+)[：（ \u3000]+18部署中(\d+)/g)];
  expect(themes).toHaveLength(5);
  for (const [, theme, count] of themes)
    expect([theme, Number(count)]).toEqual([
      theme,
      new Set(knowledgeOf(theme!).map(({ department }) => department)).size,
    ]);
});
