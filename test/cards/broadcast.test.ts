import { describe, expect, test } from '@jest/globals';
import { broadcastData, formLimits, parseBroadcastAction } from '../../src/broadcast/cards/actions.ts';
import { bodyLines } from '../../src/broadcast/cards/markdown.ts';
import type { BroadcastDetailView, BroadcastPostView, PlaceView } from '../../src/broadcast/cards/view.ts';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../../src/cards/size.ts';
import { DATA, ROWS } from './fixtures.ts';
import { loadCardKit } from '../../src/cards/load.ts';
import { kit } from './kit.ts';
import { reasonLines, reasonWords } from '../../src/cards/reasons.ts';

const cards = createBroadcastCards(kit);
const post: BroadcastPostView = {
  id: 'broadcast-0123456789abcdef',
  title: '夏季休暇',
  body: '本文',
  important: false,
  links: [{ title: '案内', url: 'https://example.jp/' }],
  pictures: [],
  initiatives: [ROWS.offers],
  highlights: null,
  acknowledge: true,
  pressed: null,
  sender: '人事課',
  contact: '人事課 服務担当（内線 1234）',
  date: '2026-06-15',
  note: null,
};

test('without dialogs every button is an ordinary one, and writing is offered once', () => {
  const buttons = (options: Parameters<typeof loadCardKit>[1]) =>
    JSON.stringify(createBroadcastCards(loadCardKit(undefined, options)).home({}, DATA, 'ja').card);
  expect(buttons({})).toContain('新しく作成');
  expect(buttons({})).toContain('task/fetch');
  const without = buttons({ dialogs: false });
  expect(without).not.toContain('task/fetch');
  expect(without).not.toContain('新しく作成');
  expect(without).toContain('チャット内で作成');
});

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
    ['[頁](https://example.jp/案内.aspx)', '[頁](https://example.jp/%E6%A1%88%E5%86%85.aspx)'],
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
    expect(json).toContain('確認しました');
    expect(JSON.stringify(cards.post(post, DATA, 'en').card)).toContain('Confirm');
  });

  test('recalled, nothing of it is left', () => {
    const json = JSON.stringify(cards.post({ ...post, note: 'recalled' }, DATA, 'ja').card);
    expect(json).toContain('取り消されました');
    expect(json).not.toContain('夏季休暇');
    expect(json).not.toContain('example.jp');
    expect(json).not.toContain('確認しました');
  });

  test('text is never evaluated as a template', () => {
    const json = JSON.stringify(cards.post({ ...post, title: '${lang}', body: '${speak}' }, DATA, 'ja').card);
    expect(json).toContain('${lang}');
    expect(json).toContain('${speak}');
  });
});

/** A bot's message may have about 100 KB: learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
const maxMessageBytes = 100 * 1024;

test('the form filled to the brim still comes back in one message', () => {
  const full = (char: string, limit: number) => char.repeat(limit);
  const places = Array.from({ length: 80 }, (_, n): PlaceView => ({
    who: 'channel',
    value: `channel:19:${String(n).repeat(16)}@thread.tacv2`,
    team: full('課', 60),
    channel: full('報', 60),
  }));
  const form = cards.form(
    {
      id: post.id,
      version: 1,
      withAudience: true,
      refusal: null,
      previews: [{ lang: 'ja', post }],
      fields: {
        titleJa: full('題', 150),
        bodyJa: full('本', 6000),
        titleEn: full('t', 150),
        bodyEn: full('b', 6000),
        sender: '人事課',
        contact: '',
        importance: 'high',
        links: full('x', formLimits.links),
        pictures: full('画', 1000),
        initiatives: '',
        findInitiatives: full('語', formLimits.words),
        highlights: '2026-07',
        acknowledge: 'true',
        audience: places.map(({ value }) => value).join(','),
        list: full('a', 8000),
        exclude: full('a', 3000),
        findPlaces: full('課', formLimits.words),
        keep: 'false',
      },
      initiatives: {
        choices: Object.values(ROWS),
        search: { words: full('語', 200), found: { count: 1000, shown: 12 } },
      },
      months: ['2026-06', '2026-07'],
      pictureHosts: ['images.example.jp'],
      uploads: [],
      places: { choices: places, search: { words: full('課', 200), found: { count: 1000, shown: 20 } } },
    },
    [],
    DATA,
    'ja',
  );
  expect(sizeInBytes(form.card)).toBeLessThan(maxMessageBytes);
});

test('the address behind a button or of a picture is one that clients open', () => {
  const [url, opened] = [
    'https://example.sharepoint.com/sites/a/SitePages/Página-案内.aspx?q=a%20b',
    'https://example.sharepoint.com/sites/a/SitePages/P%C3%A1gina-%E6%A1%88%E5%86%85.aspx?q=a%20b',
  ];
  const { card } = cards.post(
    { ...post, links: [{ title: '案内', url }], pictures: [{ alt: '図', url }] },
    DATA,
    'ja',
  );
  expect(JSON.stringify(card).match(/"url":"[^"]*"/g)).toEqual([`"url":"${opened}"`, `"url":"${opened}"`]);
});

describe('a broadcast with everything that its author may want to know', () => {
  const detail: BroadcastDetailView = {
    id: post.id,
    version: 1,
    state: 'draft',
    rejection: null,
    approvers: { now: [], later: [] },
    author: '人事課 担当者',
    posts: [{ lang: 'ja', post }],
    correction: [],
    standing: 0,
    audience: { sources: [], reachable: 1, unreachable: [], unreached: [], unnamed: 0 },
    size: 1000,
    sendAt: null,
    zone: 'Asia/Tokyo',
    progress: [],
    pausedFor: null,
    acknowledged: null,
    buttons: ['submit', 'edit', 'test', 'copy', 'delete'],
  };

  test('says so when what arrives is too long to be shown, and stays under the limit itself', () => {
    const posts = [{ lang: 'ja' as const, post: { ...post, body: '本'.repeat(6000) } }];
    const { card } = cards.detail({ ...detail, posts }, {}, DATA, 'ja');
    expect(JSON.stringify(card)).toContain('長いため、ここには表示できません');
    expect(sizeInBytes(card)).toBeLessThan(MAX_CARD_BYTES);
  });

  test('when it is taken back, counts what is deleted, reminders too, and folds what was sent', () => {
    const stage = { planned: 13, withoutId: 0, failed: 0, unknown: 0, skipped: 0, cancelled: 0, reasons: [] };
    const still = { ratePerSecond: null, secondsLeft: null };
    const view = {
      ...detail,
      state: 'recalled' as const,
      audience: null,
      standing: 13,
      buttons: ['recallConfirmed' as const],
      progress: [{ ...stage, ...still, kind: 'recall' as const, sent: 3, remaining: 10 }],
    };
    const { card } = cards.detail(view, {}, DATA, 'ja');
    const json = JSON.stringify(card);
    expect(json).toContain('取り消し中');
    expect(json).toContain('削除済み');
    expect(json).not.toContain('送信済み');
    expect(json).toContain('13件を削除する');
    expect(json).toMatch(/"id":"asSent-ja","isVisible":false/);
  });

  describe('with posts that nothing can change or delete', () => {
    const still = { ratePerSecond: null, secondsLeft: null, remaining: 0, skipped: 0, cancelled: 0 };
    const sent = { ...still, planned: 20, failed: 0, reasons: [] };
    const stages = {
      post: { ...sent, kind: 'post' as const, sent: 14, withoutId: 3, unknown: 2 },
      reminder: { ...sent, kind: 'reminder' as const, sent: 5, withoutId: 1, unknown: 0 },
      recall: { ...sent, kind: 'recall' as const, sent: 15, withoutId: 0, unknown: 0 },
      correction: { ...sent, kind: 'correction' as const, sent: 15, withoutId: 0, unknown: 0 },
    };
    const out = { ...detail, state: 'released' as const, audience: null, standing: 15 };
    const progress = [stages.post, stages.reminder];

    test.each([
      ['ja', '送信済みの15件を削除', 'うち3件は識別子がなく、訂正も取り消しもできません'],
      [
        'en',
        'Delete the 15 sent messages',
        '3 of them have no identifier, so they cannot be corrected or recalled',
      ],
    ] as const)('offers to recall the others: %s', (lang, button, line) => {
      const view = { ...out, progress, buttons: ['recall' as const] };
      const json = JSON.stringify(cards.detail(view, {}, DATA, lang).card);
      expect(json).toContain(`"title":"${button}"`);
      expect(json).toContain(line);
      const none = { ...view, progress: [{ ...stages.post, withoutId: 0, unknown: 0 }] };
      const all = JSON.stringify(cards.detail(none, {}, DATA, lang).card);
      expect(all).toContain(lang === 'ja' ? '"title":"全員分を削除"' : '"title":"Delete for everyone"');
      expect(all).not.toContain(line);
    });

    test.each([
      ['ja', '4件は識別子がなく取り消せません', '到達不明の2件は取り消せません'],
      ['en', 'No identifier, so not recalled: 4', 'Unconfirmed, so not recalled: 2'],
    ] as const)('says before and after a recall how many it leaves: %s', (lang, withoutId, unknown) => {
      const asked = { ...out, progress, buttons: ['recallConfirmed' as const] };
      for (const notes of [{ refusal: 'confirmRecall' as const }, { note: 'recalling' as const }]) {
        const { card } = cards.detail(asked, notes, DATA, lang);
        expect(card['speak']).toContain(` ${withoutId} ${unknown}`);
        expect(JSON.stringify(card)).toContain(`"text":"${withoutId}"`);
        expect(JSON.stringify(card)).toContain(`"text":"${unknown}"`);
      }
      const done = {
        ...out,
        state: 'recalled' as const,
        standing: 0,
        progress: [...progress, stages.recall],
      };
      const json = JSON.stringify(cards.detail(done, {}, DATA, lang).card);
      expect(json).toContain(lang === 'ja' ? '取り消し済み（一部は残っています）' : 'Recalled in part');
      expect(json).toContain(withoutId);
      expect(json).toContain(unknown);
    });

    test.each([
      ['ja', '4件は識別子がなく訂正できません', '到達不明の2件は訂正できません'],
      ['en', 'No identifier, so not corrected: 4', 'Unconfirmed, so not corrected: 2'],
    ] as const)('says of a correction how many it leaves: %s', (lang, withoutId, unknown) => {
      const { card } = cards.detail({ ...out, progress }, { note: 'correctionAsked' }, DATA, lang);
      expect(card['speak']).toContain(` ${withoutId} ${unknown}`);
      const done = { ...out, progress: [...progress, stages.correction] };
      const json = JSON.stringify(cards.detail(done, {}, DATA, lang).card);
      expect(json).toContain(withoutId);
      expect(json).toContain(unknown);
    });
  });

  test('names a dozen of its recipients and counts the others', () => {
    const sources = Array.from({ length: 60 }, (_, n) => `チャネル${n}`);
    const audience = { sources, reachable: 60, unreachable: [], unreached: [], unnamed: 0 };
    const json = JSON.stringify(cards.detail({ ...detail, audience }, {}, DATA, 'ja').card);
    expect(json).toContain('チャネル11、ほか48件');
    expect(json).not.toContain('チャネル12');
  });

  test('a broadcast in two languages is called by the title of its reader’s', () => {
    const english = { ...post, title: 'Summer leave' };
    const view: BroadcastDetailView = {
      ...detail,
      state: 'submitted',
      posts: [
        { lang: 'ja', post },
        { lang: 'en', post: english },
      ],
    };
    const wanted = cards.detail(view, { note: 'approvalWanted' }, DATA, 'en').card;
    expect(wanted['speak']).toContain('Summer leave');
    expect(JSON.stringify(wanted['body']).indexOf('Summer leave')).toBeLessThan(
      JSON.stringify(wanted['body']).indexOf('夏季休暇'),
    );
    expect(cards.detail(view, {}, DATA, 'ja').card['speak']).toContain('夏季休暇');
    expect(cards.detail(view, {}, DATA, 'ja').card['speak']).not.toContain('Summer leave');
  });
});

describe('highlights of a month', () => {
  const highlights = { month: '2026-07', initiatives: [ROWS.phones, ROWS.interviews] };

  test('stand under their heading, each with department and time, and open', () => {
    const json = JSON.stringify(cards.post({ ...post, highlights }, DATA, 'ja').card);
    expect(json).toContain('2026年7月のハイライト');
    expect(json).toContain('公用スマートフォンの導入');
    expect(json).toContain('市長公室 · 2026年7月');
    expect(json).toContain('議会局 · 随時');
    expect(json).toContain('"id":"i-mendan"');
    expect(JSON.stringify(cards.post({ ...post, highlights }, DATA, 'en').card)).toContain(
      'Highlights of July 2026',
    );
  });

  test('are not there when recalled, or when the document has lost them all', () => {
    const recalled = cards.post({ ...post, highlights, note: 'recalled' }, DATA, 'ja');
    expect(JSON.stringify(recalled.card)).not.toContain('ハイライト');
    const lost = cards.post({ ...post, highlights: { ...highlights, initiatives: [] } }, DATA, 'ja');
    expect(JSON.stringify(lost.card)).not.toContain('ハイライト');
  });
});

test('what a button carries comes back; another version or a forged id does not', () => {
  const data = broadcastData({ do: 'broadcast.open', id: post.id, lang: 'en' });
  expect(parseBroadcastAction(data)).toMatchObject({ do: 'broadcast.open', id: post.id, lang: 'en' });
  expect(parseBroadcastAction({ ...data, v: 2 })).toEqual({ do: 'invalid', lang: 'en' });
  expect(parseBroadcastAction({ ...data, id: '../x' })).toEqual({ do: 'invalid', lang: 'en' });
  expect(parseBroadcastAction({ v: 1, do: 'ask', lang: 'ja', question: '研修' })).toBeNull();
  expect(parseBroadcastAction(null)).toBeNull();
});

test.each([
  ['ServiceError', 'Teams側のエラー'],
  ['ServiceUnavailable', 'Teams側のエラー'],
  // It may have arrived: nobody has refused it.
  ['http500', 'Teams側のエラー（HTTP 500）'],
  ['http503', 'Teams側のエラー（HTTP 503）'],
  ['http413', 'Teamsが受け付けなかった（HTTP 413）'],
  ['BotNotRegistered', 'Teamsのエラー（BotNotRegistered）'],
])('Teams’ own trouble (%s) is called so', (reason, words) => {
  expect(reasonWords(reason, kit.say.ja)).toBe(words);
});

test.each(['ECONNRESET', 'ENOTFOUND'])(
  'what a connection failed by (%s) is no word of anybody’s',
  (reason) => {
    expect(reasonWords(reason, kit.say.ja)).toBe('接続エラー');
    expect(reasonWords(reason, kit.say.en)).toBe('Connection error');
  },
);

test('reasons that are called alike are counted together', () => {
  const reasons = [
    { reason: 'ECONNRESET', count: 2 },
    { reason: 'timeout', count: 1 },
    { reason: 'ETIMEDOUT', count: 3 },
  ];
  expect(reasonLines(reasons, kit.say.ja)).toEqual(['接続エラー 5件', expect.stringMatching(/ 1件$/)]);
});
