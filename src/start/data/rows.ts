import { createHash } from 'node:crypto';
import { decideChat } from '../../bot/chats.ts';
import type { Feature, FeatureOptions } from '../feature.ts';
import { repeatWhenReady } from '../repeat.ts';
import type { ConfirmationCounts } from '../../report/report.ts';
import { createRowChat } from '../../rows/chat/chat.ts';
import type { RowServices } from '../../rows/chat/services.ts';
import { askOwners } from '../../rows/ask-owners.ts';
import { statusLines } from '../../rows/chat/confirm.ts';

/** Months matter here, not minutes; but what was confirmed by way of another instance is known soon. */
const tickMs = 60_000;

/** Editing rows, and what is confirmed of them. */
export interface Rows extends Feature {
  /** Of the round that is under way; null = nobody is asked. */
  confirmations(): Promise<ConfirmationCounts | null>;
}

/** Starts editing rows in chat, and asking owners whether theirs still hold. */
export function startRows(options: Omit<RowServices, 'now' | 'keyOf'> & FeatureOptions): Rows {
  const keyOf = (department: string) => createHash('sha256').update(department).digest('hex').slice(0, 16);
  const services: RowServices = { ...options, keyOf, now: () => options.clock.now() };
  return {
    deciders: [decideChat(createRowChat(services), options.rolesOf)],
    confirmations: () => (services.months === 0 ? Promise.resolve(null) : countConfirmations(services)),
    stop: repeatWhenReady(options, () => askOwners(services), tickMs),
  };
}

async function countConfirmations(services: RowServices): Promise<ConfirmationCounts> {
  const lines = await statusLines(services);
  const { initiatives, source } = services.knowledge().data;
  const sum = (of: 'rows' | 'open') => lines.reduce((total, line) => total + line[of], 0);
  return {
    rows: sum('rows'),
    open: sum('open'),
    overdue: initiatives.filter(({ id }) => services.freshness.unconfirmedSince(id, source.date) !== null)
      .length,
    departments: lines.filter(({ open }) => open > 0).toSorted((a, b) => b.open - a.open),
  };
}
