import { anyOf, sequence } from './pattern.ts';

const HOW_MANY_THINGS = new RegExp(
  [
    'how many (?!(?:[a-z0-9-]+ ){0,4}',
    '(?:initiatives?|efforts?|programs?|programmes?|projects?|entries|items|rows|things|ones|activities|measures|',
    'departments?|bureaus?|offices?|divisions?|sections?|wards?)(?![a-z]))',
  ].join(''),
);

/** It is not there, or not done. */
const NOT_DONE = anyOf([
  /て(?:い)?(?:ない|なかった)|て(?:い)?ません|ていなさそう|んで(?:い)?(?:ない|なかった|ません)/,
  /(?<!か|じゃ|では|で)(?:な|無)(?:い|かった)|(?:な|無)し|が(?:ありません|いません)/,
  /未(?:実施|導入|着手|整備|対応|設置|開催)/,
]);

/** What the question wants done with the rows. Patterns run over the NFKC text. */
export const CUES = {
  count: anyOf(
    [
      /何(?:件|個|つ|部署|か所|ヶ所|カ所|箇所)(?!も)/,
      // 何局ありますか counts; 何局の…, 何課ですか ask which.
      /何(?:局|課|区)(?!の|[?？]|です|でしょ|だ|$)/,
      /いくつ(?!も)/,
      /件数|個数|何種類|総数/,
      /(?:部署|局|取組)(?:の)?数/,
      /なんけん|なんこ/,
      /^(?:全部の?)?(?:数|合計|総数)(?:は|って|を|$|[?？])/,
    ],
    [/how many|number of|count of|total number/, /^(?:in )?(?:the )?(?:total|number|count)[?\s]*$/],
  ),
  /** How many of things that are no rows and no departments. */
  countThings: anyOf([], [HOW_MANY_THINGS]),
  /** All of them, whatever else is said. */
  list: anyOf(
    [
      /一覧|リスト(?!ラ)|洗い出|列挙|網羅|ランキング/,
      /(?:全部|すべて|全て|ぜんぶ|全件|残らず|もれなく|漏れなく|片っ端から)/,
    ],
    [
      /list (?:of|all|every)|every (?:single )?(?:one|initiative)|all (?:of )?(?:the|them)|full list|complete list|enumerate/,
    ],
  ),
  countDepartments: anyOf(
    [
      /何(?:部署|局|課|か所|ヶ所|カ所|箇所|区)/,
      /(?:部署|(?<![\u4e00-\u9fff])局)(?:は|って|が)?(?:全部で)?(?:いくつ|何(?!件))/,
      /部署数/,
    ],
    [/how many (?:departments?|bureaus?|offices?|divisions?|sections?|wards?)/],
  ),
  most: anyOf(
    [
      /(?:一番|いちばん|最も|もっとも|最)\s?(?:取組|取り組み|件数|数)?(?:の数)?(?:が|を)?\s?多[いく]/,
      /最多|多い順|多いのはどこ/,
      /(?:一番|いちばん|最も|もっとも)(?:たくさん|多く)(?:の)?(?:取組|取り組み)/,
      // 取組を一番たくさん載せている部署
      /(?:取組|取り組み|件数)[をがの](?:一番|いちばん|最も|もっとも)(?:たくさん|多く)/,
    ],
    [
      /(?:the )?most (?:initiatives|entries|items|rows|programs?)/,
      /(?:largest|highest|greatest|biggest) number/,
    ],
  ),
  fewest: anyOf(
    [
      /(?:一番|いちばん|最も|もっとも|最)\s?(?:取組|取り組み|件数|数)?(?:の数)?(?:が|を)?\s?少な/,
      /最少|少ない順|少ないのはどこ/,
    ],
    [/(?<!at )(?:the )?(?:fewest|least) (?:initiatives|entries|items|rows)?/, /(?:smallest|lowest) number/],
  ),
  departmentsList: anyOf(
    [
      // 総務局の一覧: of what it does.
      /(?:部署|部局|所属|(?<![\u4e00-\u9fffァ-ヴー])(?:局|課)|(?<=[全各])(?:局|課))(?:名)?(?:の)?(?:一覧|リスト|いちらん)/,
      /(?:どんな|どのような|どういう)(?:部署|局|課)が(?:ある|あり|載|出)/,
      /(?:全部署|すべての部署|全ての部署)(?:名)?(?:を|の一覧)?(?:教|出|見|挙|知|リスト|一覧|$|[?？])/,
      /^(?:全|すべての|全ての)?(?:の)?部署名/,
    ],
    [
      /list of (?:all )?(?:the )?departments/,
      /list (?:all )?(?:the )?departments/,
      /(?:which|what) departments (?:are (?:there|listed|included|covered)|exist)/,
      /(?<!(?:across|in|over|for|of|from|at|among) |, ?)all (?:the )?departments(?: please)?$/,
      /department list/,
      /departments (?:are )?(?:listed|covered|included|in (?:the|this) (?:data|list))/,
    ],
  ),
  /** Groups: the number and its qualifier, in Japanese; qualifier and number, in English. */
  exactly: anyOf(
    [
      sequence(
        /(\d{1,3}|[一二三四五六七八九]|ひと|ふた|みっ)\s?/,
        /(?:件|[個つ](?=だけ|のみ|しか|ちょうど|以|あ|載|の取組|(?:を)?(?:挙げ|あげ|出し|並べ|持っ)))(だけ|のみ|しか|ちょうど|以上|以下)?/,
        /[^。、\d]{0,10}?(?:部署|局|課|区|所|とこ)/,
      ),
    ],
    [
      sequence(
        /(?:departments?|bureaus?|offices?) (?:with|that have|have|having|listing|lists?|that list) /,
        /(?:(only|just|exactly|at least|at most|no more than|more than|up to) )?(\d{1,3}|one|two|three|four|five)/,
      ),
    ],
  ),
  without: anyOf(
    [
      sequence(
        NOT_DONE,
        /の?(?:部署|局|課|区役所|区|職場|ところ(?!でも)|とこ(?!ろ|でも)|所(?!でも)|の?は?(?:、)?(?:どこ(?!の(?!部署|局|課|区))|どの(?:部署|局|課|区))|ってどこ)/,
      ),
      // What a row tells or not is no question of who has it: 定員がないのは？
      sequence(
        /(?<!時期|時間|期間|日程|日時|期限|締切|定員|備考|記載|記述|説明|決まり|制限|理由|予定)/,
        /(?:(?<=を)(?:やって|して|実施して|導入して|行って)い?ない|[がの](?:ない|無い|いない))のは[?？]*$/,
      ),
      sequence(
        /(?:どの(?:部署|局|課|区)|どこ(?:の(?:部署|局|課|区))?)(?:が|に|には|では|は)[^。、?？]{1,20}?/,
        /(?:[てで]い?(?:ない|ません)|が(?:ない|無い|ありません))(?:の|ん)?(?:です)?か?[?？]*$/,
      ),
    ],
    [
      sequence(
        /(?:which|what|any|list|are there any|the)? ?/,
        /(?:departments?|bureaus?|offices?|ward offices?|wards?|divisions?|sections?|ones?)(?: that| which)? /,
        anyOf([
          new RegExp(
            [
              "(?:do(?:es)?|are|is|have|has) ?(?:not|n'?t)(?![a-z]| (?:(?:start|begin) )?until",
              '| (?:yet )?(?:decided|settled|final|confirmed))|(?:lacks?|without|with no)(?![a-z])',
            ].join(''),
          ),
          sequence(
            /(?:have|has|do|does|runs?|offers?|holds?|provides?|gives?) no/,
            /(?! (?:more|less|fewer) than| (?:[a-z]+ )?(?:date|schedule|timing|time|month|period|deadline|remark|note)s?(?![a-z]))/,
            /(?![a-z])/,
          ),
        ]),
      ),
      /who (?:does not|doesn'?t|isn'?t|hasn'?t|(?:has|does|runs|offers|holds) no)(?![a-z])/,
    ],
  ),
  /** Rows are asked for, whatever question word the sentence has. */
  find: anyOf(
    [
      sequence(
        /(?:部署|局|課|区|ところ|とこ|(?<![場箇カヶか])所|取組|取り組み|やつ|もの)(?:って|は|が|を)?\s?/,
        /(?:どこ(?!の(?!部署|局|課|区))|どれ|どちら|何が|ある|あり|教え|おしえ|知りた|見たい|出し)/,
      ),
      /どこ(?:が|か|で|の(?:部署|局|課|区))(?:.{0,12})(?:やって|実施|して(?:い)?(?:る|ま))/,
    ],
    [
      /(?:which|what) (?:departments?|bureaus?|offices?|ones|initiatives?|programs?|wards?|sections?)(?! (?:use|uses))/,
      // Who does it is a department; who chairs or attends it is a fact.
      sequence(
        /who(?: else)? (?:is|are|has|have|does|do|offers?|runs?|holds?|helps?|uses?)(?![a-z])/,
        /(?! (?:you|they|we|i|people|staff|participants) [a-z ]{2,30} (?:with|to)[?\s]*$)/,
        /(?! (?:the|in charge|it|leading|chairing|attending|participating|invited|eligible))/,
      ),
      /(?:any|are there|is there|is any|does any)(?![a-z])/,
      // What do we do to protect them? What have we got for parents?
      sequence(
        /what(?:'s| is| are| do| does| have| has)? /,
        /(?:we|others?|other [a-z]+|the city|city hall|people|being|there) (?:do(?:ing|ne)?|got|offer|have|planned)(?![a-z])/,
      ),
    ],
  ),
  compare: anyOf(
    // 間違いだらけ, 違う仕事を体験, 人によって評価が違う, "try a different job" compare nothing.
    [
      /比較|比べ|くらべ|(?<!間)違い|(?<!ま)ちがい|どう違|(?<!誤)差は/,
      /(?:どう|何が|なにが|どこが|どれが)[^。、]{0,6}(?:違|ちが)[うっ]/,
      /(?:(?<!間)違|(?<!ま)ちが)う(?:の?[?？]|の$|(?:ん|の)?(?:です|でしょう)?か|点|所|部分)/,
    ],
    [
      /(?:compare|comparison|differences?|differs?|versus|vs\.?)(?![a-z])/,
      /(?:how|what)(?:'s| is| are| do| does)[^.?!]{0,40} different(?![a-z])|different from(?![a-z])/,
    ],
  ),
  /** Two or more are compared by how many they have. */
  compareCounts: anyOf(
    [
      /(?:多い|少ない)のは(?:どっち|どちら)/,
      /(?:どっち|どちら)(?:の方|のほう)?が(?:取組|取り組み|件数)?(?:の)?(?:数が)?[多少]/,
    ],
    [/ha(?:s|ve) (?:more|fewer) (?:initiatives|entries|items|rows|programs?)/],
  ),
  help: whole(
    [
      /使い方|つかいかた|ヘルプ|へるぷ|help|\?|？/,
      /何ができ(?:る|ます)の?か?|なにができ(?:る|ます)か?|どうやって使うの?/,
      /how (?:do|can) i use (?:this|you|it)|what can (?:you|i) (?:do|ask)|how does this work/,
      /メニュー|menu|commands?|コマンド/,
    ],
    /[?？。!！\s]*(?:(?:ですか|(?:を?(?:教えて|見せて|表示して)|して)(?:ください)?|を?お願い(?:します|いたします)?|を?[見み]たい(?:です)?| me(?:,? please)?|,? please)[?？。!！\s]*)?/,
  ),
  greeting: whole(
    [
      /こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|はじめまして|初めまして/,
      /よろしく(?:お願いします|お願いいたします)?|ありがとう(?:ございます|ございました)?|どうも/,
      /お疲れ(?:様|さま)(?:です)?|おつかれ(?:さま)?(?:です)?|お世話になって(?:おり|い)ます/,
      /hello|hi|hey|good (?:morning|afternoon|evening)|thanks?|thank you(?: very much| so much)?|thx/,
      /了解(?:です|しました)?|ok|okay|テスト|test/,
    ],
    /[\s、。!！?？~〜ー]*/,
  ),
} as const;

/** Matches a text that is one of these and no more, but for what may end it. */
function whole(patterns: readonly RegExp[], end: RegExp): RegExp {
  return new RegExp(`^(?:${anyOf(patterns).source})${end.source}$`, 'i');
}

const ANYBODY =
  "i|i'm|we|we're|my|our|you|an?|someone|somebody|something|people|customers?|visitors?|citizens?|residents?|children|busy|there is";
/** Not of a case (scared when a visitor comes). */
const WHEN_ASKED = new RegExp(`when(?! (?:${ANYBODY})(?![a-z]))(?![a-z])`);
const THOSE = [
  'people|person|someone|somebody|anyone|those|staff|employees?|colleagues?|members?|nurses?|teachers?|residents?|citizens?|',
  'customers?|visitors?|callers?|parents?|ones|workers?|officers?',
].join('');
/** Not of those who do something (people who shout). */
const WHO_ASKED = new RegExp(`(?<!(?:${THOSE}) )who(?:m)?(?![a-z])`);

/** What fact of a row is asked for. */
export type FactAsked = 'when' | 'who' | 'where' | 'howMany' | 'howOften' | 'what' | 'why' | 'which';

/** What fact of a row is asked for. The first that fits. */
export const FACT_CUES: readonly (readonly [FactAsked, RegExp])[] = [
  [
    'howOften',
    anyOf(
      [/(?:どの|どれ)くらいの(?:頻度|ペース)|頻度/, /何回(?!も)|(?:月に?何|年に?何回|週に?何)(?!.{0,2}も)/],
      [/how (?:often|frequently)/],
    ),
  ],
  [
    'when',
    anyOf(
      [
        /どこまで(?:進|すす|でき)|どうなっ(?:て(?:い)?(?:る|ます)|た)(?:の|ん|です|か)*[?？\s]*$/,
        // いつも, 追いつかない, 何日も泊まる, 予算の時期は毎晩遅い: no time is asked for.
        /(?<![思追])いつ(?!も|の間|のま|でも|か(?!ら)|までも|まで.{0,3}続)|何月(?!も)|何年(?!生|も|間)|何日(?!も)|何曜日?|何時(?!間も)|なんがつ/,
        /(?:時期|日程|日時|期間|スケジュール)(?:は(?![^。]{0,10}(?:遅|忙|混|大変|つら|しんど|きつ|残業|足り|休め))|って|が知り|を(?:教|おし|知))/,
        /(?:時期|日程|日時)(?:だけ|も)?(?:を)?(?:教|おし|知り|[?？。\s]*$)/,
      ],
      [WHEN_ASKED, /(?:what (?:month|year)|since when|which (?:month|year)|how soon)(?![a-z])/],
    ),
  ],
  // 誰とも話さない, 誰か代わりに: nobody is asked for.
  [
    'who',
    anyOf(
      [/(?:誰|だれ)(?!とも|にも|も|か(?!ら))|どなた|何者|講師は|参加者は|対象者は|メンバーは/],
      [WHO_ASKED, /who(?:m)? (?:do|does|did|will) [a-z]+ [a-z ]{2,30} (?:with|to)[?\s]*$/],
    ),
  ],
  [
    'where',
    anyOf(
      [
        /どこの(?:署|園|庁舎|市|大学|学校|会社|町|県|都市|国|事務所|場所)/,
        /どこで(?:やる|開|行|検討|実施)/,
        /(?:視察先|訪問先|行き先)(?![でがにのを])|(?:場所|会場)(?:は|って|を(?:教|おし|知))/,
        /(?:どの|何の?|どちらの|何という)(?:市|大学|学校|都市)/,
        /大学(?:は|って)?(?:どこ|の名)|市(?:は|って)?どこ/,
      ],
      [
        /(?:which|what) (?:cit(?:y|ies)|universit(?:y|ies)|schools?|place|places|locations?)/,
        /where (?:is|are|was|were|do|does|did|will)/,
      ],
    ),
  ],
  [
    'howMany',
    anyOf(
      [
        /何(?:本|人|名|校|社|か月|年間|日間|時間|種類|分|課|市|パーセント|%|割|円|席|台|園|冊|枚|歳)(?!も)/,
        /どのくらい(?:の数|の人数)?|いくら|(?:定員|人数|値段|費用|料金|金額|予算)(?:は|って|を(?:教|おし|知))/,
      ],
      [/how (?:many|much|long)|what (?:share|percentage|percent|proportion|rate)(?![a-z])/],
    ),
  ],
  [
    'why',
    anyOf(
      [
        /なぜ|(?:なん|何)で(?![すしもき])|どうして/,
        /理由|目的は|狙い|ねらい|何[をが]?(?:狙|ねら)|何のため|背景/,
      ],
      [/(?:why|purpose|reason|what for)(?![a-z])/],
    ),
  ],
  [
    'what',
    anyOf(
      [
        /(?:って|とは)(?:何|なに|なん)(?:です|でしょう|だっけ)?(?:か|の)?[?？\s]*$|[\u30a1-\u30fc\u4e00-\u9fff」]とは[?？\s]*$/,
        /テーマ|題材|議題|お題|科目|トピック|内容|中身|効果|メリット|対象|内訳|具体的に/,
        /何を?した|何を?する|何がよくなる|何が良くなる|何ができ|どんなこと/,
        /何の(?:ツール|アプリ|システム|ソフト|道具|機器)|何を(?:使|つく|作|書|配|見|話)/,
      ],
      [
        /(?:what (?:topics?|will|does|do|is|are|was|were|did|tools?|manuals?|kind)|which tools?|contents?|benefits?)/,
      ],
    ),
  ],
];
