import type { Period, TimeFacet, Understood } from '../answer.ts';
import { formatMonth, monthOf, type MonthNumber } from '../../calendar/month.ts';
import { findPoints, type Point } from './time-points.ts';

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
  /** Only a verb says it (動いている): no month and no "now" stands there. */
  readonly implied: boolean;
}

/** Stands where a time expression was taken out; no word reaches across it. */
const BREAK = '\ue000';

interface Span {
  readonly start: number;
  readonly end: number;
}
/** What stands after a month and says no more than it: 8月上旬, 6月末, 7月の時点. */
const WITHIN_JA =
  /^(?:の?(?:上旬|中旬|下旬|初旬|前半|後半|半ば|なかば|末日?|初め|はじめ|初頭|当初|頭|あたま|中(?![途央間堅学])|いっぱい|あたり|ごろ|頃|前後|付け?|くらい|ぐらい|入り|時点|段階|現在)){1,2}/;
const AS_OF_JA = /時点|段階|現在/;
/** Of a fiscal year: 来年度頭, 今年度末. */
const FIRST_JA = /初|はじめ|頭|あたま/;
const LAST_JA = /末/;
const AFTER_JA =
  /^(?:\s?の)?\s?(以降|以後|以来|いこう|より(?:も)?(?:後|先|あと)|の?(?:後|あと)(?:に|で)|から先|を?過ぎ(?:て|たら?)(?:から)?)/;
const BEFORE_JA =
  /^\s?(より(?:も)?(?:前|まえ|以前)|の前|前まで|前(?=に|の|から)|(?:に(?:なる|入る)|を迎える)前|以前|までに?(?!も)|迄)/;
const FROM_JA = /^\s?(から|より|~|スタート|開始|始まり|はじまり|起点|に(?:な|入)ってから)/;
const BEFORE_EN =
  /(?:before|prior to|earlier than|(until|till|up to|through|by))(?: the)?(?: (?:(?:start|beginning)|(end)) of)?(?: the)?\s$/i;
const AFTER_EN =
  /(?:(after|later than)|since|from|starting(?: in| from)?|as of|beginning(?: in)?)(?: the)?(?: (?:start|beginning|end|middle) of)?(?: the)?\s$/i;
/** 8月以外, except the one in August: any other month will do. */
const EXCEPT_JA =
  /^(?:の(?:もの|やつ|分|取組))?(?:以外|を除(?:いて|いた|く|き)|は除(?:いて|く)|じゃな(?:くて|い)|ではな(?:くて|い))/;
const EXCEPT_EN =
  /(?<![a-z])(?:except|excluding|other than|but not|not)(?: for)?(?: (?:the )?(?:one|ones|those))?(?: (?:that )?(?:in|from|starting in|start in|starts in))?(?: the)? $/i;
const ONWARD_EN = /^,?\s?(?:or|and) (?:later|after|onwards?|beyond)|^ on(?:wards?)?(?![a-z])/i;

/** Words that say what is asked of the period. Kana forms serve questions typed in kana and romaji. */
const STARTS =
  /始ま|はじま|始め(?:る|た|て)|はじめ(?:る|た)|スタート|すたーと|開始|新しく|新たに|新規|立ち上|導入(?:され|する|予定)|動き(?:出|だ)|うごき(?:出|だ)|走り(?:出|だ)|発足|新設|始動|着手|取り?掛か|とりかか|お披露目|幕開け|(?:に|から)できた|(?<![a-z])(?:start|begin|began|begun|launch|kick(?:s|ed|ing)? off|commenc|new(?! hire| employee| recruit| staff| joiner| comer| graduate| grad)|(?:goes?|going|went) live|kick(?:s|ed|ing)? in|roll(?:s|ed|ing)?[ -]?out|(?:come|came|coming|comes|go|went|goes|put) into (?:effect|force|operation|use)|tak(?:es?|ing) effect|took effect|introduc|debut|inaugurat|set up|open(?:s|ed) in|get(?:s|ting)? (?:going|off the ground))/i;
const RUNS_STRONG =
  /動いて|うごいて|動く|動いている|実施中|進行中|進行形|継続|続いて|続く|続け|つづ[いくけ]|稼働(?!開始|し始)|(?<![a-z])(?:running|ongoing|on-going|under ?way|in progress|continu(?:e[sd]?|ing)|active|in effect|in operation|(?:still )?going on(?= in)|still (?:on|going)|in place|in force|operational)(?![a-z])/i;
const RUNS_WEAK =
  /やって|行って|おこなって|実施して|実施され|取り組んで|してる|している|行われ|ある(?:取組|もの)|(?<![a-z])(?:doing|taking place|take place|held|happening|on the go)/i;
/** Not yet over: it ends in the period that is named. */
const ENDS =
  /終わる|おわる|終わり(?:の|に|ます|そう|で)|終わ(?:っちゃう|ってしまう)|終了(?:する|予定|と)|をもって終|完了する|打ち切|(?<![a-z])(?:ending|ends?|finish(?:es|ing)?|wrap(?:s|ping)? up|conclud(?:e|es|ing)|expir(?:e|es|ing))(?![a-z]| of)/i;
const ENDED =
  /終わった(?!あと|後|ら)|終わって(?!から|しまう)|終わっちゃ(?!う)|おわった(?!あと|後|ら)|おわって(?!から)|終了|済んだ|済みの|完了|終えた|(?<![a-z])(?:ended|finished|completed|(?:already|now|be|is|are) over|concluded|wrapped up|expired)/i;
/** 4月に始まって、まだ続いている. */
const BEGAN_AND_RUNS =
  /(?:始ま|はじま|スタートし|開始し|始め)(?:って|り|て)[^。]{0,6}(?:続|つづ|やって|動いて)|(?<![a-z])(?:started|began|launched)[^.]{0,30} (?:still|and continu|and (?:is|are) ongoing)/i;
/** With no end in sight: said of what goes on. */
const ENDLESS =
  /終わり(?:が|の|は)?(?:決まってい?な[いしく]|な[いしく])|終了(?:日|時期|予定)?(?:が|の|は)?(?:決まってい?な[いしく]|な[いしく])|期限(?:が|の|は)?な[いしく]|無期限|(?<![a-z])(?:with )?(?:no|without an?) (?:stated |set |fixed |planned )?end(?: date| month)?(?![a-z])|(?<![a-z])open-?ended/i;
const NOT_STARTED =
  /まだ(?:始ま|はじま|始めて|スタートして|開始して|動(?:いて|き出して)|着手して)[^。]{0,6}な[いくか]|(?:始まって|はじまって|スタートして|開始して)い?ない|(?:スタート|開始|着手|始動)前(?!後)|未実施|未着手|これから|今後|この先|今から始|これより|(?<![a-z])(?:not (?:yet )?(?:started|begun|launched|live|running)|(?:have|has)n't (?:started|begun|launched)|yet to (?:start|begin)|about to (?:start|begin)|still to come|upcoming|in the future|coming up)/i;
const NOW =
  /(?:^|[^ァ-ヶぁ-ん])(?:今(?![月年週度期回後日朝晩夜四])|いま|現在|現時点|目下|ただいま)|もう(?:すでに)?(?:動|始|実施|や)|すでに|既に|(?<![a-z])(?:now|currently|at present|at the moment|already|presently)(?![a-z])/i;

const RECURRENCES: readonly (readonly [Understood['scheduleKinds'][number], RegExp])[] = [
  [
    'monthly',
    /毎月|まいつき|月々|月ごと|(?<![\d年])月(?:[1一]回?(?!度[^ず]|ヶ|か|日|\d)|イチ|いち)|つきいち|月次|月例|(?:月|ひと月|1か月)に(?:[1一](?:回|度)|いちど)|(?<![a-z])(?:every month|each month|monthly|once (?:a|per|every) month)/i,
  ],
  [
    'yearly',
    /毎年度?(?!末)|まいとし|まいねん|毎[春夏秋冬]|例年|恒例|年(?:[1一]回|イチ)|(?:一|1)?年に(?:[1一](?:回|度)|いちど)|年次(?!有|休)|(?<![a-z])(?:every (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|every year|each year|annual|annually|yearly|once (?:a|per|every) year)(?![a-z])/i,
  ],
  [
    'weekly',
    /毎週|まいしゅう|週(?:[1一]回?|イチ|いち)(?!休)|週に(?:[1一](?:回|度)|いちど)|週次|(?<![a-z])(?:every week|each week|weekly|once (?:a|per|every) week)/i,
  ],
  ['daily', /毎日|まいにち|毎朝|(?<![a-z])(?:every day|each day|daily|every morning)/i],
  ['quarterly', /四半期(?:ごと|毎|に[1一]回)|年4回|(?<![a-z])(?:quarterly|every quarter|each quarter)/i],
  [
    'halfYearly',
    /半年(?:ごと|毎|に(?:[1一](?:回|度)|いちど))|(?<!四)半期(?:ごと|に[1一]回)|年に?[2二](?:回|度)|(?<![a-z])(?:twice a year|every six months|half-?yearly)/i,
  ],
  [
    'recurring',
    /定期的|定期開催|定例|繰り返し|くり返し|(?<![a-z])(?:regularly|recurring|periodic|periodically|on a regular basis)/i,
  ],
  [
    'allYear',
    /通年(?!採用)|年間を通|(?:一|1)年(?:中|じゅう|を通(?:し|じ)て)|年じゅう|年中(?!行事)|(?<![a-z])(?:year-?round|all year(?: round)?|throughout the year)/i,
  ],
  [
    'bounded',
    /(?:何月から何月まで|いつからいつまで)(?:(?:[^。]{0,6})(?:期間)?が?(?:区切|限ら|決ま|はっきり)(?:って|られて|りして)?(?:い?る|ある)?)?|(?:期間|期限|終わり)が(?:[^。、]{0,16})(?:区切|限ら|決まって(?!な|い?ない))|期間限定|期限付き|期限つき|時限|終わりの(?:月|時期)|終わる(?:月|時期)|終了(?:月|時期|日)が|(?<![a-z])(?:limited|fixed) (?:period|term|time)|time-limited|(?<![a-z])(?:end|closing|finish) (?:date|month)/i,
  ],
  [
    'anytime',
    /随時|ずいじ|いつでも|都度|適宜|好きな(?:とき|時)に|必要な(?:とき|時)|必要に応じ|時期を(?:決め|問わ)ず|決まった(?:時期|日程)(?:が|は|に)?(?:な|と)|(?<![a-z])(?:any ?time|as needed|on demand|ad hoc|no fixed|whenever|as required|on an ongoing basis)/i,
  ],
];
/** Rows whose schedule is empty; or has a year but no month. */
const WHEN_JA =
  '(?:実施時期|実施期間|実施日|開始時期|開始時|時期|日程|期間|いつ(?:やるか|から(?:か)?|始まるか|か)?|じき|スケジュール)';
const NOT_WRITTEN_JA =
  '(?:[^。、]{0,10})(?:書かれてい?な|書いてい?な|記載(?:が|の|さ)?(?:れてい)?な|載ってい?な|未記載|空欄|空白|空っぽ|空いて|空の|ブランク|不明|未定|(?:分か|わか)らない(?!の[でか])|はっきりし(?:てい?)?な|決まって(?:い)?な|未設定|入って(?:い)?な|定まって(?:い)?な)';
const UNSTATED = new RegExp(
  `${WHEN_JA}${NOT_WRITTEN_JA}|時期未定|時期未記載|(?<![a-z])(?:no (?:start )?(?:date|schedule|timing|time)(?!.{0,12}as needed)|ha(?:ve|s)(?:n't| not)(?: got| yet)? (?:a |any |fixed )*(?:schedule|date|timing|timeline|start date)|without (?:a |any )?(?:date|schedule|timing|stated)|(?:date|schedule|timing|time)s? (?:is |are )?(?:not (?:given|stated|listed|specified|set|decided)|to be (?:decided|determined|confirmed)|blank|empty|missing|unspecified|unknown|undecided)|don'?t (?:say|state) when|doesn'?t (?:say|state) when|unscheduled|undated|tbd)`,
  'i',
);
const MONTH_UNSTATED =
  /月(?:まで|が|は|の記載が|までは)(?:[^。、]{0,8})(?:決まって(?:い)?な|書(?:かれ|い)て(?:い)?な|な[いし]|未定|はっきりし)|(?<![a-z])no (?:specific |exact |particular )?month/i;
const PLANNED =
  /予定(?!表|通り|どおり|調整)|よてい|計画(?:中|段階|だけ)|(?<![a-z])(?:planned|planning|in the pipeline)/i;
const CONSIDERING =
  /検討中|検討段階|検討して(?:い)?(?:る|ます)|検討されて|けんとうちゅう|まだ検討|検討の(?:取組|もの|段階|状態)|(?<![a-z])(?:under (?:consideration|review|discussion)|being (?:considered|discussed|examined)|considering|still looking (?:at|into))/i;
const SORTED =
  /時期順|時系列|早い順|日付順|順番に並べ|時期の順|始まる順|古い順|(?<![a-z])(?:in order of (?:date|start|time)|chronological|sorted by (?:date|start|time)|by (?:start )?date)/i;

/** A clause that only widens the question (継続中も含む, including …): its times are no limit. */
const INCLUDING = /(?:including|incl\.)[^.!]*$/i;

/** The point with the words after it that belong to it: 8月上旬, 来年度末. */
function withTail(point: Point, text: string): Point {
  const tail = WITHIN_JA.exec(text.slice(point.end, point.end + 12))?.[0] ?? '';
  const end = point.end + tail.length;
  if (point.to - point.from < 5) return { ...point, end };
  if (FIRST_JA.test(tail)) return { ...point, end, to: point.from };
  return LAST_JA.test(tail) ? { ...point, end, from: point.to } : { ...point, end };
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
 * Reads all that a question says of time. `question` is NFKC; `today` an ISO date. A bare month is the one in the current
 * fiscal year.
 */
export function readTime(question: string, today: string): TimeReading {
  const now = monthOf(today);
  const endless = ENDLESS.exec(question);
  const text =
    endless === null ? question : question.replace(endless[0], () => BREAK.repeat(endless[0].length));
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
  let ranged = false;
  let asOf = false;
  let saidFrom = false;
  let saidUntil = false;
  for (let i = 0; i < points.length; i++) {
    const p = withTail(points[i]!, text);
    asOf ||= AS_OF_JA.test(text.slice(points[i]!.end, p.end));
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
      ranged = true;
      const tail = /^\s?(?:までの間|まで|の間|間|の期間|にかけて)(?:に|の)?/.exec(text.slice(q.end));
      if (tail) take(q.end, q.end + tail[0].length);
      const lead = /between (?:the )?$/i.exec(preceding);
      if (lead) take(lead.index, p.start);
      i++;
      continue;
    }
    // "before fiscal 2026 (Reiwa 8)": the same again in brackets.
    const said = points[i - 1];
    if (said?.from === p.from && said.to === p.to && /[(（]\s?$/.test(preceding)) continue;
    const except = EXCEPT_JA.exec(following);
    const exceptEn = EXCEPT_EN.exec(preceding);
    if (except !== null || exceptEn !== null) {
      periods.push(period(null, p.from - 1), period(p.to + 1, null));
      take(exceptEn?.index ?? p.start, p.end + (except?.[0].length ?? 0));
      continue;
    }
    ranged ||= p.bareMonth === null && p.to > p.from;
    if (p.bounded) {
      periods.push(period(p.from, p.to));
      continue;
    }
    if (p.onward) {
      periods.push(period(p.from, null));
      saidFrom = true;
      continue;
    }
    const after = AFTER_JA.exec(following);
    if (after !== null || ONWARD_EN.test(following)) {
      const strictly = after !== null && /後|先|あと|過ぎ/.test(after[1]!) && !/以後|から先/.test(after[1]!);
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
      const inclusive = beforeEn[1] !== undefined || beforeEn[2] !== undefined;
      periods.push(period(null, inclusive ? p.to : p.from - 1));
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
  for (const [kind, pattern] of RECURRENCES) {
    // 毎月定例で: how often says more than that it recurs.
    if (takeMatch(pattern) && (kind !== 'recurring' || kinds.length !== 1)) kinds.push(kind);
  }
  if (takeMatch(MONTH_UNSTATED)) kinds.push('monthUnstated');
  else if (takeMatch(UNSTATED)) kinds.push('unstated');
  // The written form of an undated row (R8以降) is quoted as an example, not asked for.
  const facetPeriods = kinds.includes('monthUnstated') ? [] : narrowed;

  const planned = PLANNED.exec(text);
  const considering = takeMatch(CONSIDERING);
  // Words of the months themselves (the end of this year, 今夏, 今後3か月) say nothing about what is asked of them.
  const said = points.reduce(
    (rest, { start, end }) => rest.slice(0, start) + BREAK.repeat(end - start) + rest.slice(end),
    text,
  );
  const notStarted = NOT_STARTED.exec(said);
  const ended = ENDED.exec(said);
  const starts = STARTS.test(said);
  const runs = RUNS_STRONG.test(said);
  const nowSaid = NOW.test(said);

  let facet: TimeFacet | null = null;
  let open = false;
  let ambiguous = false;
  let implied = false;
  const hasPeriod = facetPeriods.length > 0;
  const onlyRecurs = yearly !== null && hasPeriod;
  if (hasPeriod && ENDS.test(said) && !/終わらず|終わらな/.test(text)) {
    facet = { relation: 'ended', periods: facetPeriods };
  } else if (ended !== null && !/終わらず|終わらな/.test(text)) {
    facet = { relation: 'ended', periods: hasPeriod ? facetPeriods : [period(null, now - 1)] };
  } else if (notStarted !== null && !(runs && hasPeriod)) {
    facet = { relation: 'notStarted', periods: hasPeriod ? facetPeriods : [period(now + 1, null)] };
  } else if (hasPeriod && saidUntil && (starts || runs || nowSaid)) {
    // 5月より前に動いていた, running before: those that had begun by then.
    facet = { relation: 'starts', periods: facetPeriods };
  } else if (hasPeriod && BEGAN_AND_RUNS.test(said)) {
    facet = { relation: 'starts', periods: facetPeriods };
    open = true;
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
      relation:
        ahead || (ranged && kinds.includes('bounded'))
          ? 'starts'
          : (RUNS_WEAK.test(said) && !planned) || asOf
            ? 'runs'
            : 'in',
      periods: facetPeriods,
    };
    ambiguous = true;
  } else if (kinds.length === 0 && (runs || (nowSaid && (RUNS_WEAK.test(text) || starts)))) {
    facet = { relation: 'runs', periods: [period(now, now)] };
    implied = !nowSaid;
  }
  if (endless !== null) {
    facet ??= { relation: 'runs', periods: [period(now, now)] };
    open = true;
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
    implied,
  };
}
