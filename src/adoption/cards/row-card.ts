import { type Board, type BoardFact, departmentField, textField } from '../../cards/board.ts';
import { button, type Json, PRIMARY } from '../../cards/button.ts';
import { contactButton, contactFacts, contactLines, ownerLine } from '../../cards/words/contact.ts';
import { type Context, plainRow, type Row } from '../../cards/words/row.ts';
import type { RowYear } from '../../dataset/edition/history.ts';
import { oneLine, truncate } from '../../text/markdown.ts';
import { act } from './actions.ts';
import { type AdoptionNote, goodNotes, type RowView, type WishView } from './view.ts';
import { chainWords, namesOf, stateWords } from './words.ts';

const maxSummaryLines = 30;
const maxSummaryLineChars = 300;
const maxChains = 6;
const maxThenChars = 60;

/** What has come of a press, in words. */
export function noteWords(note: AdoptionNote | null, { say }: Context): NonNullable<Board['note']> | null {
  return note && { text: say(`adoption.note.${note}`), isGood: goodNotes.has(note) };
}

function progressWords({ progress, initiative }: RowView, row: Row, { say }: Context): string {
  const how =
    initiative.stage === null && progress !== null ? say(`adoption.progress.${progress}`) : row.stage;
  return how === '' ? row.time : say('adoption.progressWhen', { progress: how, time: row.time });
}

function factsOf(view: RowView, row: Row, context: Context): readonly BoardFact[] {
  const { say } = context;
  const { chains, alike, own } = view;
  const spread = chains.filter((chain) => chain.length > 1).slice(0, maxChains);
  const facts: BoardFact[] = [
    { title: say('adoption.fact.progress'), value: progressWords(view, row, context) },
    { title: say('adoption.fact.contact'), value: contactLines(view, context) },
    {
      title: say('adoption.fact.spread'),
      value:
        spread.length === 0 ? say('adoption.spreadNone') : spread.map((chain) => chainWords(chain, context)),
    },
  ];
  if (alike.length > 0) facts.push({ title: say('adoption.fact.alike'), value: namesOf(alike, context) });
  if (own !== null) facts.push({ title: say('adoption.fact.own'), value: stateWords(own.state, context) });
  if (view.history.length > 0)
    facts.push({
      title: say('adoption.fact.history'),
      value: view.history.map((year) => yearWords(year, context)),
    });
  return facts;
}

/** 2025年度：実施時期「R7.4～」 */
function yearWords({ year, row, changed }: RowYear, { say }: Context): string {
  const then = changed.map(({ field, before }) =>
    say('adoption.then', {
      field: say(`field.${field}`),
      text: truncate(oneLine(before), maxThenChars) || '－',
    }),
  );
  const what =
    row === null
      ? say('adoption.notThen')
      : then.length === 0
        ? say('adoption.sameThen')
        : then.join(say('list.separator'));
  return say('adoption.year', { year: say('fiscalYear', { year: String(year) }), what });
}

function rowButtons(view: RowView, name: string, context: Context): readonly Json[] {
  const { initiative, own } = view;
  const { id, department } = initiative;
  const { say, lang } = context;
  const want = act(say('adoption.want'), { do: 'adoption.want', id, lang }, PRIMARY);
  const show = own && act(say('adoption.showOwn'), { do: 'adoption.show', adoption: own.id, lang }, PRIMARY);
  return [
    own !== null && own.state !== 'declined' ? show! : want,
    contactButton(view, name, context) ?? act(say('adoption.contact'), { do: 'adoption.contact', id, lang }),
    button(say('row.similar'), { do: 'similar', id, lang }),
    act(say('adoption.share'), { do: 'adoption.share', id, lang }),
    // The name goes to the engine verbatim; one that the action could not carry gets no button.
    ...(department.length > 100
      ? []
      : [button(say('row.department'), { do: 'department', name: department, lang }, { mode: 'secondary' })]),
  ];
}

/** One row with everything about it. */
export function rowBoard(view: RowView, context: Context, offers: readonly Json[] = []): Board {
  const row = plainRow(view.initiative, context);
  const written = view.initiative.schedule.text;
  const isSaid = written === '' || written === row.when || written === row.time;
  return {
    headline: row.name,
    subtitle: [row.nameBelow, row.department].filter((part) => part !== '').join(' · '),
    lines: [
      ...row.summary.slice(0, maxSummaryLines).map((line) => truncate(line, maxSummaryLineChars)),
      row.remarks,
      isSaid ? '' : context.say('row.written', { text: written }),
    ],
    facts: factsOf(view, row, context),
    buttons: [...rowButtons(view, row.name, context), ...offers],
    hasSource: true,
  };
}

/** Which department takes it over. */
export function takerField(context: Context, chosen: string | null): Json {
  return departmentField('department', context.say('adoption.field.department'), context, chosen ?? '');
}

/** The form of ［うちでもやりたい］. */
export function wishBoard({ initiative, department, why, note }: WishView, context: Context): Board {
  const { say, lang } = context;
  const { name } = plainRow(initiative, context);
  return {
    headline: say('adoption.wish.title', { name }),
    note: noteWords(note, context),
    lines: [say('adoption.wish.text')],
    fields: [
      takerField(context, department),
      textField('why', say('adoption.field.why'), { value: why, max: 200 }),
    ],
    buttons: [act(say('adoption.wish.begin'), { do: 'adoption.begin', id: initiative.id, lang }, PRIMARY)],
  };
}

/** Whom to ask, and how. */
export function contactBoard(view: RowView, context: Context): Board {
  const { say, lang } = context;
  const { initiative, contact, owner } = view;
  const { name, department } = plainRow(initiative, context);
  const open = contactButton(view, name, context);
  return {
    headline: say('contact.of', { name }),
    subtitle: department,
    lines: [contact === null ? say('contact.notStated') : '', ownerLine(owner, context)],
    facts: contactFacts(contact, context),
    hasSource: true,
    buttons: [
      ...(open ? [open] : []),
      act(say('adoption.want'), { do: 'adoption.want', id: initiative.id, lang }),
    ],
  };
}

/** A text to be pasted into another conversation, with a link that asks the bot for the row. */
export function shareBoard({ initiative }: RowView, appId: string | null, context: Context): Board {
  const { say } = context;
  const row = plainRow(initiative, context);
  const question = say('adoption.share.question', { department: row.department, name: row.name });
  const link =
    appId === null
      ? ''
      : `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(`28:${appId}`)}&message=${encodeURIComponent(question)}`;
  const text = [
    say('row.title', { name: row.name, department: row.department }),
    row.when,
    ...row.summary.slice(0, maxSummaryLines),
    link,
  ];
  return {
    headline: say('adoption.share.title', { name: row.name }),
    lines: [say('adoption.share.extension', { name: row.name }), say('adoption.share.copy')],
    fields: [
      textField('text', say('adoption.share.field'), {
        value: truncate(text.filter((line) => line !== '').join('\n'), 1500),
        max: 2000,
        isMultiline: true,
      }),
    ],
  };
}
