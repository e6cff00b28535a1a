import { expect, test } from '@jest/globals';
import { languageTyped } from '../../src/question/language.ts';

// The client's language is the other one, so that only the words can have decided.
test.each([
  ['権限 付与 配信者 AlexW@city.onmicrosoft.com', 'ja'],
  ['権限 取消 承認者 aabbccdd-eeff-4abc-8def-aabbccddeeff', 'ja'],
  ['資料 https://www.city.example.lg.jp/jinji/guide/index.html', 'ja'],
  ['grant broadcaster taro@example.lg.jp', 'en'],
  ['Which trainings does 教育局 offer?', 'en'],
] as const)('%s is %s', (text, lang) => {
  expect(languageTyped(text, lang === 'ja' ? 'en' : 'ja')).toBe(lang);
});

test('an address alone is no language', () => {
  expect(languageTyped('taro.yamada@city.example', 'ja')).toBe('ja');
  expect(languageTyped('https://www.city.example/some/page', 'ja')).toBe('ja');
});
