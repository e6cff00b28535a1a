import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold, foldText, sourceOf, stem } from '../../src/text/fold.ts';
import { codePoint } from './code-point.ts';

describe('folding', () => {
  test.each([
    ['width', 'ＤＸ', 'dx'],
    ['half-width katakana', 'ﾒﾝﾀｰ', 'めんた'],
    ['half-width katakana with voiced marks', 'ﾊﾞｯｸﾞ', 'ばつぐ'],
    ['katakana and long vowels', 'コミュニケーション', 'こみゆにけしよん'],
    ['small kana', 'きゃりあ', 'きやりあ'],
    ['spaces inside Japanese', '課題 共有', '課題共有'],
    ['middle dots inside Japanese', 'こども・若者', 'こども若者'],
    ['hyphens between Latin and digits', '1-on-1', '1 on 1'],
    ['no boundary between Latin and digits', '1on1', '1 on 1'],
    ['full-width with spaces', '１ ｏｎ １', '1 on 1'],
    ['the plural of a number', '1-on-1s', '1 on 1'],
    ['but not 5S', '5S', '5 s'],
    ['case', 'MenTor', 'mentor'],
    ['leading zeros', '07', '7'],
    ['compatibility characters', '㈱', '(株)'],
    ['nothing', '', ''],
  ])('%s: %s', (_, source, folded) => {
    expect(foldText(source)).toBe(folded);
  });

  test.each([
    ['meetings', 'meeting'],
    ['policies', 'policy'],
    ['launches', 'launched'],
    ['training', 'trains'],
    ['planned', 'planning'],
    ['initiative', 'initiatives'],
    ['surveys', 'survey'],
    ["staff's", 'staff'],
    ["nurses' shifts", 'nurse shift'],
  ])('English: %s and %s are one', (a, b) => {
    expect(foldText(a)).toBe(foldText(b));
  });

  test.each(['bus', 'class', 'analysis'])('%s is no plural', (word) => {
    expect(stem(word)).toBe(word);
  });

  test('knows what the source had where', () => {
    const folded = fold('緑区のメンター制度');
    expect(folded.text).toBe('緑区のめんた制度');
    expect(sourceOf(folded, 3, 6)).toBe('メンター');
    expect(sourceOf(folded, 6, 8)).toBe('制度');
    expect([...folded.katakana]).toEqual([0, 0, 0, 1, 1, 1, 0, 0]);
  });

  test('keeps the place of a character that becomes several', () => {
    expect(fold('㏩から')).toMatchObject({ text: '10日から', at: Int32Array.of(0, 0, 0, 1, 2, 3) });
  });

  test('keeps a place for every character, in order, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint, maxLength: 60 }), (source) => {
        const { text, at, katakana } = fold(source);
        expect(at).toHaveLength(text.length + 1);
        expect(katakana).toHaveLength(text.length);
        expect(at.at(-1)).toBe(source.length);
        for (let i = 0; i < text.length; i++) expect(at[i]).toBeLessThanOrEqual(at[i + 1]!);
      }),
    );
  });

  test('width, case and katakana make no difference', () => {
    const katakana = fc.string({
      unit: fc.constantFrom(...'ア イ カ ガ サ ッ ャ ュ ン ポ パ ー'.split(' ')),
      maxLength: 12,
    });
    fc.assert(
      fc.property(katakana, (text) => {
        const hiragana = text.replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
        expect(foldText(hiragana)).toBe(foldText(text));
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a,b,c, ,x,y,z,0,1,9'.split(',')), maxLength: 20 }),
        (text) => {
          const wide = text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
          expect(foldText(wide)).toBe(foldText(text));
          expect(foldText(text.toUpperCase())).toBe(foldText(text));
        },
      ),
    );
  });
});
