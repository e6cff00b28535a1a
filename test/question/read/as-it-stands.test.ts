import { describe, expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask, names } = asker({
  rows: [
    { department: '総務部', name: '座談会', summary: '職場の悩みを語る' },
    { department: '総務部', name: '懇談', summary: '座談会の形で話す' },
    { department: '建設部', name: '意見交換', summary: '課ごとに話す', remarks: '座談会から改称' },
    { department: '建設部', name: '点検', summary: '橋を見る' },
  ],
  concepts: [concept('talk', { terms: ['座談会', '懇談', '意見交換'], en: ['talks'] })],
});

describe('rows in which the words stand', () => {
  test.each([
    ['「座談会」と書いてある取組', ['座談会', '意見交換', '懇談']],
    ['「座談会」という言葉が入っているのはどれ', ['座談会', '意見交換', '懇談']],
    ['座談会という言葉が出てくるもの', ['座談会', '意見交換', '懇談']],
    ['Which ones mention "座談会"?', ['座談会', '意見交換', '懇談']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual(expected.toSorted());
  });

  test('and what is asked of them after that counts as well', () => {
    const first = ask('「座談会」と書いてある取組');
    const among = (text: string) =>
      ask(text, undefined, first.context).hits.map(({ initiative }) => initiative.name);
    expect(among('その中で改称のものは？')).toEqual(['意見交換']);
    expect(among('その中で建設部のは？')).toEqual(['意見交換']);
  });
});
