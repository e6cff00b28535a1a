import { expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask, names } = asker({
  rows: [
    { department: '総務部', name: '研修', when: '随時' },
    { department: '総務部', name: '面談', when: 'R8.4' },
    { department: '建設部', name: '点検', when: '随時' },
    { department: '建設部', name: '応援', when: '随時' },
    { department: '建設部', name: '当番', when: 'R8.5' },
    { department: '水道部', name: '検針', when: 'R8.5' },
  ],
  concepts: [concept('training', { terms: ['研修'] })],
});

test.each([
  ['取組が一番多い部の取組は？', ['当番', '応援', '点検']],
  ['取組が一番少ない部はどこで、何をやってる？', ['検針']],
  ['「随時」が一番多い部署の内容は', ['応援', '点検']],
  ['取組が2件だけの部署の取組を教えて', ['研修', '面談']],
  ['Which department has the most initiatives, and what are they?', ['当番', '応援', '点検']],
])('%s: what they do is asked for', (question, expected) => {
  expect(names(question)).toEqual(expected.toSorted());
});

test.each(['取組が一番多い部はどこ？', '取組が一番多い部の取組数は？'])('%s: departments', (question) => {
  expect(ask(question).departments.map(({ department }) => department)).toEqual(['建設部']);
});
