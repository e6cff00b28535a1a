import type { DeliveryRow, DeliveryState, Ledger } from '../../delivery/ports.ts';
import { type Broadcast, type BroadcastMessage, messagesOf } from '../decide/broadcast.ts';
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

/** How a report says things. */
export interface ReportWords {
  /** In the order of the columns; the last two are the time of the last change, theirs and UTC. */
  readonly columns: readonly string[];
  readonly message: (kind: BroadcastMessage['kind']) => string;
  readonly recipient: (kind: DeliveryRow['kind']) => string;
  readonly state: (state: DeliveryState) => string;
  readonly reason: (code: string | null) => string;
  readonly acknowledged: string;
  /** Of somebody who was asked to confirm and has not. */
  readonly unacknowledged: string;
  /** In the reader's zone, from epoch milliseconds. */
  readonly time: (at: number) => string;
}

const utc = (at: number): string => new Date(at).toISOString();

/** As programs know them. */
export const REPORT_COLUMNS = [
  'message',
  'recipient',
  'kind',
  'name',
  'state',
  'reason',
  'attempts',
  'acknowledged',
  'changedAt',
  'utc',
] as const;

/** As the ledger has it, for programs. */
const CODES: ReportWords = {
  columns: REPORT_COLUMNS,
  message: (kind) => kind,
  recipient: (kind) => kind ?? '',
  state: (state) => state,
  reason: (code) => code ?? '',
  acknowledged: 'yes',
  unacknowledged: '',
  time: utc,
};

/** The report of a broadcast and of everything done to it, a row per message and recipient, in pieces of CSV. */
export async function* reportCsv(
  { ledger, store }: { ledger: Pick<Ledger, 'rows'>; store: Pick<BroadcastStore, 'acknowledged'> },
  broadcast: Broadcast,
  words: ReportWords | null = null,
): AsyncGenerator<string> {
  const { columns, message, recipient, state, reason, time, ...said } = words ?? CODES;
  yield toCsv([columns]);
  for (const { id: messageId, kind } of messagesOf(broadcast)) {
    const asks = broadcast.content.acknowledge && (kind === 'post' || kind === 'reminder');
    const isAsked = (row: DeliveryRow) => asks && row.kind === 'person' && row.state === 'sent';
    for await (const rows of deliveryPages(ledger, messageId)) {
      const pressed = await store.acknowledged(
        broadcast.id,
        rows.map(({ recipientId }) => recipientId),
      );
      const lines = rows.map((row) => [
        words === null ? row.messageId : message(kind),
        row.recipientId,
        recipient(row.kind),
        row.name,
        state(row.state),
        reason(row.reason),
        row.attempt,
        pressed.has(row.recipientId) ? said.acknowledged : isAsked(row) ? said.unacknowledged : '',
        time(row.updatedAt),
        utc(row.updatedAt),
      ]);
      yield csvLines(lines);
    }
  }
}
