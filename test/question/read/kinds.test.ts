import { describe, expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask, names } = asker({
  rows: [
    { department: '財政局', name: '新人研修', when: 'R8.4' },
    { department: '財政局', name: '管理職研修', when: '随時' },
    { department: '健康福祉局', name: '保健研修', when: '毎月' },
    { department: '健康福祉局', name: '健康アンケート', when: 'R8.7' },
    { department: '消防局', name: '救急アンケート', when: 'R8.4～(通年)' },
    { department: '消防局', name: '窓口の委託', when: 'R8.6～', stage: 'considering' },
    { department: '消防局', name: '機材の更新', when: 'R8.9予定', stage: 'planned' },
    { department: '農業委員会事務局', name: '就農メールの配信', when: 'R9.4' },
    { department: '農業委員会事務局', name: '整頓を進める日', when: '随時' },
  ],
  departments: [{ name: '緑区役所' }, { name: '南区役所' }],
  concepts: [
    concept('training', { terms: ['研修'], en: ['training'] }),
    concept('survey', { terms: ['アンケート'], en: ['survey'] }),
    concept('outsourcing', { terms: ['委託'], en: ['outsourcing'] }),
    concept('trips', { terms: ['温泉旅行'], en: ['spa trip'] }),
    concept('retention', { terms: ['離職防止'], en: ['quitting'] }),
  ],
});
const TRAININGS = ['新人研修', '管理職研修', '保健研修'].sort();
const SURVEYS = ['健康アンケート', '救急アンケート'].sort();

describe('what is left out, wherever and however it is said', () => {
  test.each([
    ['研修のうち、健康福祉局以外のもの', ['新人研修', '管理職研修']],
    ['研修で健康福祉局以外のものは？', ['新人研修', '管理職研修']],
    ['研修を知りたい。ただし財政局は除く', ['保健研修']],
    ['研修のうち財政局を抜いたら何が残る？', ['保健研修']],
    ['消防局がやっていることで、アンケート以外のものは？', ['窓口の委託', '機材の更新']],
    ['消防局のほかにアンケートをやっているところ', ['健康アンケート']],
    ['アンケート（消防局以外）', ['健康アンケート']],
    ['Which bureaus other than 財政局 run training?', ['保健研修']],
    ['surveys, but not 消防局', ['健康アンケート']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual([...expected].sort());
  });

  test.each([
    ['消防局で、アンケートのほかには何がある？', ['窓口の委託', '機材の更新']],
    ['消防局じゃないところのアンケート', ['健康アンケート']],
    ['アンケート、消防局ではないところでは？', ['健康アンケート']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual([...expected].sort());
  });

  test('how it is done is not left out, and no time is no department', () => {
    expect(names('surveys without leaving the fire bureau')).toEqual(['救急アンケート']);
    expect(ask('Which ones have no schedule?').intent).toBe('find');
  });

  test('what would do as well is not left out', () => {
    expect(names('アンケートじゃなくてもいいので消防局の取組')).toHaveLength(3);
  });
});

test.each(['部署は何個載ってる', '部署は何ヶ所ありますか', '局とか課はいくつある', '区や局は何個載ってる'])(
  '%s: how many is no thing that is asked for',
  (question) => {
    const { counted, unknownWords, hits } = ask(question);
    expect([counted, unknownWords, hits.length]).toEqual(['departments', [], 9]);
  },
);

describe('kinds of schedule and stages that are not meant', () => {
  test.each([
    ['健康福祉局の取組で毎月じゃないもの', ['健康アンケート']],
    ['財政局の「随時」ではないもの', ['新人研修']],
    ['財政局で随時以外の取組', ['新人研修']],
    ['消防局の検討中じゃないもの', ['救急アンケート', '機材の更新']],
    ['消防局で通年以外', ['窓口の委託', '機材の更新']],
    ['消防局の予定以外の取組', ['救急アンケート', '窓口の委託']],
    ['消防局: anything that is not year-round', ['窓口の委託', '機材の更新']],
    ['財政局, other than as needed', ['新人研修']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual([...expected].sort());
    expect(ask(question).understood.except).toBe(true);
  });

  test.each([
    ['研修で、4月に始まった取組と随時の取組', ['新人研修', '管理職研修']],
    ['研修で随時のものと4月に始まったもの', ['新人研修', '管理職研修']],
    ['研修のうち、毎月やるものか4月に始まったもの', ['新人研修', '保健研修']],
  ])('%s: either will do', (question, expected) => {
    expect(names(question)).toEqual([...expected].sort());
  });

  test.each([
    '委託の導入を検討しているのですが、やっているところはありますか',
    'うちでも委託を検討中です。どこがやっていますか',
    'We are considering outsourcing. Who does it?',
  ])('%s: what who asks has in mind is no stage', (question) => {
    expect(ask(question).understood.stages).toEqual([]);
  });

  test.each([['検討中の取組は？'], ['消防局のうち、まだ検討段階のもの'], ['これから検討していくもの']])(
    '%s is one',
    (question) => {
      expect(names(question)).toEqual(['窓口の委託']);
    },
  );
});

describe('the days of who asks', () => {
  test.each(['毎日残業で疲れています', '同じデータを毎日打ち込む作業', '毎日立ちっぱなしで腰が痛い'])(
    '%s',
    (question) => {
      expect(ask(question).understood.scheduleKinds).toEqual([]);
    },
  );

  test.each(['毎日の朝礼', '毎日やっている取組', '毎朝開いているもの'])('%s recurs', (question) => {
    expect(ask(question).understood.scheduleKinds).toEqual(['daily']);
  });
});

describe('years and events', () => {
  test.each([
    ['planned for 2027', ['就農メールの配信']],
    ['what starts in 2027?', ['就農メールの配信']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual(expected);
  });

  test.each([
    '夏に子どもが生まれる予定です。研修はありますか',
    '4月に係長になった者ですが、研修をしているところは',
    '秋から育休に入るので、研修の取組を知りたい',
    '来月結婚します。研修はどこ？',
    '秋に第一子が生まれる予定ですが、研修をしているところは',
    '秋は毎年ぼろぼろ、研修はありますか',
    '冬は毎年心が折れるので研修を知りたい',
    '冬の運転が怖い。研修はありますか',
    'it is too hot in summer, any training?',
    'training for the running club',
  ])('%s: what befalls who asks is no time of rows', (question) => {
    expect(ask(question).understood.time).toBeNull();
    expect(names(question)).toEqual(TRAININGS);
  });

  test.each(['we have no time to eat, is there training?', 'no time for training'])(
    '%s: no row lacks its time',
    (question) => {
      expect(ask(question).understood.scheduleKinds).toEqual([]);
    },
  );

  test('もうすぐ退職する is no time', () => {
    expect(ask('もうすぐ退職される人の研修').understood.time).toBeNull();
  });
});

describe('details are asked of a thing, and are none', () => {
  test.each(['研修の定員は？', '研修は何曜日にありますか', '研修の会場はどこですか', '研修の参加費はいくら'])(
    '%s',
    (question) => {
      expect(names(question)).toEqual(TRAININGS);
      expect(ask(question).unknownWords).toEqual([]);
    },
  );

  test('a number that no row tells is no fact', () => {
    expect(ask('窓口の委託は何社ですか').fact).toBeNull();
  });

  test.each(['取組の総数', '取組総数は？'])('%s counts', (question) => {
    expect(ask(question).count).toBe(9);
  });
});

describe('of things named side by side, those that there are; the others are told', () => {
  test.each([
    ['研修と温泉旅行', TRAININGS, '温泉旅行'],
    ['研修も温泉旅行もある？', TRAININGS, '温泉旅行'],
    ['アンケートや温泉旅行', SURVEYS, '温泉旅行'],
    ['surveys and spa trips', SURVEYS, 'spa trips'],
  ])('%s', (question, expected, outside) => {
    expect(names(question)).toEqual(expected);
    expect(ask(question).unknownWords).toEqual([outside]);
  });
});

describe('names of departments that are written as they sound', () => {
  test.each([
    ['財制局の取組', '財政局'],
    ['在政局は何をしていますか', '財政局'],
    ['消坊局の取組', '消防局'],
    ['消防曲', '消防局'],
    ['建康福祉局の研修', '健康福祉局'],
    ['健康副祉局', '健康福祉局'],
    ['農業委の取組', '農業委員会事務局'],
  ])('%s', (question, department) => {
    expect(ask(question).understood.departments).toEqual([department]);
  });

  test.each(['水道局の取組', '税務局は？', '情報局の取組'])('%s is another name', (question) => {
    expect(ask(question).understood.departments).toEqual([]);
    expect(names(question)).toEqual([]);
  });
});

describe('words that are one by folding alone are not one', () => {
  test('メール is no part of 進める', () => {
    expect(names('メールの取組')).toEqual(['就農メールの配信']);
  });

  test.each(['It is quite hard. Who does surveys?', 'quite a few surveys'])(
    '%s: quite is not to quit',
    (question) => {
      expect(names(question)).toEqual(SURVEYS);
      expect(
        ask(question)
          .understood.topics.flat()
          .map(({ conceptId }) => conceptId),
      ).toEqual(['survey']);
    },
  );
});

describe('people side by side, names of departments, where else', () => {
  const people = asker({
    rows: [
      { department: '財政局', name: '新採用者の研修' },
      { department: '消防局', name: '転入者の研修' },
      { department: '消防局', name: '他市の視察' },
    ],
    concepts: [
      concept('new-hires', { kind: 'audience', terms: ['新採用'] }),
      concept('transferees', { kind: 'audience', terms: ['転入者'] }),
      concept('training', { terms: ['研修'] }),
      concept('site-visit', { terms: ['視察'] }),
    ],
  });
  test.each([
    ['新採用と転入者の研修をしているところ', ['新採用者の研修', '転入者の研修']],
    ['新採用の研修をしている部署名を教えてください', ['新採用者の研修']],
    ['視察にまだ行ってないのはどこの市？', ['他市の視察']],
  ])('%s', (question, expected) => {
    expect(people.names(question)).toEqual([...expected].sort());
  });
});

describe('however far it has come, who else, what is not wanted', () => {
  const stages = asker({
    rows: [
      { department: '財政局', name: '若手のアンケート' },
      { department: '消防局', name: '全員アンケート', stage: 'considering' },
      { department: '消防局', name: '装備の更新', stage: 'planned' },
      { department: '議会局', name: '学生の研修' },
      { department: '議会局', name: '職員の研修' },
    ],
    concepts: [
      concept('survey', { terms: ['アンケート'], en: ['survey'] }),
      concept('gear', { terms: ['装備'], en: ['gear'] }),
      concept('young-staff', { kind: 'audience', terms: ['若手'], en: ['young staff'] }),
      concept('training', { terms: ['研修'] }),
      concept('students', { kind: 'audience', terms: ['学生'] }),
    ],
  });
  test.each([
    ['アンケートを実施または検討している局を教えてください', ['若手のアンケート', '全員アンケート']],
    ['アンケートをやっている、またはやる予定の部署はどこですか', ['若手のアンケート', '全員アンケート']],
    ['Anything planned about our gear?', ['装備の更新']],
    ['Who besides the young staff takes part in the survey?', ['若手のアンケート']],
    ['研修の一覧が欲しいです。（学生向けのは要りません）', ['職員の研修']],
    ['検討しているアンケートは？', ['全員アンケート']],
  ])('%s', (question, expected) => {
    expect(stages.names(question)).toEqual([...expected].sort());
  });
});

describe('departments by how many they have, in English', () => {
  test.each([
    ['Which departments do no training?', ['消防局', '農業委員会事務局', '南区役所', '緑区役所']],
    ['who runs no surveys?', ['財政局', '農業委員会事務局', '南区役所', '緑区役所']],
    [
      'Which departments have no more than 2 initiatives?',
      ['農業委員会事務局', '財政局', '健康福祉局', '南区役所', '緑区役所'],
    ],
    ['Which departments have at least 3 initiatives?', ['消防局']],
    ['Which departments have at most 1 initiative?', ['南区役所', '緑区役所']],
    ['Which department has the least initiatives?', ['南区役所', '緑区役所']],
  ])('%s', (question, expected) => {
    expect(
      ask(question)
        .departments.map(({ department }) => department)
        .sort(),
    ).toEqual([...expected].sort());
  });
});

describe('small words between items, what may be there as well, amounts of another time', () => {
  test.each([
    ["I'd like trainings, a survey, even outsourcing", [...TRAININGS, ...SURVEYS, '窓口の委託']],
    ['研修をしている部署を全部（財政局もふくむ）', TRAININGS],
    ['アンケートは去年どれだけ集まったの？', SURVEYS],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual([...expected].sort());
  });
});
