import { BESIDE, LINKS, LOOK, NODS, PERHAPS, type PerhapsTalk, type Talk, whole } from './talk-words.ts';

const FOR_WHAT = 'を?(?:教えて|調べて|見つけて|して)(?:くれて|くださり|くださって|いただき|いただいて)';
const THANKS = '(?:どうも)?(?:ありがと[うー]?|有難う|感謝(?:します)?)(?:ございます|ございました)?';
const NOT_THAT =
  '(?:全然|ぜんぜん|全く|まったく)?(?:違う|ちがう|関係(?:の)?ない|見当違い(?:な)?|変な)(?:の|もの|取組|結果|やつ|話)?';
const BOT = '(?:よこてん|yokoten|ボット|bot|アプリ|システム)';
const MADE = '(?:作っ|つくっ|開発し|運営し|管理し)(?:た|て(?:い)?る)';

const ENDS: readonly (readonly [RegExp, Talk])[] = [
  [
    whole(
      /リセット(?:して|する)?(?:ください)?|(?:最初|はじめ|初め|一)から(?:やり直し|やりなおし|お願いします)?/,
      /やり直し(?:て|ます|たい)?|やりなおし|条件(?:を|の)?(?:全部|すべて)?(?:クリア|リセット|解除|消して)(?:して)?(?:ください)?|クリア(?:して)?/,
      /新しい質問(?:を?(?:します|したい|する))?|(?:話題|話)を?(?:変え|かえ)(?:て|ます|たい)/,
      /(?:please )?(?:start (?:over|again|from scratch)|new question)(?: please)?/,
      /(?:please )?(?:reset(?: (?:it|everything|all))?|clear(?: (?:all|everything|filters|conditions))?)(?: please)?/,
    ),
    'reset',
  ],
  [
    whole(
      /(?:どうも)?(?:ありがと[うー]?|有難う|有り難う)(?:ございます|ございました)?(?:[！!、。\s]*(?:助かり(?:ます|ました)|参考になり(?:ます|ました)|勉強になり(?:ます|ました)))?/,
      /(?:なるほど|わかりました|分かりました)?[、。\s]*(?:とても|大変|すごく)?(?:助かり(?:ます|ました)|助かった|参考になり(?:ます|ました)|参考になった|勉強になりました)/,
      /サンクス|さんきゅ[うー]?|便利|完璧|感謝(?:します|です)?|どうも|役(?:に|立)立?(?:った|ちました)|いいツール/,
      `(?:いつも|本当に|ほんとに|早速の?|ご?(?:丁寧|親切)に|ご?(?:回答|返信|対応)|、|${FOR_WHAT}){1,4}${THANKS}`,
      new RegExp(
        [
          '(?:ok(?:ay)?[,.! ]+|(?:oh|ah|great|perfect|cool|nice)[,.! ]+)*(?:many )?(?:thanks?|thx|ty|cheers)(?:',
          ' (?:a lot|you|so much|very much|again|for (?:that|this|the (?:help|info(?:rmation)?)|your help)))*(?',
          ":[,.!\\s-]+(?:(?:that|this|it)(?:['’]s| is| was)? (?:really |very |so )*(?:help(?:s|ed|ful)|useful|gr",
          'eat|perfect|all|enough|what i need(?:ed)?)(?: a lot)?|(?:very |really |so )*(?:helpful|useful|kind)|',
          "bye|have a (?:nice|good) (?:day|one|weekend)|(?:that['’]?s|that is) (?:all|it)(?: (?:for (?:now|toda",
          'y)|i need(?:ed)?))?))*',
        ].join(''),
      ),
      /(?:(?:that|this|it)(?:['’]s| is| was)? )?(?:really |very |so )*(?:helpful|useful)|(?:that|this) (?:really )?help(?:s|ed)(?: a lot)?/,
    ),
    'thanks',
  ],
  [
    whole(
      /なるほど(?:なるほど)?|わかった|分かった|わかりました|分かりました|承知(?:しました)?|了解(?:しました|っす)?|りょ(?:うかい)?|おけ|オッケー?|おk|ok(?:ay)?|そうなん(?:だ|ですね)/,
      /へ[えぇー]+|ふ[うー]*ん|got it|i see|understood|alright|great|nice|good|perfect|cool|awesome|wonderful|lovely|excellent|brilliant|すごい|いいね/,
      // 便利な世の中だねえ, 楽しそう〜, いいなあ: what somebody feels about it.
      new RegExp(
        [
          '(?!.*(?:どこ|誰|だれ|何|いつ|どれ))[^、。?？]{1,16}(?:だ|です)ね[えぇー〜～]{1,3}|[^、。?？]{1,10}(?:楽し|面白|おもしろ|大変|良さ|よさ|便利|お',
          'いし|美味し|忙し)(?:そう|い)(?:だ|です)?[なね〜ー]{0,2}|(?:いい(?=な|です[ねな])|うらやまし[いー]|羨ましい|すご[いっ]?|えらい|さすが)(?:です)?(?:な|',
          'ね)?[ぁあえぇー〜]{0,3}',
        ].join(''),
      ),
      // うちでもやってほしいな: a wish about what is at hand.
      new RegExp(
        [
          '(?:うち|私|わたし|自分)(?:の(?:課|局|区|部署|ところ|とこ|係|班))?(?:で|に|の(?:課|局|区|部署)で)も?(?:これ|それ|こういうの)?(?:を)?(?:やって|して|',
          '導入して|始めて|やり|できたら|あったら|あれば)(?:ほしい|欲しい|くれ(?:ない|たら)|もらいたい|たい|いい)?(?:んだけど|のに|です)?[なねよ]?[ぁあえぇー〜]{0,3}',
        ].join(''),
      ),
      // うちの研修もそれくらいやってほしいわ: so is one that points at it.
      new RegExp(
        [
          '(?:うち|私|わたし|自分)(?:の|も)[^、。?？]{0,10}(?:それ|これ|こう|そう|こんな|そんな)[^、。?？]{0,8}',
          '(?:ほしい|欲しい|くれたら|なら|だったら|[ぁ-ん]ば)(?:いい|のに|んだけど){0,2}[わなねよ]?[ぁあえぇー〜]{0,3}',
        ].join(''),
      ),
      // 出動なのでまた, 会議あるので失礼します: who leaves says why.
      /[^、。?？]{1,14}(?:なので|なんで|ので|だから|から|んで)[、\s]*(?:また(?:後で|あとで|今度|明日)?|失礼(?:します)?|抜け(?:ます|る)|落ち(?:ます|る))(?:聞きます|来ます)?/,
      /(?:お疲れ|おつかれ)(?:様|さま)?でした|(?:ご)?苦労(?:様|さま)(?:でした)?|テスト|test|ごめん(?:なさい)?|間違え(?:た|ました)|ミス(?:った|りました)/,
      /さようなら|バイバイ|じゃあ?ね|おやすみ(?:なさい)?|失礼します|bye(?:-?bye)?|goodbye|good ?night|see you/,
      /(?:じゃあ?|では)?[、 ]?また(?:ね|明日|今度|来ます|お願いします|よろしく(?:お願いします)?)/,
    ),
    'noted',
  ],
  [
    whole(
      /(?:あなた|君|きみ|お前|おまえ|これ|ここ|よこてん|yokoten|ボット|bot)(?:って|とは|は|の(?:名前|正体)は?)?(?:何者|だれ|誰|何|なに|どなた)?/,
      /(?:あなた|君|きみ|お前|おまえ|これ|よこてん|yokoten|ボット|bot)(?:って|は)?(?:本当に)?(?:ai|人間|人|ロボット|機械|chatgpt)/,
      `(?:この)?${BOT}を?${MADE}(?:の|人|会社|部署)?(?:は|って)?(?:誰|だれ|どこ|何者)`,
      `(?:この)?${BOT}(?:は|って|を)?(?:誰|だれ|どこ|何)(?:が|に)${MADE}`,
      /(?:誰|だれ|どこ|何)(?:が|に|で)(?:あなたを|これを|よこてんを)?(?:作っ|つくっ|開発し|運営し)(?:た|て(?:い)?る|られた|ました|ています)?/,
      /(?:あなたを|これを|よこてんを)?(?:作っ|つくっ|開発し)た(?:の|人|会社)?は(?:誰|だれ|どこ)?|自己紹介(?:して|お願いします)?|何者/,
      /(?:who|what) (?:are|r) (?:you|u)|who (?:made|built|created|runs|wrote) (?:you|this|it)|what is (?:this|yokoten)/,
      /are you (?:an? )?(?:ai|bot|human|robot|chatgpt|real)|(?:ai|人間|ロボット|chatgpt)/,
    ),
    'whoAreYou',
  ],
  [
    whole(
      /(?:間違(?:っ|え)(?:て(?:い)?る|て(?:い)?ます|た)|まちが(?:っ|え)てる|間違い|まちがい|誤り|ちがう|違う|違い(?:ます|ますよ)|そうじゃない|そうではない)/,
      /(?:その|この)?(?:答え|回答|それ|これ|情報|内容|データ)(?:が|は|、)?(?:間違(?:っ|え)て(?:い)?(?:る|ます)|違(?:う|い(?:ます)?)|おかしい|古い|正しくない)/,
      /(?:that['’]?s|that is|this is|it['’]?s|it is|you['’]?re|you are|your answer is)? ?(?:wrong|incorrect|not right|mistaken)/,
      /(?:that['’]?s|this is|it['’]?s)? ?not what i (?:asked|meant|wanted|was looking for)/,
      /(?:検索)?(?:結果|回答|答え)(?:が|は)?(?:ひどい|ひどすぎ|悪い|変|微妙|いまいち|イマイチ|的外れ)|検索(?:が|は)?(?:弱い|下手|へた)/,
      `${NOT_THAT}(?:が|ばかり|ばっかり|しか)?(?:出て(?:くる|きた|きます|きました)|出(?:る|ます|た)|ばかり|ばっかり|返ってくる)`,
      /(?:使い|分かり|わかり|見|探し)(?:にくい|づらい)|前の(?:方|ほう|やつ|バージョン)が(?:よ|良)かった|微妙|いまいち|イマイチ/,
      /(?:答え|回答)に?なって(?:い)?ない|そういう(?:こと|意味)(?:じゃ|では)な(?:い|くて)|(?:聞い|求め|欲し|探し)て(?:い)?るのは(?:それ|これ)(?:じゃ|では)ない/,
      /(?:the |your )?(?:results?|answers?|search) (?:is|are) (?:bad|terrible|poor|useless|irrelevant)|hard to use/,
    ),
    'wrong',
  ],
  [
    whole(
      /(?:この|おまえ|お前|ほんと|本当に|まじで|マジで)?(?:ばか|馬鹿|バカ|あほ|アホ|くそ|クソ|死ね|しね|無能)(?:ボット|bot|やつ)?(?:だな)?/,
      /(?:この|ほんと|本当に|まじで|マジで|全然|ぜんぜん)?(?:うざい|ウザい|うるさい|きもい|頭(?:が)?悪い|役立たず)(?:ボット|bot)?(?:だな)?/,
      /(?:この|ほんと|本当に|まじで|マジで|全然|ぜんぜん)?(?:役に立たない|使えない|つかえねー?|ポンコツ|ゴミ|だめだ?|ダメだ?)(?:ボット|bot)?/,
      /(?:(?:you['’]?re|you are|this is|that was|that is) )?(?:so )?(?:stupid|useless|dumb|idiot|garbage|rubbish|terrible|crap)(?: bot)?/,
      /fuck(?: (?:you|off))?|shut up|ふざけ(?:んな|るな|ないで)|いい加減に(?:して|しろ)|腹(?:が)?立つ|むかつく|ムカつく/,
      /(?:ちゃんと|きちんと|まともに|もっと)(?:わかり|分かり)?(?:やすく)?(?:答えて|話して|説明して)?(?:ください|くれ|よ)?/,
      /(?:なんで|なぜ|どうして)(?:答え|教え)(?:てくれない|られない|ない)/,
    ),
    'abuse',
  ],
  [
    whole(
      /え[えぇ]*|は|うー*ん|んー*|どういうこと|意味(?:が)?(?:わから|分から)(?:ない|ん)|huh|what|eh|hmm+/,
      /はい|うん|そう(?:です)?|お願い(?:します|いたします)?|すみません|すいません|yes(?: please)?|yep|yeah|sure|please/,
    ),
    'yes',
  ],
  [
    whole(
      /いいえ|いや|ううん|いい(?:や|です)|要りません|いら(?:ない|ん|ないです)|結構(?:です)?|大丈夫(?:です)?/,
      /もういい|やめて|やめる|キャンセル|cancel|stop it|no(?: thanks?| thank you)?|nope|never ?mind/,
    ),
    'no',
  ],
  ...BESIDE,
];

/** どこが作ってる？, 誰が作ったの？: after rows, a question about them. */
const OF_ROWS =
  /^who (?:runs|made|built|created|wrote) (?:this|it)|^(?:誰|だれ|どこ|何)|^作っ|^つくっ|^(?:これ|ここ)(?!.*(?:だれ|誰|何者))/i;

const oneOf = (words: string): Talk | null => ENDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;

/** Of several said in a row (助かりました、ありがとうございます) the last that is more than a nod; null: one of them is none. */
function joinedOf(words: string): Talk | null {
  for (const between of [/[\s、。,.!！?？]+/, /[、。,.!！?？]+\s*/]) {
    const talks = words
      .split(between)
      .filter((part) => part !== '')
      .map(oneOf);
    if (talks.length >= 2 && !talks.includes(null))
      return talks.findLast((talk) => talk !== 'noted') ?? 'noted';
  }
  return null;
}

/** Whether it is a nod, in pictures alone. */
export function isNod(text: string): boolean {
  return NODS.test(text.trim());
}

/** What it is where no row answers it; null: a question after all. */
export function perhapsTalkOf(text: string): PerhapsTalk | null {
  const words = text.normalize('NFKC').trim();
  if (words.length > 60) return null;
  return PERHAPS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/**
 * The message that answers what somebody says beside their questions; null: it is none of these.
 * `hasRows`: rows were answered before, which the message may be about.
 */
export function talkOf(text: string, hasRows = false): Talk | null {
  const words = text
    .normalize('NFKC')
    .replaceAll(/[\p{Extended_Pictographic}\p{Cf}\ufe0f]/gu, '')
    .trim();
  const beside = words.replace(LINKS, ' ').trim();
  if (beside !== words && beside.length <= 60 && LOOK.test(beside)) return 'links';
  if (words.length > 60) return null;
  const talk = oneOf(words) ?? joinedOf(words);
  return talk === 'whoAreYou' && hasRows && OF_ROWS.test(words) ? null : talk;
}
