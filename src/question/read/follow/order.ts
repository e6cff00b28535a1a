import { anyOf } from '../pattern.ts';

/** Which of several starts before the others, or after them. */
export type End = 'first' | 'last';

const FIRST_JA = '(?:先|早い|はやい|早かった|早く|はやく|早め|最初|古い|前)';
const LAST_JA = '(?:遅い|おそい|遅かった|遅く|おそく|遅め|後|あと|最後|新しい)';
const WHICH_JA = '(?:どっち|どちら|どれ)(?:の(?:ほう|方))?';
const BEGINS_JA = '(?:始ま(?:る|った)|始め(?:る|た)|開始(?:する|した)?|スタート(?:する|した)?|やる|やった)?';
const japanese = (end: string): RegExp[] => [
  new RegExp(`${WHICH_JA}(?:が|は)(?:一番|いちばん|より)?${end}`),
  new RegExp(`${end}(?:に|から|めに)?${BEGINS_JA}(?:の|ほう|方|やつ)?(?:は|って)?${WHICH_JA}`),
  new RegExp(
    `(?:^|[局課室区所会]で)${end}(?:に|から|めに)${BEGINS_JA}(?:の|ほう|方|やつ)(?:は|って)?[?？\\s]*$`,
  ),
];
/** Which of the two was supposed to start: whatever comes before the verb. */
const WHICH_EN = 'which(?: ones?| of (?:them|those|these|the (?:two|three|\\d)))?(?: [a-z]+)?';
const WILL_EN =
  '(?: (?:is|are|was|were|will|would|does|do|did|has|have|to|be|been|going|' +
  'supposed|meant|expected|planned|scheduled|due|set|likely|gets?|got))*';
const BEGINS_EN =
  '(?: (?:start(?:s|ed|ing)?|beg[iau]n(?:s|ning)?|c[oa]mes?|kick(?:s|ed)? off|launch(?:es|ed)?|happen(?:s|ed)?|goes|went|run(?:s)?|up))?';
const english = (end: string): RegExp[] => [
  new RegExp(`${WHICH_EN}${WILL_EN}${BEGINS_EN} (?:the )?${end}(?![a-z])(?! (?:one|of|in|on))`),
];
const WHICH_FIRST = anyOf(japanese(FIRST_JA), english('(?:first|earlier|earliest|sooner|soonest)'));
const WHICH_LAST = anyOf(japanese(LAST_JA), english('(?:last|later|latest)'));

/** 先に始まるのはどっち, which starts first?: the end that is asked for; null for none. */
export const endAsked = (text: string): End | null =>
  WHICH_FIRST.test(text) ? 'first' : WHICH_LAST.test(text) ? 'last' : null;

const END_ALONE = new RegExp(
  [
    `^(?:so |and )?${WHICH_EN}${WILL_EN}${BEGINS_EN} (?:the )?`,
    '(?:first|earlier|earliest|sooner|last|later|latest)[?.!\\s]*$',
  ].join(''),
  'i',
);
/** Which of the two starts earlier?: nothing but that. */
export const asksEndAlone = (text: string): boolean => END_ALONE.test(text);

/** 早いほう, the latest one: of several, by when they start. */
export const EARLIEST = anyOf(
  [
    /(?:早い|はやい|早く始まる|はやく始まる|先に始まる|早め|(?<![\u4e00-\u9fff])先)(?:の)?(?:ほう|方|やつ)(?!から|順)/,
  ],
  [
    /(?:earlier|earliest|sooner|soonest) (?:one|of)/,
    /the one (?:that|which) (?:starts|started|begins|comes) (?:first|earlier|sooner)/,
  ],
);
export const LATEST = anyOf(
  [
    /(?:遅い|おそい|遅く始まる|後に始まる|あとに始まる|遅め|(?<![\u4e00-\u9fff])後|あと)(?:の)?(?:ほう|方|やつ)(?!から|順)/,
  ],
  [/(?:later|latest) (?:one|of)/, /the one (?:that|which) (?:starts|started|begins|comes) (?:last|later)/],
);
