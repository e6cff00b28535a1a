import { describe, expect, test } from '@jest/globals';
import { addedToTeam, channelMessage, invoke, scene, sendToBot } from '../simulator/teams.ts';
import {
  type Loose,
  APPROVER,
  approvesCorrection,
  AUTHOR,
  broadcastId,
  buttonData,
  cards,
  chatOf,
  corrected,
  draft,
  everybodyIsThere,
  filled,
  harness,
  lastCard,
  lastNotification,
  presses,
  READERS,
  saves,
  says,
  sent,
  standing,
  storage,
  until,
  useOffice,
} from './office.ts';

/** 15 June 2026, 10:00 in Japan. */
const startAt = Date.UTC(2026, 5, 15, 1);
const reader = READERS[1]!;

describe('the message as its readers get it', () => {
  useOffice({ startAt });

  test('says from whom it is, of which day, and whom to ask; in each language', async () => {
    await everybodyIsThere();
    await sent();
    expect(lastCard(reader).json).toContain('人事課 · 2026年6月15日');
    expect(lastCard(reader).json).toContain('問い合わせ先：人事課 服務担当（内線 1234）');
    expect(lastCard(READERS[0]!).json).toContain('人事課 · 15 June 2026');
  });

  test('shows to whoever has pressed that they have, in the answer and in the message', async () => {
    await everybodyIsThere();
    await sent();
    const post = lastCard(reader);
    const press = buttonData(post.body, '確認しました');
    expect(await presses(reader, post.id, press)).toContain('✓ 確認済み');
    const update = harness.simulator.connector.requests.at(-1)!;
    expect(update).toMatchObject({
      operation: 'update',
      conversationId: chatOf(reader),
      activityId: post.id,
    });
    expect(JSON.stringify(update.body)).toContain('✓ 確認済み');
    expect(() => buttonData(standing(reader, post.id).body, '確認しました')).toThrow('no button');
    // Nobody else's says so.
    expect(lastCard(READERS[2]!).json).not.toContain('✓');
  });

  test('corrected, asks nobody to confirm again who has', async () => {
    await everybodyIsThere();
    const card = await sent();
    const post = lastCard(reader);
    await presses(reader, post.id, buttonData(post.body, '確認しました'));
    const request = await corrected(card, { ...filled, bodyJa: '訂正した本文です。' });
    await approvesCorrection(request);
    const others = lastCard(READERS[2]!);
    await until(() =>
      [reader, READERS[2]!].every((one) => lastCard(one).json.includes('訂正した本文です。')),
    );
    const now = standing(reader, post.id);
    expect(now.json).toContain('✓ 確認済み');
    expect(() => buttonData(now.body, '確認しました')).toThrow('no button');
    const theirs = standing(READERS[2]!, others.id);
    expect(theirs.json).not.toContain('✓');
    buttonData(theirs.body, '確認しました');
  });

  test('as a test says so, and notes nothing', async () => {
    await everybodyIsThere();
    const card = await draft();
    await presses(AUTHOR, card.id, buttonData(card.body, 'テスト送信'));
    // In each language that it is written in, whatever the author's is.
    const tests = () => cards(AUTHOR).filter(({ json }) => json.includes('"of":"test"'));
    await until(() => tests().length === 2);
    expect(tests().map(({ json }) => json.includes('Summer leave'))).toEqual([false, true]);
    const post = tests()[0]!;
    expect(await presses(AUTHOR, post.id, buttonData(post.body, '確認しました'))).toContain(
      '記録していません',
    );
    expect(await storage.broadcasts.acknowledgements(await broadcastId())).toBe(0);
  });

  test('is confirmed in a channel by those who read it there', async () => {
    await everybodyIsThere();
    const where = scene(harness.simulator.url, {
      aadObjectId: reader,
      userId: `29:${reader}`,
      locale: 'ja-JP',
    });
    await sendToBot(harness.url, addedToTeam(where, 'team'));
    const card = await draft();
    await presses(AUTHOR, card.id, buttonData(card.body, '編集'));
    const form = lastCard(AUTHOR);
    await presses(AUTHOR, form.id, buttonData(form.body, '保存して確認する'), {
      ...filled,
      audience: 'channels',
    });
    await presses(AUTHOR, form.id, buttonData(standing(AUTHOR, form.id).body, '承認を依頼'));
    await until(() => lastCard(APPROVER).json.includes('承認をお願い'));
    await presses(APPROVER, lastCard(APPROVER).id, buttonData(lastCard(APPROVER).body, '承認'));
    await until(() => lastCard(AUTHOR).json.includes('承認されました'));
    const approvedCard = lastCard(AUTHOR);
    await presses(AUTHOR, approvedCard.id, buttonData(approvedCard.body, '今すぐ送信'));
    const id = await broadcastId();
    await until(async () => (await storage.ledger.counts(id)).sent === 1);

    const [row] = await storage.ledger.rows(id, { state: 'sent', limit: 1 });
    const { conversationId, activityId } = row!.post!;
    const posted = harness.simulator.connector.posts(conversationId).find((one) => one.id === activityId)!;
    const data = buttonData((posted.activity as Loose).attachments[0].content, '確認しました');
    const press = async (n: number): Promise<string> => {
      const value = {
        action: { type: 'Action.Execute', verb: 'x', data: { ...data, n } },
        trigger: 'manual',
      };
      const { conversation, channelData } = channelMessage(where, 'x', '研修') as Loose;
      const channel = { id: row!.recipientId.replace('channel:', '') };
      const activity = {
        ...invoke(where, `c${n}`, 'adaptiveCard/action', value),
        conversation: { ...conversation, id: conversationId },
        channelData: { ...channelData, channel },
      };
      const { body } = await sendToBot(harness.url, { ...activity, replyToId: activityId });
      return JSON.stringify(body);
    };
    expect(await press(1)).toContain('✓ 確認済み：ありがとうございます');
    expect(await press(2)).toContain('✓ 確認済み：すでに記録');
    expect(await storage.broadcasts.acknowledgements(id)).toBe(1);
    // It is everybody's: the message itself stays as it was.
    const changed = harness.simulator.connector.requests.filter(({ operation }) => operation === 'update');
    expect(changed.map((one) => one.conversationId)).not.toContain(conversationId);
  });

  test('is not confirmed by somebody to whom it was not sent', async () => {
    await everybodyIsThere();
    await sent();
    const press = buttonData(lastCard(reader).body, '確認しました');
    expect(await presses(APPROVER, 'x', press)).toContain('宛先に入っていない');
    expect(await storage.broadcasts.acknowledgements(await broadcastId())).toBe(0);
  });
});

describe('a picture', () => {
  useOffice({
    startAt,
    rules: { fourEyes: false, pictureHosts: ['images.city.example', '*.photos.example'] },
  });

  test('comes from hosts that the city allows, with words for those who do not see it', async () => {
    await everybodyIsThere();
    const allowed = await saves({
      pictures: '申請の流れ | https://images.city.example/flow.png\n庁舎 | https://a.photos.example/x.jpg',
    });
    expect(allowed).toContain('"altText":"申請の流れ"');
    expect(allowed).toContain('https://a.photos.example/x.jpg');
    for (const [refused, why] of [
      ['絵 | https://images.city.example.evil.example/x.png', 'この場所の画像は使えません'],
      ['絵 | https://images.city.example:8443/x.png', 'この場所の画像は使えません'],
      ['絵 | https://photos.example/x.png', 'この場所の画像は使えません'],
      ['https://images.city.example/x.png', '画像の1行目'],
      ['絵 | http://images.city.example/x.png', '画像の1行目'],
      ['絵 | https://images.city.example/1.png\n'.repeat(3), '画像の3行目'],
    ] as const)
      expect(await saves({ pictures: refused })).toContain(why);
  });
});

describe('notifications', () => {
  useOffice({ startAt });

  test('say what is wanted, about what, and from whom, in their reader’s language', async () => {
    await everybodyIsThere();
    await says(APPROVER, 'training', 'en-US');
    const written = await draft();
    await presses(AUTHOR, written.id, buttonData(written.body, '承認を依頼'));
    await until(() => lastNotification(APPROVER) === 'Approval requested: Summer leave (人事課)');
    await presses(APPROVER, lastCard(APPROVER).id, buttonData(lastCard(APPROVER).body, 'Approve'));
    await until(() => lastNotification(AUTHOR) === '承認されました：夏季休暇の取得について（人事課）');
    const card = lastCard(AUTHOR);
    const send = { ...buttonData(card.body, '今すぐ送信'), lang: 'en' };
    await presses(AUTHOR, card.id, send, { date: '', time: '09:00' });
    await until(() => lastNotification(reader) === '【重要】夏季休暇の取得について');
    // What is kept up to date stays in the language that it was pressed in, whatever the client's is.
    await until(() => standing(AUTHOR, card.id).json.includes('See what was sent'));
    await until(() => lastNotification(READERS[0]!) === 'Important: Summer leave');
  });
});
