import { describe, expect, test } from '@jest/globals';
import { converse, names, told } from '../support/converse.ts';

describe('what yes or no answers is told by the statement that decides it', () => {
  test.each([
    [['公用スマホはいつから？', '市民サービスもよくなるってこと？'], '市民サービスの向上'],
    [['道路の委託の検討', '職員は楽になるの？'], '負担軽減'],
    [['来年度から始まるものは？', '消防のやつは採用にも役立つ？'], 'アピール'],
    [['専門職の人材確保', '社会福祉の人も入ってますか？'], '社会福祉'],
    [['tell me about the lunch meetings', 'do they eat with the mayor?'], '会計管理者'],
    [['who outsources road maintenance?', 'is it settled or just an idea?'], '検討中'],
    [['議会局の取組は全部随時ですか？'], '随時'],
  ] as const)('%j', (texts, statement) => {
    expect(told(converse(...texts))).toContain(statement);
  });
});

describe('what is asked of a row in other words', () => {
  test.each([
    [['司書職人材育成方針', '何年度から検討してたの？'], 'R6年度'],
    [['「Action 7」の実施', 'いくつの課が出てる？'], '3 課'],
    [['都市建設局の大学での講義', 'どんな場合に行くの'], '依頼や紹介'],
    [['市役所本庁舎のワークショップ', 'how long does it run?'], 'R8.6～8'],
    [['公用スマホ', 'deadline は?'], 'R8.7～予定'],
    [['採用説明会', '年に1回だけですか？'], '月1回'],
  ] as const)('%j', (texts, statement) => {
    expect(told(converse(...texts))).toContain(statement);
  });
});

describe('one or some of the rows at hand', () => {
  test.each([
    [['緑区役所の取組', '管理職がやるのは'], ['1 on 1 ミーティング']],
    [['健康福祉局の取組', '随時なのはどれとどれ？', '残りはいつから'], ['採用辞退抑制に向けた取組']],
    [
      ["How many initiatives does the Mayor's Office have?", 'which one is about phones'],
      ['公用スマートフォンの導入'],
    ],
    [['1on1をやる部署', '議会局にも似たのある？'], ['面談の実施']],
    [
      ['総務局のクレド', 'その局、あと2つは？'],
      ['働きがい向上推進本部会議を設置', 'コトハジメ・プロジェクトの実施'],
    ],
    [
      ['what starts in July?', 'and in October?', 'back to July, which one is about phones?'],
      ['公用スマートフォンの導入'],
    ],
    [['緑区の実習生', 'ごめん、南区の間違いです'], ['実習生受け入れ']],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts))).toEqual(expected);
  });
});

describe('a message about another office stands for itself', () => {
  test.each([
    [['庁舎のワークショップ', '消防も庁舎を見に行ってなかった？'], ['他市視察']],
    [['環境部の新採用フォロー', '転入者向けのもの、南区にもある？'], ['研修の実施']],
    [
      ['1on1は緑区だけ？', '緑区って全部で何件ある？'],
      ['働きやすい執務環境の整備', '1 on 1 ミーティング', '若手職員や勤続年数の浅い職員への支援'],
    ],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts))).toEqual(expected);
  });
});
