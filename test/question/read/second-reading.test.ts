import { expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask, names } = asker({
  rows: [
    { department: '市民部', name: '書かない窓口', summary: '申請書を書かずに済ませる', when: 'R8.11～' },
    { department: '建設部', name: '除雪の交代制', summary: '二人で交代して運転する', when: 'R8.6～8' },
    { department: '建設部', name: '橋の点検', summary: '橋を見て回る', when: 'R8.12' },
    { department: '水道部', name: '電話の委託', summary: '休日の電話を会社が受ける', when: 'R8.4～' },
  ],
  concepts: [
    concept('counter', { terms: ['書かない窓口'] }),
    concept('snow', { terms: ['除雪'], kana: ['じょせつ'], en: ['snow removal'] }),
    concept('bridges', { terms: ['橋の点検'] }),
    concept('phone', { terms: ['電話'], kana: ['でんわ'] }),
    // No row is about these.
    concept('phone-booths', { asks: ['電話が鳴りやま'] }),
    concept('water-outage', { weight: 1.9, asks: ['電話が水没'] }),
  ],
});
const TODAY = '2026-06-15';

test.each([
  // A word alone in Latin letters that English does not know.
  ['densha', []],
  ['denwa', ['電話の委託']],
  ['josetsu', ['除雪の交代制']],
  // A row that is named in full is meant, whenever it begins.
  ['書かない窓口はもう始まってますか', ['書かない窓口']],
  // A season that somebody suffers in, and what befalls them soon, is their own.
  ['冬の除雪がつらい', ['除雪の交代制']],
  ['exhausted by snow removal in winter', ['除雪の交代制']],
  ['冬は除雪で死にそうです', ['除雪の交代制']],
  ['もうすぐ異動する人のための橋の点検', ['橋の点検']],
  // When something befell somebody was told only.
  ['去年、橋の点検で落ちかけました。安全にできませんか', ['橋の点検']],
  ['毎週電話に追われて帰れない。どうにかなりませんか', ['電話の委託']],
  ['除雪に出ても振替が取れないまま年度末になるんですが', ['除雪の交代制']],
  ['年度末まで電話に追われて、休めたことがない', ['電話の委託']],
  ['毎年同じ電話の資料を一から作らされる', ['電話の委託']],
  ['電話番で毎年倒れそうになります', ['電話の委託']],
  // How many of something there were, whenever it was.
  ['電話は去年、苦情が何件あった？', ['電話の委託']],
  // What is asked for is a condition.
  ['電話の取組は去年何件あった？', []],
  ['冬の除雪', []],
  ['12月の除雪', []],
  ['9月に始まる橋の点検', []],
  ['12月に始まる除雪がほしい', []],
  ['毎年やっている除雪', []],
  ['毎週の電話', []],
])('a time that leaves no row: %s', (question, expected) => {
  expect(names(question, TODAY)).toEqual(expected);
});

test('an everyday phrase for what no row is about is read word by word', () => {
  expect(names('電話が鳴りやまない', TODAY)).toEqual(['電話の委託']);
});

test('one for what such documents never have is answered with nothing', () => {
  expect(ask('電話が水没した', TODAY).hits).toEqual([]);
});

test.each([
  // What was told before has nothing to do with what is asked, or tells no trouble that rows would help with.
  ['電話の当番表を作っています。ところで、12月に始まる取組は？', ['橋の点検']],
  ['電話番をしてます。話は変わりますが、11月に始まるものを教えて', ['書かない窓口']],
  ['電話の件で上司に言われたので確認です。12月に始まるものはどれですか', ['橋の点検']],
  ['除雪から戻りました。12月に始まるのはどれですか', ['橋の点検']],
  // A trouble is what is asked about, whenever something is done about it.
  ['除雪がつらいです。12月に始まるものはありますか', ['除雪の交代制']],
  ['4月に電話番になったけど困ってる。助けになるものある？', ['電話の委託']],
  // An office that is told of is not where to look.
  ['広報課分室の者です。電話が多くて帰れない。なんとかなりませんか', ['電話の委託']],
])('what was told, and a time that is asked for: %s', (question, expected) => {
  expect(names(question, TODAY)).toEqual(expected);
});
