import { expect, test } from '@jest/globals';
import { ideographShare } from '../../../../src/question/choose/weigh/ideographs.ts';
import { finish } from '../../../../src/text/steps.ts';
import { Lexicon } from '../../../../src/question/index/lexicon.ts';
import { RowIndex } from '../../../../src/question/index/rows/row-index.ts';
import { SoftConcepts } from '../../../../src/question/index/soft-concepts.ts';
import { plainTerm } from '../../../../src/question/read/words/token.ts';
import { datasetOf } from '../../support/dataset.ts';

const names = ['上司との面接', '面談室の改修', '橋の点検'];
const data = datasetOf({ rows: names.map((name) => ({ department: '総務部', name })) });
const words = {
  lexicon: new Lexicon(),
  ancestors: [],
  conceptIds: new Map(),
  soft: finish(SoftConcepts.build([], [])),
};
const index = finish(RowIndex.build(data, words));
const sharesOf = (...asked: string[]): number[] => {
  const shareOf = ideographShare(
    asked.map((each) => plainTerm(each, each, 1)),
    index,
  );
  return names.map((_, row) => shareOf(row));
};

test('a row has the share of the ideographs, wherever they stand', () => {
  const [one, both, none] = sharesOf('面談');
  expect(both).toBeCloseTo(1);
  expect(one).toBeGreaterThan(0);
  // 面 stands in two rows, 談 in one: it says more.
  expect(one).toBeLessThan(0.5);
  expect(none).toBe(0);
});

test('kana and Latin letters count for nothing', () => {
  expect(sharesOf('めんだん', 'interview')).toEqual([0, 0, 0]);
});
