import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCards } from '../../src/cards/answer/cards.ts';
import { createEngine } from '../../src/question/engine.ts';
import { adversarialText, FRAGMENTS, MAX_LENGTH } from './support/adversarial.ts';
import { kit } from '../cards/kit.ts';
import { DATA, engine } from './support/real.ts';

/** FUZZ_RUNS=100000 for the full number; `npm run bench -- fuzz` also takes their times. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1_500);

const cards = createCards(kit);
const today = fc.constantFrom('2026-06-15', '2027-02-03', '2026-12-31', '2028-02-29');
const lang = fc.constantFrom('ja' as const, 'en' as const);

describe('whatever arrives', () => {
  test('gets an answer whose rows are rows of the data, none twice, and near misses apart', () => {
    const known = new Set(DATA.initiatives);
    fc.assert(
      fc.property(adversarialText, today, lang, (text, day, language) => {
        const { hits, nearMisses } = engine.ask({ text, today: day, lang: language, previous: null });
        const rows = [...hits, ...nearMisses].map((hit) => hit.initiative);
        expect(new Set(rows).size).toBe(rows.length);
        expect(rows.every((row) => known.has(row))).toBe(true);
        expect(nearMisses.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: RUNS },
    );
  });

  test('gets the same answer again', () => {
    const fresh = createEngine(DATA);
    fc.assert(
      fc.property(adversarialText, today, lang, (text, day, language) => {
        const input = { text, today: day, lang: language, previous: null };
        const first = engine.ask(input);
        engine.ask({ ...input, text: '研修は？' });
        expect(JSON.stringify(engine.ask(input))).toBe(JSON.stringify(first));
        expect(JSON.stringify(fresh.ask(input))).toBe(JSON.stringify(first));
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  });

  test('can be shown, refined and searched for', () => {
    fc.assert(
      fc.property(adversarialText, adversarialText, lang, (text, next, language) => {
        const input = { text, today: '2026-06-15', lang: language };
        const answer = engine.ask({ ...input, previous: null });
        expect(cards.plainText(answer, DATA).length).toBeGreaterThan(0);
        expect(() => JSON.stringify(answer.context)).not.toThrow();
        engine.ask({ ...input, text: next, previous: answer.context });
        engine.search(text, '2026-06-15', language);
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  });

  test.each(FRAGMENTS.map((fragment) => [JSON.stringify(fragment), fragment]))(
    '10,000 characters of %s',
    (_, fragment) => {
      const text = fragment.repeat(Math.ceil(MAX_LENGTH / fragment.length)).slice(0, MAX_LENGTH);
      const { hits } = engine.ask({ text, today: '2026-06-15', lang: 'ja', previous: null });
      expect(hits.length).toBeLessThanOrEqual(DATA.initiatives.length);
    },
  );

  test('a context that is none of ours is taken for none, or refused, without harm', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (query) => {
        const previous = { query, ids: ['i-cd063553', 'nowhere'], shown: 3 };
        const input = { text: 'その中で会計課だけ', today: '2026-06-15', lang: 'ja' as const };
        expect(() => engine.ask({ ...input, previous })).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});
