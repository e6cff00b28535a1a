import { describe, expect, test } from '@jest/globals';
import { converse, names, told } from '../support/converse.ts';

describe('a row that was shown, by its very name', () => {
  test.each([
    [['財政局の取組', 'コミュニケーション促進について教えて'], ['コミュニケーション促進']],
    [['市民局は何をしてる', '局内会議をもう少し詳しく'], ['局内会議']],
    [['消防局の取組', '消防局の他市視察を詳しく'], ['他市視察']],
    [['training', 'tell me more about the workplace training'], ['職場研修']],
    // What is only a part of it asks for whatever has it.
    [
      ['議会局の取組', '面談をやっている部署を教えて'],
      ['面談の実施', '1 on 1 ミーティングの実施'],
    ],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts))).toEqual(expect.arrayContaining(expected.slice(0, 1)));
    expect(names(converse(...texts)).length > 1).toBe(expected.length > 1);
  });
});

describe('one of several, by what is asked or told of it', () => {
  test.each([
    [['農業委員会の取組', '農業委員会のはどのくらいの頻度？'], ['事務局内の情報共有の実施']],
    [['情報共有をしている部署', '農業委員会のは何をしてるの'], ['事務局内の情報共有の実施']],
    [['来月から始まる取組', '緑区は何をするの？'], ['1 on 1 ミーティング']],
    [['健康福祉局の取組', '健康福祉局は何を送ってるの'], ['採用辞退抑制に向けた取組']],
    [
      ['議会局の取組', '面談は誰がするの', '時期は3つとも同じですか'],
      ['「Action 7」の実施', '局内の課題共有や改善の実施', '面談の実施'],
    ],
    [
      [
        'university lectures',
        'which one is by a director?',
        'since when?',
        'and the public health nurse lecture?',
      ],
      ['大学での保健師による講義'],
    ],
    [['surveys', 'not the fire one'], ['局内職員向けアンケートの実施']],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts)).toSorted()).toEqual(expected.toSorted());
  });
});

describe('of all, after one that a list was narrowed to', () => {
  const IN_AUGUST = ['実習生受け入れ', '実習生受け入れ', '若手職員や勤続年数の浅い職員への支援'];

  test.each([
    [
      ['来月から始まる取組は？', 'そのうち採用に関するのは？', 'どのくらいの頻度？', '8月に始まるのは？'],
      IN_AUGUST,
    ],
    [['7月に始まる取組', 'その中で区役所は？', '8月に始まるものは？'], IN_AUGUST],
    [['緑区の1on1はいつから？', '全部署で8月に始まるのは？'], IN_AUGUST],
  ])('%j', (texts, expected) => {
    expect(names(converse(...texts)).toSorted()).toEqual(expected.toSorted());
  });
});

describe('what others do, or what there is beside', () => {
  test.each([
    [
      ['危機管理局の処遇改善', '検討中のもの、ほかの局にもある？'],
      ['包括的民間委託の検討', '局内職員向けアンケートの実施'],
    ],
    [['高校に行く取組は？', '同様に大学へ行くのは？'], null],
    [
      ['議会局のAction 7', '「Action 7」のほかに議会局がやってることは？'],
      ['局内の課題共有や改善の実施', '面談の実施'],
    ],
    [['実習生の受け入れ', '中央区のほうは？', '緑区はやってないんですか？'], []],
    [['fire bureau uniforms', 'is there any survey there too?'], ['職員アンケート']],
    [['道路の委託の検討', '窓口を委託してるのは別の局？'], ['委託化等']],
  ])('%j', (texts, expected) => {
    const answered = names(converse(...texts));
    if (expected === null) expect(answered).not.toContain('採用広報の強化');
    else expect(answered.toSorted()).toEqual(expected.toSorted());
  });

  test('capitals among other letters are a noun, and point at nothing', () => {
    expect(names(converse('smartphones for staff', 'any other digital / IT initiatives?'))).not.toContain(
      '公用スマートフォンの導入',
    );
  });
});

describe('the piece that is asked for', () => {
  test.each([
    [['採用説明会', '場所はどこでやるの？'], 'メタバース'],
    [['会計課のランチミーティング', '相手は誰なんですか'], '会計管理者'],
    [['環境部の新採用フォロー', '見学とかある？'], '施設見学'],
    [['市民局の局内会議', 'それは前からやってる？'], 'R8.4～'],
    [['コトハジメ・プロジェクト', 'ビデオのは毎月？'], '月1'],
    [['新人研修をしている部署', 'そのうち毎年のものは？', '南区は？'], '随時'],
    [['採用説明会', '同じ局のほかの取組は？', '市長が行くのは大学？'], '高校訪問'],
    [['消防局の被服', 'その狙いに採用も入ってる？'], 'アピール'],
    [['Action 7 at the Assembly Bureau', 'is there a set date?'], '随時'],
    [['what is the fire bureau doing?', 'when is the uniform coming?', 'and the survey?'], 'R8年度から'],
    [['the outsourcing of road maintenance', 'what would it bring?'], '負担軽減'],
    [["what does the Mayor's Office do?", 'the shorter counter hours, which bureaus is it for?'], '総務局'],
  ])('%j', (texts, statement) => {
    expect(told(converse(...texts))).toContain(statement);
  });
});
