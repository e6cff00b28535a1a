import type { FactAsked } from './cues.ts';
import type { Query } from './query.ts';
import { OF_IT, OF_THING } from './follow/asking-cues.ts';
import { anyOf, sequence } from './pattern.ts';

/** 対象は？ of a row: for whom it is. */
export const TARGET_CUE =
  /対象(?:者|職員)?(?:は|って|の人は)?(?:だれ|誰|どんな人|どういう人)?(?:です|なの|なん)?(?:です)?か?[?？\s]*$/;

/** 時期は同じ？, do they start in the same month? */
export const SAME_TIME = anyOf(
  [
    /同じ(?:頃|ころ|ごろ|くらい|タイミング)/,
    /(?:時期|開始|スタート|期間|始まり|始まるの|月)(?:は|も|って)?(?:全部|どちらも|両方(?:とも)?)?(?:同じ|おなじ|一緒|いっしょ)/,
  ],
  [
    /(?:at|in|around) the same (?:time|month)|the same (?:month|time|schedule|start)|same (?:month|time)[?\s]*$/,
  ],
);

/** 担当は財政局で合っていますか, is that the finance bureau?: whether the department is the one that is named. */
export const CONFIRMS_OFFICE = anyOf(
  [
    new RegExp(
      [
        '[局課区室部所会](?:が(?:やって|担当して|して)(?:い)?る)?(?:で|(?:って|という)(?:こと|話)で)(?:合って|あって|間違(?:い)?(?:ない|ありません)|いい|よい|',
        'よろしい|正しい|OK)(?:い)?(?:る|ます|です|でしょう)*(?:の|ん|よ)?(?:ね|か)?[?？。\\s]*$',
      ].join(''),
    ),
    new RegExp(
      [
        '^(?:これ|それ|その取組)?(?:の)?(?:担当(?:局|課|部署)?|所管(?:局|課)?|部署|やって(?:い)?るの)(?:は|って)[^。、は]{2,14}[局課区室部所会](?:です|',
        'なん|な|だ)?(?:の|ん)?(?:です)?(?:よね|か|っけ|ね)?[?？。\\s]*$',
      ].join(''),
    ),
  ],
  [
    new RegExp(
      [
        '^(?:so |and )?(?:is|was) (?:it|that|this) (?:run |done |led |handled )?(?:by |in |from )?(?:the )?[a',
        '-z& ]{3,30}(?:bureau|department|office|ward|division|committee)(?:, right)?[?\\s]*$',
      ].join(''),
    ),
  ],
);

/** どこの局？ which ward is it: the department is asked for. */
const OFFICE = anyOf(
  [
    /(?<!対象(?:は|って))(?:どこ|どちら)の(?:部署|部局|局|部|課|室|区|区役所|(?:総合)?支所|センター|所属)(?:です|だっけ|でした|なの|だった)?(?:です)?(?:か|け)?[?？\s]*$/,
    /(?:担当|所管|主管)(?:は|って|してるのは|しているのは)?(?:どこ|どちら)[^。]{0,6}$/,
    /(?:ほう|方|やつ|それ|これ|の)(?:は|って)?[、\s]*(?:部署|部局|局|課|区|所属)(?:は|って)?どこ(?:です|だっけ|だった|でした)?(?:か|け)?[?？\s]*$/,
    /(?:てる|ている|した|する)\s?(?:の|部署|局|課|区|ところ|とこ)(?:は|って)?\s?(?:どこ|どちら)(?:です|だっけ)?か?[?？\s]*$/,
    /(?:何|どの)(?:局|課|部署|区)(?:です|だっけ|なの|だった)?(?:です)?か?[?？\s]*$/,
  ],
  [
    /which (?:department|bureau|office|ward|section|division)(?: office)?(?: (?:is|was) (?:it|that|this))?[?\s]*$/,
    /who(?:'s| is) (?:in charge|responsible)[^?]{0,20}[?\s]*$/,
  ],
);
/** The same, only of a row that one has in mind: 部署は？ どこがやってるの？ */
const OFFICE_OF_ROW = anyOf(
  [
    sequence(
      /^(?:(?:それ|これ)(?:って|は)?)?(?:の)?(?:担当|所管|主管|実施)?(?:の)?/,
      /(?:部署|部局|局|課|所属)(?:名)?(?:は|って)?(?:どこ)?(?:です)?か?[?？\s]*$/,
    ),
    /(?:担当|所管|主管)(?:は|って)?[?？\s]*$/,
    /どこ(?:が|で)?(?:やって|行って|して|実施して)い?(?:る|ます)(?:の|ん|です|か|だっけ)*[?？\s]*$/,
    // 採用説明会はどこがやりますか, スマホを入れるのはどこ, クレドの作成はどこ？
    /どこ(?:の(?:部署|局|課|区))?\s?が(?![^。]*(?:どこ|残[っる]))[^。]{0,12}(?:[るたすむうくつぶ]|ます|ました|月|年|日)(?:の|ん|です|か|だっけ)*[?？\s]*$/,
    /(?<!(?:場所|会場|先|大学|学校|高校|市|行く|行った|見る|回る|残り|次|あと)(?:の|ほう|方|やつ)?)(?:は|って)\s?どこ(?:です|でしょう|だっけ)?か?[?？\s]*$/,
    /の(?:部署|担当|所管)(?:は|って)?[?？\s]*$/,
    /どこ(?:が|の(?:部署|局|課|区)が?)(?:担当|所管|主管|やっ|やる|して|実施|進め)[^。]{0,6}[?？\s]*$/,
    /^どこの[?？\s]*$/,
    /も(?:同じ|一緒の?|いっしょの?)(?:ところ|とこ|部署|部|局|課|区)(?:です|なの|がやって(?:い)?る)?か?[?？\s]*$/,
    /^(?:それ|これ)?(?:って|は)?どこ(?:です|だっけ|でした|なの|だった)(?:です)?(?:か|け|の)?[?？\s]*$/,
  ],
  [
    /^(?:and )?(?:the )?(?:department|bureau|office)[?\s]*$/,
    /(?:^|(?<=, ))(?:so |and )?(?:which|what) (?:department|bureau|office|ward|section|division|team)s?(?: offices?)?(?= [a-z])/,
    sequence(
      /^(?:so |and )?who(?:'s| is| are) /,
      /(?:making|doing|running|planning|building|looking|working|introducing|organi[sz]ing|offering|considering)/,
    ),
  ],
);
/** anyone else covered?: who else takes part in what is at hand. */
export const ELSE_WHO = new RegExp(
  [
    "(?:who|(?:is |are )?(?:anyone|anybody)) else(?:'s)?(?: is| are| gets?)? (?:covered|included|eligible",
    '|invited|affected|allowed|involved|entitled|taking part)',
  ].join(''),
);
/** Who does it, not who takes part. */
export const DOES = anyOf(
  [/(?:誰|だれ|どなた)が(?:やる|やって|担当|作|つく|進め|企画)/],
  [
    sequence(
      /who (?!takes(?! care)|attends|joins|participates|comes|gets|is |was )/,
      /(?!needs|receives|leads|chairs|gives|teaches|speaks)[a-z]+(?:s|ed)(?![a-z])/,
    ),
  ],
);

/** Whether the department of a row is asked for. `isOfRows`: of the row that one has in mind. */
export const asksOffice = (
  query: Pick<Query, 'asked' | 'departments' | 'words'>,
  isOfRows: boolean,
): boolean =>
  OFFICE.test(query.asked) ||
  (isOfRows && (CONFIRMS_OFFICE.test(query.asked) || OFFICE_OF_ROW.test(query.asked) || isAlsoThere(query)));

const ALSO: ReadonlySet<string> = new Set(['も', 'のも', 'でも']);
/** 部活も教育委員会？ */
function isAlsoThere({ asked, departments, words }: Pick<Query, 'asked' | 'departments' | 'words'>): boolean {
  const also = words.findLastIndex((word) => ALSO.has(word));
  const after = words.slice(also + 1);
  return (
    departments?.length === 1 &&
    also > 0 &&
    words.slice(0, also).some((word) => word !== '') &&
    after.length > 0 &&
    after.every((word) => word === '') &&
    /も[^も]{2,12}[?？]\s*$/.test(asked)
  );
}

/** 朝礼はいつから, アンケートっていつ: a subject of its own. */
export const NAMES_SUBJECT = new RegExp(
  [
    '(?:(?<!の)は|って|も|の方|のほう)(?=.*[^?？\\s])(?!$)|[a-z]{3}',
    // 採用説明会いつから, but not 開始いつ.
    '(?<!(?:開始|時期|担当|場所|会場|対象|相手|期間|終了|予定|参加|講師)者?)[\u4e00-\u9fffァ-ヴー](?=いつ|どこ|誰|だれ)',
    // 採用説明会の頻度: of a thing by its name.
    '[\u4e00-\u9fffァ-ヴー]の(?:頻度|開始|時期|期間|担当|部署|場所|会場|対象|目的|内容|備考|講師|人数)者?(?:は|って)?[?？\\s]*$',
  ].join('|'),
  'i',
);

/** 大学は？: which one, of a row that speaks of any. */
export const PLACE_NOUN = /^(?:市|都市|大学|学校|会社)(?:名)?(?:は|って)?[?？\s]*$/;

/** Is there a fixed date?: of a row that one has in mind. */
export const FIXED_DATE = new RegExp(
  [
    '^(?:and |so |but )?(?:is there|do (?:we|they) have|does it have|any) (?:an? |any )?',
    '(?:fixed|set|specific|exact|definite|firm|particular|confirmed|start|end)?[ -]?',
    '(?:date|time|month|day|schedule|timeline|deadline|timeframe)s?(?: yet| for (?:it|that|this)| set| fixed| decided)*[?.\\s]*$',
  ].join(''),
  'i',
);
/** 今年度中に終わる？ of one row whether it does; of several, which of them. */
export const BY_THEN =
  /(?:に|で)(?:は)?(?:終わ[るり]|始ま[るり]|でき(?:る|あがる)|完了する)(?:の|ん|です|ます|か|よね|ね)*[?？]\s*$/;
/** Where somebody goes, of which the row's own time says nothing. */
export const VISIT =
  /(?:行[くっ]た?|訪問(?:する|した)|回る|見る|見た)(?:のは?どこ|(?:の|とこ|ところ|先)(?:は|って)?[?？\s]*$)/;

/** 正式には何ていうんです？ */
export const NAME_ASKED = anyOf(
  [
    /(?:正式|正確)(?:な)?(?:には|に|名称|名前|な名|名)|(?:取組名|名称|名前|タイトル)(?:は|って|を教)(?:何|なに|なん)?[^。]{0,6}$/,
    /(?:何|なん)(?:て|と)(?:い[うっ]|言[うっ]|呼[ばぶん])[^。]{0,10}$/,
  ],
  [
    /what(?:'s| is| was) (?:it|this|that|the [a-z]+) (?:officially |actually |formally )?called/,
    /(?:official|full|exact|proper) (?:name|title)|what(?:'s| is) (?:its|the) (?:name|title)/,
  ],
);

/** どういうときに行く, on what occasion: what has to come first. */
export const OCCASION =
  /(?:どういう|どんな|どの)(?:とき|時|場合|きっかけ)|(?:on|in|under) what (?:occasions?|cases?|circumstances|conditions?)|what prompts/i;
/** 前から話し合ってたの？: since when it has been talked about. */
const DISCUSSED_BEFORE = new RegExp(
  [
    '(?:前|以前|ずっと|去年|昨年)(?:から|に(?:も)?)?[^。]{0,6}(?:話し合|議論|検討|協議)[^。]{0,10}[?？か]|(?:been|were|was)',
    ' (?:discuss|debat|talk|consider)[a-z]* (?:[a-z]+ )*(?:before|earlier|for (?:long|a while)',
    '|already)',
  ].join(''),
  'i',
);

/** What is asked of a row that one has in mind, in words that by themselves would ask for rows. The first that fits. */
export const ROW_FACT_CUES: readonly (readonly [FactAsked, RegExp])[] = [
  ['who', TARGET_CUE],
  ['what', OCCASION],
  ['when', DISCUSSED_BEFORE],
  [
    'where',
    anyOf(
      [
        /どこ(?:に|へ|を|まで|で)?(?:行|い[くきっ]|回|まわ|巡|訪|見)/,
        /どこ(?:が|は)?(?:まだ)?残[っる]/,
        /(?:まだ|もう|これから|次に)[^。]{0,4}(?:行|訪|見|回)[^。]{0,6}(?:ところ|とこ|先|場所)/,
        /(?:もう|まだ|すでに)(?:行[っか]|訪問|見[たて]|回[っら]|視察)[^。]{0,6}[?？\s]*$/,
        /(?:行く|行った|訪れる|訪問|視察|回る)[^。]{0,6}(?:市|都市|大学|学校|会社|先)(?:は|って)?[?？\s]*$/,
        /(?:場所|会場|開催地|行き先)(?:は|って|が)?どこ/,
        PLACE_NOUN,
        VISIT,
        /行った(?:ところ|とこ|先|場所)|^(?:場所|会場|どこで)[?？\s]*$/,
      ],
      [
        /where[?\s]*$/,
        new RegExp(
          [
            'which (?:ones?|of them) (?:have|has|did|will|are) (?:they|it|you|people)(?: already| yet|',
            ' still)? (?:seen?|visit|been|go|done?|left)',
          ].join(''),
        ),
      ],
    ),
  ],
  [
    'who',
    anyOf(
      [
        /(?:誰|だれ|どなた|どこ)と(?!か|も)[^。]{0,10}[?？\s]*$/,
        /全員|みんな(?:が|で|対象)|誰でも|だれでも|全職員|(?:全部|全て|すべて)の(?:課|部署|局|職員)/,
        /相手(?:は|って|方)|(?:どんな|どういう|何の)(?:人|職員|立場)|誰向け|だれ向け|講師[?？\s]*$/,
        /(?:参加|出席|同席|担当)(?:者|して(?:い)?る(?:の|人)|する(?:の|人)|できる(?:の|人))?(?:は|って)?[?？\s]*$/,
      ],
      [
        /(?:participants?|attendees?|members?|target(?: group| audience)?|audience)[?\s]*$/,
        ELSE_WHO,
        /who(?:'s| is| are) (?:in|on|part of|involved in|included in) (?:it|this|that|them)[?\s]*$/,
      ],
    ),
  ],
  [
    'what',
    anyOf(
      [
        /何に(?:使|つか|役|する)|何(?:が|と)(?=[\u3041-\u309f\u4e00-\u9fff])/,
        /何(?:語|職|科|系|色|学部|線|県|国)/,
        /(?:いい|良い|よい|得する|助かる)(?:こと|点)(?:は|って|が)?|(?:効果|利点|メリット)(?:は|って|が)/,
        /何を|なにを|(?:何|なに)(?:し|す|や)(?:て|る|た|っ|り)|何について|何に関する|何の(?!ため)/,
        /どうや[るっ]|どのように(?:や|し|進)|(?:ツール|アプリ|システム|テーマ|方法|やり方)(?:は|って)?[?？\s]*$/,
        /どんな(?:形|やり方|方法)|どういう(?:形|やり方|ふう|風)/,
        /どんな(?:話|もの|感じ|の|ふう|風|取組|内容|活動|研修|会)|どういう(?:内容|こと|もの|取組|の|感じ)/,
        /(?:内容|中身|概要)[?？\s]*$/,
        /どう(?:使|つか|進め|活用|いう風)|どうな(?:る|ります)(?:の|ん|です|か)*[?？\s]*$/,
      ],
      [
        /what(?:'s| is| are| was) (?:it|this|that|they|the [a-z' -]{2,40}) (?:all )?about/,
        anyOf([
          /what (?:kind|sort|exactly|happens)|in it for|benefits?|advantages?|what(?:'s| is| are) the (?:gain|upside|use|good)/,
          /what good/,
          /(?:which|what) (?:facult|field|subject|major|profession|qualification|categor)(?:y|ies|s)[?\s]*$/,
          /how (?:are|is|do|does|did|were|was) (?:they|the|it|those|you|people)? ?.*(?:chosen|choose|picked?|selected?|decided?)/,
          /how (?:does|do|will|is) (?:it|that|this|they)(?![a-z])/,
        ]),
        /(?:topics?|themes?|tools?|contents?)[?\s]*$/,
      ],
    ),
  ],
  [
    'howMany',
    anyOf([
      /(?:費用|お金|料金|参加費|受講料|交通費|旅費)(?:が|は|って)?(?:出|もらえ|かか|いる|必要|[?？])|(?:自腹|自己負担|有料|無料)(?:です|なの)?か?[?？\s]*$/,
      /いくつ|何回分|(?:人数|本数|回数|件数)(?:は|って)?[?？\s]*$/,
    ]),
  ],
  [
    'which',
    anyOf([/どっち(?!も)|どちら(?![のも])/], [/which (?:one|of (?:them|these|those|the two))(?![a-z])/]),
  ],
  [
    'why',
    anyOf(
      [/なんで|目的(?:は|って)?[?？\s]*$|(?:何|なん|なに)のため|きっかけ/],
      [/what for|what(?:['’]s| is) (?:it|this|that) for|the (?:purpose|point|aim|goal)(?![a-z])/],
    ),
  ],
  ['which', NAME_ASKED],
  [
    'howOften',
    anyOf(
      [
        sequence(
          /^(?:もう|まだ|やっぱり?)?(?:毎[年月週日]|[年月週]に?\s?[1-9一二三]回|随時|通年|年中|一年中|ずっと|定期(?:的)?)/,
          /(?:に)?(?:だけ|のみ)?(?:[^、。はがも]{0,8}(?:る|ます))?(?:の|ん|なの)?(?:です)?か?[?？\s]*$/,
        ),
      ],
      [/(?:every|each) (?:year|month|week|day)|annual(?:ly)?|monthly|weekly|regular(?:ly)?/],
    ),
  ],
  [
    'when',
    anyOf(
      [
        SAME_TIME,
        /(?:前|以前|昔|ずっと前)から(?:ずっと)?(?:やって|して|続|ある|あった|実施)/,
        /^(?:今(?:も|でも)|いまも|これからも|来年度?も|今年度?も|次も)(?=[^。]{2,12}[?？か]\s*$)/,
        OF_THING,
        OF_IT,
        sequence(
          /(?:は|って|ほう|方|やつ)(?:もう|まだ|すでに)?(?:始まっ|始め|終わっ|終え|済ん|決まっ|決め|でき|出来|やっ|実施し)(?:て(?:い)?(?:る|ます|ない|ません)|[ただ]|まし?た)(?:の|ん|です)*/,
          /(?:か(?:な[ぁあ]?|ね|しら)?[?？。\s]*|[?？]\s*)$/,
        ),
        sequence(
          /(?:もう|まだ|すでに|既に)[^。]{0,6}(?:(?:始まり|始め|終わり|終え|済み|決まり|決め|でき|やり|し)(?:ました|ます|ません)|終了|開始|実施|始まり|終わり|済み)/,
          /(?:済み?|し(?:た|ました|て(?:い)?(?:る|ます)))?(?:の|ん|です|か|よね|ね)*[?？\s]*$/,
        ),
        /(?:は|って|も)(?:随時|通年|毎[年月週日]|定期(?:的)?)(?:に)?(?:です|なの|やって(?:い)?る)?(?:の|ん|です)*(?:か[?？。\s]*|[?？]\s*)$/,
        /(?:から|まで|で終わり|で終了)(?:です|なの|なん)*か?[?？]\s*$|(?:無理|間に合[うわい][^。]{0,3})(?:です|なの)?か?[?？]\s*$/,
        /(?:もう|まだ|すでに)(?:始まっ|終わっ|決まっ|やっ)(?:て(?:い)?(?:る|ます|ない)|た)(?:の|ん|です|か|よね|ね)*[?？\s]*$/,
        BY_THEN,
        /^(?:もう|すでに|既に|とっくに)[^。]{1,10}(?:た|ました|てる|ている|てます|ています|済み?)(?:の|ん|です|か|よね)*[?？\s]*$/,
        /^(?:始まっ|終わっ|決まっ)(?:て(?:い)?(?:る|ます|ない)|た)(?:の|ん|です|か)*[?？\s]*$/,
        /(?:進捗|状況|進み具合)(?:は|って|を|$|[?？])|どこまで(?:進|すす|やっ|でき)|どうな(?:って|りま|った)|(?:もう|まだ)(?:決ま|でき)/,
        /(?:日にち|日程|日時|時期|いつ)(?:は|が|も)?[^。]{0,4}決ま|決まった(?:話|こと|の)|決まって(?:い)?(?:る|ます)/,
        /まだ[?？\s]*$|時期(?:は|が|って|も)?(?:決まって|ある|あり|未定)|決まった時期/,
        /^(?:始まった|始めた|開始した|スタートした)(?:の|時期)(?:は|って)?[?？\s]*$/,
        /(?:開始|時期|期間|スタート|実施時期|終了)(?:は|って|日)?[?？\s]*$/,
      ],
      [
        /^(?:so |and )?(?:started|begun|finished|done|over|ended|launched|decided|running)(?: yet| already)?[?\s]*$/,
        FIXED_DATE,
        /(?:start|end)(?:ing)? (?:date|month|time)s?[?\s]*$|^(?:and )?(?:the )?(?:dates?|schedule|timing)[?\s]*$/,
        sequence(
          /^(?:has|have|is|are|did|was|were) (?!there|any|it |this |that |they ).*/,
          sequence(
            anyOf([
              /yet|already|started?|begun|begin|finished|ended|launched|over|done|happened|running|going on|under consideration/,
              /being considered|under ?way/,
            ]),
            /[?\s]*$/,
          ),
        ),
        sequence(
          /(?:has|have|did|do|is|are|was|were) (?:it|this|that|they|both|all)(?: of (?:it|them|these|those))? /,
          sequence(
            /(?:been |already |yet |actually |still |really |just )*/,
            anyOf([
              /start|beg[iau]n|end|finish|decided|running|going on|held|done|over|considered|planned|confirmed|launched|underway/,
              /under way|in place/,
            ]),
          ),
        ),
        sequence(
          /(?:is|are|was|were|will|does|do) (?:it|this|that|they)(?: be| go| run| happen)? (?:a |an |just |only |still |already |really )*/,
          anyOf([
            /year-?round|all year|on-?going|permanent|temporary|seasonal|one-?off|one-?time|continuous|over(?! [a-z])|finished/,
            /under consideration|being considered|underway|under way|on(?: now| yet)?[?\s]*$|active|live/,
          ]),
        ),
      ],
    ),
  ],
];

/** RPAで去年どれだけ時間が減った, 何課で試した, 提案が何件あった: an amount is a fact of a row, whenever it was. */
export const ASKS_AMOUNT = anyOf(
  [
    /どれだけ|どのくらい|どれくらい|いくら|何(?:[課人名校社割%円回台本冊団]|時間|パーセント)/,
    /(?<!取組|取り組み|もの|事業|施策)[がは]何件(?:くらい|ぐらい|ほど)?(?:あった|出た|[来き]た|集ま|届い|寄せ)/,
  ],
  [/how (?:much|many|long)|what (?:share|percentage|percent|proportion|rate)(?![a-z])/],
);

/** What a question word asks for of a row that one has in mind, where nothing else says it. The first that fits. */
export const GUESSED_CUES: readonly (readonly [FactAsked, RegExp])[] = [
  ['who', anyOf([/(?:誰|だれ)(?!か|も|でも)|どなた|どの(?:職種|職員|人)/], [/who(?:m|se)?(?![a-z])/])],
  ['where', anyOf([/どこ(?!か|でも|も)|どちら/], [/where(?![a-z])/])],
  ['when', anyOf([/いつ(?!か|も|でも)/], [/when(?![a-z])/])],
  [
    'howMany',
    anyOf(
      [/いく[つら]|(?:どの|どれ)(?:くらい|ぐらい)|何[割席名人件個枚台回分円時]/],
      [/how (?:many|much|long)/],
    ),
  ],
  ['why', anyOf([/なぜ|どうして|何のため/], [/why(?![a-z])/])],
  ['what', anyOf([/何(?!か|でも|も)|どんな|どうや|どういう|どの(?!くらい|ぐらい)/], [/what|how(?![a-z])/])],
];
