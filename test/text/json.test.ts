import { expect, test } from '@jest/globals';
import { parseJson } from '../../src/text/json.ts';

test.each([
  [String.raw`{"name":"a\u0000b"}`, { name: 'ab' }],
  [String.raw`["\u0000","\\u0000","\\\u0000"]`, ['', String.raw`\u0000`, '\\']],
  [String.raw`{"\u0000id":1}`, { id: 1 }],
  [String.raw`"\u00001"`, '1'],
  ['[1,2]', [1, 2]],
  [String.raw`["\ud83d\ude00", "\uD83D", "\ude00\ud83d"]`, ['😀', '\ufffd', '\ufffd\ufffd']],
  [
    String.raw`{"\ud800": {"a": ["\ud800"]}, "__proto__": {"b": 1}}`,
    JSON.parse('{"\ufffd": {"a": ["\ufffd"]}, "__proto__": {"b": 1}}'),
  ],
])('%s is read without what no store takes', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('what is no JSON is none, also where it would be some without a NUL', () => {
  expect(() => parseJson(String.raw`"a\u00\u000000b"`)).toThrow(SyntaxError);
});
