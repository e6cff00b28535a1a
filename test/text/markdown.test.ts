import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import markdownIt from 'markdown-it';
import { escapeMarkdown, lines, oneLine, truncate } from '../../src/text/markdown.ts';

const markdown = markdownIt({ linkify: false });

/** The text that a reader sees, when Markdown made nothing of it but one paragraph; else the HTML it made. */
function seen(source: string): string {
  const html = markdown.render(source);
  const paragraph = /^<p>([^<]*)<\/p>\n$/.exec(html);
  if (!paragraph) return html;
  return paragraph[1]!.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => {
    return { lt: '<', gt: '>', quot: '"', amp: '&' }[name] ?? '';
  });
}

const HOSTILE = [
  '[here](javascript:alert(1))',
  '![x](https://example.com/a.png)',
  '<https://example.com>',
  '**bold** _italic_ *x* __y__ ~~z~~',
  '# heading',
  '###### heading',
  '1. first',
  '12) twelfth',
  '- item',
  '+ item',
  '* item',
  '> quoted',
  '---',
  '- - -',
  '===',
  '`code` ```fence```',
  '<at>somebody</at>',
  '<script>alert(1)</script>',
  '&lt;b&gt; &#42; &amp;',
  'a \\* b \\',
  '${name} ${$root}',
  '{{DATE(2017-02-14T06:00:00Z, SHORT)}}',
  '[a]: https://example.com',
  '| a | b |',
];

describe('escaping', () => {
  test.each(HOSTILE)('%s is shown as it was written', (text) => {
    expect(seen(escapeMarkdown(text))).toBe(text);
  });

  test('a date function of Adaptive Cards does not survive', () => {
    expect(escapeMarkdown('{{DATE(2017-02-14T06:00:00Z, SHORT)}}')).not.toContain('{{');
  });

  test.each([
    '1 on 1 ミーティング',
    '「Action 7」の実施（R8.4～）',
    '【視察済】川崎市、さいたま市 【予定】横浜市（6月）',
    '・専門職の人材確保（保健師・社会福祉・心理）',
    '5本公開、100% - 達成 & 継続! A/B #3 2.5倍',
  ])('%s needs no backslash', (text) => {
    expect(escapeMarkdown(text)).toBe(text);
  });

  test('any text at all is shown as one line of itself', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...Array.from('*_[]()<>#-+.1)!`~\\&;{}$|=:/ a会')),
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), (text) => {
        const line = oneLine(text);
        fc.pre(line !== '');
        expect(seen(escapeMarkdown(text))).toBe(line);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('lines', () => {
  test('line breaks of every kind part, empty lines vanish', () => {
    expect(lines('・a\n・b\r\n\r\n c \u2028d')).toEqual(['・a', '・b', 'c', 'd']);
  });

  test.each([
    ['a  b', 'a b'],
    [' 前後 ', '前後'],
    ['全角　空白', '全角 空白'],
    ['a\tb', 'a b'],
    ['単語 と 単語', '単語 と 単語'],
    ['', ''],
  ])('%j becomes %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  test('what cannot be seen or turns the text around is dropped', () => {
    expect(oneLine('a\u202eb\u200bc\u0000d\ud800')).toBe('abc d\ufffd');
    expect(oneLine('👩‍💻')).toBe('👩‍💻');
  });
});

describe('truncation', () => {
  test('says that something is missing', () => {
    expect(truncate('あいうえお', 5)).toBe('あいうえお');
    expect(truncate('あいうえおか', 5)).toBe('あいうえ…');
  });

  test('never cuts a character in half', () => {
    expect(truncate('あ😀😀😀', 4)).toBe('あ😀…');
    expect(truncate('あ😀😀😀', 5)).toBe('あ😀…');
  });
});
