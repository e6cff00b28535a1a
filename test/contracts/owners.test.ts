import { expect, test } from '@jest/globals';
import type { Owner } from '../../src/access/owners.ts';
import { onBothDatabases } from './both.ts';

const owner = (department: string, personId: string, setAt = 1000): Owner => ({
  department,
  personId,
  name: null,
  setAt,
});
const entry = (action: string, subject: string) => ({
  at: 1000,
  actor: 'admin',
  action,
  subject,
  detail: {},
});

onBothDatabases((storage) => {
  test('a department has one owner, who can be replaced and removed; each change stands in the trail', async () => {
    const { owners, broadcasts } = storage();
    expect(await owners.registered('総務局')).toBeNull();
    await owners.setOwner(owner('総務局', 'person-1'), entry('owner.set', '総務局'));
    await owners.setOwner(owner('市民局', 'person-2'), entry('owner.set', '市民局'));
    await owners.setOwner(
      { ...owner('総務局', 'person-3', 2000), name: '係長' },
      entry('owner.set', '総務局'),
    );
    expect(await owners.registered('総務局')).toEqual({
      department: '総務局',
      personId: 'person-3',
      name: '係長',
      setAt: 2000,
      upn: null,
    });
    const recipient = {
      id: 'person:person-3',
      kind: 'person',
      tenantId: 't',
      serviceUrl: 'https://x',
    } as const;
    const unknown = { teamId: null, conversationId: null, userId: null, name: null, locale: null };
    const named = { type: 'named', id: recipient.id, upn: 'kakaricho@example.jp' } as const;
    await storage().reach.apply(
      [{ type: 'reachable', recipient: { ...recipient, ...unknown } }, named],
      3000,
    );
    expect(await owners.registered('総務局')).toMatchObject({ upn: 'kakaricho@example.jp' });
    expect((await owners.allRegistered()).map(({ department }) => department).toSorted()).toEqual([
      '市民局',
      '総務局',
    ]);
    expect(await owners.removeOwner('総務局', entry('owner.remove', '総務局'))).toBe(true);
    expect(await owners.removeOwner('総務局', entry('owner.remove', '総務局'))).toBe(false);
    expect(await owners.registered('総務局')).toBeNull();
    const trail = await broadcasts.auditRows({ after: 0, limit: 10 });
    expect(trail.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'owner.set 総務局',
      'owner.set 市民局',
      'owner.set 総務局',
      'owner.remove 総務局',
    ]);
  });
});
