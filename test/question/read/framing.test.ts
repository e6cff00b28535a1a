import { describe, expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask, names } = asker({
  rows: [
    { department: '総務部', name: '新人研修' },
    { department: '総務部', name: '管理職研修' },
    { department: '消防局', name: '採用説明会' },
    { department: '消防局', name: '好事例の表彰' },
  ],
  concepts: [
    concept('training', { terms: ['研修'], en: ['training'] }),
    concept('hiring', { terms: ['採用'], en: ['hiring'] }),
    concept('success', { terms: ['好事例'], asks: ['良い例', 'ベストプラクティス'], en: ['best practice'] }),
    concept('matchmaking', { terms: ['婚活'], en: ['single'] }),
  ],
});
const TRAINING = ['新人研修', '管理職研修'].sort();

describe('words that only say how many, all of them, or as a list are no topic', () => {
  test.each([
    '研修は全部で何件ありますか',
    '研修ってトータルで何件？',
    '研修を一つ残らず挙げて',
    '研修をもれなくリストアップして',
    '研修に関するものを網羅的に知りたい',
    '研修を洗い出して',
    '研修のランキング',
    'How many training initiatives are there in total?',
    'List every single one about training',
    'an exhaustive list for training',
    'Enumerate the training initiatives',
  ])('%s', (question) => {
    const answer = ask(question);
    expect(names(question)).toEqual(TRAINING);
    expect(answer.unknownWords).toEqual([]);
  });
});

describe('what is feared is asked for, what is not meant is left out', () => {
  test.each([
    ['研修が足りないんじゃないかと心配です', TRAINING],
    ['採用じゃないかな', ['採用説明会']],
    ['消防局で採用じゃないもの', ['好事例の表彰']],
    ['採用じゃなくて、研修をしているところ', TRAINING],
    ['研修ではなくて採用のほう', ['採用説明会']],
    ['not bothered by hiring', ['採用説明会']],
    ['something where we work without being disturbed by hiring', ['採用説明会']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual(expected);
  });
});

describe('words that ask for no comparison, for nobody and for no amount', () => {
  test.each([
    ['研修の間違いだらけの資料を直したい', 'find'],
    ['研修で誰とも話さない', 'find'],
    ['研修に誰か代わりに来てくれる', 'find'],
    ['研修の申込みがいつも埋まっている', 'find'],
    ['研修の準備が追いつかない', 'find'],
    ['研修の企画が思いつかない', 'find'],
    ['研修で何日も泊まる', 'find'],
    ['研修が月に何回もある', 'find'],
    ['研修で何人も辞める', 'find'],
    ['研修の時期は毎晩遅い', 'find'],
    ["training for when we're busy", 'find'],
    ['training on people who shout', 'find'],
    ['研修はいつ', 'fact'],
    ['研修は何日', 'fact'],
    ['研修の時期は？', 'fact'],
    ['研修は何回', 'fact'],
    ['When is the training?', 'fact'],
    ['Who teaches the training?', 'fact'],
    ['研修の対象は誰', 'fact'],
    ['違う課の研修に出てみたい', 'find'],
    ['人によって研修が違う', 'find'],
    ['training in a completely different line of work', 'find'],
    ['新人研修と管理職研修の違いは', 'compare'],
    ['新人研修と管理職研修はどこが違うの', 'compare'],
    ['新人研修と管理職研修の違う点', 'compare'],
    ['新人研修と管理職研修は違うんですか', 'compare'],
    ['how is training for new staff different from training for managers?', 'compare'],
  ])('%s: %s', (question, intent) => {
    expect(ask(question).intent).toBe(intent);
  });

  test.each(['五時から研修', '一日の研修', '二十人近くで研修', '百世帯に研修'])('%s', (question) => {
    expect(names(question)).toEqual(TRAINING);
    expect(ask(question).unknownWords).toEqual([]);
  });
});

describe('how often something befalls who asks is no time that is asked for', () => {
  test.each([
    '毎週研修ばかりでつらい',
    '研修の電話が毎朝鳴りやまない',
    '毎月研修が回ってくる',
    '研修でしゃべり続ける人',
    '治療しながら研修を続けたい',
    '研修で二人一組で動くことにした',
    'チームで動いている研修',
    'tired of training every week',
    'every day too much training',
    '夏は暑くて研修で倒れそう',
    '年度末は研修が多すぎて忙しい',
    '研修を秋にずらしてほしい',
  ])('%s', (question) => {
    expect(names(question)).toEqual(TRAINING);
  });

  test.each([
    ['毎月やっている研修で負担を減らすもの', 'monthly'],
    ['毎週の研修', 'weekly'],
    ['training every day', 'daily'],
    ['Which training is held every morning?', 'daily'],
  ])('%s: %s', (question, kind) => {
    expect(ask(question).understood.scheduleKinds).toContain(kind);
  });
});

describe('a season that is asked for', () => {
  test.each([
    ['夏の研修', '2026-06'],
    ['秋にやる研修', '2026-09'],
    ['冬は何の研修がある', '2026-12'],
  ])('%s: from %s', (question, from) => {
    expect(ask(question).understood.time?.periods[0]?.from).toBe(from);
  });
});

describe('words that only frame a wish are no topic', () => {
  test.each([
    '研修の良い例を教えて',
    '研修のベストプラクティスは？',
    '研修を改善したい。参考になるものは？',
    '研修の成功例はありますか',
    '研修のお手本になるところ',
    '研修を導入したいので先進事例を',
    'Any best practices on training?',
    'Good examples of training',
    'success stories about training',
    'case studies on training',
  ])('%s', (question) => {
    expect(names(question)).toEqual(TRAINING);
  });

  test.each(['良い例を共有しているところ', 'ベストプラクティスを教えて'])(
    '%s: where nothing else is asked for they are one',
    (question) => {
      const { hits, nearMisses } = ask(question);
      expect([...hits, ...nearMisses].map(({ initiative }) => initiative.name)).toEqual(['好事例の表彰']);
    },
  );
});

describe('a typed name is no topic', () => {
  test.each(['@よこてん 研修は？', '@Yokoten Bot: 研修', '＠横展ボット　研修について', '研修は？ @山田さん'])(
    '%s',
    (question) => {
      const answer = ask(question);
      expect(names(question)).toEqual(TRAINING);
      expect(answer.unknownWords).toEqual([]);
    },
  );
});

describe('what is counted or listed is told without words that nothing has, which are named', () => {
  test.each([
    ['ドローンの研修は何件？', 'ドローン'],
    ['宇宙旅行の研修を一覧にして', '宇宙旅行'],
    ['List all zeppelin training', 'zeppelin'],
  ])('%s', (question, unknown) => {
    const answer = ask(question);
    expect(names(question)).toEqual(TRAINING);
    expect(answer.unknownWords).toEqual([unknown]);
  });

  test('where nothing else is asked for the answer is none', () => {
    expect(names('宇宙旅行を一覧にして')).toEqual([]);
  });
});

describe('a phrase for a thing that no row is about', () => {
  const { ask, names } = asker({
    rows: [
      { department: 'こども部', name: '保育士の増員', summary: '休憩を交替でとる' },
      { department: 'こども部', name: '残業の縮減' },
    ],
    concepts: [
      concept('nursery', { terms: ['保育士'], en: ['nursery teacher'] }),
      concept('break', { terms: ['休憩'], en: ['break'] }),
      concept('nursery-break', { terms: ['保育士の休憩'], en: ['nursery teacher break'] }),
      concept('overtime', { terms: ['残業'] }),
      concept('no-overtime', { terms: ['ノー残業デー'] }),
      concept('nursery-overtime', { terms: ['保育士の残業'] }),
    ],
  });

  test.each(['保育士の休憩について', 'nursery teacher break'])(
    '%s is read as its words where a row has all',
    (question) => {
      expect(names(question)).toEqual(['保育士の増員']);
    },
  );

  test.each([
    ['ノー残業デー', 'no-overtime'],
    ['保育士の残業', 'nursery-overtime'],
  ])('%s stays one thing', (question, id) => {
    expect(
      ask(question)
        .understood.topics.flat()
        .map(({ conceptId }) => conceptId),
    ).toEqual([id]);
  });
});

describe('what is done about it asks for rows, not for a fact', () => {
  test.each([
    'What do we do for training?',
    'What have we got for training?',
    'What do others do about training?',
    'What is being done about training?',
    '研修をしている所はどこ',
  ])('%s', (question) => {
    expect(ask(question).intent).toBe('find');
  });
  test.each(['What is the training about?', '研修の場所はどこ'])('%s', (question) => {
    expect(ask(question).intent).toBe('fact');
  });
});

describe('where one has it from, and in what mood one asks, is no topic', () => {
  test.each([
    '新聞で読みましたが、研修はありますか',
    '研修したい（冗談半分）',
    '研修の話、どこに載ってましたっけ',
  ])('%s', (question) => {
    expect(ask(question).unknownWords).toEqual([]);
    expect(names(question)).toEqual(TRAINING);
  });
});
