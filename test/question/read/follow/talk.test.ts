import { describe, expect, test } from '@jest/globals';
import { converse, names, told } from '../../support/converse.ts';

describe('the time by which a row was told from others is told', () => {
  test.each([
    ['研修に関する取組', 'その中で毎年5月のは？', '毎年5月'],
    ['農業委員会の取組', 'このうち毎月のものは？', '毎月'],
    ['市民局の取組', '両方とも4月から？', 'R8.4～'],
  ])('%s → %s', (before, text, time) => {
    expect(told(converse(before, text))).toBe(time);
  });
});

describe('rows that were shown before others', () => {
  test('are gone back to by a word of theirs', () => {
    const answer = converse(
      'スマホの導入はいつ？',
      '朝礼やってるのは？',
      'さっきのスマホのやつ、どの局だっけ',
    );
    expect(told(answer)).toBe('市長公室');
  });

  test('are gone back to by their department, of whose rows they alone were shown', () => {
    const answer = converse('危機管理局の処遇改善', '情報共有してる局は？', '危機管理のは誰が対象？');
    expect(names(answer)).toEqual(['処遇改善の検討']);
  });

  test('may be meant as the first that were shown', () => {
    const answer = converse(
      '検討中のものは？',
      'アンケートやってる局は？',
      '最初に見せてもらった道路のほう、いつから？',
    );
    expect(told(answer)).toBe('R8.5～');
  });
});

describe('what a department has beside', () => {
  test.each([
    [
      '緑区の整理整頓',
      '緑区のほかの2つは？',
      ['1 on 1 ミーティング', '若手職員や勤続年数の浅い職員への支援'],
    ],
    ['市民局の朝礼', '市民局はこれだけですか？', ['局内会議']],
    ['消防局の被服', '消防の残り全部', ['他市視察', '職員アンケート']],
    ['fire bureau uniforms', 'what are the other two?', ['他市視察', '職員アンケート']],
  ])('%s → %s', (before, text, expected) => {
    expect(names(converse(before, text))).toEqual(expected);
  });

  test('is what a thing is looked for in before others are', () => {
    expect(told(converse('被服の更新は？', '視察はどこへ行った？'))).toContain('川崎市');
  });

  test('does it do the same too: none where it does not', () => {
    expect(
      names(converse('Which ward offices take interns?', 'does the Accounting Division do it too?')),
    ).toEqual([]);
  });
});

describe('which of two things starts first', () => {
  test.each([
    ['クレドと本部会議ならどちらが先に始まりましたか', ['働きがい向上推進本部会議を設置', 'クレドの作成']],
    ['会計課と緑区の1on1、どっちが早い？', ['1 on 1 ミーティングの実施', '1 on 1 ミーティング']],
    [
      'the credo or the video relay, which started first?',
      ['コトハジメ・プロジェクトの実施', 'クレドの作成'],
    ],
  ])('%s', (text, expected) => {
    expect(names(converse(text))).toEqual(expected);
  });

  test('may be asked of the row at hand and another', () => {
    expect(names(converse('被服の更新は？', '他市視察とどっちが先？'))).toEqual(['他市視察', '被服の更新']);
  });

  test('leaves the other one', () => {
    expect(told(converse('司書の人材育成方針と教育局の職場研修だと、どっちが先？', 'もう片方はいつ'))).toBe(
      'R8.10予定',
    );
  });
});

describe('of a row', () => {
  test.each([
    ['採用説明会のやつ', '正式名称は？', '採用説明会'],
    ['採用説明会のやつ', 'どこで開催？', 'メタバース・オフィス上での採用説明会の定期開催'],
    ['本部会議はいつ？', 'その前に何かやってた？', 'R8.4 調整会議'],
    ['教育局の取組', '3つ目に戻って、いつから？', 'R8.7予定'],
  ])('%s → %s', (before, text, statement) => {
    expect(told(converse(before, text))).toBe(statement);
  });

  test.each(['クレドは市民局でしたっけ？', 'the credo is the Finance Bureau, right?'])(
    'whose it is: %s',
    (text) => {
      expect(told(converse(text))).toBe('総務局');
    },
  );
});

describe('a message that stands for itself', () => {
  test.each([
    ['6月に始まるのは？', '7月開始は？', 4],
    ['こども・若者未来局のリスト', 'こども・若者未来局のリスト', 3],
  ])('%s → %s', (before, text, count) => {
    expect(names(converse(before, text))).toHaveLength(count);
  });
});
