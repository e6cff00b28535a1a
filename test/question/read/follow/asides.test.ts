import { expect, test } from '@jest/globals';
import { withoutSlip } from '../../../../src/question/read/follow/asides.ts';

test.each([
  // What was wrong is one thing of the question: the rest of it stays.
  ['5月に始まるのは？あ、ごめん6月', '6月に始まるのは？'],
  ['緑区の取組は？あ、中央区だった', '中央区の取組は？'],
  ['消防局の研修は？いや、教育局です', '教育局の研修は？'],
  ['which start in May? sorry, I meant June', 'which start in June?'],
  // All of it was wrong.
  ['中央区の、あ違う、南区の面談', '南区の面談'],
  ['研修は？あ、ごめん、面談', '面談'],
  ['面談は？いや、緑区だけでいい', '緑区だけでいい'],
  // Nothing was.
  ['いや、緑区の', 'いや、緑区の'],
  ['ごめん6月の会議に出られない人への対応', 'ごめん6月の会議に出られない人への対応'],
])('%s', (text, meant) => {
  expect(withoutSlip(text)).toBe(meant);
});
