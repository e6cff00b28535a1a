import { anyOf, sequence } from '../pattern.ts';

/** AじゃなくてB. */
const NOT_THIS =
  /^.*(?:じゃなく(?:て|、|，)|ではなく(?:て|、)?|でなくて|じゃなしに|(?:じゃ|では)なかった(?:です|わ)?[、。,\s])[、,\s]*(?=.)/;
const WRONG = /違う|ちがう|違った|ちがった|違います|まちがえた|間違えた|間違えました|失礼(?:しました)?/;
const OH = /^(?:あ+[っ、。,…\s]*|いや[、\s]*)?/;
/** あ、間違えた、緑区: what comes after it is put in the place of what was said before. */
export const LEADING_SLIP = anyOf([
  sequence(OH, WRONG, /[、。,!！…\s]+(?=.)/),
  /^あ+[っ、。,…\s]*(?:いや[、,\s]+|いえ[、,\s]+|ごめん(?:なさい)?[、,\s]*|すみません[、,\s]+)(?=.)/,
]);
/** 中央区の、あ違う、南区の: somebody corrects themselves, with or without a question before. */
const SLIP = anyOf(
  [
    sequence(/^.*[、。,!！…\s](?:あ+[っ、,\s]*)?/, WRONG, /[、。,!！…\s]*(?=.)/),
    /^.*[、。,!！?？…\s](?:いや|いえ|ごめん(?:なさい)?)[、,\s]+(?=.)/,
    /^.*[、。,!！?？…\s](?:ごめん(?:なさい)?)(?=\d|[\u4e00-\u9fff]{1,8}$)/,
    /^.*[、。,!！?？…\s](?:いや|いえ|あ+[っ、,\s]+)(?=[^、。]{2,14}(?:だった|でした|だ|です)(?:[。、!！\s]|$))/,
  ],
  [/^.*[,.;!?-]\s*(?:no wait|wait,? no|sorry,? i meant?|i mean(?:t)?|or rather)[,\s]+(?=.)/],
);
/** What may be said wrongly and then by itself, whatever else was said: a month, an office. */
const SLIPS_OF = [
  /\d{1,2}月(?:末|頭|上旬|中旬|下旬)?/,
  /[\u4e00-\u9fff]{1,9}(?:区役所|[区局課部室署])/,
  /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/i,
];
const ENDS_SLIP = /(?:の?(?:ほう|方))?(?:だった|でした|です|だ|ね|の)*[。.!！\s]*$/;

/** ありがとう、じゃあ…: courtesy before a question. */
const COURTESY = anyOf(
  [
    sequence(
      /^(?:どうも)?/,
      anyOf([
        /(?:ありがとう?|有難う)(?:ございま(?:す|した))?|助かりました|なるほど(?:です)?/,
        /了解(?:です|しました)?|承知しました|わかりました|分かりました|お疲れ(?:様|さま)です/,
      ]),
      /[、。,!！\s]+(?=.)/,
    ),
  ],
  [
    sequence(
      /^(?:ok(?:ay)?[,\s]+)?(?:thanks?(?: you)?|thx|got it|great|i see|never ?mind|sorry)/,
      /(?: (?:a lot|so much|very much))?[,.!\s]+(?=.)/,
    ),
  ],
);
/** あ、 えーと、 てか, ちなみに: what a message in chat begins with, and means nothing. */
const FILLER = anyOf(
  [
    sequence(
      /^/,
      anyOf([
        sequence(
          anyOf([
            anyOf([
              /あ[あっー]*|え[えっー]*|え[えー]*っ?と[お]?|ま[じあー]+か?|そっか[あー]*|そうか|そうなんだ|そうなんですね?|うそ|う[うー]*ん|ん[んー]*|へ[えぇー]+|ほ[うおー]+|ふ[むー]+ん?|お[おっー]*/,
              /あの[うー]*/,
            ]),
            /その前に|とりあえず|一応|念のため|ついでに|それと|それから|追加で|もう(?:一|ひと|1)つ(?:だけ)?|最後に/,
            /すいません|(?:度々|何度も)?すみません|(?:質問|確認)(?:です(?:が|けど)?|なんですが|したいんですが)/,
          ]),
          /[、。,.!！?？…\s]+/,
        ),
        /(?:て(?:い)?うか|てか|(?:って|と)いうか|つう?か|つーか|そう?いえば|そういや|ちなみに|関連して)[、,…\s]*/,
      ]),
      /(?=.)/,
    ),
  ],
  [
    sequence(
      /^/,
      /(?:oh|ah|hm+|um+|uh|well|hey|right|cool|nice|perfect|also|one more(?: thing| question)?|quick question|just (?:curious|wondering))/,
      /[,.!:\s-]+(?=.)/,
    ),
  ],
);
/** うちは緑区だけど: whose question it is, where it is asked of a row. */
const OF_OWN = new RegExp(
  [
    "^(?:i['’]?m|i am|we['’]?re|we are|i work) (?:in|at|from|with) [a-z' -]{3,40}[,.;]+ (?:so |",
    'and |but )?(?=.)|^(?:うち|わたし|私|自分|こちら|当方)(?:の(?:課|部署|局))?(?:は|も|って)?[^、。]{1,14}?(?:な(?:ん|',
    'の))?(?:だけど|だけれど|ですが|ですけど)[、\\s]*(?=.)',
  ].join(''),
  'i',
);
/** 別件ですが…: what comes before has nothing to do with it. */
const APART = anyOf(
  [
    sequence(
      anyOf([
        /^別件(?:です(?:が|けど)|なんですが|で)?/,
        /^ところで|^別の(?:質問|話)(?:です)?(?:が|けど|で)?/,
        /^話(?:は|が)?(?:(?:変わり|かわり)(?:ます(?:が|けど)?|まして)|(?:変わる|かわる)(?:けど|が))/,
        /^全然(?:別|違う)(?:の)?(?:話|件)(?:です|だ)?(?:が|けど)/,
      ]),
      /[、。,\s]*(?=.)/,
    ),
  ],
  [
    sequence(
      /^(?:ok(?:ay)?[,\s]+)?/,
      anyOf([
        /by the way|btw|(?:another|a different|an unrelated) question|unrelated/,
        /(?:different|new|another) (?:topic|subject|thing)|changing (?:the )?subject/,
      ]),
      /[,.:!\s]+(?=.)/,
    ),
  ],
);
/** さっきの…に戻って. */
const BACK_FROM = /^(?:(?:さっき|先ほど|さきほど|前|最初)の)(?=.+戻)/;
export const BACK_TO = /(?:の全部|全部|のもの|の)?(?:に|へ)?戻(?:って|して|り|る|ろう|したい)[^。]{0,8}$/;
/** 議会局はもういい、市民局は: what is done with, before what is asked now. */
const SET_ASIDE = anyOf(
  [
    sequence(
      /^(?:あ[あー]*[、\s]*)?[^、。!！?？]{1,14}?(?:の(?:こと|話|件|ほう|方))?(?:は|って)/,
      anyOf([
        /(?:もう|とりあえず|一旦|いったん|今は)?(?:いい|良い|よい|大丈夫|結構|十分|OK|オッケー|不要|いら(?:ない|ん))(?:や|わ)?/,
        /(?:もう|だいたい|大体)?(?:わか|分か)(?:った|りました)|(?:置|お)いと(?:いて|き)|(?:置|お)いておいて|さておき|忘れて|(?:やめ|なしにし)て/,
      ]),
      /(?:です|ので|なので|から|けど|けれど|よ|ね|として|ください|下さい|くれ){0,3}[、。,!！\s]*/,
      /(?:それより|代わりに|かわりに|次は?|では|じゃあ?|で)?[、\s]*(?=[^、。]{2})/,
    ),
  ],
  [
    sequence(
      /^(?:(?:ok(?:ay)?|no|sorry|well|actually|right|and|so),? )*/,
      anyOf([
        /never ?mind|forget(?: about)?|enough (?:of|about|with)|leave(?: aside)?|skip|scrap|drop|done with|i'?m done with/,
        /that's (?:all|it|enough) (?:for|about|of)/,
      ]),
      sequence(
        /(?: [a-z0-9' &-]{2,40})?[,.;:!\s-]+(?:but |now |and )?/,
        /(?=(?:what|how|who|which|when|where|show|tell|is|are|do|does|any|let|give|list|i )[a-z']* )/,
      ),
    ),
    sequence(
      /^(?:(?:sorry|no|ok(?:ay)?),? )*not (?!just|only|all|every|yet|sure|from|in |at |until|before|after)(?:the )?/,
      /[a-z0-9' &-]{2,30}, (?=[a-z])/,
    ),
    /^(?:scratch that|strike that|wait)[,.:;\s-]+(?=[a-z])/,
  ],
);
/** 最初の一覧に戻って */
export const BACK_TO_LIST = anyOf(
  [
    /^(?:(?:さっき|先ほど|さきほど|前|最初|元|もと|はじめ|上)の)?(?:一覧|リスト|全部|\d件|[\u4e00-\u9fff]件|画面)(?:に|へ|を)?(?:戻|もう(?:一度|一回|いちど)|再度|また)[^。]{0,10}$/,
    /^(?:さっき|先ほど|さきほど|前|最初|元|もと)の(?:一覧|リスト)(?:を|は|って)?(?:見せ|出し|お願い|[?？。\s]*$)/,
  ],
  [
    sequence(
      /^(?:please )?(?:can (?:you|we) )?(?:go(?:ing)? |take me |get |switch )?back to (?:the |that |your )?/,
      /(?:first |previous |whole |full |original |earlier |last )*(?:list|results?|ones|answer|overview)/,
    ),
    /^(?:show (?:me )?)?(?:the )?(?:first|previous|original|full|whole|earlier) (?:list|results?)(?: again)?(?: please)?[\s?.!]*$/,
    /^show (?:me )?(?:them|the list|all of them|all of those|everything)(?: all)? again/,
  ],
);
/** back to July. which one is for librarians: what is gone back to, and what is asked of it; null: not so. */
export function backAnd(text: string): readonly [backTo: string, asked: string] | null {
  const [, backTo, asked] = BACK_EN.exec(text.trim()) ?? BACK_JA.exec(text.trim()) ?? [];
  return backTo === undefined ? null : [backTo, asked!];
}
const BACK_EN = new RegExp(
  [
    "^((?:(?:sorry|ok(?:ay)?|no|actually|wait|hmm|and|so),? )*(?:(?:let['’]s |can we )?(?:go(?:ing)?|switch|get|take me) )?",
    "back to [a-z0-9'’ -]{3,30}?)(?: please| then)?[.,;:!]+ (\\S.{5,})$",
  ].join(''),
  'i',
);
const BACK_JA = new RegExp(
  [
    '^((?:(?:あ[あっ]?|いや|やっぱり?|じゃあ?|では)[、\\s]*)*[^。、]{1,14}?(?:に(?:話を)?戻(?:って|ると|ります|して)|全部|全体))',
    '(?:です|で|だと)?[。、！!]\\s*(\\S.{2,}(?:どれ|どっち|誰|だれ|いつ|何|どこ)[^。]{0,8})$',
  ].join(''),
);

/** What is meant of "A、あ違う、B". */
export function withoutSlip(text: string): string {
  const slip = LEADING_SLIP.test(text) ? null : SLIP.exec(text)?.[0];
  if (!slip) return text;
  const meant = text.slice(slip.length);
  const thing = meant.replace(ENDS_SLIP, '');
  const kind = SLIPS_OF.find((each) => each.exec(thing)?.[0] === thing);
  const wrong = kind?.exec(slip);
  if (!wrong) return meant;
  // 5月に始まるのは？あ、ごめん6月: all but the month stays.
  const rest = /^[^?？。!！]*[?？]?/.exec(slip.slice(wrong.index + wrong[0].length))![0];
  return slip.slice(0, wrong.index) + thing + rest.replace(/[、,][^、,]*$/, '');
}

/** あー総務か。: what was just told, said again before what is asked now. */
const ECHO = new RegExp(
  [
    '^(?![^。！!]*(?:違|ちが))(?:あ[あっー]*|へ[えぇー]+|ほ[うおー]+|なるほど|そっか)?[、\\s]*[^、。！!？?]{1,12}?(?:な(?:の|ん)(?:だ|です)?)',
    '?(?:か[あぁー]?|(?:です|だ|なんだ|なんです)ね[ー〜]?|ですか)[。…！!\\s]+(?=.{4})',
  ].join(''),
);
/** What is meant of "ありがとう、B" and of "別件ですが、B", after something else. */
export const withoutCourtesy = (text: string): string =>
  text
    .replace(FILLER, '')
    .replace(ECHO, '')
    .replace(SET_ASIDE, '')
    .replace(COURTESY, '')
    .replace(APART, '')
    .replace(FILLER, '')
    .replace(BACK_AND, 'の');
/** 1つ目に戻って、目的は: of that one. */
const BACK_AND = /(?:に|へ)(?:戻って|戻ると|戻りますが|戻るけど)[、,\s]+(?=.)/;

/** What is asked of a row, in English with a Japanese particle. */
const MEANT: Readonly<Record<string, string>> = {
  'start date': '開始時期',
  'end date': '終了',
  deadline: '終了',
  schedule: '時期',
  timing: '時期',
  target: '対象',
  department: '部署',
  dept: '部署',
  purpose: '目的',
  place: '場所',
  location: '場所',
  content: '内容',
  contents: '内容',
  detail: '内容',
  frequency: '頻度',
  note: '備考',
  remarks: '備考',
};
const MIXED = new RegExp(
  `^(${Object.keys(MEANT).join('|')})\\s*(?:は|って)((?:いつ|誰|何|どこ)?[?？。\\s]*)$`,
  'i',
);
/** 設置はいつか, 担当はどこか: asked in writing. うち（消防）の: whose, in so many words. */
export const asSaid = (text: string): string =>
  text
    // 消防…じゃなくて
    .replace(/(?:…|‥|\.{2,}|、|・{2,})\s*(?=じゃなく|ではなく|じゃない)/g, '')
    .replace(
      /(?<=は|って)(いつ(?:から|まで)?|どこ(?:から|まで)?|誰|だれ|何|なに|いくら|どれ|どちら|なぜ|何月|何件|いくつ)か(?=[?？。\s]*$)/,
      '$1ですか',
    )
    // doesn't the fire bureau visit other cities?
    .replace(
      /^((?:so|and|but|oh)?,? ?(?:does|do|did|is|are|was|were|has|have|will|would|can|could))n['’]t (?=[a-z])/i,
      '$1 ',
    )
    .replace(MISTOOK, '$1は？')
    // 8がつにはじまるとりくみ, 月なんかい
    .replace(/(?<=[\d〇一二三四五六七八九十何]|なん)がつ/g, '月')
    .replace(/なん(?=月|かい|けん|にん)/g, '何')
    .replace(/(?<=何|\d)かい(?![ぁ-ん]*[ぁ-ん]{2})/g, '回')
    .replace(/はじま(?=[るっり])/g, '始ま')
    .replace(/とりくみ/g, '取組')
    // start date は?
    .replace(MIXED, (_, word: string, rest: string) => `${MEANT[word.toLowerCase()]!}は${rest}`)
    // どこが作ってるんでしたっけ, いつだったかな
    .replace(
      /(?<=(?:いつ|どこ|誰|だれ|何.?|[るたいう])(?:の|ん)?)(?:でしたっけ|だったっけ|だっけか|だったかな|かしら)[?？。\s]*$/,
      'ですか？',
    )
    .replace(/(?:うち|当方|自分)(?:の(?:課|局|部署|区))?[（(]([^（）()]{2,16})[)）]/, '$1');

/** What is asked of a row in うちは緑区だけど、…. */
export const withoutOwn = (text: string): string => text.replace(OF_OWN, '');

/** 別件ですが, by the way: it says of itself that nothing hangs on what came before. */
export const isApart = (text: string): boolean => APART.test(text.replace(FILLER, '').replace(COURTESY, ''));

/** AじゃなくてB. */
export const isCorrected = (text: string): boolean => NOT_THIS.test(text);

/** すみません、中央区の間違いでした. */
const MISTOOK = new RegExp(
  [
    '^(?:(?:すみません|すいません|ごめん(?:なさい)?|失礼(?:しました)?|あ[あっ]?)[、。,\\s]*)*([^、。はがを]{2,16}?)の?(?:ほう|方)?の?(?:間違い|',
    'まちがい|誤り|間違え)(?:でした|です|だった|だ|ました)(?:わ|ね)?[。.!！\\s]*$',
  ].join(''),
);
/** What is meant of "AじゃなくてB", "ごめん、Bね", and of "さっきのBに戻って". */
export function corrected(text: string): string {
  return text.replace(LEADING_SLIP, '').replace(NOT_THIS, '').replace(BACK_FROM, '').replace(BACK_TO, '');
}
