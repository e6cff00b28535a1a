import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/calendar/clock.ts';
import type { Recipient } from '../../src/delivery/recipient.ts';
import { createTeamsReading } from '../../src/start/sending/teams-reading.ts';
import {
  AUTHOR,
  broadcastId,
  buttonData,
  choicesOf,
  draft,
  everybodyIsThere,
  harness,
  joinTeam,
  lastCard,
  presses,
  saves,
  standing,
  storage,
  until,
  useOffice,
} from './office.ts';

const old = { id: '19:old@thread.tacv2', name: '総務連絡' };
const other = { id: '19:other@thread.tacv2', name: '雑談' };

test('a list in pages is read whole, at most a thousand', async () => {
  const asked: (string | null)[] = [];
  const page = (from: number) =>
    Array.from({ length: 300 }, (_, n) => ({ id: `19:${from + n}`, name: null }));
  const sender = {
    members: () => Promise.reject(new Error('not asked for')),
    member: () => Promise.reject(new Error('not asked for')),
    channels: (_: unknown, token: string | null) => {
      asked.push(token);
      const from = Number(token ?? 0);
      return Promise.resolve({ channels: page(from), next: String(from + 300) });
    },
  };
  const free = () => Promise.resolve([{ booked: true, inMs: 0, at: 0 }]);
  const slots = { reserve: free, prune: () => Promise.resolve() };
  const { channels } = createTeamsReading(sender, slots, systemClock);
  expect(await channels({ id: 'team:1' } as Recipient)).toHaveLength(1000);
  expect(asked).toEqual([null, '300', '600', '900']);
});

describe('the channels of a team', () => {
  useOffice({ rules: { fourEyes: false } });

  test('are offered and reached, also those that were there before the bot', async () => {
    await everybodyIsThere();
    harness.simulator.connector.setChannels('19:team0123456789abcdef@thread.tacv2', [
      { id: '19:team0123456789abcdef@thread.tacv2', name: '' },
      old,
      other,
    ]);
    const teamId = await joinTeam([]);
    const card = await draft();
    await presses(AUTHOR, card.id, buttonData(card.body, '編集'));
    const offered = Object.values(choicesOf(lastCard(AUTHOR).body, 'audience'));
    expect(offered.filter((title) => title.includes('総務連絡') || title.includes('雑談'))).toHaveLength(2);

    const json = await saves({ exclude: '', audience: `channelsOf:${teamId}` });
    expect(json).toContain('3件に届きます');
    const written = lastCard(AUTHOR);
    await presses(AUTHOR, written.id, buttonData(standing(AUTHOR, written.id).body, '今すぐ送信'));
    const id = await broadcastId();
    await until(async () => (await storage.ledger.counts(id)).sent === 3);
    const rows = await storage.ledger.rows(id, { limit: 9 });
    expect(rows.map(({ post }) => post!.conversationId.split(';')[0])).toContain(old.id);
  });

  test('of which Teams does not tell them are named, and the others are reached', async () => {
    await everybodyIsThere();
    harness.simulator.connector.faults.add({
      operation: 'team',
      fault: { kind: 'forbidden', code: 'BotNotInConversationRoster' },
    });
    await joinTeam([]);
    const json = await saves({ exclude: '', audience: 'channels' });
    expect(json).toContain('1件に届きます');
    expect(json).toContain('人事課（チームのチャネルを読み取れませんでした）');
  });
});
