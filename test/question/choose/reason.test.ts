import { describe, expect, test } from '@jest/globals';
import { asker, concept } from '../support/dataset.ts';

const { ask } = asker({
  rows: [
    { department: '総務部', name: '昇進の支援' },
    { department: '総務部', name: '窓口の委託' },
  ],
  concepts: [
    concept('promotion', { terms: ['昇進', '昇格試験', '昇任試験'] }),
    concept('outsourcing', { terms: ['委託', '外注化'] }),
    concept('overtime', { terms: ['残業'], means: ['outsourcing'] }),
  ],
});
/** Reasons of the row that stands first, whether it answers or is near. */
function reasonsTo(question: string) {
  const { hits, nearMisses } = ask(question);
  return [...hits, ...nearMisses][0]?.reasons.map(({ kind, field, asked, found }) => [
    kind,
    field,
    asked,
    found,
  ]);
}

describe('why a row was found', () => {
  test('in words that no list has: what of it is likely the same', () => {
    expect(reasonsTo('昇任')).toEqual([['like', 'name', '昇任', '昇進']]);
  });

  test('what it does for what was asked', () => {
    expect(reasonsTo('残業を減らしたい')).toEqual([['means', 'name', '残業', '委託']]);
  });

  test.each([
    ['昇進', ['concept', 'name', '昇進', '昇進']],
    ['昇格試験', ['concept', 'name', '昇格試験', '昇進']],
    ['窓口', ['text', 'name', '窓口', '窓口']],
  ])('%s: as it stands, or in another word for the same', (question, reason) => {
    expect(reasonsTo(question)).toEqual([reason]);
  });
});
