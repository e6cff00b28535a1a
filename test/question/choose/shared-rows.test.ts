import { describe, expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { names } = asker({
  rows: [
    { department: '東区役所', name: '若手の研修' },
    { department: '東区役所', name: '窓口の委託' },
    { department: '西区役所', name: '若手の研修会' },
    { department: '西区役所', name: '朝の体操' },
    { department: '北区役所', name: '朝の体操' },
  ],
  concepts: [concept('training', { terms: ['研修'] })],
});

describe('what several departments have alike', () => {
  test.each([
    ['東区と西区で共通する取組は？', ['若手の研修', '若手の研修会']],
    ['西区と北区がどちらもやっていること', ['朝の体操', '朝の体操']],
    ['What do 西区役所 and 北区役所 have in common?', ['朝の体操', '朝の体操']],
    // Where they have nothing alike, all of both is told.
    ['東区と北区で重なっているもの', ['朝の体操', '窓口の委託', '若手の研修']],
    ['東区と西区の取組', ['朝の体操', '窓口の委託', '若手の研修', '若手の研修会']],
  ])('%s', (question, expected) => {
    expect(names(question)).toEqual(expected.toSorted());
  });
});
