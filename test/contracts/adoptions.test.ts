import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Adoption } from '../../src/adoption/decide/adoption.ts';
import {
  type AdoptionChange,
  decideMove,
  decideTakeBack,
  decideWish,
  linked,
} from '../../src/adoption/decide/decide-step.ts';
import type { Notice } from '../../src/delivery/notice.ts';
import type { Storage } from '../../src/storage/open.ts';
import { testButtons } from './buttons.ts';
import { onBothDatabases, testDelivery, testEntry, testNotice } from './both.ts';
import type { Role } from '../../src/access/roles.ts';

const initiative = { id: 'i-1on1', department: '緑区役所', name: '対話' };
const person = (id: string) => ({ id, name: `職員${id}` });
const change = (decided: ReturnType<typeof decideWish>): AdoptionChange => {
  if (decided === null || 'refusal' in decided) throw new Error(JSON.stringify(decided));
  return decided;
};
const wished = (id: string, department = '中央区役所', now = 1000, current: Adoption | null = null) =>
  change(decideWish(current, { initiative, department, person: person(id), why: '' }, now));
const moved = (current: Adoption, to: Adoption['state'], now: number, note = '') =>
  change(
    decideMove(
      current,
      { to, note, version: current.version },
      { person: person('hr'), roles: new Set<Role>(['admin']) },
      now,
    ),
  );
const notice = (id: string, ...recipientIds: string[]) => ({
  message: testNotice(id),
  deliveries: recipientIds.map(testDelivery),
});

onBothDatabases((open, openOther) => {
  let storage: Storage;
  beforeEach(() => {
    storage = open();
  });
  const commit = (one: AdoptionChange, notices: readonly Notice[] = []) =>
    storage.adoptions.commit(one, testEntry(one.next.id, one.step.at), notices);

  test('what is committed stands with its steps, its notice and its entry in the trail', async () => {
    const begun = wished('a');
    expect(await commit(begun, [notice('n', 'person:x', 'person:y')])).toBe(true);
    const trying = moved(begun.next, 'trying', 2000, '月1回から');
    expect(await commit(trying)).toBe(true);
    expect(await storage.adoptions.get(begun.next.id)).toEqual(trying.next);
    expect(await storage.adoptions.all()).toEqual([trying.next]);
    expect(await storage.adoptions.steps(begun.next.id)).toEqual([begun.step, trying.step]);
    expect((await storage.ledger.counts('n')).pending).toBe(2);
    expect(await storage.broadcasts.auditRows({ limit: 9 })).toHaveLength(2);
  });

  test('a step stays as it was taken, whatever comes after it', async () => {
    const begun = wished('a');
    const trying = moved(begun.next, 'trying', 2000, '月1回から');
    const declined = moved(trying.next, 'declined', 3000, '予算');
    const hr = { person: person('hr'), roles: new Set<Role>(['admin']) };
    const back = change(decideTakeBack(declined.next, declined.next.version, hr, 4000));
    const own = linked(back.next, 'i-own', 5000);
    const joined = wished('b', '中央区役所', 6000, own.next);
    const all = [begun, trying, declined, back, own, joined];
    for (const [index, one] of all.entries()) {
      expect(await commit(one)).toBe(true);
      // Nor does what is refused.
      expect(await commit(one)).toBe(false);
      const steps = await storage.adoptions.steps(begun.next.id);
      expect(steps).toEqual(all.slice(0, index + 1).map(({ step }) => step));
    }
    await storage.adoptions.ask(joined.next, notice('r', 'person:a'), 7000);
    await storage.adoptions.setDepartment('a', '会計課', 1);
    expect(await storage.adoptions.steps(begun.next.id)).toHaveLength(6);
  });

  test('of two that begin, and of two that move at once, one does; the other has no effect at all', async () => {
    const other = openOther();
    const both = [wished('a'), wished('b')] as const;
    const begins = await Promise.all([
      storage.adoptions.commit(both[0], testEntry('x'), [notice('n', 'person:x')]),
      other.adoptions.commit(both[1], testEntry('x'), [notice('n', 'person:x')]),
    ]);
    expect(begins.toSorted()).toEqual([false, true]);
    const current = (await storage.adoptions.get(both[0].next.id))!;
    const moves = await Promise.all([
      storage.adoptions.commit(moved(current, 'trying', 5), testEntry('x'), [notice('m1', 'person:x')]),
      other.adoptions.commit(moved(current, 'declined', 5, '予算'), testEntry('x'), [
        notice('m2', 'person:x'),
      ]),
    ]);
    expect(moves.toSorted()).toEqual([false, true]);
    expect(await storage.adoptions.steps(current.id)).toHaveLength(2);
    const planned = [await storage.ledger.messageState('m1'), await storage.ledger.messageState('m2')];
    expect(planned.filter((state) => state !== null)).toHaveLength(1);
    expect(await storage.broadcasts.auditRows({ limit: 9 })).toHaveLength(2);
  });

  describe('those that rest', () => {
    test('are asked about once for each step', async () => {
      const begun = wished('a');
      await commit(begun);
      expect(await storage.adoptions.resting(1000)).toEqual([]);
      expect(await storage.adoptions.resting(1001)).toEqual([begun.next]);
      expect(await storage.adoptions.ask(begun.next, notice('r', 'person:a'), 2000)).toBe(true);
      expect(await storage.adoptions.ask(begun.next, notice('r', 'person:a'), 2001)).toBe(false);
      expect(await storage.adoptions.resting(9000)).toEqual([]);
      // Somebody who joins is no step forward; a move is.
      const joined = wished('b', '中央区役所', 3000, begun.next);
      await commit(joined);
      expect(await storage.adoptions.resting(9000)).toEqual([]);
      const trying = moved(joined.next, 'trying', 4000);
      await commit(trying);
      expect(await storage.adoptions.resting(9000)).toEqual([trying.next]);
    });

    test('are not those that are decided, nor one that has moved meanwhile', async () => {
      const begun = wished('a');
      await commit(begun);
      const declined = moved(begun.next, 'declined', 1000, '理由');
      await commit(declined);
      expect(await storage.adoptions.resting(9000)).toEqual([]);
      expect(await storage.adoptions.ask(begun.next, notice('r', 'person:a'), 2000)).toBe(false);
      expect(await storage.ledger.messageState('r')).toBeNull();
    });
  });

  test('a person has one department, a department is quiet or not', async () => {
    const { adoptions } = storage;
    expect(await adoptions.departmentOf('a')).toBeNull();
    await adoptions.setDepartment('a', '会計課', 1);
    await adoptions.setDepartment('a', '消防局', 2);
    expect(await adoptions.departmentOf('a')).toBe('消防局');
    expect(await adoptions.setQuiet('会計課', true, testEntry('会計課'))).toBe(true);
    expect(await adoptions.setQuiet('会計課', true, testEntry('会計課'))).toBe(false);
    expect(await adoptions.isQuiet('会計課')).toBe(true);
    expect(await adoptions.setQuiet('会計課', false, testEntry('会計課'))).toBe(true);
    expect(await adoptions.setQuiet('会計課', false, testEntry('会計課'))).toBe(false);
    expect(await adoptions.isQuiet('会計課')).toBe(false);
    expect(await storage.broadcasts.auditRows({ limit: 9 })).toHaveLength(2);
  });

  describe('the buttons about what spreads', () => {
    testButtons(open, openOther);
  });
});
