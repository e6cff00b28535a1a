import type { Ledger } from '../../delivery/ports.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { csvLines, toCsv } from '../../text/csv.ts';
import type { BroadcastStore } from '../ports.ts';

const pageSize = 1000;

/** The report of a broadcast and of everything done to it, a row per message and recipient, in pieces of CSV. */
export async function* reportCsv(
  { ledger, store }: { ledger: Ledger; store: BroadcastStore },
  { id, jobs }: Broadcast,
): AsyncGenerator<string> {
  yield toCsv([
    ['message', 'recipient', 'kind', 'name', 'state', 'reason', 'attempts', 'acknowledged', 'changedAt'],
  ]);
  for (const messageId of [id, ...jobs.map((job) => job.id)]) {
    let after = '';
    for (;;) {
      const rows = await ledger.rows(messageId, { after, limit: pageSize });
      const pressed = await store.acknowledged(
        id,
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
      if (lines.length > 0) yield csvLines(lines);
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) break;
      after = last.recipientId;
    }
  }
}
