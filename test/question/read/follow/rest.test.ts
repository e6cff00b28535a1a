import { describe, expect, test } from '@jest/globals';
import { names, converse, told } from '../../support/converse.ts';

describe('what is left is counted among those that nobody has spoken of', () => {
  test.each([
    [['議会局の取組', '面談のやつは？', 'アクション7は？', '残りの1つは？'], ['局内の課題共有や改善の実施']],
    [
      [
        'what does the education bureau do',
        'the network one',
        'when is the training?',
        'and the remaining one?',
      ],
      ['司書職人材育成方針'],
    ],
    [
      ['緑区の整理整頓', 'うちの区にはあと2つありますよね'],
      ['1 on 1 ミーティング', '若手職員や勤続年数の浅い職員への支援'],
    ],
    [
      ['クレドの作成', 'うちの局のもう1個のほうは？', 'あと1件なんでしたっけ'],
      ['コトハジメ・プロジェクトの実施'],
    ],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts))).toEqual(expected);
  });
});

describe('what a department has beside what was told', () => {
  test.each([
    [['市民局の朝礼', '市民局には、これ以外に何かありますか'], ['局内会議']],
    [['会計課のランチ', 'そこの課のほかの取組も'], ['1 on 1 ミーティングの実施']],
    [
      ['fire bureau uniforms', 'besides that, what does the fire bureau have?'],
      ['他市視察', '職員アンケート'],
    ],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts))).toEqual(expected);
  });
});

test('what was just told and is said again asks nothing', () => {
  expect(names(converse('朝礼をやってるのは？', 'へえ、市民局なんですね。市民局のほかのは？'))).toEqual([
    '局内会議',
  ]);
});

test('of several that are left, the one that tells where somebody went', () => {
  expect(
    told(converse('fire bureau uniforms', 'what else do they have?', 'where have they been?')),
  ).toContain('川崎市');
});

describe('what somebody remembers beside what is at hand', () => {
  test.each([
    [['会計課の1on1', 'ランチのもありましたよね'], ['ランチミーティングの実施']],
    [['緑区の整理整頓', '副区長と話すのもあったっけ'], ['1 on 1 ミーティング']],
    [['クレドの作成', 'うちの局で会議を設置する取組もあったよね'], ['働きがい向上推進本部会議を設置']],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts))).toEqual(expected);
  });
});

describe('of all that are at hand', () => {
  test.each([
    [['市民局の取組', '2つとも4月から？'], 'R8.4～'],
    [['議会局の取組', '議会局のはどれも随時ですか'], '随時'],
    [['実習生の受け入れ', '開始は一緒？'], 'R8.8～'],
    [['one-on-ones?', 'only accounting', 'and in Midori?', 'do both start in the same month?'], null],
  ])('%j', (texts, time) => {
    expect(told(converse(...texts))).toBe(time);
  });

  test('whether they are of one kind keeps the rows', () => {
    expect(names(converse('朝礼は？', '市民局のほかのは？', 'どっちも4月？'))).toEqual([
      '局内会議',
      '朝礼の実施',
    ]);
  });
});

describe('whose it is', () => {
  test.each([
    [['処遇改善の検討', '担当は危機管理局で合ってますか？'], '危機管理局'],
    [['credo', 'is that the General Affairs Bureau?'], '総務局'],
    [
      ['窓口開設時間の短縮', 'どの局でやるんですか'],
      '市長公室、総務局、財政局内の特定の課・室における窓口開設時間の短縮',
    ],
  ])('%j', (texts, office) => {
    expect(told(converse(...texts))).toBe(office);
  });
});

describe('whether it has come to that', () => {
  test.each([
    [['スマホの導入', 'それはもう届いたのかしら'], 'R8.7～予定'],
    [['クレドってもうできたんかな'], 'R8.6～'],
    [['朝礼の実施', '4月からは？'], 'R8.4～'],
    [['採用辞退を防ぐ取組', '6月からは？'], '6月から広報及びイベント情報を発信'],
  ])('%j', (texts, time) => {
    expect(told(converse(...texts))).toBe(time);
  });
});

describe('what is left out, or looked for elsewhere', () => {
  test.each([
    [['検討中の取組は？', '都市建設局以外で'], ['処遇改善の検討']],
    [
      ['危機管理局で検討中なのは', 'ほかの局で検討してるものは'],
      ['包括的民間委託の検討', '局内職員向けアンケートの実施'],
    ],
    [
      ['is any ward doing one-on-ones?', 'any other office outside the wards?'],
      ['1 on 1 ミーティングの実施'],
    ],
    [
      ['今月からの取組', '総務の', '7月から、全部署で'],
      ['公用スマートフォンの導入', '1 on 1 ミーティング', '司書職人材育成方針', '採用説明会'],
    ],
    [['高校訪問', '高校じゃなくて北里大学に行くのは'], ['大学での保健師による講義']],
    [
      ['ICTの取組', 'そのうち始まっているものは', 'まだのものは'],
      ['公用スマートフォンの導入', '校務系ネットワークの高速化'],
    ],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts)).sort()).toEqual([...expected].sort());
  });
});
