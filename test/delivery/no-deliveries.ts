import type { DeliveryCounts } from '../../src/delivery/ports.ts';

/** Counts of a message that nothing was planned of. */
export const noDeliveries: DeliveryCounts = {
  pending: 0,
  leased: 0,
  sent: 0,
  unknown: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
};
