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

/**
 * An Action.Execute with the Action.Submit that clients without it press instead: mobile Teams has had bugs with the
 * former (github.com/microsoft/AdaptiveCards/issues/9315). Both carry the same data.
 */
export function button(title: string, action: NewCardAction): Json {
  return dataButton(title, action.do, actionData(action));
}

/** The same for data of another part's making; a form's inputs are added to it by the client. */
export function dataButton(title: string, verb: string, data: Json): Json {
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    fallback: { type: 'Action.Submit', title, data },
  };
}

/** Shows what is hidden and hides what is shown among the elements with these ids. */
export function toggle(title: string, ids: readonly string[]): Json {
  return { type: 'Action.ToggleVisibility', title, targetElements: ids };
}

/** Buttons one below the other: side by side, two of them do not fit on a telephone. */
export function stacked(buttons: readonly Json[]): readonly Json[] {
  return buttons.map((one) => ({ actions: [one] }));
}
