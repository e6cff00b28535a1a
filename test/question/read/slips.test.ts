import { describe, expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask, names } = asker({
  rows: [
    { department: '総務部', name: '新人研修' },
    { department: '総務部', name: '残業の削減' },
    { department: '総務部', name: '育児休業の取得' },
    { department: '消防局', name: '定例ミーティング' },
    { department: '消防局', name: '職員アンケート' },
    { department: '消防局', name: '業務の改善会議' },
    { department: '農林部', name: 'わなの見回り' },
    { department: '農林部', name: 'ドローンの試行' },
    { department: '農林部', name: '資格取得費用の補助' },
  ],
  concepts: [
    concept('training', { terms: ['研修'], kana: ['けんしゅう'] }),
    concept('overtime', { terms: ['残業'], kana: ['ざんぎょう'] }),
    concept('childcare-leave', { terms: ['育児休業'], kana: ['いくじきゅうぎょう'] }),
    concept('meeting', { terms: ['ミーティング'] }),
    concept('survey', { terms: ['アンケート'] }),
    concept('conference', { terms: ['会議'], kana: ['かいぎ'] }),
    concept('yoga', { terms: ['ヨガ'] }),
    concept('licence', { terms: ['資格取得'] }),
    concept('licence-money', { terms: ['資格取得費用'] }),
  ],
});

describe('a slip in a word finds what the word finds', () => {
  test.each([
    // What is typed for the long-vowel mark.
    ['ミ〜ティングの取組', '定例ミーティング'],
    ['ミ一ティングの取組', '定例ミーティング'],
    ['ミ-ティングの取組', '定例ミーティング'],
    ['アンケ～トは？', '職員アンケート'],
    // Kana for a part of a word in kanji.
    ['けん修の取組', '新人研修'],
    ['研しゅうの取組', '新人研修'],
    ['ざん業を減らす', '残業の削減'],
    ['残ぎょうを減らす', '残業の削減'],
    ['育じ休業について', '育児休業の取得'],
    // Long vowels of romaji with a macron.
    ['kenshū no torikumi', '新人研修'],
    ['zangyō no torikumi', '残業の削減'],
    // Romaji without its long vowels, or with too many of them.
    ['kenshu no torikumi', '新人研修'],
    ['zangyo wo herashitai', '残業の削減'],
    ['ikuji kyugyo no torikumi', '育児休業の取得'],
    ['doroon wo tsukau torikumi', 'ドローンの試行'],
    // One word of Japanese beside one that is none.
    ['kenshu ok?', '新人研修'],
    ['zangyo report', '残業の削減'],
    // A word of a name in hiragana alone.
    ['わなの件', 'わなの見回り'],
    // What is asked for stands at the beginning of a longer word.
    ['資格取得の取組', '資格取得費用の補助'],
    // A letter off in a loanword.
    ['アンケードの取組', '職員アンケート'],
    ['ミーテイングの取組', '定例ミーティング'],
    // Characters as Chinese writes them.
    ['会议', '業務の改善会議'],
    ['會議の取組', '業務の改善会議'],
  ])('%s: %s', (question, name) => {
    expect(names(question)).toEqual([name]);
  });

  test.each(['データ一覧', '4月〜6月', '研修を支えて', '話せる場', '行ってきた研修', 'shogai kenshu'])(
    '%s: no slip is seen where none is',
    (question) => {
      const topics = ask(question).understood.topics.flat();
      expect(topics.filter(({ conceptId }) => conceptId !== null && conceptId !== 'training')).toEqual([]);
    },
  );
});
