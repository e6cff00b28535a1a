import { describe, expect, test } from '@jest/globals';
import { cleanQuestion } from '../../../src/question/read/clean.ts';
import { readTime } from '../../../src/question/read/time/read-time.ts';

const JUNE = '2026-06-15';
const FEBRUARY = '2027-02-03';
const APRIL = '2026-04-01';
const DECEMBER = '2026-12-31';

/** Periods as `from…to`, several parted by `, `. */
const periodsOf = (text: string, today: string): string => {
  const { time } = readTime(cleanQuestion(text), today).when;
  if (time === null) return 'none';
  return `${time.relation} ${time.periods.map(({ from, to }) => `${from ?? ''}…${to ?? ''}`).join(', ')}`.trim();
};

describe('what goes on without an end', () => {
  test.each([
    ['終わりが決まっていない4月開始の取組', 'starts 2026-04…2026-04'],
    ['期限がなく、7月に始まるもの', 'starts 2026-07…2026-07'],
    ['which started in April with no end date', 'starts 2026-04…2026-04'],
    ['open-ended ones', 'runs 2026-06…2026-06'],
  ])('%s', (text, expected) => {
    expect(periodsOf(text, JUNE)).toBe(expected);
    expect(readTime(cleanQuestion(text), JUNE).when.open).toBe(true);
  });

  test('an end that is known is no such thing', () => {
    expect(readTime('8月に終わる取組', JUNE).when.open).toBe(false);
  });
});

describe('the month in which most begin, or fewest', () => {
  test.each([
    ['開始が一番多いのは何月ですか？', 'busiest'],
    ['始まるのがいちばん多い月', 'busiest'],
    ['研修が最も多く始まる月は？', 'busiest'],
    ['開始がいちばん集中してるのは何月', 'busiest'],
    ['which month has the most initiatives starting?', 'busiest'],
    ["what's the busiest month for launches", 'busiest'],
    ['取組のスタートが最も少ない月はいつ', 'quietest'],
    ['一番早く始まるのは何月', 'first'],
    ['集中できる環境は何月から', null],
    ['一番取組が多い部署は？', null],
    ['8月が一番忙しい', null],
  ])('%s', (text, expected) => {
    expect(readTime(cleanQuestion(text), JUNE).when.extreme).toBe(expected);
  });
});

describe('what a question says of time', () => {
  test.each([
    // What has begun by now, over or not.
    ['総務局でもう始まっているもの', JUNE, 'starts …2026-06'],
    ['すでにスタートした研修', FEBRUARY, 'starts …2027-02'],
    ['initiatives that have already started', JUNE, 'starts …2026-06'],
    ['4月からもう始まっている', JUNE, 'starts 2026-04…2026-04'],
    // A bare month is the one in the fiscal year of today.
    ['7月に始まる取組は？', JUNE, 'starts 2026-07…2026-07'],
    ['７月スタートの取組', JUNE, 'starts 2026-07…2026-07'],
    ['七月に始まるもの', JUNE, 'starts 2026-07…2026-07'],
    ['3月に始まる取組', JUNE, 'starts 2027-03…2027-03'],
    ['4月に始まった取組', JUNE, 'starts 2026-04…2026-04'],
    ['4月に始まった取組', FEBRUARY, 'starts 2026-04…2026-04'],
    ['3月に始まる取組', FEBRUARY, 'starts 2027-03…2027-03'],
    ['12月開始', APRIL, 'starts 2026-12…2026-12'],
    // What comes after a time, or does not come in it.
    ['今年度が終わってから始まるもの', JUNE, 'starts 2027-04…'],
    ['12月が明けたら始まる取組', JUNE, 'starts 2027-01…'],
    ['今年度中には始まらないもの', JUNE, 'starts 2027-04…'],
    ['what starts once this fiscal year is over', JUNE, 'starts 2027-04…'],
    ['anything that begins after March ends', JUNE, 'starts 2027-04…'],
    ['things not starting this fiscal year', JUNE, 'starts 2027-04…'],
    ['8月で終わった取組', DECEMBER, 'ended 2026-08…2026-08'],
    ['which ended in August', DECEMBER, 'ended 2026-08…2026-08'],
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
    ['年が明けてから年度末までの間に始まるもの', JUNE, 'starts 2027-01…2027-03'],
    ['現在実施中の取組', FEBRUARY, 'runs 2027-02…2027-02'],
    ['実施を続けている取組', JUNE, 'runs 2026-06…2026-06'],
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

  /** As people type them; JUNE is today. */
  test.each([
    ['今月動き出すもの', 'starts 2026-06…2026-06'],
    ['今月うごき出すものありますか', 'starts 2026-06…2026-06'],
    ['今月になって動き出したもの', 'starts 2026-06…2026-06'],
    ['7月にできた制度', 'starts 2026-07…2026-07'],
    ['8月に立ち上げる取組', 'starts 2026-08…2026-08'],
    ['10月に運用開始するもの', 'starts 2026-10…2026-10'],
    ['10月から稼働開始', 'starts 2026-10…2026-10'],
    ['9月発足', 'starts 2026-09…2026-09'],
    ['7月に着手した取組', 'starts 2026-07…2026-07'],
    ['連休明け、5月にスタートするのってどれ？', 'starts 2026-05…2026-05'],
    ['ゴールデンウィーク明けに始まる', 'starts 2026-05…2026-05'],
    ['GW明けから始まるやつ', 'starts 2026-05…2026-05'],
    ['お盆明けに始まる', 'starts 2026-08…2026-08'],
    ['年末に始まるもの', 'starts 2026-12…2026-12'],
    ['正月明けにスタート', 'starts 2027-01…2027-01'],
    ['年が明けてから始まるやつってある？', 'starts 2027-01…'],
    ['年明けから始まる', 'starts 2027-01…'],
    ['年が明けたら始まる', 'starts 2027-01…'],
    ['年を越してからスタートするもの', 'starts 2027-01…'],
    ['期間が6月から8月までって区切られてるやつ', 'starts 2026-06…2026-08'],
    ['第1四半期（4〜6月）に始まった取組', 'starts 2026-04…2026-06'],
    ['4〜6月に始まった', 'starts 2026-04…2026-06'],
    ['4～6月に始まった', 'starts 2026-04…2026-06'],
    ['4–6月に始まった', 'starts 2026-04…2026-06'],
    ['4ー6月に始まった', 'starts 2026-04…2026-06'],
    ['7、8月に始まる', 'starts 2026-07…2026-08'],
    ['7・8月に始まる', 'starts 2026-07…2026-08'],
    ['来月の時点で動いている取組', 'runs 2026-07…2026-07'],
    ['9月時点で動いてる取組', 'runs 2026-09…2026-09'],
    ['9月の時点で続いているもの', 'runs 2026-09…2026-09'],
    ['9月時点の取組', 'runs 2026-09…2026-09'],
    ['Anything beginning between November and the end of this fiscal year?', 'starts 2026-11…2027-03'],
    ['11月から年度末までに始まるもの', 'starts 2026-11…2027-03'],
    ['11月から年度末にかけて始まるもの', 'starts 2026-11…2027-03'],
    ['8月から10月にかけて始まる', 'starts 2026-08…2026-10'],
    ['within three months', 'in 2026-06…2026-09'],
    ['starting in the next few months', 'starts 2026-06…2026-09'],
    ['starting within the next two months', 'starts 2026-06…2026-08'],
    ['started in the last three months', 'starts 2026-03…2026-06'],
    ['ここ3か月で始まった', 'starts 2026-03…2026-06'],
    ['この半年で始まったもの', 'starts 2025-12…2026-06'],
    ['3か月前に始まった', 'starts 2026-03…2026-03'],
    ['2か月後に始まる', 'starts 2026-08…2026-08'],
    ['半年後に動いている', 'runs 2026-12…2026-12'],
    ['今後3か月で始まる', 'starts 2026-06…2026-09'],
    ['向こう3か月に始まる', 'starts 2026-06…2026-09'],
    ['来年の春に始まる', 'starts 2027-03…2027-05'],
    ['来春始まる', 'starts 2027-03…2027-05'],
    ['今夏に始まる', 'starts 2026-06…2026-08'],
    ['この夏始まる', 'starts 2026-06…2026-08'],
    ['この秋から始まるもの', 'starts 2026-09…2026-11'],
    ['夏ごろ始まる', 'starts 2026-06…2026-08'],
    ['what starts this summer', 'starts 2026-06…2026-08'],
    ['starting this coming autumn', 'starts 2026-09…2026-11'],
    ['starting over the summer', 'starts 2026-06…2026-08'],
    ['starts later this year', 'starts 2026-07…2026-12'],
    ['started earlier this year', 'starts 2026-01…2026-06'],
    ['started so far this year', 'starts 2026-01…2026-06'],
    ['start in the first half of next fiscal year', 'starts 2027-04…2027-09'],
    ['start in the second quarter of this fiscal year', 'starts 2026-07…2026-09'],
    ['what starts in Q2', 'starts 2026-07…2026-09'],
    ['1Qに始まった', 'starts 2026-04…2026-06'],
    ['第1Qに始まった', 'starts 2026-04…2026-06'],
    ['今年の後半に始まる', 'starts 2026-07…2026-12'],
    ['今年度後半に始まる', 'starts 2026-10…2027-03'],
    ['今年度の前半に始まる', 'starts 2026-04…2026-09'],
    ['年度の後半に始まるもの', 'starts 2026-10…2027-03'],
    ['年度明けに始まる', 'starts 2027-04…2027-04'],
    ['年度が変わってから始まる', 'starts 2027-04…'],
    ['来年度から始まる', 'starts 2027-04…2028-03'],
    ['来年度以降に始まる', 'starts 2027-04…'],
    ['来年度頭に始まる', 'starts 2027-04…2027-04'],
    ['再来年度に始まる', 'starts 2028-04…2029-03'],
    ['令和八年七月に始まる', 'starts 2026-07…2026-07'],
    ['令和八年度に始まる', 'starts 2026-04…2027-03'],
    ['8年度に始まる', 'starts 2026-04…2027-03'],
    ['26年度に始まる', 'starts 2026-04…2027-03'],
    ['FY26 launches', 'starts 2026-04…2027-03'],
    ['7/1に始まる', 'starts 2026-07…2026-07'],
    ['7月1日開始', 'starts 2026-07…2026-07'],
    ['7月1日付で始まるもの', 'starts 2026-07…2026-07'],
    ['2026年7月1日に始まる', 'starts 2026-07…2026-07'],
    ['8月上旬に始まる', 'starts 2026-08…2026-08'],
    ['8月頭から始まる', 'starts 2026-08…2026-08'],
    ['8月中に始まる', 'starts 2026-08…2026-08'],
    ['8月あたりから始まる', 'starts 2026-08…2026-08'],
    ['8月ごろ始まる', 'starts 2026-08…2026-08'],
    ['6月いっぱいで終わるもの', 'ended 2026-06…2026-06'],
    ['6月末で終わる', 'ended 2026-06…2026-06'],
    ['6月末までに終わるもの', 'ended …2026-06'],
    ['8月をもって終了する', 'ended 2026-08…2026-08'],
    ['3月で終わっちゃうもの', 'ended 2027-03…2027-03'],
    ['もう終わっちゃった取組', 'ended …2026-05'],
    ['すでに完了したもの', 'ended …2026-05'],
    ['もうすぐ終わる取組', 'ended 2026-06…2026-08'],
    ['今年度で終わる取組', 'ended 2026-04…2027-03'],
    ['今月スタートしたばかりのもの', 'starts 2026-06…2026-06'],
    ['先月からやってる', 'starts 2026-05…2026-05'],
    ['4月以来続いている', 'starts 2026-04…'],
    ['4月からずっと続いてる', 'starts 2026-04…2026-04'],
    ['starting in mid-August', 'starts 2026-08…2026-08'],
    ['starting in early September', 'starts 2026-09…2026-09'],
    ['launched on July 1st', 'starts 2026-07…2026-07'],
    ['begins on 1 July 2026', 'starts 2026-07…2026-07'],
    ['ending at the end of August', 'ended 2026-08…2026-08'],
    ['what wraps up in August', 'ended 2026-08…2026-08'],
    ['what will be over by September', 'ended …2026-09'],
    ['going live in July', 'starts 2026-07…2026-07'],
    ['rolled out in July', 'starts 2026-07…2026-07'],
    ['came into effect in April', 'starts 2026-04…2026-04'],
    ['introduced in April', 'starts 2026-04…2026-04'],
    ['kicked off in April', 'starts 2026-04…2026-04'],
    ['up and running since April', 'starts 2026-04…2026-04'],
    ['which have been running since April', 'starts 2026-04…2026-04'],
    ['still going on in October', 'runs 2026-10…2026-10'],
    ['on in October, continuing ones as well', 'runs 2026-10…2026-10'],
    ['in place in October', 'runs 2026-10…2026-10'],
    ['what is on in October', 'in 2026-10…2026-10'],
    ['まだ始まってないもの', 'notStarted 2026-07…'],
    ['まだ動いてない取組', 'notStarted 2026-07…'],
    ['スタート前の取組', 'notStarted 2026-07…'],
    ['開始前のもの', 'notStarted 2026-07…'],
    ['これからやるやつ', 'notStarted 2026-07…'],
    ['この先始まるもの', 'notStarted 2026-07…'],
    ['さ来月始まる', 'starts 2026-08…2026-08'],
    ['来月頭に始まる', 'starts 2026-07…2026-07'],
    ['今月末に始まる', 'starts 2026-06…2026-06'],
    ['4月1日から始まった取組', 'starts 2026-04…2026-04'],
    ['4月始まりの取組', 'starts 2026-04…2026-04'],
    ['夏休み期間中に始まる', 'starts 2026-07…2026-08'],
    ['夏休みに始まる', 'starts 2026-07…2026-08'],
    ['7月か8月か9月に始まる', 'starts 2026-07…2026-07, 2026-08…2026-08, 2026-09…2026-09'],
    ['7月と8月に始まる', 'starts 2026-07…2026-07, 2026-08…2026-08'],
    ['from July through September', 'in 2026-07…2026-09'],
    ['July–September starts', 'starts 2026-07…2026-09'],
    ['Jul-Sep starts', 'starts 2026-07…2026-09'],
    ['9月より後に始まる', 'starts 2026-10…'],
    ['9月を過ぎてから始まる', 'starts 2026-10…'],
    ['9月になる前に始まる', 'starts …2026-08'],
    ['夏より前に始まる', 'starts …2026-05'],
    ['これから予定されているもの', 'notStarted 2026-07…'],
    ['今まさに動いてるもの', 'runs 2026-06…2026-06'],
    ['財務部で今やっているもの', 'runs 2026-06…2026-06'],
    ['今の仕事を続けながらよそを手伝う', 'none'],
    ['長く働き続けられる職場', 'none'],
    ['今月の新しい取組は', 'starts 2026-06…2026-06'],
    ['残業が続いてつらい', 'none'],
    ['まだ続いているもの', 'runs 2026-06…2026-06'],
    ['最近始まった取組', 'starts 2026-04…2026-06'],
    ['最近眠れない', 'none'],
    ['最近の若手に合った研修', 'none'],
    ['recently launched', 'starts 2026-04…2026-06'],
    ['my mother recently fell ill', 'none'],
    ['今現在やってるもの', 'runs 2026-06…2026-06'],
    ['現在進行形の取組', 'runs 2026-06…2026-06'],
    ['目下進行中', 'runs 2026-06…2026-06'],
    ['on the go right now', 'runs 2026-06…2026-06'],
    ["what's happening right now", 'runs 2026-06…2026-06'],
    ['8月以外で学生向けのもの', 'in …2026-07, 2026-09…'],
    ['4月のものを除いて', 'in …2026-03, 2026-05…'],
    ['training, but not the one in August', 'in …2026-07, 2026-09…'],
    ['What kicks in next April?', 'starts 2027-04…2027-04'],
    ['started last May', 'starts 2026-05…2026-05'],
    ['begins next May', 'starts 2027-05…2027-05'],
    ['4月に始まって、まだ続いてるもの', 'starts 2026-04…2026-04'],
    ['started in April and still running', 'starts 2026-04…2026-04'],
  ])('in June, %s: %s', (text, expected) => {
    expect(periodsOf(text, JUNE)).toBe(expected);
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
    'どんなことしてるの',
    '見通しがつかない仕事',
    '',
  ])('%s names no period', (text) => {
    expect(periodsOf(text, JUNE)).toBe('none');
  });

  test.each([
    ['毎月やっている取組', ['monthly']],
    ['月に1回ある会議', ['monthly']],
    ['毎年ある研修', ['yearly']],
    ['held every May', ['yearly']],
    ['every Sept they train', ['yearly']],
    ['毎週の朝礼', ['weekly']],
    ['年2回の面談', ['halfYearly']],
    ['随時の取組', ['anytime']],
    ['定期的な会議', ['recurring']],
    ['時期未定の取組', ['unstated']],
    ['実施時期が書かれていない取組', ['unstated']],
    ['月が決まっていない取組', ['monthUnstated']],
    ['毎月定例でやってることは', ['monthly']],
    ['月イチでやってること', ['monthly']],
    ['月いちの会議', ['monthly']],
    ['月に一度やってる', ['monthly']],
    ['ひと月に1回の', ['monthly']],
    ['毎月やってる定期的な面談', ['monthly']],
    ['年イチの行事', ['yearly']],
    ['年に一度', ['yearly']],
    ['毎年度やってる', ['yearly']],
    ['週イチの朝礼', ['weekly']],
    ['週に一度', ['weekly']],
    ['何月から何月までって期間が区切ってあるものだけ見たい', ['bounded']],
    ['期限が決まってる取組', ['bounded']],
    ['終わりが決まっているもの', ['bounded']],
    ['期限付きでやってるもの', ['bounded']],
    ['何月から何月まで、と期間がはっきりしている取組', ['bounded']],
    ['時期が決まってないもの', ['unstated']],
    ['いつやるか分からないもの', ['unstated']],
    ['時期が空白のやつ', ['unstated']],
    ['時期の欄が空いてるもの', ['unstated']],
    ['no date yet', ['unstated']],
    ['date to be decided', ['unstated']],
    ['TBD timing', ['unstated']],
    ['いつからか書いてない', ['unstated']],
    ['通年でやってる', ['allYear']],
    ['1年を通してやってる', ['allYear']],
    ['一年じゅうやってる', ['allYear']],
    ['好きなときに', ['anytime']],
    ['いつでも参加できる', ['anytime']],
    ['決まった日程なしで', ['anytime']],
    ['時期を問わず', ['anytime']],
    ["Which initiatives haven't got a schedule?", ['unstated']],
    ['held every month', ['monthly']],
    ['annual events', ['yearly']],
    ['easier to take annual leave', []],
    ['more annual paid holidays', []],
    ['at any time', ['anytime']],
    ['no date given', ['unstated']],
    ['7月に始まる取組', []],
  ])('%s: %j', (text, kinds) => {
    expect(readTime(text, JUNE).when.kinds).toEqual(kinds);
  });

  test.each([
    ['一番早く始まる研修は？', 'first'],
    ['最も古くから続いている取組', 'first'],
    ['最初に始まるのはどこの部署', 'first'],
    ['what has been running the longest?', 'first'],
    ['一番最近始まった取組', 'last'],
    ['the newest initiative in the wards', 'last'],
    ['一番早い段階で声をかける仕組み', null],
    ['一番新しい機器を使う職場', null],
    ['最初に会うのは誰', null],
    ['first-year staff', null],
    ['the latest equipment', null],
  ])('who starts before all others, or after, %s: %j', (text, extreme) => {
    expect(readTime(cleanQuestion(text), JUNE).when.extreme).toBe(extreme);
  });

  test.each([
    ['実施時期が「毎月」となっているのはどれ', ['monthly'], true],
    ['時期が随時の取組', ['anytime'], true],
    ['whose schedule is listed as monthly', ['monthly'], true],
    ['毎月行っている取組', ['monthly'], false],
    ['毎月いくらまで助けてもらえるの', [], false],
    ['月1万円の補助', [], false],
  ] as const)('of the column of the time, %s: %j, %j', (text, kinds, stated) => {
    expect(readTime(cleanQuestion(text), JUNE).when).toMatchObject({ kinds, stated });
  });

  test.each([
    ['「検討」の段階の取組', ['considering']],
    ['検討中の取組', ['considering']],
    ['予定の取組', ['planned']],
    ['under consideration', ['considering']],
    ['planned initiatives', ['planned']],
    ['予定表の共有', []],
    ['研修', []],
  ])('how far it has come, %s: %j', (text, stages) => {
    expect(readTime(text, JUNE).when.stages).toEqual(stages);
  });

  test('takes what it has read out of the text, and nothing else', () => {
    expect(readTime('研修で7月に', JUNE).rest.replaceAll('\ue000', '□')).toBe('研修で□□に');
    expect(readTime('研修', JUNE).rest).toBe('研修');
  });
});
