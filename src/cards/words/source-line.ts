import { oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from './row.ts';
import { monthWords } from './schedule-words.ts';

const MAX_TITLE_CHARS = 120;

/** Where the rows come from, with its date. Plain text. */
export function sourceLine(context: Context): string {
  const { source } = context.data;
  const date =
    context.lang === 'ja' || source.date === null ? source.dateText : monthWords(source.date, context);
  return context.say('source', {
    title: truncate(oneLine(source.title), MAX_TITLE_CHARS),
    date: oneLine(date),
    publisher: truncate(oneLine(source.publisher), MAX_TITLE_CHARS),
  });
}
