import type { PlaceView } from './view.ts';
import { type Json, type Model, rowsOf } from '../../cards/button.ts';
import { escapeMarkdown, oneLine } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';
import type { Say } from '../../cards/texts.ts';
import type { BroadcastNote, BroadcastRefusal } from '../decide/refusals.ts';

/** What is said between a card's headline and the rest of it. */
export interface CardNotes {
  readonly note?: BroadcastNote | undefined;
  readonly count?: number | undefined;
  readonly refusal?: BroadcastRefusal | undefined;
  /** What it does not reach, in words. */
  readonly left?: readonly string[] | undefined;
  /** What was filled in before it had to be confirmed. */
  readonly chosen?: { readonly when: 'now' | 'at'; readonly date: string; readonly time: string } | undefined;
  /** Of the first card: whether it leads to the roles. */
  readonly mayGrantRoles?: boolean | undefined;
}

/** What every card about broadcasts has: headline, what has come of the last press, buttons. */
export function baseModel(
  headline: string,
  notes: CardNotes,
  buttons: readonly Json[],
  { say, lang }: Context,
): Model {
  const { note, refusal, count, left = [] } = notes;
  const said = [
    ...(refusal ? [{ text: say(`broadcast.refusal.${refusal}`), color: 'Attention' }] : []),
    ...(note ? [{ text: say(`broadcast.note.${note}`, { count: count ?? 0 }), color: 'Good' }] : []),
  ];
  return {
    lang,
    // Whoever has pressed a button is told what came of it, not what the card is called.
    speak: said[0] ? [said[0].text, ...left].join(' ') : oneLine(headline),
    headline: escapeMarkdown(headline),
    notes: [...said, ...left.map((text) => ({ text, color: 'Warning' }))],
    buttons: rowsOf(buttons),
  };
}

/** A message as its readers get it, without anything to press. */
export interface PreviewModel {
  readonly id: string;
  /** Shown when its heading is pressed: what went out has been read, and the numbers are looked for now. */
  readonly isFolded: boolean;
  readonly heading: string;
  readonly items: readonly unknown[];
}

/** A name with its value beside it. */
export interface FactModel {
  readonly title: string;
  readonly value: string;
}

/** Of plain text. */
export function fact(title: string, value: string): FactModel {
  return { title, value: escapeMarkdown(value) };
}

type WithoutValue<Place> = Place extends PlaceView ? Omit<Place, 'value'> : never;

/** A team or channel of an audience. */
export function placeWords(place: WithoutValue<PlaceView>, say: Say): string {
  if (place.who !== 'channel') return say(`broadcast.audience.${place.who}`, { team: place.team });
  const channel = place.channel ?? say('broadcast.audience.general');
  return say('broadcast.audience.channel', { team: place.team, channel });
}
