/**
 * Folding brings the spellings of one word together: width and case (NFKC), katakana → hiragana, small kana → large,
 * long-vowel marks dropped, English plurals and -ing/-ed endings cut, spaces and hyphens inside Japanese dropped.
 * Letters and digits become words of their own, so that 1on1, 1-on-1 and １ ｏｎ １ are one.
 */
export interface Folded {
  readonly text: string;
  /** For each character of `text`: its index in the source. One longer than `text`. */
  readonly at: Int32Array;
  /** For each character of `text`: KATAKANA where the source has it, EITHER where kana came from Latin letters. */
  readonly katakana: Uint8Array;
  readonly source: string;
}

export const HIRAGANA = 0;
export const KATAKANA = 1;
export const EITHER = 2;

const SMALL_KANA = new Map(
  [...'ぁあ ぃい ぅう ぇえ ぉお ゃや ゅゆ ょよ っつ ゎわ ゕか ゖけ'.split(' ')].map((pair) => [
    pair.charCodeAt(0),
    pair.charCodeAt(1),
  ]),
);

export const isLatin = (code: number): boolean => code >= 0x61 && code <= 0x7a;
export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isKatakana = (code: number): boolean => code >= 0x30a1 && code <= 0x30fa;
/** CJK ideographs, with 々 and 〆. */
export const isKanji = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x3400 && code <= 0x4dbf) ||
  code === 0x3005 ||
  code === 0x3006;

const LONG_VOWEL = 0x30fc;
/** Dropped between Japanese characters, a word boundary between Latin ones. */
const isJoiner = (char: string): boolean => ' -‐‑–・·_/\u3000\u00a0'.includes(char);

/** Cuts English inflection. Both sides are cut alike, so it need not be right, only the same. */
export function stem(word: string): string {
  // The product, not several teams.
  if (word === 'teams') return word;
  // nurses' work, the nurse's work.
  let w = word.replace(/(?<!')'+$/, '');
  if (w.endsWith("'s")) w = w.slice(0, -2);
  if (w.length > 4 && w.endsWith('ies')) return w.slice(0, -3) + 'y';
  if (w.length > 4 && /(?:ss|x|ch|sh)es$/.test(w)) w = w.slice(0, -2);
  else if (w.length > 3 && w.endsWith('s') && !/(?:ss|us|is)$/.test(w)) w = w.slice(0, -1);
  for (const ending of ['ing', 'ed']) {
    if (w.length >= ending.length + 4 && w.endsWith(ending)) {
      w = w.slice(0, -ending.length);
      if (w.length > 3 && w.at(-1) === w.at(-2) && !/[lse]$/.test(w)) w = w.slice(0, -1);
      break;
    }
  }
  if (w.length > 4 && w.endsWith('e')) w = w.slice(0, -1);
  return w;
}

/** Characters that fold to one character whatever stands beside them: kana and ideographs, most of any text. */
function foldedKana(code: number): number {
  if (code >= 0x3041 && code <= 0x3096) return SMALL_KANA_TABLE[code - 0x3041]!;
  if (code >= 0x30a1 && code <= 0x30f6) return SMALL_KANA_TABLE[code - 0x30a1]!;
  return code >= 0x4e00 && code <= 0x9fff ? code : 0;
}
const SMALL_KANA_TABLE = Uint16Array.from(
  { length: 0x3097 - 0x3041 },
  (_, i) => SMALL_KANA.get(0x3041 + i) ?? 0x3041 + i,
);

/** Buffers that every call fills anew: folding is called tens of thousands of times while an index is built. */
let out = new Uint16Array(256);
let at = new Int32Array(257);
let katakana = new Uint8Array(256);
let length = 0;

function push(code: number, index: number, kata: number): void {
  if (length === out.length) {
    const larger = new Uint16Array(length * 2);
    larger.set(out);
    out = larger;
    const largerAt = new Int32Array(length * 2 + 1);
    largerAt.set(at);
    at = largerAt;
    const largerKatakana = new Uint8Array(length * 2);
    largerKatakana.set(katakana);
    katakana = largerKatakana;
  }
  out[length] = code;
  at[length] = index;
  katakana[length] = kata;
  length++;
}

/** The Latin word or the number that is being read. */
const word = {
  text: '',
  /** Where it stands in the source; its last character too: ㏩ is one there and 10 and 日 here. */
  at: 0,
  end: 0,
  isDigits: false,
  /** Whether something that joins no words stood before it. */
  apart: false,
};

/** Ends the word, if there is one: cut, and set apart from the one before. */
function endWord(source: string): void {
  const { text, isDigits } = word;
  if (text === '') return;
  word.text = '';
  const last = length === 0 ? 0 : out[length - 1]!;
  // The plural of a number (1-on-1s), but not 5S.
  if (text === 's' && isDigit(last) && source[word.at] === 's') return;
  if (word.apart && (isLatin(last) || isDigit(last))) push(0x20, word.at, 0);
  const stemmed = isDigits ? text.replace(/^0+(?=\d)/, '') : stem(text);
  for (let i = 0; i < stemmed.length; i++) push(stemmed.charCodeAt(i), Math.min(word.at + i, word.end), 0);
}

/** Fills the buffers with the folded text; linear in its length. */
function foldIntoBuffers(source: string): void {
  length = 0;
  word.text = '';
  word.apart = false;
  for (let index = 0; index < source.length;) {
    const start = index;
    const point = source.codePointAt(index)!;
    index += point > 0xffff ? 2 : 1;
    const kana = foldedKana(point);
    if (kana !== 0) {
      endWord(source);
      push(kana, start, isKatakana(point) ? 1 : 0);
      word.apart = false;
      continue;
    }
    for (const char of foldedCharacter(point)) foldCharacter(char, start, source);
  }
  endWord(source);
  at[length] = source.length;
}

/** Takes one character, already in its common form, that stands at `start` of the source. */
function foldCharacter(char: string, start: number, source: string): void {
  const code = char.codePointAt(0)!;
  const latin = isLatin(code) || (code >= 0xe0 && code <= 0x17f);
  const digit = isDigit(code);
  const open = word.text !== '';
  const inWord = latin || digit || ((char === "'" || char === '’') && open && !word.isDigits);
  if (open && (!inWord || (word.isDigits !== digit && (latin || digit)))) {
    endWord(source);
    word.apart = true;
  }
  if (inWord) {
    if (word.text === '') {
      word.at = start;
      word.isDigits = digit;
    }
    word.end = start;
    word.text += char === '’' ? "'" : char;
  } else if (code === LONG_VOWEL) {
    // ミーティング and ミテイング are one.
  } else if (code === 0x3099 || code === 0x309a) {
    // Half-width ｶﾞ arrives as two characters when folded one at a time: join the voiced mark to its letter.
    const joined = length === 0 ? '' : (String.fromCharCode(out[length - 1]!) + char).normalize('NFC');
    if (joined.length === 1) out[length - 1] = joined.charCodeAt(0);
  } else if (isJoiner(char)) {
    word.apart = true;
  } else {
    const folded = foldedKana(code);
    // Emoji and other astral characters carry no word.
    push(
      folded !== 0 ? folded : code > 0xffff ? 0x3002 : code,
      start,
      folded !== 0 && isKatakana(code) ? 1 : 0,
    );
    word.apart = false;
  }
}

/** At most some thousand codes as text. `apply` takes the array as it is; spreading it would walk an iterator, ten times slower. */
const charactersOf = (codes: Uint16Array): string =>
  Reflect.apply(String.fromCharCode, null, codes) as string;

function bufferText(): string {
  let text = '';
  for (let i = 0; i < length; i += 4096) {
    text += charactersOf(out.subarray(i, Math.min(length, i + 4096)));
  }
  return text;
}

/** Folds any text; linear in its length. */
export function fold(source: string): Folded {
  foldIntoBuffers(source);
  return { text: bufferText(), at: at.slice(0, length + 1), katakana: katakana.slice(0, length), source };
}

/** ASCII needs no table. */
const foldedCharacter = (point: number): string =>
  point < 0x80
    ? String.fromCharCode(point).toLowerCase()
    : String.fromCodePoint(point).normalize('NFKC').toLowerCase();

/** The same for kana that were typed as Latin letters, which do not tell hiragana from katakana. */
export function foldRomaji(kana: string): Folded {
  const folded = fold(kana);
  return { ...folded, katakana: folded.katakana.fill(EITHER) };
}

/** The folded text alone. */
export function foldText(source: string): string {
  foldIntoBuffers(source);
  return bufferText();
}

/** The source text behind the folded characters [start, end). */
export function sourceOf(folded: Folded, start: number, end: number): string {
  return folded.source.slice(folded.at[start], folded.at[end]).trim();
}
