import type { AuditEntry } from '../access/audit/audit.ts';
import type { YearMonth } from '../calendar/month.ts';
import type { DeliveryRow, DeliveryState, Ledger } from '../delivery/ports.ts';
import type { HighlightsState } from './cards/state-card.ts';
import { highlightsMessage } from './message.ts';
import type { HighlightsDecision, HighlightsStore } from './ports.ts';

export interface StateServices {
  readonly store: Pick<HighlightsStore, 'decide' | 'isLetBe'>;
  readonly ledger: Pick<Ledger, 'counts' | 'rows'>;
  readonly now: () => number;
  /** Why nothing is sent at the moment; null = it is. */
  readonly pausedFor?: () => string | null;
}

/** First what somebody may have to do something about. */
const order: readonly DeliveryState[] = [
  'failed',
  'unknown',
  'skipped',
  'pending',
  'leased',
  'sent',
  'cancelled',
];
const mostRows = 15;

/** Where the month's posts stand now. */
export async function findState(services: StateServices, month: YearMonth): Promise<HighlightsState> {
  const { store, ledger, pausedFor } = services;
  const { id } = highlightsMessage(month);
  const rows: DeliveryRow[] = [];
  for (const state of order)
    if (rows.length < mostRows)
      rows.push(...(await ledger.rows(id, { state, limit: mostRows - rows.length })));
  return {
    month,
    counts: await ledger.counts(id),
    rows,
    isLetBe: await store.isLetBe(month),
    pausedFor: pausedFor?.() ?? null,
  };
}

/** Carries out what a person has decided about the month's posts; returns how many it was about. */
export async function decideState(
  { store, now }: StateServices,
  { month, decision, actor }: { month: YearMonth; decision: HighlightsDecision; actor: string },
): Promise<number> {
  const subject = highlightsMessage(month).id;
  const entry: AuditEntry = { at: now(), actor, action: `highlights.${decision}`, subject, detail: {} };
  return await store.decide(month, decision, entry);
}
