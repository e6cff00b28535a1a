import { Temporal } from 'temporal-polyfill';
import { type Board, boardCard } from '../cards/board.ts';
import type { CardData } from '../cards/cards.ts';
import type { CardKit } from '../cards/load.ts';
import type { CardMessage } from '../cards/message.ts';
import type { Context } from '../cards/words/row.ts';
import type { Lang } from '../question/answer.ts';
import { act } from './actions.ts';
import type { Restored, RestoreChoice, RestoreStore } from './ports.ts';

/** What waits for a decision. */
interface RestoredView {
  readonly restored: Restored;
  readonly waiting: Awaited<ReturnType<RestoreStore['waiting']>>;
}

/** What HR is told of the sending itself. Pure: the same values give the same card. */
export interface OperationCards {
  asking(view: RestoredView, data: CardData, lang: Lang): CardMessage;
  decided(choice: RestoreChoice, count: number, data: CardData, lang: Lang): CardMessage;
  note(note: 'onlyHr' | 'unavailable' | 'nothing', data: CardData, lang: Lang): CardMessage;
  paused(
    pause: { readonly reason: string; readonly from: number; readonly to: number },
    data: CardData,
    lang: Lang,
  ): CardMessage;
}

/** The cards; times are shown in the zone. */
export function createOperationCards(kit: CardKit, timeZone: string): OperationCards {
  const drawn = (data: CardData, lang: Lang, make: (context: Context) => Board): CardMessage => {
    const context = kit.contextOf(data, lang);
    return boardCard(kit, make(context), context);
  };
  const time = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
      .replace('T', ' ');

  function asking({ restored, waiting }: RestoredView, { say, lang }: Context): Board {
    const { at, asOf, cause } = restored;
    const total = waiting.reduce((sum, { count }) => sum + count, 0);
    const button = (choice: RestoreChoice) =>
      act(say(`restored.${choice}`), { do: `restore.${choice}`, at, lang });
    return {
      headline: say('restored.title'),
      lines: [
        say(`restored.cause.${cause}`, { time: time(at) }),
        say('restored.waits', { count: total }),
        say('restored.choice'),
      ],
      facts: [
        { title: say('restored.asOf'), value: asOf === null ? say('restored.notKnown') : time(asOf) },
        ...waiting.map(({ kind, count }) => ({
          title: say(`restored.kind.${kind}`),
          value: say('restored.count', { count }),
        })),
      ],
      buttons: [button('drop'), button('send')],
    };
  }

  return {
    asking: (view, data, lang) => drawn(data, lang, (context) => asking(view, context)),
    decided: (choice, count, data, lang) =>
      drawn(data, lang, ({ say }) => ({
        headline: say('restored.title'),
        note: { text: say(`restored.${choice}.done`, { count }), isGood: true },
      })),
    note: (note, data, lang) => drawn(data, lang, ({ say }) => ({ headline: say(`restored.note.${note}`) })),
    paused: ({ reason, from, to }, data, lang) =>
      drawn(data, lang, ({ say }) => ({
        headline: say('paused.title'),
        lines: [say('paused.text', { from: time(from), to: time(to), reason }), say('paused.now')],
      })),
  };
}
