import type { MessageKey } from '../cards/cards.ts';

/** What people say that is no question, as the message that answers it; `help` and `hello` have cards of their own. */
export type Talk =
  | Extract<
      MessageKey,
      | 'thanks'
      | 'noted'
      | 'whoAreYou'
      | 'abuse'
      | 'yes'
      | 'no'
      | 'wrong'
      | 'reset'
      | 'privacy'
      | 'smallTalk'
      | 'links'
      | 'inEnglish'
      | 'inJapanese'
    >
  | 'help'
  | 'hello';

/** What may be a question, and is answered so where some row answers it. */
export type PerhapsTalk = Extract<MessageKey, 'distress' | 'privacy' | 'smallTalk'>;

const END = String.raw`(?:です|でした|ます|だ|なの|んです|じゃん|なあ|よ|ね|わ|な|ってば|だよ|だね|なんだけど|んだけど|んですけど|のですが|か|の){0,6}[\s、。,.!！?？~〜ー…w笑]*`;

/** Matches a text that is one of these and no more, but for how it ends. */
export const whole = (...patterns: readonly (RegExp | string)[]): RegExp =>
  new RegExp(
    `^(?:${patterns.map((one) => (typeof one === 'string' ? one : one.source)).join('|')})${END}$`,
    'i',
  );

type Kinds<Kind> = readonly (readonly [RegExp, Kind])[];

const mine = '(?:この|ここの|今の|私の|わたしの|自分の|僕の)?';
const said = [
  '(?:(?:会話|チャット|やりとり|やり取り|質問(?:内容)?|入力(?:内容)?|内容|履歴|ログ|メッセージ)(?:の(?:内容|履歴|ログ|記録))?',
  '|(?:聞い|書い|送っ|入力し)た(?:こと|もの|内容))(?:って|は|が|を|も|、)?',
].join('');
const somebody = '(?:誰か?|だれか?|上司|所属長|人事|(?:他|ほか)の人|市|会社)';
const toSomebody = `(?:どこかに|どこに|全部|ずっと|${somebody}(?:に|から|が)も?){0,3}`;
const isKept = [
  '(?:(?:記録|保存|監視|公開|共有|録音|チェック|収集)(?:され|して)?(?:て(?:い)?)?(?:る|ます|ない|いる)?',
  '|(?:見|読|知)(?:られ|れ|え)?(?:て(?:い)?)?(?:る|ます)|残(?:る|り|され)?(?:って|て)?(?:い)?(?:る|ます)?',
  '|(?:ばれ|バレ)(?:る|ます|ない)|匿名)',
].join('');
const theirWords = '(?: ?(?:questions?|messages?|chat|conversation|history|ask|write|type))?';

const privacy = whole(
  `${mine}${said}${toSomebody}${isKept}`,
  `${somebody}(?:が|に|も)?(?:これを?|ここを?|(?:この|私の)(?:会話|チャット|質問)を?)?(?:見(?:られ)?て|(?:読ん|読まれ)[でて]|(?:監視|チェック)して)(?:い)?(?:る|ます)`,
  '(?:私の|わたしの)?(?:名前|誰が(?:聞いた|質問した))(?:か|は|も|が)?(?:記録|保存|ばれ|バレ|残|分か|わか)(?:され|る|り|ります)?(?:る|ます)?',
  [
    '(?:who|can (?:any(?:one|body)|my (?:boss|manager)|hr|others|other people)) (?:can )?(?:see|sees|reads?|looks? at) (?:my',
    `|these|this|the|our|what i)${theirWords}`,
  ].join(''),
  [
    `(?:is|are) (?:this|it|my|the|these|our)${theirWords} (?:being )?(?:recorded|logged|saved|stored|monitored|private`,
    '|confidential|anonymous|kept)',
  ].join(''),
  `(?:do|does) (?:you|it|(?:this|the)(?: bot)?) (?:record|log|save|store|keep|remember) (?:this|my|our|the|what i)${theirWords}`,
);

/** That somebody would like to be answered in this language. */
function inLanguage(ja: string, en: string): RegExp {
  const please = '(?:ください|お願いします|くれ(?:る|ます)|もらえ(?:る|ます)|いただけます)?';
  const speaks =
    '(?:(?:答え|話し|教え|返し|説明し|表示し|し)て|お願い|(?:切り替え|変え)(?:て|たい|られる)?|(?:でき|話せ|使え)(?:る|ます)|も?(?:いい|大丈夫)|対応して(?:い)?る)?';
  return whole(
    `(?:${ja}|${en})(?:で|に|は|を|も)?${speaks}${please}`,
    `(?:can|do|could) you (?:please )?(?:speak|understand|talk|answer|reply)(?: in)? ${en}|is there an? ${en} version`,
    `(?:please )?(?:(?:answer|reply|speak|talk|switch|change)(?: to)?(?: in)? )?(?:in )?${en}(?: version)?(?: please)?`,
  );
}

const smallTalk = whole(
  /(?:お)?元気|笑わせて(?:ください)?|歌って(?:ください)?|しりとり(?:しよう|しましょう)?|遊ぼう?/,
  /(?:何か)?(?:ジョーク|冗談|ダジャレ|だじゃれ|(?:面白|おもしろ)い(?:話|こと))(?:を|でも)?(?:言って|して|話して|教えて|ある|ない)?(?:ください|よ)?/,
  /(?:あなたは|君は|きみは|今)?(?:何歳|おいくつ|いくつ)|(?:お?誕生日|血液型|年齢|性別|趣味)(?:は|を教えて)?(?:何|いつ)?/,
  /好きな(?:食べ物|飲み物|色|人|映画|音楽|動物|もの)(?:は|って)?(?:何|誰)?/,
  /(?:彼女|彼氏|恋人|友達)(?:は|が|って)?(?:いる|います|いない)|結婚して(?:る|ください|くれる)?|付き合って|好きです|大好き|愛してる/,
  /笑|w+|草|lol|lmao|haha(?:ha)*|hehe|what['’]?s up|nice to meet you(?: too)?|how old are you/,
  /how(?:['’]s it going| are you(?: (?:doing|today))*| do you do)/,
  /are you (?:bored|married|happy|okay|ok|single)|(?:do you|i) love (?:me|you)/,
  /(?:tell|sing) (?:me )?(?:a |an )?(?:joke|story|song|something funny)(?: please)?|sing for me/,
  /what['’]?s your (?:name|favou?rite .{1,20})/,
);

const notKnown =
  '(?:が|は|も)?(?:よく|全然|ぜんぜん|いまいち|さっぱり)?(?:わから|分から|判ら|わかり|分かり)(?:ない|ん|なくて|ず|ません)(?:です|んですが|のですが)?';
const howTo = whole(
  `(?:使い(?:方|かた)|操作(?:方法|の仕方)?|やり方|聞き方)${notKnown}`,
  '(?:何|なに)(?:を|て|と|から)(?:聞け|きけ|質問すれ|書け|入力すれ|送れ|打て)ば(?:いい|良い|よい)',
  '(?:何|なに)(?:が|を)(?:聞け|きけ|質問でき|調べられ|探せ|頼め)(?:る|ます)|(?:何|なに)をしてくれる',
  'どう(?:やって)?(?:聞け|きけ|使え|質問すれ|入力すれ)ば(?:いい|良い|よい)',
  "i (?:don['’]?t|do not) (?:know|understand) (?:how to use (?:this|it|you)|how (?:this|it) works|what to (?:ask|do|type))",
  'how (?:do|should) i (?:ask|start|begin)|what (?:should|can|could|do) i (?:ask|type|write)(?: you)?|i need help|help me',
);

/** 総務課の田中です: whoever begins so has asked nothing yet. */
const introduction =
  '.{1,20}(?:課|局|室|部|所|係|班|区|署|館|校|センター)の(?!.{0,12}(?:研修|取組|制度|件|会|事業)).{1,12}?(?:です|でございます|と申します|といいます)[、。\\s]*';
const hello = whole(
  `(?:いつも)?(?:大変)?お世話になって(?:おり|い)ます[、。\\s]*(?:${introduction})?(?:どうぞ|何卒)?(?:よろしくお?願い(?:いた)?します)?`,
  `(?:はじめまして|初めまして|こんにち[はわ]|お疲れ(?:様|さま)です)[、。\\s]*(?:${introduction})`,
  /(?:hi|hello|good (?:morning|afternoon|evening))(?: there| everyone| all| yokoten| bot)/,
  /(?:hi|hello)[,.! ]+(?:i['’]?m|my name is|this is) [\w .'’-]{1,40}/,
);

/** It asks nothing. */
const TOLD = String.raw`(?!.*(?:[?？]|どこ|誰|だれ|何|いつ|どれ|どう))[^、。!！]{0,16}?`;
const SEE =
  '(?:聞い|きい|試し|話し|相談し|考え|調べ|読んで|検討し|参考にし|使っ|確認し|応募し|申し込んで|提案し)';
const TELL = '(?:伝え|共有し|話し|提案し|紹介し|回覧し|広め|報告し|相談し|言っ)';
/** お昼行ってきます, 上司に聞いてみます, I'll tell my boss: what somebody does next. */
const leaving = whole(
  `${TOLD}(?:行って(?:きます|くる|来ます)|いってきます|(?:戻り|帰り|出かけ|上がり|会議に入り)ます)`,
  `${TOLD}${SEE}て?(?:み(?:ます|よう(?:かな|と思います)))|${TOLD}${TELL}(?:て(?:おき|き|み)|とき)?ます`,
  [
    "(?!.*[?？])(?:i['’]?ll|i will|i['’]?m going to|let me|gotta) (?:go|run|tell|pass|forward|share|mention|head|grab|think",
    '|get back|talk|bring|spread|let (?:them|him|her|everyone|my [a-z]+) know)(?: [^?]{1,40})?|will do',
    '|(?:i )?(?:got to|have to|need to) (?:go|run|head)(?: [^?]{1,20})?|(?:talk|speak|see you)(?: (?:later|tomorrow|soon|then|again))',
    "|(?:i['’]?m )?(?:off|heading|on my way)(?: off| back)? to [^?]{2,30}",
    "|(?:that['’]?s |you(?:['’]ve| have)? )(?:just )?(?:saved|made) (?:me|my) [^?]{2,24}",
  ].join(''),
);

/** What is said beside questions, by how it is answered. */
export const BESIDE: Kinds<Talk> = [
  [privacy, 'privacy'],
  [inLanguage('英語', 'english'), 'inEnglish'],
  [inLanguage('日本語', 'japanese'), 'inJapanese'],
  [smallTalk, 'smallTalk'],
  [howTo, 'help'],
  [hello, 'hello'],
  [leaving, 'noted'],
];

const harassment = '(?:パワハラ|セクハラ|マタハラ|カスハラ|ハラスメント|いじめ|嫌がらせ|暴言|差別)';
const distress = whole(
  `(?:上司|先輩|同僚|課長|係長|職場|今)?(?:の|から|で|に)?${harassment}(?:を|に)?(?:(?:受けて|遭って)(?:い)?(?:る|ます)|され(?:て(?:い)?)?(?:る|ます|た|ました)|遭いました)`,
  /(?:もう)?(?:死にたい|消えたい|限界|(?:つら|辛)(?:い|すぎる)|しんどい|助けて(?:ください)?|心が折れ(?:た|そう)|病みそう|鬱|うつ)/,
  /(?:仕事|会社|市役所|役所|職場)?(?:を|に|が)?(?:もう)?(?:辞めたい|やめたい|行きたくない|疲れ(?:た|ました)|嫌になった)/,
  /(?:i am|i['’]?m) (?:being )?(?:bullied|harassed|burnt out|burned out|exhausted|depressed)/,
  /i (?:want to quit|hate my job|can['’]?t take (?:it|this) any ?more|want to die)/,
);

/** As BESIDE, where no row answers it. */
export const PERHAPS: Kinds<PerhapsTalk> = [
  [distress, 'distress'],
  [
    whole(
      [
        '(?:この(?:ボット|アプリ)の)?(?:個人情報|プライバシー)(?:保護)?(?:の)?(?:扱い|取扱い?|取り扱い|ポリシー|方針)?(?:は|って|が|について)?(?:どう(?:なって(?:い)?(?:る|ます)|なる',
        '|なり(?:ます)?)?|大丈夫|心配|守られて(?:い)?(?:る|ます)|教えて)?',
      ].join(''),
      /(?:what (?:about|is your) )?(?:the )?privacy(?: policy| notice)?|what do you do with my data|匿名/,
    ),
    'privacy',
  ],
  [
    whole(
      /(?:今日|明日|あした|週末|今)?の?(?:お?天気|気温)(?:は|予報|を?教えて|どう)?|(?:今|いま)(?:は)?何時|(?:今日|きょう)(?:は)?(?:何曜日|何日)/,
      /暇|ひま|眠い|ねむい|(?:お腹|おなか)(?:が)?(?:すい|空い)た|i['’]?m (?:bored|hungry|sleepy)/,
      /what(?:['’]s| is) the (?:weather|time)(?: (?:like|today|now))*|what time is it(?: now)?/,
    ),
    'smallTalk',
  ],
];

/** Addresses of pages, as they stand in a message. */
export const LINKS = /https?:\/\/[!-~]+/gi;

const lookAtIt = [
  '見て(?:ください|ね|みて)?|ご?(?:確認|参照|一読|覧)(?:して)?|読んで|要約(?:して)?|まとめて|開いて|どう(?:思う|思います)?',
  '|参考(?:に|まで)?(?:して)?|どうぞ|です|だよ|何|ください|お願い(?:します|いたします)?|(?:please )?(?:look at|read|check|see|summari[sz]e|open)',
  '(?: (?:this|it|the link))?|fyi',
].join('');
const theLink = '(?:これ|こちら|この|下記|以下|リンク|ページ|記事|資料|サイト|動画|内容|url)';
/** What stands beside links and asks for nothing but to look at them. */
export const LOOK = new RegExp(
  `^${theLink}{0,3}(?:の?(?:中身|先|内容))?(?:を|は|も|、|って|に)?(?:${lookAtIt}){0,3}[\\s、。.!！?？:：]*$`,
  'i',
);

/** Nods, and as clear ones, without a word. */
export const NODS =
  /^(?:(?:👍|👌|🙆|🙇|🙏|👏|🎉|💯|✅|🆗|😀|😃|😄|😁|😊|🙂|😉|😂|🤣|❤|♥|💕|🥰|😍)(?:\p{Emoji_Modifier}|\ufe0f|\u200d|♀|♂|\s)*)+$/u;
