/** Work that can be laid down for a while wherever it yields. */
export type Steps<T> = Generator<undefined, T>;

/** Does the work in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** What work in slices needs of the outside. */
interface Pauses {
  /** Milliseconds, from any start. */
  readonly elapsed: () => number;
  /** Lets everything else that waits have its turn. */
  readonly pause: () => Promise<void>;
}

/** Longer, and whoever asks meanwhile would notice. */
const SLICE_MS = 8;

/** Does the work a few milliseconds at a time, so that nothing beside it waits for the whole. */
export async function finishInSlices<T>(steps: Steps<T>, { elapsed, pause }: Pauses): Promise<T> {
  let from = elapsed();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (elapsed() - from < SLICE_MS) continue;
    await pause();
    from = elapsed();
  }
}
