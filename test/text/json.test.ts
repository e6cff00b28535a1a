import { expect, test } from '@jest/globals';
import { parseJson } from '../../src/text/json.ts';

test.each([
  [String.raw`{"name":"a\u0000b"}`, { name: 'ab' }],
  [String.raw`["\u0000","\\u0000","\\\u0000"]`, ['', String.raw`\u0000`, '\\']],
  [String.raw`{"\u0000id":1}`, { id: 1 }],
  [String.raw`"\u00001"`, '1'],
  ['[1,2]', [1, 2]],
])('%s is read without what no store takes', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});
