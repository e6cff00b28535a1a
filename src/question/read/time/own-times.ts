import { anyOf } from '../pattern.ts';

/** 夏に子どもが生まれる, 4月に復帰する: when something befalls who asks says nothing of rows. */
const OWN_EVENTS = anyOf([
  /生まれ|出産|産休に|結婚|引っ越|定年|着任し|赴任し|(?:異動|転入|配属|入庁|採用)(?:し|され|に|で)[^。、]{0,5}(?:人|職員|者|子)|(?:退職|卒業)(?:する|され|し[てま]|が|者)|辞め|いなくな/,
  /育休(?:に|から|を取|を終)/,
  /復(?:帰|職)(?:し|予定|なの|です|する[のんが])/,
  /(?:入庁|転入)し(?:た(?:者|ばかり|の)|て)/,
  /(?:課長|係長|班長|主査|主任|管理職)に(?:な|昇)/,
]);
const OF_OWN_LIFE = new RegExp(
  [
    '(?:(?:今年|来年|去年|昨年|この|次)の?)?',
    '(?:春|夏|秋|冬|年末|年度末|年明け|\\d{1,2}月|[一二三四五六七八九十]{1,2}月|来月|再来月|先月|来年|今年|もうすぐ|そろそろ|まもなく|間もなく|近々)(?:に(?:は)?|から|ごろ(?:に)?|頃(?:に)?)?',
    `(?=[^。、!?？\\d]{0,14}(?:${OWN_EVENTS.source}))`,
  ].join(''),
);

/** 秋に生まれる予定です, 来春退職予定の職員: nothing of a row is planned. */
const OWN_PLANS =
  /(?<=(?:生まれる|出産(?:する)?|産休に入る|復[帰職](?:する)?|退職(?:する)?|異動(?:する)?|転入(?:する)?|結婚(?:する)?|引っ越す)(?:の)?)予定(?=です|なの|で|の(?:職員|人|者)|者)/g;

/** What tells that something befalls who asks: in Japanese behind how often, in English before it or behind. */
const WEARY = [
  'てこず|苦労|悩|つら|辛|しんど|きつ|大変|疲|すぎ|残業|追われ|うんざり|嫌|面倒|めんど|困|バタバタ|ばたばた|パンク|重[いくた]|憂|ばかり|ばっか|鳴り|',
  '遅[いくま]|しか|だけで|つぶれ|潰れ|続[くき]|もったい|[回ま]わ?らな|終わらな|呼び出|回って[くき]|駆り出|終電|徹夜|眠れ|食え|死ん|死に|心が折れ|もたな|限界|へとへと|くたくた|ぼろぼろ|ボロボロ|泣|怖|こわ',
].join('');
const WEARY_EN =
  '(?:tired|exhaust|too many|too much|overtime|late(?![a-z])|all night|never get|same (?:few|ten|people|ones)|' +
  "stress|drain|stuck|worn out|can'?t|waste|hate|annoy)";
const DAILY_EN = '(?:every (?:single )?(?:day|night|morning|evening)|each day|daily)';
const HOW_OFTEN_EN = `(?:${DAILY_EN}|ev(?:e)?ry (?:single )?(?:week|month|year|spring|summer|autumn|fall|winter))`;
/** What a season or a turn of the year is like. */
const WEATHER = '暑|寒|凍|冷え|蒸|汗|倒れ|バテ|混[んむみ雑]|忙し|繁忙|ずらし|休めな|雪[がでは]';

/**
 * 毎週会議ばかり, 毎月きつい: how often it befalls who asks; しゃべり続ける人, 仕事を続けたい: what goes on for whom; 夏は暑くて: what a
 * season is like. None of it is a schedule.
 */
const OF_OWN_DAYS = new RegExp(
  [
    '(?:毎[日週月年回朝晩夕]|[月週](?:に|イチ|[一二三1-3])[一二三1-3]?回?)(?!の?(?:取組|取り組み|もの|やつ))' +
      `(?=[^。、!?？]{0,14}(?:${WEARY}))`,
    '(?<=[いきしちにひみりぎびえけせてねめれべじ])続け[るた]?(?!て(?:い)?る(?:取|も|や))',
    'いつまで続け[るた]?',
    '(?<=を)続け(?=た[いくか]|なが|られ)',
    '(?:真?[夏冬]|(?<![青立])春|秋|年度末|年度(?:初め|はじめ|当初)|年末(?:年始)?(?!調整))(?:は|が|も|に(?:は|なると)?|の)?' +
      `(?=[^。、!?？]{0,12}(?:${WEATHER}|${WEARY}))(?![^。、!?？]{0,12}(?:始ま|やる|行わ|実施|開催|予定))`,
    '[春夏冬]休み(?:の?(?:間|あいだ))?(?=に?(?:子|こども|家族|旅行|実家))',
    '(?<=(?:hot|cool|cold|freez[a-z]+|icy|humid|sweat[a-z]*)[^.!?]{0,20})(?:in|during) (?:the )?(?:summer|winter)(?: months)?',
    `(?<![a-z])${HOW_OFTEN_EN}(?=[^.!?]{0,40}${WEARY_EN})`,
    `(?<=(?<![a-z])${WEARY_EN}[^.!?]{0,40})${HOW_OFTEN_EN}`,
    // I'd love a three-day weekend every week: a wish, and no schedule.
    `(?<=(?<![a-z])(?:i|we)(?:'d| would) (?:love|like)[^.!?]{0,60})${HOW_OFTEN_EN}`,
  ].join('|'),
  'gi',
);

/** Parents call every morning: no row is asked for by it, unless the sentence asks for one. */
const EVERY_DAY = new RegExp(`(?<![a-z])${DAILY_EN}`, 'i');
const ASKS_FOR_ROWS = new RegExp(
  [
    '(?<![a-z])(?:which|what|any|anything|something|initiatives?|training|meetings?|held|happens?|takes? place|done|runs?|offered|',
    'those|ones|goes)(?![a-z])',
  ].join(''),
  'i',
);

/** What has befallen somebody: shouted at, collapsed, gone. */
const BEFELL =
  '怒鳴|どなら|殴|叩か|蹴ら|罵|絡まれ|脅|責め|泣[いか]|倒れ|救急車|入院|休職|亡くな|けが[をし]|ケガ|怪我|事故|辞め|抜け|' +
  '言われ|叱|起こされ|呼び出され|休めな|眠れな|帰れな';
const BEFELL_EN =
  '(?:was|were|got|had to|collapsed|fainted|fell|quit|left|resigned|yelled|screamed|shouted|nobody|no one|could)(?![a-z])';
const BEFORE_NOW_EN = 'last (?:year|month|week|night|spring|summer|autumn|winter|time)';
/** 先月は玄関先で怒鳴られました, last year two of us collapsed, like last year: when that was says nothing of rows. */
const OF_OWN_PAST = new RegExp(
  [
    '(?:先々?月|先週|昨日|きのう|一昨日|おととい|去年|昨年|一昨年|おととし|昨[夏冬春秋夜晩]|先日|今朝|ゆうべ)(?:の[春夏秋冬])?(?:は|も|に|、)?' +
      `(?=[^。、!?？]{0,14}(?:${BEFELL})[^。、!?？]{0,12}(?:まし|でし)?[ただ](?:[。、!！]|$|[^\u4e00-\u9fff]{0,4}[。、]))`,
    `(?<![a-z])${BEFORE_NOW_EN}(?=,? (?:i|we|he|she|they|someone|somebody|(?:one|two|three|some) of us|an? [a-z]+) ${BEFELL_EN})`,
    `(?<=(?<![a-z])(?:like|as|unlike|worse than|collapsed|fainted|yelled at|shouted at|screamed at) (?:in )?)${BEFORE_NOW_EN}`,
  ].join('|'),
  'gi',
);
/** 一日が終わって, 会議が終わると: what ends is somebody's day, and no row. */
const OWN_DAY_ENDS = new RegExp(
  [
    '(?<=(?:[一1]日|今日|毎日|仕事|勤務|業務|残業|会議|打ち?合わ?せ|シフト|夜勤|当直|準備|片付け|窓口|受付|授業|部活)(?:が|も|は|で)?)' +
      '終わ(?:って|り|ると|れば|る頃)',
    '(?<=(?:シーズン|時期|期間|[忙季]期|祭り?|年度)(?:が|も)?)終わって(?:も|から)',
  ].join('|'),
  'g',
);
const WHEN_EN =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|' +
  'sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|month|year|week)(?![a-z])';
/** The baby is due in October, my wife gives birth in May: a month of somebody's own life. */
const OF_OWN_LIFE_EN = new RegExp(
  [
    '(?<=(?:baby|babies|twins|child|kid|wife|husband|partner|girlfriend|son|daughter|',
    "i|i'm|i am|we're|we are)(?:'s| is| are| will be| was)? ",
    '(?:due|expecting|born|giving birth|gives birth|give birth|retiring|retire|getting married|having a baby|moving|',
    'going on (?:[a-z]+ )?leave|coming back|returning|going back)(?: to work| to my desk| again)?,? )',
    '(?:in|on|at|by|around|from|this|next)(?: the)?(?: (?:early|late|mid|end of|start of))? ',
    WHEN_EN,
  ].join(''),
  'gi',
);

/** I joined the crew this spring, we moved in last April: since when somebody is there. */
const OF_OWN_MOVE_EN = new RegExp(
  [
    "(?<=(?<![a-z])(?:i|we|he|she|they)(?:'ve| have| just| only){0,2} (?:joined|moved|transferred|started|came|arrived|",
    'was (?:posted|assigned|transferred|moved))[^.,;?!]{0,40}) ',
    '(?:(?:in|on|at|this|last)(?: the)?(?: (?:early|late|mid))? )',
    WHEN_EN,
  ].join(''),
  'gi',
);

/** The summer holidays that somebody takes: 夏休みはいつ取れる, 夏休みをずらして. */
const OWN_HOLIDAYS = /夏休み(?=[をがはも](?!何|なに|どん))/g;

/** The text without the times that are those of who asks, and not of what is asked for. */
export function withoutOwnTimes(text: string): string {
  const rest = text
    .replace(OWN_HOLIDAYS, '休暇')
    .replace(OWN_PLANS, ' ')
    .replace(OF_OWN_LIFE, ' ')
    .replace(OF_OWN_LIFE_EN, ' ')
    .replace(OF_OWN_MOVE_EN, ' ')
    .replace(OF_OWN_PAST, ' ')
    .replace(OWN_DAY_ENDS, ' ')
    .replace(OF_OWN_DAYS, ' ');
  return ASKS_FOR_ROWS.test(rest) || !/ .+ .+ /.test(rest.trim()) ? rest : rest.replace(EVERY_DAY, ' ');
}
