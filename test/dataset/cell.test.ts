import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanCell } from '../../src/dataset/cell.ts';

describe('a cell as plain text', () => {
  test.each([
    ['plain text stays verbatim', '課を跨いだ 3 課でR&Dを共有', '課を跨いだ 3 課でR&Dを共有'],
    ['space around it goes', ' 随時　', '随時'],
    [
      'a copied list without items is split at its spaces',
      '<ul style="list-style-type: none"> 研修の実施 1 on 1 ミーティング 研修への参加 ',
      '・研修の実施 1 on 1 ミーティング\n・研修への参加',
    ],
    ['list items', '前書き<ul><li>一つ目</li><li>二つ目</ul>後書き', '前書き\n・一つ目\n・二つ目\n後書き'],
    ['nested lists', '<ol><li>親<ul><li>子</li></ul></li></ol>', '・親\n・子'],
    [
      'items that bring their own mark',
      '<ul><li>・一つ目</li><li> ・ 二つ目</li></ul>',
      '・一つ目\n・二つ目',
    ],
    ['line breaks and blocks', '一行目<br>二行目<BR/>三行目<p>四行目</p>', '一行目\n二行目\n三行目\n四行目'],
    ['other tags vanish', '<b>太字</b>と<a href="https://example.com/?a=1>2">リンク</a>', '太字とリンク'],
    ['entities', 'A&amp;B&nbsp;&#12354;&#x3042;&hellip;&unknown;', 'A&B ああ…&unknown;'],
    ['an entity is decoded once', '&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['signs that are no tags', '3<5、<新規>、18歳未満 < 20歳', '3<5、<新規>、18歳未満 < 20歳'],
    ['comments', '前<!-- <b>隠す</b> -->後', '前後'],
    ['invisible characters', 'あ\u202Eい\u200Bう\u0007え\uFEFF', 'あいうえ'],
  ])('%s', (_, raw, expected) => {
    expect(cleanCell(raw)).toBe(expected);
  });
});

describe('hostile HTML', () => {
  test.each([
    ['<script>alert(1)</script>本文', '本文'],
    ['本文<SCRIPT src=//evil.example>', '本文'],
    ['<img src=x onerror="alert(\'>\')">本文', '本文'],
    ['<svg/onload=alert(1)>本文', '本文'],
    ['<style>*{}</style><iframe srcdoc="<b>">x</iframe>本文', '本文'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '＜script>alert(1)＜/script>'],
    ['本文<img src=x onerror=alert(1) ', '本文＜img src=x onerror=alert(1)'],
  ])('%s', (raw, expected) => {
    expect(cleanCell(raw)).toBe(expected);
  });

  const markup = fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '</',
        'script',
        'b',
        'ul',
        'li',
        '"',
        "'",
        '=',
        ' ',
        '!--',
        '-->',
        '&lt;',
        '&#60;',
        '/',
        'あ',
      ),
      { maxLength: 30 },
    )
    .map((pieces) => pieces.join(''));

  test('nothing that is left can open a tag', () => {
    fc.assert(
      fc.property(markup, (raw) => {
        expect(cleanCell(raw)).not.toMatch(/<[A-Za-z/!?]/);
      }),
      { numRuns: 3000 },
    );
  });

  test('text without markup is never changed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ぁ-んァ-ヶ一-龠0-9A-Za-z、。（）・]{0,40}$/), (text) => {
        expect(cleanCell(text)).toBe(text);
      }),
    );
  });

  test('unclosed markup is read in linear time', () => {
    // Quadratic behaviour takes minutes here and fails by the suite's time limit.
    for (const piece of ['<', '<a ', '<!', '<a ="', "<a ='", '<script>', '<li>', '&', '&#', '<ul>']) {
      expect(cleanCell(piece.repeat(200_000))).not.toMatch(/<[A-Za-z/!?]/);
    }
  });
});
