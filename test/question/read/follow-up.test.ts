import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadDataset } from '../../../src/dataset/load.ts';
import type { Answer, QuestionContext } from '../../../src/question/answer.ts';
import { createEngine } from '../../../src/question/engine.ts';
import { followUpOf } from '../../../src/question/read/follow-up.ts';

const engine = createEngine(loadDataset(path.resolve(import.meta.dirname, '../../../data')));

/** Asks one after another in one conversation, the context going through JSON as it does through a store or a card. */
function converse(...texts: readonly string[]): Answer {
  let previous: QuestionContext | null = null;
  let answer: Answer | null = null;
  for (const text of texts) {
    answer = engine.ask({ text, today: '2026-06-15', lang: 'ja', previous });
    if (answer.context !== null) previous = JSON.parse(JSON.stringify(answer.context)) as QuestionContext;
  }
  return answer!;
}

const rows = (answer: Answer): string[] =>
  answer.hits.map(({ initiative }) => `${initiative.department} ${initiative.name}`).sort();

describe('how a question hangs on the one before', () => {
  test.each([
    ['その中で区役所だけ', 'among'],
    ['そのうち随時のものは？', 'among'],
    ['which of those are in August?', 'among'],
    ['8月は？', 'instead'],
    ['じゃあ消防局', 'instead'],
    ['and in August?', 'instead'],
    ['what about the fire bureau?', 'instead'],
    ['他に？', 'more'],
    ['もっと', 'more'],
    ['anything else?', 'more'],
    ['1on1やってる部署を教えてください', null],
    ['総務', null],
    ['Which departments hold surveys this year?', null],
  ])('%s: %s', (text, expected) => {
    expect(followUpOf(text)).toBe(expected);
  });
});

describe('a follow-up', () => {
  test('narrows what was answered', () => {
    expect(rows(converse('研修に関する取組', 'その中で区役所だけ'))).toEqual([
      '中央区役所 研修の実施',
      '南区役所 研修の実施',
      '緑区役所 若手職員や勤続年数の浅い職員への支援',
    ]);
  });

  test('changes the month and keeps that the start is meant', () => {
    const answer = converse('7月に始まる取組は？', '8月は？');
    expect(answer.understood).toMatchObject({ refined: true, time: { relation: 'starts' } });
    expect(rows(answer)).toEqual([
      '中央区役所 実習生受け入れ',
      '南区役所 実習生受け入れ',
      '緑区役所 若手職員や勤続年数の浅い職員への支援',
    ]);
  });

  test('changes the department and keeps the topic, in English too', () => {
    expect(rows(converse('which departments do 1on1 meetings', 'what about Midori Ward?'))).toEqual([
      '緑区役所 1 on 1 ミーティング',
    ]);
  });

  test('leaves something out of what was answered', () => {
    const answer = converse('1on1や面談をしている部署は？', '議会局以外');
    expect(rows(answer)).not.toContain('議会局 面談の実施');
    expect(rows(answer)).toContain('会計課 1 on 1 ミーティングの実施');
  });

  test('for more has no rows but what comes near', () => {
    const answer = converse('研修に関する取組で8月に始まるもの', '他に？');
    expect(answer.hits).toEqual([]);
    expect(answer.nearMisses.length).toBeGreaterThan(0);
  });

  test('is none when the question is whole by itself', () => {
    const answer = converse('研修に関する取組', '緑区役所の取組を教えてください');
    expect(answer.understood.refined).toBe(false);
    expect(answer.hits).toHaveLength(3);
  });
});

describe('a context that comes from outside', () => {
  test.each([
    ['nothing of ours', { query: 'DROP TABLE', ids: [] }],
    ['half a query', { query: { groups: [] }, ids: [] }],
    ['a concept that is not there', forged({ concept: 99_998 })],
    [
      'a negative department',
      { ...forged({}), query: { ...(forged({}).query as object), departments: [-1] } },
    ],
  ])('%s is not refined', (_name, previous) => {
    const answer = engine.ask({ text: '8月は？', today: '2026-06-15', lang: 'ja', previous });
    expect(answer.understood.refined).toBe(false);
  });

  function forged(term: object): QuestionContext {
    const context = engine.ask({ text: '研修', today: '2026-06-15', lang: 'ja', previous: null }).context!;
    const query = JSON.parse(JSON.stringify(context.query)) as { groups: object[][] };
    query.groups = query.groups.map((group) => group.map((each) => ({ ...each, ...term })));
    return { query, ids: context.ids };
  }
});

describe('another reading', () => {
  test('is offered where it gives other rows, as a question that the engine reads that way', () => {
    const answer = converse('8月の取組');
    expect(answer.alternative).toMatchObject({ kind: 'runs' });
    const other = converse(answer.alternative!.question);
    expect(other.understood.time).toEqual({
      relation: 'runs',
      periods: [{ from: '2026-08', to: '2026-08' }],
    });
    expect(other.hits).toHaveLength(answer.alternative!.count);
  });

  test('is not offered where the question says which is meant', () => {
    expect(converse('8月に始まる取組').alternative).toBeNull();
  });
});
