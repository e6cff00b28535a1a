import { ASKED_RECURRENCES } from '../../../calendar/recurrence.ts';
import { ANYTIME } from '../../../calendar/words.ts';
import type { When } from '../query.ts';

/** Words that say what is asked of a time. Kana forms serve questions typed in kana and romaji. */
const either = (ja: string, en: string): RegExp =>
  new RegExp(ja === '' ? `(?<![a-z])(?:${en})` : `${ja}|(?<![a-z])(?:${en})`, 'i');

export const STARTS = either(
  '始ま|はじま|始め(?:る|た|て)|はじめ(?:る|た)|スタート|すたーと|開始|新しく|新しい(?:取組|取り組み|もの|やつ|の(?:は|を|って|$))|新たに|新規|立ち上|導入(?:され|する|予定)|' +
    '動き(?:出|だ)|うごき(?:出|だ)|走り(?:出|だ)|発足|新設|始動|着手|取り?掛か|とりかか|お披露目|幕開け|(?:に|から)できた',
  'start|begin|began|begun|launch|kick(?:s|ed|ing)? off|(?:got|gets?|getting) (?:going|under ?way|off the ground)|commenc|' +
    'lands? in|landing in|' +
    'new(?! hire| employee| recruit| staff| joiner| comer| graduate| grad)|(?:goes?|going|went) live|kick(?:s|ed|ing)? in|' +
    'roll(?:s|ed|ing)?[ -]?out|(?:come|came|coming|comes|go|went|goes|put) into (?:effect|force|operation|use)|' +
    'tak(?:es?|ing) effect|took effect|introduc|debut|inaugurat|set up|open(?:s|ed) in|get(?:s|ting)? (?:going|off the ground)',
);
export const RUNS = either(
  // 二人一組で動く: how people go about it. 働き続けられる, 今の仕事を続けながら: who asks goes on, not a row.
  '実施期間に入っ|(?:実施)?期間(?:中|内)(?=の|に?(?:ある|入って))|(?<!(?<![度月点中])で)(?:動いて|うごいて|動く)|' +
    '実施中|進行中|進行形|継続|続いて(?=い?[るたま])|続く(?!と|夜|日|残業|出動|勤務)|続け(?!なが|ら?れ|た[いくか])|つづ[いくけ]|' +
    '稼働(?!開始|し始)',
  '(?:running(?! (?:club|shoes|events?|groups?|water|races?|costs?|out|late|around|after|team|track))|' +
    'ongoing|on-going|under ?way|in progress|continu(?:e[sd]?|ing)|active|in effect|in operation|' +
    "(?<!(?:what(?:'s| is)|anything|something|much) )(?<!any [a-z -]{2,30} )(?:still )?going on(?= in)|going on(?= (?:in )?\ue000)|" +
    'still (?:on|going)|in place|in force|operational)(?![a-z])',
);
/** Of what takes place, whether it has begun or is about to. */
export const RUNS_WEAKLY = either(
  'やって|行って|おこなって|実施して|実施され|取り組んで|してる|している|行われ|ある(?:取組|もの)|使え(?:る|ま)|利用でき|受けられ(?:る|ま)',
  'doing|available|usable|taking place|take place|held|happening|on the go',
);
/** Not yet over: it ends in the period that is named. */
export const ENDS = either(
  '終わる|おわる|終わり(?:の|に|ます|そう|で)|期間(?:が|は)(?![^。、]{0,8}から)[^。、]{0,8}まで|' +
    '(?:終わり|終期|期限|締め切り)(?:が|は)(?!決ま|な[いし])|終わ(?:っちゃう|ってしまう)|終了(?:する|予定|と)|をもって終|完了する|打ち切',
  '(?:ending|ends?|finish(?:es|ing)?|wrap(?:s|ping)? up|conclud(?:e|es|ing)|expir(?:e|es|ing))(?![a-z]| of)',
);
export const ENDED = either(
  '終わった(?!あと|後|ら)|終わって(?!から|しまう)|終わっちゃ(?!う)|おわった(?!あと|後|ら)|おわって(?!から)|' +
    '終了|済んだ|済みの|完了|終えた',
  'ended|finished|completed|(?:already|now|be|is|are) over|concluded|wrapped up|expired',
);
/** 4月に始まって、まだ続いている. */
export const BEGAN_AND_RUNS = either(
  '(?:始ま|はじま|スタートし|開始し|始め)(?:って|り|て)[^。]{0,6}(?:続|つづ|やって|動いて)',
  '(?:started|began|launched)[^.]{0,30} (?:still|and continu|and (?:is|are) ongoing)',
);
/** もう始まっている: whatever has begun by now, over or not. */
export const BEGUN = either(
  '(?:もう|すでに|既に|とっくに)[^。、]{0,6}(?:始ま|はじま|スタートし|開始し|始動し|開始され)(?:って|て)?(?:い)?(?:る|た|ます|ました)(?!か)',
  'already (?:begun|began|started|launched|been launched)',
);
/** With no end in sight: said of what goes on. */
export const ENDLESS = either(
  '終わり(?:が|の|は)?(?:決まってい?な[いしく]|な[いしく])|終了(?:日|時期|予定)?(?:が|の|は)?(?:決まってい?な[いしく]|な[いしく])|' +
    '期限(?:が|の|は)?な[いしく]|無期限',
  '(?:with )?(?:no|without an?) (?:stated |set |fixed |planned )?end(?: date| month)?(?![a-z])|open-?ended',
);
export const NOT_STARTED = either(
  'まだの(?=もの|やつ|ところ|とこ|取組|(?:は|って)?[?？]?$)|まだ(?:始ま|はじま|始めて|スタートして|開始して|動(?:いて|き出して)|着手して)[^。]{0,6}な[いくか]|' +
    '(?:始まって|はじまって|スタートして|開始して)い?ない|(?:スタート|開始|着手|始動)前(?!後)|未(?:実施|着手)(?!の?(?:部署|局|課|区|ところ|とこ|所))|' +
    '(?:今日|本日|きょう|明日)(?:より|から)?(?:後|先|以降|あと)|' +
    'これから(?![^。、はがをに]{1,8}[るうくすむぶつ](?!取組|取り組み|もの|やつ|予定|施策|研修|事業|制度|部署|所|局|課|計画|段階)[\\u4e00-\\u9fffァ-ヴ]|' +
    'の[^。]{1,16}(?:どう|あり方|在り方|姿|像|を考え|を議論|を話)|検討|' +
    '(?:働|入庁|入って|来る|の)[^。]{0,4}(?:人|職員|世代|若|子))|' +
    '(?:今後|この先)(?!の?(?:キャリア|人生|身の振り|どう|どんな|どうなる|道|不安)|が(?:不安|心配|見え)|も?(?:働|続け|勤め))|今から始|これより',
  "not (?:yet )?(?:started|begun|launched|live|running)|(?:have|has)n't (?:started|begun|launched)|" +
    'yet to (?:start|begin)|after today|from tomorrow|about to (?:start|begin)|still to come|upcoming|in the future|coming up',
);
export const NOW = either(
  // 今の仕事, 今までのやり方: what who asks has.
  '(?:^|[^ァ-ヶぁ-ん])(?:いま|ただいま)|(?<![昨当只古])今(?![月年週度期回後日朝晩夜四]|の(?!ところ|時|取|もの)|まで|更|さら|どき)|' +
    '現在|現時点|目下|もう(?:すでに|既に|実際に|ちゃんと|とっくに)?(?:動|始|実施|や|使え|利用|導入|スタート)|すでに|既に',
  '(?:now|currently|at present|at the moment|already|presently)(?![a-z])',
);
/** 終わらず続く, 終わらない: the end that is named is none. */
/** What ends is no row, but the time after which something else is asked for: once March is over. */
export const NOT_ENDING = either(
  '終わらず|終わらな|終わ(?:って|った)(?:から|ら|後に|あとに)(?!もう)',
  '(?:after|once|when|as soon as) [a-z0-9 ]{2,24} (?:(?:is|are|has|have) )?(?:over|end(?:s|ed)|done|finished)(?![a-z])',
);
export const ONWARD = /以降|以後|いこう|onward|or later/i;

export const PLANNED = either(
  '(?<!(?:改善|見直し|対策|対応|解消|廃止|移転|買い?替え)(?:の|する)|採用|退職|入庁|出産|復職|転入|異動)' +
    '予定(?!(?:は|って|が)?(?:あり|ある)(?<=[るう]予定(?:は|って|が)?(?:あり|ある)))(?!表|通り|どおり|調整)|よてい|計画(?:中|段階|だけ)',
  'planned|planning|in the pipeline',
);
/** Said of how far rows have come, whatever time is named beside it: 予定のもののうち. */
export const PLANNED_STAGE =
  /(?<![ァ-ヶー\u4e00-\u9fffるい])予定(?:段階)?の(?:もの|取組|取り組み|やつ|段階)|予定(?:に|と|段階に)な(?:って|った)/;
export const CONSIDERING = either(
  '(?<!(?:時期|日程|日時|期日|期間|開始|曜日|日にち|月|日|いつ)(?:が|は|の|も|か|から|まで(?:は|が)?)?)(?:決ま|決定し|確定し)(?:って)?(?:て)?い?な(?:い|かった)(?:の|もの|やつ|取組)|' +
    '検討中|検討段階|検討して(?:い)?(?:る|ます|く(?!れ|ださ))|これから検討|検討されて|けんとうちゅう|まだ検討|検討[」』]?(?:の|という)(?:取組|もの|段階|状態|ステータス)',
  "(?:is|are|was|were)(?:n['’]t| not)(?: yet)? (?:decided|settled|final|finalised|finalized|confirmed)|undecided|" +
    'under (?:consideration|review|discussion)|being (?:considered|discussed|examined)|considering|' +
    '(?:only|just|still)(?: only| just)? thinking (?:about|of)(?: it| doing it)?|still looking (?:at|into)',
);
/** 実施または検討している, "anything planned": however far it has come. */
export const ANY_STAGE = either(
  '(?:実施中?|導入|やって(?:い)?る|して(?:い)?る|行って(?:い)?る|実施して(?:い)?る)(?:の)?(?:、)?(?:または|もしくは|あるいは|か|や|とか|、|も) ?' +
    '(?:これから|今後)?(?:(?:検討|計画)(?:中|して(?:い)?る)?|(?:する|やる|行う|実施)?(?:予定|つもり|計画))(?:の|がある|して(?:い)?る)?|' +
    // している（する予定の）所属, 委託する、または委託できないか検討している
    '[(（][^()（）]{0,8}(?:予定|検討中?|計画中?)(?:の|を?含む|も含む|も)?[)）]|' +
    '(?:または|もしくは|あるいは)[^。、]{0,12}(?:検討|計画|予定)(?:中|して(?:い)?る)?',
  '(?:anything|something|what is|whats) (?:else )?(?:being )?planned|any plans?(?= (?:for|to|about))|' +
    '(?:doing|running|have|has|do|did)(?: it| one| them| this)? or (?:are |is )?(?:planning|considering)(?: to(?: do)?)?',
);
const MOST_JA = '(?:一番|いちばん|最も|もっとも|1番)';
const BEGIN_JA =
  '(?:始ま|はじま|始め|開始|スタート|動き|続|やっ|行|実施|取り組|ある)[ぁ-ん]{0,6}?(?=[^ぁ-ん]|もの|やつ|の|は|って|$)';
const WHEN_BEGUN_JA = '(?:開始|始まり|スタート|実施時期|時期)が';
/** もの, やつ, 取組: an adjective must be said of them (一番新しい取組), of no other thing (一番新しい機器). */
const OF_THOSE_JA = '(?=もの|やつ|の|取組|取り組み|とりくみ|施策|は|って|$|[?？])';
const OF_THOSE_EN = '(?:initiative|programme|program|scheme|effort|project|one)';
const BEGINS_EN = '(?:starts?|started|begins?|began|launch(?:es|ed)?|kicks? off|introduced)';
const TO_BEGIN_EN = '(?: (?:one )?to (?:start|begin|launch))';
/** 一番早くから始まっている, いちばん古い取組, "the longest-running initiative" */
const MONTH_JA =
  '(?:何|どの|いつの|なんの)月(?:ごろ|頃)?|なんがつ|月(?:は|って)(?:いつ|どれ|どこ|[?？]?$)|(?<=[いくすたる])月[?？]?$|月別で?|月ごとで?';
const MONTH_EN = '(?:which|what) months?|(?<=(?:busiest|quietest|peak) )months?';
const MOST_OF_ALL_JA = `${MOST_JA}\\s?(?:多い|多く|集中|偏って)|最多|集中して|集中する|ピーク`;
const MOST_OF_ALL_EN = 'the most(?! recent)|(?:at )?the busiest|busiest|peak';
const FEWEST_OF_ALL_JA = `${MOST_JA}\\s?少な[いく]|最少|いちばん少な`;
const FEWEST_OF_ALL_EN = '(?:the )?(?:fewest|quietest|least)';
/** A pattern where the other one stands somewhere in the text as well. */
const beside = (one: string, other: string): string =>
  `(?:${one})(?=.*(?:${other}))|(?<=(?:${other}).*)(?:${one})`;
/** 開始が一番多いのは何月: the month in which most rows begin. */
export const BUSIEST = either(beside(MOST_OF_ALL_JA, MONTH_JA), beside(MOST_OF_ALL_EN, MONTH_EN));
export const QUIETEST = either(beside(FEWEST_OF_ALL_JA, MONTH_JA), beside(FEWEST_OF_ALL_EN, MONTH_EN));
export const WHICH_MONTH = either(MONTH_JA, MONTH_EN);

export const STARTS_FIRST = either(
  [
    `${MOST_JA}(?:早く|早い時期|先に|最初に|古く|前|昔|長く|長い間)(?:から|に)?${BEGIN_JA}`,
    `${MOST_JA}(?:早い|古い|古株の|古くからの|昔からの|長い)${OF_THOSE_JA}`,
    `${WHEN_BEGUN_JA}${MOST_JA}(?:早い|古い|先の)`,
    `最初に(?=始|開始|スタート)${BEGIN_JA}`,
  ].join('|'),
  [
    `${BEGINS_EN} (?:the )?(?:first|earliest|soonest)(?= of all|[?.! ]*$)`,
    `(?:the )?(?:earliest|oldest|longest[- ]running)${TO_BEGIN_EN}?(?= ${OF_THOSE_EN}| start| of|[?.! ]*$)`,
    '(?:has|have) been (?:running|going(?: on)?|around|in place) (?:for )?(?:the )?longest',
    '(?:which|what)(?: (?:initiative|one))? comes first',
  ].join('|'),
);
export const STARTS_LAST = either(
  [
    `${MOST_JA}(?:遅く|遅い時期|後に|あとに|最後に|最近)(?:に|から|になって)?${BEGIN_JA}`,
    `${MOST_JA}(?:遅い|新しい|最近の)${OF_THOSE_JA}`,
    `${WHEN_BEGUN_JA}${MOST_JA}(?:遅い|新しい|後の)`,
    `最後に(?=始|開始|スタート)${BEGIN_JA}`,
  ].join('|'),
  [
    `${BEGINS_EN} (?:the )?(?:last|latest|most recently)(?= of all|[?.! ]*$)`,
    `(?:the )?(?:latest|newest|most recent)${TO_BEGIN_EN}(?= ${OF_THOSE_EN}|[?.! ]*$)`,
    `(?:the )?(?:newest|most recent(?:ly started)?) (?=${OF_THOSE_EN})`,
  ].join('|'),
);
export const SORTED = either(
  '時期順|時系列|早い順|日付順|順番に並べ|時期の順|始まる順|古い順',
  'in order of (?:date|start|time)|chronological|sorted by (?:date|start|time)|by (?:start )?date',
);
/** A clause that only widens the question (継続中も含む, including …): its times are no limit. */
export const INCLUDING = /(?:including|incl\.)[^.!]*$/i;

const WHEN_JA =
  '(?:実施時期|実施期間|実施日|開始時期|開始の?月|始まる月|開始時|時期|日程|期間|いつ(?:やるか|から(?:か)?|始まるか|か)?|じき|スケジュール)';
const NOT_WRITTEN_JA =
  '(?:[^。、]{0,10})(?:書かれてい?な|書いてい?な|記載(?:が|の|さ)?(?:れてい)?な|載ってい?な|未記載|空欄|空白|空っぽ|空いて|空の|' +
  'ブランク|不明|未定|(?:分か|わか)らない(?!の[でか])|はっきりし(?:てい?)?な|決まって(?:い)?な|未設定|入って(?:い)?な|定まって(?:い)?な)';
/** 時期の欄が空っぽ: nothing at all stands there, not even that it is undecided. */
export const BLANK = either(
  `${WHEN_JA}(?:[^。、]{0,10})(?:空欄|空白|空っぽ|からっぽ|空いて|空の|ブランク|何も(?:書|入|記))`,
  '(?:date|schedule|timing|time|period)s?(?: (?:column|field|cell|box))? (?:is |are |left )*(?:blank|empty)',
);
/** Rows whose schedule has a year but no month; those that have none at all. */
export const MONTH_UNSTATED = either(
  '月(?:まで|が|は|の記載が|までは)(?:[^。、]{0,8})(?:決まって(?:い)?な|書(?:かれ|い)て(?:い)?な|な[いし]|未定|はっきりし)',
  'no (?:specific |exact |particular )?month',
);
export const UNSTATED = either(
  `${WHEN_JA}${NOT_WRITTEN_JA}|時期未定|時期未記載`,
  // no time to eat: there is none for it.
  'no (?:start )?(?:date|schedule|timing|time(?! (?:to|for|left|off|at all)(?![a-z])))(?!.{0,12}as needed)|' +
    "ha(?:ve|s)(?:n't| not)(?: got| yet)? (?:a |any |fixed )*(?:schedule|date|timing|timeline|start date)|" +
    'without (?:a |any )?(?:date|schedule|timing|stated)|' +
    '(?:date|schedule|timing|time)s?(?: (?:column|field|cell|box))? (?:is |are )?(?:not (?:given|stated|listed|specified|set|decided)|' +
    'to be (?:decided|determined|confirmed)|blank|empty|missing|unspecified|unknown|undecided)|' +
    "don'?t (?:say|state) when|doesn'?t (?:say|state) when|unscheduled|undated|tbd",
);

/** 時期がもう決まっているもの: any but those whose time is not said. */
export const DATED = either(
  `${WHEN_JA}(?:が|は|も)?(?:もう|すでに|既に|はっきり|ちゃんと|具体的に|きちんと)*(?:決まって(?:い)?(?:る|て|ます)|書(?:いて|かれて)(?:い)?(?:ある|る)|` +
    '確定し|明記|載って(?:い)?る|入って(?:い)?る)',
  '(?:with|have|has) (?:a )?(?:fixed|set|definite|firm|confirmed) (?:date|start date|time|schedule|timing)s?|already scheduled',
);

/** Kinds of schedule that are asked for, in the order in which they are told. */
export const KINDS: readonly (readonly [When['kinds'][number], RegExp])[] = [
  ...ASKED_RECURRENCES,
  [
    'recurring',
    either(
      '定期的|定期開催|定例|繰り返し|くり返し|くりかえし',
      'regularly|recurring|periodic|periodically|on a regular basis',
    ),
  ],
  [
    'allYear',
    either(
      '通年(?!採用)|つうねん|年間を通|(?:一|1)年(?:中|じゅう|を通(?:し|じ)て)|年じゅう|年中(?!行事)',
      'year-?round|all year(?: round)?|throughout the year',
    ),
  ],
  [
    'bounded',
    either(
      '(?:何月から何月まで|いつからいつまで)(?:(?:[^。]{0,6})(?:期間)?が?(?:区切|限ら|決ま|はっきり)(?:って|られて|りして)?(?:い?る|ある)?)?|' +
        '(?:期間|期限|終わり)[がを](?:[^。、]{0,16})(?:区切|限ら|決まって(?!な|い?ない))|期間限定|期限付き|期限つき|時限|' +
        '終わりの(?:月|時期)|終わる(?:月|時期)|終了(?:月|時期|日)が',
      '(?:limited|fixed) (?:period|term|time)|time-limited|(?:end|closing|finish) (?:date|month)',
    ),
  ],
  [
    'anytime',
    either(
      `${ANYTIME}|ずいじ|好きな(?:とき|時)に|必要な(?:とき|時)|時期を(?:決め|問わ)ず|決まった(?:時期|日程)(?:が|は|に)?(?:な|と)`,
      'any ?time|as needed|on demand|ad hoc|no fixed|' +
        // Whenever my son is ill: what befalls somebody, now and then.
        'whenever(?! (?:i|my|our|he|she|his|her|their|someone|somebody|an?|there)(?![a-z])|' +
        ' (?:we|you|they|it|the [a-z]+) (?!like|want|wish|need|please|choose|suits|is needed))|' +
        'as required|on an ongoing basis',
    ),
  ],
];
