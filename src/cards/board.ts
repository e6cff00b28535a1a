import { escapeMarkdown, oneLine, truncate } from '../text/markdown.ts';
import type { Lang } from '../question/answer.ts';
import { type Json, type Model, rowsOf } from './button.ts';
import type { CardData } from './cards.ts';
import type { CardKit } from './load.ts';
import type { CardMessage } from './message.ts';
import { MAX_CARD_BYTES, sizeInBytes } from './size.ts';
import type { Context } from './words/row.ts';
import { departmentName } from './words/subject.ts';
import { sourceLine } from './words/source-line.ts';

/** A card of one form for many purposes: what it is about, things in a list, inputs, buttons. Texts are plain. */
export interface Board {
  readonly headline: string;
  /** Where the headline alone does not say it; default: the note, else the headline. */
  readonly speak?: string;
  /** What has come of the last press. */
  readonly note?: { readonly text: string; readonly isGood: boolean } | null;
  /** Below the headline, small. */
  readonly subtitle?: string;
  readonly lines?: readonly string[];
  readonly facts?: readonly BoardFact[];
  readonly items?: readonly BoardItem[];
  /** What is said where there are no items. */
  readonly empty?: string;
  /** Below the items: how many more there are. */
  readonly more?: string;
  /** Inputs as they go into the card. */
  readonly fields?: readonly Json[];
  readonly buttons?: readonly Json[];
  /** Where the rows come from, at the foot. */
  readonly hasSource?: boolean;
}

/** A name with what there is to say of it, in a line or in several. */
export interface BoardFact {
  readonly title: string;
  readonly value: string | readonly string[];
}

/** One of a list. */
interface BoardItem {
  readonly title: string;
  readonly lines: readonly string[];
  /** Of so many so many, as a bar. */
  readonly bar?: { readonly value: number; readonly of: number } | null;
  /** What pressing it does. */
  readonly open?: Json | null;
  readonly buttons?: readonly Json[];
}

const maxHeadlineChars = 240;
const maxTitleChars = 120;
const maxLineChars = 600;

/** As many squares as fit in a line of a telephone. */
const barLength = 18;

/** Squares, because they look alike in every client; what is there is never drawn as nothing. */
function barText({ value, of }: NonNullable<BoardItem['bar']>): string {
  const length = Math.min(of, barLength);
  const full = value === 0 ? 0 : Math.max(1, Math.floor((value / of) * length));
  return '■'.repeat(full) + '□'.repeat(length - full);
}

function itemModel({ title, lines, bar, open, buttons = [] }: BoardItem): Json {
  return {
    title: escapeMarkdown(truncate(oneLine(title), maxTitleChars)),
    lines: lines.filter((line) => line !== '').map((line) => escapeMarkdown(truncate(line, maxLineChars))),
    bar: bar ? barText(bar) : '',
    isOpened: open !== undefined && open !== null,
    open: open ?? {},
    buttons: rowsOf(buttons),
  };
}

/** Name and value in one line: beside each other, neither has the room for a line of its own on a telephone. */
function factModel({ title, value }: BoardFact): Json[] {
  const [first, ...rest] = typeof value === 'string' ? [value] : value;
  const run = (text: string, more: Json = {}): Json => ({
    type: 'TextRun',
    text: oneLine(truncate(text, maxLineChars)),
    ...more,
  });
  const name = run(title, { weight: 'Bolder' });
  const isOne = rest.length === 0;
  return [
    // A space of its own: runs keep the ones at their ends, which oneLine takes away.
    {
      spacing: 'Small',
      inlines: isOne ? [name, { type: 'TextRun', text: '\u3000' }, run(first ?? '')] : [name],
    },
    ...(isOne ? [] : [first!, ...rest].map((line) => ({ spacing: 'None', inlines: [run(line)] }))),
  ];
}

/** Data for cards/board.json. */
export function boardModel(board: Board, context: Context): Model {
  const { headline, note = null, subtitle = '', lines = [], facts = [], items = [], empty = '' } = board;
  return {
    lang: context.lang,
    // Whoever has pressed a button is told what came of it, not what the card is called.
    speak: truncate(board.speak ?? note?.text ?? oneLine(headline), maxHeadlineChars),
    headline: escapeMarkdown(truncate(oneLine(headline), maxHeadlineChars)),
    notes: note ? [{ text: escapeMarkdown(note.text), color: note.isGood ? 'Good' : 'Attention' }] : [],
    subtitle: escapeMarkdown(subtitle),
    lines: lines.filter((line) => line !== '').map((line) => escapeMarkdown(truncate(line, maxLineChars))),
    facts: facts.flatMap(factModel),
    items: items.map(itemModel),
    empty: items.length === 0 ? empty : '',
    more: board.more ?? '',
    hasFields: (board.fields ?? []).length > 0,
    fields: board.fields ?? [],
    buttons: rowsOf(board.buttons ?? []),
    source: board.hasSource === true ? escapeMarkdown(sourceLine(context)) : '',
  };
}

/** The card, with as many of the items as it has room for. */
export function boardCard({ fill }: Pick<CardKit, 'fill'>, board: Board, context: Context): CardMessage {
  const all = board.items ?? [];
  const filled = (shown: number) =>
    fill('board', boardModel({ ...board, items: all.slice(0, shown) }, context));
  const whole = filled(all.length);
  if (all.length <= 1 || sizeInBytes(whole.card) <= MAX_CARD_BYTES) return whole;
  // Halved: one at a time, a long list would be filled in as often as it is long.
  let best = filled(1);
  for (let [least, most] = [2, all.length - 1]; least <= most;) {
    const middle = Math.floor((least + most) / 2);
    const message = filled(middle);
    const fits = sizeInBytes(message.card) <= MAX_CARD_BYTES;
    if (fits) best = message;
    [least, most] = fits ? [middle + 1, most] : [least, middle - 1];
  }
  return best;
}

/** What a card is made for. */
export interface Place {
  readonly data: CardData;
  readonly lang: Lang;
}

/** Makes cards of boards, each in the language of its place. */
export const boardsOf =
  (kit: CardKit) =>
  <View extends unknown[]>(make: (...of: [...View, Context]) => Board) =>
  (...of: [...View, Place]): CardMessage => {
    const view = of.slice(0, -1) as View;
    const { data, lang } = of.at(-1) as Place;
    const context = kit.contextOf(data, lang);
    return boardCard(kit, make(...view, context), context);
  };

/** A card that only says something: its first sentence as the headline, which is large, the others below. */
export function sentences(text: string): Pick<Board, 'headline' | 'speak' | 'lines'> {
  const end = /。(?=.)(?![^（]{0,99}）)|(?<=[.?!]) (?=\p{Lu}|\[)/u.exec(text);
  if (!end) return { headline: text.replace(/[。.]$/, '') };
  const headline = text.slice(0, end.index).replace(/\.$/, '');
  return { headline, speak: text, lines: [text.slice(end.index + 1)] };
}

/** A line of text to be filled in; `lines`: several. */
export function textField(
  id: string,
  label: string,
  options: { readonly value?: string; readonly max?: number; readonly isMultiline?: boolean } = {},
): Json {
  const { value = '', max = 200, isMultiline = false } = options;
  return { type: 'Input.Text', id, label, value, maxLength: max, isMultiline, spacing: 'Small' };
}

/** One of several to be chosen. */
export function choiceField(
  id: string,
  label: string,
  choices: readonly { readonly title: string; readonly value: string }[],
  value = '',
): Json {
  return { type: 'Input.ChoiceSet', id, label, style: 'compact', value, choices, spacing: 'Small' };
}

/** A choice list longer than this is no help, and the card would outgrow its limit. */
export const maxDepartments = 100;

/** The departments to choose from, where there are too many of them a line to write the name in; '' = none is chosen. */
export function departmentField(id: string, label: string, context: Context, value = ''): Json {
  const { departments } = context.data;
  if (departments.length > maxDepartments)
    return { ...textField(id, label, { value, max: 100 }), placeholder: context.say('field.departmentName') };
  const choices = departments.map(({ name }) => ({ title: departmentName(name, context), value: name }));
  return choiceField(id, label, choices, value);
}

/** Somebody of the city's own tenant, looked for as one types; what comes back is the Entra object id. */
export function personField(id: string, label: string): Json {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'filtered',
    choices: [],
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    spacing: 'Small',
  };
}
