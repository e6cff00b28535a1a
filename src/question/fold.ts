/**
 * Folding brings the spellings of one word together: width and case (NFKC), katakana → hiragana, small kana → large,
 * long-vowel marks dropped, English plurals and -ing/-ed endings cut, spaces and hyphens inside Japanese dropped.
 * Letters and digits become words of their own, so that 1on1, 1-on-1 and １ ｏｎ １ are one.
 */
export interface Folded {
  readonly text: string;
  /** For each character of `text`: its index in the source. One longer than `text`. */
  readonly at: Int32Array;
  /** For each character of `text`: 1 when the source has katakana there. */
  readonly katakana: Uint8Array;
  readonly source: string;
}

const SMALL_KANA = new Map(
  [...'ぁあ ぃい ぅう ぇえ ぉお ゃや ゅゆ ょよ っつ ゎわ ゕか ゖけ'.split(' ')].map((pair) => [
    pair.charCodeAt(0),
    pair.charCodeAt(1),
  ]),
);

export const isLatin = (code: number): boolean => code >= 0x61 && code <= 0x7a;
export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
export const isHiragana = (code: number): boolean => code >= 0x3041 && code <= 0x309f;
export const isKatakana = (code: number): boolean => code >= 0x30a1 && code <= 0x30fa;
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
  let w = word;
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

/** Folds any text; linear in its length. */
export function fold(source: string): Folded {
  const out: number[] = [];
  const at: number[] = [];
  const katakana: number[] = [];
  const push = (code: number, index: number, kata: number): void => {
    out.push(code);
    at.push(index);
    katakana.push(kata);
  };
  let word = '';
  let wordAt = 0;
  let wordIsDigits = false;
  let pendingSpace = false;
  const flush = (): void => {
    if (word === '') return;
    const last = out.at(-1);
    // The plural of a number (1-on-1s), but not 5S.
    if (word === 's' && last !== undefined && isDigit(last) && source[wordAt] === 's') {
      word = '';
      return;
    }
    if (pendingSpace && last !== undefined && (isLatin(last) || isDigit(last))) push(0x20, wordAt, 0);
    pendingSpace = false;
    const stemmed = wordIsDigits ? word.replace(/^0+(?=\d)/, '') : stem(word);
    for (let i = 0; i < stemmed.length; i++) push(stemmed.charCodeAt(i), wordAt + i, 0);
    word = '';
    pendingSpace = true;
  };
  let index = 0;
  for (const raw of source) {
    const start = index;
    index += raw.length;
    for (const char of raw.normalize('NFKC').toLowerCase()) {
      const code = char.codePointAt(0)!;
      const latin = isLatin(code) || (code >= 0xe0 && code <= 0x17f);
      const digit = isDigit(code);
      if (latin || digit || ((char === "'" || char === '’') && word !== '' && !wordIsDigits)) {
        if (word !== '' && wordIsDigits !== digit) flush();
        if (word === '') {
          wordAt = start;
          wordIsDigits = digit;
        }
        word += char === '’' ? "'" : char;
        continue;
      }
      flush();
      if (code === LONG_VOWEL || code === 0x3099 || code === 0x309a) {
        // Half-width ｶﾞ arrives as two characters when folded one at a time: join the voiced mark to its letter.
        if (code !== LONG_VOWEL && out.length > 0) {
          const joined = (String.fromCharCode(out.at(-1)!) + char).normalize('NFC');
          if (joined.length === 1) out[out.length - 1] = joined.charCodeAt(0);
        }
        continue;
      }
      if (isJoiner(char)) {
        pendingSpace = true;
        continue;
      }
      if (isKatakana(code)) {
        const hira = code - 0x60;
        push(SMALL_KANA.get(hira) ?? hira, start, 1);
      } else if (code > 0xffff) {
        // Emoji and other astral characters carry no word.
        push(0x3002, start, 0);
      } else {
        push(SMALL_KANA.get(code) ?? code, start, 0);
      }
      pendingSpace = false;
    }
  }
  flush();
  at.push(source.length);
  let text = '';
  for (let i = 0; i < out.length; i += 4096) text += String.fromCharCode(...out.slice(i, i + 4096));
  return { text, at: Int32Array.from(at), katakana: Uint8Array.from(katakana), source };
}

/** The folded text alone. */
export const foldText = (source: string): string => fold(source).text;

/** The source text behind the folded characters [start, end). */
export function sourceOf(folded: Folded, start: number, end: number): string {
  return folded.source.slice(folded.at[start], folded.at[end]).trim();
}
