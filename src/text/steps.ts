/** Work that can be laid down for a while wherever it yields. */
export type Steps<T> = Generator<undefined, T>;

/** Does the work in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** What becomes of each item, an item a step. */
export function* mapped<T, R>(items: readonly T[], make: (item: T, at: number) => R): Steps<R[]> {
  const made: R[] = [];
  for (const [at, item] of items.entries()) {
    made.push(make(item, at));
    yield;
  }
  return made;
}

/** Work that can be done ahead, in steps; whoever needs its outcome before does the rest at once. */
export interface Due<T> {
  readonly steps: () => Steps<void>;
  readonly get: () => T;
}

/** The work as one that is due. */
export function due<T>(steps: Steps<T>): Due<T> {
  let result: IteratorResult<undefined, T> = { done: false, value: undefined };
  return {
    *steps() {
      while (result.done !== true) {
        result = steps.next();
        yield;
      }
    },
    get() {
      while (result.done !== true) result = steps.next();
      return result.value;
    },
  };
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
