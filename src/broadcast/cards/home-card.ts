import { act, dialogButton, formLimits, type NewBroadcastAction } from './actions.ts';
import { baseModel, type CardNotes } from './base-model.ts';
import type { BroadcastListRow, BroadcastListView } from './view.ts';
import { type Json, type Model, PRIMARY } from '../../cards/button.ts';
import { escapeMarkdown, oneLine } from '../../text/markdown.ts';
import { timeWords } from '../../cards/words/dates.ts';
import type { Context } from '../../cards/words/row.ts';
import type { BroadcastRefusal } from '../decide/refusals.ts';

const fromHome = { do: 'broadcast.list', isSearch: false, page: 0, isTurned: false } as const;

/** Data for cards/broadcast/notice.json: where broadcasts begin. */
export function homeModel(notes: CardNotes, context: Context): Model {
  const { say, lang, dialogs = true } = context;
  const write = { do: 'broadcast.new', lang } as const;
  const buttons = [
    ...(dialogs ? [dialogButton(say('broadcast.new'), write, PRIMARY)] : []),
    act(say('broadcast.newCard'), write, dialogs ? {} : PRIMARY),
    act(say('broadcast.list'), { ...fromHome, find: '', lang }),
    act(say('broadcast.templates'), { ...fromHome, find: say('broadcast.state.template'), lang }),
    ...(notes.mayGrantRoles ? [act(say('broadcast.roles'), { do: 'broadcast.roles', lang })] : []),
  ];
  return {
    ...baseModel(say('broadcast.title'), notes, buttons, context),
    lines: [{ text: say('broadcast.home') }, { text: say('broadcast.home.file') }],
  };
}

/** The button that leads to one's own drafts. */
export function offerDrafts({ say, lang }: Pick<Context, 'say' | 'lang'>): Json {
  return act(say('broadcast.drafts'), { ...fromHome, find: say('broadcast.state.draft'), lang });
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

/** Data for cards/broadcast/notice.json: a report, or with null the audit trail, could not be stored: how to get it. */
export function fileModel(reportOf: string | null, context: Context): Model {
  const { say, lang } = context;
  const command =
    reportOf === null ? 'npm run -s audit:export' : `npm run -s broadcast:report -- ${reportOf}`;
  const otherwise = escapeMarkdown(say('broadcast.file.otherwise', { command }));
  const buttons =
    reportOf === null
      ? []
      : [act(say('broadcast.button.report'), { do: 'broadcast.report', id: reportOf, lang })];
  return {
    ...baseModel(say('broadcast.file.failed'), {}, buttons, context),
    lines: [{ text: otherwise }],
  };
}

/** Data for cards/broadcast/list.json. */
export function listModel(view: BroadcastListView, context: Context): Model {
  const { say } = context;
  const { rows, find, start, count } = view;
  const none =
    find === '' ? say('broadcast.list.empty') : say('broadcast.list.nothing', { find: oneLine(find) });
  const isWhole = rows.length === count;
  const to = start + rows.length;
  return {
    ...baseModel(say('broadcast.list'), {}, listButtons(view, context), context),
    find: { label: say('broadcast.list.find'), value: find, maxLength: formLimits.words },
    search: [act(say('broadcast.form.find'), listAction(view, { isSearch: true, page: 0 }, context))],
    position: isWhole ? '' : say('page.position', { from: start + 1, to, count }),
    empty: rows.length === 0 ? escapeMarkdown(none) : '',
    rows: rows.map((row) => ({
      title: escapeMarkdown(row.title || say('broadcast.untitled')),
      where: escapeMarkdown([...standing(row, context), timeWords(row.changedAt, context)].join(' · ')),
      open: act(say('broadcast.open'), { do: 'broadcast.open', id: row.id, lang: context.lang }),
    })),
  };
}

/** How things stand with it: what was sent back is no draft like others. */
function standing(
  { state, isCorrectionWaiting, sentBackBy: name }: BroadcastListRow,
  { say }: Context,
): readonly string[] {
  const words = say(`broadcast.state.${state}`);
  if (name !== null && state === 'draft') return [say('broadcast.list.sentBack', { name })];
  if (name !== null) return [words, say('broadcast.list.correctionSentBack', { name })];
  return isCorrectionWaiting ? [words, say('broadcast.list.correctionWaiting')] : [words];
}

function listAction(
  { find }: Pick<BroadcastListView, 'find'>,
  to: { readonly isSearch: boolean; readonly page: number },
  { lang }: Context,
): NewBroadcastAction {
  return { do: 'broadcast.list', find, isTurned: true, lang, ...to };
}

function listButtons(view: BroadcastListView, context: Context): readonly Json[] {
  const { say, lang } = context;
  const { rows, page, start, count } = view;
  const left = count - start - rows.length;
  const turn = (to: number, title: string) =>
    act(title, listAction(view, { isSearch: false, page: to }, context));
  return [
    ...(page > 0 ? [turn(page - 1, say('page.previous'))] : []),
    ...(left > 0 ? [turn(page + 1, say('page.rest', { count: left }))] : []),
    act(say('broadcast.newCard'), { do: 'broadcast.new', lang }),
  ];
}
