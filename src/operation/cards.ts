import { timeAt } from '../calendar/zone.ts';
import { type Board, boardsOf, sentences } from '../cards/board.ts';
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
  const board = boardsOf(kit);
  return {
    asking: board(askingBoard),
    decided: board((choice: RestoreChoice, count: number, { say }: Context) => ({
      headline: say('restored.decided'),
      note: { text: say(`restored.${choice}.done`, { count }), isGood: true },
    })),
    note: board((note: 'onlyHr' | 'unavailable' | 'nothing', { say }: Context) => ({
      ...sentences(say(`restored.note.${note}`)),
    })),
    paused: board(pausedBoard),
  };
}
export type OperationCards = ReturnType<typeof createOperationCards>;

function pausedBoard({ reason, from, to }: Pause, context: Context): Board {
  const { say, timeZone } = context;
  const at = (time: number) => timeWords(timeAt(time, timeZone), context);
  return {
    headline: say('paused.title'),
    lines: [
      say('paused.text', { from: at(from), to: at(to), reason: reasonWords(reason, say) }),
      say('paused.now'),
    ],
  };
}

function askingBoard({ restored, waiting }: RestoredView, context: Context): Board {
  const { say, lang } = context;
  const { at, asOf, cause, isPlanned } = restored;
  const total = waiting.reduce((sum, { count }) => sum + count, 0);
  const button = (choice: RestoreChoice) =>
    act(say(`restored.${choice}`), { do: `restore.${choice}`, at, lang });
  return {
    headline: say('restored.title'),
    lines: [
      say(`restored.cause.${cause}`, { time: timeWords(timeAt(at, context.timeZone), context) }),
      say('restored.waits', { count: total }),
      say('restored.choice'),
      ...(isPlanned === true ? [] : [say('restored.looking')]),
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
