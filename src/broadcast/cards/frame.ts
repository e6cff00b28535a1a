import { broadcastData, type NewBroadcastAction } from './actions.ts';
import type { PlaceView } from './view.ts';
import { dataButton, type Json, type Model, stacked } from '../../cards/button.ts';
import { escapeMarkdown, oneLine } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';
import type { Say } from '../../cards/texts.ts';
import type { BroadcastNote, BroadcastRefusal } from '../decide/refusals.ts';

/** What stands between a desk card's headline and its parts. */
export interface DeskNotes {
  readonly note?: BroadcastNote | undefined;
  readonly count?: number | undefined;
  readonly refusal?: BroadcastRefusal | undefined;
  /** What was filled in before it had to be confirmed. */
  readonly chosen?: { readonly date: string; readonly time: string } | undefined;
}

/** Data for cards/broadcast-desk.json: headline, notes, parts, buttons. */
export function frame(
  headline: string,
  notes: DeskNotes,
  blocks: readonly Json[],
  buttons: readonly Json[],
  { say, lang }: Context,
): Model {
  const { note, refusal, count } = notes;
  const said = [
    ...(refusal ? [{ text: say(`broadcast.refusal.${refusal}`), color: 'Attention' }] : []),
    ...(note ? [{ text: say(`broadcast.note.${note}`, { count: count ?? 0 }), color: 'Good' }] : []),
  ];
  return {
    lang,
    // Whoever has pressed a button is told what came of it, not what the card is called.
    speak: said[0]?.text ?? oneLine(headline),
    headline: escapeMarkdown(headline),
    notes: said,
    hasBlocks: blocks.length > 0,
    blocks,
    hasButtons: buttons.length > 0,
    buttons: stacked(buttons),
  };
}

/** A button of the desk. */
export function act(title: string, action: NewBroadcastAction): Json {
  return dataButton(title, action.do, broadcastData(action));
}

/** A paragraph; `text` is taken as Markdown. */
export function block(text: string, more: Json = {}): Json {
  return { type: 'TextBlock', text, wrap: true, spacing: 'Small', ...more };
}

/** A name with its value beside it. */
export function fact(title: string, value: string): Json {
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      { type: 'Column', width: '96px', items: [block(title, { size: 'Small', isSubtle: true })] },
      { type: 'Column', width: 'stretch', items: [block(escapeMarkdown(value))] },
    ],
  };
}

/** An input with its label. */
export function input(type: string, id: string, label: string, more: Json): Json {
  return { type: `Input.${type}`, id, label, ...more };
}

type WithoutValue<Place> = Place extends PlaceView ? Omit<Place, 'value'> : never;

/** A team or channel of an audience. */
export function placeWords(place: WithoutValue<PlaceView>, say: Say): string {
  if (place.who !== 'channel') return say(`broadcast.audience.${place.who}`, { team: place.team });
  const channel = place.channel ?? say('broadcast.audience.general');
  return say('broadcast.audience.channel', { team: place.team, channel });
}
