import { describe, expect, test } from '@jest/globals';
import type { AuditEntry } from '../../src/access/audit/audit.ts';
import { createRefusals } from '../../src/access/audit/refusals.ts';

const minute = 60_000;

function trailWith() {
  let now = 0;
  const trail: AuditEntry[] = [];
  const write = (entry: AuditEntry) => {
    trail.push(entry);
    return Promise.resolve();
  };
  const refusals = createRefusals(write, () => now);
  const refuse = async (actor: string, times: number) => {
    for (let i = 0; i < times; i++)
      await refusals.note({
        at: now,
        actor,
        action: 'denied',
        subject: `b-${i}`,
        detail: { action: 'approve' },
      });
  };
  const pass = (ms: number) => {
    now += ms;
  };
  return { trail, refusals, refuse, pass };
}

describe('refusals in the trail', () => {
  test('a few are entries, each', async () => {
    const { trail, refuse, refusals, pass } = trailWith();
    await refuse('eve', 10);
    pass(11 * minute);
    await refusals.flush();
    expect(trail.map(({ subject }) => subject)).toEqual(Array.from({ length: 10 }, (_, i) => `b-${i}`));
  });

  test('three hundred are ten entries and one number, and hide nobody else', async () => {
    const { trail, refuse, refusals, pass } = trailWith();
    await refuse('eve', 300);
    await refuse('ann', 2);
    expect(trail).toHaveLength(12);
    pass(9 * minute);
    await refusals.flush();
    expect(trail).toHaveLength(12);
    pass(minute);
    await refusals.flush();
    await refusals.flush();
    expect(trail.slice(12)).toEqual([
      {
        at: 10 * minute,
        actor: 'eve',
        action: 'denied',
        subject: '',
        detail: { action: 'approve', counted: 290, since: 0 },
      },
    ]);
  });

  test('who goes on is counted on, and written down again after a while', async () => {
    const { trail, refuse, pass } = trailWith();
    await refuse('eve', 15);
    pass(10 * minute);
    await refuse('eve', 1);
    expect(trail.slice(10).map(({ subject, detail }) => [subject, detail['counted']])).toEqual([
      ['', 5],
      ['b-0', undefined],
    ]);
  });

  test('however many people try, no more than a bounded number is remembered, and each is written once', async () => {
    const { trail, refuse } = trailWith();
    await refuse('first', 10);
    for (let person = 0; person < 3000; person++) await refuse(`p-${person}`, 1);
    expect(trail).toHaveLength(3010);
    // Whoever was refused longest ago begins anew.
    await refuse('first', 1);
    expect(trail).toHaveLength(3011);
  });
});
