import { beforeEach, expect, test } from '@jest/globals';
import { type Follow, followId } from '../../src/follow/decide/follow.ts';
import type { Storage } from '../../src/storage/open.ts';
import { onBothDatabases, testDelivery, testNotice } from './both.ts';

const follow = (recipientId: string, question: string, over: Partial<Follow> = {}): Follow => ({
  id: followId(recipientId, question),
  recipientId,
  question,
  lang: 'ja',
  setBy: { id: 'a', name: '職員A' },
  createdAt: 1,
  revision: 'r1',
  seen: { 'i-1': 'd1' },
  names: { 'i-1': '緑区役所「面談」' },
  newsSeq: 3,
  ...over,
});
const notice = (id: string, recipientId: string) => ({
  message: testNotice(id),
  deliveries: [testDelivery(recipientId)],
});

onBothDatabases((open, openOther) => {
  let storage: Storage;
  beforeEach(() => {
    storage = open();
  });

  test('the same words in one place are followed once', async () => {
    const { follows } = storage;
    const one = follow('p', '研修の取組');
    expect(await Promise.all([follows.begin(one), follows.begin(follow('p', '研修 の取組'))])).toEqual([
      true,
      false,
    ]);
    expect(await follows.begin(follow('q', '研修の取組'))).toBe(true);
    expect(await follows.of('p')).toEqual([one]);
    expect(await follows.get(one.id)).toEqual(one);
  });

  test('those that were compared with other data, or before a step, are behind', async () => {
    const { follows } = storage;
    const [a, b] = [follow('p', 'a'), follow('p', 'b', { revision: 'r2', newsSeq: 4 })];
    await follows.begin(a);
    await follows.begin(b);
    const behind = async (revision: string, newsSeq: number) =>
      (await follows.behind({ revision, newsSeq }, '', 9)).map(({ question }) => question).toSorted();
    expect(await behind('r1', 3)).toEqual(['b']);
    expect(await behind('r2', 4)).toEqual(['a']);
    expect(await behind('r3', 3)).toEqual(['a', 'b']);
    expect(await behind('r1', 5)).toEqual(['a', 'b']);
    const [first] = await follows.behind({ revision: 'r3', newsSeq: 3 }, '', 1);
    expect(await follows.behind({ revision: 'r3', newsSeq: 3 }, first!.id, 9)).toHaveLength(1);
  });

  test('of two instances that have compared it one tells, and none after it has ended', async () => {
    const other = openOther();
    const before = follow('p', 'a');
    await storage.follows.begin(before);
    const next = { ...before, revision: 'r2', seen: { 'i-1': 'd2' }, names: { 'i-1': '会計課「面談」' } };
    const told = await Promise.all([
      storage.follows.advance(before, next, notice('n', 'p')),
      other.follows.advance(before, next, notice('n', 'p')),
    ]);
    expect(told.toSorted()).toEqual([false, true]);
    expect((await storage.ledger.counts('n')).pending).toBe(1);
    expect(await storage.follows.get(before.id)).toEqual(next);
    expect(await storage.follows.end(before.id)).toBe(true);
    expect(await storage.follows.end(before.id)).toBe(false);
    expect(await storage.follows.advance(next, { ...next, revision: 'r3' }, notice('m', 'p'))).toBe(false);
    expect(await storage.ledger.messageState('m')).toBeNull();
  });

  test('all of one place end at once', async () => {
    await storage.follows.begin(follow('p', 'a'));
    await storage.follows.begin(follow('p', 'b'));
    await storage.follows.begin(follow('q', 'a'));
    expect(await storage.follows.endAll('p')).toBe(2);
    expect(await storage.follows.endAll('p')).toBe(0);
    expect(await storage.follows.of('q')).toHaveLength(1);
  });
});
