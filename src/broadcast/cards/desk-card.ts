import { broadcastData, type NewBroadcastAction } from './actions.ts';
import { act, baseModel, type DeskNotes } from './frame.ts';
import type { BroadcastFileView, BroadcastListRow } from './view.ts';
import { type Json, type Model, PRIMARY } from '../../cards/button.ts';
import { escapeMarkdown } from '../../text/markdown.ts';
import { timeWords } from '../../cards/words/dates.ts';
import type { Context } from '../../cards/words/row.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';

/** Opens a dialog; learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots */
function dialogButton(title: string, action: NewBroadcastAction): Json {
  return {
    type: 'Action.Submit',
    title,
    data: { ...broadcastData(action), msteams: { type: 'task/fetch' } },
    ...PRIMARY,
  };
}

/** Data for cards/broadcast/notice.json: where broadcasts begin. */
export function homeModel(notes: DeskNotes, context: Context): Model {
  const { say, lang } = context;
  const buttons = [
    dialogButton(say('broadcast.new'), { do: 'broadcast.new', lang }),
    act(say('broadcast.newCard'), { do: 'broadcast.new', lang }),
    act(say('broadcast.list'), { do: 'broadcast.list', lang }),
    ...(notes.mayGrantRoles ? [act(say('broadcast.roles'), { do: 'broadcast.roles', lang })] : []),
  ];
  return {
    ...baseModel(say('broadcast.title'), notes, buttons, context),
    lines: [{ text: say('broadcast.home') }, { text: say('broadcast.home.file') }],
  };
}

/** Data for cards/broadcast/notice.json: one sentence, when there is nothing else to show. */
export function refusalModel(refusal: BroadcastRefusal, context: Context): Model {
  return { ...baseModel(context.say('broadcast.title'), { refusal }, [], context), lines: [] };
}

/** Data for cards/broadcast/notice.json: what becomes of pressing 「確認しました」. */
export function acknowledgedModel(pressed: 'now' | 'before' | 'test', context: Context): Model {
  const words = context.say(`broadcast.post.pressed.${pressed}`);
  return { ...baseModel(words, {}, [], context), lines: [] };
}

/** Data for cards/broadcast/notice.json: a file was not wanted, or could not be handed over: how to get it after all. */
export function fileModel({ reportOf, isRefused }: BroadcastFileView, context: Context): Model {
  const { say, lang } = context;
  const command =
    reportOf === null ? 'npm run -s audit:export' : `npm run -s broadcast:report -- ${reportOf}`;
  const words = say(isRefused ? 'broadcast.file.declined' : 'broadcast.file.failed');
  const otherwise = escapeMarkdown(say('broadcast.file.otherwise', { command }));
  const buttons =
    reportOf === null
      ? []
      : [act(say('broadcast.button.report'), { do: 'broadcast.report', id: reportOf, lang })];
  return {
    ...baseModel(say('broadcast.file'), {}, buttons, context),
    speak: words,
    lines: [{ text: words }, ...(isRefused ? [] : [{ text: otherwise }])],
  };
}

/** Data for cards/broadcast/list.json. */
export function listModel(rows: readonly BroadcastListRow[], context: Context): Model {
  const { say, lang } = context;
  const create = act(say('broadcast.newCard'), { do: 'broadcast.new', lang });
  return {
    ...baseModel(say('broadcast.list'), {}, [create], context),
    empty: rows.length === 0 ? say('broadcast.list.empty') : '',
    rows: rows.map(({ id, title, state, changedAt }) => ({
      title: escapeMarkdown(title || say('broadcast.untitled')),
      where: escapeMarkdown(`${say(`broadcast.state.${state}`)} · ${timeWords(changedAt, context)}`),
      open: act(say('broadcast.open'), { do: 'broadcast.open', id, lang }),
    })),
  };
}
