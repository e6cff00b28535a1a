import { describe, expect, test } from '@jest/globals';
import { type Adoption, adoptionId } from '../../src/adoption/decide/adoption.ts';
import {
  type AdoptionChange,
  decideMove,
  decideTakeBack,
  decideWish,
} from '../../src/adoption/decide/decide-step.ts';
import type { Role } from '../../src/access/roles.ts';

const initiative = { id: 'i-1on1', department: '緑区役所', name: '１ｏｎ１ミーティング' };
const ann = { id: 'ann', name: '職員A' };
const bob = { id: 'bob', name: '職員B' };
const hr = { person: { id: 'hr', name: '人事' }, roles: new Set<Role>(['admin']) };
const wish = (person = ann, why = 'うちも対話を増やしたい') => ({
  initiative,
  department: '中央区役所',
  person,
  why,
});
const change = (decided: ReturnType<typeof decideWish>): AdoptionChange => {
  if (decided === null || 'refusal' in decided) throw new Error(JSON.stringify(decided));
  return decided;
};
const begun = change(decideWish(null, wish(), 1000)).next;
const moved = (from: Adoption, to: Adoption['state'], note = '') =>
  change(decideMove(from, { to, note, version: from.version }, { person: ann, roles: new Set<Role>() }, 2000))
    .next;

describe('うちでもやりたい', () => {
  test('begins with 関心, who, when and why', () => {
    expect(change(decideWish(null, wish(), 1000))).toEqual({
      next: {
        id: adoptionId('i-1on1', '中央区役所'),
        version: 1,
        initiativeId: 'i-1on1',
        source: { department: '緑区役所', name: '１ｏｎ１ミーティング' },
        department: '中央区役所',
        state: 'interested',
        before: null,
        reason: 'うちも対話を増やしたい',
        people: [ann],
        rowId: null,
        beganAt: 1000,
        movedAt: 1000,
      },
      step: { kind: 'begin', state: 'interested', at: 1000, person: ann, note: 'うちも対話を増やしたい' },
    });
  });

  test('a department does not take over from itself', () => {
    expect(decideWish(null, { ...wish(), department: '緑区役所' }, 1)).toEqual({ refusal: 'own' });
  });

  test('a second person joins and moves nothing; who is in it already changes nothing', () => {
    const joined = change(decideWish(begun, wish(bob), 5000));
    expect(joined.step.kind).toBe('join');
    expect(joined.next).toMatchObject({ version: 2, state: 'interested', people: [ann, bob], movedAt: 1000 });
    expect(decideWish(begun, wish(ann), 5000)).toBeNull();
  });

  test('what was declined is taken up again, by whoever presses', () => {
    const declined = moved(begun, 'declined', '予算がない');
    const again = change(decideWish(declined, wish(bob, '予算がついた'), 9000));
    expect(again.step).toMatchObject({ kind: 'begin', state: 'interested', note: '予算がついた' });
    expect(again.next).toMatchObject({ state: 'interested', reason: '予算がついた', movedAt: 9000 });
  });
});

describe('moving', () => {
  test('its people and HR may, others may not', () => {
    const move = { to: 'trying', note: '', version: 1 } as const;
    expect(decideMove(begun, move, { person: bob, roles: new Set<Role>() }, 1)).toEqual({
      refusal: 'notYours',
    });
    expect(decideMove(begun, move, hr, 7)).toMatchObject({
      next: { state: 'trying', version: 2, movedAt: 7 },
      step: { kind: 'move', person: hr.person },
    });
  });

  test('a card that is older than the last step moves nothing', () => {
    const trying = moved(begun, 'trying');
    const move = { to: 'adopted', note: '', version: 1 } as const;
    expect(decideMove(trying, move, hr, 1)).toEqual({ refusal: 'stale' });
  });

  test('見送り takes a reason, which is kept', () => {
    const move = { to: 'declined', note: '  ', version: 1 } as const;
    expect(decideMove(begun, move, hr, 1)).toEqual({ refusal: 'needsReason' });
    expect(moved(begun, 'declined', '人手が足りない').reason).toBe('人手が足りない');
  });

  test('what is decided is moved no more, but taken back to where it was', () => {
    for (const to of ['adopted', 'declined'] as const) {
      const decided = moved(moved(begun, 'trying'), to, '理由');
      expect(decideMove(decided, { to: 'considering', note: '', version: 3 }, hr, 1)).toEqual({
        refusal: 'sameState',
      });
      expect(decideTakeBack(decided, 3, hr, 8)).toMatchObject({
        next: { state: 'trying', before: null, version: 4, movedAt: 8 },
        step: { kind: 'takeBack', state: 'trying' },
      });
    }
    expect(decideTakeBack(begun, 1, hr, 8)).toEqual({ refusal: 'notDecided' });
    expect(decideTakeBack(begun, 1, { person: bob, roles: new Set<Role>() }, 8)).toEqual({
      refusal: 'notYours',
    });
  });
});
