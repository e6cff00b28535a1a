import { describe, expect, test } from '@jest/globals';
import {
  approvesCorrection,
  corrected,
  ADMIN,
  APPROVER,
  AUTHOR,
  READERS,
  approved,
  broadcastId,
  buttonData,
  cards,
  chatOf,
  counts,
  draft,
  everybodyIsThere,
  filled,
  findOpen,
  harness,
  jobCounts,
  inDialog,
  lastCard,
  pass,
  presses,
  says,
  sent,
  standing,
  storage,
  trail,
  until,
  useOffice,
} from './office.ts';

useOffice();

describe('from writing to recalling', () => {
  test('each person gets theirs, once, and everything is in the trail', async () => {
    await everybodyIsThere();
    const card = await sent();
    expect(card.json).toMatch(/"text":"3"[^}]*\},\{[^}]*"送信済み"/);
    expect(card.json).not.toMatch(/残り|失敗|到達不明|対象外/);
    expect(lastCard(READERS[0]!).json).toContain('Summer leave');
    const japanese = lastCard(READERS[1]!).json;
    expect(japanese).toContain('夏季休暇の取得について');
    expect(japanese).toContain('**7月から**取得できます。');
    expect(japanese).toContain('https://example.jp/guide');
    expect(cards(ADMIN).some(({ json }) => json.includes('夏季休暇'))).toBe(true); // asked to approve
    expect(harness.simulator.connector.posts(chatOf(READERS[1]!)).at(-1)!.activity).toMatchObject({
      summary: '【重要】夏季休暇の取得について',
    });

    // 「確認しました」 twice by one person counts once.
    const acknowledge = buttonData(lastCard(READERS[1]!).body, '確認しました');
    expect(await presses(READERS[1]!, lastCard(READERS[1]!).id, acknowledge)).toContain('記録しました');
    const again = { ...acknowledge, n: 2 };
    expect(await presses(READERS[1]!, lastCard(READERS[1]!).id, again)).toContain('すでに記録');
    expect(await storage.broadcasts.acknowledgements(await broadcastId())).toBe(1);

    // A reminder to the two others.
    await presses(AUTHOR, card.id, buttonData(card.body, '未確認の人に再通知'));
    await until(() => lastCard(READERS[2]!).json.includes('再通知'));
    await until(() => lastCard(READERS[0]!).json.includes('Reminder'));
    expect(cards(READERS[1]!).some(({ json }) => json.includes('再通知'))).toBe(false);
    await until(async () => !(await standingJson(card.id)).includes('残りを中止'));

    // A correction changes every message in its place.
    const before = cards(READERS[1]!).length;
    const request = await corrected(card, { ...filled, titleJa: '訂正した件名' });
    expect(request.json).toContain('訂正した件名');
    expect(cards(READERS[1]!).some(({ json }) => json.includes('訂正した件名'))).toBe(false);
    await approvesCorrection(request);
    await until(() => cards(READERS[1]!).some(({ json }) => json.includes('訂正した件名')));
    expect(cards(READERS[1]!)).toHaveLength(before);
    expect(cards(READERS[1]!).some(({ json }) => json.includes('夏季休暇'))).toBe(false);

    // A recall deletes them; where that fails, a notice takes their place.
    const id = await broadcastId();
    await until(async () => (await jobCounts(id, 'correction'))[0]!.sent === 3);
    harness.simulator.connector.faults.add({
      operation: 'delete',
      conversationId: chatOf(READERS[2]!),
      fault: { kind: 'forbidden', code: 'ForbiddenOperationException' },
    });
    await says(AUTHOR, '配信一覧');
    await presses(AUTHOR, lastCard(AUTHOR).id, findOpen(lastCard(AUTHOR).body));
    const latest = lastCard(AUTHOR);
    expect(await presses(AUTHOR, latest.id, buttonData(latest.body, '全員分を削除'))).toContain(
      '元には戻せません',
    );
    await presses(AUTHOR, latest.id, buttonData(standing(AUTHOR, latest.id).body, '5件を削除する'));
    await until(() => cards(READERS[2]!).some(({ json }) => json.includes('取り消されました')));
    expect(cards(READERS[1]!).some(({ json }) => json.includes('訂正した件名'))).toBe(false);

    expect((await trail()).filter((action) => action !== 'denied')).toEqual([
      'grant',
      'grant',
      'create',
      'submit',
      'approve',
      'send',
      'remind',
      'correct',
      'approveCorrection',
      'recall',
      'notice',
    ]);
  });

  async function standingJson(id: string): Promise<string> {
    await Promise.resolve();
    return standing(AUTHOR, id).json;
  }
});

describe('every button: one effect or a clear refusal', () => {
  test('sent twice, at once and again, arrives once', async () => {
    await everybodyIsThere();
    const card = await approved();
    const send = buttonData(card.body, '今すぐ送信');
    // Other inputs, so that they are not taken for the same press delivered twice.
    const answers = await Promise.all([
      presses(AUTHOR, card.id, send, { date: '', time: '09:00' }),
      presses(AUTHOR, card.id, send, { date: '', time: '10:00' }),
    ]);
    expect(answers.filter((text) => text.includes('配信を始めました'))).toHaveLength(1);
    expect(answers.filter((text) => /古くなって|状態ではできません/.test(text))).toHaveLength(1);
    await until(async () => (await counts()).sent === READERS.length);
    expect(await presses(AUTHOR, card.id, send, { date: '', time: '11:00' })).toContain('古くなっています');
    for (const reader of READERS) expect(cards(reader)).toHaveLength(2);
    expect((await trail()).filter((action) => action === 'send')).toHaveLength(1);
  });

  test('approved by two at once: by one; the author cannot; a revoked approver cannot', async () => {
    await everybodyIsThere();
    const card = await draft();
    await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'));
    await until(
      () => lastCard(APPROVER).json.includes('承認をお願い') && lastCard(ADMIN).json.includes('承認をお願い'),
    );
    const request = lastCard(APPROVER);
    const approve = buttonData(request.body, '承認');
    await says(ADMIN, `権限 付与 承認者 ${AUTHOR}`);
    expect(await presses(AUTHOR, card.id, approve)).toContain('自分の配信は承認できません');
    await says(ADMIN, `権限 取消 承認者 ${APPROVER}`);
    expect(await presses(APPROVER, request.id, approve)).toContain('権限がありません');
    await says(ADMIN, `権限 付与 承認者 ${APPROVER}`);
    const answers = await Promise.all([
      presses(APPROVER, request.id, { ...approve, lang: 'ja', n: 2 }),
      presses(ADMIN, cards(ADMIN).find(({ json }) => json.includes('承認をお願い'))!.id, approve),
    ]);
    expect(answers.filter((text) => text.includes('承認しました'))).toHaveLength(1);
    expect(answers.filter((text) => text.includes('古くなっています'))).toHaveLength(1);
    expect((await storage.broadcasts.get(await broadcastId()))!.state).toBe('approved');
  });

  test('whoever got the role from the author within the day is not offered as an approver yet', async () => {
    await everybodyIsThere();
    const card = await draft(ADMIN);
    await presses(ADMIN, card.id, buttonData(card.body, '承認を依頼'));
    const asked = standing(ADMIN, card.id);
    expect(asked.json).toContain('24時間たつまで承認できません');
    expect(asked.json).toContain('"text":"職員（付与から24時間後）"');
    await until(() => lastCard(APPROVER).json.includes('承認をお願い'));
    const request = lastCard(APPROVER);
    const approve = buttonData(request.body, '承認');
    expect(await presses(APPROVER, request.id, approve)).toContain('まだ承認できません');
    pass(25 * 3_600_000);
    expect(await presses(APPROVER, request.id, { ...approve, n: 2 })).toContain('承認しました');
  });

  test('an edit voids the approval; the old send button is refused', async () => {
    await everybodyIsThere();
    const card = await approved();
    const send = buttonData(card.body, '今すぐ送信');
    await presses(AUTHOR, card.id, buttonData(card.body, '編集'));
    const form = lastCard(AUTHOR);
    await presses(AUTHOR, form.id, buttonData(form.body, '保存して確認する'), {
      ...filled,
      bodyJa: '別の本文',
    });
    expect((await storage.broadcasts.get(await broadcastId()))!).toMatchObject({
      state: 'draft',
      approval: null,
    });
    expect(await presses(AUTHOR, card.id, send, { date: '', time: '09:00' })).toContain('古くなっています');
    for (const reader of READERS) expect(cards(reader)).toHaveLength(1);
  });

  test('an author whose role was revoked can do nothing any more, and a stranger never could', async () => {
    await everybodyIsThere();
    const card = await approved();
    await says(ADMIN, `権限 取消 配信者 ${AUTHOR}`);
    const send = buttonData(card.body, '今すぐ送信');
    expect(await presses(AUTHOR, card.id, send, { date: '', time: '09:00' })).toContain('権限がありません');
    await says(AUTHOR, '配信');
    expect(lastCard(AUTHOR).json).toContain('権限がありません');
    expect(await presses(READERS[0]!, lastCard(READERS[0]!).id, send)).toContain('権限がありません');
    await says(READERS[0]!, `権限 付与 配信者 ${READERS[0]!}`);
    expect(lastCard(READERS[0]!).json).toContain('権限がありません');
    expect(await storage.broadcasts.roles(READERS[0]!)).toEqual([]);
    expect((await trail()).slice(-4)).toEqual(['denied', 'denied', 'denied', 'denied']);
  });

  test('forged data is refused in words, and does nothing', async () => {
    await everybodyIsThere();
    await says(AUTHOR, '配信');
    const { id } = lastCard(AUTHOR);
    for (const forged of [
      { v: 1, lang: 'ja', do: 'broadcast.send', id: "x'; drop table", version: 1 },
      { v: 1, lang: 'ja', do: 'broadcast.command', id: 'broadcast-00000000', version: 1, command: 'grant' },
      { v: 99, lang: 'ja', do: 'broadcast.home' },
    ])
      expect(await presses(AUTHOR, id, forged)).toContain('読み取れませんでした');
    expect(
      await presses(AUTHOR, id, { v: 1, lang: 'ja', do: 'broadcast.open', id: 'broadcast-00000000' }),
    ).toContain('もうありません');
  });
});

describe('dialogs', () => {
  test('open with the form, come back with what is amiss, then with the preview', async () => {
    await everybodyIsThere();
    const opened = await inDialog(AUTHOR, 'task/fetch', {
      v: 1,
      lang: 'ja',
      do: 'broadcast.new',
      msteams: { type: 'task/fetch' },
    });
    expect(opened.type).toBe('continue');
    expect(JSON.stringify(opened.value.card.content)).not.toContain('Action.Execute');
    const save = buttonData(opened.value.card.content, '保存して確認する');
    const amiss = await inDialog(AUTHOR, 'task/submit', {
      ...save,
      ...filled,
      titleJa: '',
      bodyEn: 'See https://someone@example.jp/',
      links: 'x | http://example.jp\nmissing',
    });
    const words = JSON.stringify(amiss.value.card.content);
    // At once, and not one after the other.
    expect(words).toContain('件名を150字以内で');
    expect(words).toContain('本文に、使えないリンク');
    expect(words).toContain('リンクの1行目');
    expect(words).toContain('リンクの2行目');
    expect(words).toContain('別');
    const preview = await inDialog(AUTHOR, 'task/submit', { ...save, ...filled });
    expect(JSON.stringify(preview.value.card.content)).toContain('3件に届きます');
    // The same form once more is the same delivery; nothing is written twice, and what was changed in it is kept.
    await inDialog(AUTHOR, 'task/submit', { ...save, ...filled });
    const again = await inDialog(AUTHOR, 'task/submit', { ...save, ...filled, bodyEn: 'other' });
    const form = JSON.stringify(again.value.card.content);
    expect(form).toContain('ほかの画面で変更されています');
    expect(form).toContain('"value":"other"');
    expect(await trail()).toEqual(['grant', 'grant', 'create', 'denied']);
    const saveNow = buttonData(again.value.card.content, '保存して確認する');
    await inDialog(AUTHOR, 'task/submit', { ...saveNow, ...filled, bodyEn: 'other' });
    const [written, ...others] = await storage.broadcasts.list({ limit: 9 });
    expect(written).toMatchObject({ version: 2, content: { en: { body: 'other' } } });
    expect(others).toEqual([]);
  });
});

describe('what does not arrive', () => {
  test('failures alone are sent again; unknown ones by choice', async () => {
    await everybodyIsThere();
    const { faults } = harness.simulator.connector;
    faults.add({
      operation: 'send',
      conversationId: chatOf(READERS[0]!),
      times: 1,
      fault: { kind: 'botNotRegistered' },
    });
    faults.add({
      operation: 'send',
      conversationId: chatOf(READERS[1]!),
      times: 1,
      fault: { kind: 'reset', recorded: false },
    });
    const card = await approved();
    await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), { date: '', time: '09:00' });
    await until(async () => {
      const { sent, failed, unknown } = await counts();
      return sent === 1 && failed === 1 && unknown === 1;
    });
    await until(() => standing(AUTHOR, card.id).json.includes('失敗分を再送'));
    const done = standing(AUTHOR, card.id);
    expect(done.json).toContain('Teamsのエラー（BotNotRegistered） 1件');
    expect(await presses(AUTHOR, done.id, buttonData(done.body, '失敗分を再送'))).toContain(
      '1件を送り直します',
    );
    await until(async () => (await counts()).sent === 2);
    await until(() => standing(AUTHOR, card.id).json.includes('不明分を再送'));
    const then = standing(AUTHOR, card.id);
    expect(await presses(AUTHOR, then.id, buttonData(then.body, '不明分を再送'))).toContain(
      '1件を送り直します',
    );
    await until(async () => (await counts()).sent === 3);
    expect(cards(READERS[2]!)).toHaveLength(2);
  });
});

describe('what was parked', () => {
  test('is sent again when failures are', async () => {
    await everybodyIsThere();
    harness.simulator.connector.faults.add({
      operation: 'send',
      conversationId: chatOf(READERS[0]!),
      times: 1,
      fault: { kind: 'forbidden', code: 'ConversationBlockedByUser' },
    });
    const card = await approved();
    await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), { date: '', time: '09:00' });
    await until(async () => (await counts()).failed === 1);
    await until(() => standing(AUTHOR, card.id).json.includes('失敗分を再送'));
    expect(await storage.reach.get(`person:${READERS[0]!}`)).toMatchObject({ state: 'parked' });
    await presses(AUTHOR, card.id, buttonData(standing(AUTHOR, card.id).body, '失敗分を再送'));
    await until(async () => (await counts()).sent === 3);
  });
});

describe('when it goes out', () => {
  test('a scheduled one is released at its time, once, and can be taken off before', async () => {
    await everybodyIsThere();
    const card = await approved();
    const send = buttonData(card.body, '日時を指定して予約');
    expect(await presses(AUTHOR, card.id, send, { date: '2020-01-01', time: '09:00' })).toContain(
      '過去の日時',
    );
    expect(await presses(AUTHOR, card.id, send, { date: 'あした', time: '' })).toContain(
      '予約する日と時刻を入力',
    );
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(await presses(AUTHOR, card.id, send, { date: tomorrow, time: '09:00' })).toContain('予約しました');
    const off = buttonData(standing(AUTHOR, card.id).body, '予約を取り消す');
    expect(await presses(AUTHOR, card.id, off)).toContain('予約を取り消しました');
    const id = await broadcastId();
    const standingNow = (await storage.broadcasts.get(id))!;
    expect(standingNow).toMatchObject({ state: 'approved', sendAt: null });
    // Its time comes.
    const scheduled = {
      ...standingNow,
      state: 'scheduled' as const,
      sendAt: Date.now(),
      version: standingNow.version + 1,
    };
    await storage.broadcasts.commit(scheduled, {
      at: 1,
      actor: AUTHOR,
      action: 'send',
      subject: id,
      detail: {},
    });
    await until(async () => (await counts()).sent === READERS.length);
    for (const reader of READERS) expect(cards(reader)).toHaveLength(2);
    expect((await trail()).filter((action) => action === 'release')).toHaveLength(1);
  });

  test('what has not left is cancelled, and the rest is accounted for', async () => {
    await everybodyIsThere();
    // Two answer that they are busy for long: those wait.
    for (const reader of READERS.slice(1))
      harness.simulator.connector.faults.add({
        operation: 'send',
        conversationId: chatOf(reader),
        fault: { kind: 'throttled', retryAfterSeconds: 3600 },
      });
    const card = await approved();
    await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), { date: '', time: '09:00' });
    await until(async () => {
      const { sent, pending } = await counts();
      return sent === 1 && pending === 2;
    });
    await until(() => standing(AUTHOR, card.id).json.includes('残りを中止'));
    const cancel = buttonData(standing(AUTHOR, card.id).body, '残りを中止');
    expect(await presses(AUTHOR, card.id, cancel)).toContain('残りの2件を中止しました');
    expect(await counts()).toMatchObject({ sent: 1, cancelled: 2, pending: 0, leased: 0 });
    expect(await presses(AUTHOR, card.id, { ...cancel, n: 2 })).toContain('古くなっています');
  });

  test('many recipients are asked about once more', async () => {
    await everybodyIsThere();
    await storage.reach.apply(
      Array.from({ length: 120 }, (_, n) => ({
        type: 'reachable' as const,
        recipient: {
          id: `person:many-${n}`,
          kind: 'person' as const,
          teamId: null,
          conversationId: `a:many-${n}`,
          userId: null,
          tenantId: 't',
          serviceUrl: harness.simulator.url,
          name: null,
          locale: null,
        },
      })),
      1,
    );
    const card = await approved();
    const send = buttonData(card.body, '今すぐ送信');
    expect(await presses(AUTHOR, card.id, send, { date: '', time: '' })).toContain('もう一度確認');
    const confirm = buttonData(standing(AUTHOR, card.id).body, '123件に送信する');
    expect(await presses(AUTHOR, card.id, confirm, { date: '', time: '' })).toContain('配信を始めました');
    await until(async () => (await counts()).sent === 123);
  });
});

describe('what is kept, and how long', () => {
  test('after the days that reports are kept all is forgotten but the trail, and nothing is sent again', async () => {
    await everybodyIsThere();
    const card = await sent();
    const id = await broadcastId();
    pass(364 * 86_400_000);
    await presses(AUTHOR, card.id, buttonData(card.body, '最新の状況'));
    expect(standing(AUTHOR, card.id).json).toMatch(/"text":"3"[^}]*\},\{[^}]*"送信済み"/);
    pass(2 * 86_400_000);
    await until(async () => (await storage.ledger.messageState(id)) === null);
    expect(await storage.broadcasts.get(id)).toBeNull();
    expect(await storage.ledger.rows(id, { limit: 9 })).toEqual([]);
    expect(await presses(AUTHOR, card.id, buttonData(card.body, '最新の状況'))).toContain('もうありません');
    for (const reader of READERS) expect(cards(reader)).toHaveLength(2);
    expect(await trail()).toEqual(['grant', 'grant', 'create', 'submit', 'approve', 'send']);
  });
});
