import { type Answer, type Hit, hitsByDepartment } from '../../question/answer.ts';
import { button, type Json, type Model, rowsOf } from '../button.ts';
import type { Limits } from '../limits.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import { rowOf, type Context, type Row } from '../words/row.ts';
import { departmentName } from '../words/subject.ts';
import { alternativeButtons, answerBase } from './base-model.ts';
import { openButton } from './row-model.ts';
import { MAX_NAME_CHARS } from '../limits.ts';

const MAX_GROUPS = 6;
const MAX_ROWS_OF_GROUP = 5;
/** Aspects of more than two stand under each other; more than this would be a list. */
const MAX_SIDES = 4;
const MAX_LINES = 6;

interface Group {
  readonly department: string;
  readonly count: number;
  /** As many of them as are shown at the most. */
  readonly rows: readonly Row[];
}

function groupsOf({ hits, understood }: Answer, context: Context): Group[] {
  const counts = hitsByDepartment(hits);
  const names = understood.departments.length > 0 ? understood.departments : counts.keys();
  const shown = new Map(Array.from(names, (name): [string, Hit[]] => [name, []]));
  for (const hit of hits) {
    const rows = shown.get(hit.initiative.department);
    if (rows !== undefined && rows.length < MAX_ROWS_OF_GROUP) rows.push(hit);
  }
  return Array.from(shown, ([department, rows]) => ({
    department,
    count: counts.get(department) ?? 0,
    rows: rows.map((hit) => rowOf(hit, context)),
  }));
}

function sideModel(
  { department }: Group,
  context: Context,
): { readonly department: string; readonly open: Json } {
  const name = truncate(oneLine(departmentName(department, context)), MAX_NAME_CHARS);
  return {
    department: escapeMarkdown(name),
    open: button(name, { do: 'department', name: department.slice(0, 100), lang: context.lang }),
  };
}

/** What rows are compared by. */
interface Aspect {
  readonly title: string;
  readonly linesOf: (row: Row) => readonly string[];
}

/** One aspect of one row each, or said once when all are the same. */
function aspectModel(
  { title, linesOf }: Aspect,
  groups: readonly Group[],
  limits: Limits,
  context: Context,
): Json {
  const entries = groups.map((group) => ({
    department: sideModel(group, context).department,
    lines: linesOf(group.rows[0]!)
      .slice(0, MAX_LINES)
      .map((line) => escapeMarkdown(truncate(line, limits.short * 2))),
  }));
  const [first, ...others] = entries.map(({ lines }) => lines.join('\n'));
  const isSame = others.every((other) => other === first) && entries[0]!.lines.length === 1;
  return {
    title,
    isPair: groups.length === 2,
    entries: isSame
      ? []
      : entries.map((entry) => ({ ...entry, lines: entry.lines.length > 0 ? entry.lines : ['–'] })),
    same: isSame ? context.say('compare.same', { value: first! }) : '',
  };
}

function aspects(groups: readonly Group[], limits: Limits, context: Context): Json[] {
  const { say } = context;
  const all: readonly Aspect[] = [
    { title: say('field.name'), linesOf: ({ name }) => [name] },
    { title: say('field.schedule'), linesOf: ({ when }) => [when] },
    { title: say('field.summary'), linesOf: ({ summary }) => summary },
    { title: say('field.remarks'), linesOf: ({ remarks }) => (remarks === '' ? [] : [remarks]) },
  ];
  return all
    .filter(({ linesOf }) => groups.some(({ rows }) => linesOf(rows[0]!).length > 0))
    .map((one) => aspectModel(one, groups, limits, context));
}

function groupModel(group: Group, limits: Limits, context: Context): Json {
  const { say, lang } = context;
  const { count } = group;
  const shown = group.rows.slice(0, limits.full === 0 ? 2 : MAX_ROWS_OF_GROUP);
  return {
    ...sideModel(group, context),
    count: say('count.rows', { count }),
    none: count === 0 ? say('compare.none') : '',
    rows: shown.map((row) => ({
      name: escapeMarkdown(truncate(row.name, limits.name)),
      when: escapeMarkdown(truncate(row.when, MAX_NAME_CHARS)),
      press: openButton(row.name, row.id, lang),
    })),
    more: count > shown.length ? say('highlights.more', { count: count - shown.length }) : '',
  };
}

/**
 * Data for cards/compare.json: aspect by aspect where one row stands against another, else department by department;
 * two of them side by side.
 */
export function compareModel(answer: Answer, limits: Limits, context: Context): Model {
  const groups = groupsOf(answer, context);
  const isOneEach =
    groups.length > 1 && groups.length <= MAX_SIDES && groups.every(({ count }) => count === 1);
  const maxGroups = limits.full === 0 ? 3 : MAX_GROUPS;
  const models = isOneEach
    ? []
    : groups.slice(0, maxGroups).map((group) => groupModel(group, limits, context));
  const hidden = isOneEach ? 0 : groups.slice(maxGroups).reduce((sum, { count }) => sum + count, 0);
  const isPair = groups.length === 2;
  return {
    ...answerBase(answer, limits, context),
    hasPair: isOneEach && isPair,
    pair: isOneEach && isPair ? groups.map((group) => sideModel(group, context)) : [],
    aspects: isOneEach ? aspects(groups, limits, context) : [],
    hasSides: isPair && models.length > 0,
    sides: isPair ? models : [],
    groups: isPair ? [] : models,
    note: hidden === 0 ? '' : context.say('page.notCarried', { count: hidden }),
    buttons: rowsOf(alternativeButtons(answer, limits, context)),
  };
}
