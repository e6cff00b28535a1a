/** Line breaks and other control characters. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Invisible and direction-changing characters hide what a text says; U+200D stays: it holds emoji together. */
const INVISIBLE = /(?!\u200d)\p{Cf}/gu;

/** Spelled with ASCII, kana, kanji, their punctuation and single spaces alone, as most texts are: nothing to mend. */
const ORDINARY = wordsOf('[\\x21-\\x7e\\u2010-\\u2027\\u3001-\\u30ff\\u4e00-\\u9fff\\uff01-\\uffee]+');

function wordsOf(word: string): RegExp {
  return new RegExp(`^(?:${word}(?: ${word})*)?$`);
}

/** The text on one line, without characters that cannot be seen and without broken surrogates. */
export function oneLine(text: string): string {
  if (ORDINARY.test(text)) return text;
  return text.toWellFormed().replace(INVISIBLE, '').replace(CONTROL, ' ').replace(/\s+/g, ' ').trim();
}

/** The text's lines, each as by {@link oneLine}; empty lines are left out. */
export function lines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(oneLine)
    .filter((line) => line !== '');
}

/** A word in Latin letters that a cut would part, with what stands before it. */
const PARTED_WORD = /[\s([{“"'／、。・][\p{Script=Latin}\d'’-]{1,20}$/u;

/** The first characters of a text with "…" when it was longer; never half of a surrogate pair or of an English word. */
export function truncate(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
  const start = text.slice(0, end);
  const isParted = /[\p{Script=Latin}\d]/u.test(text.charAt(end)) && PARTED_WORD.test(start);
  return `${(isParted ? start.replace(PARTED_WORD, '') : start).trimEnd()}…`;
}

/** Whatever {@link escapeMarkdown} might escape. */
const MARKUP = /[\\`*_~[\]<>{&]|^[#\-+=\d]/;

/**
 * One line of text from data or people for a TextBlock, which renders Markdown and {{DATE(…)}}
 * (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format).
 * Escapes only what could take effect, so that a client without escapes shows as few backslashes as possible.
 */
export function escapeMarkdown(text: string): string {
  const line = oneLine(text);
  if (!MARKUP.test(line)) return line;
  return line
    .replace(/[\\`*_~[\]<>]/g, '\\$&')
    .replace(/\{(?=\{)/g, '{\\')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(#{1,6}|[-+=])(?=\s|$|[-+=])/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
