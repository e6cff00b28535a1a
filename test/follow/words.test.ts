import { expect, test } from '@jest/globals';
import { parseFollowWords } from '../../src/follow/chat/words.ts';
import { labelledQuestions } from '../question/support/labelled.ts';

const read = (text: string) => {
  const request = parseFollowWords(text, 'ja');
  if (request === null) return null;
  return 'question' in request ? `${request.do} ${request.question}` : request.do;
};

test.each([
  ['メンターの取組が出たら教えて', 'follow.begin メンターの取組'],
  ['消防局の取組が変わったら教えてください', 'follow.begin 消防局の取組'],
  ['研修で新しく増えたら知らせてほしい', 'follow.begin 研修'],
  ['1on1に動きがあったら通知して', 'follow.begin 1on1'],
  ['在宅勤務をフォローしたい', 'follow.begin 在宅勤務'],
  ['Tell me when mentoring changes', 'follow.begin mentoring'],
  ['Follow the Fire Bureau', 'follow.begin the Fire Bureau'],
  ['フォロー一覧', 'follow.list'],
  ['my follows', 'follow.list'],
  ['もう送らないで', 'follow.endAll'],
  ['もうお知らせは送らないでください', 'follow.endAll'],
  ['stop sending me this', 'follow.endAll'],
  ['消防局の取組に変更があったら教えて', 'follow.begin 消防局の取組'],
  ['研修について新しいのが出たらお知らせして', 'follow.begin 研修'],
  ['1on1に更新があれば教えて', 'follow.begin 1on1'],
  ['消防局が新しいことを始めたら教えて', 'follow.begin 消防局'],
  ['メンター制度の続報を知らせて', 'follow.begin メンター制度'],
  ['Let me know when there’s something new about mentoring', 'follow.begin mentoring'],
  ['Keep me posted on mentoring', 'follow.begin mentoring'],
  ['このテーマをフォローする', 'follow.begin null'],
  ['follow this', 'follow.begin null'],
  ['何をフォローしてる？', 'follow.list'],
  ['what am I following?', 'follow.list'],
  ['もう通知しないで', 'follow.endAll'],
  ['お知らせは不要です', 'follow.endAll'],
  ['フォローを全部やめたい', 'follow.endAll'],
  ['Stop notifying me', 'follow.endAll'],
  ['Don’t send me any more', 'follow.endAll'],
  // These are about the monthly highlights.
  ['unsubscribe', null],
  ['配信停止', null],
  ['メンターの取組を教えて', null],
  ['フォローアップ研修は？', null],
])('%s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('no labelled question is taken for one of these', () => {
  expect(labelledQuestions().filter((text) => read(text) !== null)).toEqual([]);
});
