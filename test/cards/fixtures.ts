import type { Department, Expansion, Initiative, Schedule, Source, Stage } from '../../src/dataset/schema.ts';
import type { CardData } from '../../src/cards/cards.ts';
import type { Answer, Hit, Reason, Topic, Understood } from '../../src/question/answer.ts';

const SOURCE: Source = {
  title: '職員の働きがい向上に向けた 各局・区等の取組について',
  publisher: '総務局 人材育成課 働きがい向上推進室',
  date: '2026-06',
  dateText: '令和8年6月',
  file: 'hatarakigai-r08-06.txt',
  sha256: '0'.repeat(64),
};

/** A schedule with the fields that the text does not give left at rest. */
export function schedule(text: string, kind: Schedule['kind'], rest: Partial<Schedule> = {}): Schedule {
  return {
    text,
    kind,
    start: null,
    end: null,
    open: kind === 'from',
    monthStated: true,
    recurrence: null,
    recurrenceMonths: [],
    ...rest,
  };
}

const from = (text: string, start: string): Schedule => schedule(text, 'from', { start });
const month = (text: string, at: string): Schedule => schedule(text, 'month', { start: at, end: at });

function row(
  id: string,
  department: string,
  name: string,
  summary: string,
  when: Schedule,
  more: { remarks?: string; stage?: Stage } = {},
): Initiative {
  const { remarks = '', stage = null } = more;
  return {
    id,
    department,
    name,
    summary,
    schedule: when,
    stage,
    remarks,
    source: { line: 1, text: `${name}\t${summary}\t${when.text}\t${remarks}` },
  };
}

/** Rows of the document, by what the tests call them. */
export const ROWS = {
  oneOnOneMidori: row(
    'i-1on1-midori',
    '緑区役所',
    '1 on 1 ミーティング',
    '管理職等（副区長・所属長・班長）における1 on 1 ミーティングを予定',
    from('R8.7以降', '2026-07'),
    { stage: 'planned' },
  ),
  oneOnOneAccounting: row(
    'i-1on1-kaikei',
    '会計課',
    '1 on 1 ミーティングの実施',
    '課長による 1 on 1 ミーティングの実施',
    from('R8.6以降', '2026-06'),
  ),
  interviews: row(
    'i-mendan',
    '議会局',
    '面談の実施',
    '局長及び各所属長による所属職員との面談を実施する',
    schedule('随時', 'anytime'),
  ),
  phones: row(
    'i-phones',
    '市長公室',
    '公用スマートフォンの導入',
    '外出先やリモートワーク環境からでも、内線電話やメール・スケジュールの確認を可能とし、職員の柔軟な働き方の推進・業務効率の向上や市民サービスの向上を図る',
    from('R8.7～予定', '2026-07'),
    { stage: 'planned' },
  ),
  windows: row(
    'i-windows',
    '市長公室',
    '窓口開設時間の短縮',
    '市長公室、総務局、財政局内の特定の課・室における窓口開設時間の短縮',
    month('R8.4', '2026-04'),
  ),
  leave: row(
    'i-leave',
    '危機管理局',
    '年休を取得しやすい環境づくり',
    '予定表等の作成などによる年休を取得しやすい環境づくりやノー残業デーの周知等による帰りやすい雰囲気づくり',
    schedule('', 'unstated'),
  ),
  training: row(
    'i-training',
    '健康福祉局',
    '局独自の人材育成',
    '・「健康福祉」分野にこだわらず、職員のニーズと時流を捉えた研修の実施\n・専門職に必要な知識に応じた研修の実施',
    schedule('随時', 'anytime'),
  ),
  offers: row(
    'i-offers',
    '健康福祉局',
    '採用辞退抑制に向けた取組',
    '・広報さがみはらを毎月1回郵送\n・健康福祉局及びこども・若者未来局関連のイベント情報の配信\n・先輩職員との面談(早期先行枠合格者)',
    from('R7.9～', '2025-09'),
    { remarks: '6月から広報及びイベント情報を発信' },
  ),
  follow: row(
    'i-follow',
    '環境経済局',
    '「環境部新採用職員向けフォロー」の企画',
    '入庁時に必要なフォローについて、中途採用職員を中心にヒアリングし実施 ①新採用職員受入れの心構えを共有 ②施設見学研修を実施 ③庁内よく使うリンク・マニュアル集を作成',
    month('R8.4', '2026-04'),
  ),
  young: row(
    'i-young',
    '緑区役所',
    '若手職員や勤続年数の浅い職員への支援',
    '職場研修を通じて、緑区内の事業や魅力を知るとともに、コミュニケーションの促進を図る',
    month('R8.8', '2026-08'),
  ),
  internsChuo: row(
    'i-interns-chuo',
    '中央区役所',
    '実習生受け入れ',
    'キャリア教育プログラム（旧インターンシップ）の実習生受け入れ',
    from('R8.8～', '2026-08'),
  ),
  trainingChuo: row(
    'i-training-chuo',
    '中央区役所',
    '研修の実施',
    '新採用・転入者向け研修の実施',
    schedule('毎年5月', 'recurring', { recurrence: 'yearly', recurrenceMonths: [5] }),
  ),
  internsMinami: row(
    'i-interns-minami',
    '南区役所',
    '実習生受け入れ',
    'キャリア教育プログラムの実習生受け入れ',
    month('R8.8', '2026-08'),
  ),
  trainingMinami: row(
    'i-training-minami',
    '南区役所',
    '研修の実施',
    '新採用・転入者向け研修等の実施',
    schedule('随時', 'anytime'),
  ),
  trainingEducation: row(
    'i-training-edu',
    '教育局',
    '職場研修',
    '教育委員会事務局職員のニーズを踏まえた職場研修の実施',
    month('R8.10予定', '2026-10'),
    { remarks: '議会事務、契約事務、庁議など', stage: 'planned' },
  ),
  trainingCommittee: row(
    'i-training-gyosei',
    '行政委員会事務局',
    '新任者研修',
    '新採用・転入者向けに研修を実施',
    month('R8.4', '2026-04'),
  ),
  trainingFarm: row(
    'i-training-farm',
    '農業委員会事務局',
    '研修への参加機会の確保',
    '能力・キャリア開発研修会への参加',
    from('R8.5～', '2026-05'),
  ),
  uniforms: row(
    'i-uniforms',
    '消防局',
    '被服の更新',
    '被服の更新等による災害活動の安全性・快適性の向上、執務環境の改善のほか、副次的効果として、被服のリニューアルにより受験者へのアピールにつなげる',
    schedule('R9年度中に導入予定', 'within', { start: '2027-04', end: '2028-03', monthStated: false }),
    { stage: 'planned' },
  ),
  visits: row(
    'i-visits',
    '消防局',
    '他市視察',
    '他市消防局及び市役所本庁舎の視察を行い、今後の消防署整備に盛り込み執務環境改善を行う',
    schedule('R8.4～6', 'range', { start: '2026-04', end: '2026-06' }),
    { remarks: '【視察済】川崎市、さいたま市 【予定】横浜市（6月）' },
  ),
} satisfies Record<string, Initiative>;

const DEPARTMENTS: readonly (readonly [string, string])[] = [
  ['市長公室', "Mayor's Office"],
  ['総務局', 'General Affairs Bureau'],
  ['危機管理局', 'Crisis Management Bureau'],
  ['健康福祉局', 'Health and Welfare Bureau'],
  ['こども・若者未来局', "Children and Youth's Future Bureau"],
  ['環境経済局', 'Environment and Economy Bureau'],
  ['緑区役所', 'Midori Ward Office'],
  ['中央区役所', 'Chuo Ward Office'],
  ['南区役所', 'Minami Ward Office'],
  ['会計課', 'Accounting Division'],
  ['議会局', 'City Council Bureau'],
  ['教育局', 'Education Bureau'],
  ['行政委員会事務局', 'Administrative Committee Secretariat'],
  ['農業委員会事務局', 'Agricultural Committee Secretariat'],
  ['消防局', 'Fire Department'],
];

function expansion(
  row: Initiative,
  en: Expansion['en'],
  questions: readonly string[] = [],
): [string, Expansion] {
  return [row.id, { id: row.id, en, questions: [...questions], themes: [] }];
}

export const DATA: CardData = {
  source: SOURCE,
  departments: DEPARTMENTS.map(([name, en]): Department => ({ name, en, kana: null, aliases: [] })),
  initiatives: Object.values(ROWS),
  concepts: [],
  expansions: new Map([
    expansion(
      ROWS.oneOnOneMidori,
      {
        name: '1-on-1 meetings',
        summary:
          '1-on-1 meetings are planned for managers: deputy ward mayors, section heads and team leaders.',
        remarks: '',
      },
      ['上司と一対一で話す場がある部署は？', 'Who holds 1-on-1 meetings?'],
    ),
    expansion(ROWS.oneOnOneAccounting, {
      name: 'Holding 1-on-1 meetings',
      summary: 'The division manager holds 1-on-1 meetings.',
      remarks: '',
    }),
    expansion(ROWS.offers, {
      name: 'Keeping recruits from declining offers',
      summary:
        'The city newsletter is mailed every month.\nEvent news of the two bureaus is sent out.\nCandidates who passed early meet senior staff.',
      remarks: 'Newsletter and event news sent since June',
    }),
  ]),
};

/** The dataset as another city might have it: no English, no curated questions. */
export const BARE_DATA: CardData = {
  ...DATA,
  departments: DATA.departments.map((department) => ({ ...department, en: null })),
  expansions: new Map(),
};

export function hit(
  initiative: Initiative,
  reasons: readonly Reason[] = [],
  about: readonly string[] = [],
): Hit {
  return { initiative, score: 1, reasons, about };
}

export function topic(ja: string, en = ja): Topic {
  return { words: ja, label: { ja, en }, conceptId: 'x' };
}

const NOTHING: Understood = {
  intent: 'find',
  departments: [],
  excludedDepartments: [],
  time: null,
  scheduleKinds: [],
  except: false,
  either: false,
  stages: [],
  topics: [],
  excludedTopics: [],
  extreme: null,
  remarked: false,
  refined: false,
};

/** An answer with everything else at rest; the intent stands in both places. */
export function answerOf(
  fields: Partial<Omit<Answer, 'understood'>>,
  understood: Partial<Understood> = {},
): Answer {
  const intent = fields.intent ?? 'find';
  return {
    lang: 'ja',
    question: '研修の取組は？',
    today: '2026-06-15',
    hits: [],
    nearMisses: [],
    unknownWords: [],
    fact: null,
    untold: null,
    count: null,
    counted: null,
    departmentsAsk: null,
    departments: [],
    alternative: null,
    follows: null,
    similarTo: null,
    unmet: null,
    isRead: false,
    relaxations: [],
    context: null,
    ...fields,
    intent,
    understood: { ...NOTHING, ...understood, intent },
  };
}

const matched = (asked: string, found: string, field: Reason['field'] = 'name'): Reason => ({
  kind: 'concept',
  field,
  asked,
  found,
});

const ONE_ON_ONE = topic('1on1', '1-on-1 meetings');
const TRAINING = topic('研修', 'training');

export const FIRST_VIEW = { page: 0, previous: null };

/** 「1on1をやっている部署は？」 */
export function oneOnOne(lang: Answer['lang']): Answer {
  return answerOf(
    {
      lang,
      question: lang === 'ja' ? '1on1をやっている部署は？' : 'Which departments do 1on1 meetings?',
      hits: [
        hit(ROWS.oneOnOneMidori, [matched('1on1', '1 on 1')]),
        hit(ROWS.oneOnOneAccounting, [matched('1on1', '1 on 1')]),
      ],
      nearMisses: [hit(ROWS.interviews)],
    },
    { topics: [[ONE_ON_ONE]] },
  );
}

/** 「研修の取組を全部出して」: more than one page. */
export function allTraining(lang: Answer['lang']): Answer {
  const rows = [
    ROWS.training,
    ROWS.follow,
    ROWS.young,
    ROWS.trainingChuo,
    ROWS.trainingMinami,
    ROWS.trainingEducation,
    ROWS.trainingCommittee,
    ROWS.trainingFarm,
    ROWS.offers,
    ROWS.uniforms,
  ];
  return answerOf(
    {
      lang,
      question: lang === 'ja' ? '研修の取組を全部出して' : 'All the training there is',
      hits: rows.map((initiative) => hit(initiative, [matched('研修', '研修', 'summary')])),
    },
    { topics: [[TRAINING]] },
  );
}

/** 「消防局の視察先ってどこの市？」 */
export function visitFact(lang: Answer['lang']): Answer {
  return answerOf(
    {
      lang,
      intent: 'fact',
      question:
        lang === 'ja' ? '消防局の視察先ってどこの市？' : 'Which cities did the Fire Department visit?',
      hits: [hit(ROWS.visits, [matched('視察', '視察')])],
      fact: {
        initiative: ROWS.visits,
        asks: 'where',
        field: 'remarks',
        text: '【視察済】川崎市、さいたま市 【予定】横浜市（6月）',
      },
    },
    { departments: ['消防局'], topics: [[topic('視察', 'inspection visits')]] },
  );
}

/** 「緑区の1on1っていつから？」 */
export function whenFact(lang: Answer['lang']): Answer {
  return answerOf(
    {
      lang,
      intent: 'fact',
      question: lang === 'ja' ? '緑区の1on1っていつから？' : 'When do the 1-on-1s at Midori Ward start?',
      hits: [hit(ROWS.oneOnOneMidori, [matched('1on1', '1 on 1')])],
      fact: { initiative: ROWS.oneOnOneMidori, asks: 'when', field: 'schedule', text: 'R8.7以降' },
    },
    { departments: ['緑区役所'], topics: [[ONE_ON_ONE]] },
  );
}

/** 「7月に始まるのは？」, with another reading. */
export function startsInJuly(lang: Answer['lang']): Answer {
  return answerOf(
    {
      lang,
      question: lang === 'ja' ? '7月に始まるのは？' : 'What starts in July?',
      hits: [hit(ROWS.phones), hit(ROWS.oneOnOneMidori)],
      alternative: { kind: 'runs', question: '7月に実施している取組は？', count: 30 },
    },
    { time: { relation: 'starts', periods: [{ from: '2026-07', to: '2026-07' }] } },
  );
}

/** 「中央区と南区の実習生受け入れって何が違うの？」 */
export function compareTwo(lang: Answer['lang']): Answer {
  return answerOf(
    {
      lang,
      intent: 'compare',
      question: '中央区と南区の実習生受け入れって何が違うの？',
      hits: [hit(ROWS.internsChuo), hit(ROWS.internsMinami)],
    },
    { departments: ['中央区役所', '南区役所'], topics: [[topic('実習生', 'internships')]] },
  );
}

/** 「区役所3つの取組を比較したい」 */
export function compareWards(lang: Answer['lang']): Answer {
  const rows = [
    ROWS.oneOnOneMidori,
    ROWS.young,
    ROWS.internsChuo,
    ROWS.trainingChuo,
    ROWS.internsMinami,
    ROWS.trainingMinami,
  ];
  return answerOf(
    {
      lang,
      intent: 'compare',
      question: '区役所3つの取組を比較したい',
      hits: rows.map((initiative) => hit(initiative)),
    },
    { departments: ['緑区役所', '中央区役所', '南区役所'] },
  );
}

/** 「部署の一覧を出して」 */
export function departmentList(lang: Answer['lang']): Answer {
  return answerOf({
    lang,
    intent: 'departments',
    question: '部署の一覧を出して',
    departmentsAsk: { kind: 'list' },
    departments: DEPARTMENTS.map(([department]) => ({ department, count: 3 })),
  });
}

/** 「ハラスメント対策と副業は？」: nothing. */
export function nothing(lang: Answer['lang']): Answer {
  return answerOf(
    {
      lang,
      question: 'ハラスメント対策',
      nearMisses: [hit(ROWS.interviews), hit(ROWS.leave)],
      unknownWords: ['ハラスメント'],
    },
    { topics: [[topic('ハラスメント', 'harassment')]] },
  );
}
