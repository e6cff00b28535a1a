import { describe, expect, test } from '@jest/globals';
import { inPlainWords } from '../../../src/question/read/wording.ts';

const plain = (text: string): string => inPlainWords(text).replace(/\s+/g, ' ').trim();

describe('what is named and narrows nothing', () => {
  test.each([
    ['保育園に限らず夜勤の取組', '夜勤の取組'],
    ['うちの局にかぎらず、研修をしているところ', '研修をしているところ'],
    ['年齢に関係なく受けられる研修', '受けられる研修'],
    ['水道局だけでなく全庁の面談', '全庁の面談'],
    ['税務課のみならず広く委託の例を', '広く委託の例を'],
    ['研修だけでなく面談もしている局', '研修と面談もしている局'],
    ['うちの課（上下水道）の取組', '上下水道課の取組'],
    ['自分の部(市民部)は', '市民部は'],
    ['水道課のやつ以外で', '水道課以外で'],
    ['休暇の取組、学校以外のも入れて', '休暇の取組、'],
    ['研修で、外部講師が関わらないもの', '研修で、外部講師以外のもの'],
    ['本日（11月3日）に動いている取組', '本日に動いている取組'],
    ['安全をうたっている取組', '安全の取組'],
    ['面談を行っている、もしくは今後行う予定の部署', '面談をやっている部署'],
    ['who is already running or planning to run workshops?', 'who is doing workshops?'],
    ['夏祭りでも清掃でもいいので、地域に出る取組', '地域に出る取組'],
    ['残業が減らなくて頭を抱えています。何かない？', '残業が減らなくて 。何かない？'],
    ['離職が増えていて頭が痛いです。よい例は？', '離職が増えていて 。よい例は？'],
    ['休暇の例を部局横断でまとめたい', '休暇の例をまとめたい'],
    ['水道局の取組で、夜勤の話は聞いたので、それ以外を', '水道局の取組で、夜勤以外を'],
    ['support such as loans', 'support, loans'],
    ['研修の取組を予定のものも含めて一覧で', '研修の取組を 一覧で'],
    ['ほかの課の人と何かしたい', '他部署と何かしたい'],
    ['違う部署の職員と話したい', '他部署と話したい'],
    ['よその市を訪ねる取組', '他市を訪ねる取組'],
    ['来月じゃなくて再来月に始まるもの', '再来月に始まるもの'],
    ['6月ではなく9月の研修', '9月の研修'],
    ['今年度からじゃなくて前年度からのもの', '前年度からのもの'],
    ['今回だけでなく毎年やるもの', '毎年やるもの'],
    ['前の年度から続くもの', '前年度から続くもの'],
    ['水道局の取組で、夜勤のは知っているのでそれ以外で', '水道局の取組で、夜勤以外で'],
    ['ones flagged as "weekly"', 'ones "weekly"'],
    ['all digital ones, including ones still being considered', 'all digital ones'],
    ['surveys, not just in the water bureau', 'surveys,'],
    ['Not only the hospital: who has night shifts?', ': who has night shifts?'],
    [
      'What does the roads division (the people with the snowploughs) do?',
      'What does the roads division do?',
    ],
    ['Everything the Civic Affairs side (市民局) lists', 'Everything the 市民局 lists'],
  ])('%s → %s', (text, rest) => {
    expect(plain(text)).toBe(rest);
  });

  test.each([
    '研修だけの部署',
    '頭が痛いときの相談先',
    '本庁でも支所でもいいから窓口の例',
    '横断歩道の点検',
    '期限に限りのあるもの',
    'Which departments not only do training but are paid for it',
    'the night shift (people in their twenties)',
  ])('%s: as it stands', (text) => {
    expect(plain(text)).toBe(text);
  });
});
