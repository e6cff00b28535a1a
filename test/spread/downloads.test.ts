import { describe, expect, test } from '@jest/globals';
import { unzipOffice } from '../../src/dataset/office/forms/zip.ts';
import { readXlsx } from '../../src/dataset/office/forms/xlsx.ts';
import {
  ANN,
  EVE,
  HR,
  lastCard,
  opens,
  presses,
  pressesData,
  rowOf,
  says,
  storage,
  takes,
  takesForged,
  useSpread,
} from './office.ts';
import { DATA } from '../question/support/real.ts';

useSpread();

const row = rowOf('緑区役所', '1 on 1');

/** The cells of each sheet, as text. */
const sheetsOf = (bytes: Buffer): readonly (readonly (readonly string[])[])[] =>
  readXlsx(unzipOffice(bytes)).map(({ lines }) => lines.map(({ cells }) => cells.map(({ text }) => text)));

const exports = async () =>
  (await storage.broadcasts.auditRows({ limit: 99 })).filter(({ action }) => action.startsWith('export'));

describe('the overview as a workbook', () => {
  test('has every department and every theme, with what the card says of each', async () => {
    const form = await presses(ANN, await opens(ANN, row.id), 'うちでもやりたい');
    await presses(ANN, form, '登録する', { department: '中央区役所', why: '' });
    await presses(ANN, await says(ANN, '部署ごとの一覧表'), 'Excelで取り出す');
    const [whole, themes] = sheetsOf((await takes(ANN))!) as [string[][], string[][]];
    expect(whole.slice(1).map(([name]) => name)).toEqual(DATA.departments.map(({ name }) => name));
    const at = (name: string, theme: string) =>
      whole.find(([first]) => first === name)![whole[0]!.findIndex((label) => label.includes(theme))];
    expect(at('緑区役所', '対話')).toBe('実施');
    expect(at('中央区役所', '対話')).toBe('取り入れ中');
    for (const line of themes.slice(1)) {
      const counts = line.slice(1, 5).map(Number);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(DATA.departments.length);
    }
    expect(await exports()).toMatchObject([
      { actor: ANN, action: 'export', detail: { what: 'matrix', to: 'contoso-my.sharepoint.com' } },
    ]);
  });

  test('is handed over twenty times in ten minutes: no consent, sent again and again, floods the trail', async () => {
    for (let n = 0; n < 25; n += 1) {
      await presses(EVE, await says(EVE, '一覧表'), 'Excelで取り出す');
      await takes(EVE);
    }
    expect(await exports()).toHaveLength(20);
    expect(lastCard(EVE).json).toContain('保存できませんでした');
  });

  test('is not handed over when it is declined', async () => {
    await presses(ANN, await says(ANN, '一覧表'), 'Excelで取り出す');
    expect(await takes(ANN, 'no')).toBeNull();
    expect(lastCard(ANN).json).toContain('キャンセルしました');
    expect(await exports()).toEqual([]);
  });
});

describe("the month's report as a workbook", () => {
  test('has the numbers of the card', async () => {
    const form = await presses(ANN, await opens(ANN, row.id), 'うちでもやりたい');
    const begun = await presses(ANN, form, '登録する', { department: '中央区役所', why: '' });
    await presses(ANN, begun, '試行する');
    await presses(HR, await says(HR, '月次報告'), 'Excelで取り出す');
    const [figures, , , taken] = sheetsOf((await takes(HR))!) as string[][][];
    expect(Object.fromEntries(figures!)).toMatchObject({ 関心: '1', 試行: '1', 導入: '0' });
    expect(taken![1]).toEqual(['緑区役所', '中央区役所', row.name, '試行']);
  });

  test('is for HR alone, whoever forges a press or the answer to an offer', async () => {
    const month = '2026-11';
    await pressesData(EVE, 'x', { v: 1, lang: 'ja', do: 'report.file', month });
    expect(lastCard(EVE).json).toContain('人事担当だけ');
    await takesForged(EVE, { v: 1, lang: 'ja', file: 'report', subject: month });
    expect(lastCard(EVE).json).toContain('お渡しできません');
    for (const context of [
      { v: 1, lang: 'ja', file: 'report', subject: '../../etc' },
      { v: 1, lang: 'ja', file: 'constructor', subject: '' },
      { v: 2, lang: 'ja', file: 'report', subject: month },
      { v: 1, lang: 'xx', file: 'matrix', subject: 7 },
      null,
    ])
      await takesForged(HR, context);
    expect(await exports()).toEqual([]);
  });

  test('says so when it cannot be put there', async () => {
    await presses(HR, await says(HR, '月次報告'), 'Excelで取り出す');
    await takes(HR, 'full');
    expect(lastCard(HR).json).toContain('保存できませんでした');
    expect((await exports()).map(({ action }) => action).toSorted()).toEqual(['export', 'exportFailed']);
  });
});
