import { describe, expect, test } from '@jest/globals';
import { withoutPurpose } from '../../../src/question/read/purpose.ts';

describe('what the answer is wanted for names no row', () => {
  test.each([
    ['研修の例を集めてます。来週の課の改善会議で紹介したいので', '研修の例を集めてます。'],
    ['来月始まる取組を教えて。議会の答弁資料に使います', '来月始まる取組を教えて。'],
    ['面談をしている局を部会で報告するので教えてください', '面談をしている局を教えてください'],
    ['窓口の工夫を係会の資料に載せたいんですが、どこか', '窓口の工夫を、どこか'],
    ['議会答弁用に、委託の取組を一覧で', '委託の取組を一覧で'],
    ['上司に説明しないといけなくて、残業を減らす取組ある?', '、残業を減らす取組ある?'],
    [
      'Who runs exit interviews? I have to present it at our section meeting on Monday',
      'Who runs exit interviews?',
    ],
    ["training for new hires, it's for my report next week.", 'training for new hires, .'],
    [
      '大学で講義をしている局はどこですか。来年度の依頼をまとめる都合で一覧にします',
      '大学で講義をしている局はどこですか。',
    ],
    ['局の取組を教えて。ヒアリングまでに目を通しておきたいです', '局の取組を教えて。'],
    ['人事課の担当ですが、面談をしている局はどこですか', '面談をしている局はどこですか'],
    ['休めないという不満が多く寄せられています。休暇の取組は?', '休めない 。休暇の取組は?'],
    ['4月に始まるものを教えて。予算要求の準備で要ります', '4月に始まるものを教えて。'],
    ['検討段階の取組を見たいです。議会で聞かれそうなので', '検討段階の取組を見たいです。'],
    ['健康を守る取組は? 労組から聞かれた', '健康を守る取組は? '],
    ['電子化の例。保護者会でも聞かれるので', '電子化の例。'],
    ['後輩に聞かれたんで。研修ある?', '。研修ある?'],
    ['局長に頼まれて。面談をしている局は?', '。面談をしている局は?'],
    ['記者から質問されたので、残業の取組を', '、残業の取組を'],
    ['面談をしている局はどこですか。部の計画づくりのため調べています。', '面談をしている局はどこですか。'],
    ['委託の例はありますか? 契約の見直しで集めているところです', '委託の例はありますか? '],
    ['研修の取組を教えて。電算担当です', '研修の取組を教えて。'],
    ['休みやすくする取組はありますか？建築の係長です。', '休みやすくする取組はありますか？'],
    ['I am preparing a short briefing. Which bureaus went digital?', '. Which bureaus went digital?'],
  ])('%s', (text, rest) => {
    expect(withoutPurpose(text).replaceAll(' ', '')).toBe(rest.replaceAll(' ', ''));
  });

  test.each([
    '若手が会議で発言したい',
    '電算担当です',
    '窓口の担当です。研修はありますか',
    '会議で資料を使わない取組',
    '会議資料を減らしたい',
    '議会の答弁を楽にしたい',
    'speaking up in a meeting',
    'fewer reports for the council',
    '資料に使います',
    '上司に聞かれたくない相談',
    '議会で質問に答える職員の研修',
  ])('%s is asked for', (text) => {
    expect(withoutPurpose(text)).toBe(text);
  });
});
