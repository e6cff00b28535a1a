import { describe, expect, test } from '@jest/globals';
import { createCards } from '../../../src/cards/answer/cards.ts';
import {
  answerOf,
  DATA,
  departmentList,
  hit,
  nothing,
  oneOnOne,
  ROWS,
  startsInJuly,
  topic,
} from '../fixtures.ts';
import { kit } from '../kit.ts';

const cards = createCards(kit);

describe('the answer as text', () => {
  test('has headline, what was understood, rows, near misses apart, and the source', () => {
    expect(cards.plainText(oneOnOne('ja'), DATA)).toBe(
      `「1on1」の取組があるのは緑区役所と会計課の2部署です
検索条件：テーマ 「1on1」

・緑区役所  1 on 1 ミーティング
   2026年7月以降・予定
   管理職等（副区長・所属長・班長）における1 on 1 ミーティングを予定

・会計課  1 on 1 ミーティングの実施
   2026年6月以降
   課長による 1 on 1 ミーティングの実施

── こちらも近いかもしれません

・議会局  面談の実施
   随時
   局長及び各所属長による所属職員との面談を実施する

出典：令和8年6月 職員の働きがい向上に向けた 各局・区等の取組について（総務局 人材育成課 働きがい向上推進室）`,
    );
  });

  test('the part that claims something has no near misses', () => {
    expect(cards.answerText(oneOnOne('en'), DATA)).toBe(
      `2 departments have initiatives on “1-on-1 meetings”: Midori Ward Office and Accounting Division

・Midori Ward Office  1-on-1 meetings
   1 on 1 ミーティング
   From July 2026 · planned
   1-on-1 meetings are planned for managers: deputy ward mayors, section heads and team leaders.

・Accounting Division  Holding 1-on-1 meetings
   1 on 1 ミーティングの実施
   From June 2026
   The division manager holds 1-on-1 meetings.`,
    );
  });

  test('nothing found says so once, and gives questions that have answers', () => {
    const text = cards.plainText(nothing('ja'), DATA);
    expect(text.split('\n').slice(0, 3)).toEqual([
      '「ハラスメント」の取組は見つかりませんでした',
      '検索条件：テーマ 「ハラスメント」',
      '',
    ]);
    expect(text).toContain('たとえば、こう聞いてみてください\n・上司と一対一で話す場がある部署は？\n');
    expect(cards.answerText(nothing('ja'), DATA)).toBe('「ハラスメント」の取組は見つかりませんでした');
  });

  test('departments are listed with their counts', () => {
    expect(cards.answerText(departmentList('en'), DATA).split('\n').slice(0, 4)).toEqual([
      '15 departments have initiatives',
      '',
      "・Mayor's Office  3 initiatives",
      '・General Affairs Bureau  3 initiatives',
    ]);
  });

  test('the other reading is a question to ask', () => {
    expect(cards.plainText(startsInJuly('ja'), DATA)).toContain(
      '→ 実施中の取組も含めて見る（30件）: 7月に実施している取組は？',
    );
  });

  test('a terminal gets no control characters, and no backslashes of Markdown', () => {
    const row = { ...ROWS.phones, name: '**x**\u001b[31m', summary: 'a\u0007b\n・c' };
    const text = cards.plainText(answerOf({ hits: [hit(row)], unknownWords: ['\u001b[2J'] }), DATA);
    expect(text).toContain('市長公室  **x** [31m');
    expect(text).toContain('   a b\n   ・c');
    // eslint-disable-next-line no-control-regex -- exactly these must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test('everything that was understood is said', () => {
    const answer = answerOf(
      { hits: [hit(ROWS.training)] },
      {
        departments: ['健康福祉局', '教育局'],
        excludedDepartments: ['消防局'],
        time: { relation: 'notStarted', periods: [{ from: null, to: null }] },
        scheduleKinds: ['anytime'],
        stages: ['planned', 'ended'],
        topics: [[topic('研修'), topic('講義')], [topic('若手職員')]],
        excludedTopics: [topic('採用')],
        refined: true,
      },
    );
    expect(cards.plainText(answer, DATA).split('\n')[1]).toBe(
      '検索条件：部署 健康福祉局と教育局 ／ 除く部署 消防局 ／ 時期 これから開始または随時 ／ 段階 予定または終了 ／ テーマ （「研修」または「講義」）かつ「若手職員」 ／ 除くテーマ 「採用」',
    );
  });
});
