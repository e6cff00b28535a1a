import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { periodWords, whenWords, type Words } from '../../../src/cards/words/schedule-words.ts';
import { speaker, TextsFile } from '../../../src/cards/texts.ts';
import type { Schedule, Stage } from '../../../src/dataset/schema.ts';
import { scheduleOf as schedule } from '../../question/support/plain.ts';

function words(lang: 'ja' | 'en'): Words {
  const path = new URL(`../../../cards/texts.${lang}.json`, import.meta.url);
  return { lang, say: speaker(TextsFile.parse(JSON.parse(readFileSync(path, 'utf8'))), lang) };
}

const [JA, EN] = [words('ja'), words('en')];

const span = (start: string, end: string, monthStated = true): Partial<Schedule> => ({
  start,
  end,
  monthStated,
});

const CASES: readonly [Schedule, Stage, string, string][] = [
  [schedule('R8.5', 'month', span('2026-05', '2026-05')), null, '2026年5月', 'May 2026'],
  [
    schedule('R8.10予定', 'month', span('2026-10', '2026-10')),
    'planned',
    '2026年10月・予定',
    'October 2026 · planned',
  ],
  [schedule('R8.6～8', 'range', span('2026-06', '2026-08')), null, '2026年6月〜8月', 'June–August 2026'],
  [
    schedule('R9.12～R10.2', 'range', span('2027-12', '2028-02')),
    null,
    '2027年12月〜2028年2月',
    'December 2027 – February 2028',
  ],
  [
    schedule('R9上半期', 'range', span('2027-04', '2027-09', false)),
    null,
    '2027年度上半期',
    'the first half of fiscal 2027',
  ],
  [schedule('R9.3まで', 'range', { end: '2027-03' }), null, '2027年3月まで', 'Until March 2027'],
  [schedule('R9.3までに', 'within', { end: '2027-03' }), null, '2027年3月までに', 'By March 2027'],
  [
    schedule('R8.4、R8.10', 'range', { ...span('2026-04', '2026-10'), recurrenceMonths: [4, 10] }),
    null,
    '2026年4月と2026年10月',
    'April 2026 and October 2026',
  ],
  [
    schedule('年2回（6月・12月）', 'recurring', { recurrence: 'halfYearly', recurrenceMonths: [6, 12] }),
    null,
    '年2回（6月・12月）',
    'Every June and December',
  ],
  [schedule('R8.4～', 'from', { start: '2026-04' }), null, '2026年4月から', 'From April 2026'],
  [
    schedule('R8.7以降', 'from', { start: '2026-07' }),
    'planned',
    '2026年7月以降・予定',
    'From July 2026 · planned',
  ],
  [
    schedule('R8.6～', 'from', { start: '2026-06' }),
    'considering',
    '2026年6月から・検討中',
    'From June 2026 · under consideration',
  ],
  [
    schedule('R8年度から', 'from', { start: '2026-04', monthStated: false }),
    null,
    '2026年度から',
    'From fiscal 2026',
  ],
  [schedule('R8以降', 'from', { start: '2026-01', monthStated: false }), null, '2026年以降', 'From 2026'],
  [
    schedule('R9年度中に導入予定', 'within', span('2027-04', '2028-03', false)),
    'planned',
    '2027年度中・予定',
    'During fiscal 2027 · planned',
  ],
  [schedule('随時', 'anytime'), null, '随時', 'As needed'],
  [schedule('通年', 'anytime'), null, '通年', 'All year round'],
  [schedule('毎月', 'recurring', { recurrence: 'monthly' }), null, '毎月', 'Every month'],
  [schedule('毎週水曜', 'recurring', { recurrence: 'weekly' }), null, '毎週水曜', 'Every week (毎週水曜)'],
  [
    schedule('毎年5月', 'recurring', { recurrence: 'yearly', recurrenceMonths: [5] }),
    null,
    '毎年5月',
    'Every May',
  ],
  [
    schedule('毎年5月・11月', 'recurring', { recurrence: 'yearly', recurrenceMonths: [5, 11] }),
    null,
    '毎年5月・11月',
    'Every May and November',
  ],
  [
    schedule('R8.4～毎月', 'recurring', { recurrence: 'monthly', start: '2026-04' }),
    null,
    '毎月（2026年4月から）',
    'From April 2026 · Every month',
  ],
  [schedule('', 'unstated'), null, '時期の記載なし', 'No date given'],
  [schedule('未定', 'unstated'), null, '時期は未定', 'Date to be decided'],
  [schedule('準備が整い次第', 'unread'), null, '準備が整い次第', '準備が整い次第'],
];

describe('when', () => {
  test.each(CASES)('%j, %s', (written, stage, ja, en) => {
    expect([whenWords(written, stage, JA), whenWords(written, stage, EN)]).toEqual([ja, en]);
  });
});

describe('a period in a sentence', () => {
  test.each([
    ['2026-07', '2026-07', '2026年7月', 'in July 2026'],
    ['2026-07', null, '2026年7月以降', 'in July 2026 or later'],
    [null, '2026-05', '2026年5月まで', 'by May 2026'],
    ['2026-04', '2027-03', '2026年度', 'in fiscal 2026'],
    ['2026-10', '2027-03', '2026年度下半期', 'in the second half of fiscal 2026'],
    ['2026-01', '2026-12', '2026年', 'in 2026'],
    ['2026-07', '2026-09', '2026年7月〜9月', 'in July–September 2026'],
    [null, null, null, null],
  ])('%s to %s', (from, to, ja, en) => {
    expect([periodWords({ from, to }, JA), periodWords({ from, to }, EN)]).toEqual([ja, en]);
  });
});
