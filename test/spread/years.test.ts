import path from 'node:path';
import { expect, test } from '@jest/globals';
import { digestOfFiles } from '../../src/dataset/digest.ts';
import { datasetOf, readDatasetFiles } from '../../src/dataset/load/dataset.ts';
import { packed } from '../../src/dataset/load/packed-files.ts';
import type { Initiative, InitiativesFile } from '../../src/dataset/schema.ts';
import { editionOf } from '../../src/editions/edition.ts';
import {
  ANN,
  answeredMessage,
  judges,
  opens,
  presses,
  pressesData,
  rowOf,
  says,
  storage,
  useSpread,
} from './office.ts';
import { DATA } from '../question/support/real.ts';

useSpread();

const FILES = readDatasetFiles(path.resolve(import.meta.dirname, '../../data'));
const kept = rowOf('緑区役所', '1 on 1');
const added = rowOf('会計課', '1 on 1');
const GONE: Initiative = {
  ...rowOf('消防局', ''),
  id: 'i-gone-0001',
  name: '朝の体操の実施',
  summary: '毎朝、庁舎前で体操を行う。',
  remarks: '',
};

/** Puts a document of a year into the store; the last that is put in answers. */
async function publishes(title: string, change: (rows: Initiative[]) => Initiative[], date = '2025-06') {
  const file = JSON.parse(FILES.get('initiatives.json')!) as InitiativesFile;
  const changed: InitiativesFile = {
    source: { ...file.source, title, date, dateText: date },
    initiatives: change(file.initiatives),
  };
  const files = new Map([
    ['departments.json', FILES.get('departments.json')!],
    ['initiatives.json', JSON.stringify(changed)],
  ]);
  const edition = editionOf(digestOfFiles(files), datasetOf(files).source, { madeBy: 'cli', madeAt: 1 });
  const entry = { at: 1, actor: 'cli', action: 'edition.add', subject: edition.id, detail: {} };
  await storage.editions.add(edition, await packed(files), entry);
  const before = (await storage.editions.active())?.id ?? null;
  await storage.editions.activate(edition.id, before, { ...entry, action: 'edition.activate' });
}

/** Last year's had one row more, one less, and one at another time. */
const lastYears = () =>
  publishes('令和7年度の取組', (rows) => [
    GONE,
    ...rows
      .filter(({ id }) => id !== added.id)
      .map((row) => (row.id === kept.id ? { ...row, schedule: { ...row.schedule, text: 'R7.6～' } } : row)),
  ]);
const thisYears = () => publishes('令和8年度の取組', (rows) => rows, '2026-06');

test('with one document a year is the rows’ own time, as ever', async () => {
  const alone = await says(ANN, '令和7年度の研修');
  const changes = await says(ANN, 'なくなったもの');
  await thisYears();
  expect((await says(ANN, '令和7年度の研修')).json).toBe(alone.json);
  expect((await says(ANN, 'なくなったもの')).json).toBe(changes.json);
  expect(alone.json).not.toContain('の資料では');
  expect((await opens(ANN, kept.id)).json).not.toContain('これまで');
});

test('last year’s document answers by its year, says so, and is gone through and refined', async () => {
  await lastYears();
  await thisYears();
  const all = await says(ANN, '昨年度は何をやっていた？');
  expect(all.json).toContain(`2025年度の資料では：掲載されている取組は${DATA.initiatives.length}件`);
  // As of when it is: the document and its month.
  expect(all.json).toContain('令和7年度の取組');
  expect(all.json).not.toContain('令和8年度の取組');
  expect(all.json).toContain('朝の体操の実施');
  const next = await presses(ANN, all, '残り');
  expect(next.json).toContain('2025年度の資料では');
  const fire = await says(ANN, 'その中で消防局は？');
  expect(fire.json).toContain('2025年度の資料では');
  expect(fire.json).toContain('朝の体操の実施');
  expect((await says(ANN, '令和7年度の体操は？')).json).toContain('朝の体操の実施');
  // A question by itself is asked of the newest.
  expect((await says(ANN, '消防局の取組は？')).json).not.toContain('朝の体操の実施');
  expect((await says(ANN, 'exercise at the Fire Department in fiscal 2025', 'en-US')).json).toContain(
    'In the fiscal 2025 document',
  );
});

test('what goes on, is new and is gone is told by comparing', async () => {
  await lastYears();
  await thisYears();
  const carried = await says(ANN, '昨年度から続いている1on1は？');
  expect(carried.json).toContain('2025年度の資料から続いている');
  expect(carried.json).toContain('緑区役所');
  expect(carried.json).not.toContain('"会計課');
  const fresh = await says(ANN, '新しく始まったもの');
  expect(fresh.json).toContain('新しく載った');
  expect(fresh.json).toContain('会計課');
  const gone = await says(ANN, 'なくなったもの');
  expect(gone.json).toContain('2025年度の資料にあり、今の資料にない取組は1件です');
  const opened = await pressesData(ANN, gone.id, { v: 1, do: 'initiative', id: GONE.id, lang: 'ja' });
  expect(opened.json).toContain('2025年度の資料にあった取組です');
  expect((await says(ANN, '緑区役所でなくなったもの')).json).toContain('ありません');
});

test('a year without a document says which there are; an opened row tells its past', async () => {
  await lastYears();
  await thisYears();
  const missing = await says(ANN, '令和5年度の研修');
  expect(missing.json).toContain('2023年度の資料はありません');
  expect(missing.json).toContain('2026年度、2025年度');
  // Years to come are the rows' own time.
  expect((await says(ANN, '令和9年度の研修')).json).not.toContain('資料はありません');
  const row = await opens(ANN, kept.id);
  for (const words of ['これまで', '2025年度：実施時期「R7.6～」']) expect(row.json).toContain(words);
  expect((await opens(ANN, added.id)).json).toContain('2025年度：掲載なし');
  expect((await opens(ANN, 'i-nowhere-1')).json).toContain('今の資料には載っていません');
});

test('last year’s answer is judged like any other, and is no question without an answer', async () => {
  await lastYears();
  await thisYears();
  await says(ANN, '1on1をやっている部署は？');
  expect((await says(ANN, '昨年度の研修は？')).json).toContain('2025年度の資料では');
  const message = answeredMessage(ANN);
  expect(message.activity).toMatchObject({ channelData: { feedbackLoop: { type: 'default' } } });
  await judges(ANN, message.id, 'dislike', '');
  expect((await says(ANN, '違う')).json).toContain('どの答えのことか');
  expect(await storage.questions.open(9)).toMatchObject([{ count: 1, label: '研修 · 2025年度' }]);
  // What it does not have need not be added to the newest; nor a year without a document.
  await says(ANN, '昨年度の社員食堂のカレーは？');
  await says(ANN, '令和5年度の研修');
  expect(await storage.questions.open(9)).toHaveLength(1);
  expect((await says(ANN, '違う')).json).toContain('違う答えとして記録');
  expect(await storage.questions.open(9)).toHaveLength(2);
});
