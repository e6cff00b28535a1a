import type { Lang } from '../../question/answer.ts';
import type { CardData } from '../cards.ts';
import { oneLine } from '../../text/markdown.ts';
import { initiativeName, type Context } from './row.ts';
import { monthOfYear } from './schedule-words.ts';
import { departmentsInSentence } from './subject.ts';
import { dayMs } from '../../calendar/clock.ts';

/** Longer questions make poor buttons. */
const MAX_CHARS = 40;

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

function isIn(lang: Lang, text: string): boolean {
  return JAPANESE.test(text) === (lang === 'ja');
}

/** Editors also write what people only hint at, to be found by; an example asks. */
const isExample = (question: string) => question.length <= MAX_CHARS && /[?？]$/.test(question);

/** By context, whose data does not change: looking through all questions takes longer than the rest of a card. */
const known = new WeakMap<Context, readonly string[]>();

/** Of each row the first short question in the language that an editor wrote for it. */
function curatedQuestions(context: Context): readonly string[] {
  const { data, lang } = context;
  const curated =
    known.get(context) ??
    data.initiatives.flatMap(({ id }) => {
      const questions = data.expansions.get(id)?.questions ?? [];
      return questions.filter((question) => isExample(question) && isIn(lang, question)).slice(0, 1);
    });
  known.set(context, curated);
  return curated;
}

/** A question that an editor wrote for a row of the day, so that examples do not wear out; or the row's name. */
function rowExample(data: CardData, day: number, context: Context): string[] {
  const { lang, say } = context;
  const curated = curatedQuestions(context);
  if (curated.length > 0) return [curated[day % curated.length]!];
  const initiative = data.initiatives[day % data.initiatives.length];
  if (initiative === undefined) return [];
  return [say('examples.initiative', { name: initiativeName(initiative, data, lang) })];
}

function departmentExample(data: CardData, day: number, context: Context): string[] {
  const withRows = [...new Set(data.initiatives.map(({ department }) => department))];
  const name = withRows[day % withRows.length];
  if (name === undefined) return [];
  return [context.say('examples.department', { department: departmentsInSentence([name], context) })];
}

/** The next month in which something starts, within a year, so that the month's name alone is clear. */
function monthExample(data: CardData, today: string, { lang, say }: Context): string[] {
  const thisMonth = today.slice(0, 7);
  const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4, 7)}`;
  const starts = data.initiatives
    .map(({ schedule }) => (schedule.monthStated ? schedule.start : null))
    .filter((start) => start !== null && start >= thisMonth && start < inAYear)
    .sort();
  const next = starts[0];
  if (next === undefined || next === null) return [];
  return [say('examples.month', { month: monthOfYear(Number(next.slice(5)), lang) })];
}

/** Up to three questions that the data answers, others every day. */
export function examples(today: string, context: Context): string[] {
  const { data } = context;
  const day = Math.floor(Date.parse(today) / dayMs) || 0;
  return [
    ...rowExample(data, day, context),
    ...departmentExample(data, day, context),
    ...monthExample(data, today, context),
  ].map(oneLine);
}
