import type { Answer } from '../../question/answer.ts';
import { MAX_QUESTION_CHARS } from '../actions.ts';
import { button, type Json, type Model, textWidth } from '../button.ts';
import type { Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import { headline, saysAll } from '../words/headline.ts';
import type { Context } from '../words/row.ts';
import { sourceLine } from '../words/source-line.ts';
import { carriedLine, facetWords, understoodLine } from '../words/understood.ts';
import { unknownLine } from '../words/unknown.ts';
import { nearModel } from './row-model.ts';

const MAX_HEADLINE_CHARS = 240;
/** A condition that takes more pixels than this goes by its name: three stand beside each other. */
const MAX_CHIP_WIDTH = 112;

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

/** The other reading of the question, if a button can carry it. */
export function alternativeButtons(
  { alternative }: Answer,
  limits: Limits,
  { say, lang }: Context,
): readonly Json[] {
  const maxChars = limits.near === 0 ? limits.line : MAX_QUESTION_CHARS;
  if (alternative === null || alternative.question.length > maxChars) return [];
  const { kind, count, question } = alternative;
  return [button(say(`alternative.${kind}`, { count }), { do: 'ask', question, lang })];
}

/** What a follow-up has taken over, each to be taken off, and the question to be asked for itself. */
function chipsModel(answer: Answer, limits: Limits, context: Context): Json {
  const { say, lang } = context;
  const { relaxations, understood, question } = answer;
  const maxChars = limits.near === 0 ? limits.line : MAX_QUESTION_CHARS;
  const offered = relaxations.map(({ facet, question: without }) => {
    const words = facetWords(understood, facet, context);
    const shown = textWidth(words) > MAX_CHIP_WIDTH ? say(`understood.${facet}`) : words;
    return [say('chip.without', { words: shown }), without] as const;
  });
  if (understood.refined) offered.push([say('chip.asNew'), question]);
  const chips = offered
    .filter(([, asked]) => asked !== '' && asked.length <= maxChars)
    .map(([title, asked]) => ({
      title: escapeMarkdown(title),
      press: button(title, { do: 'ask', question: asked, lang }),
    }));
  return { hasChips: chips.length > 0, chips };
}

/** The conditions that the headline does not name, and whether they come from the question before. */
function conditionsLine(answer: Answer, text: string, context: Context): string {
  const { follows } = answer;
  if (follows !== null && follows.kind !== 'refined') return '';
  const carried = carriedLine(answer, context);
  if (carried !== '') return carried;
  return saysAll(text, answer, context) ? '' : (understoodLine(answer, context) ?? '');
}

/** Everything around the rows of an answer but its buttons: headline, conditions, near misses. */
export function answerBase(answer: Answer, limits: Limits, context: Context): Model {
  const { say } = context;
  const near = answer.nearMisses.slice(0, limits.near).map((hit) => nearModel(hit, limits, context));
  const isEmpty = answer.hits.length === 0 && answer.departments.length === 0;
  const text = headline(answer, context);
  return {
    ...baseModel(truncate(text, limits.line), context),
    position: '',
    understood: escapeMarkdown(truncate(conditionsLine(answer, text, context), limits.line)),
    ...chipsModel(answer, limits, context),
    unknown: escapeMarkdown(unknownLine(answer, context) ?? ''),
    hasNear: near.length > 0,
    nearHeading: say(isEmpty ? 'near.heading.none' : 'near.heading'),
    near,
    note: '',
    buttons: [],
    ...(answer.isRead && { source: escapeMarkdown(say('source.read', { source: sourceLine(context) })) }),
  };
}
