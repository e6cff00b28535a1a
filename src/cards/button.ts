import type { Lang } from '../question/answer.ts';
import { actionData, type NewCardAction } from './actions.ts';

/** A part of a card as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** What fills a template. Every field that the template names must be there: an absent one is printed as `${field}`. */
export interface Model extends Json {
  readonly lang: Lang;
  /** The card in one line of plain text: read out, notified, shown where the card cannot be. */
  readonly speak: string;
}

/** How a button looks; a client that does not know `mode` shows it among the others. */
export interface Look {
  readonly style?: 'positive' | 'destructive';
  /** In the menu behind "…". */
  readonly mode?: 'secondary';
}

/** The one button of a card that is pressed most. */
export const PRIMARY: Look = { style: 'positive' };
/** What cannot be taken back: it takes a second press to reach. */
export const DESTRUCTIVE: Look = { style: 'destructive', mode: 'secondary' };

/**
 * An Action.Execute with the Action.Submit that clients without it press instead: mobile Teams has had bugs with the
 * former (github.com/microsoft/AdaptiveCards/issues/9315). Both carry the same data.
 */
export function button(title: string, action: NewCardAction, look: Look = {}): Json {
  return dataButton(title, action.do, actionData(action), look);
}

/** The same for data of another part's making; a form's inputs are added to it by the client. */
export function dataButton(title: string, verb: string, data: Json, look: Look = {}): Json {
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    ...look,
    fallback: { type: 'Action.Submit', title, data, ...look },
  };
}

/** Shows what is hidden and hides what is shown among the elements with these ids. */
export function toggle(title: string, ids: readonly string[]): Json {
  return { type: 'Action.ToggleVisibility', title, targetElements: ids };
}

/** What a telephone has room for beside each other, in pixels: a chat of 320 less the margins of chat and card. */
const ROW_WIDTH = 264;
const GAP = 8;
/** Of a button without its title, and of one letter: a Japanese one is as wide as the font is high. */
const BUTTON_WIDTH = 27;
const LETTER_WIDTH = { wide: 14, narrow: 8.5 };

function widthOf(button: Json): number {
  return button['mode'] === 'secondary' ? 0 : BUTTON_WIDTH + textWidth(String(button['title']));
}

/** What a text takes on a telephone, in pixels. */
export function textWidth(text: string): number {
  const narrow = text.match(/[ -\u02ff\uff61-\uffdc]/g)?.length ?? 0;
  return narrow * LETTER_WIDTH.narrow + (text.length - narrow) * LETTER_WIDTH.wide;
}

/** Buttons in rows, each with as many as fit on a telephone: clients cut titles off rather than wrap the row. */
export function rowsOf(buttons: readonly Json[]): readonly { readonly actions: readonly Json[] }[] {
  const rows: Json[][] = [];
  let left = 0;
  const menu = buttons.filter((one) => one['mode'] === 'secondary');
  for (const one of buttons) {
    if (menu.includes(one)) continue;
    const width = widthOf(one);
    if (rows.length === 0 || width > left) {
      rows.push([]);
      left = ROW_WIDTH;
    }
    rows.at(-1)!.push(one);
    left -= width + GAP;
  }
  // The menu stands behind the last row that has room for its button.
  if (menu.length > 0 && (rows.length === 0 || left < BUTTON_WIDTH + LETTER_WIDTH.wide)) rows.push([]);
  rows.at(-1)?.push(...menu);
  return rows.map((actions) => ({ actions }));
}
