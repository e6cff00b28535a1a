import { expect, test } from '@jest/globals';
import type { Command } from '../../src/broadcast/decide/decide-command.ts';
import { planJobs } from '../../src/broadcast/jobs/jobs.ts';
import type { Storage } from '../../src/storage/open.ts';
import { onBothDatabases } from './both.ts';
import { decide } from './decisions.ts';
import { draftOf, instanceOn, jobPorts } from './model/press.ts';

const recall: Command = { do: 'recall', confirmed: true };
const send: Command = { do: 'send', sendAt: null, confirmed: null };
const resend: Command = { do: 'resend', of: 'failed' };
const corrected = (title: string): Command => ({
  do: 'correct',
  content: { ...draftOf('b').content, ja: { title, body: '' } },
});

let now: number;
const clock = () => now;

/** Everything that is due leaves, and ends so; returns which messages it was of. */
async function work({ ledger }: Storage, state: 'sent' | 'failed' = 'sent'): Promise<readonly string[]> {
  const claimed = await ledger.claim({ limit: 99, leaseMs: 1000, now });
  await ledger.depart(claimed, now);
  await ledger.settle(
    claimed.map((delivery) => ({
      delivery,
      settlement:
        state === 'sent'
          ? { state, post: { conversationId: delivery.recipientId, activityId: delivery.leaseToken } }
          : { state, reason: 'http400' },
    })),
    now,
  );
  await ledger.expire(now);
  return [...new Set(claimed.map(({ messageId }) => messageId))].sort();
}

onBothDatabases((storage, other) => {
  /** Two instances, and a broadcast that is to be sent. */
  async function office(ids: readonly string[] = ['b']) {
    now = 10_000_000;
    for (const id of ids) {
      const entry = { at: 1, actor: 'author', action: 'create', subject: id, detail: {} };
      await storage().broadcasts.create(draftOf(id), entry);
    }
    return [instanceOn(storage(), clock), instanceOn(other(), clock)] as const;
  }

  /** Ids of its recalls, in their order. */
  const recallsOf = async (id: string): Promise<readonly string[]> =>
    (await storage().broadcasts.get(id))!.jobs.flatMap((job) => (job.kind === 'recall' ? [job.id] : []));

  test('of a recall and a resend a moment apart one has its way, and recalling again leaves nothing standing', async () => {
    const [here, there] = await office();
    expect(await here.press('b', send)).toBe('done');
    const [claim] = await storage().ledger.claim({ limit: 1, leaseMs: 1000, now });
    await work(storage(), 'failed');
    await storage().ledger.settle(
      [{ delivery: claim!, settlement: { state: 'sent', post: { conversationId: 'c', activityId: 'p' } } }],
      now,
    );
    await storage().ledger.expire(now);
    const said = await Promise.all([here.press('b', recall), there.press('b', resend)]);
    expect(said.filter((one) => one === 'done')).toHaveLength(1);
    // Whichever it was: what it has begun comes first.
    expect(['stale', 'stillSending', 'wrongState']).toContain(said.find((one) => one !== 'done'));
    await work(storage());
    while ((await there.press('b', recall)) === 'done') await work(storage());
    const { sent } = await storage().ledger.counts('b');
    const deleted = await Promise.all((await recallsOf('b')).map((id) => storage().ledger.counts(id)));
    expect(deleted.reduce((sum, counts) => sum + counts.sent, 0)).toBe(sent);
  });

  test('what fails to be deleted is recalled again, and what is gone is not', async () => {
    const [here] = await office();
    await here.press('b', send);
    await work(storage());
    expect(await here.press('b', recall)).toBe('done');
    const [first] = await storage().ledger.claim({ limit: 1, leaseMs: 1000, now });
    await storage().ledger.settle([{ delivery: first!, settlement: { state: 'sent', post: null } }], now);
    await work(storage(), 'failed');
    expect(await here.press('b', recall)).toBe('done');
    const [, again] = await recallsOf('b');
    expect(await storage().ledger.counts(again!)).toMatchObject({ pending: 2 });
    await work(storage());
    expect(await here.press('b', recall)).toBe('wrongState');
  });

  test('killed between a recall and its rows: nothing else begins before another instance has planned it', async () => {
    const [here, there] = await office();
    await here.press('b', send);
    await work(storage());
    expect(await here.press('b', recall, true)).toBe('done');
    const [id] = await recallsOf('b');
    expect(await storage().ledger.messageState(id!)).toBeNull();
    for (const command of [recall, resend, corrected('x'), { do: 'remind' } as const])
      expect(await there.press('b', command)).toMatch(/^(stillSending|wrongState)$/);
    now += 120_000;
    await there.tick();
    expect(await work(storage())).toEqual([id]);
  });

  test('killed between a release and its rows, and cancelled before they are there: nothing leaves', async () => {
    const [here, there] = await office();
    expect(await here.press('b', send, true)).toBe('done');
    expect(await there.press('b', { do: 'cancel' })).toBe('done');
    now += 120_000;
    await there.tick();
    await planJobs(jobPorts(storage(), clock), (await storage().broadcasts.get('b'))!);
    await storage().ledger.expire(now);
    expect(await work(storage())).toEqual([]);
    expect(await there.press('b', { do: 'cancel' })).toBe('nothingToDo');
  });

  test('an instance that plans late what was carried out changes nothing of what has come since', async () => {
    const [here] = await office();
    await here.press('b', send);
    const failing = await storage().ledger.claim({ limit: 1, leaseMs: 1000, now });
    const failed = { state: 'failed', reason: 'http400' } as const;
    await storage().ledger.settle([{ delivery: failing[0]!, settlement: failed }], now);
    await work(storage());
    expect(await here.press('b', corrected('first'))).toBe('done');
    const before = (await storage().broadcasts.get('b'))!;
    await work(storage());
    expect(await here.press('b', corrected('second'))).toBe('done');
    await work(storage());
    // As one that had seen it unplanned, and stood still since.
    const late = jobPorts(other(), clock);
    const unplanned = { ...late.ledger, messageState: () => Promise.resolve(null) };
    await planJobs({ ...late, ledger: unplanned }, before);
    await storage().ledger.expire(now);
    expect(await work(storage())).toEqual([]);
    // Whoever gets it now gets the last words.
    await decide(storage(), { resend: { messageIds: ['b'], of: 'failed' } }, now);
    const [again] = await storage().ledger.claim({ limit: 1, leaseMs: 1000, now });
    expect(again!.content).toMatchObject({ ja: { summary: 'second' } });
  });

  test('six sends at once by two instances stay within the day’s limit', async () => {
    const ids = ['b1', 'b2', 'b3', 'b4', 'b5', 'b6'];
    const instances = await office(ids);
    const said = await Promise.all(ids.map((id, index) => instances[index % 2]!.press(id, send)));
    expect(said.toSorted()).toEqual(['done', 'tooMany', 'tooMany', 'tooMany', 'tooMany', 'tooMany']);
    expect(await storage().broadcasts.list({ state: 'released', limit: 9 })).toHaveLength(1);
  });
});
