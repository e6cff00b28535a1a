import { monthAfter, type YearMonth } from '../../calendar/month.ts';
import type { Initiative } from '../../dataset/schema.ts';
import { button, type Json, type Model, PRIMARY, rowsOf } from '../../cards/button.ts';
import { baseModel } from '../../cards/answer/base-model.ts';
import { openButton } from '../../cards/answer/row-model.ts';
import type { Limits } from '../../cards/limits.ts';
import { departmentName } from '../../cards/words/subject.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import { plainRow, runningText, type Context } from '../../cards/words/row.ts';
import { monthOfYear, monthWords } from '../../cards/words/schedule-words.ts';
import type { HighlightsContent } from '../content.ts';
import { act } from './subscription-actions.ts';
import type { TextKey } from '../../cards/texts.ts';

/** Highlights that somebody asked to see: where they may, the card says that nothing has been posted. */
export interface HighlightsPreview {
  /** Whether it offers to post them to all subscribers. */
  readonly canPost: boolean;
}

/** Of the name of what was taken over. */
const MAX_SPREAD_CHARS = 60;
/** Rows of a section. */
const MAX_ROWS = 3;
const MAX_SUMMARY_CHARS = { ja: 80, en: 160 };

interface Entry {
  readonly initiative: Initiative;
  /** 新着 or 更新, or ''. */
  readonly mark: string;
}

interface Section {
  readonly title: TextKey;
  readonly entries: readonly Entry[];
  /** With what each row is about. */
  readonly isFeatured?: true;
  /** The month that a question asks for which finds them all; null = there is none. */
  readonly startsIn?: YearMonth | null;
}

function rowModel({ initiative, mark }: Entry, isFeatured: boolean, limits: Limits, context: Context): Json {
  const row = plainRow(initiative, context);
  const where = [mark, truncate(row.department, limits.detail), truncate(row.when, limits.detail)];
  const maxChars = Math.min(MAX_SUMMARY_CHARS[context.lang], limits.short);
  return {
    name: escapeMarkdown(truncate(row.name, limits.name)),
    where: escapeMarkdown(where.filter((part) => part !== '').join(' · ')),
    summary: isFeatured ? escapeMarkdown(runningText(row.summary, maxChars)) : '',
    open: openButton(row.name, row.id, context.lang),
  };
}

/** What is not shown: to be pressed where a question finds the same rows. */
function moreModel(hidden: number, startsIn: YearMonth | null, context: Context): Json {
  const { say, lang } = context;
  const isPressed = hidden > 0 && startsIn !== null;
  const question =
    startsIn === null ? '' : say('highlights.startsQuestion', { month: monthWords(startsIn, context) });
  const title = say('highlights.showMore', { count: hidden });
  return {
    hasMore: isPressed,
    more: title,
    openMore: isPressed ? button(title, { do: 'ask', question, lang }) : {},
    plainMore: hidden > 0 && !isPressed ? say('highlights.more', { count: hidden }) : '',
  };
}

function sectionModel(
  { title, entries, isFeatured, startsIn }: Section,
  limits: Limits,
  context: Context,
): Json[] {
  if (entries.length === 0) return [];
  // What is only considered is counted, for the question counts it, but not put forward.
  const shown = entries.filter(({ initiative }) => initiative.stage !== 'considering').slice(0, MAX_ROWS);
  return [
    {
      title: context.say(title),
      rows: shown.map((entry) => rowModel(entry, isFeatured === true, limits, context)),
      ...moreModel(entries.length - shown.length, startsIn ?? null, context),
    },
  ];
}

function sectionsOf(
  { month, starting, featured, upcoming, news, isWhole }: HighlightsContent,
  { say }: Context,
) {
  const unmarked = (rows: readonly Initiative[]) => rows.map((initiative) => ({ initiative, mark: '' }));
  const marked = (rows: readonly Initiative[], mark: string) =>
    rows.map((initiative) => ({ initiative, mark }));
  const sections: readonly Section[] = [
    { title: 'highlights.starting', entries: unmarked(starting), startsIn: isWhole ? month : null },
    { title: 'highlights.featured', entries: unmarked(featured), isFeatured: true },
    {
      title: 'highlights.upcoming',
      entries: unmarked(upcoming),
      startsIn: isWhole ? monthAfter(month, 1) : null,
    },
    {
      title: 'highlights.news',
      entries: [
        ...marked(news?.added ?? [], say('highlights.added')),
        ...marked(news?.changed ?? [], say('highlights.changed')),
      ],
    },
  ];
  return sections;
}

/** What the notification says: 6月のハイライト：クレドの作成ほか4件. */
function announcement(month: string, sections: readonly Section[], context: Context): string {
  const { say } = context;
  // What is only considered is not put forward, in the notification either.
  const all = sections
    .flatMap(({ entries }) => entries)
    .filter(({ initiative }) => initiative.stage !== 'considering');
  const first = all[0];
  if (first === undefined) return say('highlights.title', { month });
  const { name } = plainRow(first.initiative, context);
  return say(all.length === 1 ? 'highlights.announcementOne' : 'highlights.announcement', {
    month,
    name,
    count: all.length - 1,
  });
}

/** 2026年10月の横展開：中央区役所「1 on 1 ミーティング」（試行）ほか2件 */
function spreadWords({ month, takenOver = [] }: HighlightsContent, context: Context): string {
  const [first] = takenOver;
  if (first === undefined) return '';
  const { say } = context;
  const words = say('highlights.spread', {
    month: monthWords(monthAfter(month, -1), context),
    department: departmentName(first.department, context),
    name: truncate(oneLine(first.name), MAX_SPREAD_CHARS),
    state: say(`adoption.state.${first.state}`),
  });
  const hidden = takenOver.length - 1;
  return escapeMarkdown(hidden === 0 ? words : `${words}${say('highlights.spread.more', { count: hidden })}`);
}

/** Data for cards/highlights/post.json. */
export function highlightsModel(
  content: HighlightsContent,
  preview: HighlightsPreview | null,
  limits: Limits,
  context: Context,
): Model {
  const { say, lang } = context;
  const month = monthWords(content.month, context);
  const sections = sectionsOf(content, context);
  const models = sections.flatMap((section) => sectionModel(section, limits, context));
  const mayPost = preview?.canPost === true;
  const question = say('highlights.listQuestion', { month });
  const list = button(say('highlights.list'), { do: 'ask', question, lang });
  return {
    ...baseModel(say('highlights.title', { month }), context),
    speak: announcement(
      say('highlights.month', { month: monthOfYear(Number(content.month.slice(5)), lang) }),
      sections,
      context,
    ),
    note: mayPost ? say('highlights.preview') : '',
    numbers: (['starting', 'running', 'upcoming'] as const).map((name) => ({
      value: say('count.number', { count: content.numbers[name] }),
      label: say(`highlights.number.${name}`),
    })),
    spread: spreadWords(content, context),
    sections: models,
    empty: models.length === 0 ? say('highlights.none') : '',
    buttons: rowsOf([
      list,
      mayPost
        ? act(say('subscription.postNow'), { do: 'postNow', lang, month: content.month }, PRIMARY)
        : act(say('highlights.settings'), { do: 'subscription', lang }),
      ...(mayPost
        ? [act(say('highlights.state.show'), { do: 'highlightsState', lang, month: content.month })]
        : []),
    ]),
  };
}
