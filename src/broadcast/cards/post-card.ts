import type { Initiative } from '../../dataset/schema.ts';
import { broadcastData } from './actions.ts';
import { bodyLines } from './markdown.ts';
import type { BroadcastPostView } from './view.ts';
import { button, dataButton, type Json, type Model, stacked } from '../../cards/button.ts';
import { escapeMarkdown, oneLine } from '../../text/markdown.ts';
import { type Context, initiativeName, plainRow } from '../../cards/words/row.ts';
import { monthWords } from '../../cards/words/schedule-words.ts';
import { departmentName } from '../../cards/words/subject.ts';

/** Data for cards/broadcast.json: the message as its readers get it. */
export function broadcastModel(view: BroadcastPostView, context: Context): Model {
  const { say, lang } = context;
  const isRecalled = view.note === 'recalled';
  const headline = isRecalled ? say('broadcast.post.recalled') : oneLine(view.title);
  const buttons = isRecalled
    ? []
    : [...linkButtons(view), ...listButtons(view, context), ...acknowledgeButton(view, context)];
  const initiatives = isRecalled ? [] : view.initiatives;
  return {
    lang,
    speak: view.note === 'reminder' ? `${say('broadcast.post.reminder')}: ${headline}` : headline,
    headline: escapeMarkdown(headline),
    marks: marks(view, context),
    lines: isRecalled
      ? [{ text: say('broadcast.post.recalled.text'), spacing: 'Small' }]
      : linesModel(bodyLines(view.body)),
    hasInitiatives: initiatives.length > 0,
    initiativesHeading: say('broadcast.post.initiatives'),
    initiatives: initiatives.map((initiative) => {
      const name = initiativeName(initiative, context.data, lang);
      return {
        text: escapeMarkdown(initiativeWords(initiative, context)),
        open: button(name, { do: 'initiative', id: initiative.id, lang }),
      };
    }),
    ...highlightsModel(isRecalled ? null : view.highlights, context),
    hasButtons: buttons.length > 0,
    buttons: stacked(buttons),
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

/** A month's rows, each with its department and time. */
function highlightsModel(highlights: BroadcastPostView['highlights'], context: Context): Json {
  const { say, lang } = context;
  return {
    hasHighlights: highlights !== null && highlights.initiatives.length > 0,
    highlightsHeading: highlights
      ? say('broadcast.post.highlights', { month: monthWords(highlights.month, context) })
      : '',
    highlights: (highlights?.initiatives ?? []).map((initiative) => {
      const { id, name, department, when } = plainRow(initiative, context);
      return {
        name: escapeMarkdown(name),
        where: escapeMarkdown([department, when].filter((part) => part !== '').join(' · ')),
        open: button(name, { do: 'initiative', id, lang }),
      };
    }),
  };
}

function marks({ important, note }: BroadcastPostView, { say }: Context): readonly Json[] {
  return [
    ...(important && note !== 'recalled'
      ? [{ text: say('broadcast.post.important'), color: 'Attention' }]
      : []),
    ...(note === 'corrected' || note === 'reminder'
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

function linkButtons({ links }: BroadcastPostView): readonly Json[] {
  return links.map(({ title, url }) => ({ type: 'Action.OpenUrl', title: oneLine(title), url }));
}

/** The month's other rows, as a question. */
function listButtons({ highlights }: BroadcastPostView, context: Context): readonly Json[] {
  if (!highlights) return [];
  const { say, lang } = context;
  const month = monthWords(highlights.month, context);
  const question = say('highlights.listQuestion', { month });
  return [button(say('broadcast.post.highlightsList', { month }), { do: 'ask', question, lang })];
}

function acknowledgeButton({ id, acknowledge }: BroadcastPostView, { say, lang }: Context): readonly Json[] {
  if (!acknowledge) return [];
  const data = broadcastData({ do: 'broadcast.acknowledge', id, lang });
  return [dataButton(say('broadcast.post.acknowledge'), 'broadcast.acknowledge', data)];
}
