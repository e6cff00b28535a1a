import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Profiles, type Aspect, type Counting } from '../../../../src/question/choose/weigh/profiles.ts';
import { AT, WIDTH } from '../../../../src/question/choose/weigh/scores.ts';
import { STRENGTHS } from '../../../../src/question/index/rows/strengths.ts';

const ROWS = 40;
const ASPECTS: readonly Aspect[] = ['met', 'served', 'kin', 'verbatim'];

/** Row → level or likelihood, as ascending rows with their values. */
const sorted = (map: ReadonlyMap<number, number>) => [...map].sort(([a], [b]) => a - b);
const valued = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(fc.nat(ROWS - 1), value), { maxLength: ROWS }).map((pairs) => new Map(pairs));

const rowsNote = fc.uniqueArray(fc.nat(ROWS - 1)).map((rows) => ({ kind: 'rows' as const, rows }));
const softNote = fc
  .array(valued(fc.integer({ min: 1, max: 63 }).map((n) => n / 64)), { minLength: 1, maxLength: 3 })
  .map((lists) => ({ kind: 'soft' as const, lists }));
const matchesNote = fc
  .array(
    fc.record({
      levels: valued(fc.integer({ min: 1, max: STRENGTHS.length - 1 })),
      as: fc.subarray([...ASPECTS], { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((lists) => ({ kind: 'matches' as const, lists }));
/** One of them after lists that count for any row comes one that counts only for rows that are known. */
const notes = fc.array(fc.oneof(rowsNote, softNote, matchesNote), { maxLength: 12 });

/** What every row would have if each were written to by itself: quarters and the like, so that sums are exact. */
class ByRow {
  readonly values = Array.from({ length: ROWS }, () => new Float32Array(WIDTH));
  readonly isKnown = new Array<boolean>(ROWS).fill(false);

  add(row: number, share: keyof typeof AT, value: number): void {
    this.isKnown[row] = true;
    this.values[row]![AT[share]]! += value;
  }
}

function noted(all: typeof notes extends fc.Arbitrary<infer T> ? T : never): [Profiles, ByRow] {
  const profiles = new Profiles(ROWS);
  const byRow = new ByRow();
  profiles.clear();
  for (const note of all) {
    if (note.kind === 'rows') {
      profiles.addRows(Uint32Array.from(note.rows), ({ values }, profile) => {
        values[profile * WIDTH + AT.wording]! += 0.25;
      });
      for (const row of note.rows) byRow.add(row, 'wording', 0.25);
    } else if (note.kind === 'soft') {
      profiles.addSoft(
        note.lists.map((list) => ({
          rows: Uint32Array.from(sorted(list), ([row]) => row),
          strengths: Float32Array.from(sorted(list), ([, likelihood]) => likelihood),
        })),
        ({ values }, profile, likelihood) => {
          values[profile * WIDTH + AT.soft]! += likelihood;
        },
      );
      for (let row = 0; row < ROWS; row++) {
        const most = Math.max(0, ...note.lists.map((list) => list.get(row) ?? 0));
        if (most > 0) byRow.add(row, 'soft', most);
      }
    } else {
      const counting = note.lists.map(({ levels, as }, i): Counting => ({
        matches: {
          rows: Uint32Array.from(sorted(levels), ([row]) => row),
          levels: Uint8Array.from(sorted(levels), ([, level]) => level),
        },
        as,
        known: i === 3,
      }));
      profiles.addMatches(counting, ({ values, met }, profile, strengths) => {
        met[profile]! |= 1;
        values[profile * WIDTH + AT.strength]! += strengths.met;
        values[profile * WIDTH + AT.served]! += strengths.served;
        values[profile * WIDTH + AT.kin]! += strengths.kin;
        values[profile * WIDTH + AT.verbatim]! += strengths.verbatim;
      });
      const known = byRow.isKnown.slice();
      for (let row = 0; row < ROWS; row++) {
        const isAny = note.lists.slice(0, 3).some(({ levels }) => levels.has(row));
        const lists = note.lists.filter((_, i) => i < 3 || known[row] || isAny);
        if (!lists.some(({ levels }) => levels.has(row))) continue;
        for (const [aspect, share] of [
          ['met', 'strength'],
          ['served', 'served'],
          ['kin', 'kin'],
          ['verbatim', 'verbatim'],
        ] as const) {
          const of = lists.filter(({ as }) => as.includes(aspect));
          byRow.add(row, share, Math.max(0, ...of.map(({ levels }) => STRENGTHS[levels.get(row) ?? 0]!)));
        }
      }
    }
  }
  return [profiles, byRow];
}

describe('what is noted of profiles', () => {
  test('is for each row what it would be if each were noted by itself', () => {
    fc.assert(
      fc.property(notes, (all) => {
        const [profiles, byRow] = noted(all);
        for (let row = 0; row < ROWS; row++) {
          const profile = profiles.of[row]!;
          expect(profile > 0).toBe(byRow.isKnown[row]);
          expect([...profiles.notes.values.subarray(profile * WIDTH, (profile + 1) * WIDTH)]).toEqual([
            ...byRow.values[row]!,
          ]);
        }
      }),
    );
  });

  test('counts the rows of each, and no more profiles than rows are had at once', () => {
    fc.assert(
      fc.property(notes, (all) => {
        const [profiles] = noted(all);
        const counts = new Map<number, number>();
        for (const profile of profiles.of)
          if (profile > 0) counts.set(profile, (counts.get(profile) ?? 0) + 1);
        for (let profile = 1; profile < profiles.size; profile++)
          expect(profiles.countOf(profile)).toBe(counts.get(profile) ?? 0);
        expect(profiles.size).toBeLessThanOrEqual(ROWS + 2);
      }),
    );
  });
});

test('rows of which the same is noted share a profile, and thousands find room', () => {
  const profiles = new Profiles(10_000);
  profiles.clear();
  const rows = Uint32Array.from({ length: 10_000 }, (_, row) => row);
  const likelihoods = Float32Array.from(rows, (row) => (1 + (row % 5_000)) / 5_000);
  profiles.addSoft([{ rows, strengths: likelihoods }], ({ values }, profile, likelihood) => {
    values[profile * WIDTH + AT.soft] = likelihood;
  });
  expect(profiles.size).toBe(5_001);
  const told = Array.from(rows, (row) => profiles.notes.values[profiles.of[row]! * WIDTH + AT.soft]);
  expect(told).toEqual([...likelihoods]);
});

test('forgets all when it is cleared', () => {
  const profiles = new Profiles(3);
  profiles.addRows(Uint32Array.of(0, 2), ({ values, met }, profile) => {
    values[profile * WIDTH + AT.light] = 1;
    met[profile] = 7;
  });
  profiles.clear();
  expect([...profiles.of]).toEqual([0, 0, 0]);
  profiles.addRows(Uint32Array.of(1), () => undefined);
  const { values, met } = profiles.notes;
  const profile = profiles.of[1]!;
  expect([...values.subarray(profile * WIDTH, (profile + 1) * WIDTH)]).toEqual(new Array(WIDTH).fill(0));
  expect(met[profile]).toBe(0);
});
