import type { DeliveryRow, DeliveryState, Ledger } from '../../delivery/ports.ts';
import { type Broadcast, messagesOf } from '../decide/broadcast.ts';
import { csvLines, toCsv } from '../../text/csv.ts';
import { pagesOf } from '../../text/pages.ts';
import type { BroadcastStore } from '../ports.ts';

/** Every delivery of a message, in order of recipient. */
export function deliveryPages(
  ledger: Pick<Ledger, 'rows'>,
  messageId: string,
  filter: { readonly state?: DeliveryState } = {},
  limit?: number,
): AsyncGenerator<readonly DeliveryRow[]> {
  return pagesOf<DeliveryRow, string>(
    (page) => ledger.rows(messageId, { ...filter, ...page }),
    ({ recipientId }) => recipientId,
    limit,
  );
}

/** The report of a broadcast and of everything done to it, a row per message and recipient, in pieces of CSV. */
export async function* reportCsv(
  { ledger, store }: { ledger: Ledger; store: BroadcastStore },
  broadcast: Broadcast,
): AsyncGenerator<string> {
  yield toCsv([
    ['message', 'recipient', 'kind', 'name', 'state', 'reason', 'attempts', 'acknowledged', 'changedAt'],
  ]);
  for (const { id: messageId } of messagesOf(broadcast)) {
    for await (const rows of deliveryPages(ledger, messageId)) {
      const pressed = await store.acknowledged(
        broadcast.id,
        rows.map(({ recipientId }) => recipientId),
      );
      const lines = rows.map((row) => [
        row.messageId,
        row.recipientId,
        row.kind,
        row.name,
        row.state,
        row.reason,
        row.attempt,
        pressed.has(row.recipientId) ? 'yes' : '',
        new Date(row.updatedAt).toISOString(),
      ]);
      yield csvLines(lines);
    }
  }
}
