import { describe, expect, test } from '@jest/globals';
import { createBrake } from '../../src/delivery/pace/brake.ts';
import type { Outcome } from '../../src/delivery/decide-delivery.ts';

const sent: Outcome = { type: 'accepted', post: null };
const refused = (status: number): Outcome => ({ type: 'refused', status, code: null, retryAfterMs: null });
const silent: Outcome = { type: 'noAnswer', reason: 'timeout' };

function braking() {
  const told: (string | null)[] = [];
  const brake = createBrake((reason) => told.push(reason));
  const note = (outcome: Outcome, times: number, now = 0) => {
    for (let count = 0; count < times; count += 1) brake.note(outcome, now);
  };
  return { brake, told, note };
}

describe('sending pauses', () => {
  test.each([
    ['http500', refused(500)],
    ['http401', refused(401)],
    ['timeout', silent],
  ])('after sixteen of twenty ended by %s, no earlier', (reason, outcome) => {
    const { brake, told, note } = braking();
    note(sent, 4);
    note(outcome, 15);
    expect([brake.waitMs(0), brake.isProbing, told]).toEqual([0, false, []]);
    note(outcome, 1);
    expect([brake.waitMs(0), brake.isProbing, told]).toEqual([5000, true, [reason]]);
  });

  test('not for what says nothing of the others', () => {
    const { told, note } = braking();
    for (const status of [403, 404, 429, 400]) note(refused(status), 50);
    note({ type: 'notSent', reason: 'noToken' }, 50);
    expect(told).toEqual([]);
  });

  test('for faults of several kinds too, by the name of the commonest', () => {
    const { brake, told, note } = braking();
    for (let round = 0; round < 4; round += 1) {
      note(sent, 1);
      note(refused(502), 1);
      note(silent, 2);
      note(refused(500), 1);
    }
    expect([brake.isProbing, told]).toEqual([true, ['timeout']]);
  });

  test('longer each time that the one that is tried fails, at most a minute, until one is taken', () => {
    const { brake, told, note } = braking();
    note(refused(500), 16);
    // Answers to what was under way when it stopped.
    note(refused(500), 40, 100);
    note(sent, 1, 100);
    expect(brake.waitMs(100)).toBe(4900);
    let now = 5000;
    const pauses: number[] = [];
    for (let probe = 0; probe < 5; probe += 1) {
      expect(brake.waitMs(now)).toBe(0);
      note(refused(500), 1, now);
      pauses.push(brake.waitMs(now));
      now += brake.waitMs(now);
    }
    expect(pauses).toEqual([10_000, 20_000, 40_000, 60_000, 60_000]);
    note(sent, 1, now);
    expect([brake.waitMs(now), brake.isProbing, told]).toEqual([0, false, ['http500', null]]);
  });
});
