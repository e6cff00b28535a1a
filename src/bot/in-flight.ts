/** Counts what is under way for each person, so that one person's flood does not make others wait. */
export interface InFlight {
  /** null: there are `max` of this person's already. What it returns is to be called when the turn is over. */
  enter(person: string): (() => void) | null;
  /** Whether this is the first to be turned away since the person had none under way: the others need no words. */
  isFirstRefusal(person: string): boolean;
}

export function createInFlight(max: number): InFlight {
  const people = new Map<string, { count: number; isTold: boolean }>();
  return {
    enter(person) {
      const known = people.get(person) ?? { count: 0, isTold: false };
      if (known.count >= max) return null;
      known.count += 1;
      people.set(person, known);
      return () => {
        known.count -= 1;
        if (known.count === 0) people.delete(person);
      };
    },
    isFirstRefusal(person) {
      const known = people.get(person);
      if (!known || known.isTold) return false;
      known.isTold = true;
      return true;
    },
  };
}
