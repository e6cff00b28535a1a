import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatMonth, parseMonth } from '../../src/calendar/month.ts';
import { monthWords } from '../../src/cards/words/schedule-words.ts';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { highlightsContent } from '../../src/highlights/content.ts';
import type { Lang } from '../../src/question/answer.ts';
import { createEngine } from '../../src/question/engine.ts';
import { datasetOf } from '../question/support/dataset.ts';
import { kit } from '../cards/kit.ts';

/** Every way to write a time that decides differently whether a row is under way. */
const WRITTEN = datasetOf({
  rows: [
    ...[
      '',
      '未定',
      '準備が整い次第',
      '随時',
      '通年',
      'R8.4',
      'R8.6～8',
      'R8.4～',
      'R8以降',
      'R8年度中',
      'R9.3まで',
    ],
    ...[
      'R9.3までに',
      'R8.4・10',
      '毎月',
      '毎年5月',
      '年2回',
      '隔月',
      '隔年',
      '年1回（R8.10）',
      'R8.6～ 毎月',
      '四半期ごと',
    ],
  ].map((when, i) => ({ department: '総務局', name: `取組${i}`, when })),
});

const { say: texts } = kit;

describe('what the card counts is what its button lists', () => {
  test.each([
    ['data', loadDataset(path.resolve(import.meta.dirname, '../../data'))],
    ['every way to write a time', WRITTEN],
  ] as const)('%s: in every month of two years', (_name, dataset) => {
    const engine = createEngine(dataset);
    const interests = { departments: [], themed: null };
    const counted: [string, number][] = [];
    const listed: [string, number][] = [];
    for (let n = parseMonth('2026-01'); n <= parseMonth('2027-12'); n++) {
      const month = formatMonth(n);
      const content = highlightsContent({
        dataset,
        month,
        recipientId: 'x',
        interests,
        history: [],
        before: null,
      });
      for (const lang of ['ja', 'en'] satisfies Lang[]) {
        const say = texts[lang];
        for (const [key, number] of [
          ['highlights.listQuestion', 'running'],
          ['highlights.startsQuestion', 'starting'],
        ] as const) {
          const text = say(key, { month: monthWords(month, { say, lang }) });
          const answer = engine.ask({ text, today: `${month}-01`, lang, previous: null });
          counted.push([`${month} ${lang} ${number}`, content.numbers[number]]);
          listed.push([`${month} ${lang} ${number}`, answer.hits.length]);
        }
      }
    }
    expect(listed).toEqual(counted);
  });
});
