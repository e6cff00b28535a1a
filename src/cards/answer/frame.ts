import type { Answer } from '../../question/answer.ts';
import { button, type Json, type Model } from '../button.ts';
import { MAX_QUESTION_CHARS } from '../actions.ts';
import { headline } from '../words/headline.ts';
import type { Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import type { Context } from '../words/row.ts';
import { nearModel } from './row-model.ts';
import { sourceLine } from '../words/source-line.ts';
import { understoodLine } from '../words/understood.ts';
import { unknownLine } from '../words/unknown.ts';

const MAX_HEADLINE_CHARS = 240;

/** The fields that every card has; `speak` is plain text. */
export function baseModel(headlineText: string, context: Context): Model {
  const text = truncate(headlineText, MAX_HEADLINE_CHARS);
  return {
    lang: context.lang,
    speak: text,
    headline: escapeMarkdown(text),
    source: escapeMarkdown(sourceLine(context)),
  };
}

function alternativeModel({ alternative }: Answer, limits: Limits, { say, lang }: Context): Json {
  const maxChars = limits.near === 0 ? limits.line : MAX_QUESTION_CHARS;
  const isOffered = alternative !== null && alternative.question.length <= maxChars;
  return {
    hasAlternative: isOffered,
    alternative: isOffered
      ? [
          button(say(`alternative.${alternative.kind}`, { count: alternative.count }), {
            do: 'ask',
            question: alternative.question,
            lang,
          }),
        ]
      : [],
  };
}

/** Everything around the rows of an answer: headline, what was understood, near misses, the other reading. */
export function frameModel(answer: Answer, limits: Limits, context: Context): Model {
  const { say } = context;
  const near = answer.nearMisses.slice(0, limits.near).map((hit) => nearModel(hit, limits, context));
  const isEmpty = answer.hits.length === 0 && answer.departments.length === 0;
  return {
    ...baseModel(truncate(headline(answer, context), limits.line), context),
    understood: escapeMarkdown(truncate(understoodLine(answer, context) ?? '', limits.line)),
    unknown: escapeMarkdown(unknownLine(answer, context) ?? ''),
    hasNear: near.length > 0,
    nearHeading: say(isEmpty ? 'near.heading.none' : 'near.heading'),
    near,
    ...alternativeModel(answer, limits, context),
  };
}
