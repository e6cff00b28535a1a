import { describe, expect, test } from '@jest/globals';
import { fold } from '../../../src/text/fold.ts';
import { Lexicon, type Sense } from '../../../src/question/index/lexicon.ts';

const term = (concept: number): Sense => ({ kind: 'concept', concept, from: 'term' });

function lexicon(...words: readonly (readonly [string, Sense])[]): Lexicon {
  const made = new Lexicon();
  for (const [surface, sense] of words) made.add(surface, sense);
  return made;
}

/** The cut text: known words in brackets. */
function cut(made: Lexicon, text: string, accepts?: (sense: Sense) => boolean): string {
  const folded = fold(text);
  return made
    .segment(folded, accepts)
    .map(({ start, end, sense }) => {
      const piece = folded.text.slice(start, end);
      return sense === null ? piece : `[${piece}]`;
    })
    .join('');
}

describe('the lexicon', () => {
  const recruiting = lexicon(['採用', term(0)], ['新採用', term(1)], ['職員', { kind: 'stop' }]);

  test('prefers the longest word', () => {
    expect(cut(recruiting, '新採用職員の採用')).toBe('[新採用][職員]の[採用]');
  });

  test('has the words of the one that it is made on, which has none of its own', () => {
    const first = lexicon(['採用', term(0)], ['研修', term(1)]);
    const second = new Lexicon(first);
    second.add('採用', term(2));
    second.add('採用試験', term(3));
    expect([first, second].map((made) => cut(made, '採用試験の研修'))).toEqual([
      '[採用]試験の[研修]',
      '[採用試験]の[研修]',
    ]);
    const meanings = (made: Lexicon) => ['採用', '研修'].map((word) => made.conceptsOf(word));
    expect([first, second].map(meanings)).toEqual([
      [[0], [1]],
      [[0, 2], [1]],
    ]);
  });

  test('tells words of one beginning and length apart, and finds the one of a single character', () => {
    const made = lexicon(['研修会', term(0)], ['研修費', term(1)], ['研究所', term(2)], ['橋', term(3)]);
    expect(cut(made, '研修会と研修所と研修費と研究費と橋')).toBe('[研修会]と研修所と[研修費]と研究費と[橋]');
  });

  test('knows spellings and long vowels of the one that it is made on', () => {
    const base = lexicon(['quite', { kind: 'stop' }]);
    base.noteKana('けんしゅう');
    const made = new Lexicon(base);
    made.add('quit', term(0));
    made.noteKana('けんしゅ');
    expect([base, made].map((each) => each.isFunctional('quit', 'quite'))).toEqual([true, true]);
    expect([base, made].map((each) => each.isFunctional('quit', 'quit'))).toEqual([false, false]);
    expect(made.longVowelled('けんしゅ')).toBe('けんしゅう');
  });

  test('finds nothing where there is nothing', () => {
    expect(cut(recruiting, '残業')).toBe('残業');
    expect(cut(recruiting, '')).toBe('');
  });

  test('takes Latin words whole', () => {
    const made = lexicon(['rpa', term(0)], ['ai', term(1)]);
    expect(cut(made, 'RPAとAI')).toBe('[rpa]と[ai]');
    expect(cut(made, 'paid grpa')).toBe('paid grpa');
  });

  test('does not take a short katakana word for hiragana', () => {
    const made = lexicon(['データ', term(0)]);
    expect(cut(made, 'データ活用')).toBe('[でた]活用');
    expect(cut(made, '名前がでた')).toBe('名前がでた');
  });

  test('does not find function words inside katakana', () => {
    const made = lexicon(['など', { kind: 'stop' }]);
    expect(cut(made, '研修など')).toBe('研修[など]');
    expect(cut(made, 'ナドレ')).toBe('などれ');
  });

  test('cuts so that the words cover most, not greedily', () => {
    const made = lexicon(['人材確', term(0)], ['確保計画', term(1)]);
    expect(cut(made, '人材確保計画')).toBe('人材[確保計画]');
  });

  test('of two words that cover as much leaves no ideograph alone before one', () => {
    const made = lexicon(['会議', term(0)], ['議長', term(1)]);
    expect(cut(made, '会議長すぎ')).toBe('[会議]長すぎ');
    expect(cut(made, '副議長')).toBe('副[議長]');
  });

  test('leaves out words that do not count at the place', () => {
    expect(cut(recruiting, '新採用', (sense) => sense.kind !== 'concept' || sense.concept !== 1)).toBe(
      '新[採用]',
    );
  });

  test('scan finds the words in a row', () => {
    const folded = fold('新採用職員と採用');
    const found = recruiting.scan(folded, (sense) => sense.kind === 'concept');
    expect(found.map(({ start, end }) => folded.text.slice(start, end))).toEqual(['新採用', '採用']);
  });

  test('knows words whatever their spelling', () => {
    const made = lexicon(['メンター', term(0)]);
    expect(made.has('ﾒﾝﾀ')).toBe(true);
    expect(made.has('メン')).toBe(false);
  });
});

test.each([
  ['けんしゅ', 'けんしゅう'],
  ['どろおん', 'ドローン'],
  // 上限 is no 助言.
  ['じょうげん', null],
  ['けんしゅう', null],
])('%s with the long vowels of a known word: %s', (typed, known) => {
  const lexicon = new Lexicon();
  for (const word of ['けんしゅう', 'ドローン', 'じょげん']) lexicon.noteKana(word);
  lexicon.add('けんしゅう', { kind: 'stop' });
  expect(lexicon.longVowelled(typed)).toBe(known);
});

test.each([
  ['ノー会議デー', '[ノー会議デー]'],
  ['局の会議で', '局の会議で'],
])('what begins with ノー is no の: %s', (text, expected) => {
  expect(cut(lexicon(['ノー会議デー', term(0)]), text)).toBe(
    expected.replace(/ー/g, '').replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96)),
  );
});

describe('a compound that is said with a particle between its words', () => {
  const compounds = lexicon(
    ['休憩時間', term(0)],
    ['資格取得', term(1)],
    ['腰痛', term(2)],
    ['時間割表', { kind: 'stop' }],
  );

  test.each([
    ['休憩の時間がほしい', '[休憩の時間]がほしい'],
    ['資格を取得する', '[資格を取得]する'],
    // One ideograph before the particle, or a function word: no compound.
    ['腰が痛い', '腰が痛い'],
    ['時間の割表', '時間の割表'],
    ['休憩や時間', '休憩や時間'],
  ])('%s', (text, expected) => {
    expect(cut(compounds, text)).toBe(expected);
  });

  test('means what the compound means', () => {
    expect(compounds.conceptsOf('休憩の時間')).toEqual([0]);
    expect(compounds.conceptsOf('休憩は時間')).toEqual([]);
  });

  test('hides no word that it is made of', () => {
    const made = lexicon(['休憩時間', term(0)], ['休憩', term(1)], ['時間', term(2)]);
    const found = made.scan(fold('休憩の時間'), () => true);
    expect(found.map(({ sense, loose }) => [sense.kind === 'concept' && sense.concept, loose])).toEqual([
      [1, false],
      [0, true],
      [2, false],
    ]);
  });
});

test('of two words that share an ideograph, and cover as much, the first is read', () => {
  expect(cut(lexicon(['会議', term(0)], ['議長', term(1)]), '会議長すぎ')).toBe('[会議]長すぎ');
});
