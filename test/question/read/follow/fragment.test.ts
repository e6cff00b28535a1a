import { describe, expect, test } from '@jest/globals';
import type { Answer, QuestionContext } from '../../../../src/question/answer.ts';
import { engine } from '../../support/real.ts';

function converse(...texts: readonly string[]): Answer {
  let previous: QuestionContext | null = null;
  let answer: Answer | null = null;
  for (const text of texts) {
    answer = engine.ask({ text, today: '2026-06-15', lang: 'ja', previous });
    previous = answer.context ?? previous;
  }
  return answer!;
}

const rows = (answer: Answer): string[] =>
  answer.hits.map(({ initiative }) => `${initiative.department} ${initiative.name}`).sort();

describe('a department and words that mean nothing by themselves', () => {
  const OF_MIDORI = ['緑区役所 若手職員や勤続年数の浅い職員への支援'];

  test.each([
    '緑区にもある？',
    '緑区にはない？',
    '次は緑区で',
    '緑区も教えて',
    '今度は緑区をお願いします',
    '緑区に変えて',
    '緑区、同じ条件で',
    '緑もやってる？',
    'same for Midori',
    'Midori instead',
    'then Midori',
    'Midori too?',
  ])('%s after 研修の取組は？', (text) => {
    expect(rows(converse('研修の取組は？', text))).toEqual(OF_MIDORI);
  });

  test.each(['緑区について教えて', '緑区を見せて', '緑区は何をやってる？', 'show me Midori'])(
    '%s is whole',
    (text) => {
      expect(rows(converse('研修の取組は？', text))).toHaveLength(3);
    },
  );
});

test('Fire Bureau? is no romaji', () => {
  expect(converse('Fire Bureau?').understood.departments).toEqual(['消防局']);
});

describe('a time that is told by the one before', () => {
  const IN_JULY = [
    '市長公室 公用スマートフォンの導入',
    '教育局 司書職人材育成方針',
    '緑区役所 1 on 1 ミーティング',
    '行政委員会事務局 採用説明会',
  ];

  test.each([
    '翌月は？',
    '次の月は？',
    'その次の月は？',
    '翌月だと何がある？',
    'and the month after?',
    'the following month?',
  ])('%s is the month after it, whatever day it is', (text) => {
    expect(rows(converse('6月に始まる取組は？', text))).toEqual([...IN_JULY].sort());
    expect(converse('9月に始まる取組は？', text).understood.time?.periods).toEqual([
      { from: '2026-10', to: '2026-10' },
    ]);
  });

  test.each([
    ['それ以降は？', { from: '2026-07', to: null }],
    ['その後は？', { from: '2026-07', to: null }],
    ['anything later?', { from: '2026-07', to: null }],
    ['それ以前は？', { from: null, to: '2026-05' }],
    ['その前の月は', { from: '2026-05', to: '2026-05' }],
    ['before that?', { from: null, to: '2026-05' }],
  ])('%s', (text, period) => {
    expect(converse('6月に始まる取組は？', text).understood.time).toEqual({
      relation: 'starts',
      periods: [period],
    });
  });

  test('is none where no time was asked for', () => {
    expect(converse('研修の取組は？', 'それ以降は？').understood.time).toBeNull();
  });
});

describe('one of a list', () => {
  test.each([
    ['①は？', 0],
    ['1', 0],
    ['一番上の', 0],
    ['最初のやつの部署', 0],
    ['1番目詳しく', 0],
    ['the top one', 0],
    ['who does the first one?', 0],
    ['②', 1],
    ['2つ目の部署は', 1],
    ['2nd one', 1],
    ['一番最後', -1],
    ['最後のやつ', -1],
    ['最後のやつを詳しく', -1],
    ['最後の部署は？', -1],
    ['the bottom one', -1],
    ['who runs the last one?', -1],
  ])('%s', (text, position) => {
    const listed = converse('区役所の取組は？').hits.map(({ initiative }) => initiative.id);
    expect(converse('区役所の取組は？', text).hits.map(({ initiative }) => initiative.id)).toEqual([
      listed.at(position),
    ]);
  });

  test('is counted from the first that a page shows', () => {
    const listed = converse('区役所の取組は？').hits.map(({ initiative }) => initiative.id);
    expect(
      converse('区役所の取組は？', '次', '1つ目は？').hits.map(({ initiative }) => initiative.id),
    ).toEqual([listed[5]]);
  });

  test.each(['1番多い部署は？', '最初に始まったのは？', 'which one is first?', '1月は？'])(
    '%s counts none',
    (text) => {
      expect(converse('研修に関する取組', text).hits.length).not.toBe(1);
    },
  );
});

describe('offices of a kind', () => {
  test.each(['そのうち局は', '局だけ', '局はある？', 'only bureaus'])('%s', (text) => {
    const answer = converse('研修の取組は？', text);
    expect(answer.hits.length).toBeGreaterThan(2);
    for (const { initiative } of answer.hits) expect(initiative.department).toMatch(/局$/);
  });

  test.each(['区に限らず', '局も含めて全部', 'not only there'])('%s leaves them', (text) => {
    expect(rows(converse('区役所の研修は？', text))).toEqual(rows(converse('研修の取組は？')));
  });
});

test.each(['何件？', '数は？', 'how many are there?', 'total?'])('%s counts what was answered', (text) => {
  expect(converse('南区役所の取組は？', text).count).toBe(3);
  expect(converse('消防局の朝礼は？', text).count).toBe(0);
});

describe('of the row at hand', () => {
  test.each([
    ['1on1は会計課だとどう？', '担当はどこ', '会計課'],
    ['ランチミーティングについて教えて', '部署は？', '会計課'],
    ['Tell me about the lunch meeting', 'who is in charge?', '会計課'],
    ['他市視察について', '横浜はもう行った？', '【予定】横浜市（6月）'],
    ['消防局の他市視察について', 'これから行く予定の市は？', '【予定】横浜市（6月）'],
    ['道路の民間委託について', 'どこまで進んでる？', '道路維持管理に係る包括的民間委託の導入について検討中'],
  ])('%s %s: %s', (first, then, told) => {
    expect(converse(first, then).fact?.text).toBe(told);
  });

  test.each(['その月に始まる他の取組は？', 'what else starts that month?'])('%s', (text) => {
    expect(rows(converse('公用スマートフォンの導入について教えて', text))).toEqual(
      ['教育局 司書職人材育成方針', '緑区役所 1 on 1 ミーティング', '行政委員会事務局 採用説明会'].sort(),
    );
  });

  test('picked from a list, another department has one of the kind', () => {
    expect(rows(converse('会計課の取組は？', '2番目のやつ', '緑区のは？'))).toEqual([
      '緑区役所 1 on 1 ミーティング',
    ]);
  });
});

describe('a wish', () => {
  test.each(['社員食堂をつくりたい', '茶道の部屋をひらきたい', '屋上で野菜を育てたいんですが'])(
    'that names what is wanted stands for itself: %s',
    (wish) => {
      expect(rows(converse('クレドの作成', wish))).toEqual([]);
    },
  );

  test.each(['参加したい', '見てみたいです'])('that names nothing is of the row at hand: %s', (wish) => {
    expect(rows(converse('クレドの作成', wish))).toEqual(['総務局 クレドの作成']);
  });
});

describe('the other rows of a department that is named', () => {
  test.each(['会計課の他のも見せて', '会計課のもう一つは', '会計課ほかには？', 'kaikeika hoka ni wa?'])(
    '%s',
    (text) => {
      expect(rows(converse('ランチミーティング', text))).toEqual(['会計課 1 on 1 ミーティングの実施']);
    },
  );
});

test('who else does it is told however far it has come', () => {
  const asked = converse('消防局のアンケート', 'ほかの局でもアンケートする予定ある？');
  expect(rows(asked)).toEqual(['都市建設局 局内職員向けアンケートの実施']);
});

test('a month for all departments asks for rows', () => {
  const asked = converse('what starts this month', 'next month, all departments');
  expect(asked.intent).toBe('find');
  expect(rows(asked).length).toBeGreaterThan(0);
});
