import { cleanQuestion } from '../clean.ts';
import { anyOf, sequence } from '../pattern.ts';

/** What tells one row from others, and what is asked of it: 緑区のやつ、対象はどんな人. */
export interface Pointer {
  readonly thing: string;
  readonly asked: string;
  /** How it points: at one of several (やつ, ほう, one), at what a の stands for, or by naming a thing before the question. */
  readonly by: 'one' | 'of' | 'name';
}

const LEAD_JA = /^(?:(?:じゃあ?|では|で|あと|あ|ちなみに|[そこ]の(?:中|うち|なか)(?:で|の|だと)?)[、\s]*)*/;
const LEAD_EN =
  /^(?:(?:and|so|ok|then|oh|of (?:those|them|these)|from (?:those|them|these)|what about|how about),? )*/i;
/** A question, or a request, of what was pointed at. */
const ASKS_JA =
  /何|なに|なん[のでてにが]|どう|どの|どこ|どれ|どん|いつ|だれ|誰|どなた|なぜ|いく[らつ]|[かのけ][?？。\s]*$|[?？]\s*$|もう|まだ|内訳|内容|詳し|くわし|詳細|教え|見せ|説明|目的|対象|時期/;
const ASKS_EN = anyOf([
  sequence(
    /(?<![a-z])/,
    anyOf([
      /what|how|who|whom|whose|which|when|where|why|since|until|is|are|was|were|has|have|had|does|do|did|will|can|any|details?/,
      /more/,
    ]),
    /(?![a-z])/,
  ),
]);

const AFTER_JA = '(?:は|が|って|を|の|、|だと|なら)?[、\\s]*(?!(?:は|って|を|が)?[?？]*$)(.{2,})$';
const POINTERS_JA = [
  `^(.{1,24}?)(?:の|な)?(?:やつ|ヤツ|のもの)${AFTER_JA}`,
  `^(.{1,24}?)(?:の(?:ほう|方)|(?<=[るたいうな])(?:ほう|方)(?!法|針|向|々))${AFTER_JA}`,
  '^([^はがを、]{2,24}?)(?:の(?:は|って)|(?<![るただいな])の、)[、\\s]*(.{2,})$',
  // 視察、残りはどこ
  '^(?![他別]|ほか)([^はがをでと、]{2,10}?)(?<!取組|もの|こと)(?:[、:：]|\\s[-–—]\\s)\\s*(?=もう|' +
    'まだ|いつ|どこ|誰|だれ|何|なに|なん|どう|どの|いくら|残り|次|対象|時期|目的|内容|時間|場所)([^、]{2,16})$',
].map((source) => new RegExp(source));
const KINDS_JA: readonly Pointer['by'][] = ['one', 'one', 'of', 'name'];

const WORDS_EN = "[a-z0-9][a-z0-9' &-]{1,40}?";
const ONE = "ones?(?:['’]s)?(?![a-z])";
const POINTERS_EN = [
  `^(?:the|that|this) (?<thing>${WORDS_EN}) ${ONE}(?<asked>.{3,})$`,
  `^(?:the|that|this) ones? (?:about|with|in|from|at|for|on|of|by|where|` +
    `that|which|who) (?<thing>[a-z0-9' &-]{2,40}?)[,:;?!-]+(?<asked>.{3,})$`,
  // visits - where have they been?; is the survey this month too?
  `^(?:the |that |their )?(?<thing>${WORDS_EN})(?: [-–—]|:|,)+ ?(?<asked>(?:(?:and|` +
    `so) )?(?:wh[a-z]+|how|since|until|is|are|was|were|has|have|does|do|did|will|any)(?![a-z]).*)$`,
  `^(?<asked>(?:what|how|who|which|when|where|why|is|are|was|were|has|does|` +
    `do|did|will|can)(?![a-z]).*? )(?:the|that) (?<thing>(?![^?]* (?:of|for|in|at) the )${WORDS_EN}) ${ONE}`,
].map((source) => new RegExp(source, 'i'));

/** R9年度からのものって、何がある？: all of them are asked for. */
const WHATEVER = /^(?:何|なに|どんなの|どれ)が(?:ある|あり)/;
const SAYS_ONE = /(?<![a-z])ones?(?![a-z])/i;
const found = (pattern: RegExp, text: string): readonly [string, Readonly<Record<string, string>>] => {
  const match = pattern.exec(text);
  return [match?.[0] ?? '', match?.groups ?? {}];
};

/** The part of a message that points at a row, and what it asks of it; null where it does not say both apart. */
export function pointerIn(text: string): Pointer | null {
  const cleaned = cleanQuestion(text);
  const japanese = cleaned.replace(LEAD_JA, '');
  for (const [kind, pattern] of POINTERS_JA.entries()) {
    const [, thing, asked] = pattern.exec(japanese) ?? [];
    if (thing !== undefined && ASKS_JA.test(asked!) && !WHATEVER.test(asked!))
      return { thing, asked: asked!, by: KINDS_JA[kind]! };
  }
  const english = cleaned.replace(LEAD_EN, '');
  for (const pattern of POINTERS_EN) {
    const [said, { thing, asked }] = found(pattern, english);
    if (thing !== undefined && ASKS_EN.test(asked!))
      return { thing, asked: asked!, by: SAYS_ONE.test(said) ? 'one' : 'name' };
  }
  return null;
}
