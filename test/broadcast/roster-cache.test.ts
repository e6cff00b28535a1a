import { expect, test } from '@jest/globals';
import { type RosterMember, RosterUnreadable } from '../../src/access/roster.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';
import { cacheRosters } from '../../src/start/sending/roster-cache.ts';

const PAGE = 500;

/** Teams of `pages` pages each, which count how often a page was asked for. */
function teams(pages: number) {
  let asked = 0;
  let refusesFrom = Infinity;
  // The cache takes 0 for no time at all.
  let elapsed = 1000;
  async function* read(team: Recipient): AsyncGenerator<readonly RosterMember[]> {
    for (let page = 0; page < pages; page += 1) {
      asked += 1;
      await new Promise(setImmediate);
      if (page >= refusesFrom) throw new RosterUnreadable(team.id, new Error('429'));
      yield Array.from({ length: PAGE }, (_, index) => memberOf(page * PAGE + index));
    }
  }
  const roster = cacheRosters(read, { elapsed: () => elapsed });
  return {
    roster,
    asked: () => asked,
    refuse: (page: number) => (refusesFrom = page),
    pass: (ms: number) => (elapsed += ms),
  };
}

function memberOf(n: number): RosterMember {
  return { userId: `29:${n}`, aadObjectId: `id-${n}`, upn: null, name: null, isGuest: false };
}

function teamOf(id: string): Recipient {
  return { id: `team:${id}`, kind: 'team', teamId: id } as Recipient;
}

async function count(members: AsyncIterable<readonly RosterMember[]>): Promise<number> {
  let sum = 0;
  for await (const page of members) sum += page.length;
  return sum;
}

test('a roster of 50,000 is read once for all who ask at once and within three minutes', async () => {
  const { roster, asked, pass } = teams(100);
  const [team, other] = [teamOf('a'), teamOf('b')];
  expect(await Promise.all([count(roster(team)), count(roster(team))])).toEqual([50_000, 50_000]);
  expect(asked()).toBe(100);
  pass(3 * 60_000 - 1);
  expect(await count(roster(team))).toBe(50_000);
  expect(asked()).toBe(100);
  expect(await count(roster(other))).toBe(50_000);
  expect(asked()).toBe(200);
  pass(2);
  expect(await count(roster(team))).toBe(50_000);
  expect(asked()).toBe(300);
});

test('who looks for somebody and needs no more leaves the rest for the next', async () => {
  const { roster, asked } = teams(4);
  for await (const page of roster(teamOf('a'))) if (page.length > 0) break;
  expect(await count(roster(teamOf('a')))).toBe(4 * PAGE);
  expect(asked()).toBe(4);
});

test('what Teams has told until it refused is there for all, and the next asks anew', async () => {
  const { roster, asked, refuse } = teams(4);
  refuse(2);
  const read = async () => {
    let members = 0;
    try {
      for await (const page of roster(teamOf('a'))) members += page.length;
      return { members, isWhole: true };
    } catch (error) {
      return { members, isWhole: !(error instanceof RosterUnreadable) };
    }
  };
  const partial = { members: 2 * PAGE, isWhole: false };
  expect(await Promise.all([read(), read()])).toEqual([partial, partial]);
  expect(asked()).toBe(3);
  refuse(Infinity);
  expect(await read()).toEqual({ members: 4 * PAGE, isWhole: true });
  expect(asked()).toBe(7);
});

test('no more than 100,000 members are kept', async () => {
  const { roster, asked } = teams(150);
  for (const id of ['a', 'b', 'a']) expect(await count(roster(teamOf(id)))).toBe(75_000);
  expect(asked()).toBe(450);
});
