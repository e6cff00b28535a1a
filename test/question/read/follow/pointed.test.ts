import { describe, expect, test } from '@jest/globals';
import type { Answer, QuestionContext } from '../../../../src/question/answer.ts';
import { pointerIn } from '../../../../src/question/read/follow/pointer.ts';
import { engine } from '../../support/real.ts';

/** Asks one after another in one conversation. */
function converse(...texts: readonly string[]): Answer {
  let previous: QuestionContext | null = null;
  let answer: Answer | null = null;
  for (const text of texts) {
    answer = engine.ask({ text, today: '2026-06-15', lang: 'ja', previous });
    if (answer.context !== null) previous = JSON.parse(JSON.stringify(answer.context)) as QuestionContext;
  }
  return answer!;
}
const names = (answer: Answer): string[] => answer.hits.map(({ initiative }) => initiative.name);
const offices = (answer: Answer): string[] => [
  ...new Set(answer.hits.map(({ initiative }) => initiative.department)),
];
const told = (answer: Answer) => answer.fact?.text ?? null;

describe('what points at a row is told from what is asked of it', () => {
  test.each([
    ['緑区のやつ、対象は誰', '緑区', '対象は誰'],
    ['5本あるほうの内訳を教えて', '5本ある', '内訳を教えて'],
    ['the video one, how many are there?', 'video', ', how many are there?'],
    ['when does the midori one start?', 'midori', 'when does '],
    ['visits - where have they been?', 'visits', 'where have they been?'],
  ])('%s', (text, thing, asked) => {
    expect(pointerIn(text)).toMatchObject({ thing, asked });
  });

  test.each(['緑区の取組は？', '朝礼をやっている部署は？', 'ほかに、局長と面談できる局はある？', 'surveys?'])(
    '%s points at none',
    (text) => {
      expect(pointerIn(text)).toBeNull();
    },
  );

  test.each([
    [['動画を使った取組', '5本あるほうの内訳を教えて'], '第3回'],
    [['1on1をやる部署は？', '緑区のやつ、対象はどんな人'], '管理職等'],
    [['アンケートをしている局', '消防のやつはどんな目的で始めたんだろう'], '働きやすい職場環境'],
    [['検討中の取組', '道路のやつは何がうれしいの'], '職員の負担軽減'],
    [['消防局の取組', '視察、残りはどこ？'], '横浜市'],
    [['surveys', 'the urban construction one, is it running already or just being considered?'], '検討中'],
    [['fire bureau', 'visits - where have they been already?'], '川崎市'],
    [['fire bureau', 'the survey, since when?'], 'R8年度から'],
    [['1-on-1 meetings', 'who runs the accounting one?'], '課長'],
    [["what is the Mayor's Office doing", 'the phones, when?'], 'R8.7～予定'],
  ] as const)('%j', (texts, statement) => {
    expect(told(converse(...texts))).toContain(statement);
  });
});

describe('what is set aside is not asked for', () => {
  test.each([
    [['議会局の取組', '議会局はもういいや、市民局の取組が知りたい'], ['市民局']],
    [
      ['研修やってるとこ', '研修は置いといて、アンケートやってるとこは？'],
      ['都市建設局', '消防局'],
    ],
    [['議会局の取組', '議会はわかった。じゃあ消防は'], ['消防局']],
    [['議会局の取組', '議会局のことはもう分かったので、次は会計課'], ['会計課']],
    [['南区の取組', '南区じゃなかった、中央区'], ['中央区役所']],
    [['Midori ward initiatives', 'never mind Midori, what about the Fire Bureau?'], ['消防局']],
    [['Midori ward initiatives', 'forget Midori. show me Minami'], ['南区役所']],
    [['Midori ward initiatives', 'sorry, not Midori, Minami'], ['南区役所']],
    [
      ['training', 'scratch that, surveys'],
      ['都市建設局', '消防局'],
    ],
    [
      ['training', "that's enough about training, who does surveys?"],
      ['都市建設局', '消防局'],
    ],
  ] as const)('%j', (texts, expected) => {
    expect(offices(converse(...texts)).sort()).toEqual([...expected].sort());
  });
});

describe('the others of a list', () => {
  test.each([
    [['アンケートをしている局', '消防のほうはいつから', 'もういっこは？']],
    [['アンケートをしている局', '消防のほうはいつから', '残りは？']],
    [['アンケートをしている局', '消防のほうはいつから', '別のほうは？']],
    [['アンケートをしている局', '消防のほうはいつから', 'じゃない方は']],
    [['surveys', 'the fire one, since when?', 'the rest']],
    [['surveys', 'the fire one, since when?', 'and the other one?']],
  ] as const)('%j', (texts) => {
    expect(names(converse(...texts))).toEqual(['局内職員向けアンケートの実施']);
  });

  test.each([
    ['真ん中のやつ', '大学での保健師による講義'],
    ['下から2番目', '大学での保健師による講義'],
    ['後ろから3つ目は？', '児童クラブへのICT導入'],
    ['the middle one', '大学での保健師による講義'],
    ['second to last', '大学での保健師による講義'],
    ['the third from the bottom', '児童クラブへのICT導入'],
  ])('counted: %s', (text, expected) => {
    expect(names(converse('こども・若者未来局の取組', text))).toEqual([expected]);
  });

  test.each([
    ['最初の一覧に戻って'],
    ['さっきのリストに戻して'],
    ['3件に戻りたい'],
    ['go back to the first list please'],
    ['show me the whole list again'],
  ])('gone back to: %s', (text) => {
    expect(names(converse('検討中の取組', '道路のやつ', '何のため？', text))).toHaveLength(3);
  });
});

describe('whether a time is so is asked of what was shown', () => {
  test.each([
    [['保健師の取組は？', '健康福祉局のやつ', 'いつでもやってる感じ？'], '随時'],
    [['消防局の取組', '視察はいつまで？', 'アンケートも今月？'], 'R8年度から'],
    [['農業委員会の取組', '巡視のやつ', 'それって毎月？'], '毎月'],
    [['中央区の取組', '研修は毎年ですか'], '毎年5月'],
    [['アンケートをしている局', '都市建設のはまだ検討中？'], '検討中'],
    [['高校に行く取組', '通年でやってるんですか'], 'R8.4～(通年)'],
    [['who goes to high schools?', 'Is it year-round?'], 'R8.4～(通年)'],
    [['surveys', 'the urban construction one', 'is it just under consideration?'], '検討中'],
    [['surveys', 'has the fire one started?'], 'R8年度から'],
  ] as const)('%j', (texts, statement) => {
    expect(told(converse(...texts))).toContain(statement);
  });

  test('of several, all are shown', () => {
    expect(offices(converse('区役所の取組', '研修は中央区も南区も随時でしょうか'))).toEqual(
      expect.arrayContaining(['中央区役所', '南区役所']),
    );
  });
});

describe('which starts first', () => {
  test.each([
    [['1on1をやる部署は？', 'どっちが早い？'], 'R8.6以降'],
    [['1-on-1 meetings', 'Which of the two was supposed to start first?'], 'R8.6以降'],
    [['1-on-1 meetings', 'which is going to start last?'], 'R8.7以降'],
    [['1on1、会計課と緑区どっちが早い？'], 'R8.6以降'],
    [['ネットワークの高速化は？', 'それと司書の人材育成方針とでは、どちらが早いのですか'], 'R8.7予定'],
    [['被服の更新は？', '他市視察より先？'], 'R8.4～6'],
    [['fire uniforms', 'does it start before the credo?'], 'R8.6～'],
    [['教育局の取組', '一番早く始まるのは？'], 'R8.7予定'],
  ] as const)('%j', (texts, time) => {
    expect(told(converse(...texts))).toBe(time);
  });

  test('is spoken of from then on', () => {
    expect(told(converse('1on1をやる部署は？', 'どっちが早い？', 'どこの課だっけ'))).toBe('会計課');
    expect(told(converse('1-on-1 meetings', 'which starts first?', 'who runs it?'))).toContain('課長');
  });
});

describe('what a department does beside', () => {
  test.each([
    [['surveys', 'the urban construction one', 'ok and their other stuff?'], 2],
    [['研修をやる区役所', '南区のやつ', 'そこは実習生も受け入れてる？'], 1],
    [['interns', 'Do they run any training for new staff as well?'], 2],
    [['庁舎関係の取組', '若手のほう、局はどこ', '財政の他のは'], 1],
    [['librarians', 'do they have anything on networks?'], 1],
  ] as const)('%j', (texts, count) => {
    expect(names(converse(...texts))).toHaveLength(count);
  });

  test('other wards are wards', () => {
    expect(offices(converse('緑区の若手向けの研修', 'ほかの区は？')).sort()).toEqual([
      '中央区役所',
      '南区役所',
    ]);
  });

  test('what was picked out of a list of a month says nothing of the next month', () => {
    expect(names(converse('8月に始まる取組は？', '緑区のやつ', 'では10月は？'))).toContain('職場研修');
  });
});

describe('what is asked in other words', () => {
  test.each([
    [['窓口が早く閉まると聞いた', 'どこの窓口ですか'], '市長公室、総務局、財政局'],
    [['市長が本部長の会議', '設置はいつか'], 'R8.5'],
    [['司書の方針', 'いつから議論してたの'], 'R6年度'],
    [['librarians', 'since when have they been discussing it?'], 'R6年度'],
    [['技術系の大学', 'どうやって行く大学を決めてるんですか'], '依頼や紹介'],
    [['整理整頓', 'どこでやってる？'], '各事務所において'],
    [['road maintenance outsourcing', 'what do they hope to get out of it?'], '職員の負担軽減'],
    [['クレド', 'どこが作ってるんでしたっけ'], '総務局'],
    [['採用説明会について', '場所はどこですか'], 'メタバース'],
    [['庁舎関係の取組', 'その中で若手のやつ、どこの局？'], '財政局'],
  ] as const)('%j', (texts, statement) => {
    expect(told(converse(...texts))).toContain(statement);
  });
});
