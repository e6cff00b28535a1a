import { COUNTERS, SIGNS } from './fact-signs.ts';

/** 何本, 何名, いくら: a number of these. */
export function counterAsked(text: string): RegExp | null {
  const counter =
    COUNTED_THING.exec(text)?.[1] ??
    /([席台室枚冊])(?:は|って|が|の数は)?(?:いくつ|何個)/.exec(text)?.[1] ??
    (/いくら/.test(text) ? '円' : undefined);
  if (counter === undefined) return null;
  const told = counter === '人' ? '[人名]' : counter === '円' ? '[千万億]?円' : counter;
  return new RegExp(`[0-9０-９一二三四五六七八九十]\\s?${told}`);
}
const COUNTED_THING = new RegExp(`(?:何|いくつの)(${COUNTERS})`);

/** 何語: several of these. */
export function kindAsked(text: string): RegExp | null {
  const kind = /(?:何|いくつの)(語|職|科|系|色|学部|線|県|国|市)/.exec(text)?.[1];
  return kind === undefined ? null : new RegExp(`[^\\s、。・]${kind}`, 'g');
}

const WENT = new RegExp(
  [
    'どこ(?:に|へ|を|まで)(?:行|い[くきっ]|回|まわ|巡|訪|見)|どこ(?:行っ|行く|回っ|見に)',
    '(?:which|what) (?:cit(?:y|ies)|universit(?:y|ies)|schools?|places?) (?:did|do|does|have|has|will|are|were) (?:they|it|you|we|people)',
    'where (?:did|do|have|will|are) they (?:go|been|going|visit)',
    '(?:行く|行った|訪れ|訪問|視察|回る)[^。]{0,6}(?:市|都市|大学|学校|会社|先)(?:は|って)?[?？\\s]*$',
  ].join('|'),
  'i',
);

/** 何本, どこを回ってる: what a row says that tells such a thing. */
export const tellingOf = (text: string): RegExp | null =>
  counterAsked(text) ?? (WENT.test(text) ? SIGNS.where[1]![0] : null);

const DIGITS = '一二三四五六七八九';
const NUMBER = new RegExp(`([0-9]+|[${DIGITS}])\\s?(${COUNTERS})(?!目)`);
/** 5本あるほう: that number of that, as a row writes it; null where the text has none. */
export function numberIn(text: string): RegExp | null {
  const [, typed, counter] = NUMBER.exec(text.normalize('NFKC')) ?? [];
  if (typed === undefined) return null;
  const number = DIGITS.includes(typed) ? DIGITS.indexOf(typed) + 1 : Number(typed);
  const ways = [String(number), fullWidth(number), DIGITS[number - 1]].filter(Boolean).join('|');
  return new RegExp(`(?<![0-9０-９])(?:${ways})\\s?${counter === '人' ? '[人名]' : counter!}`);
}
const fullWidth = (number: number): string =>
  String(number).replaceAll(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0));
