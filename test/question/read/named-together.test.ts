import { describe, expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask, names } = asker({
  rows: [
    { department: '市民部', name: '朝の体操', when: 'R8.4～' },
    { department: '市民部', name: '窓口の塗替え', summary: '壁を塗る' },
    { department: '建設部', name: '高校への出前講座' },
    { department: '建設部', name: '橋の点検' },
    { department: '監査局', name: '昼の散歩', when: 'R8.9' },
    { department: '市民総合病院', name: '夜勤の見直し' },
  ],
  concepts: [
    concept('exercise', { terms: ['体操'], en: ['exercise'] }),
    concept('walks', { terms: ['散歩'], en: ['walks'] }),
    concept('counter', { terms: ['窓口'], en: ['counters'] }),
    concept('lectures', { terms: ['出前講座'], en: ['lectures'] }),
    concept('bridges', { terms: ['橋の点検'], en: ['bridges'] }),
    concept('health', { terms: ['健康づくり'] }),
    concept('surveyors', { kind: 'audience', terms: ['測量士'], en: ['surveyors'] }),
    concept('harbour', { terms: ['港湾局'] }),
    // As the thesaurus has them: people of an office.
    concept('builders', { kind: 'audience', asks: ['建設さん'] }),
  ],
});

describe('two questions of one message are both answered', () => {
  test.each([
    ['体操をしている部署は？あと、出前講座をしているところは？', ['朝の体操', '高校への出前講座']],
    ['散歩はどこがやっていますか。それと橋の点検は？', ['昼の散歩', '橋の点検']],
    ['Who offers exercise? And who gives lectures?', ['朝の体操', '高校への出前講座']],
    ['Two things: does anybody do walks, and does anybody look after bridges?', ['昼の散歩', '橋の点検']],
    ['こんにちは。散歩の話と、橋の点検のこと、両方お願いします', ['昼の散歩', '橋の点検']],
    // One of them finds nothing, or leans on the other: the message is one question.
    ['体操をしている部署は？あと、それはいつから？', ['朝の体操']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual(expected.toSorted());
  });
});

describe('examples stand beside what they are examples of', () => {
  test.each([
    ['健康づくり（体操、散歩など）をしている部署', ['朝の体操', '昼の散歩']],
    ['散歩や体操など、健康づくりの取組は', ['朝の体操', '昼の散歩']],
    ['Anything like exercise such as walks?', ['朝の体操', '昼の散歩']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual(expected.toSorted());
  });
});

test('in a list of things an office is what it is named after, and in one of offices an office', () => {
  expect(ask('監査とか橋の点検とか、予定はある？').understood.departments).toEqual([]);
  expect(ask('監査とか建設とかの取組は').understood.departments).toEqual(['建設部', '監査局']);
  expect(ask('監査局とか橋の点検とか').understood.departments).toEqual(['監査局']);
});

test('words that are to be written side by side are any of them', () => {
  expect(names('「出前」や「散歩」という言葉が載っているものを全部')).toEqual([
    '昼の散歩',
    '高校への出前講座',
  ]);
});

test('what is missed is not left out', () => {
  expect(ask('散歩ができないのがつらい。何かある？').understood.excludedTopics).toEqual([]);
  expect(ask('散歩じゃないものは').understood.excludedTopics).not.toEqual([]);
});

test('an office that there is not has nothing, whatever concept it is a word of', () => {
  expect(ask('港湾局の取組を見せて').hits).toEqual([]);
});

test('who asks narrows nothing where all of an office is asked for', () => {
  expect(names('測量士です。建設部がやっていることを全部教えて')).toEqual(['橋の点検', '高校への出前講座']);
  expect(names("I'm with the surveyors. Tell me everything 監査局 is doing.")).toEqual(['昼の散歩']);
});

test('the only hospital is called what it is', () => {
  expect(ask('市立病院の取組は何件？').understood.departments).toEqual(['市民総合病院']);
});

test('of three things that are named side by side any will do, of two both where a row has both', () => {
  expect(names('体操と散歩と橋の点検')).toEqual(['昼の散歩', '朝の体操', '橋の点検'].toSorted());
  expect(ask('体操と散歩と橋の点検').understood.topics).toHaveLength(1);
  expect(ask('体操と散歩').understood.topics).toHaveLength(2);
});

describe('an office by its short name', () => {
  test.each([
    // Key words side by side.
    ['監査 散歩', ['監査局'], ['昼の散歩']],
    ['市民　体操', ['市民部'], ['朝の体操']],
    // Its people, called by its name.
    ['監査さんの取組', ['監査局'], ['昼の散歩']],
    ['建設さんは何をしてる？', ['建設部'], ['橋の点検', '高校への出前講座']],
    ['建設さん向けの取組', [], []],
  ])('%s', (question, departments, expected) => {
    expect(ask(question).understood.departments).toEqual(departments);
    expect(names(question)).toEqual(expected);
  });
});

describe('why it is asked narrows nothing where all of a time is asked for', () => {
  test.each([
    ['体操の担当になったので、9月に始まるものを教えて', ['昼の散歩']],
    ['窓口が混む時期なので、4月に始まったものを確認したい', ['朝の体操']],
    // A topic in the question itself, or one that is no reason, does.
    ['体操が好きなので、9月に始まる散歩を教えて', ['昼の散歩']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual(expected);
  });
});
