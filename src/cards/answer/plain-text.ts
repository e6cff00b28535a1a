import type { Answer } from '../../question/answer.ts';
import { HELP_TOPICS } from './talk-cards.ts';
import { examples } from '../words/examples.ts';
import { factWords, headline } from '../words/headline.ts';
import { oneLine } from '../../text/markdown.ts';
import { initiativeName, rowOf, type Context, type Row } from '../words/row.ts';
import { sourceLine } from '../words/source-line.ts';
import { departmentName } from '../words/subject.ts';
import { carriedLine, understoodLine } from '../words/understood.ts';
import { unknownLine } from '../words/unknown.ts';
import { inOrder } from './departments-card.ts';

const INDENT = '   ';

/** The fact with its place, or the headline. */
function firstLine(answer: Answer, context: Context): string {
  const name = answer.fact ? initiativeName(answer.fact.initiative, context.data, context.lang) : '';
  const fact = factWords(answer, name, context);
  return fact ? context.say('fact.plain', { ...fact }) : headline(answer, context);
}

function rowText(row: Row): string {
  const below = row.nameBelow === '' ? [] : [row.nameBelow];
  const details = [...below, row.when, ...row.summary, row.remarks, row.about, row.why];
  return [
    `・${row.department}  ${row.name}`,
    ...details.filter((line) => line !== '').map((line) => INDENT + line),
  ].join('\n');
}

function departmentTexts(answer: Answer, context: Context): string[] {
  return inOrder(answer).map(({ department, count }) => {
    const rows = count === 0 ? '' : `  ${context.say('count.rows', { count })}`;
    return `・${departmentName(department, context)}${rows}`;
  });
}

function rowTexts(answer: Answer, context: Context): string[] {
  const listed = departmentTexts(answer, context);
  const departments = listed.length === 0 ? [] : [listed.join('\n')];
  return [...departments, ...answer.hits.map((hit) => rowText(rowOf(hit, context)))];
}

/** Headline (or fact) and rows: what the answer claims. */
export function answerText(answer: Answer, context: Context): string {
  return [firstLine(answer, context), ...rowTexts(answer, context)].join('\n\n');
}

function helpTexts({ say }: Context): string[] {
  return [say('help.intro'), ...HELP_TOPICS.map((key) => `・${say(key)}\n${INDENT}${say(`${key}.text`)}`)];
}

function exampleText(answer: Answer, context: Context): string {
  const questions = examples(answer.today, context).map((question) => `・${question}`);
  return [context.say('examples.heading'), ...questions].join('\n');
}

function alternativeText({ alternative }: Answer, { say }: Context): string[] {
  if (alternative === null) return [];
  const { kind, count, question } = alternative;
  return [`→ ${say(`alternative.${kind}`, { count })}: ${oneLine(question)}`];
}

/** The whole answer as text for a terminal. */
export function plainText(answer: Answer, context: Context): string {
  const { say } = context;
  const isTalk = answer.intent === 'help' || answer.intent === 'greeting';
  const isEmpty = answer.hits.length === 0 && answer.departments.length === 0;
  const needsExamples = isTalk || (isEmpty && answer.count === null);
  const carried = carriedLine(answer, context);
  const understood = isTalk ? null : carried === '' ? understoodLine(answer, context) : carried;
  const head = [firstLine(answer, context), understood, unknownLine(answer, context)].filter(
    (line) => line !== null,
  );
  const near = answer.nearMisses.map((hit) => rowText(rowOf(hit, context)));
  const nearHeading = say(isEmpty ? 'near.heading.none' : 'near.heading');
  return [
    head.join('\n'),
    ...(answer.intent === 'help' ? helpTexts(context) : []),
    ...rowTexts(answer, context),
    ...(near.length === 0 ? [] : [`── ${nearHeading}`, ...near]),
    ...alternativeText(answer, context),
    ...(needsExamples ? [exampleText(answer, context)] : []),
    sourceLine(context),
  ].join('\n\n');
}
