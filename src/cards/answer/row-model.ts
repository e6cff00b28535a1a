import { button, toggle, type Json } from '../button.ts';
import { kept } from './kept.ts';
import type { Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import { plainRow, reasonsOf, rowOf, type Context, type Row } from '../words/row.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Hit, Lang } from '../../question/answer.ts';

/** Lines of a summary that are in sight before "続きを読む". */
const MAX_SHORT_LINES = 4;
/** Latin letters are half as wide as Japanese characters. */
const WIDTH: Readonly<Record<Lang, number>> = { ja: 1, en: 2 };

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

function summaryModel(row: Row, index: number, limits: Limits, { say, lang }: Context): RowModel {
  const short = firstChars(row.summary, limits.short * WIDTH[lang], MAX_SHORT_LINES);
  const isCut = short.length < row.summary.length || short.at(-1) !== row.summary.at(-1);
  const isLong = isCut && limits.full > 0;
  const ids = { shortId: `short${index}`, fullId: `full${index}` };
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
  return {
    department: escapeMarkdown(truncate(row.department, limits.detail)),
    name: escapeMarkdown(truncate(row.name, limits.name)),
    nameBelow: escapeMarkdown(truncate(row.nameBelow, limits.name)),
    when: escapeMarkdown(truncate(row.when, limits.detail)),
    remarks: escapeMarkdown(truncate(row.remarks, limits.remarks)),
    about: escapeMarkdown(truncate(row.about, limits.detail)),
    why: escapeMarkdown(truncate(row.why, limits.detail)),
  };
}

/** The buttons of one initiative; without its department's when the answer is that department's rows already. */
export function rowButtons(row: Row, withDepartment: boolean, { say, lang }: Context): Json[] {
  const similar = button(say('row.similar'), { do: 'similar', id: row.id, lang });
  const name = row.filedUnder;
  // The name goes to the engine verbatim; one that the action could not carry gets no button.
  if (!withDepartment || name.length > 100) return [similar];
  return [similar, button(say('row.department'), { do: 'department', name, lang })];
}

/** One row's data for cards/answer.json. */
export interface RowModel extends Json {
  readonly short: readonly string[];
  readonly full: readonly string[];
}

/** How a row is shown. */
export interface RowStyle {
  /** One small link instead of buttons: for more than a few rows. */
  readonly isListed: boolean;
  readonly withDepartment: boolean;
}

/** One row for cards/answer.json; the same object each time as long as it is kept. */
export function rowModel(
  hit: Hit,
  index: number,
  style: RowStyle,
  limits: Limits,
  context: Context,
): RowModel {
  const key = ['row', index, style, limits, reasonsOf(hit, context)];
  return kept(hit.initiative, context, key, () => makeRowModel(hit, index, style, limits, context));
}

function makeRowModel(hit: Hit, index: number, style: RowStyle, limits: Limits, context: Context): RowModel {
  const row = rowOf(hit, context);
  const { say, lang } = context;
  const { isListed } = style;
  return {
    ...textsModel(row, limits),
    ...summaryModel(row, index, limits, context),
    isListed,
    similarTitle: say('row.similar'),
    similar: isListed ? button(say('row.similar'), { do: 'similar', id: row.id, lang }) : {},
    buttons: isListed ? [] : rowButtons(row, style.withDepartment, context),
  };
}

/** One row as name and place, that opens when pressed; the same object each time as long as it is kept. */
export function nearModel({ initiative }: Hit, limits: Limits, context: Context): Json {
  return kept(initiative, context, ['near', limits], () => makeNearModel(initiative, limits, context));
}

function makeNearModel(initiative: Initiative, limits: Limits, context: Context): Json {
  const row = plainRow(initiative, context);
  const texts = textsModel(row, limits);
  return {
    name: texts['name'],
    where: [texts['department'], texts['when']].join(' · '),
    open: button(row.name.slice(0, 60), { do: 'initiative', id: row.id, lang: context.lang }),
  };
}
