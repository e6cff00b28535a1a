import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Schedule } from '../../src/dataset/schema.ts';
import { parseSchedule } from '../../src/dataset/schedule.ts';
import { codePoint } from '../text/code-point.ts';

/** kind, start, end, then flags: `open`, `month` (a month is stated), a recurrence, its months as 5,10. */
type Row = readonly [text: string, expected: string];

/** The document is one of fiscal year 2026 (R8) in every row. */
function read(text: string): string {
  const { kind, start, end, open, monthStated, recurrence, recurrenceMonths } = parseSchedule(text, {
    fiscalYear: 2026,
  });
  const flags = [
    open ? 'open' : '',
    monthStated ? 'month' : '',
    recurrence ?? '',
    recurrenceMonths.join(','),
  ];
  return [kind, start ?? '-', end ?? '-', ...flags.filter((flag) => flag !== '')].join(' ');
}

const MONTHS: readonly Row[] = [
  ['R8.5', 'month 2026-05 2026-05 month'],
  ['Ｒ８．５', 'month 2026-05 2026-05 month'],
  ['r8.5', 'month 2026-05 2026-05 month'],
  ['R8. 5', 'month 2026-05 2026-05 month'],
  ['R10.1', 'month 2028-01 2028-01 month'],
  ['R8.10予定', 'month 2026-10 2026-10 month'],
  ['R8.7（予定）', 'month 2026-07 2026-07 month'],
  ['令和9年7月', 'month 2027-07 2027-07 month'],
  ['㋿9年7月', 'month 2027-07 2027-07 month'],
  ['令和元年5月', 'month 2019-05 2019-05 month'],
  ['令和８年度２月', 'month 2027-02 2027-02 month'],
  ['平成31年4月', 'month 2019-04 2019-04 month'],
  ['H31.4', 'month 2019-04 2019-04 month'],
  ['昭和63年12月', 'month 1988-12 1988-12 month'],
  ['2027年8月', 'month 2027-08 2027-08 month'],
  ['2027.8', 'month 2027-08 2027-08 month'],
  ['2027/8', 'month 2027-08 2027-08 month'],
  ['2027-08', 'month 2027-08 2027-08 month'],
  ['2027−08', 'month 2027-08 2027-08 month'],
  ['R9.7.1', 'month 2027-07 2027-07 month'],
  ['R9.7.1（水曜）', 'month 2027-07 2027-07 month'],
  ['R9.4月下旬', 'month 2027-04 2027-04 month'],
  ['R9.5頃', 'month 2027-05 2027-05 month'],
  ['R10.1中', 'month 2028-01 2028-01 month'],
  ['R8.5 10時～15時', 'month 2026-05 2026-05 month'],
  ['R8.4実施済', 'month 2026-04 2026-04 month'],
  ['7月', 'month 2026-07 2026-07 month'],
  ['2月下旬', 'month 2027-02 2027-02 month'],
  ['来年4月', 'month 2027-04 2027-04 month'],
];

const RANGES: readonly Row[] = [
  ['R8.6～8', 'range 2026-06 2026-08 month'],
  ['R8.6〜8', 'range 2026-06 2026-08 month'],
  ['R8.6-8', 'range 2026-06 2026-08 month'],
  ['R8.6ー8', 'range 2026-06 2026-08 month'],
  ['R8.4～6', 'range 2026-04 2026-06 month'],
  ['R11.1～3', 'range 2029-01 2029-03 month'],
  ['R9.12～2', 'range 2027-12 2028-02 month'],
  ['R9.12～R10.2', 'range 2027-12 2028-02 month'],
  ['R8.4 ～ R9.3', 'range 2026-04 2027-03 month'],
  ['R8.4～9.3', 'range 2026-04 2027-03 month'],
  ['R8.4.1～9.30', 'range 2026-04 2026-09 month'],
  ['R8.4からR9.3まで', 'range 2026-04 2027-03 month'],
  ['R7.9～R8.3（終了）', 'range 2025-09 2026-03 month'],
  ['令和8年4月～9年3月', 'range 2026-04 2027-03 month'],
  ['2027年8月～9月', 'range 2027-08 2027-09 month'],
  ['2027-08～2028-03', 'range 2027-08 2028-03 month'],
  ['2027.4.1-2028.3.31', 'range 2027-04 2028-03 month'],
  ['10月～2月', 'range 2026-10 2027-02 month'],
  ['2月～5月', 'range 2027-02 2027-05 month'],
  ['R8.10～翌年3月', 'range 2026-10 2027-03 month'],
  ['R8.4～3か月間', 'range 2026-04 2026-06 month'],
  ['R8.4～1年間', 'range 2026-04 2027-03 month'],
  ['R8.5～R9年度末', 'range 2026-05 2028-03 month'],
  ['R8～R10', 'range 2026-04 2029-03'],
  ['R8～10', 'range 2026-04 2029-03'],
  ['R8-10', 'range 2026-04 2029-03'],
  ['R8年度（通年）', 'range 2026-04 2027-03'],
  ['R9上半期', 'range 2027-04 2027-09'],
  ['R9下半期', 'range 2027-10 2028-03'],
  ['R9年度前期', 'range 2027-04 2027-09'],
  ['R9年度後期', 'range 2027-10 2028-03'],
  ['R9第1四半期', 'range 2027-04 2027-06'],
  ['R9第２四半期', 'range 2027-07 2027-09'],
  ['R9年度第三四半期', 'range 2027-10 2027-12'],
  ['R9第4四半期', 'range 2028-01 2028-03'],
  ['下半期', 'range 2026-10 2027-03'],
  ['R9.3まで', 'range - 2027-03 month'],
  ['～R9.3', 'range - 2027-03 month'],
  // Several months: a range that names the months it covers.
  ['R8.4、R8.10', 'range 2026-04 2026-10 month 4,10'],
  ['R8.4・10', 'range 2026-04 2026-10 month 4,10'],
  ['5・8・11月', 'range 2026-05 2026-11 month 5,8,11'],
  ['R8年度（7月、10月）', 'range 2026-07 2026-10 month 7,10'],
  ['R8.4～6、R9.1～3', 'range 2026-04 2027-03 month 4,5,6,1,2,3'],
  ['R8.4・5', 'range 2026-04 2026-05 month'],
];

const FROM: readonly Row[] = [
  ...[
    'R8.4～',
    'R8.4〜',
    'R8.4~',
    'R8.4-',
    'R8.4から',
    'R8.4より',
    'R8.4以降',
    'R8.4開始',
    'R8.4から順次',
  ].map((text): Row => [text, 'from 2026-04 - open month']),
  ['R8.7～予定', 'from 2026-07 - open month'],
  ['R8.7（予定）～', 'from 2026-07 - open month'],
  ['R8.4～(通年)', 'from 2026-04 - open month'],
  ['R8.4(通年)', 'from 2026-04 - open month'],
  ['R8.4～随時', 'from 2026-04 - open month'],
  ['随時（R8.4～）', 'from 2026-04 - open month'],
  ['R9.4.1～', 'from 2027-04 - open month'],
  ['令和8年4月1日から', 'from 2026-04 - open month'],
  ['令和8年6月以降順次', 'from 2026-06 - open month'],
  ['R8.4に運用を開始', 'from 2026-04 - open month'],
  ['7月～', 'from 2026-07 - open month'],
  ['8/1～', 'from 2026-08 - open month'],
  ['R8以降', 'from 2026-04 - open'],
  ['R8年度から', 'from 2026-04 - open'],
  ['令和8年度下半期から', 'from 2026-10 - open'],
  ['令和8年から', 'from 2026-01 - open'],
];

const WITHIN: readonly Row[] = [
  ['R9年度', 'within 2027-04 2028-03'],
  ['令和9年度', 'within 2027-04 2028-03'],
  ['R9年度中に導入予定', 'within 2027-04 2028-03'],
  ['９年度中', 'within 2027-04 2028-03'],
  ['来年度', 'within 2027-04 2028-03'],
  ['今年度中', 'within 2026-04 2027-03'],
  ['年度内', 'within 2026-04 2027-03'],
  ['年度末', 'within 2027-03 2027-03'],
  ['R9上半期中', 'within 2027-04 2027-09'],
  ['令和元年', 'within 2019-01 2019-12'],
  ['R9年夏頃', 'within 2027-06 2027-08'],
  ['R9夏', 'within 2027-06 2027-08'],
  ['R9秋', 'within 2027-09 2027-11'],
  ['R9年冬', 'within 2027-12 2028-02'],
  ['R9年春', 'within 2027-03 2027-05'],
  ['R9年度春', 'within 2027-04 2027-05'],
  ['R9.3までに', 'within - 2027-03 month'],
];

const RECURRING: readonly Row[] = [
  ['毎日', 'recurring - - daily'],
  ['毎週水曜', 'recurring - - weekly'],
  ['毎週水曜 10時～15時', 'recurring - - weekly'],
  ['毎週月曜・祝日明け', 'recurring - - weekly'],
  ['水曜日', 'recurring - - weekly'],
  ['隔週', 'recurring - - weekly'],
  ['毎月', 'recurring - - monthly'],
  ['毎月（8月を除く）', 'recurring - - monthly'],
  ['月1回', 'recurring - - monthly'],
  ['第2火曜日', 'recurring - - monthly'],
  ['隔月', 'recurring - - monthly'],
  ['四半期ごと', 'recurring - - quarterly'],
  ['3か月に1回', 'recurring - - quarterly'],
  ['年4回', 'recurring - - quarterly'],
  ['半年ごと', 'recurring - - halfYearly'],
  ['年２回', 'recurring - - halfYearly'],
  ['年2回（6月・12月）', 'recurring - - month halfYearly 6,12'],
  ['年1回', 'recurring - - yearly'],
  ['毎年5月', 'recurring - - month yearly 5'],
  ['5月（毎年）', 'recurring - - month yearly 5'],
  ['毎年5月・10月', 'recurring - - month yearly 5,10'],
  ['毎年3～4月', 'recurring - - month yearly 3,4'],
  ['毎年12月～2月', 'recurring - - month yearly 12,1,2'],
  ['毎年5～6月、10月', 'recurring - - month yearly 5,6,10'],
  ['毎年度末', 'recurring - - month yearly 3'],
  ['毎年夏', 'recurring - - month yearly 6,7,8'],
  ['毎年5月（R8は6月）', 'recurring - - month yearly 5'],
  ['毎月（R8.6～）', 'recurring 2026-06 - open month monthly'],
  ['R8.6～ 毎月', 'recurring 2026-06 - open month monthly'],
  ['R8.6～R9.3 毎月', 'recurring 2026-06 2027-03 month monthly'],
  ['R8.4～、毎年5月', 'recurring 2026-04 - open month yearly 5'],
  ['年1回（R8.10）', 'recurring 2026-10 - open month yearly 10'],
];

const WITHOUT_DATE: readonly Row[] = [
  ...['随時', '通年', '年間を通じて', '適宜', '必要に応じて', '継続実施', 'R8.4以前から'].map((text): Row => [
    text,
    'anytime - -',
  ]),
  ...['', '　', '未定', '調整中', '検討中', '実施済', 'なし', '-', '―', '－', 'ー', '（未定）'].map(
    (text): Row => [text, 'unstated - -'],
  ),
  ...[
    '準備が整い次第',
    '定例会の終了後',
    'R8.13',
    'R0.4',
    'R8.00',
    'H32.4',
    '2027-13',
    '13月',
    '113月',
    'R9～R8',
  ].map((text): Row => [text, 'unread - -']),
  ['PR8.4', 'unread - -'],
  ['R8.13（通年）', 'unread - -'],
];

/** Slips and spellings as offices have them; every line stands for its kind. */
const AS_WRITTEN: readonly Row[] = [
  // The same year in both countings.
  ['令和4年(2022年)度から令和8年(2026年)度まで', 'range 2022-04 2027-03'],
  ['平成30年(2018年)度', 'within 2018-04 2019-03'],
  ['R8（2026）年度', 'within 2026-04 2027-03'],
  ['2026年（令和8年）度', 'within 2026-04 2027-03'],
  // Days: another of the same month is no month, and a third part makes the first a year.
  ['6月1日(月)～30日(火)', 'range 2026-06 2026-06 month'],
  ['7月1日～15日', 'range 2026-07 2026-07 month'],
  ['10月1日（木）～11月30日（月）', 'range 2026-10 2026-11 month'],
  ['R8.6.1～30', 'range 2026-06 2026-06 month'],
  ['2026.6.1～15', 'range 2026-06 2026-06 month'],
  ['R8.6.1・15', 'month 2026-06 2026-06 month'],
  ['R8.4.1～9月', 'range 2026-04 2026-09 month'],
  ['R8.4.1-9.3.31', 'range 2026-04 2027-03 month'],
  ['R8.10.1-9.9.30', 'range 2026-10 2027-09 month'],
  ['2026.4.1～27.3.31', 'range 2026-04 2027-03 month'],
  // How often, in figures or kanji.
  ['年間４回', 'recurring - - quarterly'],
  ['年間2回', 'recurring - - halfYearly'],
  ['年間', 'anytime - -'],
  ['一年間', 'anytime - -'],
  ['年一回', 'recurring - - yearly'],
  ['年に二度', 'recurring - - halfYearly'],
  ['月一回', 'recurring - - monthly'],
  ['三か月ごと', 'recurring - - quarterly'],
  ['4半期ごと', 'recurring - - quarterly'],
  ['4半期に1回', 'recurring - - quarterly'],
  ['第1・3・5火曜', 'recurring - - monthly'],
  ['第2・4木曜', 'recurring - - monthly'],
  ['第1・3・5月曜', 'recurring - - monthly'],
  ['第一・第三水曜', 'recurring - - monthly'],
  ['偶数月', 'recurring - - month monthly 2,4,6,8,10,12'],
  ['奇数月の第1月曜', 'recurring - - month monthly 1,3,5,7,9,11'],
  // Quarters and other parts of the year.
  ['第1・第2四半期', 'range 2026-04 2026-09'],
  ['第2四半期と第3四半期', 'range 2026-07 2026-12'],
  ['第1～第3四半期', 'range 2026-04 2026-12'],
  ['R8年度第1・第3四半期', 'range 2026-04 2026-12 4,5,6,10,11,12'],
  ['R8 2Q', 'range 2026-07 2026-09'],
  ['R8年度 3Q', 'range 2026-10 2026-12'],
  ['令和8年度（第2四半期）', 'range 2026-07 2026-09'],
  ['令和9年度（上半期）', 'range 2027-04 2027-09'],
  ['R8年度（第1・第2四半期）', 'range 2026-04 2026-09'],
  ['春と秋', 'range 2026-04 2026-11 4,5,9,10,11'],
  ['夏と冬', 'range 2026-06 2027-02 6,7,8,12,1,2'],
  ['年2回（春・秋）', 'recurring - - month halfYearly 4,5,9,10,11'],
  ['年2回（夏・冬）', 'recurring - - month halfYearly 6,7,8,12,1,2'],
  ['来春', 'within 2027-03 2027-05'],
  ['来秋', 'within 2027-09 2027-11'],
  ['今春', 'within 2026-03 2026-05'],
  ['来春休み', 'unread - -'],
  // The turn of the year, and what 末 is no end of.
  ['年明け', 'within 2027-01 2027-03'],
  ['年始', 'within 2027-01 2027-01'],
  ['年末', 'within 2026-12 2026-12'],
  ['R9.1～年度末', 'range 2027-01 2027-03 month'],
  ['年末12月', 'month 2026-12 2026-12 month'],
  ['R9年3月末日まで', 'range - 2027-03 month'],
  ['R9.3月末日までに', 'within - 2027-03 month'],
  ['月末', 'recurring - - monthly'],
  ['月初', 'recurring - - monthly'],
  ['毎月末', 'recurring - - monthly'],
  ['毎月初め', 'recurring - - monthly'],
  ['端末更新時', 'unread - -'],
  ['期末', 'unread - -'],
  // Joins.
  ['R8.4及び10', 'range 2026-04 2026-10 month 4,10'],
  ['R8.5と11', 'range 2026-05 2026-11 month 5,11'],
  ['R8.6 & 12', 'range 2026-06 2026-12 month 6,12'],
  ['7月並びに2月', 'range 2026-07 2027-02 month 7,2'],
  ['R8.4、R8.10及びR9.2', 'range 2026-04 2027-02 month 4,10,2'],
  // Slips: nothing beside them may be read as if they were whole.
  ['R8,4', 'unread - -'],
  ['H30,4', 'unread - -'],
  ['平成32年度', 'unread - -'],
  ['昭和70年4月', 'unread - -'],
  ['平成32年度～令和8年度', 'unread - -'],
  ['R8.13～R9.3', 'unread - -'],
  // Two figures are a western year, from 20 on.
  ['26年4月', 'month 2026-04 2026-04 month'],
  ['26年10月～27年3月', 'range 2026-10 2027-03 month'],
  ['9年3月', 'month 2027-03 2027-03 month'],
  ['2026-2028', 'range 2026-04 2029-03'],
  ['2026～28', 'range 2026-04 2029-03'],
  ['R元.10', 'month 2019-10 2019-10 month'],
  ['H元.4', 'month 1989-04 1989-04 month'],
  ['去年4月', 'month 2025-04 2025-04 month'],
  // How long it takes.
  ['R8.4～2か年', 'range 2026-04 2028-03 month'],
  ['R8.10～3カ年', 'range 2026-10 2029-09 month'],
  ['R8.7～（3か月）', 'range 2026-07 2026-09 month'],
  ['R8.9から（2か年）', 'range 2026-09 2028-08 month'],
  ['R8.7（3か月間）', 'range 2026-07 2026-09 month'],
  // Marks of a list.
  ['①1月', 'month 2027-01 2027-01 month'],
  ['②10月', 'month 2026-10 2026-10 month'],
  ['①6月②11月', 'range 2026-06 2026-11 month 6,11'],
  ['⑴8月～', 'from 2026-08 - open month'],
  // What runs already does not take place in the month of its revision.
  ['従来から実施（R8.4改定）', 'anytime - -'],
  ['従前より実施（R8.7見直し）', 'anytime - -'],
  ['随時（令和8年4月改正）', 'anytime - -'],
  ['継続（R8.4～）', 'from 2026-04 - open month'],
];

describe('what was read from 実施時期', () => {
  const groups = { MONTHS, RANGES, FROM, WITHIN, RECURRING, WITHOUT_DATE, AS_WRITTEN };
  test.each(Object.values(groups).flat())('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('the text stays verbatim', () => {
    expect(parseSchedule(' Ｒ９.７.１（水）〜 ').text).toBe(' Ｒ９.７.１（水）〜 ');
  });

  test('a month without a year cannot be read without the fiscal year of the document', () => {
    expect(parseSchedule('7月').kind).toBe('unread');
    expect(parseSchedule('7月', { fiscalYear: 2030 }).start).toBe('2030-07');
    expect(parseSchedule('毎年7月').recurrenceMonths).toEqual([7]);
  });
});

const month = fc.integer({ min: 1, max: 12 });
const reiwa = fc.integer({ min: 1, max: 60 });
const mark = fc.constantFrom('～', '〜', '~', 'から', ' ～ ');
const pad = (number: number): string => String(number).padStart(2, '0');

/** Ways to write one month, each beside the year it stands for. */
const writtenMonth = fc
  .tuple(reiwa, month, fc.constantFrom('R%.$', 'R%年$月', '令和%年$月', '令和%年$月1日', 'R%.$.15', 'R% . $'))
  .map(([year, number, form]) => ({
    year: 2018 + year,
    month: number,
    text: form.replace('%', String(year)).replace('$', String(number)),
  }));

describe('properties', () => {
  test('any text gives a schedule that the schema accepts, with start before end', () => {
    const pieces = fc.constantFrom(
      ...'R8 .5 令和 元 年 年度 9 12 月 ～ - 、 ・ ( ) （ ） 毎年 毎月 随時 予定 以降 から まで 上半期 夏 末 2027 / 回 四半期 か月 と 及び 日 30 来 春 年明け 第1 2Q ① 二 ,'.split(
        ' ',
      ),
    );
    const texts = fc.oneof(
      fc.string({ unit: codePoint }),
      fc.array(pieces, { maxLength: 14 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, fc.option(fc.integer({ min: 1990, max: 2090 })), (text, fiscalYear) => {
        const schedule = Schedule.parse(parseSchedule(text, { fiscalYear }));
        expect(schedule.text).toBe(text);
        if (schedule.start !== null && schedule.end !== null)
          expect(schedule.start <= schedule.end).toBe(true);
        if (schedule.open) expect(schedule.end).toBeNull();
        if (schedule.kind === 'unread' || schedule.kind === 'unstated') expect(schedule.start).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  test('a month however written', () => {
    fc.assert(
      fc.property(writtenMonth, (written) => {
        const { kind, start, end } = parseSchedule(written.text);
        expect({ kind, start, end }).toEqual({
          kind: 'month',
          start: `${written.year}-${pad(written.month)}`,
          end: `${written.year}-${pad(written.month)}`,
        });
      }),
    );
  });

  test('two months with a mark between them are a range, or contradict each other', () => {
    fc.assert(
      fc.property(writtenMonth, mark, writtenMonth, (from, sign, to) => {
        const start = `${from.year}-${pad(from.month)}`;
        const end = `${to.year}-${pad(to.month)}`;
        const schedule = parseSchedule(`${from.text}${sign}${to.text}`);
        expect([schedule.kind, schedule.start, schedule.end]).toEqual(
          start <= end ? ['range', start, end] : ['unread', null, null],
        );
      }),
    );
  });

  test('a last month without a year lies within a year of the first', () => {
    fc.assert(
      fc.property(reiwa, month, month, (year, first, last) => {
        const { start, end } = parseSchedule(`R${year}.${first}～${last}`);
        expect(start).toBe(`${2018 + year}-${pad(first)}`);
        expect(end).toBe(`${2018 + year + (last < first ? 1 : 0)}-${pad(last)}`);
      }),
    );
  });

  test('the months of a yearly recurrence come back as written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(month, { minLength: 1, maxLength: 6 }), (months) => {
        const text = `毎年${months.map((number) => `${number}月`).join('・')}`;
        expect(parseSchedule(text).recurrenceMonths).toEqual(months);
      }),
    );
  });

  test('long hostile texts are read in linear time', () => {
    // Quadratic behaviour on any of these takes minutes and fails by the suite's time limit.
    for (const piece of [
      'R8.4～',
      '(',
      '（R8.4',
      '、',
      '1・',
      '-',
      '～',
      '毎年',
      'R8',
      '9年',
      '9',
      '1~',
      ' ',
      'Ｒ',
      '元',
    ]) {
      expect(parseSchedule(piece.repeat(200_000), { fiscalYear: 2026 }).text).toHaveLength(
        piece.length * 200_000,
      );
    }
  });
});
