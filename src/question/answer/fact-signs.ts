import type { Initiative } from '../../dataset/schema.ts';
import { anyOf } from '../read/pattern.ts';
import type { FactAsked } from '../read/cues.ts';
import { OCCASION } from '../read/row-fact-cues.ts';
import { statementsOf, type Statement } from './statements.ts';

/** What is asked of whom: for whom something is, not who does it. */
const FOR_WHOM =
  /対象|向け|誰のため|だれのため|who (?:is|are|were|was) .*for\b|for whom|eligible|who (?:can|may)|interviewed/i;
/** What Japanese counts things with, after a number or 何. */
export const COUNTERS =
  '本|名|人|校|社|回|市|種類?|台|席|[千万億]?円|年間|か月|ヶ月|分|時間|日間|割|課|園|冊|枚|件|隻|部|班|組|歳|品|戸|箇所|か所|棟|室|枠|票|往復';
type Signs = readonly (readonly [RegExp, number])[];

/** What a statement that answers looks like, the surest sign first, and how many shared words it is worth. */
export const SIGNS: Record<Exclude<FactAsked, 'when'>, Signs> = {
  who: [
    [/(?<!など|等|作成|周知|実施|開催|導入|活用)による|とした|講師|参加者|同席|[0-9０-９]\s?名/, 3],
    [/職員|市長|局長|課長|所属長|管理者|管理職|教授|メンバー|チーム|者/, 1.5],
  ],
  where: [
    [/^[^【]*【[^】]*】.*[市区町村]|[（(][^）)（(]*大学/, 4.5],
    [/大学|[市区町村署](?:、|$|（)|署[のと及]|事務所|支所|会館|会場|ワーキング|センター/, 3],
    [/課|室|施設|県と|上での|会場|場所|オフィス|[0-9０-９]階/, 1.5],
  ],
  howMany: [
    [new RegExp(`[0-9０-９]\\s?(?:${COUNTERS})`), 4],
    [/[一二三四五六七八九十]\s?(?:本|名|人|校|回|件)/, 2],
  ],
  howOften: [
    [/[月年週]\s?に?\s?[0-9０-９一]+\s?回?|毎[月週年日朝]|[月年週期日]ごと|おきに?|隔[月週年日]/, 5],
    [/定期|随時|通年|年中|常時|四半期|半年/, 1.5],
  ],
  why: [
    [/ため|目的|図る|図り|つなげ|ことから|見込|により/, 3],
    [/向上|改善|抑制|軽減|効率化/, 1.5],
  ],
  what: [
    [/^[^、・]*[、・].*(?:など|等)$|[①-⑳]/, 3],
    [/に係る|に関する|についての/, 1],
    [/[、・]/, 0.5],
  ],
  which: [[/[、・]/, 1.5]],
};
/** Where a row is held, which its summary tells; an office or a school that it speaks of may be another thing. */
export const HELD_AT = /[^、。（）()\s]上での|会場|オフィス|にて|[所室階場館署]において/;
const FOR_WHOM_SIGNS: Signs = [
  // In the name too: 若手職員への支援.
  [/(?:職員|(?:転入|新任|新人|若手|希望|受験|採用|退職|子育て)者|管理職|学生)(?:への|向け)/, 8],
  // （土木、保健師、獣医師）
  [/（[^）（]*[師士職員木築][、・）]/, 3.5],
  [/向け|を対象|を中心に|対象/, 3],
  [/職員|[0-9０-９]\s?名|者/, 1.5],
];
/** 誰と, どこと: with whom. */
const WITH_WHOM = /(?:誰|だれ|どなた|どこ)と(?!か|も)/;
const WITH_WHOM_SIGNS: Signs = [
  [/[課局部室県市社者員]と|と(?:調整|協議|連携|共同|合同|の)/, 4],
  ...SIGNS.who,
];
/** 全員？ 誰でも？ */
const WHOLE_STAFF = /全員|みんな|誰でも|だれでも|全職員|全庁|(?:全部|全て|すべて)の(?:課|部署|局|職員)/;
const WHOLE_STAFF_SIGNS: Signs = [[/全(?:職員|員|庁|課|部署)|希望者|任意|を除く/, 6], ...FOR_WHOM_SIGNS];
/** 費用は出るの, いくら: what it costs, or pays. */
const MONEY =
  /費用|お金|料金|参加費|受講料|交通費|旅費|自腹|自己負担|有料|無料|いくら|what (?:does it )?cost|who pays|how much|for free/i;
const MONEY_SIGNS: Signs = [
  [/[0-9０-９一二三四五六七八九][千万億]?円/, 6],
  [/[料費円]|負担|補助|支給|無料|手当/, 4],
];
/** 効果, benefit: what it is good for, which a row tells as it tells why. */
const EFFECT = new RegExp(
  [
    '効果|メリット|利点|(?:いい|良い|よい|得する|助かる)(?:こと|点)|どう(?:良く|よく|便利に|楽に|変わ)',
    '何が(?:うれし|嬉し|い[いっ]|良|よ[いくか]|変わ|便利|助か|得|楽|お得|メリ|改善|ラクに)|何の(?:役|得|ため)',
    'what (?:will|would|does|did) (?:it|that|this) (?:bring|change|improve|help)|' +
      "benefits?|good for|the (?:use|point|upside) of|advantages?|upside|in it for|what(?:'s| is) the (?:gain|point|use)|" +
      'what good|(?:gets?|becomes?) better|(?:hope|expect|want|aim|try(?:ing)?|' +
      'stand)s?(?: to)? (?:to )?(?:get|gain|achieve|improve|change)|get out of',
  ].join('|'),
  'i',
);
/** どうやって大学を決めてる, how are they chosen: what is gone by. */
const CHOSEN = anyOf([
  anyOf([
    /(?:どう(?:やって|いう(?:基準|ふう)|いった)?|どの(?:よう|基準|順)|何[でを]|何を(?:基準|もと)に)[^。]*(?:決め|選)|(?:基準|選び方|決め方)/,
    /how (?:is|are|do|does|did|was|were|will) .*(?:chos|choose|pick|select|decid)/,
    OCCASION,
    /(?:なんで|なぜ|どうして)[^。]*(?:大学|学校|市|会社|課|局|区|人|日|月)に(?:なった|した|決ま)|why (?:that|those|these) (?:universit|cit|school|office)/,
  ]),
]);
const CHOSEN_SIGNS: Signs = [
  [/依頼|紹介|希望|推薦|公募|抽選|選定|基準|に応じ|を踏まえ|に基づ|ニーズ/, 4],
  [/により|による|受けて|から/, 1.5],
];

/** What a statement looks like that answers such a question. */
export function signsOf(asks: Exclude<FactAsked, 'when'>, text: string): Signs {
  if (MONEY.test(text)) return MONEY_SIGNS;
  if ((asks === 'what' || asks === 'why') && CHOSEN.test(text)) return CHOSEN_SIGNS;
  if (asks === 'who' && WITH_WHOM.test(text)) return WITH_WHOM_SIGNS;
  if (asks === 'who' && WHOLE_STAFF.test(text)) return WHOLE_STAFF_SIGNS;
  if (asks === 'who' && FOR_WHOM.test(text)) return FOR_WHOM_SIGNS;
  return asks === 'what' && EFFECT.test(text) ? SIGNS.why : SIGNS[asks];
}

/** その前に何かやった？, was there something before it? */
export const BEFORE_IT = new RegExp(
  [
    '前段|事前に|前もって|前に(?:も|は)?[^。]{0,8}(?:やっ|あっ|して|会議|何か|なにか)',
    '|^(?:その|それ|この)(?:の)?(?:前|以前)|before (?:it|that|this|then)|(?:earlier|prior)(?![a-z])',
  ].join(''),
  'i',
);
/** How long it runs, which its time tells. */
export const HOW_LONG =
  /how long|どの?くらいの?(?:期間|間)|どれくらいの?(?:期間|間)|何[かヶカ]月(?:間|くらい)/i;

export const OFTEN =
  /毎[月週年日朝]|[月年週]\s?に?\s?[0-9０-９一]+\s?回?|随時|通年|定期|ごと|おき|隔[月週年日]/;
/** ビデオのは毎月？: what says how often, of a row whose time says when it began. */
export const RECURS = /毎[年月週日]|月に?\s?[1一]|定期|(?<![a-z])(?:every|monthly|weekly|yearly|annual)/i;
export const recurrenceBeside = (row: Initiative): Statement | null =>
  OFTEN.test(row.schedule.text)
    ? null
    : (statementsOf(row).find(({ field, text }) => field !== 'name' && SIGNS.howOften[0]![0].test(text)) ??
      null);
/** どこまで進んでる: what says how far it has come, beside its time. */
export const STATE_ASKED = new RegExp(
  [
    'どこまで|進捗|状況|どうなっ|決ま|決定|検討(?:中|段階)|how far|status|progress|decided',
    // もうやったの, is it running?: what is still being considered is not.
    '(?:もう|すでに|既に)[^。]{0,8}(?:やっ|やり|実施|行わ|行っ|導入)',
    '(?<![a-z])(?:has|have|did|is|are|was|were)(?![a-z]).*(?:carried out|' +
      'running|in place|done|happen|considered|consideration|implemented)',
  ].join('|'),
  'i',
);
