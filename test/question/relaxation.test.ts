import { describe, expect, test } from '@jest/globals';
import type { Answer, Lang } from '../../src/question/answer.ts';
import { engine } from './support/real.ts';

const ask = (text: string, lang: Lang, previous: Answer['context'] = null) =>
  engine.ask({ text, today: '2026-06-15', lang, previous });

describe('the question without one of its conditions', () => {
  test.each([
    [
      '研修の取組は？',
      'その中で区役所だけ',
      'ja',
      { departments: '研修の取組', topics: '緑区役所と中央区役所と南区役所で取組' },
    ],
    [
      '7月に始まる取組は？',
      '教育局は？',
      'ja',
      { departments: '2026年7月に始まる取組', time: '教育局で取組' },
    ],
    ['What training is there?', 'only the ward offices', 'en', { departments: 'training initiatives' }],
  ] as const)('%s %s', (first, then, lang, questions) => {
    const answer = ask(then, lang, ask(first, lang).context);
    expect(answer.understood.refined).toBe(true);
    expect(
      Object.fromEntries(answer.relaxations.map(({ facet, question }) => [facet, question])),
    ).toMatchObject(questions);
    for (const { facet, question } of answer.relaxations) {
      const shape = ({ departments, time, topics }: Answer['understood']) => ({
        departments,
        time,
        topics: topics.length,
      });
      const without = { departments: { departments: [] }, time: { time: null }, topics: { topics: [] } };
      expect(shape(ask(question, lang).understood)).toEqual(
        shape({ ...answer.understood, ...without[facet] }),
      );
    }
  });

  test('is not offered of a question that stands for itself, nor where words cannot say the rest', () => {
    expect(ask('緑区役所の研修は？', 'ja').relaxations).toEqual([]);
    const planned = ask('予定の研修は？', 'ja');
    expect(ask('その中で区役所だけ', 'ja', planned.context).relaxations).toEqual([]);
  });
});
