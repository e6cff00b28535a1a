import { describe, expect, test } from '@jest/globals';
import { broadcastData, parseBroadcastAction } from '../../src/cards/broadcast-actions.ts';
import { bodyLines } from '../../src/cards/broadcast-markdown.ts';
import type { BroadcastPostView } from '../../src/cards/broadcast-view.ts';
import { loadBroadcastCards } from '../../src/cards/load-broadcast.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../../src/cards/size.ts';
import { DATA, ROWS } from './fixtures.ts';

const cards = loadBroadcastCards();
const post: BroadcastPostView = {
  id: 'broadcast-0123456789abcdef',
  title: '夏季休暇',
  body: '本文',
  important: false,
  links: [{ title: '案内', url: 'https://example.jp/' }],
  initiatives: [ROWS.offers],
  acknowledge: true,
  note: null,
};

describe('the body', () => {
  test.each([
    ['**太字**と_斜体_', '**太字**と*斜体*'],
    ['- 項目\n2) 二つ目', '- 項目|2. 二つ目'],
    ['[案内](https://example.jp/a?b=1)', '[案内](https://example.jp/a?b=1)'],
    ['[案内](http://example.jp/)', String.raw`\[案内\](http://example.jp/)`],
    ['[案内](javascript:alert(1))', String.raw`\[案内\](javascript:alert(1))`],
    // A picture would tell its server who has read the message.
    ['![絵](https://example.jp/x.png)', String.raw`\![絵](https://example.jp/x.png)`],
    ['<at>全員</at>', String.raw`\<at\>全員\</at\>`],
    ['# 見出し', String.raw`\# 見出し`],
    ['snake_case_name', String.raw`snake\_case\_name`],
    ['{{DATE(2026-01-01)}}', String.raw`{\{DATE(2026-01-01)}}`],
    ['一\n\n\n二', '一||二'],
  ])('%s → %s', (body, lines) => {
    expect(bodyLines(body).join('|')).toBe(lines);
  });
});

describe('the message', () => {
  test('notification, words, links, initiatives, button; each in its language', () => {
    const { summary, card } = cards.post(post, DATA, 'ja');
    expect(summary).toBe('夏季休暇');
    const json = JSON.stringify(card);
    expect(json).toContain('"type":"Action.OpenUrl","title":"案内","url":"https://example.jp/"');
    expect(json).toContain('"do":"initiative"');
    expect(json).toContain('見ました');
    expect(JSON.stringify(cards.post(post, DATA, 'en').card)).toContain('I have read this');
  });

  test('recalled, nothing of it is left', () => {
    const json = JSON.stringify(cards.post({ ...post, note: 'recalled' }, DATA, 'ja').card);
    expect(json).toContain('取り消されました');
    expect(json).not.toContain('夏季休暇');
    expect(json).not.toContain('example.jp');
    expect(json).not.toContain('見ました');
  });

  test('text is never evaluated as a template', () => {
    const json = JSON.stringify(cards.post({ ...post, title: '${lang}', body: '${speak}' }, DATA, 'ja').card);
    expect(json).toContain('${lang}');
    expect(json).toContain('${speak}');
  });
});

test('the form with the longest texts stays under the limit of a card', () => {
  const form = cards.form(
    {
      id: post.id,
      version: 1,
      withAudience: true,
      titleJa: '題'.repeat(150),
      bodyJa: '本'.repeat(3000),
      titleEn: 't'.repeat(150),
      bodyEn: 'b'.repeat(3000),
      important: true,
      links: 'x | https://example.jp/'.repeat(4),
      initiatives: [],
      acknowledge: true,
      audience: ['people'],
      list: '',
      exclude: '',
      teams: Array.from({ length: 30 }, (_, n) => ({ title: `チーム${n}`, value: `19:${n}@thread.tacv2` })),
    },
    [],
    DATA,
    'ja',
  );
  expect(sizeInBytes(form.card)).toBeLessThan(MAX_CARD_BYTES);
});

test('what a button carries comes back; another version or a forged id does not', () => {
  const data = broadcastData({ do: 'broadcast.open', id: post.id, lang: 'en' });
  expect(parseBroadcastAction(data)).toMatchObject({ do: 'broadcast.open', id: post.id, lang: 'en' });
  expect(parseBroadcastAction({ ...data, v: 2 })).toEqual({ do: 'invalid', lang: 'en' });
  expect(parseBroadcastAction({ ...data, id: '../x' })).toEqual({ do: 'invalid', lang: 'en' });
  expect(parseBroadcastAction({ v: 1, do: 'ask', lang: 'ja', question: '研修' })).toBeNull();
  expect(parseBroadcastAction(null)).toBeNull();
});
