import { act, block, fact, frame, input } from './frame.ts';
import { reasonLine } from './reasons.ts';
import type { BroadcastFileView, BroadcastUploadView } from './view.ts';
import type { Json, Model } from '../../cards/button.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';

/** Enough to find a line again. */
const maxLineChars = 60;
const maxChoiceChars = 60;

/** What was read from a file of people, whom of them the bot can reach, and what can be done with the list. */
export function uploadModel(view: BroadcastUploadView, context: Context): Model {
  const { say } = context;
  const isEmpty = view.count === 0;
  return frame(
    say('broadcast.upload', { name: oneLine(view.name) }),
    isEmpty ? { refusal: 'fileNoPeople' } : {},
    [
      ...(isEmpty ? [] : countBlocks(view, context)),
      ...unreadBlocks(view, context),
      ...(view.drafts.length > 0 ? [draftInput(view, context)] : []),
    ],
    isEmpty ? [] : buttons(view, context),
    context,
  );
}

function countBlocks(view: BroadcastUploadView, { say }: Context): readonly Json[] {
  const { count, repeated, column, reachable, unreachable } = view;
  const separator = say('list.separator');
  return [
    fact(say('broadcast.upload.read'), say('broadcast.detail.people', { count })),
    ...(repeated > 0
      ? [fact(say('broadcast.upload.repeated'), say('broadcast.upload.lines', { count: repeated }))]
      : []),
    ...(column === null
      ? []
      : [fact(say('broadcast.upload.column'), truncate(oneLine(String(column)), maxLineChars))]),
    fact(say('broadcast.detail.audience'), say('broadcast.detail.reachable', { count: reachable })),
    ...(unreachable.length === 0
      ? []
      : [
          fact(
            say('broadcast.detail.unreachable'),
            unreachable.map(({ reason, count: of }) => reasonLine(reason, of, say)).join(separator),
          ),
        ]),
  ];
}

function unreadBlocks({ unread, unreadCount }: BroadcastUploadView, { say }: Context): readonly Json[] {
  if (unreadCount === 0) return [];
  const more = unreadCount - unread.length;
  const small = { size: 'Small', isSubtle: true };
  return [
    block(say('broadcast.upload.unread', { count: unreadCount }), { color: 'Attention' }),
    ...unread.map(({ line, text }) =>
      block(
        escapeMarkdown(
          say('broadcast.upload.line', {
            line: String(line),
            text: truncate(oneLine(text), maxLineChars),
          }),
        ),
        small,
      ),
    ),
    ...(more > 0 ? [block(say('broadcast.upload.more', { count: more }), small)] : []),
  ];
}

function draftInput({ drafts }: BroadcastUploadView, { say }: Context): Json {
  const choices = drafts.map(({ id, title }) => ({
    title: truncate(oneLine(title) || say('broadcast.untitled'), maxChoiceChars),
    value: id,
  }));
  return input('ChoiceSet', 'draft', say('broadcast.upload.draft'), {
    choices,
    value: choices[0]!.value,
    wrap: true,
    separator: true,
    spacing: 'Medium',
  });
}

function buttons({ id, drafts }: BroadcastUploadView, { say, lang }: Context): readonly Json[] {
  return [
    act(say('broadcast.upload.new'), { do: 'broadcast.fromUpload', upload: id, lang }),
    ...(drafts.length === 0
      ? []
      : (['only', 'add', 'exclude'] as const).map((how) =>
          act(say(`broadcast.upload.${how}`), { do: 'broadcast.useUpload', upload: id, how, lang }),
        )),
  ];
}

/** A file was offered and not wanted, or could not be handed over: how to get it after all. */
export function fileModel({ reportOf, isRefused }: BroadcastFileView, context: Context): Model {
  const { say, lang } = context;
  const command =
    reportOf === null ? 'npm run -s audit:export' : `npm run -s broadcast:report -- ${reportOf}`;
  const words = say(isRefused ? 'broadcast.file.declined' : 'broadcast.file.failed');
  const otherwise = say('broadcast.file.otherwise', { command });
  const again =
    reportOf === null
      ? []
      : [act(say('broadcast.button.report'), { do: 'broadcast.report', id: reportOf, lang })];
  const blocks = [block(words), ...(isRefused ? [] : [block(escapeMarkdown(otherwise), { isSubtle: true })])];
  return { ...frame(say('broadcast.file'), {}, blocks, again, context), speak: words };
}
