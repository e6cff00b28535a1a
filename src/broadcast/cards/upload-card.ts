import { act } from './actions.ts';
import { baseModel, fact, type FactModel } from './base-model.ts';
import { reasonLines } from '../../cards/reasons.ts';
import type { BroadcastUploadView } from './view.ts';
import { type Json, type Model, PRIMARY } from '../../cards/button.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';

/** Enough to find a line again. */
const maxLineChars = 60;
const maxChoiceChars = 60;

/** Data for cards/broadcast/upload.json: what was read from a file of people, and what can be done with the list. */
export function uploadModel(view: BroadcastUploadView, context: Context): Model {
  const { say } = context;
  const isEmpty = view.count === 0;
  const drafts = view.drafts.map(({ id, title }) => ({
    title: escapeMarkdown(truncate(oneLine(title) || say('broadcast.untitled'), maxChoiceChars)),
    value: id,
  }));
  const headline = say('broadcast.upload', { name: oneLine(view.name) });
  const notes = isEmpty ? { refusal: 'fileNoPeople' as const } : {};
  return {
    ...baseModel(headline, notes, isEmpty ? [] : buttonsOf(view, context), context),
    facts: isEmpty ? [] : factsOf(view, context),
    ...unreadModel(view, context),
    hasDrafts: drafts.length > 0,
    draftLabel: say('broadcast.upload.draft'),
    draft: drafts[0]?.value ?? '',
    drafts,
  };
}

function factsOf(view: BroadcastUploadView, { say }: Context): readonly FactModel[] {
  const { count, repeated, column, reachable, unreachable } = view;
  const facts: [condition: boolean, fact: FactModel][] = [
    [true, fact(say('broadcast.upload.read'), say('broadcast.detail.people', { count }))],
    [
      repeated > 0,
      fact(say('broadcast.upload.repeated'), say('broadcast.upload.lines', { count: repeated })),
    ],
    [column !== null, fact(say('broadcast.upload.column'), truncate(oneLine(String(column)), maxLineChars))],
    [true, fact(say('broadcast.detail.audience'), say('broadcast.detail.reachable', { count: reachable }))],
    [
      unreachable.length > 0,
      fact(say('broadcast.detail.unreachable'), reasonLines(unreachable, say).join(say('list.separator'))),
    ],
  ];
  return facts.filter(([isShown]) => isShown).map(([, shown]) => shown);
}

function unreadModel({ unread, unreadCount }: BroadcastUploadView, { say }: Context): Json {
  const more = unreadCount - unread.length;
  const words = unread.map(({ line, text }) =>
    say('broadcast.upload.line', { line: String(line), text: truncate(oneLine(text), maxLineChars) }),
  );
  if (more > 0) words.push(say('broadcast.upload.more', { count: more }));
  return {
    unreadTitle: unreadCount === 0 ? '' : say('broadcast.upload.unread', { count: unreadCount }),
    unread: words.map((text) => ({ text: escapeMarkdown(text) })),
  };
}

function buttonsOf({ id, drafts }: BroadcastUploadView, { say, lang }: Context): readonly Json[] {
  const hows = drafts.length === 0 ? [] : (['only', 'add', 'exclude'] as const);
  return [
    act(say('broadcast.upload.new'), { do: 'broadcast.fromUpload', upload: id, lang }, PRIMARY),
    ...hows.map((how) =>
      act(say(`broadcast.upload.${how}`), { do: 'broadcast.useUpload', upload: id, how, lang }),
    ),
  ];
}
