import { describe, expect, test } from '@jest/globals';
import type { Broadcast } from '../../src/broadcast/decide/broadcast.ts';
import {
  ADMIN,
  approved,
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
  jobCounts,
  pass,
  presses,
  READERS,
  sent,
  standing,
  storage,
  until,
  useOffice,
} from './office.ts';

const reader = READERS[1]!;
const posts = () => harness.simulator.connector.posts(chatOf(reader));
const deleted = (person: string) =>
  harness.simulator.connector.requests.filter(
    ({ operation, conversationId, recorded }) =>
      recorded && operation === 'delete' && conversationId === chatOf(person),
  ).length;

describe('a reminder is a part of the broadcast', () => {
  useOffice();

  test('a correction changes it, a recall removes it', async () => {
    await everybodyIsThere();
    const before = posts().length;
    const card = await sent();
    await presses(AUTHOR, card.id, buttonData(card.body, '未'));
    await until(() => posts().length === before + 2);
    await until(() => standing(AUTHOR, card.id).json.includes('訂正'));

    const request = await corrected(standing(AUTHOR, card.id), { ...filled, titleJa: '正しい件名' });
    await approvesCorrection(request);
    await until(() => cards(reader).filter(({ json }) => json.includes('正しい件名')).length === 2);
    expect(cards(reader).filter(({ json }) => json.includes('"text":"訂正（再通知）"'))).toHaveLength(1);

    const id = await broadcastId();
    await until(async () =>
      (await jobCounts(id, 'correction')).every(({ sent: done }) => done === READERS.length),
    );
    const recall = { v: 1, lang: 'ja', do: 'broadcast.command', id, command: 'recallConfirmed' };
    const { version } = (await storage.broadcasts.get(id))!;
    await presses(AUTHOR, card.id, { ...recall, version });
    await until(() => deleted(reader) === 2);
    expect(cards(reader).some(({ json }) => json.includes('件名'))).toBe(false);
  });
});

describe('a recall can be repeated', () => {
  useOffice();

  test('until nothing stands, and touches nothing that is gone', async () => {
    await everybodyIsThere();
    const card = await sent();
    harness.simulator.connector.faults.add({
      operation: 'delete',
      conversationId: chatOf(reader),
      times: 1,
      fault: { kind: 'botNotRegistered' },
    });
    const id = await broadcastId();
    const recall = { v: 1, lang: 'ja', do: 'broadcast.command', id, command: 'recallConfirmed' };
    await presses(AUTHOR, card.id, { ...recall, version: (await storage.broadcasts.get(id))!.version });
    await until(() => deleted(READERS[0]!) + deleted(READERS[2]!) === 2);
    // In its place stands a notice at first.
    await until(async () => (await storage.broadcasts.get(id))!.jobs.some(({ kind }) => kind === 'notice'));
    await until(async () => (await jobCounts(id, 'notice'))[0]!.sent === 1);
    await presses(AUTHOR, card.id, { ...recall, version: (await storage.broadcasts.get(id))!.version });
    await until(() => deleted(reader) === 1);
    expect([deleted(READERS[0]!), deleted(READERS[2]!)]).toEqual([1, 1]);
    await until(async () => (await storage.broadcasts.get(id))!.version === 7);
    expect(
      await presses(AUTHOR, card.id, { ...recall, version: (await storage.broadcasts.get(id))!.version }),
    ).toContain('できません');
  });
});

describe('posts that a recall cannot reach', () => {
  useOffice();

  test('are counted on the card and in its text, and no recall is offered for them', async () => {
    await everybodyIsThere();
    const { faults } = harness.simulator.connector;
    const [first, second, third] = READERS as [string, string, string];
    // It arrives, and Teams does not say as what; it arrives, and Teams says that something went wrong.
    const once = { operation: 'send', times: 1 } as const;
    faults.add({ ...once, conversationId: chatOf(second), fault: { kind: 'withoutId' } });
    const fault = { kind: 'serverError', status: 500, recorded: true } as const;
    faults.add({ ...once, conversationId: chatOf(third), fault });
    const card = await approved();
    await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), { date: '', time: '09:00' });
    await until(() => standing(AUTHOR, card.id).json.includes('送信済みの1件を削除'));
    expect(standing(AUTHOR, card.id).json).toContain('うち1件は識別子がなく、訂正も取り消しもできません');

    const id = await broadcastId();
    const recall = buttonData(standing(AUTHOR, card.id).body, '送信済みの1件を削除');
    const left = '1件は識別子がなく取り消せません\n到達不明の1件は取り消せません';
    expect(await presses(AUTHOR, card.id, recall)).toContain(
      `よろしければ、もう一度押してください。\n${left}`,
    );
    const confirmed = buttonData(standing(AUTHOR, card.id).body, '1件を削除する');
    expect(await presses(AUTHOR, card.id, confirmed)).toContain(`取り消しを始めました。\n${left}`);
    await until(() => standing(AUTHOR, card.id).json.includes('取り消し済み（一部は残っています）'));
    expect([first, second, third].map(deleted)).toEqual([1, 0, 0]);
    expect(cards(second).some(({ json }) => json.includes(filled.titleJa))).toBe(true);
    const rows = await storage.broadcasts.auditRows({ limit: 1000 });
    expect(rows.findLast(({ action }) => action === 'recall')!.detail).toMatchObject({
      sent: 1,
      outOfReach: 2,
    });
    const { version } = (await storage.broadcasts.get(id))!;
    expect(await presses(AUTHOR, card.id, { ...confirmed, version })).toContain('できません');
  });
});

/** As one person may send it. */
async function written() {
  const card = await draft();
  const [{ id, version }] = (await storage.broadcasts.list({ limit: 1 })) as [Broadcast];
  return { id, version, card: card.id };
}

describe('an author who sends several at once', () => {
  useOffice({ rules: { fourEyes: false, perAuthorAndDay: 2 } });

  test('stays within the day’s limit', async () => {
    await everybodyIsThere();
    const ids = [];
    for (let n = 1; n <= 6; n += 1) {
      ids.push(await written());
      pass(1);
    }
    await Promise.all(
      ids.map(({ id, version, card }) =>
        presses(AUTHOR, card, {
          v: 1,
          lang: 'ja',
          do: 'broadcast.send',
          when: 'now',
          id,
          version,
          confirmed: null,
          date: '',
          time: '',
        }),
      ),
    );
    const released = await storage.broadcasts.list({ state: 'released', limit: 9 });
    expect(released).toHaveLength(2);
    await until(async () =>
      (await Promise.all(released.map(({ id }) => storage.ledger.counts(id)))).every(
        (counts) => counts.sent === READERS.length,
      ),
    );
  });
});

describe('whoever chooses an id', () => {
  useOffice();

  test('gets another one, of the server’s', async () => {
    await everybodyIsThere();
    await sent();
    const id = await broadcastId();
    expect(id).toMatch(/^broadcast-[0-9a-f]{32}$/);
    const forged = { v: 1, lang: 'ja', do: 'broadcast.save', version: 0, ...filled };
    const { id: cardId } = cards(AUTHOR).at(-1)!;
    expect(await presses(AUTHOR, cardId, { ...forged, id: `${id}-recall-1` })).toContain('読み取れません');
    const chosen = `broadcast-${'a'.repeat(32)}`;
    expect(await presses(AUTHOR, cardId, { ...forged, id: chosen })).toContain('保存しました');
    const all = await storage.broadcasts.list({ limit: 9 });
    expect(all).toHaveLength(2);
    expect(all.map((one) => one.id)).not.toContain(chosen);
    expect(await storage.broadcasts.get(`${id}-recall-1`)).toBeNull();
  });

  test('stands in the way of no recall, whatever it is called', async () => {
    await everybodyIsThere();
    const card = await sent();
    const broadcast = (await storage.broadcasts.get(await broadcastId()))!;
    // As jobs were called when they were counted: somebody else's broadcast, released and done.
    for (const kind of ['recall', 'notice']) {
      const other = { ...broadcast, id: `${broadcast.id}-${kind}-1`, progress: null };
      const entry = { at: 1, actor: ADMIN, action: 'create', subject: other.id, detail: {} };
      await storage.broadcasts.create(other, entry);
      const message = {
        kind: 'broadcast',
        action: 'post',
        priority: 10,
        content: {},
        originalId: null,
      } as const;
      await storage.ledger.plan({ ...message, id: other.id }, [], 1);
    }
    const recall = {
      v: 1,
      lang: 'ja',
      do: 'broadcast.command',
      id: broadcast.id,
      command: 'recallConfirmed',
    };
    await presses(AUTHOR, card.id, { ...recall, version: broadcast.version });
    await until(() => READERS.every((person) => deleted(person) === 1));
    const [job] = (await storage.broadcasts.get(broadcast.id))!.jobs;
    expect(job!.id).toMatch(/^broadcast-[0-9a-f]{32}-recall-[0-9a-f]{32}$/);
    expect(await storage.ledger.counts(`${broadcast.id}-recall-1`)).toMatchObject({ sent: 0, pending: 0 });
  });
});
