import { anyOf, sequence } from '../pattern.ts';

/** うちの, そこの局には: of the department of what is at hand. */
const OWN_JA =
  /(?:うち|そこ|ここ|そちら|そっち|同じ|その|この)(?:の?(?:部署|局|課|区役所|区|部|室|事務局|ところ|とこ))?(?:の|には|に|では|で|は)?[、\s]*/;
const COUNTED = '(?:[1-9一二三四五]|ひと|ふた|み|いっ)(?:つ|っつ|個|コ|こ|件|本|点|ヶ所?)';
/** もう一つのほう, あと2つ, the other one: of a list or a department, what is left of it. */
export const OTHER_ONE = anyOf(
  [
    sequence(
      new RegExp(`^(?:${OWN_JA.source})?`),
      anyOf([
        new RegExp(
          `もう(?:いっぽう|一方|片方|片っぽ|片っ方|かたほう|${COUNTED})|(?:あと|残り|のこり)の?(?:${COUNTED})`,
        ),
        /他方|(?:反対|逆)(?=側|の?(?:ほう|方|やつ)|の?(?:は|って)?[?？\s]*$)/,
        /(?:(?:じゃ)?ない|違う|ちがう|別の?|(?:ほか|他)の)(?:ほう|方|やつ)(?!法|針|向)/,
        new RegExp(`(?:ほか|他)の(?:${COUNTED})`),
        /(?:残り|のこり)の(?:やつ|ほう|方|もの|取組)/,
        /(?:残り|のこり)(?:は|って)[、\s]*(?=いつ|何月|誰|だれ|どんな|どういう)/,
      ]),
    ),
  ],
  [
    sequence(
      /^(?:(?:and|what about|tell me about|show me|(?:when|where|how|why|who|what)(?:'s| (?:is|was|are|does|did|do|will|runs))) )*/,
      anyOf([
        /the (?:other|remaining)(?: (?:ones?|two|three)(?![a-z])|(?= (?:start|begin|about|for|held))|(?=[?.!\s]*$))/,
        /the (?:last )?one (?:left|remaining|that(?: i|')s left)(?: over)?(?![a-z])/,
      ]),
    ),
  ],
);
/** Action 7のほかに議会局がしていることは: what is left out, and of what. */
export const BESIDE_NAMED =
  /^(.{2,20}?)(?:のほか|の他|以外)(?:に|で|には|では)、? ?(?=[^。]*(?:して|やって|あ[るり]|取り?組|何))(.{3,})$/;
/** 教育局、他に何やってるの: of that department, but what was answered. */
export const ELSE_OF = anyOf(
  [
    /(?:、|は|で|って|の)?(?:他|ほか)(?:に|は|には|にも|にはも)(?:何|なに|どんな|ある|あり|やって|して|[?？]|$)/,
    /あと(?:は|に)?(?:何|なに|どんな)/,
    /(?:他|ほか)\s?に\s?は[?？。\s]*$/,
    /(?:これ|それ|こちら|そちら)(?:以外|の(?:他|ほか))(?:に|で|は|だと)+(?:何|なに|どんな|ある|あり|[?？\s]*$)/,
    /の(?:他|ほか)のも(?:[?？。\s]*$|見|教|出|知|お願)|のもう(?:一|1|ひと)(?:つ|個|件)(?:の(?:ほう|方|やつ))?(?:は|って|も|[?？。\s]|$)/,
    /(?:他|ほか)\s?の\s?(?:取組|取り組み|とりくみ|もの|やつ|(?:は|も|って)?[?？。\s]*$)/,
    /(?:の|で)?(?:残り|(?:他|ほか)の?|あと)(?:の)?(?:\d|[一二三四五六七八九])(?:つ|個|件|本)/,
    /(?:には|に|は|の)?(?:もう|あと)(?:\d|[一二三四五])(?:つ|個|件|本)(?:は|が|も)?(?:ある|あり|あった|何|なに|なん)/,
    BESIDE_NAMED,
    /の残り(?:は|も|って|全部)?[?？。\s]*$/,
    /(?:は|って|で)?(?:それ|これ)(?:だけ|のみ|で全部|で終わり)(?:です|なの|でした)?か?[?？。\s]*$/,
  ],
  [
    /what else|anything else|other (?:initiatives|things)|(?:besides|apart from|other than|beyond) (?:that|this|it|those|these)(?![a-z])/,
    /(?:other|remaining) (?:two|three|four|\d|ones)(?![a-z])|is that (?:all|it|everything)|the rest(?![a-z])/,
    /(?:ha[sd]|have|is|was|were|are)(?: there)?(?: also)? (?:(?:one|two|three|\d) more|another(?: one)?)(?![a-z])/,
  ],
);
/** 区役所のは全部: whatever was asked of it before. */
export const ALL_OF_IT = anyOf(
  [/の?(?:は|を)?(?:全部|すべて|全て|ぜんぶ|全件)/],
  [/(?:all|everything)(?![a-z])/],
);
export const ELSE = anyOf(
  [/他|ほか|別の|もう(?:ひとつ|[一1][つ個件本点])|残り/],
  [/(?:else|other|another)(?![a-z])/],
);

/** Whether what is left is of the department of what is at hand (うちのもう一個), whatever list that stood in. */
export const isOfOwn = (text: string): boolean => OWN_LEFT.test(text);
const OWN_LEFT = new RegExp(
  `^(?:${OWN_JA.source})(?=もう|あと|残り|のこり|他|ほか|別)|[、\\s](?:うち|そこ)の[?？。\\s]*$`,
);

/** How many are left (あと2つ, the remaining one); null where it does not say. */
export function leftCounted(text: string): number | null {
  const [, japanese, other, more] = LEFT_COUNTED.exec(text) ?? [];
  const english = other ?? more;
  if (japanese !== undefined) return Number(NUMBERS_JA[japanese] ?? japanese);
  return english === undefined ? null : (NUMBERS_EN[english.toLowerCase()] ?? null);
}
const LEFT_COUNTED = new RegExp(
  [
    '(?:もう|あと|残り|のこり|他|ほか)の?([1-9一二三四五]|ひと|ふた|み|いっ)(?:つ|っつ|個|コ|こ|件|本|点)|(?:other|remaining|last)',
    ' (one|two|three|four)(?![a-z])|(?<![a-z])(one|two|three) more(?![a-z])',
  ].join(''),
  'i',
);
const NUMBERS_JA: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  ひと: 1,
  いっ: 1,
  ふた: 2,
  み: 3,
};
const NUMBERS_EN: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4 };

/** 全部署で、それ以降に…: of all departments, before what is said of the time. */
export const WIDE_LEAD =
  /^(?:全部署|全庁|全局|(?:全部|全て|すべて)の部署|市全体|庁内全体)(?:で(?:は)?|だと|なら)?[、,\s]*(?=.)/;

/** … in all departments, after a time. */
export const IN_ALL = new RegExp(
  [
    '^(?:\\d{1,2}月|[今来先翌]月|[今来]年度)(?:の|は|分)?(?:全部|全て|すべて|ぜんぶ|全件)[^。]{0,6}$|',
    '[、,\\s](?:(?:全部|全て|すべて)の(?:部署|局|課|区)|全部署|全庁|全局|市全体)(?:で|では|だと|なら)?[?？。\\s]*$|,? (?:in|for|across) (?:a',
    'll|every) (?:departments?|bureaus?|offices?)[?\\s]*$',
  ].join(''),
  'i',
);

/** ほかの局で検討って書いてあるのは: what was asked for, in other departments. */
export const ELSEWHERE_THAT =
  /^(?:他|ほか|別|よそ)の?(?:部署|局|課|区役所|区|ところ|とこ)で(?!も).{2,}(?:の|もの|やつ|ところ|とこ)(?:は|って)?[?？\s]*$/;
