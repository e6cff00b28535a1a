import { expect, test } from '@jest/globals';
import { asker } from '../support/dataset.ts';

const { names } = asker({
  rows: [
    { department: '総務部', name: '朝会', when: 'R8.4' },
    { department: '市民部', name: '面談', when: 'R8.6～' },
    { department: '病院', name: '夜勤の見直し', when: 'R8.6' },
    { department: '消防局', name: '点検', when: 'R8年度中' },
    { department: '農林部', name: '交流会', when: '随時' },
  ],
  concepts: [],
});

test('the rows of the month in which most begin', () => {
  expect(names('開始が一番多いのは何月ですか').toSorted()).toEqual(['夜勤の見直し', '面談']);
});

test('the rows of the month in which fewest begin: what has no month counts for none', () => {
  expect(names('開始が一番少ないのは何月ですか')).toEqual(['朝会']);
});
