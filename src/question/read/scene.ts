import { anyOf, sequence } from './pattern.ts';

/** Ends of clauses after which something else may be said. */
const CLAUSE_END = new RegExp(
  anyOf([
    /[。！!?？;；\n]|…+|‥+|・・+|\.\.+/,
    /(?<=[a-z])\. /,
    // （30代・福祉）: who asks stands in brackets at the end.
    /(?=[（(][^（()）]{2,30}[）)]\s*$)/,
    /(?:です|ます|ました|んです|のです|だ|(?<!どな|あな)た)(?:けれども|けれど|けど|が)、?/,
    /(?:んだ|てる|ってる|いる|ない|たい)(?:けれども|けれど|けど)、?/,
    /ので、|んで、|から、|ため、|まして、|でして、/,
    /(?:生まれ|出産|産休|育休|復[帰職]|結婚|引っ越|定年)[^。、]{0,12}(?:て|で|り|し)、/,
  ]).source,
  'g',
);
/** A last clause that goes on with the question, and is none of its own. */
export const CONTINUES = anyOf([
  /^\s*(?:ただし|ただ|でも|しかし|なお|また|ついでに|あと|それと|そのうち|その中|除|以外)/,
  /^\s*(?:but|except|however|and |or )/,
]);

/** A clause that takes something away from what was asked before it. */
const TAKES_AWAY = anyOf(
  [
    /^[\s、（(]*(?:ただし|ただ|でも|なお)?[^。]{0,30}(?:以外|除(?:い|く|き|外)|抜い|抜き|[い要]ら(?:ない|ん)|[い要]りません|不要|外して)/,
  ],
  [/(?:but not|except|excluding|other than|leave out|leaving out)(?![a-z])/],
);

/** 今年度中のは要らないです: another time was asked for, and this one is none of it. */
const TIME_UNWANTED = /(?:年度?|月|期)(?:中|分|内)?の?(?:もの|やつ)?は[い要]ら/;

/** Words that ask. A message may end in something told: 総務局の取組を教えてください。来月異動します。 */
const ASKS = anyOf(
  [
    /[?？]|か(?:$|[。、])|かね|かな/,
    /教え|おしえ|知りた|ください|下さい|ほしい|欲しい|お願い/,
    /どこ|どれ|どの|どんな|何か|なにか|ある(?:の(?![でにが])|[?])|あり(?:ます|そう)|ない(?:の(?![でにが])|[か?])/,
    sequence(/見せ|出して|一覧|探して|まとめて/, /(?![^。、]{0,6}(?:ます|ましょう|予定|ことに)[^か]{0,6}$)/),
    // 取組を洗い出したい, 例を集めています: who looks for rows says so.
    /(?:見|見比べ|比べ|調べ|集め|洗い出し|拾い|拾い出し|まとめ|読み|聞き|探し)(?:て(?:お|い)き|とき)?(?:たい|て(?:い)?(?:ます|る))/,
    /(?:把握|整理|確認|拝見|リスト(?:アップ|に|化)|ピックアップ|一望|網羅)(?:して(?:お|い)き|しとき|し)?(?:たい|て(?:い)?(?:ます|る))/,
  ],
  [
    /(?:what|which|who|where|when|how|is|are|do|does|can|could|any|please|list|show|tell|give)(?![a-z])/,
    /(?:find|looking for|want to know)(?![a-z])/,
  ],
);

/** うちも何か始めたくて, behind a question: why it is asked. */
const GIVES_REASON =
  /(?:たくて|たいので|たいから|たいもので|ますので|まして|かもしれないので|かもしれなくて|ことになって|ことになったので)[。、!！…‥・.\s]*$/;
/** 残業を減らす取組を探しています asks as much as one that ends in か. */
const isQuestion = (clause: string): boolean =>
  /(?:か|かね|かな)[。\s]*$|[?？]\s*$|(?:ください|下さい)[。\s]*$|(?:知りたい|見たい|探して(?:い)?(?:る|ます)|教えてほしい)(?:です|の|ん)*(?:が|けど)?[。、\s]*$/.test(
    clause,
  );

/** A last clause that names what is looked for asks too, after one that tells of who asks: 係長になった者ですが、面談をしているところは */
const NAMES_ROWS =
  /(?:ところ|とこ|部署|局|取組|取り組み|もの|やつ|研修|制度|仕組み|工夫|方法|やり方|事例|実例|例)(?:は|って)?\s*$/;
const TELLS = /(?:です|ます|ました|でした)(?:けれども|けれど|けど|が)、?$|ので、$|て、$|[。！!]\s*$/;

/** Says only that something is asked: what, stands in the clause before it. */
const ASKS_NOTHING = sequence(
  /^[\s、]*/,
  anyOf([
    sequence(
      /(?:何か|なにか|どこか|他に|ほかに|どなたか)?\s*/,
      anyOf([
        /(?:お|ご)?(?:教え|おしえ|教示|紹介|案内|存[じ知]|知ら)[^。、]{0,14}/,
        /(?:それに)?(?:該当|当ては?ま)(?:する|る)?(?:もの|取組|取り組み|やつ|部署)[^。、]{0,20}/,
        /よろしく[^。、]{0,12}|お願い[^。、]{0,12}/,
        /(?:どんな|どういう|どのような)(?:もの|の|取組)が(?:あり|あるの?)[^。、]{0,6}/,
        /(?:あり|ない|ある)(?:ます|ません|です|の)?(?:でしょう)?か(?:ね|な)?/,
      ]),
    ),
  ]),
  /[。?？!！\s]*$/,
);
/** 同じ悩みで何か始めたところ, "the same problem": what is meant stands in the sentence before it. */
export const SAME_AS_TOLD = anyOf(
  [
    /その(?:負担|手間|悩み|つらさ|辛さ|大変さ|不安|苦労|しんどさ|問題)(?=[をが](?:少し(?:でも)?)?(?:軽|減|解[消決]|なく|和らげ|楽))/,
    sequence(
      /(?:同じ|似た|似たような|同様の|近い|こう(?:いう|いった|した)|そう(?:いう|いった|した)|こんな|そんな)(?:ような?)?/,
      /悩み|課題|問題|状況|状態|境遇|立場|環境|困りごと|事情|ケース|思い/,
      /(?:で|を(?:抱え|持っ|かかえ)(?:て(?:い)?る|た)?|の(?:ある)?|に(?:ある)?|から)?/,
    ),
  ],
  [
    sequence(
      /(?:(?:in|with|from) )?(?:the same|a similar|similar|this kind of|that kind of|such an?) /,
      /problems?|issues?|situations?|troubles?|boat|position/,
    ),
  ],
);
/** Either of those, どちらか: any of what the sentence before it names will do. */
export const ANY_OF_TOLD = anyOf(
  [/(?:どちらか|どっちか|どれか|いずれか)(?:一つ|ひとつ)?(?:だけ)?(?:でも|に|を|の|$)/],
  [/(?:either|any|one|some|both|all)(?: one)? of (?:those|them|these)(?: (?:things|problems|two))?(?![a-z])/],
);
/** What comes after it says the same better. */
const IN_OTHER_WORDS = /^.*(?:つまり|すなわち|要するに)[、,\s]*(?=.{8})/s;

/** A clause after the question that says which rows are meant, not what becomes of the answer: 新人向けのです. */
export const DESCRIBES = anyOf(
  [
    /向け|対象|関(?:する|連|係)|限(?:定|り|る)|だけ|希望|優先|特に|できれば|興味|分野/,
    /(?:の|な|い|る|た)(?:もの|やつ|ほう|方|系)?(?:が|で)(?:いい|良い|よい|お願い|嬉しい|うれしい|助か)/,
    /(?:もの|やつ|ほう|系|例)(?:です|だ)/,
  ],
  [
    /(?:especially|preferably|ideally|only|related|regarding|about|concerning|interested|for (?:new|young))(?![a-z])/,
  ],
);

/** What is told before a question and after it. */
export interface Scene {
  readonly before: string;
  readonly question: string;
  readonly after: string;
}

/** Splits "context. question" and "question. context": the question is the last clause that asks, else all of it. */
export function splitScene(text: string): Scene {
  const clauses: string[] = [];
  let from = 0;
  for (const m of text.matchAll(CLAUSE_END)) {
    const end = m.index + m[0].length;
    if (end > from && text.slice(end).trim().length >= 3) {
      clauses.push(text.slice(from, end));
      from = end;
    }
  }
  clauses.push(text.slice(from));
  const asking = clauses.findLastIndex(
    (clause, i) => ASKS.test(clause) && !(GIVES_REASON.test(clause) && clauses.slice(0, i).some(isQuestion)),
  );
  const isNamed = NAMES_ROWS.test(clauses.at(-1)!) && TELLS.test(clauses.at(-2) ?? '');
  const asked = asking < 0 && isNamed ? clauses.length - 1 : asking;
  const asksNothing = asked > 0 && ASKS_NOTHING.test(clauses[asked]!);
  const last = asksNothing ? beforeReasons(clauses, asked) : asked;
  const first = asksNothing && last === asked ? last - 1 : last;
  // 研修を知りたい。ただし新任者向けは除く: what takes something away belongs to the question.
  const end = clauses.findIndex(
    (clause, i) => i > last && (!TAKES_AWAY.test(clause) || TIME_UNWANTED.test(clause)),
  );
  const after = end < 0 ? clauses.length : end;
  const question = clauses.slice(first, after).join('');
  if (last < 0 || question === text)
    return { before: '', question: text.replace(IN_OTHER_WORDS, ''), after: '' };
  return {
    before: clauses.slice(0, first).join(''),
    question: question.replace(IN_OTHER_WORDS, ''),
    after: clauses.slice(after).join(''),
  };
}

/** …知りたいです。来月異動するかもしれないので、お願いします: where only why stands between a question and `last`, that question. */
function beforeReasons(clauses: readonly string[], last: number): number {
  const reason = clauses.findIndex((clause, i) => i < last && GIVES_REASON.test(clause));
  const asking = clauses.findLastIndex((clause, i) => i < reason && isQuestion(clause));
  return asking < 0 ? last : asking;
}

/** …？あと、…は？, "… And …?": a question, and another that begins as one more. */
const ONE_MORE = anyOf(
  [
    sequence(
      /(?<=[?？]|か[。、]|ですか|ますか|は[。、])\s*/,
      /(?:あと|それと|それから|また|ついでに|もう[1一]つ|もう[1一]点|二つ目)(?:は|に|で|、)*\s*/,
    ),
  ],
  [
    /(?<=\?) *(?:and|also|plus|second(?:ly)?|another (?:thing|question))[,:]? (?=(?:who|which|what|where|is|are|does|do|any)(?![a-z]))/,
  ],
);

/** Two things: does …, and do …? */
const TWO_THINGS = anyOf([
  sequence(
    /^[^?]{0,80}?(?:two|2|a couple of) (?:things|questions)[:.,]? *(?:first,? )?/,
    /([^?]{8,}?),? and (?=(?:is|are|do|does|who|which|what|can)(?![a-z]))/,
  ),
]);

/** AのこととBの話、両方知りたい */
const BOTH_OF_JA = sequence(
  /^(?:[^。!！]*[。!！])?/,
  /([^。、]{2,30}?)(?:のこと|の(?:話|件)|かという話|という話)と、?/,
  /([^。、]{2,30}?)(?:のこと|の(?:話|件))?(?:を)?、?両方(?:とも)?、?(?:知り|教え|おしえ|お願い|おねがい|見せ|聞き|出して)/,
);

/** The two questions of a message that has just these; null: it has one, or more. */
export function twoQuestions(text: string): readonly [string, string] | null {
  const both = BOTH_OF_JA.exec(text);
  if (both !== null) return [both[1]!, both[2]!];
  const [one, other, ...more] = text.replace(TWO_THINGS, '$1? And ').split(ONE_MORE);
  return other === undefined || more.length > 0 ? null : [one!, other];
}
