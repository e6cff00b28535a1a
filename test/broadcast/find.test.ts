import { describe, expect, test } from '@jest/globals';
import { managedIn } from '../../src/broadcast/decide/manage.ts';
import { asksForBroadcasts, readWanted } from '../../src/broadcast/decide/find.ts';
import {
  approved,
  APPROVER,
  AUTHOR,
  broadcastId,
  buttonData,
  cards,
  draft,
  everybodyIsThere,
  filled,
  lastCard,
  pass,
  presses,
  READERS,
  says,
  sent,
  standing,
  storage,
  until,
  useOffice,
} from './office.ts';

const TODAY = '2026-06-15';

describe('what is looked for', () => {
  test.each([
    ['先月の送信済み', 'released', '2026-05-01', '2026-05-31', []],
    ['夏季休暇の下書き', 'draft', null, null, ['夏季休暇']],
    ['12月の送信済み', 'released', '2025-12-01', '2025-12-31', []],
    ['差し戻された下書き', 'sentBack', null, null, []],
    ['sent back broadcasts', 'sentBack', null, null, []],
    ['2026年4月3日', null, '2026-04-03', '2026-04-03', []],
    ['昨年度の取り消し済みの配信', 'recalled', '2025-04-01', '2026-03-31', []],
    ['今週の承認待ち', 'submitted', '2026-06-15', '2026-06-21', []],
    ['健康診断 ひな型', 'template', null, null, ['健康診断']],
    ['summer leave drafts', 'draft', null, null, ['summer', 'leave']],
    ['announcements sent last month', 'released', '2026-05-01', '2026-05-31', []],
    ['sent broadcasts from March 2026', 'released', '2026-03-01', '2026-03-31', []],
    ['5月に送ったお知らせ', 'released', '2026-05-01', '2026-05-31', []],
    ['先週送った採用のお知らせ', 'released', '2026-06-08', '2026-06-14', ['採用']],
    ['昨日配信した防災訓練の案内', 'released', '2026-06-14', '2026-06-14', ['防災訓練']],
    ['令和7年12月に送ったもの', 'released', '2025-12-01', '2025-12-31', []],
    ['去年の9月に出したお知らせ', 'released', '2025-09-01', '2025-09-30', []],
    ['これまでに送ったお知らせ', 'released', null, null, []],
    ['人間ドックのお知らせは送った', 'released', null, null, ['人間ドック']],
    ['先月何を送りました', 'released', '2026-05-01', '2026-05-31', []],
    ['取り消したお知らせ', 'recalled', null, null, []],
    ['5月の配信履歴', 'released', '2026-05-01', '2026-05-31', []],
    ['the parking announcement I sent last week', 'released', '2026-06-08', '2026-06-14', ['parking']],
    ['What did we send in May', 'released', '2026-05-01', '2026-05-31', []],
    ['announcements sent on 3 April', 'released', '2026-04-03', '2026-04-03', []],
    ['what was sent on May 20', 'released', '2026-05-20', '2026-05-20', []],
    // What it may be called is a word to look for where nothing else is said.
    ['案内', null, null, null, ['案内']],
    // There is no such day: it is a word.
    ['2月30日の下書き', 'draft', null, null, ['2月30日']],
  ])('%s', (text, state, from, until, words) => {
    const wanted = readWanted(text, TODAY);
    expect([wanted.state, wanted.days?.from ?? null, wanted.days?.until ?? null]).toEqual([
      state,
      from,
      until,
    ]);
    expect(wanted.words).toEqual(words.map((word) => readWanted(word, TODAY).words.join('')));
  });

  test.each([
    ['12月の予約済み', '2026-12-01', '2026-12-31'],
    ['5月の予約済み', '2027-05-01', '2027-05-31'],
    ['6月20日の予約済み', '2026-06-20', '2026-06-20'],
    ['来週の予約済み', '2026-06-22', '2026-06-28'],
    ['明日の予約済み', '2026-06-16', '2026-06-16'],
    ['来月', '2026-07-01', '2026-07-31'],
    ['broadcasts scheduled for January', '2027-01-01', '2027-01-31'],
  ])('what is still to go out: %s', (text, from, until) => {
    expect(readWanted(text, TODAY).daysAhead).toEqual({ from, until });
  });

  test('other words are questions', () => {
    for (const text of [
      '先月の送信済み',
      '夏季休暇の下書き',
      '6月の送信済みの配信',
      'sent broadcasts',
      'my drafts',
      '先週送った採用のお知らせ',
      '昨日配信した防災訓練の案内',
      '5月に送信したお知らせの一覧',
      '予約した配信',
      '取り消したお知らせ',
      '配信履歴',
      '先月何を送りました',
      'announcements sent in June',
      'the parking announcement I sent last week',
      'broadcasts about parking waiting for approval',
      'what did we send in May',
      'sent last month',
    ])
      expect(asksForBroadcasts(text)).toBe(true);
    for (const text of [
      '動画配信の取組は？',
      '下書きの書き方を研修している部署は？',
      'Who sent people abroad?',
      'Which departments have announcements sent by mail?',
      '保護者に連絡を出している取組は？',
      'お知らせを動画で配信した部署',
      '申請を提出した人への通知',
      '夏季休暇',
    ])
      expect(asksForBroadcasts(text)).toBe(false);
  });
});

describe('broadcasts are found', () => {
  useOffice({ startAt: Date.UTC(2026, 4, 20, 1) });

  test('by state, words and time, in the chat and on the card; from others the words are a question', async () => {
    await everybodyIsThere();
    await sent();
    const id = await broadcastId();
    pass(26 * 86_400_000);
    const later = await draft();
    await says(AUTHOR, '先月の送信済み');
    expect(lastCard(AUTHOR).json).toContain(id);
    expect(lastCard(AUTHOR).json).not.toContain('下書き ·');
    await says(AUTHOR, 'broadcasts', 'en-US');
    expect(lastCard(AUTHOR).json).toContain('"Summer leave"');
    await says(AUTHOR, '先月の送信済み');
    const list = lastCard(AUTHOR);
    const search = buttonData(list.body, '探す');
    await presses(AUTHOR, list.id, search, { typed: '夏季休暇の下書き' });
    expect(standing(AUTHOR, list.id).json).toContain('下書き · 2026年6月15日');
    expect(standing(AUTHOR, list.id).json).not.toContain(`"${id}"`);
    await presses(AUTHOR, list.id, { ...search, n: 2 }, { typed: '年末調整' });
    expect(standing(AUTHOR, list.id).json).toContain('「年末調整」に合う配信はありません。');
    expect(later.json).toContain('夏季休暇');

    const before = cards(READERS[1]!).length;
    await says(READERS[1]!, '先月の送信済み');
    expect(cards(READERS[1]!)).toHaveLength(before + 1);
    expect(lastCard(READERS[1]!).json).not.toContain('権限がありません');
  });

  test('what was sent back, by whom; what is scheduled, by when it goes out', async () => {
    await everybodyIsThere();
    const card = await draft();
    await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'));
    await until(() => lastCard(APPROVER).json.includes('承認をお願い'));
    const request = lastCard(APPROVER);
    await presses(APPROVER, request.id, buttonData(request.body, '差し戻し'), { reason: '日付を直す' });
    const { id: scheduled } = await approved();
    const send = buttonData(standing(AUTHOR, scheduled).body, '日時を指定して予約');
    await presses(AUTHOR, scheduled, send, { date: '2026-06-10', time: '09:00' });
    await says(AUTHOR, '配信一覧');
    expect(lastCard(AUTHOR).json).toContain('差し戻し（職員）');
    expect(lastCard(AUTHOR).json).toContain('予約済み · 2026年6月10日');
    await says(AUTHOR, '差し戻し');
    expect(lastCard(AUTHOR).json).toContain('差し戻し（職員）');
    expect(lastCard(AUTHOR).json).not.toContain('予約済み ·');
    await says(AUTHOR, '6月の予約済み');
    expect(lastCard(AUTHOR).json).toContain('予約済み · 2026年6月10日');
    expect(lastCard(AUTHOR).json).not.toContain('差し戻し（');
  });

  test('page by page, however many there are', async () => {
    await everybodyIsThere();
    for (let n = 0; n < 13; n += 1) {
      await draft();
      pass(1000);
    }
    await says(AUTHOR, '配信一覧');
    const list = lastCard(AUTHOR);
    expect(list.json).toContain('1〜10件（全13件）');
    await presses(AUTHOR, list.id, buttonData(list.body, '残り3件'));
    expect(standing(AUTHOR, list.id).json).toContain('11〜13件（全13件）');
  });
});

describe('a template', () => {
  useOffice();

  test('is kept from the form, offered to all who write, and written from', async () => {
    await everybodyIsThere();
    const card = await draft();
    await presses(AUTHOR, card.id, buttonData(card.body, '編集'));
    const form = lastCard(AUTHOR);
    await presses(AUTHOR, form.id, buttonData(form.body, '保存して確認する'), {
      ...filled,
      titleJa: '健康診断のお知らせ',
      keep: 'true',
    });
    expect(await storage.broadcasts.list({ state: 'template', limit: 9 })).toHaveLength(1);

    await storage.broadcasts.grant(READERS[2]!, 'broadcaster', {
      at: 1,
      actor: APPROVER,
      action: 'grant',
      subject: READERS[2]!,
      detail: {},
    });
    await says(READERS[2]!, '配信');
    await presses(
      READERS[2]!,
      lastCard(READERS[2]!).id,
      buttonData(lastCard(READERS[2]!).body, 'ひな型から作成'),
    );
    const offered = lastCard(READERS[2]!);
    expect(offered.json).toContain('ひな型 · ');
    const [template] = await storage.broadcasts.list({ state: 'template', limit: 9 });
    await presses(READERS[2]!, offered.id, { v: 1, lang: 'ja', do: 'broadcast.open', id: template!.id });
    const opened = standing(READERS[2]!, offered.id);
    expect(opened.json).not.toContain('編集');
    await presses(READERS[2]!, offered.id, buttonData(opened.body, 'この内容で作成'));
    const [made] = await storage.broadcasts.list({ authorId: READERS[2]!, limit: 9 });
    expect(made).toMatchObject({ state: 'draft', content: { ja: { title: '健康診断のお知らせ' } } });
    expect(standing(READERS[2]!, offered.id).json).toContain('ひな型から下書きを作りました。');
    // It stays, and is not sent.
    expect(await storage.broadcasts.get(template!.id)).toMatchObject({ state: 'template', version: 1 });
  });
});

describe('what somebody wants to do something with', () => {
  test.each([
    ['予約した配信を取り消したい', 'scheduled'],
    ['送信予約を取り消すには', 'scheduled'],
    ['間違えて送ったお知らせを取り消したい', 'released'],
    ['下書きを消したい', 'draft'],
    ['cancel the scheduled announcement', 'scheduled'],
    ['how do I edit a draft announcement', 'draft'],
    ['配信を中止したい', null],
    ['I need to fix the last announcement', null],
  ])('%s: %s', (text, state) => {
    const { which } = managedIn(text)!;
    expect(readWanted(which, TODAY)).toMatchObject({ state, words: [] });
  });
});
