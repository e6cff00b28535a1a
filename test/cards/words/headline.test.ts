import { describe, expect, test } from '@jest/globals';
import { createCards } from '../../../src/cards/answer/cards.ts';
import type { Answer, Topic, Understood } from '../../../src/question/answer.ts';
import { answerOf, DATA, hit, ROWS, topic } from '../fixtures.ts';
import { kit } from '../kit.ts';

const cards = createCards(kit);

/** The first line of the answer as text. */
function headlines(fields: Partial<Answer>, understood: Partial<Understood>): [string, string] {
  const first = (lang: 'ja' | 'en'): string =>
    cards.answerText(answerOf({ ...fields, lang }, understood), DATA).split('\n')[0]!;
  return [first('ja'), first('en')];
}

const TRAINING = topic('研修', 'training');
const RECRUITING = topic('採用', 'recruitment');
const ONE_ON_ONE = topic('1on1', '1-on-1 meetings');
const BY_WORD: Topic = { words: 'メタバース', label: null, conceptId: null };
const JULY = { from: '2026-07', to: '2026-07' };
const MIDORI = ['緑区役所'];
const WARDS = ['緑区役所', '中央区役所', '南区役所'];

/** Two rows of different departments. */
const TWO = [hit(ROWS.oneOnOneMidori), hit(ROWS.oneOnOneAccounting)];
const ONE = [hit(ROWS.oneOnOneMidori)];
/** Three rows of two departments. */
const THREE = [hit(ROWS.training), hit(ROWS.offers), hit(ROWS.trainingChuo)];
/** Four rows of four departments. */
const FOUR = [hit(ROWS.training), hit(ROWS.young), hit(ROWS.trainingChuo), hit(ROWS.trainingMinami)];

describe('found', () => {
  const cases: [string, Answer['hits'], Partial<Understood>, string, string][] = [
    [
      'a topic, a row for each of a few departments',
      TWO,
      { topics: [[ONE_ON_ONE]] },
      '「1on1」の取組があるのは緑区役所と会計課の2部署です',
      '2 departments have initiatives on “1-on-1 meetings”: Midori Ward Office and Accounting Division',
    ],
    [
      'a topic, a row for each of more departments',
      FOUR,
      { topics: [[TRAINING]] },
      '「研修」の取組があるのは4部署です',
      '4 departments have initiatives on “training”',
    ],
    [
      'a topic, several rows of a department',
      THREE,
      { topics: [[TRAINING]] },
      '「研修」の取組は3件（2部署）です',
      '3 initiatives on “training” (2 departments)',
    ],
    [
      'a topic, one row',
      ONE,
      { topics: [[ONE_ON_ONE]] },
      '「1on1」の取組は1件（緑区役所）です',
      '1 initiative on “1-on-1 meetings” (Midori Ward Office)',
    ],
    [
      'words that no concept has',
      ONE,
      { topics: [[BY_WORD]] },
      '「メタバース」の取組は1件（緑区役所）です',
      '1 initiative on “メタバース” (Midori Ward Office)',
    ],
    [
      'either of two topics',
      THREE,
      { topics: [[TRAINING, RECRUITING]] },
      '「研修」または「採用」の取組は3件（2部署）です',
      '3 initiatives on “training” or “recruitment” (2 departments)',
    ],
    [
      'both of two topics',
      THREE,
      { topics: [[TRAINING], [RECRUITING]] },
      '「研修」と「採用」の両方に当てはまる取組は3件（2部署）です',
      '3 initiatives on “training” and “recruitment” (2 departments)',
    ],
    [
      'either of two topics, and a third',
      ONE,
      { topics: [[TRAINING, RECRUITING], [ONE_ON_ONE]] },
      '（「研修」または「採用」）と「1on1」の両方に当てはまる取組は1件（緑区役所）です',
      '1 initiative on (“training” or “recruitment”) and “1-on-1 meetings” (Midori Ward Office)',
    ],
    [
      'a topic but not another',
      TWO,
      { topics: [[TRAINING]], excludedTopics: [RECRUITING] },
      '「研修」の取組（「採用」を除く）は2件（2部署）です',
      '2 initiatives on “training” (excluding “recruitment”) (2 departments)',
    ],
    [
      'everything but a topic',
      TWO,
      { excludedTopics: [RECRUITING] },
      '取組（「採用」を除く）は2件（2部署）です',
      '2 initiatives (excluding “recruitment”) (2 departments)',
    ],
    [
      'a department',
      ONE,
      { departments: MIDORI },
      '緑区役所の取組は1件です',
      '1 initiative at the Midori Ward Office',
    ],
    [
      'three departments',
      TWO,
      { departments: WARDS },
      '緑区役所、中央区役所、南区役所の取組は2件です',
      '2 initiatives at the Midori Ward Office, the Chuo Ward Office and the Minami Ward Office',
    ],
    [
      'many departments',
      TWO,
      { departments: [...WARDS, '会計課', '議会局'] },
      '緑区役所など5部署の取組は2件です',
      '2 initiatives at the Midori Ward Office and other departments (5 in all)',
    ],
    [
      'other departments',
      ONE,
      { excludedDepartments: MIDORI, topics: [[TRAINING]] },
      '緑区役所以外の部署の「研修」の取組は1件（緑区役所）です',
      '1 initiative on “training” outside the Midori Ward Office (Midori Ward Office)',
    ],
    [
      'a topic at a department',
      ONE,
      { departments: MIDORI, topics: [[TRAINING]] },
      '緑区役所の「研修」の取組は1件です',
      '1 initiative on “training” at the Midori Ward Office',
    ],
    [
      'a start to come',
      TWO,
      { time: { relation: 'starts', periods: [JULY] } },
      '2026年7月に始まる取組は2件（2部署）です',
      '2 initiatives starting in July 2026 (2 departments)',
    ],
    [
      'a start in the past',
      TWO,
      { time: { relation: 'starts', periods: [{ from: '2026-04', to: '2026-04' }] } },
      '2026年4月に始まった取組は2件（2部署）です',
      '2 initiatives that started in April 2026 (2 departments)',
    ],
    [
      'a start of this month',
      ONE,
      { time: { relation: 'starts', periods: [{ from: '2026-06', to: '2026-06' }] }, departments: MIDORI },
      '緑区役所の取組のうち、2026年6月に始まるものは1件です',
      '1 initiative at the Midori Ward Office starting in June 2026',
    ],
    [
      'a start in one of two months',
      TWO,
      { time: { relation: 'starts', periods: [JULY, { from: '2026-10', to: '2026-10' }] } },
      '2026年7月または2026年10月に始まる取組は2件（2部署）です',
      '2 initiatives starting in July 2026 or in October 2026 (2 departments)',
    ],
    [
      'a start from a month on, with topic and department',
      ONE,
      {
        departments: MIDORI,
        topics: [[TRAINING]],
        time: { relation: 'starts', periods: [{ from: '2026-07', to: null }] },
      },
      '緑区役所の「研修」の取組のうち、2026年7月以降に始まるものは1件です',
      '1 initiative on “training” at the Midori Ward Office starting in July 2026 or later',
    ],
    [
      'a start before a month',
      TWO,
      { time: { relation: 'starts', periods: [{ from: null, to: '2026-04' }] } },
      '2026年4月までに始まった取組は2件（2部署）です',
      '2 initiatives that started by April 2026 (2 departments)',
    ],
    [
      'running in a month',
      TWO,
      { time: { relation: 'runs', periods: [{ from: '2026-05', to: '2026-05' }] } },
      '2026年5月に実施している取組は2件（2部署）です',
      '2 initiatives running in May 2026 (2 departments)',
    ],
    [
      'over',
      ONE,
      { time: { relation: 'ended', periods: [{ from: null, to: '2026-05' }] } },
      '2026年5月までに終わった取組は1件（緑区役所）です',
      '1 initiative that ended by May 2026 (Midori Ward Office)',
    ],
    [
      'not started',
      TWO,
      { time: { relation: 'notStarted', periods: [{ from: null, to: null }] } },
      'これから始まる取組は2件（2部署）です',
      '2 initiatives yet to start (2 departments)',
    ],
    [
      'a month, and nothing said of it',
      TWO,
      { time: { relation: 'in', periods: [JULY] } },
      '2026年7月の取組は2件（2部署）です',
      '2 initiatives in July 2026 (2 departments)',
    ],
    [
      'a fiscal year',
      ONE,
      { time: { relation: 'starts', periods: [{ from: '2027-04', to: '2028-03' }] } },
      '2027年度に始まる取組は1件（緑区役所）です',
      '1 initiative starting in fiscal 2027 (Midori Ward Office)',
    ],
    [
      'as needed',
      TWO,
      { scheduleKinds: ['anytime'] },
      '随時行っている取組は2件（2部署）です',
      '2 initiatives held as needed (2 departments)',
    ],
    [
      'a stage at a department',
      ONE,
      { stages: ['considering'], departments: MIDORI },
      '緑区役所の取組のうち、検討中のものは1件です',
      '1 initiative at the Midori Ward Office under consideration',
    ],
    [
      'a stage and a topic',
      ONE,
      { stages: ['planned'], topics: [[TRAINING]] },
      '「研修」の取組のうち、予定段階のものは1件（緑区役所）です',
      '1 initiative on “training” at the planning stage (Midori Ward Office)',
    ],
    [
      'two stages',
      ONE,
      { stages: ['planned', 'considering'] },
      '予定段階の、または検討中の取組は1件（緑区役所）です',
      '1 initiative at the planning stage or under consideration (Midori Ward Office)',
    ],
    [
      'no month',
      ONE,
      { scheduleKinds: ['monthUnstated'] },
      '月が決まっていない取組は1件（緑区役所）です',
      '1 initiative with no month fixed (Midori Ward Office)',
    ],
    [
      'all there is',
      THREE,
      {},
      '掲載されている取組は3件（2部署）です',
      '3 initiatives in the document (2 departments)',
    ],
  ];
  test.each(cases)('%s', (_, hits, understood, ja, en) => {
    expect(headlines({ hits }, understood)).toEqual([ja, en]);
  });
});

describe('nothing found', () => {
  const cases: [string, Partial<Understood>, string, string][] = [
    [
      'a topic',
      { topics: [[topic('ハラスメント', 'harassment')]] },
      '「ハラスメント」の取組は見つかりませんでした',
      'I found no initiatives on “harassment”',
    ],
    [
      'a month',
      { time: { relation: 'starts', periods: [{ from: '2026-09', to: '2026-09' }] } },
      '2026年9月に始まる取組は見つかりませんでした',
      'I found no initiatives starting in September 2026',
    ],
    [
      'a topic at a department',
      { departments: ['消防局'], topics: [[TRAINING]] },
      '消防局の「研修」の取組は見つかりませんでした',
      'I found no initiatives on “training” at the Fire Department',
    ],
    [
      'nothing understood',
      {},
      '「明日の天気は？」に当たる取組は見つかりませんでした',
      'I found no initiative that answers “明日の天気は？”',
    ],
  ];
  test.each(cases)('%s', (_, understood, ja, en) => {
    expect(headlines({ question: '明日の天気は？', unknownWords: ['天気'] }, understood)).toEqual([ja, en]);
  });
});

describe('facts, counts, comparisons', () => {
  test('when: the time in plain words, then where it stands', () => {
    const fact = {
      initiative: ROWS.oneOnOneMidori,
      asks: 'when',
      field: 'schedule',
      text: 'R8.7以降',
    } as const;
    expect(headlines({ intent: 'fact', hits: ONE, fact }, { departments: MIDORI })).toEqual([
      '2026年7月以降・予定（緑区役所「1 on 1 ミーティング」の実施時期「R8.7以降」）',
      'From July 2026 · planned (Schedule of “1-on-1 meetings”, Midori Ward Office: “R8.7以降”)',
    ]);
  });

  test('a line of a list loses its bullet', () => {
    const text = '・先輩職員との面談(早期先行枠合格者)';
    const fact = { initiative: ROWS.offers, asks: 'who', field: 'summary', text } as const;
    expect(headlines({ intent: 'fact', hits: [hit(ROWS.offers)], fact }, {})[0]).toBe(
      '先輩職員との面談(早期先行枠合格者)（健康福祉局「採用辞退抑制に向けた取組」の概要）',
    );
  });

  test('which department', () => {
    const fact = { initiative: ROWS.windows, asks: 'which', field: 'department', text: '市長公室' } as const;
    expect(headlines({ intent: 'fact', hits: [hit(ROWS.windows)], fact }, {})).toEqual([
      '市長公室（市長公室「窓口開設時間の短縮」の部署）',
      "Mayor's Office (Department of “窓口開設時間の短縮”, Mayor's Office)",
    ]);
  });

  test('how many there are', () => {
    expect(
      headlines(
        { intent: 'count', hits: THREE, count: 3, counted: 'initiatives' },
        { scheduleKinds: ['anytime'] },
      ),
    ).toEqual(['随時行っている取組は3件（2部署）です', '3 initiatives held as needed (2 departments)']);
  });

  test('how many departments', () => {
    expect(headlines({ intent: 'count', count: 18, counted: 'departments' }, {})).toEqual([
      '掲載されているのは18部署です',
      '18 departments are listed',
    ]);
    expect(
      headlines({ intent: 'count', count: 1, counted: 'departments' }, { topics: [[TRAINING]] }),
    ).toEqual(['「研修」の取組がある部署は1部署です', '1 department has initiatives on “training”']);
  });

  test('a comparison names what it compares', () => {
    expect(headlines({ intent: 'compare', hits: TWO }, { departments: WARDS, topics: [[TRAINING]] })).toEqual(
      [
        '緑区役所、中央区役所、南区役所の「研修」の取組を比べました',
        'Comparing initiatives on “training” at the Midori Ward Office, the Chuo Ward Office and the Minami Ward Office',
      ],
    );
  });
});

describe('departments', () => {
  const some = [
    { department: '消防局', count: 2 },
    { department: '会計課', count: 2 },
  ];
  const many = [...some, { department: '議会局', count: 2 }, { department: '教育局', count: 2 }];
  const cases: [string, Partial<Answer>, Partial<Understood>, string, string][] = [
    [
      'all',
      { departmentsAsk: { kind: 'list' }, departments: some },
      {},
      '取組があるのは2部署です',
      '2 departments have initiatives',
    ],
    [
      'the most',
      { departmentsAsk: { kind: 'most', count: 5 }, departments: [some[0]!] },
      {},
      '取組が最も多いのは消防局です（5件）',
      'Most initiatives: Fire Department, with 5',
    ],
    [
      'the most, shared by many',
      { departmentsAsk: { kind: 'most', count: 3 }, departments: many },
      {},
      '取組が最も多いのは3件で、4部署あります',
      '4 departments share the most initiatives, with 3 each',
    ],
    [
      'the fewest',
      { departmentsAsk: { kind: 'fewest', count: 2 }, departments: some },
      {},
      '取組が最も少ないのは消防局と会計課です（2件）',
      'Fewest initiatives: Fire Department and Accounting Division, with 2',
    ],
    [
      'exactly so many',
      { departmentsAsk: { kind: 'exactly', count: 2 }, departments: some },
      {},
      '取組が2件の部署は2部署です',
      '2 departments have exactly 2 on the list',
    ],
    [
      'without',
      { departmentsAsk: { kind: 'without', others: ['緑区役所'] }, departments: some },
      { topics: [[TRAINING]] },
      '「研修」の取組がないのは、3部署のうち2部署です',
      '2 of 3 departments have no initiatives on “training”',
    ],
    [
      'without, of one that is named',
      { departmentsAsk: { kind: 'without', others: [] }, departments: some.slice(0, 1) },
      { topics: [[TRAINING]] },
      '「研修」の取組がないのは1部署です',
      '1 department has no initiatives on “training”',
    ],
    [
      'without, and none has',
      { departmentsAsk: { kind: 'without', others: [] }, departments: some },
      { topics: [[TRAINING]] },
      '「研修」の取組は、2部署のどこにもありません',
      'None of the 2 departments has initiatives on “training”',
    ],
    [
      'without, and all have',
      { departmentsAsk: { kind: 'without', others: ['緑区役所', '南区役所'] }, departments: [] },
      { topics: [[TRAINING]] },
      '「研修」の取組は、2部署のすべてにあります',
      'All 2 departments have initiatives on “training”',
    ],
    [
      'none',
      { departmentsAsk: { kind: 'exactly', count: 9 }, departments: [] },
      {},
      '当てはまる部署はありません',
      'No department matches',
    ],
  ];
  test.each(cases)('%s', (_, fields, understood, ja, en) => {
    expect(headlines({ intent: 'departments', ...fields }, understood)).toEqual([ja, en]);
  });
});
