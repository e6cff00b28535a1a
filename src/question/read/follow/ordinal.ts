import { anyOf, sequence } from '../pattern.ts';

const NUMBERS = '一二三四五六七八九';
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** What may follow 2つ目: a particle, the end, or what is asked of it. */
const AFTER = new RegExp(
  [
    '(?:の(?:もの|やつ|ヤツ|取組|取り組み|件|ほう|方|の)?)?',
    '(?:は|を|に(?:ついて|関して|戻)|へ戻|って|、|も|が|だけ|\\s|$|[.?？。]|詳|くわ|教|見せ|いつ|どこ|誰|何|の(?!月|年|方))',
  ].join(''),
).source;
const JA = new RegExp(
  [
    '^(?:上から|その|(?:さっき|先ほど|さきほど|前)の)?(?:',
    '(\\d{1,2}|[一二三四五六七八九])(?:番[目め]?|[件つ個こ本]目|[つこ]め)|',
    '((?:一番|いちばん)?最初|(?:一番|いちばん)上|先頭|上(?=の(?:やつ|ほう|方|もの)))|',
    '((?:一番|いちばん)?最後|(?:一番|いちばん)下|末尾|ラスト|下(?=の(?:やつ|ほう|方|もの)))|',
    '(?:下|後ろ|最後)から(\\d{1,2}|[一二三四五六七八九])(?:番[目め]?|[件つ個こ本]目|[つこ]め)|',
    // ①, 2.: folded to digits.
    '(\\d{1,2})(?=(?:\\.|は|を|の(?:やつ|詳|内容|部署|時期|備考)|って|番)?(?:詳しく|教えて|見せて)?[\\s.?？。]*$)',
    `)${AFTER}`,
  ].join(''),
);

const EN_ORDINAL =
  /(?:(first|second|third|fourth|fifth|sixth|seventh|eighth)|(\d{1,2})(?:st|nd|rd|th)|(top)|(last|bottom))/;
const EN_TAIL =
  /[\s?.!,;:-]*(?:(?:(?:please|tell me more|(?:more )?details?|in (?:more )?detail|more|wh(?:en|o|ere|y))[\s,]*){1,4}(?:[?.!][\s?.!]*)?)?$/;
const EN = anyOf(
  [],
  [
    // Whatever is asked of "the first one"; but not which one is first.
    sequence(
      /(?:the )?/,
      EN_ORDINAL,
      / (?:one|item|entry|row)(?:'s)?(?: (?:of|on|in) (?:them|these|those|the list))?(?! to (?:start|begin))(?![a-z])/,
    ),
  ],
);
const EN_WHOLE = anyOf(
  [],
  [
    sequence(
      /^(?:(?:what|how) about |and |tell me (?:more )?about |show (?:me )?|open |details (?:of|on) |when (?:did|does|will) )*(?:the )?/,
      /(?:(first|second|third|fourth|fifth|sixth|seventh|eighth)|(\d{1,2})(?:st|nd|rd|th)|(top)|(last|bottom))/,
      /(?: initiative| of (?:them|these|those))?(?: (?:start|begin|about|in detail))?/,
      EN_TAIL,
    ),
  ],
);
const EN_NUMBER = anyOf(
  [],
  [
    sequence(
      /^(?:(?:what|how) about |and |tell me (?:more )?about |show (?:me )?)*(?:number|no\.?|#) ?(\d{1,2})/,
      EN_TAIL,
    ),
  ],
);

const MIDDLE = anyOf(
  [
    /^(?:真ん中|まん中|まんなか|中央(?=のやつ)|間)(?:の(?:もの|やつ|ほう|方|の)?)?(?:は|を|って|が|、|$|[?？\s]|いつ|どこ|誰|何|詳)/,
  ],
  [/(?:the )?middle (?:one|item|row)(?![a-z])/],
);
const FROM_END_EN = anyOf([
  sequence(
    /(?:the )?/,
    /(?:(second|2nd|third|3rd)[ -](?:to|from)[ -](?:the )?(?:last|end|bottom)|(next[ -]to[ -]last|penultimate|last but one))/,
    /(?![a-z])/,
  ),
]);

/** The one in the middle of a list of any length. */
export const MIDDLE_OF_LIST = 'middle';

/** Which of a list a message means, counted from the first (0) or the last (-1); null: it counts none. */
export function positionIn(text: string): number | typeof MIDDLE_OF_LIST | null {
  if (MIDDLE.test(text)) return MIDDLE_OF_LIST;
  const fromEnd = FROM_END_EN.exec(text);
  if (fromEnd !== null) return /third|3/i.test(fromEnd[1] ?? '') ? -3 : -2;
  const japanese = JA.exec(text);
  if (japanese !== null) {
    const [, counted, first, last, fromEnd, digits] = japanese;
    if (first !== undefined) return 0;
    if (last !== undefined) return -1;
    if (fromEnd !== undefined) return -numberOf(fromEnd);
    return numberOf(counted ?? digits!) - 1;
  }
  const number = EN_NUMBER.exec(text)?.[1];
  if (number !== undefined) return Number(number) - 1;
  const english = EN.exec(text) ?? EN_WHOLE.exec(text);
  if (english === null) return null;
  const [, word, digits, top] = english;
  if (word !== undefined) return ORDINALS.indexOf(word.toLowerCase());
  if (digits !== undefined) return Number(digits) - 1;
  return top === undefined ? -1 : 0;
}

const numberOf = (typed: string): number =>
  NUMBERS.includes(typed) ? NUMBERS.indexOf(typed) + 1 : Number(typed);
