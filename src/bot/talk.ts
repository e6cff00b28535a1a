import type { MessageKey } from '../cards/cards.ts';

/** What people say that is no question, as the message that answers it. */
type Talk = Extract<
  MessageKey,
  'thanks' | 'noted' | 'whoAreYou' | 'abuse' | 'yes' | 'no' | 'wrong' | 'reset'
>;

const END = String.raw`(?:です|でした|ます|だ|なの|じゃん|なあ|よ|ね|わ|な|ってば|だよ|だね|なんだけど|んですけど|のですが|か|の){0,6}[\s、。,.!！?？~〜ー…w笑]*`;
const whole = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(`^(?:${patterns.map(({ source }) => source).join('|')})${END}$`, 'i');

const ENDS: readonly (readonly [RegExp, Talk])[] = [
  [
    whole(
      /リセット(?:して|する)?(?:ください)?|(?:最初|はじめ|初め|一)から(?:やり直し|やりなおし|お願いします)?/,
      /やり直し|やりなおし|条件(?:を|の)?(?:全部|すべて)?(?:クリア|リセット|解除|消して)(?:して)?(?:ください)?|クリア(?:して)?/,
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
      /サンクス|さんきゅ[うー]?|便利|完璧|感謝(?:します|です)?|どうも/,
      /(?:many )?(?:thanks?|thx)(?: (?:a lot|you|so much|very much))*|(?:that was |very )?helpful|cheers/,
    ),
    'thanks',
  ],
  [
    whole(
      /なるほど(?:なるほど)?|わかった|分かった|わかりました|分かりました|承知(?:しました)?|了解(?:しました|っす)?|りょ(?:うかい)?|おけ|オッケー?|おk|ok(?:ay)?|そうなん(?:だ|ですね)/,
      /へ[えぇー]+|ふ[うー]*ん|got it|i see|understood|alright|great|nice|good|すごい|いいね/,
      /(?:お疲れ|おつかれ)(?:様|さま)?でした|(?:ご)?苦労(?:様|さま)(?:でした)?|テスト|test|ごめん(?:なさい)?/,
      /さようなら|バイバイ|じゃあ?ね|また(?:ね|明日|今度|来ます|お願いします|よろしく(?:お願いします)?)|おやすみ(?:なさい)?|失礼します|bye(?:-?bye)?|goodbye|good ?night|see you/,
    ),
    'noted',
  ],
  [
    whole(
      /(?:あなた|君|きみ|お前|おまえ|これ|ここ|よこてん|yokoten|ボット|bot)(?:って|とは|は|の(?:名前|正体)は?)?(?:何者|だれ|誰|何|なに|どなた)?/,
      /(?:あなた|君|きみ|お前|おまえ|これ|よこてん|yokoten|ボット|bot)(?:って|は)?(?:本当に)?(?:ai|人間|人|ロボット|機械|chatgpt)/,
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
      /(?:that['’]?s|this is|it['’]?s)? ?not what i (?:asked|meant)/,
    ),
    'wrong',
  ],
  [
    whole(
      /(?:この|おまえ|お前|ほんと|本当に|まじで|マジで)?(?:ばか|馬鹿|バカ|あほ|アホ|くそ|クソ|死ね|しね|無能)(?:ボット|bot|やつ)?(?:だな)?/,
      /(?:この|ほんと|本当に|まじで|マジで|全然|ぜんぜん)?(?:うざい|ウザい|うるさい|きもい|頭(?:が)?悪い|役立たず)(?:ボット|bot)?(?:だな)?/,
      /(?:この|ほんと|本当に|まじで|マジで|全然|ぜんぜん)?(?:役に立たない|使えない|つかえねー?|ポンコツ|ゴミ|だめだ?|ダメだ?)(?:ボット|bot)?/,
      /(?:(?:you['’]?re|you are|this is|that was|that is) )?(?:so )?(?:stupid|useless|dumb|idiot|garbage|rubbish|terrible|crap)(?: bot)?/,
      /fuck(?: (?:you|off))?|shut up/,
    ),
    'abuse',
  ],
  [
    whole(
      /はい|ええ|うん|そう(?:です)?|お願い(?:します|いたします)?|すみません|すいません|yes(?: please)?|yep|yeah|sure|please/,
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
];

/** どこが作ってる？, 誰が作ったの？: after rows, a question about them. */
const OF_ROWS =
  /^who (?:runs|made|built|created|wrote) (?:this|it)|^(?:誰|だれ|どこ|何)|^作っ|^つくっ|^(?:これ|ここ)(?!.*(?:だれ|誰|何者))/i;

const oneOf = (words: string): Talk | null => ENDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;

/** Of several said in a row (助かりました、ありがとうございます) the last that is more than a nod; null: one of them is none. */
function joinedOf(words: string): Talk | null {
  const said = words.split(/[\s、。,.!！?？]+/).filter((part) => part !== '');
  const talks = said.map(oneOf);
  if (talks.length < 2 || talks.includes(null)) return null;
  return talks.findLast((talk) => talk !== 'noted') ?? 'noted';
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
  if (words.length > 60) return null;
  const talk = oneOf(words) ?? joinedOf(words);
  return talk === 'whoAreYou' && hasRows && OF_ROWS.test(words) ? null : talk;
}
