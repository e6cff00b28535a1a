/** So many at once, the others in their order: what each holds while it is under way is the memory of a burst. */
export interface Room {
  /** Resolves when there is room; what it resolves with is to be called when that is over. */
  enter(): Promise<() => void>;
}

export function createRoom(max: number): Room {
  const waiting: (() => void)[] = [];
  let count = 0;
  const leave = () => {
    const next = waiting.shift();
    // Whoever comes next takes the place as it is.
    if (next) next();
    else count -= 1;
  };
  return {
    async enter() {
      if (count >= max) await new Promise<void>((resolve) => waiting.push(resolve));
      else count += 1;
      return leave;
    },
  };
}
