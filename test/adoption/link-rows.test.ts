import { expect, test } from '@jest/globals';
import { type Adoption, adoptionId } from '../../src/adoption/decide/adoption.ts';
import type { AdoptionChange } from '../../src/adoption/decide/decide-step.ts';
import { startAdoption } from '../../src/start/adoption.ts';

const adoption = (over: Partial<Adoption>): Adoption => ({
  id: adoptionId('i-source', '会計課'),
  version: 1,
  initiativeId: 'i-source',
  source: { department: '緑区役所', name: '対話' },
  department: '会計課',
  state: 'interested',
  before: null,
  reason: '',
  people: [],
  rowId: null,
  beganAt: 1,
  movedAt: 1,
  ...over,
});

/** The feature over one adoption; `look` is its next tick, `loses` how many commits another instance is faster than. */
function linking() {
  const kept = { one: adoption({}), seq: 1, loses: 0, reads: 0 };
  const initiatives = [{ id: 'i-own', department: '会計課', name: '対話' }];
  let wake: () => void = () => undefined;
  let asleep: () => void = () => undefined;
  const feature = startAdoption({
    ready: () => Promise.resolve(),
    knowledge: () => ({ data: { revision: 'r1', initiatives }, engine: { similar: () => [] } }),
    clock: {
      now: () => 5,
      sleep: (_ms: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => {
            resolve();
          });
          asleep();
        }),
    },
    store: {
      lastSeq: () => Promise.resolve(kept.seq),
      resting: () => Promise.resolve([]),
      all: () => {
        kept.reads += 1;
        return Promise.resolve([kept.one]);
      },
      commit: ({ next }: AdoptionChange) => {
        if (kept.loses-- > 0) return Promise.resolve(false);
        kept.one = next;
        kept.seq += 1;
        return Promise.resolve(true);
      },
    },
    onError: (error: unknown) => {
      throw error;
    },
  } as never);
  const look = async () => {
    const done = new Promise<void>((resolve) => {
      asleep = resolve;
    });
    wake();
    await done;
  };
  const first = new Promise<void>((resolve) => {
    asleep = resolve;
  });
  return { kept, look, first, stop: () => feature.stop() };
}

test('a step that came is linked in the same data, and what nobody has moved is not looked through again', async () => {
  const { kept, look, first, stop } = linking();
  await first;
  expect(kept.one.rowId).toBeNull();
  kept.one = adoption({ state: 'adopted', version: 2 });
  kept.seq += 1;
  await look();
  expect(kept.one).toMatchObject({ rowId: 'i-own', version: 3 });
  await look();
  const { reads } = kept;
  await look();
  expect(kept.reads).toBe(reads);
  await stop();
});

test('a link that another step was faster than is made by the next look', async () => {
  const { kept, look, first, stop } = linking();
  await first;
  kept.one = adoption({ state: 'trying', version: 2 });
  kept.seq += 1;
  kept.loses = 1;
  await look();
  expect(kept.one.rowId).toBeNull();
  await look();
  expect(kept.one.rowId).toBe('i-own');
  await stop();
});
