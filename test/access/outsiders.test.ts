import { describe, expect, test } from '@jest/globals';
import { createOutsiders } from '../../src/access/outsiders.ts';
import { findActor } from '../../src/access/actor.ts';

const minute = 60_000;

/** Teams, as told, and a clock. */
function world() {
  const it = {
    says: 'staff' as 'staff' | 'outsider' | null,
    fails: false,
    silent: false,
    asked: 0,
    at: 0,
  };
  const isOutsider = createOutsiders(
    () => {
      it.asked += 1;
      if (it.silent) return new Promise(() => undefined);
      return it.fails ? Promise.reject(new Error('503')) : Promise.resolve(it.says);
    },
    {
      elapsed: () => it.at,
      sleep: () => (it.silent ? Promise.resolve() : new Promise(() => undefined)),
    },
  );
  return Object.assign(it, { isOutsider });
}

describe('whether somebody is an outsider', () => {
  test('is asked once for many requests, and again after three minutes', async () => {
    const it = world();
    expect(await Promise.all([it.isOutsider('a'), it.isOutsider('a')])).toEqual([false, false]);
    it.says = 'outsider';
    it.at = 3 * minute - 1;
    expect(await it.isOutsider('a')).toBe(false);
    expect(it.asked).toBe(1);
    it.at = 3 * minute;
    expect(await it.isOutsider('a')).toBe(true);
    expect(it.asked).toBe(2);
  });

  test.each(['fails', 'silent', 'says nothing'] as const)(
    'stays as Teams said last while it %s',
    async (how) => {
      const it = world();
      it.says = 'outsider';
      expect(await it.isOutsider('a')).toBe(true);
      it.at = 4 * minute;
      Object.assign(it, { [how]: true, says: null });
      expect(await it.isOutsider('a')).toBe(true);
      expect(await it.isOutsider('b')).toBe(false);
    },
  );
});

test('an outsider holds no role, by whichever of the three ways; who holds none by name is not asked about', async () => {
  const it = world();
  const sources = {
    store: { roles: (id: string) => Promise.resolve(id === 'granted' ? (['approver'] as const) : []) },
    admins: ['admin'],
    teamRoles: {
      standings: () =>
        Promise.resolve([
          {
            role: 'editor' as const,
            standing: {
              state: 'found' as const,
              named: 't',
              team: { teamId: 't', name: null },
              members: new Map(
                ['granted', 'member'].map((id) => [id, { aadObjectId: id, isGuest: false }]),
              ) as never,
            },
          },
        ]),
    },
    isOutsider: it.isOutsider,
  };
  const roles = async (id: string) => [...(await findActor(id, sources)).roles];
  expect(await roles('granted')).toEqual(['approver', 'editor']);
  expect(await roles('admin')).toEqual(['admin']);
  expect(await roles('member')).toEqual(['editor']);
  expect(it.asked).toBe(2);
  it.says = 'outsider';
  it.at = 4 * minute;
  expect(await roles('granted')).toEqual([]);
  expect(await roles('admin')).toEqual([]);
});
