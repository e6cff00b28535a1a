import { expect, test } from '@jest/globals';
import type { Confirmation } from '../../src/rows/ports.ts';
import type { Notice } from '../../src/delivery/notice.ts';
import { onBothDatabases } from './both.ts';

const round = '2026-10';
const said = (rowId: string, answer: Confirmation['answer'], at: number): Confirmation => ({
  rowId,
  round,
  department: '総務局',
  answer,
  person: { id: 'person-1', name: '職員A' },
  at,
});
const entryOf = ({ rowId }: Confirmation) => ({
  at: 1,
  actor: 'person-1',
  action: 'row.confirm',
  subject: rowId,
  detail: {},
});
const notice = (id: string): Notice => ({
  message: { id, kind: 'notice', action: 'post', priority: 5, content: {}, originalId: null },
  deliveries: [{ recipientId: 'person:person-1', dueAt: 1, content: null, skip: null }],
});
const asked = { round, department: '総務局', personId: 'person-1', askedAt: 1000 };

onBothDatabases((storage) => {
  test('what was said of a row last in a round stands, with its entry in the trail', async () => {
    const { confirmations, broadcasts } = storage();
    await confirmations.confirm([said('i-1', 'same', 1000), said('i-2', 'end', 1000)], entryOf);
    await confirmations.confirm([said('i-1', 'edit', 2000)], entryOf);
    await confirmations.confirm([{ ...said('i-3', 'same', 500), round: '2026-04' }], entryOf);
    expect(await confirmations.inRound(round)).toEqual([said('i-2', 'end', 1000), said('i-1', 'edit', 2000)]);
    expect(await confirmations.latest()).toEqual(
      new Map([
        ['i-1', 2000],
        ['i-2', 1000],
        ['i-3', 500],
      ]),
    );
    const trail = await broadcasts.auditRows({ limit: 9 });
    expect(trail.map(({ subject }) => subject)).toEqual(['i-1', 'i-2', 'i-1', 'i-3']);
  });

  test('that a row holds is said once in a round, whoever says it and however many at once', async () => {
    const { confirmations, broadcasts } = storage();
    const other = { id: 'person-2', name: '職員B' };
    const first = said('i-1', 'same', 1000);
    await confirmations.confirm([first], entryOf);
    await Promise.all([
      confirmations.confirm([{ ...first, person: other, at: 1001 }], entryOf),
      confirmations.confirm([{ ...first, at: 1002 }, said('i-2', 'same', 1002)], entryOf),
    ]);
    expect(await confirmations.inRound(round)).toEqual([first, said('i-2', 'same', 1002)]);
    // That it is to be changed is another thing, and so is that it holds after that.
    await confirmations.confirm([said('i-1', 'edit', 1003)], entryOf);
    await confirmations.confirm([said('i-1', 'same', 1004)], entryOf);
    expect(await confirmations.inRound(round)).toMatchObject([{ at: 1002 }, { answer: 'same', at: 1004 }]);
    expect(await broadcasts.auditRows({ limit: 9 })).toHaveLength(4);
  });

  test('a department is asked once in a round, whoever asks at the same time, and reminded once', async () => {
    const { confirmations, ledger } = storage();
    const both = await Promise.all([
      confirmations.ask(asked, notice('confirm-a')),
      confirmations.ask(asked, notice('confirm-b')),
    ]);
    expect(both.filter((each) => each)).toHaveLength(1);
    const states = await Promise.all(['confirm-a', 'confirm-b'].map((id) => ledger.messageState(id)));
    expect(states.filter((state) => state !== null)).toHaveLength(1);
    expect(await confirmations.ask({ ...asked, round: '2027-04' }, notice('confirm-c'))).toBe(true);
    const [one] = await confirmations.asked(round);
    expect(one).toEqual({ ...asked, remindedAt: null });
    expect(await confirmations.remind(one!, 2000, notice('again-a'))).toBe(true);
    expect(await confirmations.remind(one!, 3000, notice('again-b'))).toBe(false);
    expect(await confirmations.asked(round)).toEqual([{ ...asked, remindedAt: 2000 }]);
    expect(await ledger.messageState('again-b')).toBeNull();
  });
});
