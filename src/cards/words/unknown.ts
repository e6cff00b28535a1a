import type { Answer } from '../../question/answer.ts';
import { headline } from './headline.ts';
import { oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from './row.ts';
import { departmentNames } from './subject.ts';

const MAX_WORDS = 5;
const MAX_WORD_CHARS = 40;
const MAX_OTHERS = 5;

/**
 * "「○○」は、資料の中に見つかりませんでした", or null when the headline has said so already; where it is asked who does not
 * do something: who does. Plain text.
 */
export function unknownLine(answer: Answer, phrases: Context): string | null {
  const { departmentsAsk } = answer;
  if (departmentsAsk?.kind === 'without') return othersLine(departmentsAsk.others, phrases);
  const { say } = phrases;
  const quoted = answer.unknownWords
    .slice(0, MAX_WORDS)
    .map((word) => say('quote', { words: truncate(oneLine(word), MAX_WORD_CHARS) }));
  const isNothing = answer.hits.length === 0 && answer.departments.length === 0;
  const said = isNothing ? headline(answer, phrases) : '';
  if (quoted.every((word) => said.includes(word))) return null;
  return say('unknown', { words: quoted.join(say('list.separator')) });
}

function othersLine(others: readonly string[], phrases: Context): string | null {
  if (others.length === 0) return null;
  const names = departmentNames(others.slice(0, MAX_OTHERS), phrases);
  const hidden = others.length - MAX_OTHERS;
  const params = { departments: names, count: others.length, more: hidden };
  return phrases.say(hidden > 0 ? 'without.othersAndMore' : 'without.others', params);
}
