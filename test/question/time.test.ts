import { describe, expect, test } from '@jest/globals';
import { readTime } from '../../src/question/time.ts';

const JUNE = '2026-06-15';
const FEBRUARY = '2027-02-03';
const APRIL = '2026-04-01';
const DECEMBER = '2026-12-31';

/** Periods as `from…to`, several parted by `, `. */
const periodsOf = (text: string, today: string): string => {
  const { facet } = readTime(text.normalize('NFKC'), today);
  if (facet === null) return 'none';
  return `${facet.relation} ${facet.periods.map(({ from, to }) => `${from ?? ''}…${to ?? ''}`).join(', ')}`.trim();
};

describe('what a question says of time', () => {
  test.each([
    // A bare month is the one in the fiscal year of today.
    ['7月に始まる取組は？', JUNE, 'starts 2026-07…2026-07'],
    ['７月スタートの取組', JUNE, 'starts 2026-07…2026-07'],
    ['七月に始まるもの', JUNE, 'starts 2026-07…2026-07'],
    ['3月に始まる取組', JUNE, 'starts 2027-03…2027-03'],
    ['4月に始まった取組', JUNE, 'starts 2026-04…2026-04'],
    ['4月に始まった取組', FEBRUARY, 'starts 2026-04…2026-04'],
    ['3月に始まる取組', FEBRUARY, 'starts 2027-03…2027-03'],
    ['12月開始', APRIL, 'starts 2026-12…2026-12'],
    // Relative months.
    ['今月始まる取組', JUNE, 'starts 2026-06…2026-06'],
    ['来月から始まるのは', JUNE, 'starts 2026-07…2026-07'],
    ['来月始まる', DECEMBER, 'starts 2027-01…2027-01'],
    ['再来月に始まる', JUNE, 'starts 2026-08…2026-08'],
    ['再来月に始まる', DECEMBER, 'starts 2027-02…2027-02'],
    ['先月始まったもの', JUNE, 'starts 2026-05…2026-05'],
    ['先月始まったもの', APRIL, 'starts 2026-03…2026-03'],
    // Years and eras.
    ['令和9年4月に始まる', JUNE, 'starts 2027-04…2027-04'],
    ['R9.4に始まる', JUNE, 'starts 2027-04…2027-04'],
    ['Ｒ８．７開始', JUNE, 'starts 2026-07…2026-07'],
    ['2027年4月に始まる', JUNE, 'starts 2027-04…2027-04'],
    ['2026/10に始まる', JUNE, 'starts 2026-10…2026-10'],
    ['平成31年4月に始まった', JUNE, 'starts 2019-04…2019-04'],
    ['令和元年5月に始まった', JUNE, 'starts 2019-05…2019-05'],
    ['来年の4月に始まる', JUNE, 'starts 2027-04…2027-04'],
    ['来年1月に始まる', DECEMBER, 'starts 2027-01…2027-01'],
    ['去年の9月に始まった', JUNE, 'starts 2025-09…2025-09'],
    ['今年の6月に始まる', FEBRUARY, 'starts 2027-06…2027-06'],
    ['来年度の5月に始まる', JUNE, 'starts 2027-05…2027-05'],
    // Fiscal years, halves, quarters.
    ['今年度に始まる', JUNE, 'starts 2026-04…2027-03'],
    ['今年度に始まる', FEBRUARY, 'starts 2026-04…2027-03'],
    ['来年度に始まる', JUNE, 'starts 2027-04…2028-03'],
    ['来年度に始まる', FEBRUARY, 'starts 2027-04…2028-03'],
    ['昨年度に始まった', APRIL, 'starts 2025-04…2026-03'],
    ['令和9年度に始まる', JUNE, 'starts 2027-04…2028-03'],
    ['R9年度に始まる', JUNE, 'starts 2027-04…2028-03'],
    ['2027年度に始まる', JUNE, 'starts 2027-04…2028-03'],
    ['来年に始まる', JUNE, 'starts 2027-01…2027-12'],
    ['上半期に始まる', JUNE, 'starts 2026-04…2026-09'],
    ['下半期に始まる', JUNE, 'starts 2026-10…2027-03'],
    ['下期に始まる', FEBRUARY, 'starts 2026-10…2027-03'],
    ['来年度上半期に始まる', JUNE, 'starts 2027-04…2027-09'],
    ['第2四半期に始まる', JUNE, 'starts 2026-07…2026-09'],
    ['第4四半期に始まる', JUNE, 'starts 2027-01…2027-03'],
    ['来年度の第1四半期に始まる', JUNE, 'starts 2027-04…2027-06'],
    ['今四半期に始まる', FEBRUARY, 'starts 2027-01…2027-03'],
    ['年度末に始まる', JUNE, 'starts 2027-03…2027-03'],
    // Seasons, and what counts from today.
    ['夏に始まる', JUNE, 'starts 2026-06…2026-08'],
    ['秋から始まる', JUNE, 'starts 2026-09…2026-11'],
    ['冬に始まる', FEBRUARY, 'starts 2026-12…2027-02'],
    ['年内に始まる', JUNE, 'starts 2026-06…2026-12'],
    ['年度内に始まる', JUNE, 'starts 2026-06…2027-03'],
    ['年明けに始まる', DECEMBER, 'starts 2027-01…2027-03'],
    ['3か月以内に始まる', JUNE, 'starts 2026-06…2026-09'],
    // Ranges and bounds.
    ['6月から8月に始まる', JUNE, 'starts 2026-06…2026-08'],
    ['6～8月に始まる', JUNE, 'starts 2026-06…2026-08'],
    ['11月から2月までに始まる', JUNE, 'starts 2026-11…2027-02'],
    ['9月以降に始まる', JUNE, 'starts 2026-09…'],
    ['9月より前に始まる', JUNE, 'starts …2026-08'],
    ['9月までに始まる', JUNE, 'starts …2026-09'],
    ['7月か10月に始まる', JUNE, 'starts 2026-07…2026-07, 2026-10…2026-10'],
    ['令和8年9月以降に始まる', FEBRUARY, 'starts 2026-09…'],
    // Running, ended, still to come.
    ['8月に動いている取組', JUNE, 'runs 2026-08…2026-08'],
    ['いま動いている取組', JUNE, 'runs 2026-06…2026-06'],
    ['現在実施中の取組', FEBRUARY, 'runs 2027-02…2027-02'],
    ['もう終わった取組', JUNE, 'ended …2026-05'],
    ['まだ始まっていない取組', JUNE, 'notStarted 2026-07…'],
    // Nothing said: in.
    ['7月の取組', JUNE, 'in 2026-07…2026-07'],
    ['来月の取組', JUNE, 'in 2026-07…2026-07'],
  ])('%s (%s): %s', (text, today, expected) => {
    expect(periodsOf(text, today)).toBe(expected);
  });

  test.each([
    ['Which initiatives start in July?', JUNE, 'starts 2026-07…2026-07'],
    ['starting next month', JUNE, 'starts 2026-07…2026-07'],
    ['what started last month', APRIL, 'starts 2026-03…2026-03'],
    ['What begins after August?', JUNE, 'starts 2026-09…'],
    ['starts before August', JUNE, 'starts …2026-07'],
    ['starts by August', JUNE, 'starts …2026-08'],
    ['starting from June to August', JUNE, 'starts 2026-06…2026-08'],
    ['starts between June and August', JUNE, 'starts 2026-06…2026-08'],
    ['starts in March 2027', JUNE, 'starts 2027-03…2027-03'],
    ['starts in Sept. 2026', JUNE, 'starts 2026-09…2026-09'],
    ['starts in May', FEBRUARY, 'starts 2026-05…2026-05'],
    ['launching in Q3', JUNE, 'starts 2026-10…2026-12'],
    ['launched in the second half', JUNE, 'starts 2026-10…2027-03'],
    ['beginning next fiscal year', JUNE, 'starts 2027-04…2028-03'],
    ['starting in fiscal 2027', JUNE, 'starts 2027-04…2028-03'],
    ['starting in FY2027', JUNE, 'starts 2027-04…2028-03'],
    ['starting in Reiwa 9', JUNE, 'starts 2027-04…2028-03'],
    ['starting in October or November', JUNE, 'starts 2026-10…2026-10, 2026-11…2026-11'],
    ['start in September or later', JUNE, 'starts 2026-09…'],
    ['which are running in October', JUNE, 'runs 2026-10…2026-10'],
    ['currently ongoing', FEBRUARY, 'runs 2027-02…2027-02'],
    ['have finished', JUNE, 'ended …2026-05'],
    ['have not started yet', JUNE, 'notStarted 2026-07…'],
  ])('%s (%s): %s', (text, today, expected) => {
    expect(periodsOf(text, today)).toBe(expected);
  });

  test.each([
    ['らいげつ はじまる', JUNE, 'starts 2026-07…2026-07'],
    ['こんげつ はじまる', FEBRUARY, 'starts 2027-02…2027-02'],
    ['しちがつに はじまる', JUNE, 'starts 2026-07…2026-07'],
    ['くがつに すたーと', JUNE, 'starts 2026-09…2026-09'],
    ['じゅうにがつに はじまる', JUNE, 'starts 2026-12…2026-12'],
    ['らいねんどに はじまる', JUNE, 'starts 2027-04…2028-03'],
    ['しもはんきに はじまる', JUNE, 'starts 2026-10…2027-03'],
  ])('kana: %s (%s): %s', (text, today, expected) => {
    expect(periodsOf(text, today)).toBe(expected);
  });

  test.each([
    '1on1やってる部署',
    '5S活動',
    '3課の情報共有',
    '13月号の広報',
    '2か月間の研修',
    'may I ask about training',
    '夏目漱石',
    '',
  ])('%s names no period', (text) => {
    expect(periodsOf(text, JUNE)).toBe('none');
  });

  test.each([
    ['毎月やっている取組', ['monthly']],
    ['月に1回ある会議', ['monthly']],
    ['毎年ある研修', ['yearly']],
    ['毎週の朝礼', ['weekly']],
    ['年2回の面談', ['halfYearly']],
    ['随時の取組', ['anytime']],
    ['定期的な会議', ['recurring']],
    ['時期未定の取組', ['unstated']],
    ['実施時期が書かれていない取組', ['unstated']],
    ['月が決まっていない取組', ['monthUnstated']],
    ['held every month', ['monthly']],
    ['annual events', ['yearly']],
    ['at any time', ['anytime']],
    ['no date given', ['unstated']],
    ['7月に始まる取組', []],
  ])('%s: %j', (text, kinds) => {
    expect(readTime(text, JUNE).scheduleKinds).toEqual(kinds);
  });

  test.each([
    ['検討中の取組', ['considering']],
    ['予定の取組', ['planned']],
    ['under consideration', ['considering']],
    ['planned initiatives', ['planned']],
    ['予定表の共有', []],
    ['研修', []],
  ])('how far it has come, %s: %j', (text, stages) => {
    expect(readTime(text, JUNE).stages).toEqual(stages);
  });

  test('takes what it has read out of the text, and nothing else', () => {
    expect(readTime('研修で7月に', JUNE).rest.replaceAll('\ue000', '□')).toBe('研修で□□に');
    expect(readTime('研修', JUNE).rest).toBe('研修');
  });
});
