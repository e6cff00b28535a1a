import type { Initiative } from '../../dataset/schema.ts';
import { button, dataButton, rowsOf, type Json, type Model } from '../../cards/button.ts';
import { baseModel } from '../../cards/answer/frame.ts';
import type { HighlightsContent } from '../content.ts';
import type { Limits } from '../../cards/limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import { plainRow, type Context } from '../../cards/words/row.ts';
import { monthWords } from '../../cards/words/schedule-words.ts';
import { subscriptionData } from './subscription-actions.ts';
import type { TextKey } from '../../cards/texts.ts';

/** Highlights that somebody asked to see: the card says that nothing has been posted. */
export interface HighlightsPreview {
  /** Whether it offers to post them to all subscribers. */
  readonly canPost: boolean;
}

/** Rows of a section; near misses are cut in the same steps as these, from what looks best to what fits. */
function maxRows(limits: Limits): number {
  return Math.min(4, limits.near + 2);
}

interface Entry {
  readonly initiative: Initiative;
  /** 新着 or 更新, or ''. */
  readonly mark: string;
}

function rowModel({ initiative, mark }: Entry, isFeatured: boolean, limits: Limits, context: Context): Json {
  const row = plainRow(initiative, context);
  const { say, lang } = context;
  const where = [mark, truncate(row.department, limits.detail), truncate(row.when, limits.detail)];
  return {
    name: escapeMarkdown(truncate(row.name, limits.name)),
    where: escapeMarkdown(where.filter((part) => part !== '').join(' · ')),
    short: isFeatured ? escapeMarkdown(truncate(row.summary.join(' '), limits.short)) : '',
    open: button(row.name.slice(0, 60), { do: 'initiative', id: row.id, lang }),
    isFeatured,
    buttons: isFeatured ? [button(say('row.similar'), { do: 'similar', id: row.id, lang })] : [],
  };
}

function section(title: TextKey, entries: readonly Entry[], limits: Limits, context: Context): Json[] {
  if (entries.length === 0) return [];
  const isFeatured = title === 'highlights.featured';
  const shown = entries.slice(0, maxRows(limits));
  const hidden = entries.length - shown.length;
  return [
    {
      title: context.say(title),
      rows: shown.map((entry) => rowModel(entry, isFeatured, limits, context)),
      more: hidden > 0 ? context.say('highlights.more', { count: hidden }) : '',
    },
  ];
}

function unmarked(rows: readonly Initiative[]): readonly Entry[] {
  return rows.map((initiative) => ({ initiative, mark: '' }));
}

/** Data for cards/highlights.json. */
export function highlightsModel(
  content: HighlightsContent,
  preview: HighlightsPreview | null,
  limits: Limits,
  context: Context,
): Model {
  const { say, lang } = context;
  const month = monthWords(content.month, context);
  const { added, changed } = content.news ?? { added: [], changed: [] };
  const news: readonly Entry[] = [
    ...added.map((initiative) => ({ initiative, mark: say('highlights.added') })),
    ...changed.map((initiative) => ({ initiative, mark: say('highlights.changed') })),
  ];
  const sections = [
    ...section('highlights.starting', unmarked(content.starting), limits, context),
    ...section('highlights.featured', unmarked(content.featured), limits, context),
    ...section('highlights.upcoming', unmarked(content.upcoming), limits, context),
    ...section('highlights.news', news, limits, context),
  ];
  const { initiatives, departments, running } = content.numbers;
  const question = say('highlights.listQuestion', { month });
  const settings = dataButton(
    say('highlights.settings'),
    'subscription',
    subscriptionData({ do: 'subscription', lang }),
  );
  const postNow = dataButton(
    say('subscription.postNow'),
    'postNow',
    subscriptionData({ do: 'postNow', lang, month: content.month }),
  );
  return {
    ...baseModel(say('highlights.title', { month }), context),
    note: preview ? say('highlights.preview') : '',
    numbers: escapeMarkdown(say('highlights.numbers', { month, initiatives, departments, running })),
    sections,
    empty: sections.length === 0 ? say('highlights.none') : '',
    buttons: rowsOf([
      button(say('highlights.list'), { do: 'ask', question, lang }),
      preview?.canPost === true ? postNow : settings,
    ]),
  };
}
