import { expect, test } from '@jest/globals';
import { parseContactWords } from '../../src/contacts/words.ts';
import { labelledQuestions } from '../question/support/labelled.ts';

const read = (text: string) => {
  const request = parseContactWords(text, 'ja');
  if (request === null) return null;
  return 'subject' in request ? `ask ${request.subject}`.trim() : request.do;
};

test.each([
  ['担当者の連絡先は？', 'ask'],
  ['誰に聞けばいい？', 'ask'],
  ['誰に聞けばいいですか', 'ask'],
  ['問い合わせ先は？', 'ask'],
  ['連絡先を教えてください', 'ask'],
  ['この取組の連絡先は？', 'ask この取組'],
  ['これって誰に聞いたらいいですか？', 'ask これ'],
  ['緑区役所の担当は？', 'ask 緑区役所'],
  ['緑区役所の担当者は誰ですか', 'ask 緑区役所'],
  ['会計課の内線番号を教えて', 'ask 会計課'],
  ['メンター制度について誰に聞けばいいですか？', 'ask メンター制度'],
  ['1on1のことはどこに問い合わせればいい？', 'ask 1on1'],
  ['研修の問い合わせ先', 'ask 研修'],
  ['Who do I contact about mentoring?', 'ask mentoring'],
  ['who should we ask', 'ask'],
  ['contact details for the Midori Ward Office', 'ask the Midori Ward Office'],
  ['担当者の設定', 'contact.owners'],
  ['担当の登録をしたい', null],
  ['担当を登録したい', 'contact.owners'],
  ['owners', 'contact.owners'],
  ['メタバースの説明会ってどこの担当？', null],
  ['ふるさと納税の担当はどこですか', null],
  ['担当部署は？', null],
  ['連絡体制の取組', null],
  ['パスワードを忘れたときはどこに聞けばいい？', null],
  ['けがをした場合の連絡先は？', null],
  ['メンタルヘルスの相談窓口はある？', null],
  ['人事担当です。合格後に他へ流れてしまう方を減らす工夫をしている局があれば教えてください。', null],
])('%s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('of the labelled questions only such are taken for one about whom to ask as no row answers', () => {
  expect(labelledQuestions().filter((text) => read(text) !== null)).toEqual([
    '道路に穴があいてるんだけど、どこに連絡したらいい？',
    '道路に穴があいています。どこに連絡すれば？',
    'Who do I call about stray cats?',
  ]);
});
