import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { speaker, TextsFile, textProblems } from '../../src/cards/texts.ts';

function file(lang: string): TextsFile {
  const path = new URL(`../../cards/texts.${lang}.json`, import.meta.url);
  return TextsFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

describe('the texts', () => {
  test('both languages say the same things with the same placeholders', () => {
    expect(textProblems(file('ja'), file('en'))).toEqual([]);
  });

  test('what one language lacks, or fills otherwise, is listed', () => {
    const problems = textProblems(
      { a: 'x', b: '{n}件', c: '{n}', e: { other: '{count}件' } },
      { a: 'x', b: 'none', d: 'y', e: { one: '{count} row', other: '{count} rows' } },
    );
    expect(problems).toEqual([
      'b: placeholders differ (ja: n; en: )',
      'c: missing in English',
      'd: missing in Japanese',
    ]);
  });

  test('English sentences never address a count of one in the plural', () => {
    const say = speaker(file('en'), 'en');
    expect(say('count.rows', { count: 1 })).toBe('1 initiative');
    expect(say('count.rows', { count: 2 })).toBe('2 initiatives');
    expect(say('count.rows', { count: 0 })).toBe('0 initiatives');
    expect(say('count.rows', { count: 12_345 })).toBe('12,345 initiatives');
  });

  test('a value is never read as a placeholder, a replacement pattern or an expression', () => {
    const say = speaker({ quote: '「{words}」' }, 'ja');
    expect(say('quote', { words: '{words} $& ${words} $1' })).toBe('「{words} $& ${words} $1」');
  });

  test('a missing sentence or value is an error, not a hole in a card', () => {
    const say = speaker({ quote: '「{words}」' }, 'ja');
    expect(() => say('quote')).toThrow('text quote needs {words}');
    expect(() => say('source')).toThrow('no text source in ja');
  });
});
