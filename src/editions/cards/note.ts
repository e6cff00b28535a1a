import type { Board } from '../../cards/board.ts';
import type { Context } from '../../cards/words/row.ts';
import type { EditionNote } from './view.ts';

const goodNotes: ReadonlySet<EditionNote> = new Set<EditionNote>([
  'proposed',
  'requested',
  'approved',
  'declined',
  'withdrawn',
  'recompared',
  'tellApproved',
]);

/** What has come of a press, as a card's note. */
export function noteOf(note: EditionNote | null, { say }: Context): NonNullable<Board['note']> | null {
  return note && { text: say(`edition.note.${note}`), isGood: goodNotes.has(note) };
}
