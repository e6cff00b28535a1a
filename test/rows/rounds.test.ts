import { expect, test } from '@jest/globals';
import { roundOf, unconfirmedSince } from '../../src/rows/decide/rounds.ts';
import { parseRowWords } from '../../src/rows/chat/words.ts';

test.each([
  ['2026-04', 6, '2026-04'],
  ['2026-09', 6, '2026-04'],
  ['2026-10', 6, '2026-10'],
  ['2027-03', 6, '2026-10'],
  ['2027-03', 12, '2026-04'],
  ['2026-11', 1, '2026-11'],
])('%s, every %i months: the round of %s', (month, months, expected) => {
  expect(roundOf(month, months)).toBe(expected);
});

test.each([
  [null, '2026-06', '2027-02', null],
  [null, '2026-06', '2027-03', '2026-06'],
  ['2026-12', '2026-06', '2027-08', null],
  ['2026-12', '2026-06', '2027-09', '2026-12'],
  // A document that has come since is a confirmation of its own.
  ['2026-04', '2026-06', '2027-02', null],
  [null, null, '2030-01', null],
])('confirmed %s, document of %s: in %s unconfirmed since %s', (confirmed, asOf, month, expected) => {
  expect(unconfirmedSince({ confirmed, asOf }, month, 6)).toBe(expected);
  expect(unconfirmedSince({ confirmed, asOf }, month, 0)).toBeNull();
});

test.each([
  ['取組の追加', 'row.add'],
  ['新しい取組を登録したい', 'row.add'],
  ['add an initiative', 'row.add'],
  ['この取組を編集', 'row.editThis'],
  ['edit this', 'row.editThis'],
  ['確認状況', 'row.status'],
  ['confirmation status', 'row.status'],
  ['研修を編集', null],
  ['取組は？', null],
  ['確認の取組は？', null],
])('%s', (text, expected) => {
  expect(parseRowWords(text, 'ja')?.do ?? null).toBe(expected);
});
