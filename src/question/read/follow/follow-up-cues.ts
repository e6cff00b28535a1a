import { LEADING_SLIP } from './asides.ts';
import { anyOf, sequence } from '../pattern.ts';

/** What people begin a follow-up with. */
export const LEAD = new RegExp(
  `^(?:(?:${
    anyOf([
      /(?:そ|ん)?んじゃあ?|じゃあ?|では|それじゃあ?|それでは|それなら|なら|で|そしたら|そうしたら|したら|だったら|ほな|ちなみに|あと(?!の?(?:[1-9一二三四五]|ひと|ふた)(?:つ|個|件|本))|えっと/,
      /いや|いえ|違う|ちがう|違くて|ごめん(?:なさい)?|すみません|やっぱり?|そうじゃなくて/,
      /(?:あ+[っ、。,…\s]*)?(?:違う|違った|ちがった|違います|間違え(?:た|ました)|まちがえ(?:た|ました)|失礼(?:しました)?)/,
      /ok|okay|no|sorry|so|then|and|but|i meant?|actually/,
    ]).source
  })(?![a-z])[、,\\s]*)*`,
  'i',
);
/** With what a request may end, in either language. */
const TAIL = sequence(
  /(?:\s|、|,)*/,
  anyOf([
    sequence(
      /(?:について|に関して)?(?:は|って|も|を|の方|のほう|とか)?/,
      /(?:もっと|もう少し|全部)?/,
      anyOf([
        sequence(
          /(?:何か|なにか)?(?:ある|あり|ない|教え|おしえ|見せ|見たい|知りた|お願い|おねがい|出し|表示|ください|下さい|どう)?/,
          /(?:ます|ません|て|に|し|い|の|です|する|して|でしょう|もらえ|いただけ|くれ|ください|下さい|か|かな|ね|ください){0,6}/,
        ),
      ]),
    ),
    /(?:please|then|too|as well|instead|again|there|me|are there|is there)(?:\s*(?:please|then|too))?/,
  ]),
  /[\s?？。.!！…]*$/,
).source;
const whole = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(`^(?:${patterns.map(({ source }) => source).join('|')})(?:${TAIL})`, 'i');

export const AMONG = anyOf(
  [
    /^(?:その中|この中|そのうち|このうち|その内|うち(?![のはも]|で(?:は|も))|それらのうち|それらの中|そこから|この\d+件|その\d+件)(?:で|の|に|から)?/,
    /(?:に|で)(?:絞っ|しぼっ|絞る|しぼる|限っ|限る)|だけで(?:いい|良い|よい|OK|大丈夫|結構|十分)/,
  ],
  [
    /(?:among|(?<!all )of|out of|which of|from|within|in) (?:them|those|these|the (?:two|three|four|five|six|\d))(?![a-z])/,
    /which ones?(?! (?:is|are|was|were|comes?|starts?) (?:the )?(?:earliest|earlier|first|latest|later|last|sooner|it)(?![a-z]))(?= [a-z])/,
    /(?:only|just) (?:the )?(?:ones|those) (?:with|that|which|for|about|by)/,
    /narrow (?:it|that|them) /,
  ],
);
export const NEXT = whole(
  /(?:次|つぎ)(?:の?(?:ページ|ぺーじ|\d+件|取組|方))?/,
  /(?:次|つぎ)へ/,
  /続き|つづき|残り(?:の)?(?:\d+件|取組|もの)?|のこり/,
  /(?:the )?next(?: page| ones?| \d+)?|continue|go on/,
  /(?:show (?:me )?)?(?:the )?(?:rest|remaining(?: ones)?)|show (?:me )?(?:the )?next(?: page| ones?)?/,
);
export const MORE = whole(
  sequence(
    /(?:他|ほか|もっと|それ以外|その他|あと|これ以外)(?:に|の|は)?(?:も|は|には|にも)?/,
    /(?:何か|なにか|ない|ある|あり|教え|見たい|見せ|いろいろ|もの|やつ|取組|取り組み|例|事例){0,3}/,
    /(?:の|か|かな|は|ます|ますか|ですか|ください|て|る|い){0,3}/,
  ),
  /any(?:thing)? (?:else|more|others?)|what else(?: is there)?|(?:any )?other (?:ones|initiatives|examples)/,
  /more|others?|(?:show|give|tell) (?:me )?more/,
  /is that all|are those all|そ?れだけ(?:です)?か?|これだけ(?:です)?か?|以上ですか/,
);
export const SIMILAR = whole(
  sequence(
    /(?:(?:局|区|課|区役所|支所|部署|(?:他|ほか|よそ|別)の(?:局|区|課|部署|ところ|とこ))(?:とか|や|か)?){0,3}(?:で|に|の中で|は)?/,
    /(?:(?:それ|これ|この取組|その取組|あれ)(?:ら)?(?:に|と)?)?(?:(?:他|ほか|別)(?:に|の(?:部署|局|課|区)?(?:で|に)?)?も?)?/,
    /(?:似た|似てる|似ている|類似(?:した|の)?|似たような|同じような|近い|同様の)/,
    /(?:取組|取り組み|もの|の|やつ|こと|事例|例|ケース|内容|[\u4e00-\u9fffァ-ヴー]{2,8}?(?=を?(?:やって|して)))?/,
    /(?:を?(?:やって|して|実施して)(?:い?る|い?ます|い?ない|い?なかった|い?ません))?の?(?:部署|局|課|ところ|とこ)?/,
    /(?:って|は|が|も)?(?:(?:他|ほか|別)(?:に|の(?:部署|局|課|区)?(?:で|に)?)も?)?/,
  ),
  sequence(
    /(?:is there |are there |show (?:me )?|find (?:me )?|what about )?(?:any(?:thing)? )?(?:other )?/,
    anyOf([
      new RegExp(
        [
          '(?:do|does|have|has) (?:we|they|it|my [a-z]+|our [a-z]+)(?: also)? (?:have|do|run|got|offer)',
          '?(?: (?:any|some)thing)? (?:similar|like (?:this|that|it))',
        ].join(''),
      ),
      /(?:have|do|run|got|offer)(?:ing)? (?:any|some)thing (?:similar|like (?:this|that|it))/,
      /similar(?: (?:ones?|initiatives?|things?|programs?|examples?))?/,
      /(?:does |do |is |are )?(?:anyone|anybody|someone) else (?:do|doing|have|has|run|running) (?:some|any)thing (?:similar|like)/,
      /(?:things? |ones? |initiatives? |something )?like (?:this|that|it|those|these)(?: one)?/,
    ]),
    /(?: (?:elsewhere|in other departments|at other departments))?/,
  ),
);
/** anything similar to the survey elsewhere?, アンケートと似たものは？: like a thing that was shown. */
export const SIMILAR_TO = new RegExp(
  [
    "^(?:(?:is|are) there )?(?:any(?:thing|one)?|some(?:thing)?|what(?:'s| is| else is)?|who does|initiatives?|ones?)",
    '(?: else)? (?:similar to|like) (?:the |that )?',
    "([a-z0-9' -]{3,30}?)(?: one)?(?: (?:elsewhere|anywhere else|in (?:any )?other [a-z]+))?[?.!\\s]*$",
    '|^(?![そこあ]れ)(.{2,14}?)(?:に|と)(?:似た|似てる|似ている|近い|同じような|類似の)(?:もの|の|取組|やつ|こと)(?:は|って|が)?',
    '(?:ほか|他)?(?:に|の局に|の部署に)?(?:も|は)?(?:ある|あり|ない)?',
    '(?:ます|ません)?(?:の|か|かな)*[?？。\\s]*$',
  ].join(''),
  'i',
);
/** 議会局にも似たの…, does the Assembly Bureau have something like this: of which office it is asked. */
export const OFFICE_LEAD = anyOf(
  [/^[^、。は]{2,14}?(?:に|で|の中で)(?:も|は)?[、\s]*(?=似|類似|同じような|近い|同様)/],
  [
    /^(?:(?:so|and|but),? )?(?:do|does|has|have|is|are) (?:the )?[a-z' -]{3,40}? (?=(?:have|do|run|got|offer))/,
  ],
);
export const THERE = anyOf(
  [
    /^(?:その|この|同じ|あの)(?:部署|局|課|区役所|区|部|室|事務局|ところ|とこ)(?!以外|の外)/,
    /^(?:そこ|ここ|そちら)の(?:部署|局|課|区役所|区|部|室|事務局)(?:の|で|には|に|は)/,
    /も(?:ここ|そこ|同じ(?:ところ|とこ|部署|局|課))(?:です|なの|だっけ|がやって(?:い)?る)?(?:です)?か?[?？\s]*$/,
    /^(?:そこ|ここ)(?:の(?:部署|局|課)?|で|は)?[、\s]*(?:の)?(?:他|ほか|別)/,
  ],
  [
    /(?:anything|something|what) (?:else|more)(?: (?!is |are )[a-z]+){0,3} there[\s?.!]*$/,
    /(?:at|in|by|of|from|does|is|do) (?:that|this|the same) (?:department|bureau|office|division|section|ward)(?![a-z])/,
    /what else (?:do|does|are|is|did|have|has) (?:they|it|that|this)(?: [a-z]+)? (?:do|doing|have|run|offer|got|planned|up to)/,
    /(?:their|its) (?:other|remaining) (?:stuff|things?|ones?|initiatives?|programs?|projects?|efforts?|work|plans?|rows?)/,
    sequence(
      /(?:do|does|are|is|have|has) (?:they|that (?:department|bureau|office|ward)) /,
      /(?:do|doing|have|run|running|got|offer|planning) anything else/,
    ),
    /(?:anything|everything|what) else (?:by|from|of|at) (?:them|theirs)/,
    /^(?:and |so )?(?:is|are) there (?:also )?(?:an?|any|some)? ?[a-z -]{3,30} there(?: too| also| as well)?[?\s]*$/,
    /more from (?:this|that|the same) (?:department|bureau|office|division|section)/,
  ],
);
/** そこの研修は？ do they run any training? */
export const OF_THERE = anyOf(
  [
    /^(?:(?:そこ|ここ|そちら|そっち)(?:の|で|は|って)|うちの(?:部署|局|課|区役所|区|室|署)(?:の|で(?!も)|は|には|って))/,
  ],
  [
    sequence(
      /^(?:and |so |but )?(?:do|does|did|are|have|has) (?:they|that (?:department|bureau|office|ward|division)) /,
      /(?:also |still |even )?/,
      /(?:run|running|offer|offering|hold|holding|provide|providing|have|do|doing|got|give|giving|teach|take|use|using)/,
      /(?: any| some| anything)?(?= [a-z])/,
    ),
  ],
);
export const ELSEWHERE = anyOf(
  [
    whole(
      sequence(
        /(?:(?:それ|これ|そこ|ここ|その部署|この部署)(?:を|って|と同じ(?:こと|もの|取組)?を?)?)?(?:(?:他|ほか|別|よそ)の?|以外の)(?:部署|部局|局|課|区役所|区|所属|ところ|とこ|組織)/,
        /(?:は|では|でも|だと|も|にも|で|には|の)?(?:の?(?:取組|もの|やつ|の))?(?:同じ(?:こと|取組|もの)?(?:を|は)?)?(?:やって|して|実施して)?(?:い?る|い?ます)?(?:の)?(?:は|ところ|とこ)?/,
      ),
      /(?:他|ほか)(?:に|で|にも|でも)(?:も)?(?:同じ(?:ような)?(?:こと|取組|もの)?を?)?(?:やって|して|実施して)い?(?:る|ます)(?:の|か|の?(?:は|ところ|とこ|部署|局|課))*/,
      /(?:(?:それ|これ)と)?同じ(?:こと|取組|もの|の)?(?:を)?(?:やって|して|実施して|行って)い?(?:る|ます)?(?:の)?(?:部署|局|課|ところ|とこ|所|区)?/,
      /どこの?(?:区|部署|局|課|ところ|とこ)?でも(?:同じ(?:こと|取組)?を?)?(?:やって|して|実施して)い?(?:る|ます)(?:の|ん|です|か)*/,
      /(?:他|ほか)(?:は|には?)どこ(?:が|で|に)?(?:やって|して)?(?:い?る|い?ます)?/,
    ),
  ],
  [
    sequence(
      /^(?:(?:what|how) about |and |in |at |do |does |is |are )*(?:the )?(?:any )?/,
      /other (?:departments?|bureaus?|offices?|divisions?|sections?|wards?)/,
      /(?: (?:do|does|have|has|doing|offer|run|hold) ?(?:it|this|that|those|these|them|so|one|the same)?)?(?: too| as well)?[\s?.!]*$/,
    ),
    sequence(
      /^(?:who|anyone|anybody|where|which departments?) else/,
      /(?: (?:does|do|has|have|is|are|offers?|holds?|runs?) ?(?:it|this|that|so|the same)?)?/,
      /(?: doing (?:it|this|that))?[\s?.!]*$/,
    ),
    sequence(
      /^(?:and |so )?(?:does|do|is|are|has|have|did) (?:anyone|anybody|any other [a-z]+|another [a-z]+|others?) (?:else )?/,
      /(?:do|doing|done|run|running|have|has|hold|holding|offer|offering|plan|planning|try|trying|use|using|got)/,
      sequence(
        /(?: (?:it|this|that|th[eo]se|them|ones?|some|so|the same(?: thing)?|(?:any|some)thing (?:like|similar to) (?:it|that|this)))?/,
        /(?: too| as well)?[\s?.!]*$/,
      ),
    ),
    /^(?:and )?elsewhere[\s?.!]*$/,
  ],
);
export const ALL_DEPARTMENTS = anyOf(
  [
    /^(?:全部署|全部の部署|(?:全て|すべて)の部署|全庁(?:的)?|全局|全区|全体|市全体|庁内全体|各局|各部署)(?:で(?:は|も)?|だと|は|なら|の|に(?:広げ|戻))?(?:どう)?[^。]{0,8}$/,
    /部署(?:を|は|に)(?:問わ|関係|かかわら|関わら|限ら|なんでも|何でも|どこでも)|(?:他|ほか)の(?:部署|局)も(?:含|あわせ|合わせ|入れ)/,
    /(?:部署|局|課|区|区役所)(?:だけ)?(?:に|で)(?:は)?(?:限らず|限らない|限定せず|限定しない|こだわら)/,
    /^(?:局|区|区役所|課|(?:他|ほか)(?:の(?:局|区|部署|ところ|とこ))?)(?:のも|も)(?:全部)?(?:含|合わせ|あわせ|入れ)/,
    /どの部署でも|部署の(?:条件|指定|絞り込み)(?:を|は)?(?:外|なし|無し)/,
  ],
  [
    sequence(
      /^(?:(?:what|how) about |and |in |at |for |across |show (?:me )?|then )*/,
      /(?:all|every|any)(?: of)?(?: the)? (?:departments?|bureaus?|offices?)[\s?.!]*(?:(?:please|then|instead|again)[\s?.!]*){0,2}$/,
    ),
    /^(?:and )?(?:overall|city-?wide|everywhere|across the (?:whole )?city|in the whole city|in total)[\s?.!]*$/,
    /regardless of (?:the )?department|not (?:just|only) (?:there|here|(?:that|this|the) (?:department|bureau|office|ward)s?)/,
    /(?:in|from|at) (?:the )?other (?:departments?|bureaus?|offices?) (?:too|as well)/,
  ],
);
export const ANY_TIME = anyOf(
  [
    /(?:時期|いつ|月)(?:を|は|に|で)?(?:問わ|関係|かかわら|関わら|限ら|気にし|でも(?:いい|良い|よい|構わ)|指定な)/,
    /時期の(?:条件|指定)(?:を|は)?(?:外|なし)/,
  ],
  [/regardless of (?:the )?(?:time|month|date)|(?:at )?any ?time(?![a-z])|whenever/],
);
/** Words that point at what was answered. */
export const REFERS = anyOf(
  [
    /^(?:それ|これ|あれ|その|この|あの|そちら|こちら|そこ|ここ|同じ(?!ように|く)|どっちも|どちらも|両方とも|そっち|こっち|さっきの|先ほどの|さきほどの|上記)/,
  ],
  [
    sequence(
      /(?:it|its|they|them|their|that one|this one|those|these|(?<!thing )that|this)/,
      /(?![a-z]| (?:fiscal|calendar|year|month|week|quarter|summer|autumn|fall|winter|spring))/,
    ),
  ],
);
/** A connective after which something is changed of the question before. */
export const CONNECTIVE = anyOf(
  [
    /^(?:(?:そ|ん)?んじゃあ?|じゃあ?|では|それじゃあ?|それでは|それなら|なら|だったら|ほな|いや|いえ|違う|ちがう|ごめん|やっぱり?|そうじゃなくて)[、,\s]*/,
    LEADING_SLIP,
    /ね[。！!\s]*$/,
  ],
  [/^(?:and|what about|how about|and what about|only|just|no|sorry|actually|i meant?)(?![a-z])/],
);
/** の方, なら, だけ: said beside something else, or of it. */
export const BESIDE = anyOf([
  /(?:のほう|の方)(?:は|も|だと|なら|では|でも)?(?:どう(?:です)?か?|いかがですか)?[?？。\s]*$/,
  /(?:だけ(?:だと|なら|で|に(?:して)?|を)?|のみ|なら|だったら|だと|の場合は?|も|でも|では|だと?いつ)(?:は)?(?:どう(?:です)?か?|見せて|教えて|ある|お願い)?(?:ください|ますか|します)?[?？。\s]*$/,
  /も(?:同じ|おなじ|一緒|いっしょ|そう)(?:です|なの|なん)?(?:です)?か?[?？。\s]*$/,
  /(?:も含めて|も入れて|を除(?:いて|く|き|くと)|以外(?:で|は|の|だと)?|抜きで)(?:[^。]{0,6})[?？。\s]*$/,
]);
export const TOPIC =
  /(?:って|は)(?:どう(?:です|でしょう)?か?|いかが(?:です)?か?|ある|あります|何か(?:ある|あります))?(?:の|か|かな)?[?？。\s]*$/;
/** に始まるものは？, 予定のは？: what it is of, was said before. */
export const PRONOUN =
  /(?:もの|やつ|の)(?:って|は|も|だけ|を|が)?(?:ある|あります|どれ|どう|教えて|見せて|ください|です|ですか|か){0,4}[?？。\s]*$/;
export const ENGLISH_FRAGMENT =
  /^(?:in|at|for|from|since|until|after|before|starting|only|just|by|with|without|but|except|not)\s/i;
/** Midori? In July?: a name or a time and nothing more. */
export const ENGLISH_NAME = /^[\w' -]{1,40}\?+\s*$/;
/** and the topics?, tools? */
export const ENGLISH_NOUN =
  /^(?:(?:and|what about|how about) )?(?:(?:the|its|their) )?[a-z]+(?: [a-z]+)?\?+\s*$/i;
/** Beside what was answered. */
export const OTHERS = anyOf(
  [
    /^(?:それ以外の|(?:他|ほか|別)[のに])/,
    /(?:月|年度?|期|随時|毎[年月週])[^。、]{0,8}(?:の|もの|やつ|取組)(?:って|は)?[、\s]*(?:他|ほか)に(?:も|は)?(?:ある|あり|何か|ない)/,
    /(?:もの|やつ|取組|取り組み)(?:って|は|が)?[、\s]*(?:他|ほか)に(?:も|は)?(?:ある|あり|何か|ない)/,
  ],
  [
    /^(?:(?:what about|any|and|are there any|is there any) )*(?:another|other|different)(?![a-z])/,
    /^(?:(?:and|so) )?(?:anything|what) else (?:start|begin|launch|happen|run)(?:s|ing)?(?![a-z])/,
  ],
);
/** 他の局でも, よそでも: in other departments than those answered. */
export const OTHER_OFFICES = anyOf(
  [
    sequence(
      /(?:(?:他|ほか|別|よそ|違う|ちがう)の?|それ以外の)(?:部署|部局|局|課|区役所|区|所属|ところ|とこ|組織)/,
      /(?:[では]も?|にも?|も|って|だと|の(?=[^。]{2,}))(?!比|くら)/,
    ),
    /(?:別の?|違う|ちがう|(?:他|ほか)の)(?:部署|局|課|区|ところ|とこ)(?:だっけ|だよね|でした(?:よね|っけ)|です(?:か|よね)|なの|だったかな|か|(?=[?？]))[?？\s]*$/,
    /よそ(?:[では]も?|にも?|も)|(?:他|ほか)(?:でも(?=[^。]*(?:やっ|して|あ[るり]|実施|行って))|にも(?=[^。]*(?:やっ|して|実施|行って)))/,
    /(?<!取組(?:って|は|が)?|取り組み(?:って|は|が)?|もの(?:って|は|が)?|やつ(?:って|は|が)?)(?:他|ほか)にも(?=[^。]*あ[るり])/,
  ],
  [
    /(?:do|does|is|are|has|have|which|what|in|at|by)(?: there)?(?: any)? other (?:departments?|bureaus?|offices?|wards?)(?= [a-z])/,
    /(?:anyone|anybody|who|somewhere|anywhere) else(?= [a-z])/,
  ],
);
/** How many of what, was said before. */
export const HOW_MANY = anyOf(
  [/^(?:全部で|合計|合わせて|ぜんぶで)?(?:何件|いくつ|何個|件数|数|合計|総数)/],
  [/^how many(?: (?:are there|are they|is (?:it|that)|of (?:them|those)|in (?:total|all)))*[\s?.!]*$/],
);
/** how many divisions?: of the row that one has in mind, whatever takes part in it. */
export const HOW_MANY_OF_IT =
  /^how many (?!more|others?|initiatives?|ones?|rows?|departments?|bureaus?|offices?|(?:in|are|start|do)(?![a-z]))[a-z]+[\s?.!]*$/i;
/** What makes a message whole: it says what of. */
export const WHOLE = anyOf(
  [
    /(?:取組|取り組み|とりくみ|取りくみ|施策|事業|事例|活動|制度)(?:は|って|を|が|も|に|の|で|と|だと|なら|、|っ|[?？。!！\s]|$|一覧|教|あ|何|知)/,
    /(?:部署|部局|局|課|ところ|とこ|区役所|区|所属)(?:って|は|を|が|も)?(?:どこ|どれ|ある|あり|教え|知り|いくつ|何(?![のにで人名本回校社課月年日曜]))/,
    /(?:てる|ている|した|する|やる|った|てい?ない)の?(?:部署|部局|局|課|区役所|区|ところ|とこ|人)/,
    /(?:やって|して|行って|実施して|導入して|開いて|使って|取り入れて)い?(?:る|ます)の(?:は|って)(?!誰|だれ|どなた|いつ|何|なに|なぜ|どんな)/,
    /[\u4e00-\u9fff\u30a1-\u30fc](?:は|って)(?:どれとどれ|どこと(?:どこ|どれ)|どことどこ)/,
    /資料|データ|掲載|載って/,
    /(?:もの|やつ|の)(?:って|は|だと)(?:何|なに|どんなの|どれ)が(?:ある|あり)/,
  ],
  [
    /(?:initiatives?|efforts?|programs?|programmes?|projects?|departments?|bureaus?|offices?|divisions?)(?![a-z])/,
    /(?:who|which|what|any|are there|is there|do any|list|show|find|tell me)(?![a-z])/,
    /anything (?:that|which|starting|beginning|ending|running)(?![a-z])/,
  ],
);
/** A fragment longer than this is a question of its own. */
export const FRAGMENT = 24;

/** More of the same rows, or the same in another form. */
export const SAME_ROWS = anyOf(
  [
    /^(?:それ|これ|その取組|この取組)?(?:について|を|は|の)?(?:もっと|もう少し|もうちょっと)?(?:詳し|くわし|詳細|具体的|説明|概要|内容|中身|備考|全文)/,
    /^(?:部署|局|課|区|区役所|所属)(?:ごと|別|順)|^(?:どこの|どの)(?:部署|局|課)|^どこ(?:が|で|です|の|ですか)?[?？]*$/,
    /^(?:どこ|誰|だれ|どなた)(?:の部署|の局|の課)?(?:が|で|に)?(?:担当|所管|主催|主管)/,
    /^(?:担当|所管|実施)(?:部署|課|局|者)?(?:は|って)|^どこ(?:の部署|の局|の課)?(?:が|に|で)?(?:一番|最も)?(?:多|少な)/,
    /^(?:担当|所管|実施)?(?:部署|局|課|所属)(?:名)?(?:は|って)?(?:どこ)?(?:です)?か?[?？\s]*$/,
    /^(?:今の|現在の)?(?:進捗|状況|成果|結果|効果)(?:は|って|を|$|[?？])/,
    /^(?:一覧|リスト)(?:で|に|を)/,
    sequence(
      /^(?:定員|人数|会場|場所|費用|料金|参加費|予算|値段|時間|曜日|頻度|回数|本数|期間|講師|対象|対象者|相手|目的|内容|中身|効果)(?:は|って)?/,
      /(?:どこ|誰|だれ|どなた|いつ|何|なに|なん|どう|いくら|どのくらい|どれくらい|何[人名回本時]|何曜日?)?(?:で|に|を|が|から|まで|と)?(?:や[るり]|行[うい]|開[くき]|す[る]|し|なり|な[る]|決ま(?:って|り))?/,
      /(?:です|でしょう|ます|なの|なん|だっけ|だった|でした|(?:になって)?(?:い)?(?:る|ます))*(?:か|の|っけ|ね)*[?？\s]*$/,
    ),
    /(?:早い|遅い|新しい|古い|時期|開始|始まる|月)(?:順|方から|ほうから)|並べ(?:替|て|かえ)/,
    /^(?:全部|ぜんぶ|すべて|全て)(?:を)?(?:見|出|教|表示)/,
    /^(?:どこ|どの(?:部署|局|課|区)|何[局課])(?:が|で|に|の)?(?:担当|所管|主催|主管|やっ|や[るり]|して|す[る]|作|つく|行|進め|実施|始め|取り組|出し|考え|検討)/,
    /^どこ(?:の(?:部署|局|課|区)?)?(?:だっけ|でしたっけ|だった|でした|だろう|でしょう|なの|かな|なん|です)/,
    /どっち|どちら|どれ(?:が|か)/,
  ],
  [
    /(?:tell me more|more details?|details?|more about (?:it|that|this|them)|explain|elaborate|in detail|more info(?:rmation)?)(?![a-z])/,
    anyOf([
      /(?:differences?|differs?|compare|comparison) (?:between |of )?(?:the (?:two|three)|them|those|these|both|each other)/,
      /how (?:do|are) (?:they|the two|those|these|both) (?:differ|different)/,
    ]),
    /(?:sort|order) (?:them|it|those)?|which (?:is|one is|starts|comes) (?:the )?(?:earliest|first|latest|last|earlier|later)/,
    /by department/,
    /^(?:and )?(?:the )?(?:department|bureau|office|remarks?|notes?)[?\s]*$/,
    /^(?:and |are there |is there |has it |does it have )*(?:any |the )?(?:remarks?|notes?)[?\s]*$/,
    /^(?:and )?who(?:'s| is| are)? (?:in charge|responsible)(?: of (?:it|that|this))?[?\s]*$/,
    sequence(
      /^(?:and |so )?who (?:all )?(?:is |are |was |were |will be )?/,
      /(?:run|own|lead|manage|do|handle|organi[sz]e|chair|head|host|teach|speak|lecture|talk|attend|join|participate|visit|go|come)/,
      /(?:s|es|ed|ing)?(?: it| this| that| them| there)?[?\s]*$/,
    ),
    /^which (?:departments?|depts?|bureaus?|offices?|ones?)[?\s]*$/,
  ],
);

/** 委託のほう, ランチのやつ: one of several, told apart by what it says. */
export const ONE_OF = anyOf(
  [
    /(?:ほう|の方|やつ|ヤツ)(?=いつ|どこ|誰|だれ|何|なに|なん|どう|どん|なぜ|いく|もう|まだ)|(?<=[\u4e00-\u9fffァ-ヴー])のは(?=費用|お金|料金|定員|人数|備考|会場|場所|もう|まだ)/,
    /(?:ほう|の方|[るたい]方|やつ|ヤツ|のもの)(?:は|が|を|って|も|、|なら|だと|について|$|[?？\s])/,
    /(?:のほう|の方|やつ|のもの)の(?=時期|期間|開始|内容|概要|備考|目的|担当|対象|相手|場所|参加|人数|頻度|詳細)/,
    /(?:ほう|の方|やつ|ヤツ|のもの|[^\d一二三四五六七八九件個]の)(?=(?:もう少し|もっと)?(?:詳し|くわし|詳細|教え|おしえ|見せ|説明))/,
    /(?<=[\u4e00-\u9fffァ-ヴーa-z0-9])の(?:は|って)?[?？\s]*$|のを(?:詳し|くわし|教|見)|(?<!て(?:い)?る)のは(?:いつ|何|どう|誰|どこ|なぜ|どんな)/,
  ],
  [
    /(?:the|that|this|only)(?: [a-z'’-]+){1,4} ones?(?![a-z])/,
    /(?:the|that) one (?:where|who|whose|held|with|in|from|about|for|on|starting|that|which|by|at|run|done)(?![a-z])/,
    /i mean(?:t)? (?:the|that)/,
  ],
);
/** What both have. */
export const COMMON = anyOf(
  [
    /^(?:両方|どちらも|どっちも|共通)(?:で|に|の|して)?(?:やって|して|実施して|ある|あり|共通)/,
    /^共通(?:点|する|の)/,
  ],
  [/^(?:what )?(?:do |have )?(?:they |both )+(?:have )?in common|^(?:what do )?both (?:do|have)/],
);
/** もの, やつ, ones: rows are asked for. */
export const THOSE =
  /(?:もの|やつ|取組|の)(?:は|って|だけ|を|も|[?？\s]*$)|(?<![a-z])(?:ones?|those|initiatives?)(?![a-z])/i;
/** どこの区？ names all wards, and means which of them. */
export const WHICH_WARD = anyOf(
  [
    /^(?:どこの|どの|何)(?:区(?:役所)?|(?:総合)?支所|出張所|センター|病院|学校)(?:です|なの|だっけ|が|で)?(?:です)?か?[^。]{0,8}[?？\s]*$/,
  ],
  [
    /^(?:and |so )?(?:in )?which (?:wards?|branch(?:es)?|schools?|stations?)(?: (?:is|are|was|were) (?:it|they|that|those))?[?\s]*$/,
  ],
);
/** もう始まってる？, それは4月から？: only of a row that one has in mind. */
export const YES_OR_NO = anyOf(
  [
    /^(?:もう|まだ|すでに|前から|以前から)/,
    /^(?:今(?:も|でも)|いまも|これからも|来年度?も|今年度?も|次も)(?:まだ|ずっと)?(?:やる|やって|ある|あり|続|する|して|実施)[^。]{0,8}[?？か]\s*$/,
    /^(?:それ|これ|そこ)(?:は|って|も)[^。]{1,14}(?:から|まで|の|なの|です|ですか|話|こと)[?？\s]*$/,
    /^(?:それ|これ|そこ)(?:は|って|も)(?:もう|まだ)?(?:随時|毎[年月週日]|定期|通年)/,
    /^(?:次|今後|これから)の予定/,
    /(?:には|に|まで)?(?:無理|間に合[うわい][^。]{0,3})(?:です|なの)?か?[?？\s]*$/,
  ],
  [
    /^(?:has|have|is|are|was|were|will|did|does|do) (?:it|this|that|they|both|all)(?: of (?:it|them|these|those))? /,
  ],
);
/** それってオンライン？: whether what one has in mind is such. */
export const ASKS_IF =
  /^(?:それ|これ|あれ|そっち|こっち)(?:って|は)(?!.*(?:どこ|誰|だれ|いつ|何|他|ほか)).{1,12}[?？]\s*$/;
