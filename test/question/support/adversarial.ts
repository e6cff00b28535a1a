import fc from 'fast-check';
import { codePoint } from '../../text/code-point.ts';

/** What the analyser's patterns look for, in parts: repeated and mixed, they are what could make one backtrack. */
export const FRAGMENTS: readonly string[] = [
  ...'0 1 9 12 20 2026 R R8 r8. R8.6 令和 令和8年 平成 H30 年 年度 月 日 以降 以前 以外 から まで ～ ~ - ― 〜 / .'.split(
    ' ',
  ),
  ...'今 今月 来月 先月 今年度 来年度 年度末 年内 上半期 下半期 第 四半期 Q1 春 夏 毎月 毎年 毎週 随時 通年'.split(
    ' ',
  ),
  ...'予定 検討中 検討 始まる 終わった まだ 未定 時期 いつ 何月 何件 いくつ 一番多い 2件だけ 部署 一覧 比較'.split(
    ' ',
  ),
  ...'の は が を に で と や も て い な ない ていない じゃなくて ではなく を除く または かつ および'.split(
    ' ',
  ),
  ...'局 課 室 部 区 区役所 事務局 委員会 センター 総務 消防 教育 健康福祉 市長 職員 研修 採用 面談 残業'.split(
    ' ',
  ),
  ...'ア ー ッ ャ ん っ ゃ カタカナ ﾊﾝｶｸ ﾞ ﾟ １ ２ ａ Ａ ｏ 漢 々 〆 字'.split(' '),
  ...'a i o n nn shi tsu kya wa wo desu ka the which what department departments bureau office not no and or without'.split(
    ' ',
  ),
  ..."before after between from until may march june in by of is are do does n't don't 1on1 1-on-1 RPA DX s es ies ing ed".split(
    ' ',
  ),
  ...'<at> </at> < > &nbsp; & ${ } ${x} \\ ( ) [ ] { } * + ? ! . , 、 。 ？ ！ 「 」 『 』 : ; | ^ $ # @ % _ " \' `'.split(
    ' ',
  ),
  ' ',
  '  ',
  '\u3000',
  '\n',
  '\t',
  '\r\n',
  '\0',
  '\u0007',
  '\u200b',
  '\u200d',
  '\u202e',
  '\ufeff',
  '\ue000',
  '\ue001',
  '\ue002',
  '😀',
  '👨‍👩‍👧‍👦',
  '🇯🇵',
  '1️⃣',
  '𠮷',
  '\ud800',
  '\udc00',
  'e\u0301',
  'か\u3099',
  'ﬁ',
  '㍻',
  '㋀',
  'İ',
  'ß',
];

/** The longest that is tried; the server lets no more through. */
export const MAX_LENGTH = 10_000;

const fragment = fc.constantFrom(...FRAGMENTS);
const cut = (text: string): string => text.slice(0, MAX_LENGTH);

/** Hostile questions: one fragment repeated, two in turns, mixtures, runs that end in something else, any characters. */
export const adversarialText: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(fragment, fc.integer({ min: 1, max: 300 })).map(([one, count]) => one.repeat(count)),
  fc
    .tuple(fragment, fragment, fc.integer({ min: 1, max: 200 }), fragment)
    .map(([a, b, count, end]) => (a + b).repeat(count) + end),
  fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.array(fragment, { maxLength: 20 }).map((parts) => parts.join(' ')),
  fc.string({ unit: codePoint, maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((codes) => String.fromCharCode(...codes)),
  fc
    .tuple(fragment, fc.integer({ min: 1_000, max: MAX_LENGTH }))
    .map(([one, length]) => cut(one.repeat(Math.ceil(length / one.length)))),
);
