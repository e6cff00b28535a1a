import type { BroadcastStep } from '../../src/broadcast/ports.ts';
import type { Storage } from '../../src/storage/open.ts';
import { aDraft } from '../broadcast/drafts.ts';
import { testEntry } from './both.ts';

let decided = 0;

/** Stops messages or puts them back to be sent, as a step of some broadcast; returns how many deliveries. */
export async function decide(
  { broadcasts }: Storage,
  step: Pick<BroadcastStep, 'cancel' | 'resend'>,
  now: number,
): Promise<number> {
  const draft = { ...aDraft, id: `decided-${(decided += 1)}`, updatedAt: now };
  await broadcasts.create(draft, testEntry(draft.id, now));
  const result = await broadcasts.commitStep({ ...draft, version: 2 }, testEntry(draft.id, now), step);
  if (!result.ok) throw new Error(result.refusal);
  return result.count;
}
