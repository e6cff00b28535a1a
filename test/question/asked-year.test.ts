import { describe, expect, test } from '@jest/globals';
import { inEdition, readEdition } from '../../src/question/asked-year.ts';
import { labelledQuestions } from './support/labelled.ts';

const TODAY = '2026-11-28';
const read = (text: string) => {
  const reading = readEdition(text, TODAY);
  if (reading === null) return null;
  const { kind, year, rest } = reading;
  return [kind === 'of' ? kind : reading.relation, year ?? '-', rest].join(' ');
};

describe('the document of another year', () => {
  test.each([
    ['昨年度は何をやっていた？', 'of 2025 すべて'],
    ['昨年度の取組', 'of 2025 すべて'],
    ['令和7年度の研修', 'of 2025 研修'],
    ['R7年度の研修は？', 'of 2025 研修は?'],
    ['２０２５年度の緑区役所の取組', 'of 2025 緑区役所の取組'],
    ['一昨年度の取組は？', 'of 2024 すべて'],
    ['平成31年度の研修', 'of 2019 研修'],
    ['昨年度、緑区役所では何をやっていた？', 'of 2025 緑区役所では何をやっていた?'],
    ['昨年度に実施していた研修は？', 'of 2025 実施していた研修は?'],
    ['消防局の昨年度の取組', 'of 2025 消防局の 取組'],
    ['What did we do last fiscal year?', 'of 2025 list all of them'],
    ['training in fiscal 2025', 'of 2025 training'],
    ["last fiscal year's mentoring", 'of 2025 mentoring'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    '昨年度から始まった取組',
    '昨年度に始まった取組は？',
    '令和7年度に開始した研修',
    '昨年度までの取組',
    '昨年度末の取組',
    '昨年度以降の研修',
    '昨年度の実績は何パーセント？',
    '今年度の取組は？',
    '来年度の予定は？',
    '去年の研修',
    '令和6年度と令和7年度の違い',
    'その中で昨年度のものは？',
    'initiatives that started last fiscal year',
    'running since fiscal 2025',
    '研修は？',
  ])('%s is about the rows’ own time, or none', (text) => {
    expect(read(text)).toBeNull();
  });
});

describe('what has changed between documents', () => {
  test.each([
    ['昨年度から続いているもの', 'carried 2025 すべて'],
    ['昨年度から続いている研修は？', 'carried 2025 研修は?'],
    ['緑区役所で昨年度から続いている取組', 'carried 2025 緑区役所で 取組'],
    ['新しく始まったもの', 'added - すべて'],
    ['新しく始まった取組は？', 'added - すべて'],
    ['昨年度と比べて新しく加わったものは？', 'added 2025 すべて'],
    ['昨年度にはなかった取組', 'added 2025 すべて'],
    ['なくなったもの', 'gone - すべて'],
    ['なくなった取組を教えてください', 'gone - すべて'],
    ['昨年度からなくなったものは？', 'gone 2025 すべて'],
    ['昨年度はあったのに今年度はない取組', 'gone 2025 すべて'],
    ['廃止された研修', 'gone - 研修'],
    ['What is new compared to last year?', 'added 2025 list all of them'],
    ['initiatives carried over from last fiscal year', 'carried 2025 list all of them'],
    ['Which initiatives have been dropped since last year?', 'gone 2025 list all of them'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    '今年度に新しく始まった取組を振り返りたい。全部',
    '8月に新しく始まったもの',
    '新しく始まる取組は？',
    '会議がなくなった部署',
    '残業がなくなったものは？',
    '申請できなくなったもの',
    '4月から続いているもの',
    '去年から続いてるもの',
    '新しく入った人への研修',
  ])('%s is none of it', (text) => {
    expect(read(text)).toBeNull();
  });
});

test('what is asked of a year reads back as it', () => {
  expect(read(inEdition('研修は？', 2025, 'ja'))).toBe('of 2025 研修は?');
  expect(read(inEdition('training at the Fire Bureau?', 2025, 'en'))).toBe(
    'of 2025 training at the Fire Bureau',
  );
});

test('of the labelled questions those that compare or name a year to come, and no other', () => {
  expect(labelledQuestions().filter((text) => read(text) !== null)).toEqual([
    'What is the Fire Department planning for fiscal 2027?',
    '去年度から続いてるのってどれですか',
    '昨年度から続いてるのはある？',
  ]);
});
