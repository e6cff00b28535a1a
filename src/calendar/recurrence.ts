import { COUNTER } from './words.ts';

/** How often something recurs, the most frequent first. */
export const RECURRENCES = ['daily', 'weekly', 'monthly', 'quarterly', 'halfYearly', 'yearly'] as const;
export type Recurrence = (typeof RECURRENCES)[number];

interface Wording {
  /** Wherever it stands: in a cell for the time, a summary, a question. Figures or kanji. */
  readonly words: string;
  /** Only where all of the text speaks of time, a cell of 実施時期: short forms, and the nearest step (隔週 → weekly). */
  readonly cell: string;
  /** Only in questions, which may be in kana or English. */
  readonly asked: string;
}

const ONCE = '(?:[1一](?:回|度)|いちど)';
const EVERY = `(?:ごと|毎|おき|に${ONCE})`;
const MONTHS = `${COUNTER}月(?:間)?`;
/** No month that is meant by itself (4月, 今月), and none that is counted (3か月). */
const NOT_A_MONTH = '(?<![\\d年かヶカヵケ箇今来先当翌同])';
/** 年2回, 年に二度, 年間4回, 年2～3回 */
const aYear = (times: string): string => `年間?に?(?:約|計)?(?:${times})(?:[~-]\\d)?(?:回|度(?!目))`;

/** NFKC, every pattern of bounded length. */
const WORDINGS: Readonly<Record<Recurrence, Wording>> = {
  daily: {
    words: '毎日|毎朝|毎夕|毎営業日|毎開庁日|1日1回',
    cell: '連日',
    asked: '(?<![a-z])(?:every day|each day|daily|every morning)',
  },
  weekly: {
    words: `毎週|週(?:[1一]回?|に${ONCE})(?!休)|週次`,
    cell: `隔週|各週|週に?\\d|\\d週間?(?:${EVERY}|に1)`,
    asked:
      'まいしゅう|週(?:イチ|いち)(?!休)|(?<![a-z])(?:every week|each week|weekly|once (?:a|per|every) week)',
  },
  monthly: {
    words:
      `毎月|月次|月例|${NOT_A_MONTH}月に?[1-3一二三]日(?=設け|を?[設充取休割]|だけ|程度)|${NOT_A_MONTH}月(?:[1一]回?(?!度[^ず]|ヶ|か|日|[\\d万千,])|に${ONCE})|` +
      `(?<!\\d)[12一二]${MONTHS}${EVERY}|${aYear('[6-9六七八九十]|1\\d')}`,
    cell: `隔月|各月|[偶奇]数月|${NOT_A_MONTH}月(?:に?\\d{1,2}回|[末初])|(?<!\\d)[12]${MONTHS}に`,
    asked:
      'まいつき|月々|月ごと|隔月|(?<![\\d年])月(?:イチ|いち)|つきいち|(?:ひと月|1か月)に' +
      `${ONCE}|(?<![a-z])(?:every month|each month|monthly|once (?:a|per|every) month)`,
  },
  quarterly: {
    words: `(?:[四4]半期|Q)${EVERY}|(?:各|毎)(?:[四4]半期|Q)|(?<!\\d)[3三]${MONTHS}${EVERY}|${aYear('[45四五]')}`,
    cell: `(?:四半期|(?<!\\d)Q|(?<!\\d)3${MONTHS})に`,
    asked: '(?<![a-z])(?:quarterly|every quarter|each quarter)',
  },
  halfYearly: {
    words:
      `半年${EVERY}|(?<![四4])半期${EVERY}|(?:各|毎)半期|` +
      `(?<!\\d)(?:[4-9四五六七八九]|1[01])${MONTHS}${EVERY}|${aYear('[23二三数]')}`,
    cell: `半年に|(?<!\\d)(?:[4-9]|1[01])${MONTHS}に`,
    asked: '(?<![a-z])(?:twice a year|every six months|half-?yearly)',
  },
  yearly: {
    words: `毎年|例年|年次(?!有|休)|${aYear('[1一]')}`,
    cell: `隔年|\\d年(?:${EVERY}|に1)|(?:1[2-9]|[2-9]\\d)${MONTHS}(?:${EVERY}|に)`,
    asked:
      `毎年度?(?!末)|まいとし|まいねん|毎[春夏秋冬]|恒例|年イチ|[一1]?年に${ONCE}|(?<![a-z])(?:` +
      'every (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|' +
      'every year|each year|annual(?! (?:paid )?(?:leave|holiday|vacation|day)s?\\b)|annually|yearly|once (?:a|per|every) year)(?![a-z])',
  },
};

type Reader = readonly (readonly [Recurrence, RegExp])[];
const readerOf = (wordsOf: (wording: Wording) => string): Reader =>
  RECURRENCES.map((recurrence) => [recurrence, new RegExp(wordsOf(WORDINGS[recurrence]), 'i')]);

/** 毎日打ち込む作業, 毎朝わなを見に行く: the days of who asks. What recurs is done every day, or is a thing of every day. */
const DONE_THEN =
  '(?=\\s*(?:の(?!よう)|や[っるり]|行[うっわ]|おこな|実施|開催|開い|ある|あり|続[けい]|配信|発信|更新|取り?組|$|[、。?!]))';
/** 毎月いくらまで, 月1万円: an amount of money, and nothing that is done then. */
const NO_AMOUNT = '(?!\\s*に?(?:いくら|幾ら|何円|何万|[\\d,.]+(?:万|千)?円))';
/** How a question asks for what recurs. */
export const ASKED_RECURRENCES = readerOf(({ asked, words }) =>
  words === WORDINGS.daily.words
    ? `(?:${asked})|(?:${words}|まいにち)${DONE_THEN}`
    : `(?:${asked}|${words})${NO_AMOUNT}`,
);
const CELL = readerOf(({ cell, words }) => `${cell}|${words}`);
/** 年12回まで is a limit. */
const TOLD = readerOf(({ words }) => `(?:${words})(?!まで|以内)`);

/** How often a cell of 実施時期 says that it recurs, by the most frequent that it names: 毎月（年12回） is monthly. */
export const recurrenceOf = (cell: string): Recurrence | null =>
  CELL.find(([, pattern]) => pattern.test(cell))?.[0] ?? null;

/** What a text tells in passing of how often things recur. */
export const recurrencesIn = (text: string): Recurrence[] =>
  TOLD.flatMap(([recurrence, pattern]) => (pattern.test(text) ? [recurrence] : []));
