import { expect, test } from '@jest/globals';
import { ANN, answeredMessage, HR, judges, pressesData, says, storage, useSpread } from './office.ts';

useSpread({ keeps: false });

const QUESTION = '社員食堂のカレーは何円？';
const open = () => storage.questions.open(99);

test('with KEEP_QUESTIONS=none nothing is kept', async () => {
  await says(ANN, QUESTION);
  await says(ANN, '1on1をやっている部署は？');
  await judges(ANN, answeredMessage(ANN).id, 'like', '');
  expect((await says(ANN, '違う')).json).toContain('記録しない設定');
  expect((await says(HR, '未回答')).json).toContain('記録しない設定');
  expect(
    (await pressesData(ANN, 'x', { v: 1, lang: 'ja', do: 'unanswered.tell', question: QUESTION })).json,
  ).toContain('記録しない設定');
  expect(await open()).toEqual([]);
  expect(await storage.questions.answered('', 9)).toEqual([]);
  expect(await storage.reports.unanswered(0, Number.MAX_SAFE_INTEGER)).toMatchObject({ liked: 0 });
});
