import { describe, expect, test } from '@jest/globals';
import { reportCsv } from '../../src/broadcast/jobs/report.ts';
import {
  AUTHOR,
  broadcastId,
  buttonData,
  chatOf,
  type Card,
  counts,
  draft,
  everybodyIsThere,
  filled,
  harness,
  lastCard,
  presses,
  READERS,
  says,
  standing,
  storage,
  until,
  useOffice,
} from './office.ts';

const strangers = Array.from(
  { length: 24 },
  (_, n) => `10000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`,
);

/** A draft for these people alone. */
async function draftFor(people: readonly string[]): Promise<Card> {
  const card = await draft();
  await presses(AUTHOR, card.id, buttonData(card.body, '編集'));
  const form = lastCard(AUTHOR);
  const inputs = { ...filled, audience: '', list: people.join('\n'), exclude: '' };
  await presses(AUTHOR, form.id, buttonData(form.body, '保存して確認する'), inputs);
  return standing(AUTHOR, form.id);
}

describe('whom a broadcast does not reach', () => {
  useOffice({ rules: { fourEyes: false } });

  test('stands on the card by name while they are few', async () => {
    await everybodyIsThere();
    const { json } = await draftFor([READERS[0]!, strangers[0]!, 'nobody@example.lg.jp']);
    expect(json).toContain(`${strangers[0]!}（アプリ未導入）`);
    expect(json).toContain('nobody@example.lg.jp（アプリ未導入またはUPNの誤り）');
    expect(json).not.toContain('宛先を見る');
  });

  test('is counted by reason when they are many, and listed page by page', async () => {
    await everybodyIsThere();
    const card = await draftFor([READERS[0]!, ...strangers, 'nobody@example.lg.jp']);
    expect(card.json).toContain('アプリ未導入 24件');
    await presses(AUTHOR, card.id, buttonData(card.body, '届かない宛先を見る（25件'));
    const first = lastCard(AUTHOR);
    expect(first.json).toContain('1〜20件（全25件）');
    expect(first.json).toContain(`${strangers[19]!}（アプリ未導入）`);
    expect(first.json).not.toContain(strangers[20]!);
    // In the place of the first page.
    const second = await presses(AUTHOR, first.id, buttonData(first.body, '残り5件'));
    expect(second).toContain('21〜25件（全25件）');
    expect(standing(AUTHOR, first.id).json).toContain('nobody@example.lg.jp（アプリ未導入またはUPNの誤り）');
    await presses(AUTHOR, first.id, buttonData(standing(AUTHOR, first.id).body, '前へ'));
    expect(standing(AUTHOR, first.id).json).toContain(strangers[0]!);
  });

  test('is listed with the reason after it has gone out, and the list of broadcasts says so', async () => {
    await everybodyIsThere();
    const [failing, hanging] = [READERS[0]!, READERS[1]!];
    const { faults } = harness.simulator.connector;
    const once = { operation: 'send', times: 1 } as const;
    faults.add({ ...once, conversationId: chatOf(failing), fault: { kind: 'botNotRegistered' } });
    faults.add({ ...once, conversationId: chatOf(hanging), fault: { kind: 'reset', recorded: false } });
    const card = await draftFor([...READERS, strangers[0]!]);
    await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), { date: '', time: '09:00' });
    await until(async () => (await counts()).sent === 1);
    await until(() => standing(AUTHOR, card.id).json.includes('届いていない・到達不明の宛先を見る（3件'));

    await presses(
      AUTHOR,
      card.id,
      buttonData(standing(AUTHOR, card.id).body, '届いていない・到達不明の宛先を見る（3件'),
    );
    const { json } = lastCard(AUTHOR);
    const at = [
      '（Teamsのエラー（BotNotRegistered））',
      '（到達不明：接続エラー',
      `${strangers[0]!}（アプリ未導入）`,
    ].map((words) => json.indexOf(words));
    expect(at.every((one) => one > 0)).toBe(true);
    expect(at).toEqual([...at].sort((a, b) => a - b));

    // Rows of the report, states of the ledger and numbers of the card say the same, and nobody is missing.
    const broadcast = (await storage.broadcasts.get(await broadcastId()))!;
    const lines: string[] = [];
    for await (const part of reportCsv({ ledger: storage.ledger, store: storage.broadcasts }, broadcast))
      lines.push(...part.trim().split(/\r?\n/));
    const states = lines.slice(1).map((line) => line.split(',')[4]!);
    const { sent, failed, unknown, skipped, ...others } = await counts();
    expect({ sent, failed, unknown, skipped }).toEqual({ sent: 1, failed: 1, unknown: 1, skipped: 1 });
    expect(Object.values(others)).toEqual([0, 0, 0]);
    expect([...states].sort()).toEqual(['failed', 'sent', 'skipped', 'unknown']);
    const card1 = standing(AUTHOR, card.id).json;
    for (const [label, count] of [
      ['送信済み', sent],
      ['失敗', failed],
      ['到達不明', unknown],
    ] as const)
      expect(card1).toMatch(new RegExp(`"text":"${count}"[^}]*\\},\\{[^}]*"${label}"`));
    expect(card1).toContain(`対象外 ${skipped}件`);

    await says(AUTHOR, '配信一覧');
    expect(lastCard(AUTHOR).json).toContain('送信済み · ');
  });
});
