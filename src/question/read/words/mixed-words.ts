import { isKanji, type Folded } from '../../../text/fold.ts';
import type { Vocabulary } from '../../index/vocabulary.ts';
import type { ReadingContext, Span } from './token.ts';

/** A word half in kanji, half in kana: 研しゅう, けん修, 育じ休業. */
export interface MixedWord extends Span {
  readonly concept: number;
  /** The part in kana, folded. */
  readonly kana: string;
}

const KANJI_OF_WORD = 3;
const KANA_OF_WORD = 7;
/** What may stand right beside the kana of a word. */
const PARTICLE = /[のをがはにともで]/;
const ENDS_IN_PARTICLE = /[のをがはにと]$/;
/** 支えて, 行った: more likely a verb's ending than the end of a reading. */
const VERB_ENDING = /^.{0,2}[てでたるくり]$/;

/** Finds words of which part is written in kana where a concept has them in kanji; the longest at each place. */
export function findMixedWords(folded: Folded, { lexicon, vocabulary }: ReadingContext): MixedWord[] {
  const found: MixedWord[] = [];
  for (let at = 1; at < folded.text.length; at++) {
    const turns = isHiragana(folded, at) !== isHiragana(folded, at - 1);
    if (!turns || at < (found.at(-1)?.end ?? 0)) continue;
    const word = isHiragana(folded, at)
      ? kanaAfter(folded, at, vocabulary)
      : kanaBefore(folded, at, vocabulary);
    if (word !== null && !lexicon.hasSense(word.kana, 'stop')) found.push(word);
  }
  return found;
}

/** 手つづき, 育じ休業: kanji, kana and perhaps kanji again; the kana begin at `at`. */
function kanaAfter(folded: Folded, at: number, vocabulary: Vocabulary): MixedWord | null {
  const { text } = folded;
  const start = kanjiStart(text, at);
  const kanaEnd = runEnd(at, (i) => isHiragana(folded, i));
  if (start === at) return null;
  for (let end = Math.min(kanaEnd, at + KANA_OF_WORD); end > at; end--) {
    if (end < kanaEnd && !PARTICLE.test(text.charAt(end))) continue;
    const last = end === kanaEnd ? runEnd(end, (i) => isKanji(text.charCodeAt(i))) : end;
    for (let to = Math.min(last, end + KANJI_OF_WORD); to >= end; to--) {
      if ((to === end ? VERB_ENDING : ENDS_IN_PARTICLE).test(text.slice(at, end))) continue;
      const concept = vocabulary.mixed(text.slice(start, at), text.slice(at, end), text.slice(end, to));
      if (concept !== null) return { start, end: to, concept, kana: text.slice(at, end) };
    }
  }
  return null;
}

/** けん修: kana and then kanji, which begin at `at`. */
function kanaBefore(folded: Folded, at: number, vocabulary: Vocabulary): MixedWord | null {
  const { text } = folded;
  const last = runEnd(at, (i) => isKanji(text.charCodeAt(i)));
  let first = at;
  while (first > 0 && at - first < KANA_OF_WORD && isHiragana(folded, first - 1)) first--;
  for (let start = first; start < at - 1; start++) {
    if (ENDS_IN_PARTICLE.test(text.slice(start, at))) continue;
    if (isHiragana(folded, start - 1) && !PARTICLE.test(text.charAt(start - 1))) continue;
    for (let end = Math.min(last, at + KANJI_OF_WORD); end > at; end--) {
      const concept = vocabulary.mixed('', text.slice(start, at), text.slice(at, end));
      if (concept !== null) return { start, end, concept, kana: text.slice(start, at) };
    }
  }
  return null;
}

const isHiragana = ({ text, katakana }: Folded, i: number): boolean =>
  text.charCodeAt(i) >= 0x3041 && text.charCodeAt(i) <= 0x309f && katakana[i] === 0;

function kanjiStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < KANJI_OF_WORD && isKanji(text.charCodeAt(start - 1))) start--;
  return start;
}

function runEnd(start: number, belongs: (i: number) => boolean): number {
  let end = start;
  while (belongs(end)) end++;
  return end;
}
