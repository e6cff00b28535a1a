import { anyOf, sequence } from './pattern.ts';

/** Where the answer will be read or told. What rows speak of as well (研修, 面談, 朝礼) is none of them. */
const OCCASION =
  /会議|打ち?合わ?せ|係会|課会|部会|説明会|議会|答弁|資料|報告書?|発表|プレゼン|レポート|回覧|起案|予算要求|スライド|上司|課長|部長|記事|広報[紙誌]|庁内報|職員報|掲示板/;
const USE =
  /紹介|報告|説明|発表|共有|提案|配布|配付|提出|回答|答弁|使用|使|配|出|話|まとめ|載せ|貼|持って|引用|検討|し(?=たい|ます)/;
/** The end of what the asker is about to do: ～したいので, ～することになりました, ～します. */
const INTENDS = anyOf([
  /(?:し|い|り|め|せ|ち)?(?:たい|ます)(?:の|ん)?(?:で|です)?(?:ので|から|が|けど|ため)?/,
  /(?:する|う|る|す|せる)?(?:こと|必要|予定)(?:に|が|で|な)[^。、?？!！]{0,8}/,
  /(?:する|う|る|す|せる)(?:ので|から|ため|んで|んです|のです|のに)(?:が|けど|から)?/,
  /(?:し|わ|ら|め|せ)?(?:ないと|なければ|なきゃ)[^。、?？!！]{0,8}/,
]);

const PURPOSE_JA = sequence(
  /(?<=^|[を、。!?！？\s]|けど|ので)/,
  /[^。、をはが?？!！\s]{0,18}/,
  OCCASION,
  /[^。、をはが?？!！\s]{0,6}/,
  /で|に|へ|用に|として/,
  USE,
  INTENDS,
  // 会議資料に使うので財政局のぶんを: what says why needs no pause behind it.
  /(?=[。、\s!！]|$|教|知|探|一覧|全部|出して|見|くだ|お願|どんな|何|(?<=ので|から|んで(?!す)|ため))/,
);
/** 来月始まる取組を課内で共有したいので: what becomes of rows that are asked for. */
const HANDED_ON_JA = sequence(
  /(?<=取組|取り組み|もの|やつ|事例|一覧|内容|情報)を/,
  /[^。、をはが願?？!！\s]{0,12}?/,
  USE,
  INTENDS,
  /(?=、|教|知|探|見|くだ|お願)/,
);
/** 来週の会議資料で総務局の取組をまとめます: when the answer is read. */
const THEN_JA = sequence(
  /(?<=^|[。、!?！？\s])(?:来週|今週|来月|今月|明日|あした|今度|次|次回|再来週)の/,
  /[^。、をはが?？!！\s]{0,6}?/,
  OCCASION,
  /(?:の?資料)?(?:で|用に|のために?|に向けて)、?/,
);
/** 予算要求の参考に、 */
const FOR_REFERENCE_JA = sequence(
  /(?<=^|[。、!?！？\s])[^。、をはが?？!！\s]{0,12}/,
  OCCASION,
  /の(?:参考|材料|ネタ|下調べ|下準備|準備|たたき台)(?:に|として|で|用に)/,
  /(?:した|使いた|しよう|するの|なれば|なるか)?(?:い|と思って|と思い)?(?:ので|んですが|のですが)?(?:[、\s]|(?=知|教|見|出|拝|確認|把握|欲|ほし))/,
);
/** 議会の答弁資料を作っています。 議会答弁の準備です。 what somebody is at. */
const AT_WORK_JA = sequence(
  /(?<=^|[。!?！？\s])/,
  /[^。、をはが?？!！\s]{0,12}/,
  /会議|議会|答弁|説明会|打ち?合わ?せ|資料|報告書?|発表|プレゼン|スライド|予算要求|ヒアリング/,
  /[^。、をはが?？!！\s]{0,6}/,
  /を(?:作|つく|準備し|用意し|まとめ|書い)(?:って|て)?(?:い)?(?:ます|おります|るところです)|の(?:準備|用意|下調べ)(?:中)?です/,
  /が?[。、]/,
);
/** 予算の照会が来たので: what somebody was asked to find out. */
const INQUIRED_JA = sequence(
  /(?<=^|[、。!?！？\s])/,
  /[^。、をはが?？!！\s]{0,12}?/,
  /照会|問い?合わ?せ|調査依頼|依頼|宿題/,
  /(?:が|も)(?:来|き|あっ|あり|届い|届き)(?:た|て(?:い)?(?:る|ます)?|まし(?:た|て))?(?:ので|から|んで|ため)?/,
  /(?=[。、\s!！]|$)/,
);
/** という声が各支部から上がっています: who says so. */
const HEARD_JA = sequence(
  /という(?:声|意見|話|要望|不満|相談|苦情|悩み)(?:が|を|も|ばかり)/,
  /[^。?？!！]{0,12}(?:上が|挙が|出て|あり|ある|聞|届|寄せ|耳に)[^。、?？!！]{0,8}/,
);
/** 組合の者です, 人事の担当ですが: who asks for others. */
const FOR_OTHERS_JA = sequence(
  /^\s*(?:市の|うちの|部の|局の|課の)?(?:組合|労組|職員団体|互助会|人事課?|総務課?|庶務|企画課?)(?:の者|の?担当(?:者)?|の人間)?/,
  /(?:です|なんです|でして|だ)(?:が|けど|けれど|けれども)?[。、,]/,
);

/** 労使協議の前に確認しておきたい, ヒアリングまでに把握しておきたい: when it is to be known. */
const BEFOREHAND_JA = sequence(
  /(?<=^|[を、。!?！？\s]|けど|ので)/,
  /[^。、をはが?？!！\s]{0,12}/,
  /会議|議会|答弁|協議|交渉|ヒアリング|説明会|打ち?合わ?せ|発表|出張|監査|プレゼン|レク/,
  /(?:が始まる|が?ある)?(?:の?前に|までに|に(?:先立|備え|向け)(?:って|ち|て))/,
  /(?:一度|ざっと|よく|全部|ひととおり|一通り)?/,
  /(?:確認|把握|整理|チェック|点検|勉強|予習|目を通|頭に入れ|押さえ|知|見)(?:し|って|て)*(?:お[いかき]|とき|とか)/,
  /[^。、?？!！]{0,14}/,
);

/** 議会で聞かれそうなので, 課長に頼まれて: who wants to know it, after a sentence or before it. */
const ASKED_FOR_JA = sequence(
  /(?<=^|[、。!?！？\s]|けど|ので)/,
  /(?:次の|来週の|今度の|うちの|本)?/,
  /[^。、をはが?？!！\s]{0,6}(?:議会|議員|委員会?|記者|マスコミ|長|上司|先輩|後輩|部下|同僚|人事|監査|市民|住民|組合|労組|PTA|会|さん|方々?|人)/,
  /(?:から|さん)?(?:で|に|から|より)も?/,
  /(?:よく|また|急に|さっき)?/,
  /聞かれ|きかれ|訊かれ|質問され|尋ねられ|問われ|突っ込まれ|指摘され|頼まれ|求められ|言われ/,
  /(?:そうな|てい|た|て|る|ます|まし|そう|の|ん|も){0,4}(?:ので|から|けど|ため|です|だ|た|て|る|んで)?/,
  /(?=[。、\s!！]|$)/,
);
/** 議会答弁用に, 課内会議の資料用に, 議会への説明用に */
const FOR_USE_JA = sequence(
  /(?<=^|[を、。!?！？\s])/,
  /[^。、をはが?？!！\s]{0,12}/,
  /会議|打ち?合わ?せ|議会|答弁|資料|報告|発表|プレゼン|起案|スライド|ヒアリング|予算要求/,
  /(?:(?:へ|向け)の?(?:説明|報告|提出|答弁|回答|発表|資料))?/,
  /用に[、\s]?|用です[。\s]?/,
);
/** 支払でいつもお世話になっている会計の人たち: what somebody has to do with those of whom something is asked. */
const OBLIGED_JA =
  /(?<=^|[。、!?！？\s])[^。、をはが?？!！\s]{0,12}(?:で|に)(?:は)?(?:いつも|日頃|ふだん|普段|よく)(?:から)?お世話になって(?:い)?る/;

/** 来年度の依頼をまとめる都合で一覧にしたいです: a last sentence that says why, after one that asks. */
const REASON_JA = sequence(
  /(?<=(?:か|ね|い|す|た|う|て)[。?？!！]\s*)/,
  /[^。?？!！]{2,30}(?:都合で|関係で|必要があって|必要があるので|ことになっていて|ことになったので|準備(?:で|に)(?=[要必使]))/,
  /[^。?？!！]{0,24}[。!！]?$/,
);

/** 議会対応のため確認しています, 研修の企画で調べています: a last sentence that says what the answer is looked up for. */
const LOOKED_UP_JA = sequence(
  /(?<=(?:か|ね|い|す|た|う|て|は)[。?？!！]\s*)/,
  /[^。?？!！]{0,24}?/,
  /(?:確認|調査|整理|把握|検討|準備|調べ|集め|探し|まとめ|洗い出し|リストアップ)(?:を?(?:し)?て(?:い)?(?:る|ます|おり|いる)|中)[^。?？!！]{0,10}[。!！]?$/,
);
/** 人材育成担当です, 福祉の3年目です, behind a question: who has asked it. */
const SIGNED_JA = sequence(
  /(?<=(?:[かねいすたうて全はも部]|取組|[?？])[。?？!！\s]\s*)/,
  /[^。、?？!！をにがは]{1,16}/,
  /(?:担当(?:者)?|係[長員]?|課[長員]|部長|局長|次長|主[査任幹事]|班長|園長|所長|館長|\d{1,2}年目|の者|の職員|の人間)/,
  /(?:です|なんです|でした|より|でございます)[。!！\s]*$/,
);

const EVENT =
  /(?:meeting|presentation|report|briefing|slides?|slide deck|workshop|speech|memo|talk|council session|assembly)/;
const WHEN = /(?: (?:next|this|on) [a-z]+| tomorrow| today| later)?/;
const WHOSE = /(?:my|our|a|an|the|next [a-z]+'?s|this [a-z]+'?s|tomorrow'?s|[a-z]+day'?s) /;
const PURPOSE_EN = anyOf(
  [],
  [
    sequence(
      /so (?:that )?(?:i|we) can|to|(?:because |since |as )?(?:i|we)(?:'ll| will|(?:'m| am) going to| (?:have|need|want) to| must)/,
      / (?:show|share|present|report|bring|use|introduce|pitch|quote|discuss|mention) (?:it|them|this|these|some)?[ ]?/,
      /(?:at|in|to|for|during) /,
      WHOSE,
      /[a-z ]{0,18}/,
      EVENT,
      WHEN,
    ),
    sequence(
      /(?:i'?m|i am|we'?re|we are) (?:preparing|writing|making|putting together|giving) /,
      WHOSE,
      /[a-z ]{0,18}/,
      EVENT,
      WHEN,
    ),
    sequence(
      /(?:it'?s |this is |i need (?:it|this|these) )?for /,
      WHOSE,
      /[a-z ]{0,14}/,
      EVENT,
      WHEN,
      /(?=\s*(?:[.,!?]|$))/,
    ),
  ],
);

const PURPOSES = [
  FOR_OTHERS_JA,
  HEARD_JA,
  PURPOSE_JA,
  THEN_JA,
  HANDED_ON_JA,
  FOR_REFERENCE_JA,
  BEFOREHAND_JA,
  ASKED_FOR_JA,
  FOR_USE_JA,
  AT_WORK_JA,
  INQUIRED_JA,
  OBLIGED_JA,
  REASON_JA,
  LOOKED_UP_JA,
  SIGNED_JA,
  PURPOSE_EN,
].map(({ source }) => new RegExp(source, 'gi'));

/** Less than this is no question by itself. */
const LEAST = 4;

/** The question without what its answer is wanted for (来週の会議で紹介したいので, "for my report"): that names no row. */
export function withoutPurpose(text: string): string {
  const rest = PURPOSES.reduce((left, purpose) => left.replace(purpose, ' '), text);
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length < LEAST ? text : rest;
}
