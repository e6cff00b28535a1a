import { button, toggle, type Json } from '../button.ts';
import { memoised } from './memoised.ts';
import type { Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import {
  plainRow,
  reasonsOf,
  rowOf,
  runningText,
  unconfirmedWords,
  type Context,
  type Row,
} from '../words/row.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Hit, Lang } from '../../question/answer.ts';

/** Lines of a summary that are in sight before "続きを読む". */
const MAX_SHORT_LINES = 4;
/** Two lines of a card at its widest. */
const MAX_LISTED_CHARS = 80;
/** Latin letters are half as wide as Japanese characters. */
const WIDTH: Readonly<Record<Lang, number>> = { ja: 1, en: 2 };
const MAX_BUTTON_CHARS = 60;

/** The lines' first characters; the last line ends with "…" when something was left out. */
function firstChars(all: readonly string[], maxChars: number, maxLines: number): string[] {
  const shown: string[] = [];
  let left = maxChars;
  for (const line of all) {
    const isLast = shown.length === maxLines - 1;
    shown.push(truncate(isLast && all.length > maxLines ? `${line}…` : line, Math.max(left, 2)));
    left -= line.length;
    if (left <= 0 || isLast) break;
  }
  return shown;
}

/** A whole text within a limit, with a note when it was cut. */
export function fullLines(all: readonly string[], maxChars: number, cut: string): string[] {
  const shown = firstChars(all, maxChars, 30);
  const isCut = shown.length < all.length || shown.at(-1) !== all.at(-1);
  return (isCut ? [...shown, cut] : shown).map(escapeMarkdown);
}

function summaryModel(row: Row, limits: Limits, { say, lang }: Context): Json {
  const short = firstChars(row.summary, limits.short * WIDTH[lang], MAX_SHORT_LINES);
  const isCut = short.length < row.summary.length || short.at(-1) !== row.summary.at(-1);
  const isLong = isCut && limits.full > 0;
  const ids = { shortId: 'short', fullId: 'full' };
  return {
    ...ids,
    short: short.map(escapeMarkdown),
    full: isLong ? fullLines(row.summary, limits.full, say('row.cut')) : [],
    isLong,
    moreTitle: say('row.more'),
    lessTitle: say('row.less'),
    toggle: isLong ? toggle(say('row.more'), [ids.shortId, ids.fullId]) : {},
  };
}

/** The texts of a row that every card shows, escaped. */
export function textsModel(row: Row, limits: Limits): Record<string, string> {
  const short = (text: string, maxChars: number) => escapeMarkdown(truncate(text, maxChars));
  const where = [row.department, row.time].map((text) => truncate(text, limits.detail));
  return {
    name: short(row.name, limits.name),
    nameBelow: short(row.nameBelow, limits.name),
    where: escapeMarkdown(where.join(' · ')),
    stage: row.stage,
    remarks: short(row.remarks, limits.remarks),
    about: short(row.about, limits.detail),
    why: short(row.why, limits.detail),
  };
}

/** The buttons of one initiative. */
export function rowButtons(row: Row, { say, lang }: Context): Json[] {
  const similar = button(say('row.similar'), { do: 'similar', id: row.id, lang });
  const name = row.filedUnder;
  // The name goes to the engine verbatim; one that the action could not carry gets no button.
  if (name.length > 100) return [similar];
  return [similar, button(say('row.department'), { do: 'department', name, lang })];
}

/** Opens one initiative in full. */
export function openButton(name: string, id: string, lang: Lang): Json {
  return button(name.slice(0, MAX_BUTTON_CHARS), { do: 'initiative', id, lang });
}

/** What shows and hides why the rows of a card are there. */
export function whyIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `why${index}`);
}

/** One of several rows for cards/answer.json; the same object each time as long as it is kept. */
export function rowModel(hit: Hit, index: number, limits: Limits, context: Context): Json {
  const key = ['row', index, limits, reasonsOf(hit, context), unconfirmedWords(hit.initiative, context)];
  return memoised(hit.initiative, context, key, () => {
    const row = rowOf(hit, context);
    const maxChars = Math.min(limits.short, MAX_LISTED_CHARS) * WIDTH[context.lang];
    const texts = textsModel(row, limits);
    const where = [texts['where']!, escapeMarkdown(unconfirmedWords(hit.initiative, context))];
    return {
      ...texts,
      where: where.filter((part) => part !== '').join(' · '),
      summary: escapeMarkdown(runningText(row.summary, maxChars)),
      whyId: `why${index}`,
      open: openButton(row.name, row.id, context.lang),
    };
  });
}

/** The only row of an answer for cards/answer.json, in full. */
export function singleModel(hit: Hit, limits: Limits, context: Context): Json {
  const row = rowOf(hit, context);
  return { ...textsModel(row, limits), ...summaryModel(row, limits, context), whyId: 'why0' };
}

/** One row as name and place, that opens when pressed; the same object each time as long as it is kept. */
export function nearModel({ initiative }: Hit, limits: Limits, context: Context): Json {
  return memoised(initiative, context, ['near', limits], () => makeNearModel(initiative, limits, context));
}

function makeNearModel(initiative: Initiative, limits: Limits, context: Context): Json {
  const row = plainRow(initiative, context);
  const { name } = textsModel(row, limits);
  const where = [row.department, row.when].map((text) => truncate(text, limits.detail));
  return {
    name,
    where: escapeMarkdown(where.join(' · ')),
    open: openButton(row.name, row.id, context.lang),
  };
}
