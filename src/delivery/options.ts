/** How a worker goes about it. */
export interface WorkerOptions {
  /** Deliveries claimed at a time: a fraction of a second's work, so that messages take turns and cancel bites. */
  readonly batch: number;
  /** Requests under way at once: at 50/s enough for answers that take more than a second. */
  readonly concurrency: number;
  /** Slots booked at a time; a process that dies loses no more than these. */
  readonly slice: number;
  /** Much longer than a request may take: it ends only when a worker has died or lost its database. */
  readonly leaseMs: number;
  /** A slot that could not be used within this time is given up. */
  readonly toleranceMs: number;
  readonly pollMs: number;
  /** Between two looks at leases that have run out. */
  readonly sweepMs: number;
  /** See `Try` in decide-delivery.ts. */
  readonly repeatsGatewayErrors: boolean;
}

/** For the documented pace. */
export const workerDefaults: WorkerOptions = {
  batch: 20,
  concurrency: 64,
  slice: 5,
  leaseMs: 60_000,
  toleranceMs: 200,
  pollMs: 500,
  sweepMs: 5000,
  repeatsGatewayErrors: false,
};
