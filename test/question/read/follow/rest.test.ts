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
