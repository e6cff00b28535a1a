import { describe, expect, test } from '@jest/globals';
import { readTime } from '../../../src/question/read/time/read-time.ts';
import { withoutOwnTimes } from '../../../src/question/read/time/own-times.ts';

const OCTOBER = '2026-10-15';

const timeOf = (text: string): string => {
  const { time, kinds } = readTime(withoutOwnTimes(text), OCTOBER).when;
  const periods = time?.periods.map(({ from, to }) => `${from ?? ''}…${to ?? ''}`).join(', ');
  return [...(time === null ? [] : [`${time.relation} ${periods!}`]), ...kinds].join(' ');
};

describe('the times of who asks are none of rows', () => {
  test.each([
    '昨日は電話で罵られました。録音できますか',
    '去年は同僚が倒れました。涼しくする取組は?',
    '毎年冬になると雪かきで徹夜です',
    '会議が終わって席に戻ると山積みです',
    '四月に班長になった者です',
    '再来年に大量退職があるので技を残したい',
    '去年の冬は3回も眠れないまま翌日出勤でした',
    '祭りシーズンが終わっても休めない',
    '繁忙期が終わってからも残業です',
    'My wife is due in March and I want to be at home',
    'I am retiring in December, who takes my work over?',
    'Last year two of us collapsed outside',
    'As last summer, nobody can take a day off',
    'Every winter the same few clear the snow all night',
    '10月に採用された人に教えたい',
    '今後のキャリアが不安です',
    'これから直す橋を見たい',
    '夏休みを家族と取りたい',
    'I moved to the clinic last October and the rota scares me',
    'We came here this summer. Who shows us around?',
    "I'd like one quiet morning every week",
    'whenever my daughter is ill I stay at home',
  ])('%s', (text) => {
    expect(timeOf(text)).toBe('');
  });

  test.each([
    ['What starts this summer?', 'starts 2026-06…2026-08'],
    ['先月始まったもの', 'starts 2026-09…2026-09'],
    ['去年導入された取組', 'starts 2025-01…2025-12'],
    ['毎年やっている研修', 'yearly'],
    ['What started last year?', 'starts 2025-01…2025-12'],
    ['Which ones begin in December?', 'starts 2026-12…2026-12'],
    ['use it whenever you like', 'anytime'],
  ])('%s: %s', (text, read) => {
    expect(timeOf(text)).toBe(read);
  });
});

describe('ends, stages and what the column says', () => {
  test.each([
    ['期限が来年2月になっているもの', 'ended 2027-02…2027-02'],
    ['終期は12月のもの', 'ended 2026-12…2026-12'],
    ['もうちゃんと動いているものだけ', 'runs 2026-10…2026-10'],
    ['今すでに使える制度', 'runs 2026-10…2026-10'],
    ['What will not begin until January?', 'starts 2027-01…'],
  ])('%s: %s', (text, read) => {
    expect(timeOf(text)).toBe(read);
  });

  test.each([
    ['実施時期が空白のもの', { kinds: ['unstated'], stated: true, except: false }],
    ['rows whose schedule column is blank', { kinds: ['unstated'], stated: true, except: false }],
    ['時期未定のもの', { kinds: ['unstated'], stated: false, except: false }],
    ['日程が決まっているもの', { kinds: ['unstated'], stated: false, except: true }],
  ])('%s: %j', (text, when) => {
    expect(readTime(text, OCTOBER).when).toMatchObject(when);
  });
});
