import { describe, expect, test } from '@jest/globals';
import type { AskInput, Engine, Reading } from '../../src/question/answer.ts';
import { acceptReading, createReadings, type Reader, type ReadingServices } from '../../src/reader/reader.ts';

const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
const input = (text = '若手の声'): AskInput => ({ text, today: '2026-06-15', lang: 'ja', previous: null });
const reading: Reading = { answers: ['a', 'b'], near: ['c'] };

/** An engine that offers these rows. */
const engineOf = (isUnsure = true): Engine =>
  ({ candidates: () => ({ rows, isUnsure }) }) as unknown as Engine;
const noRows = { candidates: () => null } as unknown as Engine;

/** A clock that stands, and whose sleepers wake when told. */
function standingClock() {
  let now = 0;
  const sleepers: (() => void)[] = [];
  return {
    now: () => now,
    sleep: () => new Promise<void>((resolve) => void sleepers.push(resolve)),
    pass: (ms: number) => {
      now += ms;
      sleepers.splice(0).forEach((wake) => {
        wake();
      });
    },
  };
}

function setUp(reader: Reader, over: Partial<ReadingServices> = {}) {
  const outcomes: string[] = [];
  let asked = 0;
  const clock = standingClock();
  const readings = createReadings({
    reader: (...args) => {
      asked += 1;
      return reader(...args);
    },
    mode: 'always',
    perDay: 100,
    clock,
    onOutcome: (outcome) => outcomes.push(outcome),
    ...over,
  });
  return { readings, outcomes, clock, asked: () => asked };
}
const answering = (): Reader => () => Promise.resolve(reading);

describe('what a reader says', () => {
  test.each<[string, Reading, Reading | null]>([
    ['is taken', reading, reading],
    ['with an id that was not offered is void, all of it', { answers: ['a', 'z'], near: [] }, null],
    ['also where it is only near', { answers: ['a'], near: ['z'] }, null],
    [
      'twice counts once',
      { answers: ['b', 'b', 'a'], near: ['c', 'c'] },
      { answers: ['b', 'a'], near: ['c'] },
    ],
    ['in both lists is an answer', { answers: ['a'], near: ['a', 'b'] }, { answers: ['a'], near: ['b'] }],
    [
      'near has three at most',
      { answers: [], near: ['a', 'b', 'c', 'd'] },
      { answers: [], near: ['a', 'b', 'c'] },
    ],
    ['may be nothing', { answers: [], near: [] }, { answers: [], near: [] }],
  ])('%s', (_what, said, taken) => {
    expect(acceptReading(said, rows)).toEqual(taken);
  });
});

describe('when it is asked', () => {
  test.each<[ReadingServices['mode'], Engine, number]>([
    ['off', engineOf(true), 0],
    ['unsure', engineOf(false), 0],
    ['unsure', engineOf(true), 1],
    ['always', engineOf(false), 1],
    ['always', noRows, 0],
  ])('mode %s', async (mode, engine, times) => {
    const { readings, asked } = setUp(answering(), { mode });
    expect(await readings.choose(engine, input())).toEqual(times === 1 ? reading : null);
    expect(asked()).toBe(times);
  });

  test('once for the same question, day and edition; what it chose is there for further pages', async () => {
    const { readings, asked, outcomes } = setUp(answering());
    const engine = engineOf();
    expect(readings.chosenBefore(engine, input())).toBeNull();
    await readings.choose(engine, input());
    await readings.choose(engine, input());
    expect(readings.chosenBefore(engine, input())).toEqual(reading);
    expect(asked()).toBe(1);
    await readings.choose(engine, { ...input(), today: '2026-06-16' });
    await readings.choose(engine, { ...input(), previous: { query: 'x', ids: [], shown: 0 } });
    await readings.choose(engineOf(), input());
    expect(asked()).toBe(4);
    expect(outcomes).toEqual(['chosen', 'cached', 'chosen', 'chosen', 'chosen']);
  });

  test('so many times a day, and again the next', async () => {
    const { readings, asked, clock, outcomes } = setUp(answering(), { perDay: 2 });
    const engine = engineOf();
    for (const text of ['一', '二', '三']) await readings.choose(engine, input(text));
    expect([asked(), outcomes.at(-1)]).toEqual([2, 'budget']);
    // What is known costs nothing.
    expect(await readings.choose(engine, input('一'))).toEqual(reading);
    clock.pass(86_400_000);
    expect(await readings.choose(engine, input('三'))).toEqual(reading);
  });
});

describe('the engine answers alone', () => {
  test('when the reader takes longer than its limit, which also ends its request', async () => {
    let stopped = false;
    const { readings, clock, outcomes } = setUp((_asked, signal) => {
      signal.addEventListener('abort', () => (stopped = true));
      return new Promise(() => undefined);
    });
    const choosing = readings.choose(engineOf(), input());
    clock.pass(2_500);
    expect([await choosing, stopped, outcomes]).toEqual([null, true, ['late']]);
  });

  test('when it fails; after three failures in a row it is left alone for a minute', async () => {
    const { readings, clock, asked, outcomes } = setUp(() => Promise.reject(new Error('refused')));
    const engine = engineOf();
    for (let round = 0; round < 5; round++) expect(await readings.choose(engine, input())).toBeNull();
    expect([asked(), outcomes]).toEqual([3, ['failed', 'failed', 'failed', 'resting', 'resting']]);
    clock.pass(60_000);
    await readings.choose(engine, input());
    expect(asked()).toBe(4);
  });

  test('when it lies about ids; a lie is not kept', async () => {
    const { readings, asked, outcomes } = setUp(() => Promise.resolve({ answers: ['forged'], near: [] }));
    const engine = engineOf();
    expect(await readings.choose(engine, input())).toBeNull();
    expect(await readings.choose(engine, input())).toBeNull();
    expect([asked(), outcomes]).toEqual([2, ['void', 'void']]);
  });
});
