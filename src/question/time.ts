import type { Period, TimeFacet, Understood } from './answer.ts';
import {
  fiscalStart,
  fiscalYearOf,
  formatMonth,
  HEISEI_OFFSET,
  monthNumber,
  monthOf,
  REIWA_OFFSET,
  type MonthNumber,
} from './month.ts';

/** What a question says of time, and where it says it. */
export interface TimeReading {
  readonly facet: TimeFacet | null;
  /** The rows must go on with no stated end (4月から続いている). */
  readonly open: boolean;
  readonly scheduleKinds: Understood['scheduleKinds'];
  readonly stages: readonly ('planned' | 'considering')[];
  readonly sorted: boolean;
  /** The text with everything that was read as time replaced by a break; same length. */
  readonly rest: string;
  /** A period was named and nothing says whether it is the start or the running that is meant. */
  readonly ambiguous: boolean;
}

/** Stands where a time expression was taken out; no word reaches across it. */
const BREAK = '\ue000';

interface Span {
  readonly start: number;
  readonly end: number;
}
interface Point extends Span {
  readonly from: MonthNumber;
  readonly to: MonthNumber;
  /** A bare month (8月), which takes its year from the fiscal year of its neighbour or of today. */
  readonly bareMonth: number | null;
  /** 年内, 半年以内: already counts from today. */
  readonly bounded: boolean;
}

type Make = (
  m: RegExpExecArray,
  now: MonthNumber,
) => { from: MonthNumber; to: MonthNumber; bareMonth?: number; bounded?: boolean } | null;

const one = (n: MonthNumber): { from: MonthNumber; to: MonthNumber } => ({ from: n, to: n });
const months = (from: MonthNumber, count: number): { from: MonthNumber; to: MonthNumber } => ({
  from,
  to: from + count - 1,
});
const fiscal = (year: number): { from: MonthNumber; to: MonthNumber } => months(fiscalStart(year), 12);
const calendar = (year: number): { from: MonthNumber; to: MonthNumber } => months(monthNumber(year, 1), 12);
const eraYear = (era: string, year: string): number =>
  (/^(?:平成|h|heisei)$/i.test(era) ? HEISEI_OFFSET : REIWA_OFFSET) + (year === '元' ? 1 : Number(year));

const KANJI_MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const KANA_MONTHS = [
  'いちがつ',
  'にがつ',
  'さんがつ',
  'しがつ',
  'ごがつ',
  'ろくがつ',
  'しちがつ',
  'はちがつ',
  'くがつ',
  'じゅうがつ',
  'じゅういちがつ',
  'じゅうにがつ',
];
const ENGLISH_MONTHS = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
];

/** The month of the fiscal year that `now` is in. */
const inFiscalYear = (fiscalYear: number, month: number): MonthNumber =>
  monthNumber(month >= 4 ? fiscalYear : fiscalYear + 1, month);
const bare = (month: number, now: MonthNumber): ReturnType<Make> =>
  month >= 1 && month <= 12 ? { ...one(inFiscalYear(fiscalYearOf(now), month)), bareMonth: month } : null;
const validMonth = (year: number, month: number): ReturnType<Make> =>
  month >= 1 && month <= 12 ? one(monthNumber(year, month)) : null;

const quarterOf = (fiscalYear: number, quarter: number): { from: MonthNumber; to: MonthNumber } =>
  months(fiscalStart(fiscalYear) + (quarter - 1) * 3, 3);
const halfOf = (fiscalYear: number, second: boolean): { from: MonthNumber; to: MonthNumber } =>
  months(fiscalStart(fiscalYear) + (second ? 6 : 0), 6);
const quarterIndex = (text: string): number => ('1234一二三四'.indexOf(text) % 4) + 1;

/** Fiscal years named before a half or a quarter. */
const FY =
  '(?:(令和|r|reiwa )\\s?(元|\\d{1,2})年度?|(20\\d\\d)年度?|(今年度|本年度|こんねんど)|(来年度|次年度|翌年度|らいねんど)|(昨年度|前年度))';
const fiscalYearFrom = (m: RegExpExecArray, offset: number, now: MonthNumber): number => {
  const current = fiscalYearOf(now);
  const [era, year, western, , next, last] = m.slice(offset, offset + 6);
  if (era !== undefined && year !== undefined) return eraYear(era.trim(), year);
  if (western !== undefined) return Number(western);
  return next !== undefined ? current + 1 : last !== undefined ? current - 1 : current;
};

const SEASONS: readonly (readonly [string, number, number])[] = [
  ['春', 3, 3],
  ['夏', 6, 3],
  ['秋', 9, 3],
  ['冬', 12, 3],
];
const ENGLISH_SEASONS: readonly (readonly [string, number, number])[] = [
  ['spring', 3, 3],
  ['summer', 6, 3],
  ['autumn', 9, 3],
  ['fall', 9, 3],
  ['winter', 12, 3],
];

/**
 * Expressions for a point or stretch of time. Tried in order at each place, each anchored and of bounded length, so
 * that reading is linear in the length of the question.
 */
const POINTS: readonly (readonly [RegExp, Make])[] = (
  [
    // Halves and quarters, with or without their fiscal year.
    [
      `${FY}の?\\s?(上半期|上期|前期|前半|下半期|下期|後期|後半)`,
      (m, now) => halfOf(fiscalYearFrom(m, 1, now), /[下後]/.test(m[7]!)),
    ],
    [
      `${FY}の?\\s?第?([1-4一二三四])\\s?(?:四半期|q)`,
      (m, now) => quarterOf(fiscalYearFrom(m, 1, now), quarterIndex(m[7]!)),
    ],
    [
      '(?:年度の?)?(上半期|上期|下半期|下期|かみはんき|しもはんき)',
      (m, now) => halfOf(fiscalYearOf(now), /[下し]/.test(m[1]!.slice(0, 1))),
    ],
    ['年度の?(前半|後半)', (m, now) => halfOf(fiscalYearOf(now), m[1] === '後半')],
    [
      '第([1-4一二三四])\\s?(?:四半期|q|クォーター)',
      (m, now) => quarterOf(fiscalYearOf(now), quarterIndex(m[1]!)),
    ],
    ['今四半期|この四半期', (_m, now) => months(now - ((now - 3) % 3), 3)],
    ['来四半期|次の四半期', (_m, now) => months(now - ((now - 3) % 3) + 3, 3)],
    [
      '(?<![a-z])q([1-4])(?![a-z0-9])(?: of (?:fiscal(?: year)? |fy ?)(20\\d\\d))?',
      (m, now) => quarterOf(m[2] ? Number(m[2]) : fiscalYearOf(now), Number(m[1])),
    ],
    [
      '(?<![a-z])(first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: of (?:fiscal(?: year)? |fy ?)(20\\d\\d))?',
      (m, now) =>
        quarterOf(
          m[2] ? Number(m[2]) : fiscalYearOf(now),
          'fi1 se2 th3 fo4 1s1 2n2 3r3 4t4'
            .split(' ')
            .filter((x) => x.startsWith(m[1]!.slice(0, 2).toLowerCase()))
            .map((x) => Number(x[2]))[0]!,
        ),
    ],
    [
      '(?<![a-z])(first|second|1st|2nd) half(?: of (?:fiscal(?: year)? |fy ?)(20\\d\\d))?',
      (m, now) => halfOf(m[2] ? Number(m[2]) : fiscalYearOf(now), /^(?:s|2)/i.test(m[1]!)),
    ],
    [
      '(?<![a-z])(this|next|last) quarter',
      (m, now) => months(now - ((now - 3) % 3) + (/next/i.test(m[1]!) ? 3 : /last/i.test(m[1]!) ? -3 : 0), 3),
    ],
    // Eras and years, with and without a month.
    [
      '(?<![a-z])(令和|平成|r|h|reiwa |heisei )\\s?(元|\\d{1,2})\\s?年度',
      (m) => fiscal(eraYear(m[1]!.trim(), m[2]!)),
    ],
    [
      '(?<![a-z])(令和|平成|r|h)\\s?(元|\\d{1,2})\\s?[.年/]\\s?(\\d{1,2})(?!\\d)\\s?月?(?:から|~|-)(\\d{1,2})(?!\\d)月',
      (m) => {
        const from = validMonth(eraYear(m[1]!, m[2]!), Number(m[3]));
        const to = validMonth(eraYear(m[1]!, m[2]!), Number(m[4]));
        return from && to ? { from: from.from, to: to.from < from.from ? to.from + 12 : to.from } : null;
      },
    ],
    [
      '(?<![a-z])(令和|平成|r|h)\\s?(元|\\d{1,2})\\s?[.年/]\\s?(\\d{1,2})(?!\\d)\\s?月?',
      (m) => validMonth(eraYear(m[1]!, m[2]!), Number(m[3])),
    ],
    ['(?<![a-z])(令和|平成)\\s?(元|\\d{1,2})\\s?年', (m) => calendar(eraYear(m[1]!, m[2]!))],
    ['(?<![a-z])(reiwa|heisei) (\\d{1,2})(?!\\d)', (m) => fiscal(eraYear(m[1]!, m[2]!))],
    ['(?<![a-z0-9])(r)(\\d{1,2})(?![a-z0-9.])年?', (m) => fiscal(eraYear(m[1]!, m[2]!))],
    ['(?<!\\d)(20\\d\\d)\\s?年度', (m) => fiscal(Number(m[1]))],
    [
      '(?<!\\d)(20\\d\\d)\\s?[年./-]\\s?(\\d{1,2})(?!\\d)\\s?月?',
      (m) => validMonth(Number(m[1]), Number(m[2])),
    ],
    ['(?<!\\d)(20\\d\\d)\\s?年', (m) => calendar(Number(m[1]))],
    [
      '(?<![a-z])(?:fiscal(?: year)?|fy)\\s?(20\\d\\d|\\d\\d)(?!\\d)',
      (m) => fiscal(m[1]!.length === 2 ? 2000 + Number(m[1]) : Number(m[1])),
    ],
    ['(?<!\\d)(20\\d\\d) fiscal year', (m) => fiscal(Number(m[1]))],
    // Months.
    [
      '(今年|ことし|来年|らいねん|去年|昨年|翌年)の?(\\d{1,2})月(?!間)',
      (m, now) =>
        validMonth(
          Math.floor(now / 12) + (/^(?:来|ら|翌)/.test(m[1]!) ? 1 : /^(?:去|昨)/.test(m[1]!) ? -1 : 0),
          Number(m[2]),
        ),
    ],
    [
      '(今年度|本年度|来年度|次年度|昨年度|前年度)の?(\\d{1,2})月(?!間)',
      (m, now) => {
        const month = Number(m[2]);
        if (month < 1 || month > 12) return null;
        return one(
          inFiscalYear(
            fiscalYearOf(now) + (/^[来次]/.test(m[1]!) ? 1 : /^[昨前]/.test(m[1]!) ? -1 : 0),
            month,
          ),
        );
      },
    ],
    [
      '(?<![\\d.])(\\d{1,2})月?\\s?(?:~|-|―)\\s?(\\d{1,2})月(?!間)',
      (m, now) => {
        const from = bare(Number(m[1]), now);
        const to = bare(Number(m[2]), now);
        return from && to && to.to >= from.from ? { from: from.from, to: to.to } : null;
      },
    ],
    ['(?<![\\d.])(\\d{1,2})月(?!間|[1１]|末締)', (m, now) => bare(Number(m[1]), now)],
    [
      `(?<![一二三四五六七八九十])(${[...KANJI_MONTHS].reverse().join('|')})月(?!間)`,
      (m, now) => bare(KANJI_MONTHS.indexOf(m[1]!) + 1, now),
    ],
    [`(${[...KANA_MONTHS].reverse().join('|')})`, (m, now) => bare(KANA_MONTHS.indexOf(m[1]!) + 1, now)],
    ...ENGLISH_MONTHS.map((pattern, i): [string, Make] => {
      const month = i + 1;
      // "may" and "march" are also verbs: they need a preposition, a year or an end of sentence.
      const before =
        month === 5 || month === 3
          ? '(?<=(?:in|from|since|by|before|after|until|till|of|during|this|last|next|every|and|or|to|late|early|mid|for) )'
          : '(?<![a-z])';
      return [
        `${before}${pattern}(?![a-z])\\.?(?:,? ?(?:of )?(20\\d\\d)|,? (last|this|next) year|,? of (last|this|next) year)?`,
        (m, now) => {
          const relative = m[2] ?? m[3];
          if (m[1] !== undefined) return one(monthNumber(Number(m[1]), month));
          if (relative !== undefined) {
            return one(
              monthNumber(
                Math.floor(now / 12) + (/next/i.test(relative) ? 1 : /last/i.test(relative) ? -1 : 0),
                month,
              ),
            );
          }
          return bare(month, now);
        },
      ];
    }),
    ['(?<![a-z])may(?= 20\\d\\d)\\s(20\\d\\d)', (m) => one(monthNumber(Number(m[1]), 5))],
    // Relative to today.
    ['再来月|さらいげつ', (_m, now) => one(now + 2)],
    ['先々月|先先月', (_m, now) => one(now - 2)],
    ['今月|当月|こんげつ|this month', (_m, now) => one(now)],
    ['来月|らいげつ|翌月|next month|the coming month', (_m, now) => one(now + 1)],
    ['先月|前月|せんげつ|last month|previous month', (_m, now) => one(now - 1)],
    ['今週|来週|this week|next week', (_m, now) => one(now)],
    [
      '今年度内|年度内|年度末までに?|(?:before|by) the end of (?:this|the) fiscal year|this fiscal year end',
      (_m, now) => ({ from: now, to: fiscalStart(fiscalYearOf(now)) + 11, bounded: true }),
    ],
    [
      '年内|今年中|年末までに?|(?:before|by) the end of (?:this|the) year|(?:before|by) year[- ]end',
      (_m, now) => ({ from: now, to: Math.floor(now / 12) * 12 + 11, bounded: true }),
    ],
    ['年度末', (_m, now) => one(fiscalStart(fiscalYearOf(now)) + 11)],
    ['年度初め|年度はじめ|年度当初|年度頭', (_m, now) => one(fiscalStart(fiscalYearOf(now)))],
    ['年明け', (_m, now) => months(Math.floor(now / 12) * 12 + 12, 3)],
    [
      '(?:今|本|この|こん|当)(?:会計)?(?:年度|ねんど)|この一年度|this (?:fiscal|financial|business) year|current fiscal year',
      (_m, now) => fiscal(fiscalYearOf(now)),
    ],
    [
      '(?:来|次|翌|らい|次の)(?:年度|ねんど)|新年度|(?:next|the next|the coming|the following) (?:fiscal|financial|business) year',
      (_m, now) => fiscal(fiscalYearOf(now) + 1),
    ],
    [
      '(?:昨|前|去|さく)(?:年度|ねんど)|(?:last|previous|the last) (?:fiscal|financial|business) year',
      (_m, now) => fiscal(fiscalYearOf(now) - 1),
    ],
    ['(?:今年|ことし|本年)(?!度)|(?<![a-z])this year', (_m, now) => calendar(Math.floor(now / 12))],
    ['(?:来年|らいねん)(?!度|ど)|(?<![a-z])next year', (_m, now) => calendar(Math.floor(now / 12) + 1)],
    ['(?:去年|昨年|きょねん)(?!度)|(?<![a-z])last year', (_m, now) => calendar(Math.floor(now / 12) - 1)],
    [
      '半年以内|半年のうち|(?:within|in) (?:the next )?(?:six|6|half a) (?:months|year)',
      (_m, now) => ({ from: now, to: now + 6, bounded: true }),
    ],
    [
      '(\\d{1,2})\\s?[かヶケカ箇ヵ]月以内|(?:within|in) the next (\\d{1,2}) months',
      (m, now) => ({ from: now, to: now + Number(m[1] ?? m[2]), bounded: true }),
    ],
    [
      'もうすぐ|まもなく|間もなく|近々|近いうち|(?<![a-z])soon(?![a-z])',
      (_m, now) => ({ from: now, to: now + 2, bounded: true }),
    ],
    ['最近|直近|さいきん|(?<![a-z])recently', (_m, now) => ({ from: now - 2, to: now })],
    ...SEASONS.map(([word, month, count]): [string, Make] => [
      `(?<![\\u4e00-\\u9fff])(?:(今年|来年|去年|昨年)の?)?${word}(?=から|に|の|以降|まで|頃|ごろ|休み|は|スタート|開始|始|~|季|期|くらい|ぐらい|[、(（]|$)(?:休み|季|期|頃|ごろ)?`,
      (m, now) =>
        months(
          monthNumber(
            Math.floor((now - 3) / 12) +
              (m[1] === undefined ? 0 : m[1].startsWith('来') ? 1 : /^[去昨]/.test(m[1]) ? -1 : 0),
            month,
          ),
          count,
        ),
    ]),
    ...ENGLISH_SEASONS.map(([word, month, count]): [string, Make] => [
      `(?<=(?:in|from|since|by|before|after|until|of|during|this|last|next|every|over|the) )${word}(?![a-z])`,
      (_m, now) => months(monthNumber(Math.floor((now - 3) / 12), month), count),
    ]),
  ] as [string, Make][]
).map(([pattern, make]) => [new RegExp(pattern, 'iy'), make] as const);

const AFTER_JA = /^(?:\s?の)?\s?(以降|以後|いこう|より(?:も)?(?:後|先|あと)|の?(?:後|あと)(?:に|で)|から先)/;
const BEFORE_JA = /^\s?(より(?:も)?(?:前|まえ|以前)|の前|前まで|以前|までに?(?!も)|迄)/;
const FROM_JA = /^\s?(から|より|~|スタート|開始|始まり|はじまり|起点)/;
const BEFORE_EN =
  /(?:before|prior to|earlier than|(until|till|up to|through|by))(?: the)?(?: (?:start|beginning) of)?\s$/i;
const AFTER_EN =
  /(?:(after|later than)|since|from|starting(?: in| from)?|as of|beginning(?: in)?)(?: the)?\s$/i;
const ONWARD_EN = /^,?\s?(?:or|and) (?:later|after|onwards?|beyond)|^ on(?:wards?)?(?![a-z])/i;

/** Words that say what is asked of the period. Kana forms serve questions typed in kana and romaji. */
const STARTS =
  /始ま|はじま|始め(?:る|た|て)|はじめ(?:る|た)|スタート|すたーと|開始|新しく|新たに|新規|立ち上|導入され|(?<![a-z])(?:start|begin|began|begun|launch|kick(?:s|ed|ing)? off|commenc|new(?! hire| employee| recruit| staff| joiner| comer| graduate| grad))/i;
const RUNS_STRONG =
  /動いて|うごいて|動く|動いている|実施中|進行中|継続|続いて|続く|続け|つづ[いくけ]|稼働|(?<![a-z])(?:running|ongoing|on-going|under ?way|in progress|continu|active|in effect|in operation)/i;
const RUNS_WEAK =
  /やって|行って|おこなって|実施して|実施され|取り組んで|してる|している|行われ|ある(?:取組|もの)|(?<![a-z])(?:doing|taking place|take place|held|happening)/i;
/** Not yet over: it ends in the period that is named. */
const ENDS =
  /終わる|おわる|終わり(?:の|に|ます)|終了(?:する|予定)|(?<![a-z])(?:ending|ends?|finish(?:es|ing)?)(?![a-z])/i;
const ENDED =
  /終わった(?!あと|後|ら)|終わって(?!から)|おわった(?!あと|後|ら)|終了|済んだ|済みの|完了|終えた|(?<![a-z])(?:ended|finished|completed|(?:already|now) over|concluded|wrapped up)/i;
const NOT_STARTED =
  /まだ(?:始ま|はじま|スタートして|開始して)[^。]{0,6}な[いくか]|未実施|未着手|これから|今後|今から始|これより|(?<![a-z])(?:not (?:yet )?(?:started|begun)|(?:have|has)n't (?:started|begun)|yet to (?:start|begin)|upcoming|not started yet|in the future|coming up)/i;
const NOW =
  /(?:^|[^ァ-ヶぁ-ん])(?:今(?![月年週度期回後日朝晩夜四])|いま|現在|現時点|目下|ただいま)|もう(?:すでに)?(?:動|始|実施|や)|すでに|既に|(?<![a-z])(?:now|currently|at present|at the moment|already|presently)(?![a-z])/i;

const RECURRENCES: readonly (readonly [Understood['scheduleKinds'][number], RegExp])[] = [
  [
    'monthly',
    /毎月|まいつき|月[1一]回?(?!度|ヶ|か)|つきいち|月次|月に[1一]回|(?<![a-z])(?:every month|each month|monthly|once a month)/i,
  ],
  [
    'yearly',
    /毎年(?!度末)|まいとし|まいねん|例年|恒例|年[1一]回|年に[1一]回|年次|(?<![a-z])(?:every year|each year|annual|annually|yearly|once a year)(?![a-z])/i,
  ],
  [
    'weekly',
    /毎週|まいしゅう|週[1一]回?|週に[1一]回|週次|(?<![a-z])(?:every week|each week|weekly|once a week)/i,
  ],
  ['daily', /毎日|まいにち|毎朝|(?<![a-z])(?:every day|each day|daily|every morning)/i],
  ['quarterly', /四半期(?:ごと|毎|に[1一]回)|年4回|(?<![a-z])(?:quarterly|every quarter|each quarter)/i],
  [
    'halfYearly',
    /半年(?:ごと|毎|に[1一]回)|(?<!四)半期(?:ごと|に[1一]回)|年2回|年に2回|(?<![a-z])(?:twice a year|every six months|half-?yearly)/i,
  ],
  [
    'recurring',
    /定期的|定期開催|定例|繰り返し|(?<![a-z])(?:regularly|recurring|periodic|periodically|on a regular basis)/i,
  ],
  [
    'allYear',
    /通年(?!採用)|年間を通|一年中|1年中|(?<![a-z])(?:year-?round|all year(?: round)?|throughout the year)/i,
  ],
  [
    'bounded',
    /期間が(?:[^。、]{0,16})(?:区切|限ら|決まって(?!な|い?ない))|期間限定|いつからいつまで|終わりの(?:月|時期)|終わる(?:月|時期)|終了(?:月|時期|日)が|(?<![a-z])(?:limited|fixed) (?:period|term)|(?<![a-z])(?:end|closing|finish) (?:date|month)/i,
  ],
  [
    'anytime',
    /随時|ずいじ|いつでも|都度|適宜|必要な(?:とき|時)|必要に応じ|時期を決めず|決まった時期(?:が|は|に)?(?:な|と)|(?<![a-z])(?:any ?time|as needed|on demand|ad hoc|no fixed|whenever|as required|on an ongoing basis)/i,
  ],
];
/** Rows whose schedule is empty; or has a year but no month. */
const WHEN_JA =
  '(?:実施時期|実施期間|実施日|開始時期|開始時|時期|日程|期間|いつ(?:やるか|から(?:か)?|始まるか|か)?|じき|スケジュール)';
const NOT_WRITTEN_JA =
  '(?:[^。、]{0,10})(?:書かれてい?な|書いてい?な|記載(?:が|の|さ)?(?:れてい)?な|載ってい?な|未記載|空欄|空白|空っぽ|空の|ブランク|不明|未定|はっきりし(?:てい?)?な|決まって(?:い)?な|未設定|入って(?:い)?な|定まって(?:い)?な)';
const UNSTATED = new RegExp(
  `${WHEN_JA}${NOT_WRITTEN_JA}|時期未定|時期未記載|(?<![a-z])(?:no (?:start )?(?:date|schedule|timing|time)(?!.{0,12}as needed)|without (?:a |any )?(?:date|schedule|timing|stated)|(?:date|schedule|timing|time)s? (?:is |are )?(?:not (?:given|stated|listed|specified|set)|blank|empty|missing|unspecified|unknown|undecided)|don'?t (?:say|state) when|doesn'?t (?:say|state) when|unscheduled|undated)`,
  'i',
);
const MONTH_UNSTATED =
  /月(?:まで|が|は|の記載が|までは)(?:[^。、]{0,8})(?:決まって(?:い)?な|書(?:かれ|い)て(?:い)?な|な[いし]|未定|はっきりし)|(?<![a-z])no (?:specific |exact |particular )?month/i;
const PLANNED =
  /予定(?!表|通り|どおり|調整)|よてい|計画中|計画段階|(?<![a-z])(?:planned|planning|in the pipeline)/i;
const CONSIDERING =
  /検討中|検討段階|検討して(?:い)?(?:る|ます)|検討されて|けんとうちゅう|まだ検討|検討の(?:取組|もの|段階|状態)|(?<![a-z])(?:under (?:consideration|review|discussion)|being (?:considered|discussed|examined)|considering|still looking (?:at|into))/i;
const SORTED =
  /時期順|時系列|早い順|日付順|順番に並べ|時期の順|始まる順|古い順|(?<![a-z])(?:in order of (?:date|start|time)|chronological|sorted by (?:date|start|time)|by (?:start )?date)/i;

/** A clause that only widens the question (継続中も含む, including …): its times are no limit. */
const INCLUDING = /(?:including|incl\.)[^.!]*$/i;

function findPoints(text: string, now: MonthNumber): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < text.length;) {
    let next = i + 1;
    for (const [pattern, make] of POINTS) {
      pattern.lastIndex = i;
      const m = pattern.exec(text);
      if (m === null || m[0] === '') continue;
      const made = make(m, now);
      if (made === null) continue;
      points.push({
        start: i,
        end: i + m[0].length,
        from: made.from,
        to: made.to,
        bareMonth: made.bareMonth ?? null,
        bounded: made.bounded ?? false,
      });
      next = i + m[0].length;
      break;
    }
    i = next;
  }
  return points;
}

const period = (from: MonthNumber | null, to: MonthNumber | null): Period => ({
  from: from === null ? null : formatMonth(from),
  to: to === null ? null : formatMonth(to),
});

/** Drops repeated periods and those that wholly contain another. */
function narrow(periods: readonly Period[]): Period[] {
  const within = (a: Period, b: Period): boolean =>
    (b.from === null || (a.from !== null && a.from >= b.from)) &&
    (b.to === null || (a.to !== null && a.to <= b.to));
  return periods.filter(
    (p, i) => !periods.some((q, k) => k !== i && within(q, p) && (!within(p, q) || k < i)),
  );
}

/**
 * Reads all that a question says of time. `text` is NFKC; `today` an ISO date. A bare month is the one in the current
 * fiscal year.
 */
export function readTime(text: string, today: string): TimeReading {
  const now = monthOf(today);
  const taken: Span[] = [];
  const take = (start: number, end: number): void => {
    taken.push({ start, end });
  };
  const takeMatch = (pattern: RegExp): boolean => {
    const m = pattern.exec(text);
    if (m === null) return false;
    take(m.index, m.index + m[0].length);
    return true;
  };

  const including = INCLUDING.exec(text);
  const limit = including ? including.index : text.length;
  const points = findPoints(text.slice(0, limit), now);
  for (const point of findPoints(text.slice(limit), now)) take(limit + point.start, limit + point.end);
  const yearly = RECURRENCES[1]![1].exec(text);

  const periods: Period[] = [];
  let saidFrom = false;
  let saidUntil = false;
  for (let i = 0; i < points.length; i++) {
    const p = points[i]!;
    const following = text.slice(p.end);
    const preceding = text.slice(0, p.start);
    const q = points[i + 1];
    const between = q === undefined ? '' : text.slice(p.end, q.start);
    take(p.start, p.end);
    const rangeJa = /^\s?(?:から|~|-|より|〜)\s?(?:の)?\s?$/.test(between);
    const rangeEn =
      (/^ (?:to|through|until|till|-) (?:the )?$/i.test(between) ||
        (/^ and (?:the )?$/i.test(between) && /between (?:the )?$/i.test(preceding))) &&
      q !== undefined;
    if (q !== undefined && (rangeJa || rangeEn)) {
      // 6月から8月: the second bare month lies in the same fiscal year, or after the first.
      const to =
        q.bareMonth !== null && p.bareMonth === null
          ? p.from + ((((q.bareMonth - 1 - p.from) % 12) + 12) % 12)
          : q.to;
      periods.push(period(p.from, to < p.from ? to + 12 : to));
      take(p.start, q.end);
      const tail = /^\s?(?:までの間|まで|の間|間|の期間)(?:に|の)?/.exec(text.slice(q.end));
      if (tail) take(q.end, q.end + tail[0].length);
      const lead = /between (?:the )?$/i.exec(preceding);
      if (lead) take(lead.index, p.start);
      i++;
      continue;
    }
    // "before fiscal 2026 (Reiwa 8)": the same again in brackets.
    const said = points[i - 1];
    if (said?.from === p.from && said.to === p.to && /[(（]\s?$/.test(preceding)) continue;
    if (p.bounded) {
      periods.push(period(p.from, p.to));
      continue;
    }
    const after = AFTER_JA.exec(following);
    if (after !== null || ONWARD_EN.test(following)) {
      const strictly = after !== null && /後|先|あと/.test(after[1]!) && !/以後|から先/.test(after[1]!);
      periods.push(period(strictly ? p.to + 1 : p.from, null));
      const m = after ?? ONWARD_EN.exec(following)!;
      take(p.end, p.end + m[0].length);
      saidFrom = true;
      continue;
    }
    const before = BEFORE_JA.exec(following);
    if (before !== null) {
      const inclusive = /^(?:以前|まで|迄|前まで)/.test(before[1]!) && !before[1]!.startsWith('前まで');
      periods.push(period(null, inclusive ? p.to : p.from - 1));
      take(p.end, p.end + before[0].length);
      saidUntil = true;
      continue;
    }
    const beforeEn = BEFORE_EN.exec(preceding);
    if (beforeEn !== null) {
      periods.push(period(null, beforeEn[1] === undefined ? p.from - 1 : p.to));
      take(beforeEn.index, p.start);
      saidUntil = true;
      continue;
    }
    const afterEn = AFTER_EN.exec(preceding);
    if (afterEn !== null) {
      take(afterEn.index, p.start);
      if (afterEn[1] !== undefined) {
        periods.push(period(p.to + 1, null));
        saidFrom = true;
        continue;
      }
      saidFrom = true;
    }
    const from = FROM_JA.exec(following);
    if (from !== null) {
      take(p.end, p.end + (from[1] === 'から' || from[1] === 'より' || from[1] === '~' ? from[0].length : 0));
      saidFrom = true;
    }
    periods.push(period(p.from, p.to));
  }

  // "Q2 of this fiscal year", "今年度の7月", "the second half (October to March)": the narrower is meant.
  const narrowed = narrow(periods);

  const kinds: Understood['scheduleKinds'][number][] = [];
  for (const [kind, pattern] of RECURRENCES) if (takeMatch(pattern)) kinds.push(kind);
  if (takeMatch(MONTH_UNSTATED)) kinds.push('monthUnstated');
  else if (takeMatch(UNSTATED)) kinds.push('unstated');
  // The written form of an undated row (R8以降) is quoted as an example, not asked for.
  const facetPeriods = kinds.includes('monthUnstated') ? [] : narrowed;

  const planned = PLANNED.exec(text);
  const considering = takeMatch(CONSIDERING);
  const notStarted = NOT_STARTED.exec(text);
  const ended = ENDED.exec(text);
  const starts = STARTS.test(text);
  const runs = RUNS_STRONG.test(text);
  const nowSaid = NOW.test(text);

  let facet: TimeFacet | null = null;
  let open = false;
  let ambiguous = false;
  const hasPeriod = facetPeriods.length > 0;
  const onlyRecurs = yearly !== null && hasPeriod;
  if (hasPeriod && ENDS.test(text) && !/終わらず|終わらな/.test(text)) {
    facet = { relation: 'ended', periods: facetPeriods };
  } else if (ended !== null && !/終わらず|終わらな/.test(text)) {
    facet = { relation: 'ended', periods: hasPeriod ? facetPeriods : [period(null, now - 1)] };
  } else if (notStarted !== null && !(runs && hasPeriod)) {
    facet = { relation: 'notStarted', periods: hasPeriod ? facetPeriods : [period(now + 1, null)] };
  } else if (hasPeriod && saidUntil && (starts || runs || nowSaid)) {
    // 5月より前に動いていた, running before: those that had begun by then.
    facet = { relation: 'starts', periods: facetPeriods };
  } else if (hasPeriod && runs && saidFrom && !/以降|以後|いこう|onward|or later/i.test(text)) {
    // 4月から続いている: began then and goes on.
    facet = { relation: 'starts', periods: facetPeriods };
    open = true;
  } else if (hasPeriod && runs) {
    facet = { relation: 'runs', periods: facetPeriods };
  } else if (hasPeriod && (starts || saidFrom || saidUntil)) {
    facet = { relation: 'starts', periods: facetPeriods };
  } else if (hasPeriod) {
    // 来年度の予定: what is planned for later begins then.
    const ahead = planned !== null && facetPeriods.every((p) => p.from !== null && p.from > formatMonth(now));
    facet = {
      relation: ahead ? 'starts' : RUNS_WEAK.test(text) && !planned ? 'runs' : 'in',
      periods: facetPeriods,
    };
    ambiguous = true;
  } else if (kinds.length === 0 && (runs || (nowSaid && (RUNS_WEAK.test(text) || starts)))) {
    facet = { relation: 'runs', periods: [period(now, now)] };
  }
  if (onlyRecurs && facet !== null) facet = { relation: 'in', periods: facetPeriods };

  const stages: ('planned' | 'considering')[] = [];
  if (planned !== null && facet === null && kinds.length === 0) {
    stages.push('planned');
    take(planned.index, planned.index + planned[0].length);
  }
  if (considering) stages.push('considering');

  const chars = Array.from({ length: text.length }, (_, i) => text.charAt(i));
  for (const { start, end } of taken) for (let i = start; i < end; i++) chars[i] = BREAK;
  return {
    facet,
    open,
    scheduleKinds: kinds,
    stages,
    sorted: SORTED.test(text),
    rest: chars.join(''),
    ambiguous,
  };
}
