import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseJsonSteps } from '../../src/text/json-steps.ts';
import { finish } from '../../src/text/steps.ts';

const rows = fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()));
const file = fc.dictionary(fc.string(), fc.oneof(rows, fc.jsonValue()));

test('in steps a text says what JSON.parse reads in it', () => {
  fc.assert(
    fc.property(fc.oneof(file, fc.jsonValue()), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(finish(parseJsonSteps(text))).toEqual(JSON.parse(text));
    }),
  );
});

test('wherever the text is parted', () => {
  fc.assert(
    fc.property(file, fc.array(fc.nat(), { maxLength: 8 }), (value, places) => {
      const text = JSON.stringify(value);
      const cuts = [...new Set([0, ...places.map((at) => at % text.length), text.length])].sort(
        (a, b) => a - b,
      );
      const parts = cuts.slice(1).map((to, i) => text.slice(cuts[i], to));
      expect(finish(parseJsonSteps(parts))).toEqual(JSON.parse(text));
    }),
  );
});

/** The value, or that there is none. */
function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return 'refused';
  }
}

test('what JSON.parse refuses is refused', () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.constantFrom('', '{', '}', '[', ']', '"', '\\', ','), (value, at, put) => {
      const text = JSON.stringify(value);
      const place = at % text.length;
      const broken = text.slice(0, place) + put + text.slice(place + 1);
      expect(outcome(() => finish(parseJsonSteps(broken)))).toEqual(outcome(() => JSON.parse(broken)));
    }),
  );
});

test('a list of objects is a step each', () => {
  const steps = parseJsonSteps(JSON.stringify({ rows: Array.from({ length: 500 }, (_, id) => ({ id })) }));
  let count = 0;
  while (!steps.next().done) count += 1;
  expect(count).toBeGreaterThanOrEqual(500);
});
