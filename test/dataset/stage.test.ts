import { describe, expect, test } from '@jest/globals';
import { readStage } from '../../src/dataset/stage.ts';

const row = (
  summary: string,
  schedule = '',
  name = '取組',
  remarks = '',
): Parameters<typeof readStage>[0] => ({
  name,
  summary,
  schedule,
  remarks,
});

describe('considering: the measure itself is 検討', () => {
  test.each([
    '処遇改善の検討',
    '民間委託の導入について検討中',
    'アンケートの実施を検討中',
    '部屋の設置を検討',
    '部屋の設置を検討。夏までに決める',
    '時差出勤の導入を検討している',
    '制度の見直しを検討する予定',
    '（導入を検討中）',
    '在宅勤務の拡大（検討中）',
    '解決策を検討中',
  ])('%s', (summary) => {
    expect(readStage(row(summary))).toBe('considering');
  });

  test('the name or the schedule may say it alone', () => {
    expect(readStage(row('給与を改める', 'R8以降', '処遇改善の検討'))).toBe('considering');
    expect(readStage(row('給与を改める', '検討中'))).toBe('considering');
  });

  test.each(['検討中', '（検討中）', '導入を検討中', '現在、実施に向け検討中です。'])(
    'remarks %s',
    (remarks) => {
      expect(readStage(row('給与を改める', 'R9.4以降', '取組', remarks))).toBe('considering');
    },
  );

  test.each(['R6年度よりワーキングにより検討', '対象の拡大を検討中', '検討会は毎月', '検討中の課題を共有'])(
    'not the remarks %s',
    (remarks) => {
      expect(readStage(row('給与を改める', 'R9.4以降', '取組', remarks))).toBeNull();
    },
  );

  test.each([
    '職員自らが課題等の解決策を検討する「Action 7」を実施し、議論を行っている',
    '若手職員が課題の解決策を検討',
    '検討会議を開く',
    '働き方検討委員会の設置',
    '庁舎整備検討会への参加',
    '検討の結果、導入した',
    '経験の浅い職員とベテラン職員が一緒に検討',
    '検討済の改善策を実施',
  ])('not %s', (summary) => {
    expect(readStage(row(summary))).toBeNull();
  });
});

describe('planned: 予定', () => {
  test.each([
    ['', 'R8.7～予定'],
    ['', 'R8.10予定'],
    ['', 'R9年度中に導入予定'],
    ['1 on 1 ミーティングを予定', 'R8.7以降'],
    ['夏に実施予定。詳細は後日', ''],
    ['端末を配る（R9に実施予定）', ''],
    ['順次拡大する予定です', ''],
  ])('%s %s', (summary, schedule) => {
    expect(readStage(row(summary, schedule))).toBe('planned');
  });

  test.each([
    ['予定表等の作成による年休を取得しやすい環境づくり', ''],
    ['メール・スケジュールの確認を可能にする', 'R8.4～'],
    ['子が生まれる予定の男性職員と面談', 'R8.4～'],
    ['退職予定のベテラン職員が講師となる', ''],
    ['その日の予定や困りごとを共有', ''],
    ['希望する課を支援（R9は福祉保健部、会計室を予定）', '通年'],
    ['', '予定表による'],
  ])('not %s %s', (summary, schedule) => {
    expect(readStage(row(summary, schedule))).toBeNull();
  });
});

describe('remarks that are a stage and no more', () => {
  test.each([
    ['検討中', 'considering'],
    ['（実施を検討中）', 'considering'],
    ['導入予定', 'planned'],
    ['年3校を予定', null],
    ['R6年度よりワーキングにより検討', null],
    ['春の大祭はR9年度に検討', null],
  ])('%s: %s', (remarks, stage) => {
    expect(readStage(row('給与を改める', '', '取組', remarks))).toBe(stage);
  });
});
