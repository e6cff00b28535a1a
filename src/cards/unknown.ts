import type { Answer } from '../question/answer.ts';
import { oneLine, truncate } from './markdown.ts';
import type { Phrases } from './subject.ts';

const MAX_WORDS = 5;
const MAX_WORD_CHARS = 40;

/** "「○○」は、資料の中に見つかりませんでした", or null. Plain text. */
export function unknownLine(answer: Answer, { say }: Phrases): string | null {
  if (answer.unknownWords.length === 0) return null;
  const quoted = answer.unknownWords
    .slice(0, MAX_WORDS)
    .map((word) => say('quote', { words: truncate(oneLine(word), MAX_WORD_CHARS) }));
  return say('unknown', { words: quoted.join(say('list.separator')) });
}
