import type { Initiative } from '../../dataset/schema.ts';
import { broadcastData } from './actions.ts';
import { bodyLines, encodedAddress } from './markdown.ts';
import type { BroadcastPostView, PostRow } from './view.ts';
import { button, dataButton, type Json, type Model, PRIMARY, rowsOf } from '../../cards/button.ts';
import { escapeMarkdown, oneLine } from '../../text/markdown.ts';
import { dateWords } from '../../cards/words/dates.ts';
import { type Context, initiativeName, plainRow } from '../../cards/words/row.ts';
import { monthWords } from '../../cards/words/schedule-words.ts';
import { departmentName } from '../../cards/words/subject.ts';

/** Data for cards/broadcast/post.json, the message as its readers get it, and for preview.json. */
export function postModel(view: BroadcastPostView, context: Context, isPreview = false): Model {
  const { lang, say } = context;
  if (view.note === 'recalled') return recalledModel(context);
  const headline = oneLine(view.title);
  const buttons = buttonsOf(view, context);
  return {
    lang,
    speak: announcement(view, headline, context),
    headline: escapeMarkdown(headline),
    marks: marks(view, context),
    byline: escapeMarkdown(bylineOf(view, context)),
    contact:
      view.contact === ''
        ? ''
        : escapeMarkdown(say('broadcast.post.contact', { contact: oneLine(view.contact) })),
    pressed:
      view.pressed === null
        ? ''
        : say(`broadcast.post.pressed.${view.note === 'test' ? 'test' : view.pressed}`),
    lines: linesModel(bodyLines(view.body, isPreview)),
    pictures: view.pictures.map(({ url, alt }) => ({ url: encodedAddress(url), alt: oneLine(alt) })),
    ...rowsModel(view, context),
    buttons: rowsOf(buttons),
    buttonWords: buttons.map(buttonWords).join(' '),
  };
}

/** A button in words, with where it leads outside: who approves it cannot press it. */
function buttonWords({ title, url }: Record<string, Json[string]>): string {
  const words = escapeMarkdown(`［${String(title)}］`);
  return typeof url === 'string' ? `${words} ${escapeMarkdown(url)}` : words;
}

/** Who sends it, and when: 人事課 · 2026年7月1日. */
function bylineOf({ sender, date }: BroadcastPostView, context: Context): string {
  return [oneLine(sender), dateWords(date, context)].filter((part) => part !== '').join(' · ');
}

/** What the notification says: 【重要】夏季休暇の取得について. */
function announcement({ important, note }: BroadcastPostView, headline: string, { say }: Context): string {
  const marked = note ?? (important ? 'important' : null);
  return marked === null
    ? headline
    : say('broadcast.announcement', { mark: say(`broadcast.post.${marked}`), headline });
}

/** Nothing of it is left. */
function recalledModel({ say, lang }: Context): Model {
  const headline = say('broadcast.post.recalled');
  return {
    lang,
    speak: headline,
    headline,
    marks: [],
    byline: '',
    contact: '',
    pressed: '',
    lines: [{ text: say('broadcast.post.recalled.text'), spacing: 'Small' }],
    pictures: [],
    hasInitiatives: false,
    initiativesHeading: '',
    initiatives: [],
    hasHighlights: false,
    highlightsHeading: '',
    highlights: [],
    buttons: [],
    buttonWords: '',
  };
}

/** The name with whose it is. */
export function initiativeWords(initiative: Initiative, context: Context): string {
  const { say, lang, data } = context;
  const name = initiativeName(initiative, data, lang);
  return say('broadcast.post.initiative', {
    name,
    department: departmentName(initiative.department, context),
  });
}

/** Attached initiatives, and a month's rows. */
function rowsModel({ initiatives, highlights }: BroadcastPostView, context: Context): Json {
  const { say } = context;
  const rows = (highlights?.initiatives ?? []).map((initiative) => rowModel(initiative, context));
  return {
    hasInitiatives: initiatives.length > 0,
    initiativesHeading: say('broadcast.post.initiatives'),
    initiatives: initiatives.map((initiative) => rowModel(initiative, context)),
    hasHighlights: rows.length > 0,
    highlightsHeading: highlights
      ? say('broadcast.post.highlights', { month: monthWords(highlights.month, context) })
      : '',
    highlights: rows,
  };
}

/** What a row says of itself. */
export function rowWords(initiative: Initiative, context: Context): { name: string; where: string } {
  const { name, department, when } = plainRow(initiative, context);
  return { name, where: [department, when].filter((part) => part !== '').join(' · ') };
}

/** A row that opens when pressed. */
function rowModel(row: PostRow, context: Context): Json {
  const { name, where } = 'where' in row ? row : rowWords(row, context);
  return {
    name: escapeMarkdown(name),
    where: escapeMarkdown(where),
    open: button(name, { do: 'initiative', id: row.id, lang: context.lang }),
  };
}

function marks({ important, note }: BroadcastPostView, { say }: Context): readonly Json[] {
  return [
    ...(important ? [{ text: say('broadcast.post.important'), color: 'Attention' }] : []),
    ...(note !== null && note !== 'recalled'
      ? [{ text: say(`broadcast.post.${note}`), color: 'Accent' }]
      : []),
  ];
}

/** A line each, so that lists and paragraphs stand as they were written; an empty line is a wider gap. */
function linesModel(lines: readonly string[]): readonly Json[] {
  return lines.flatMap((text, index) => {
    if (text === '') return [];
    return [{ text, spacing: index === 0 || lines[index - 1] === '' ? 'Medium' : 'Small' }];
  });
}

function buttonsOf(
  { id, acknowledge, pressed, links, highlights, note }: BroadcastPostView,
  context: Context,
): readonly Json[] {
  const { say, lang } = context;
  const month = highlights ? monthWords(highlights.month, context) : '';
  const question = say('highlights.listQuestion', { month });
  const isReminder = note === 'reminder' || note === 'correctedReminder';
  const of = isReminder ? 'reminder' : note === 'test' ? note : 'post';
  const data = broadcastData({ do: 'broadcast.acknowledge', id, of, lang });
  const title = say('broadcast.post.acknowledge');
  return [
    ...(acknowledge && pressed === null ? [dataButton(title, 'broadcast.acknowledge', data, PRIMARY)] : []),
    ...links.map(({ title: name, url }) => ({
      type: 'Action.OpenUrl',
      title: oneLine(name),
      url: encodedAddress(url),
    })),
    // The month's other rows, as a question.
    ...(highlights
      ? [button(say('broadcast.post.highlightsList', { month }), { do: 'ask', question, lang })]
      : []),
  ];
}
