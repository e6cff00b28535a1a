import { describe, expect, test } from '@jest/globals';
import { createEngine } from '../../../src/question/engine.ts';
import { concept, datasetOf } from '../support/dataset.ts';

const engine = createEngine(
  datasetOf({
    rows: [
      { department: '観光部', name: '温泉の見回り', summary: '温泉の設備を点検する' },
      { department: '芸術文化部', name: '舞台の研修', summary: '舞台を扱い、図書館も見学する' },
      { department: '図書館', name: '本の修理', summary: '本の直し方を習う' },
      { department: '港湾部', name: '岸壁の点検', when: '検討中' },
      { department: '港湾部', name: '倉庫の整理', when: '' },
    ],
    concepts: [
      concept('spa', { terms: ['温泉'] }),
      concept('tickets', { terms: ['入浴券'], asks: ['予約はどこ'], weight: 1.9 }),
      concept('engagement', { terms: ['働きがい'], weight: 0.2 }),
      concept('books', { terms: ['本'] }),
    ],
  }),
);
const rowsFor = (text: string): string[] =>
  Array.from(
    engine.ask({ text, today: '2026-06-15', lang: 'ja', previous: null }).hits,
    (hit) => hit.initiative.name,
  );

describe('what is asked is no matter of the document', () => {
  test.each(['友だちと温泉に行きます。予約はどこからですか', '温泉が好きです。入浴券はどこで買えますか'])(
    '%s',
    (text) => {
      expect(rowsFor(text)).toEqual([]);
    },
  );
});

describe('an office by a word of its name, and all that it does', () => {
  test.each([
    ['芸術の部署は何をしていますか', ['舞台の研修']],
    ['4月に異動しました。港湾部の働きがいの取組は何がありますか', ['岸壁の点検', '倉庫の整理']],
    ['港湾部の取組を教えてください。団体交渉の前に把握しておきたいので', ['岸壁の点検', '倉庫の整理']],
    ['港湾部で時期の欄が空欄のもの', ['倉庫の整理']],
  ])('%s', (text, rows) => {
    expect(rowsFor(text)).toEqual(rows);
  });
});

describe('another city’s house of the same name is not the office', () => {
  test('よその図書館', () => {
    const departments = (text: string) =>
      engine.ask({ text, today: '2026-06-15', lang: 'ja', previous: null }).understood.departments;
    expect(departments('よその図書館を見学したい')).toEqual([]);
    expect(departments('図書館は何をしているの')).toEqual(['図書館']);
  });
});
