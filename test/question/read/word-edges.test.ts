import { expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask, names } = asker({
  rows: [
    { department: '建設部', name: '橋りょうの点検' },
    { department: '総務部', name: '職員寮の改修' },
    { department: '総務部', name: '外部相談窓口の開設' },
    { department: '市民部', name: '窓口の時間短縮' },
    { department: '病院', name: '学資の貸付け' },
    { department: '農林部', name: 'りんご農家の研修' },
    { department: '農林部', name: '測量の研修' },
    { department: '消防局', name: '川崎市の見学' },
    { department: '消防局', name: '工場の見学' },
    { department: '商工部', name: '半導体の勉強会' },
    { department: '商工部', name: 'トナーの節約' },
    { department: '人事課', name: '健康診断' },
    { department: '人事部', name: '若手職員の育成' },
    { department: '人事部', name: '男性育休の推進' },
    { department: '水道局', name: '漏水当番表の公開' },
  ],
  concepts: [
    concept('staff-housing', { terms: ['職員寮'], kana: ['りょう'] }),
    concept('counter', { terms: ['窓口'], not: ['相談窓口'] }),
    concept('consultation', { terms: ['外部相談窓口'] }),
    concept('training', { terms: ['研修'], kana: ['けんしゅう'] }),
    concept('away', { terms: ['外で見学'] }),
    concept('visits', { terms: ['見学'] }),
    concept('health', { terms: ['健康', '体のこと'] }),
    concept('copiers', { terms: ['トナー', 'コピー'] }),
    concept('development', { terms: ['育成'], asks: ['人が育'] }),
    concept('paternity', { terms: ['育休'] }),
    concept('standby', { terms: ['待機番'], asks: ['当番の'] }),
  ],
});

test.each([
  ['kana that end a word in kanji are no word', 'りょうを改修する話はありますか', ['職員寮の改修']],
  ['外で of 以外で is no word', '農林部以外で見学をしているところ', ['川崎市の見学', '工場の見学']],
  ['a look-alike at the end of a longer word is one', '窓口の取組', ['窓口の時間短縮']],
  ['a noun of a verb stands in a row', '貸付けはある？', ['学資の貸付け']],
  ['a word with の that begins inside another is none', '半導体のことを知りたい', ['半導体の勉強会']],
  ['and is one where it begins a word', '体のことが心配', ['健康診断']],
  ['kana inside other kana are no word', 'ベトナムの人への対応', []],
  ['and are one by themselves', 'トナーの話', ['トナーの節約']],
  [
    'a word behind a particle is not cut by what ends with its first character',
    '男の人が育休を取れる？',
    ['男性育休の推進'],
  ],
  ['but where no word begins there, the phrase counts', '人が育つ職場は？', ['若手職員の育成']],
  ['what only questions say is found in rows without its particle', '当番の取組は？', ['漏水当番表の公開']],
  ['か inside a romaji word joins nothing', 'ringo nouka no kenshuu', ['りんご農家の研修']],
])('%s: %s', (_, question, expected) => {
  expect(names(question)).toEqual(expected);
});

test('what joins an unknown name to another joins nothing that follows', () => {
  const wordsOf = (question: string): string[][] =>
    ask(question).understood.topics.map((group) => group.map(({ words }) => words));
  expect(wordsOf('川崎とかさいたまに見学')).toEqual([['川崎'], ['見学']]);
  expect(wordsOf('研修とか見学')).toEqual([['研修', '見学']]);
});
