import { anyOf, sequence } from './pattern.ts';

/** 若手以外に誰が参加する？, "who besides the young staff takes part": another of the same row, which none is left out of. */
const WHO_ELSE = anyOf(
  [/以外(?=(?:に|で|の|では|には)?(?:誰|だれ|どなた|どんな人|何人))/],
  [
    sequence(
      /(?<=who )(?:else )?(?:besides|other than|apart from|except(?: for)?)/,
      /(?=[^?]* (?:takes?|took|join|attend|participat|come|is involved|are involved))/,
    ),
  ],
);

/** （南浜支所もふくむ）: what is to be there as well narrows nothing. */
const AND_THOSE = /[(（][^()（）]{1,16}も(?:含む|含め[てる]?|ふくむ|ふくめ[てる]?|入れて)[)）]/;

/** 局とか区, 課や施設: kinds of offices side by side are any office, and no group of them. */
const OFFICE = '(?:局|区役所|区|部|課|室|所|係|施設|組織|部署)';
const ANY_OFFICE = new RegExp(
  `(?<![\\u4e00-\\u9fff])${OFFICE}(?:(?:とか|や|・|と|か|、|または)${OFFICE}){1,3}(?:など|等|とか)?(?![\\u4e00-\\u9fff])`,
);

/** 中央区と南区でかぶってる取組, 両方がやっていること, "in common": what several departments have alike. */
export const IN_COMMON = anyOf(
  [
    /かぶっ|被って|重な(?:って|る)|共通(?:する|して|の|点)/,
    /(?:両方|どっち|どちら|両区|両局|双方)(?:とも|で|が|も)*(?:共通|同じ|やって|して|ある|実施)/,
    /同じ(?:こと|取組|取り組み)を|(?:名前|名称|取組名)が(?:まったく|全く|完全に|ほぼ)?(?:同じ|一緒|いっしょ)(?:もの|やつ|の)?/,
  ],
  [
    /in common|(?:share|with|have) the same names?|overlap(?:s|ping)?/,
    /both (?:do|does|have|has|run|offer)(?![a-z])|the same (?:initiatives?|things?)/,
  ],
);
/** What is named before a particle: a place, a group, a thing. */
const NAMED = '(?<![^。、,!！?？\\s])[^。、,!！?？\\sをがはも]{1,16}?';
/** Followed by a word for all of them. */
const ALL_OVER =
  '(?=(?:も[うっ]と)?(?:全庁|庁内|全体|市全体|全部|全て|すべて|ほか|他の?|よそ|いろ|色々|様々|さまざま|広く|幅広|どこ))';
/** 病院に限らず, 総務局だけじゃなくて全庁で: what is named there narrows nothing. */
const NOT_LIMITED_JA = new RegExp(
  [
    `${NAMED}(?:に|と)(?:は|も)?(?:限らず|限らない(?:で|です)?|かぎらず|限定せず|限定しない(?:で|です)?|こだわらず|関係なく)、?`,
    `${NAMED}(?:だけ(?:じゃ|で(?:は)?)な[くい](?:て|、)?|のみならず)、?${ALL_OVER}`,
  ].join('|'),
);
/** ほかの部署の人と一緒に: across offices, as rows write it. */
const PEOPLE_ELSEWHERE_JA = sequence(
  /(?:ほか|他|よそ|別|違う|ちがう|いろんな|色々な)の?(?:部署|課|局|部|職場|所属|係)の/,
  /(?:人たち|人間|人|職員|方々|方|仲間|メンバー|同僚|若手)と(?!どう)/,
);
/** ほかの市を見に行く */
const OTHER_CITY_JA = /(?:ほか|他|よそ|別)の(市|都市|自治体)(?=を(?:見|視|訪|参考|まね|真似))/;
/** 今年じゃなくて去年から: the first of two times is not meant. */
const NOT_THEN_JA = sequence(
  /(?:(?:今|来|再来|去|昨|先)(?:年度?|月|週|期)|[\d一二三四五六七八九十]{1,2}月|上半期|下半期|[前後]半)(?:の(?:もの|やつ|分|取組))?/,
  /(?:から|に)?(?:じゃ|では?)な(?:くて|くって|く|い(?:やつ|もの|ほう|方)で)、?/,
  /(?=[^。、]{0,8}(?:月|年|週|期|半|春|夏|秋|冬))/,
);
/** 今年だけでなく毎年: of the two only what recurs says anything. */
const NOT_THIS_ALONE_JA =
  /(?:今年度?|今回|今月|ことし)(?:だけ|のみ|限り|かぎり)(?:じゃ|では?)なく(?:て)?、?(?=[^。、]{0,4}(?:毎|定期|ずっと))/;
/** 前の年度から: last year's. */
const YEAR_BEFORE_JA = /(?<![つこのそ])(?:前|ひとつ前|1つ前)の年度?(?=から|の|に|まで|で|は)/;
/** 研修だけでなく面談も: the one and the other. */
const NOT_ONLY_JA = /(?:だけ(?:じゃ|では?)なく(?:て)?|のみならず)、?(?=[^。]{1,14}も)/;
const NOT_LIMITED_EN = sequence(
  /(?<![a-z])(?:not (?:just|only|limited to|restricted to)|beyond just|whether or not it's)(?! (?:do|does|is|are|the one who)(?![a-z]))/,
  /(?: (?:in|at|by|for|from))? (?:the )?[a-z' -]{2,40}?(?=\s*(?:[,.:;?!)(—]|$))/,
);

/** 都市計画の人たち (都市建設局): what a bracket names is what was written before it, said exactly. */
const DESCRIBED_OFFICE_EN = sequence(
  /(?<=(?:department|dept|bureau|office|division|section|brigade)s?) ?[(（]/,
  /(?:the|those|you know,?|that'?s) (?:[^()（）]{3,40} )?(?:people|persons?|ones?|guys|team|folks|crew|lot|staff|place)/,
  /(?: [^()（）]{2,40})?[)）]/,
);

/** The City Planning side (都市建設局): its name in English, and then its own. */
const NAMED_TWICE_EN = new RegExp(
  [
    '(?:(?!(?:Everything|Anything|What|Which|Show|List|All|Does|Do|Is|Are|For|In|The|Tell|Give) )',
    "[A-Z][\\w'&-]*(?: (?:and|of|the|for|&))?[ ,]+){1,8}",
    '(?:side|people|folks|office|bureau|department|division|section)? ?[(（]',
    '([^()（）\\x20-\\x7e]{2,16}[局課部室区所署館院園会校])[)）]',
  ].join(''),
);

/** 大学が絡まないもの: any but those that have to do with it. */
const NOT_ABOUT_JA =
  /([^\s、。,がはをにでと]{1,12})(?:が|に|と|を)(?:絡ま|からま|関係(?:し|の)?|関わら|かかわら|含ま|含め)ない(?=もの|やつ|取組|取り組み|の(?![がに])|、|$)/;
/** うちの局（都市建設）: whose it is, and then its name. */
const OWN_IN_BRACKETS = /(?:うち|当|自分|私|わたし)の?(局|課|部|室|区)[(（]([^()（）]{2,12}?)\1?[)）]/;
/** 市長公室のもの以外 */
const OTHER_THAN_THOSE_JA = /の(?:もの|やつ|取組|取り組み|分)以外/;
/** 消防以外のも含めて, "including ones still under study": what is to be there as well. */
const OTHERS_TOO_JA = /[^、。\s]{1,10}以外(?:の(?:もの|やつ|取組)?)?も(?:含め|ふくめ|入れ)て?/;
const OTHERS_TOO_EN = sequence(
  /,? (?:including|and also) (?:the )?ones? (?:that are )?(?:still )?/,
  /under (?:study|review|consideration)|being (?:studied|considered)|only planned|planned/,
);
/** きょう（9月10日）: the day that it is. */
const DAY_IN_BRACKETS = /(今日|きょう|本日|現在)[(（][^()（）]{2,12}[)）]/;
/** marked "as needed", をうたっている: how a row says it. */
const MARKED =
  /(?:(?:that )?are |is )?(?:marked|labell?ed|tagged|flagged)(?: as)?(?= ?["“'‘「])|(?<=["”」])と?(?:記載|表示)された/;
const CLAIMED_JA = /を(?:うたっ|謳っ|掲げ)て(?:い)?る/;
/** A counter that serves the public is a counter. */
const OF_THE_PUBLIC = /(?<![a-z])public[- ]services? (?=counter|desk|window)/;

/** やっている、あるいはこれからやる局; "doing or planning": whatever the time is. */
const EITHER_TENSE_JA = sequence(
  /(?:や|行|し|実施し|始め|取り組ん|導入し)(?:って|て|で)?(?:い)?(?:る|た|ます)(?:か|もの|こと|ところ|局|部署|取組)?/,
  /[、,]?(?:または|あるいは|もしくは|か|とか|や|も|と|および)?[、,]?/,
  /(?:これから|今後|近々|近く|いずれ|もうすぐ)(?:や|行[いう]?|し|す|実施す|始め|取り組|導入す|始ま)(?:る|ろう|よう|う|む)?(?:予定|つもり|こと)?/,
  /(?:の(?=[部局課もや]))?(?:とし(?:て|ている))?/,
);
const EITHER_TENSE_EN = sequence(
  /(?<=(?:is|are|anyone|anybody|departments?|bureaus?|offices?|places?|who|which) )(?:already )?/,
  /(?:doing|running|offering|holding|trying|have started|has started)/,
  /,? or (?:is |are )?(?:about to|going to|planning(?: to)?|(?:will|plans?|intends?) (?:to )?)/,
  /(?: ?(?:do|run|offer|hold|try|start|begin))?(?![a-z])/,
);
/** 工場でも病院でもいいから: any of them will do, and so will none. */
const ANY_WILL_DO_JA = sequence(
  /(?:[^\s、。,をがは]{0,7}[^\s、。,をがは局部課室区所]でも、?){2,4}(?:何でも)?/,
  /(?:いい|良い|よい|かまわない|構わない|かまいません|構いません)(?:から|ので|ですが|です|んで)?、?/,
);
/** 採用辞退の件はもう知っているのでそれ以外: all but that. */
const BUT_KNOWN_JA = sequence(
  /(?<=^|[、。,\s])([^\s、。,]{2,16}?)(?:の(?:件|話|こと|取組|やつ)?)?(?:は|なら)/,
  /(?:もう|すでに|既に|とっくに)?(?:知って(?:い)?る|わかって(?:い)?る|分かって(?:い)?る|見た|読んだ|聞いた|把握して(?:い)?る)/,
  /(?:ので|から|んで|ため)、?(?:それ|これ|そこ)?(?:以外|の?ほか|他)(?=[のをで])/,
);
/** これからのものも含めて: what is still to come as well. */
const ALSO_TO_COME_JA =
  /、?(?:これから|今後|予定|将来|先)の(?:もの|やつ|取組|分|話)?も(?:含めて?|入れて?|ふくめて?|あわせて|合わせて)、?/;
/** 局横断で一覧に: of all of them. */
const ACROSS_JA = sequence(
  /(?:全庁|庁内|局|部局?|部署|課)(?:を|の)?横断(?:的に|で|して)?、?/,
  /(?=[^。、]{0,6}(?:一覧|まとめ|調べ|見[たせ]|知りた|教え|リスト|洗い出|把握|確認|整理|比べ|拾|探|挙げ))/,
);
/** perks such as flexible hours: what follows is what was meant. */
const SUCH_AS_EN = /,? (?:such as|e\.g\.,?|for example|for instance) (?=[a-z])/;
/** 応募が減って頭が痛い, 頭を抱えています: that it is a worry, and no illness. */
const WORRY_JA = sequence(
  /(?<=て|で|のが|ことが|こと|には)、?(?:本当に|正直)?頭が痛(?:い|くて)|頭を(?:抱え|悩ま(?:せ|し))て?(?:い)?(?:る|て|ます)?|頭の痛い(?=問題|話|ところ|課題)/,
  /(?:です|んです|の|ところ)?/,
);

/** How people say what is read without it, and what it is read as. */
const WORDINGS = (
  [
    [ANY_OFFICE, '部署'],
    [EITHER_TENSE_JA, 'やっている'],
    [EITHER_TENSE_EN, 'doing'],
    [ANY_WILL_DO_JA, ' '],
    [WORRY_JA, ' '],
    [BUT_KNOWN_JA, '$1以外'],
    [ALSO_TO_COME_JA, ' '],
    [ACROSS_JA, ''],
    [SUCH_AS_EN, ', '],
    [WHO_ELSE, ' '],
    [AND_THOSE, ' '],
    [DAY_IN_BRACKETS, '$1'],
    [OWN_IN_BRACKETS, '$2$1'],
    [OTHERS_TOO_JA, ' '],
    [OTHERS_TOO_EN, ' '],
    [NOT_ABOUT_JA, '$1以外の'],
    [OTHER_THAN_THOSE_JA, '以外'],
    [MARKED, ' '],
    [CLAIMED_JA, 'の'],
    [OF_THE_PUBLIC, ''],
    [NOT_LIMITED_JA, ' '],
    [NOT_THEN_JA, ''],
    [NOT_THIS_ALONE_JA, ''],
    [YEAR_BEFORE_JA, '前年度'],
    [PEOPLE_ELSEWHERE_JA, '他部署と'],
    [OTHER_CITY_JA, '他$1'],
    [NOT_ONLY_JA, 'と'],
    [NOT_LIMITED_EN, ' '],
    [DESCRIBED_OFFICE_EN, ' '],
  ] as const
).map(([said, plainly]) => ({ said: new RegExp(said.source, 'gi'), plainly }));

/** Less than this is no question by itself. */
const LEAST = 3;

/** A cleaned question without turns of phrase that name what nobody asks for. */
export function inPlainWords(text: string): string {
  return WORDINGS.reduce(
    (left, { said, plainly }) => {
      const rest = left.replace(said, plainly);
      return rest.replace(/[^\p{L}\p{N}]/gu, '').length < LEAST ? left : rest;
    },
    text.replace(NAMED_TWICE_EN, '$1 '),
  );
}
