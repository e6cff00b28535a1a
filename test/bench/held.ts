import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How long the event loop was held in one stretch, at the most, ms. */
export interface Held {
  /** By the clock: with what else the machine did meanwhile. */
  readonly wallMs: number;
  /** Of this thread's own work between two turns of the loop: the same on a busy machine. */
  readonly cpuMs: number;
  /** All of the thread's work. */
  readonly workMs: number;
}

/** Looks at the event loop until it is stopped. */
export function watchLoop(): { readonly look: () => Held; readonly stop: () => void } {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const from = threadMs();
  let before = from;
  let cpuMs = 0;
  const note = () => {
    const now = threadMs();
    cpuMs = Math.max(cpuMs, now - before);
    before = now;
  };
  const timer = setInterval(note, 1);
  delay.enable();
  return {
    look() {
      note();
      return { wallMs: delay.max / 1e6, cpuMs, workMs: threadMs() - from };
    },
    stop() {
      delay.disable();
      clearInterval(timer);
    },
  };
}

/** Does something and watches the event loop meanwhile. */
export async function whileWatched<T>(work: () => Promise<T>): Promise<Held & { readonly result: T }> {
  // What was made before is no part of it.
  collectGarbage();
  const watch = watchLoop();
  try {
    const result = await work();
    // What came just before the end is a stretch too.
    await new Promise((resolve) => setImmediate(resolve));
    return { result, ...watch.look() };
  } finally {
    watch.stop();
  }
}

/** Also where the process was not started for it. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // What a first collection leaves to finalizers a second one takes.
  for (let times = 0; times < 2; times += 1) collect();
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
