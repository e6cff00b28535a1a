import { describe, expect, test } from '@jest/globals';
import type { Answer, QuestionContext } from '../../../../src/question/answer.ts';
import { createEngine } from '../../../../src/question/engine.ts';
import { followUpsOf } from '../../../../src/question/read/follow/follow-up.ts';
import type { Query } from '../../../../src/question/read/query.ts';
import { queryOf } from '../../../../src/question/read/follow/refine.ts';
import { DATA, engine } from '../../support/real.ts';

/** Asks one after another in one conversation, the context going through JSON as it does through a store or a card. */
function converse(...texts: readonly string[]): Answer {
  let previous: QuestionContext | null = null;
  let answer: Answer | null = null;
  for (const text of texts) {
    answer = engine.ask({ text, today: '2026-06-15', lang: 'ja', previous });
    if (answer.context !== null) previous = JSON.parse(JSON.stringify(answer.context)) as QuestionContext;
  }
  return answer!;
}

/** What a message says by itself. */
const read = (text: string): Query => queryOf(converse(text).context?.query) ?? NOTHING_SAID;
const NOTHING_SAID = { ...queryOf(converse('研修').context!.query)!, groups: [] };

const rows = (answer: Answer): string[] =>
  answer.hits.map(({ initiative }) => `${initiative.department} ${initiative.name}`).sort();

describe('how a question hangs on the one before', () => {
  test.each([
    ['その中で区役所だけ', 'among'],
    ['そのうち随時のものは？', 'among'],
    ['which of those are in August?', 'among'],
    ['8月は？', 'instead'],
    ['じゃあ消防局', 'instead'],
    ['and in August?', 'instead'],
    ['what about the fire bureau?', 'instead'],
    ['他に？', 'more'],
    ['もっと', 'more'],
    ['anything else?', 'more'],
    ['1on1やってる部署を教えてください', null],
    ['総務', null],
    ['Which departments hold surveys this year?', null],
  ])('%s: %s', (text, expected) => {
    expect(followUpsOf(text, read(text))[0]?.kind ?? null).toBe(expected);
  });
});

describe('a follow-up', () => {
  test('narrows what was answered', () => {
    expect(rows(converse('研修に関する取組', 'その中で区役所だけ'))).toEqual([
      '中央区役所 研修の実施',
      '南区役所 研修の実施',
      '緑区役所 若手職員や勤続年数の浅い職員への支援',
    ]);
  });

  test('changes the month and keeps that the start is meant', () => {
    const answer = converse('7月に始まる取組は？', '8月は？');
    expect(answer.understood).toMatchObject({ refined: true, time: { relation: 'starts' } });
    expect(rows(answer)).toEqual([
      '中央区役所 実習生受け入れ',
      '南区役所 実習生受け入れ',
      '緑区役所 若手職員や勤続年数の浅い職員への支援',
    ]);
  });

  test('changes the department and keeps the topic, in English too', () => {
    expect(rows(converse('which departments do 1on1 meetings', 'what about Midori Ward?'))).toEqual([
      '緑区役所 1 on 1 ミーティング',
    ]);
  });

  test('leaves something out of what was answered', () => {
    const answer = converse('1on1や面談をしている部署は？', '議会局以外');
    expect(rows(answer)).not.toContain('議会局 面談の実施');
    expect(rows(answer)).toContain('会計課 1 on 1 ミーティングの実施');
  });

  test('for more has no rows but what comes near', () => {
    const answer = converse('研修に関する取組で8月に始まるもの', '他に？');
    expect(answer.hits).toEqual([]);
    expect(answer.nearMisses.length).toBeGreaterThan(0);
  });

  test('is none when the question is whole by itself', () => {
    const answer = converse('研修に関する取組', '緑区役所の取組を教えてください');
    expect(answer.understood.refined).toBe(false);
    expect(answer.hits).toHaveLength(3);
  });
});

describe('a context that comes from outside', () => {
  test.each([
    ['nothing of ours', { query: 'DROP TABLE', ids: [], shown: 0 }],
    ['half a query', { query: { groups: [] }, ids: [], shown: 0 }],
    ['a concept that is not there', forged({ concept: 99_998 })],
    [
      'a negative department',
      { ...forged({}), query: { ...(forged({}).query as object), departments: [-1] } },
    ],
  ])('%s is not refined', (_name, previous) => {
    const answer = engine.ask({ text: '8月は？', today: '2026-06-15', lang: 'ja', previous });
    expect(answer.understood.refined).toBe(false);
  });

  function forged(term: object): QuestionContext {
    const context = engine.ask({ text: '研修', today: '2026-06-15', lang: 'ja', previous: null }).context!;
    const query = JSON.parse(JSON.stringify(context.query)) as { groups: object[][] };
    query.groups = query.groups.map((group) => group.map((each) => ({ ...each, ...term })));
    return { ...context, query };
  }
});

describe('another reading', () => {
  test('is offered where it gives other rows, as a question that the engine reads that way', () => {
    const answer = converse('8月の取組');
    expect(answer.alternative).toMatchObject({ kind: 'runs' });
    const other = converse(answer.alternative!.question);
    expect(other.understood.time).toEqual({
      relation: 'runs',
      periods: [{ from: '2026-08', to: '2026-08' }],
    });
    expect(other.hits).toHaveLength(answer.alternative!.count);
  });

  test('is not offered where the question says which is meant', () => {
    expect(converse('8月に始まる取組').alternative).toBeNull();
  });
});

describe('a message that stands for itself', () => {
  test.each([
    ['8月に始まる取組は？', '朝礼をやっている部署は？', ['市民局 朝礼の実施']],
    [
      '緑区役所の取組は？',
      '会計課の取組は？',
      ['会計課 1 on 1 ミーティングの実施', '会計課 ランチミーティングの実施'],
    ],
  ])('%s → %s refines nothing', (first, then, expected) => {
    const answer = converse(first, then);
    expect(answer.follows).toBeNull();
    expect(rows(answer)).toEqual(expected);
  });

  test('研修をやっている部署は？ after one department is of all', () => {
    expect(converse('緑区役所の取組は？', '研修をやっている部署は？').hits.length).toBeGreaterThan(5);
  });

  test('a topic that cannot be found with what was said before is looked for by itself', () => {
    const answer = converse('8月に始まる取組は？', '朝礼は？');
    expect(rows(answer)).toEqual(['市民局 朝礼の実施']);
    expect(answer.follows).toBeNull();
  });
});

describe('what cannot stand alone', () => {
  const MIDORI = '緑区役所 1 on 1 ミーティング';

  test.each([
    ['one row', ['クレドの作成', 'それいつから？'], 'R8.6～'],
    ['a page', ['研修の取組は？', '緑区のは？', 'いつから？'], 'R8.8'],
    ['a fact', ['局長による講義はどこの大学？', 'それいつから？'], 'R8.4～'],
    ['one of several', ['実習生の取組は？', '2つ目はいつから？'], 'R8.8'],
    ['a comparison', ['中央区と南区の実習生の受け入れを比べて', '2つ目はいつから？'], 'R8.8'],
  ])('asks a fact after %s', (_name, texts, expected) => {
    expect(converse(...texts).fact?.text).toBe(expected);
  });

  test.each([
    ['次', ['研修の取組は？', '次'], 3],
    ['残り3件を見せて', ['研修の取組は？', '残り3件を見せて'], 3],
    ['the rest', ['What training is there?', 'the rest'], 3],
    ['詳しく', ['クレドの作成', '詳しく'], 1],
    ['違いは？', ['実習生の取組は？', '違いは？'], 2],
    ['全部署では？', ['緑区役所の研修は？', '全部署では？'], 8],
  ])('%s', (_name, texts, count) => {
    const answer = converse(...texts);
    expect(answer.hits).toHaveLength(count);
    expect(answer.follows).not.toBeNull();
  });

  test.each(['8月', 'August', 'sorry, I meant August'])(
    '%s: a month by itself is put in the place of the one before',
    (text) => {
      const answer = converse('7月に始まる取組は？', text);
      expect(answer.understood.time).toMatchObject({
        relation: 'starts',
        periods: [{ from: '2026-08', to: '2026-08' }],
      });
      expect(answer.follows).not.toBeNull();
    },
  );

  test('他の部署は？ leaves out those that were answered', () => {
    expect(rows(converse('緑区役所の1on1は？', '他の部署は？'))).toEqual([
      '会計課 1 on 1 ミーティングの実施',
    ]);
  });

  test.each([
    ['消防局の取組', '職員アンケートって、よその局でもやる？', '都市建設局 局内職員向けアンケートの実施'],
    ['会計課の1on1', 'does any other department do 1on1?', '緑区役所 1 on 1 ミーティング'],
    // Where nobody else has it, who has it is told.
    ['市民局の取組', '他の部署でも朝礼やってる？', '市民局 朝礼の実施'],
  ])('%s → %s: in other departments', (first, then, row) => {
    expect(rows(converse(first, then))).toEqual([row]);
  });

  test.each(['そこ他に何やってんの', 'soko hoka ni nani yatten no', 'anything else there?'])(
    '%s: of the department answered',
    (then) => {
      expect(rows(converse('朝礼', then))).toEqual(['市民局 局内会議']);
    },
  );

  test('その部署のほかの取組は？ is of the department answered, without the row answered', () => {
    expect(rows(converse('緑区役所の1on1は？', 'その部署のほかの取組は？'))).toEqual([
      '緑区役所 働きやすい執務環境の整備',
      '緑区役所 若手職員や勤続年数の浅い職員への支援',
    ]);
  });

  test('似た取組は？ is about the same, of other departments', () => {
    const answer = converse('緑区役所の1on1は？', '似た取組は？');
    expect(answer.similarTo?.name).toBe('1 on 1 ミーティング');
    expect(rows(answer)).not.toContain(MIDORI);
    expect(answer.hits.slice(0, 1)[0]?.initiative).toMatchObject({ department: '会計課' });
  });

  test('after an empty answer stands for itself rather than find nothing again', () => {
    expect(converse('ペットの取組は？', '8月は？').hits.length).toBeGreaterThan(0);
  });

  test('says what it took over', () => {
    expect(converse('緑区役所の取組は？', '8月は？').follows?.carried).toEqual(['departments']);
    expect(converse('研修の取組は？', '緑区は？').follows?.carried).toEqual(['topics']);
  });
});

describe('a question that no row answers', () => {
  test.each([
    ['議会局の8月に始まる取組は？', { facet: 'time', count: 3 }],
    ['教育局で朝礼をやっている？', { facet: 'topics', count: 3 }],
  ])('%s says what there is without one condition', (text, expected) => {
    const answer = converse(text);
    expect(answer.hits).toHaveLength(0);
    expect(answer.unmet).toMatchObject(expected);
  });

  test('備考のあるもの is a condition', () => {
    expect(rows(converse('教育局の取組は？', 'その中で備考のあるものは？'))).toEqual([
      '教育局 司書職人材育成方針',
      '教育局 職場研修',
    ]);
  });
});

test('after an answer from another revision of the dataset, nothing is refined', () => {
  const later = createEngine({ ...DATA, revision: 'another' });
  const first = engine.ask({ text: '消防局の取組', today: '2026-06-10', lang: 'ja', previous: null });
  const asked = { text: 'その中で研修は?', today: '2026-06-10', lang: 'ja' } as const;
  expect(engine.ask({ ...asked, previous: first.context }).understood.departments).toEqual(['消防局']);
  expect(later.ask({ ...asked, previous: first.context }).understood.departments).toEqual([]);
});

describe('of the rows at hand', () => {
  const fact = (...texts: readonly string[]): string | undefined => converse(...texts).fact?.text;

  test.each([
    [
      'the question goes on to another row',
      ['1on1をやっている部署は？', '緑区のは誰がやる？', '会計課のほうは？'],
      '課長',
    ],
    ['another department is not the row itself', ['会計課の1on1はいつから？', '緑区だとだれ？'], '副区長'],
    ['何課 is a number that the row tells', ['課またぎで情報共有している部署は？', '何課で？'], '3課'],
    ['a place that one row of several tells', ['農業委員会の取組は？', 'どこを回ってるの？'], '津久井'],
    ['まだ is what is to come', ['消防局の視察は？', 'まだ行ってないところは？'], '横浜市'],
    ['備考 is the remark', ['司書の方針は？', '備考は？'], 'R6年度'],
    [
      'a row of the list of two answers ago',
      ['市長公室の取組は？', 'スマホは？', 'さっきの動画、何本？'],
      '5本',
    ],
    [
      'what found nothing in between is passed over',
      ['会計課の1on1は？', '11月は？', '誰がやるの？'],
      '課長',
    ],
    ['in English', ['Which bureaus hold lunch meetings?', 'who takes part?'], '会計管理者'],
  ])('%s', (_, texts, expected) => {
    expect(fact(...texts)).toContain(expected);
  });

  test('what a row does not tell is said to be so, and only of what was asked', () => {
    const asked = ['緑区役所の取組は？', '1on1のほうは？', '人数は？'];
    expect(converse(...asked).untold).toBe('howMany');
    expect(converse(...asked, '8月のは？').untold).toBeNull();
    expect(converse('朝礼の取組は？', 'どこがやってるの？').untold).toBeNull();
  });

  test('those with remarks are fewer, and of one row it is asked whether it has any', () => {
    expect(rows(converse('教育局の取組は？', '備考のあるものは？'))).toHaveLength(2);
    expect(rows(converse('総務局の取組は？', 'クレドのやつ', '備考ある？'))).toEqual(['総務局 クレドの作成']);
  });

  test('次 goes on in the list that one was picked from', () => {
    const list = converse('緑区役所の取組は？').hits.map(({ initiative }) => initiative.name);
    const next = converse('緑区役所の取組は？', '1番目は？', '次').hits.map(
      ({ initiative }) => initiative.name,
    );
    expect(next).toEqual([list[1]]);
  });
});

describe('what is said around a question', () => {
  test.each([
    ['a slip', ['中央区の実習生、あ違う、南区の実習生は？'], ['南区役所 実習生受け入れ']],
    ['thanks', ['残業を減らす取組は？', 'ありがとう、じゃあ処遇改善は？'], ['危機管理局 処遇改善の検討']],
    ['another matter', ['緑区役所の取組は？', '別件ですが、朝礼は？'], ['市民局 朝礼の実施']],
    ['a ward by one character', ['実習生を受け入れている部署は？', '南は？'], ['南区役所 実習生受け入れ']],
  ])('%s', (_, texts, expected) => {
    expect(rows(converse(...texts))).toEqual(expected);
  });

  test('one character calls no ward where nothing was asked before', () => {
    expect(converse('南は？').understood.departments).toEqual([]);
  });

  test('財政局は何件 counts its initiatives', () => {
    expect(converse('財政局は何件？')).toMatchObject({ counted: 'initiatives', count: 2 });
  });
});

describe('what is asked of the rows at hand', () => {
  test.each([
    // A word of the row that no list knows.
    ['他市視察', 'さいたま市は済み？', '消防局 他市視察', '【視察済】川崎市、さいたま市'],
    [
      '道路の維持管理を民間にまとめて任せる話',
      'なんのためにやるの',
      '都市建設局 包括的民間委託の検討',
      '民間委託の導入により、職員の負担軽減を見込む',
    ],
    ['クレドの作成', 'いつかｒ', '総務局 クレドの作成', 'R8.6～'],
    [
      '処遇改善',
      'もう決まったの？',
      '危機管理局 処遇改善の検討',
      '特命担当職員や被災地派遣職員の処遇改善の検討',
    ],
  ])('%s → %s', (first, then, row, fact) => {
    const answer = converse(first, then);
    expect(rows(answer)).toEqual([row]);
    expect(answer.fact?.text).toEqual(typeof fact === 'string' ? fact : expect.stringMatching(fact));
  });

  test('of two, which is first is told, and the other one is what is left', () => {
    const asked = ['1 on 1を会計課と緑区で比べたい', '先に始まるのはどっち'];
    const answer = converse(...asked);
    expect(answer.fact).toMatchObject({ field: 'schedule', text: 'R8.6以降' });
    expect(answer.fact?.initiative.department).toBe('会計課');
    expect(answer.hits.length).toBe(2);
    expect(rows(converse(...asked, 'もう一方は？'))).toEqual(['緑区役所 1 on 1 ミーティング']);
  });

  test('of more, those that start first or last', () => {
    expect(rows(converse('総務局の取組は？', '一番遅く始まるのは？'))).toEqual(['総務局 クレドの作成']);
  });

  test('of one and of another department, which is first', () => {
    const answer = converse('会計課の1 on 1', '緑区のとどっちが先？');
    expect(answer.fact?.initiative.department).toBe('会計課');
    expect(answer.fact?.text).toBe('R8.6以降');
    expect(answer.hits.length).toBe(2);
  });

  test.each([
    [['採用広報'], '年中やってる？', 'R8.4～(通年)'],
    [['消防局の視察'], 'これから行くのは？', '【予定】横浜市（6月）'],
    [['相互フォロー'], "what's the mutual support thing about", '繁忙期の協力体制'],
    [['1on1', '緑区のほう'], 'てか、もう始まってるの', 'R8.7以降'],
    [['農業委員会'], '毎月？', '毎月'],
    [['来月から始まる取組'], 'スマホは配られた？', 'R8.7～予定'],
    [['被服の更新'], '今年度中には無理？', 'R9年度中に導入予定'],
    [['採用辞退を減らす取組'], 'もう決まったらいつから', 'R7.9～'],
    [
      ['大学訪問'],
      'OBって何の話？',
      '大学教授との関わりのあるOB職員がいる大学や相手方からの依頼や紹介を受けて実施',
    ],
    [
      ['市民局の取組'],
      '朝礼のやつどういう意味？',
      '朝礼で一人ずつエピソードを話す機会をつくることにより、コミュニケーションを図る',
    ],
    [['採用説明会'], '採用辞退のも同じ局？', '健康福祉局'],
    [['10月に始まるもの'], 'どこの', '教育局'],
    [['研修への参加機会の確保'], 'どこ', '農業委員会事務局'],
    [['消防局の他市視察'], 'さいたまは行った？', '【視察済】川崎市、さいたま市'],
    [['実習生', 'which wards?', 'Chuo only'], 'start date?', 'R8.8～'],
    [['被服の更新'], '今年度中に終わる？', 'R9年度中に導入予定'],
    [['議会局の取組'], '面談は随時？', '随時'],
    [['公用スマホ'], '無料？', null],
  ])('%j → %s: %s', (before, then, fact) => {
    expect(converse(...before, then).fact?.text ?? null).toBe(fact);
  });

  test('a thing of that department, and the same of any ward', () => {
    expect(rows(converse('津久井事務所の巡視', 'そこの研修は？'))).toEqual([
      '農業委員会事務局 研修への参加機会の確保',
    ]);
    expect(rows(converse('会計課の1on1', 'どこの区でもやってる？'))).toEqual([
      '緑区役所 1 on 1 ミーティング',
    ]);
  });

  test('what only leaves something out never stands for itself', () => {
    expect(rows(converse('被服の更新', '消防局以外でもある？'))).toEqual([]);
  });

  test('whose question it is says nothing of rows', () => {
    expect(rows(converse('公用スマホ', 'うちは緑区だけど使える？'))).toEqual([
      '市長公室 公用スマートフォンの導入',
    ]);
  });

  test('of those at hand, what goes on already', () => {
    expect(rows(converse('1on1やってるとこ', 'もうやってるのはどっち'))).toEqual([
      '会計課 1 on 1 ミーティングの実施',
    ]);
  });

  test('a topic after 他のとこでもやってる？ is of all departments again', () => {
    expect(rows(converse('ランチミーティング', '他のとこでもやってる？', 'じゃあ1on1は'))).toEqual([
      '会計課 1 on 1 ミーティングの実施',
      '緑区役所 1 on 1 ミーティング',
    ]);
  });

  test('of another department, what is like the one row at hand', () => {
    expect(rows(converse('Action 7', '財政局のは？'))).toEqual([
      '財政局 市役所本庁舎等整備若手職員ワークショップ',
    ]);
  });

  test('where a thing is that it speaks of', () => {
    expect(converse('巡視をしている部署', '巡視ってどこ？').fact?.text).toBe('津久井事務所の巡視等');
  });

  test('one of two that sounds like it', () => {
    expect(rows(converse('窓口に関する取組', '時間を短くするほうはいつから？'))).toEqual([
      '市長公室 窓口開設時間の短縮',
    ]);
  });

  test('a thing beside it is looked for in its department', () => {
    expect(rows(converse('Action 7', '面談もやってる？'))).toEqual(['議会局 面談の実施']);
  });

  test('a place that the row does not speak of is another question', () => {
    expect(rows(converse('高校に行ってるのは', '大学は？'))).toContain('都市建設局 大学での講義・訪問');
  });
});

describe('what is put in the place of something else', () => {
  test.each([['あ、間違えた、緑区'], ['あ、ごめん、緑区'], ['違った。緑区で']])('%s', (then) => {
    expect(rows(converse('4月に始まった中央区の取組', then))).toEqual(['緑区役所 働きやすい執務環境の整備']);
  });

  test('those about a topic that have the word in their names', () => {
    expect(rows(converse('大学に関する取組', '講義は？'))).toEqual(
      [
        'こども・若者未来局 大学での保健師による講義',
        'こども・若者未来局 大学での局長による講義',
        '都市建設局 大学での講義・訪問',
      ].sort(),
    );
  });

  test('the other side is not the one at hand', () => {
    expect(rows(converse('道路の包括的民間委託', '窓口を委託するほうは？'))).toEqual(['中央区役所 委託化等']);
  });

  test('the one that has the very word is not the one at hand', () => {
    expect(rows(converse('庁内の動画何本', 'ビデオメッセージのやつは'))).toEqual([
      '総務局 コトハジメ・プロジェクトの実施',
    ]);
  });

  test('a time is not of the row whose department was asked for', () => {
    expect(rows(converse('児童クラブのICTは？', '担当はどこ', '令和9年度に始まるのは？'))).toEqual([
      '教育局 校務系ネットワークの高速化',
      '消防局 被服の更新',
    ]);
  });

  test('a time after that of the one row, of all departments', () => {
    const answer = converse('教育局の職場研修', '全部署で、それ以降に始まるものは？');
    expect(rows(answer)).toEqual(['教育局 校務系ネットワークの高速化', '消防局 被服の更新']);
  });

  test('words that were said before add nothing', () => {
    const answer = converse('実習生の受け入れをしてる区', '消防局では受け入れてない？');
    expect(answer.understood.topics).toHaveLength(1);
    expect(answer.hits).toHaveLength(0);
  });
});

describe('where it is done, of one row that answers', () => {
  test.each([
    ['スマホを入れるのはどこ？', '市長公室'],
    ['採用説明会はどこがやりますか', '行政委員会事務局'],
    ['kuredo no sakusei wa doko?', '総務局'],
    // A place is no department.
    ['採用説明会の会場はどこ', 'メタバース・オフィス上での採用説明会の定期開催'],
  ])('%s', (text, told) => {
    expect(converse(text).fact?.text).toBe(told);
  });
});
