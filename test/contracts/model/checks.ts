import { seeded } from '../../tools/train/random.ts';
import { interleaveSlots } from './book.ts';
import type { ModelDatabase } from './databases.ts';
import { compareWithModel, interleave } from './interleave.ts';
import { interleaveJobs } from './jobs.ts';
import { interleaveMonths } from './months.ts';
import { interleavePlans } from './plans.ts';

/** By name: the ledger beside its model, the ledger interleaved, and what decides by it or beside it. */
const checks = {
  model: compareWithModel,
  ledger: interleave,
  jobs: interleaveJobs,
  highlights: interleaveMonths,
  plans: interleavePlans,
  slots: interleaveSlots,
} as const satisfies Record<string, (database: ModelDatabase, seed: number) => Promise<string | null>>;

export type CheckName = keyof typeof checks;
export const checkNames = Object.keys(checks) as readonly CheckName[];

/** Seeds from `from` to `to`, or each `step`th of them. */
export interface Seeds {
  readonly from: number;
  readonly to: number;
  readonly step?: number;
}

/** Runs a check with each of the seeds, as far as it holds; returns what does not. */
export async function runCheck(
  database: ModelDatabase,
  name: CheckName,
  { from, to, step = 1 }: Seeds,
): Promise<string | null> {
  for (let seed = from; seed <= to; seed += step) {
    await database.clear();
    const found = await checks[name](database, seed);
    if (found !== null) return `${name}, ${found}`;
  }
  return null;
}

/** Before a query as many turns of the event loop as chance says, mostly none. */
export function anyWait(): () => Promise<void> {
  const random = seeded(7);
  return async () => {
    const turns = random() < 0.5 ? 0 : Math.floor(random() * 12);
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
  };
}
