import { timeAt } from '../calendar/zone.ts';
import { type Board, boardsOf, type Place } from '../cards/board.ts';
import type { CardKit } from '../cards/load.ts';
import { reasonWords } from '../cards/reasons.ts';
import { timeWords } from '../cards/words/dates.ts';
import type { Context } from '../cards/words/row.ts';
import { act } from './actions.ts';
import type { Pause, Restored, RestoreChoice, RestoreStore } from './ports.ts';

/** What waits for a decision. */
interface RestoredView {
  readonly restored: Restored;
  readonly waiting: Awaited<ReturnType<RestoreStore['waiting']>>;
}

/** What HR is told of the sending itself. Pure: the same values give the same card. */
export function createOperationCards(kit: CardKit) {
  const drawn = boardsOf(kit);
  return {
    asking: (view: RestoredView, place: Place) => drawn(place, (context) => askingBoard(view, context)),
    decided: (choice: RestoreChoice, count: number, place: Place) =>
      drawn(place, ({ say }) => ({
        headline: say('restored.title'),
        note: { text: say(`restored.${choice}.done`, { count }), isGood: true },
      })),
    note: (note: 'onlyHr' | 'unavailable' | 'nothing', place: Place) =>
      drawn(place, ({ say }) => ({ headline: say(`restored.note.${note}`) })),
    paused: ({ reason, from, to }: Pause, place: Place) =>
      drawn(place, (context) => ({
        headline: context.say('paused.title'),
        lines: [
          context.say('paused.text', {
            from: timeWords(timeAt(from, context.timeZone), context),
            to: timeWords(timeAt(to, context.timeZone), context),
            reason: reasonWords(reason, context.say),
          }),
          context.say('paused.now'),
        ],
      })),
  };
}
export type OperationCards = ReturnType<typeof createOperationCards>;

function askingBoard({ restored, waiting }: RestoredView, context: Context): Board {
  const { say, lang } = context;
  const { at, asOf, cause } = restored;
  const total = waiting.reduce((sum, { count }) => sum + count, 0);
  const button = (choice: RestoreChoice) =>
    act(say(`restored.${choice}`), { do: `restore.${choice}`, at, lang });
  return {
    headline: say('restored.title'),
    lines: [
      say(`restored.cause.${cause}`, { time: timeWords(timeAt(at, context.timeZone), context) }),
      say('restored.waits', { count: total }),
      say('restored.choice'),
    ],
    facts: [
      {
        title: say('restored.asOf'),
        value: asOf === null ? say('restored.notKnown') : timeWords(timeAt(asOf, context.timeZone), context),
      },
      ...waiting.map(({ kind, count }) => ({
        title: say(`restored.kind.${kind}`),
        value: say('restored.count', { count }),
      })),
    ],
    buttons: [button('drop'), button('send')],
  };
}
