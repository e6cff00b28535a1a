import type { SlotBook } from '../../delivery/ports.ts';
import type { Connector } from '../../teams/connector.ts';

/** Replies to turns, which wait for no slot, as the pace of what is sent has to know of them. */
interface CountedReplies {
  /** Counts each request. */
  readonly connector: Connector;
  /** A book whose bookings leave room for as many as have left since the one before. */
  beside(slots: SlotBook): SlotBook;
}

/**
 * Teams limits all that the app sends in a tenant: a broadcast that takes the whole of it would leave those who ask
 * meanwhile without an answer.
 */
export function countReplies(connector: Connector): CountedReplies {
  let replies = 0;
  return {
    connector: (asked) => {
      replies += 1;
      return connector(asked);
    },
    beside: (slots) => ({
      ...slots,
      reserve(keys, departures) {
        const unbooked = replies;
        replies = 0;
        return slots.reserve(keys, departures, unbooked);
      },
    }),
  };
}
