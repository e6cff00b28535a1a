import type { YearMonth } from '../../calendar/month.ts';
import type { Board } from '../../cards/board.ts';
import type { Json } from '../../cards/button.ts';
import { pausedWords, reasonWords } from '../../cards/reasons.ts';
import type { Context } from '../../cards/words/row.ts';
import { monthWords } from '../../cards/words/schedule-words.ts';
import { type DeliveryCounts, type DeliveryRow, deliveryStates } from '../../delivery/ports.ts';
import type { HighlightsDecision } from '../ports.ts';
import { act } from './subscription-actions.ts';

/** Where a month's posts stand. */
export interface HighlightsState {
  readonly month: YearMonth;
  readonly counts: DeliveryCounts;
  /** Those that somebody may have to do something about first. */
  readonly rows: readonly DeliveryRow[];
  /** Somebody has looked at the unknown ones and let them be. */
  readonly isLetBe: boolean;
  /** Why nothing is sent at the moment; null = it is. */
  readonly pausedFor: string | null;
}

/** What has just come of a press: how many it was about; null = nothing was pressed. */
export type HighlightsNote = { readonly did: 'postNow' | HighlightsDecision; readonly count: number } | null;

/** What can be decided about posts that stand so. */
function offeredDecisions({
  counts,
  isLetBe,
}: Pick<HighlightsState, 'counts' | 'isLetBe'>): readonly HighlightsDecision[] {
  return [
    ...(counts.failed > 0 ? (['resendFailed'] as const) : []),
    ...(counts.unknown > 0 && !isLetBe ? (['resendUnknown', 'letBe'] as const) : []),
  ];
}

/** Teams seldom tells the names of channels and chats. */
function placeName({ name, team }: DeliveryRow, { say }: Context): string {
  if (name !== null) return name;
  return team === null ? say('highlights.state.unnamed') : say('highlights.state.ofTeam', { team });
}

/** Data for cards/board.json. */
export function stateBoard(state: HighlightsState, note: HighlightsNote, context: Context): Board {
  const { say, lang } = context;
  const { month, counts, rows, pausedFor } = state;
  const planned = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const words = { month: monthWords(month, context) };
  const waiting = counts.pending + counts.leased;
  const button = (decision: HighlightsDecision): Json =>
    act(say(`highlights.state.${decision}`), { do: decision, month, lang });
  return {
    headline: say('highlights.state.title', words),
    note: note && {
      text:
        note.count > 0
          ? say(`highlights.state.${note.did}.done`, { ...words, count: note.count })
          : say('highlights.state.nothing'),
      isGood: note.count > 0,
    },
    lines: [
      ...(pausedFor !== null && waiting > 0 ? [pausedWords(pausedFor, say)] : []),
      ...(counts.unknown > 0 && !state.isLetBe ? [say('highlights.state.hint')] : []),
    ],
    facts: deliveryStates
      .filter((one) => one !== 'leased')
      .map((one) => ({ one, count: one === 'pending' ? waiting : counts[one] }))
      .filter(({ count }) => count > 0)
      .map(({ one, count }) => ({
        title: say(`highlights.state.is.${one}`),
        value: say('highlights.state.count', { count }),
      })),
    items: rows.map((row) => ({
      title: placeName(row, context),
      lines: [
        [
          say(`highlights.state.is.${row.state === 'leased' ? 'pending' : row.state}`),
          ...(row.reason === null ? [] : [reasonWords(row.reason, say)]),
        ].join(lang === 'ja' ? '：' : ': '),
      ],
    })),
    empty: planned === 0 ? say('highlights.state.none', words) : '',
    buttons: offeredDecisions(state).map(button),
  };
}
