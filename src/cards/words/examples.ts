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

/** What examples are made of, looked for once: in a large document that takes longer than the rest of a card. */
interface Sources {
  /** Of each row the first short question in the language that an editor wrote for it. */
  readonly curated: readonly string[];
  readonly departments: readonly string[];
  /** Months in which something starts, ascending. */
  readonly starts: readonly string[];
}

/** By context, whose data does not change. */
const known = new WeakMap<Context, Sources>();

function sourcesOf(context: Context): Sources {
  const sources = known.get(context) ?? findSources(context);
  known.set(context, sources);
  return sources;
}

function findSources({ data, lang }: Context): Sources {
  const starts = new Set(
    data.initiatives.flatMap(({ schedule }) => (schedule.monthStated ? (schedule.start ?? []) : [])),
  );
  return {
    curated: data.initiatives.flatMap(({ id }) => {
      const questions = data.expansions.get(id)?.questions ?? [];
      return questions.filter((question) => isExample(question) && isIn(lang, question)).slice(0, 1);
    }),
    departments: [...new Set(data.initiatives.map(({ department }) => department))],
    starts: [...starts].sort(),
  };
}

/** A question that an editor wrote for a row of the day, so that examples do not wear out; or the row's name. */
function rowExample(data: CardData, day: number, context: Context): string[] {
  const { lang, say } = context;
  const { curated } = sourcesOf(context);
  if (curated.length > 0) return [curated[day % curated.length]!];
  const initiative = data.initiatives[day % data.initiatives.length];
  if (initiative === undefined) return [];
  return [say('examples.initiative', { name: initiativeName(initiative, data, lang) })];
}

function departmentExample(day: number, context: Context): string[] {
  const { departments } = sourcesOf(context);
  const name = departments[day % departments.length];
  if (name === undefined) return [];
  return [context.say('examples.department', { department: departmentsInSentence([name], context) })];
}

/** The next month in which something starts, within a year, so that the month's name alone is clear. */
function monthExample(today: string, context: Context): string[] {
  const thisMonth = today.slice(0, 7);
  const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4, 7)}`;
  const next = sourcesOf(context).starts.find((start) => start >= thisMonth && start < inAYear);
  if (next === undefined) return [];
  return [context.say('examples.month', { month: monthOfYear(Number(next.slice(5)), context.lang) })];
}

/** Up to three questions that the data answers, others every day. */
export function examples(today: string, context: Context): string[] {
  const { data } = context;
  const day = Math.floor(Date.parse(today) / dayMs) || 0;
  return [
    ...rowExample(data, day, context),
    ...departmentExample(day, context),
    ...monthExample(today, context),
  ].map(oneLine);
}
