import { expect, test } from '@jest/globals';
import { parseHighlightsWords } from '../../src/highlights/words.ts';
import { textWithoutMentions } from '../../src/teams/mentions.ts';
import { engine } from '../question/support/real.ts';

const ask = (text: string) => engine.ask({ text, today: '2026-06-15', lang: 'ja', previous: null });
const names = (text: string): string[] => ask(text).hits.map(({ initiative }) => initiative.name);

const QUOTED = '<quoted messageId="1778000000001"/>';

test.each([
  [`${QUOTED} 購読`, '購読'],
  ['\u200b購読\u200d', '購読'],
  ['購\u00ad読\ufeff', '購読'],
  [QUOTED, ''],
])('what a client adds is no word: %j', (text, expected) => {
  const words = textWithoutMentions(text, [{ type: 'quotedReply', quotedReply: {} }], '28:bot');
  expect(words).toBe(expected);
  if (words !== '') expect(parseHighlightsWords(words, 'ja')?.do).toBe('subscription');
});

test('a word in hiragana that no list knows is looked for in the rows', () => {
  expect(names('さがみはら')).toEqual(['採用辞退抑制に向けた取組']);
});

test('a wave dash typed for the long vowel is one', () => {
  expect(names('ミ〜ティングの取組は？')).toEqual(names('ミーティングの取組は？'));
  expect(names('ミ〜ティングの取組は？')).toContain('1 on 1 ミーティング');
});

test('第1・第2四半期 is April to September', () => {
  expect(ask('第1・第2四半期に始まる取組は？').understood.time?.periods).toEqual([
    { from: '2026-04', to: '2026-09' },
  ]);
});
