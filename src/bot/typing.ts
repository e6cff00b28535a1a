/** Starts a timer and returns what stops it; a test's own can fire at will. */
export type StartTimer = (delayMs: number, onTime: () => void) => () => void;

/** A timer of the event loop. */
export const startTimer: StartTimer = (delayMs, onTime) => {
  const timer = setTimeout(onTime, delayMs);
  return () => {
    clearTimeout(timer);
  };
};

/** Below this an indicator would only flicker. */
const SLOW_MS = 500;

/** Does the work, and shows the typing indicator when it takes longer than half a second. */
export async function withTyping<T>(
  start: StartTimer,
  showTyping: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const stop = start(SLOW_MS, showTyping);
  try {
    return await work();
  } finally {
    stop();
  }
}
