import { expect, test } from '@jest/globals';
import { LargeSet } from '../../src/text/large-set.ts';

test.each([
  ['names', (n: number) => `staff.member.${n}@city.example.jp`],
  ['ids', (n: number) => `person:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`],
  ['numbers', String],
])('has each of many %s once', (_name, make) => {
  const set = new LargeSet();
  const texts = Array.from({ length: 5000 }, (_, n) => make(n));
  expect(texts.every((text) => set.add(text))).toBe(true);
  expect(texts.some((text) => set.add(text))).toBe(false);
  expect(set.size).toBe(5000);
  expect(set.has(make(4999))).toBe(true);
  expect([set.delete(make(7)), set.delete(make(7)), set.has(make(7)), set.size]).toEqual([
    true,
    false,
    false,
    4999,
  ]);
});

test('has texts that are short, empty or no words', () => {
  const set = new LargeSet();
  for (const text of ['', 'a', '\u0000', '\ud800', '職員', '__proto__'])
    expect([text, set.add(text)]).toEqual([text, true]);
  expect(set.has('b')).toBe(false);
});
