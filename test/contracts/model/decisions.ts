import type { Kysely } from 'kysely';
import { cancelMessage, resendDeliveries } from '../../../src/storage/ledger/ledger.ts';
import type { Dialect, Tables } from '../../../src/storage/schema.ts';

/** What decisions do to a message, each in a transaction of its own. */
export const decisionsOn = (db: Kysely<Tables>, dialect: Dialect) => ({
  cancel: (messageId: string, now: number) =>
    db.transaction().execute((trx) => cancelMessage(trx, dialect, messageId, now)),
  resend: (messageId: string, state: 'failed' | 'unknown', now: number) =>
    db.transaction().execute((trx) => resendDeliveries(trx, dialect, { messageId, state }, now)),
});
export type Decisions = ReturnType<typeof decisionsOn>;
