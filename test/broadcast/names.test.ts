import { describe, expect, test } from '@jest/globals';
import {
  ADMIN,
  APPROVER,
  chatOf,
  everybodyIsThere,
  harness,
  joinTeam,
  lastCard,
  READERS,
  saves,
  says,
  storage,
  until,
  useOffice,
} from './office.ts';

const STRANGER = '00000000-0000-4000-8000-00000000002a';
const member = (id: string, name: string, over: object = {}) => ({
  id: `29:${id}`,
  aadObjectId: id,
  name,
  userPrincipalName: `${name}@Example.lg.jp`,
  ...over,
});
const named = async (upn: string) => (await storage.reach.byUpn([upn])).get(upn)?.id;

describe('people who have the app and share no team with the bot', () => {
  useOffice();

  test('are found by the name that Teams tells of their chat, to get something and to be left out', async () => {
    const { connector } = harness.simulator;
    for (const [n, id] of READERS.entries()) connector.setMembers(chatOf(id), [member(id, `User${n}`)]);
    await everybodyIsThere();
    await until(async () => (await named('user1@example.lg.jp')) === `person:${READERS[1]!}`);
    await until(async () => (await named('user2@example.lg.jp')) !== undefined);
    const card = await saves({
      audience: '',
      list: 'user1@example.lg.jp\nuser2@example.lg.jp',
      exclude: 'user2@example.lg.jp',
    });
    expect(card).toContain('1件に届きます');
    expect(card).not.toContain('届かない宛先');
  });

  test('nobody grants a role to a guest, nor to a member of another organisation', async () => {
    await everybodyIsThere();
    // Whom the bot knows from their own chat it asks there.
    harness.simulator.connector.setMembers(chatOf(READERS[0]!), [
      member(READERS[0]!, 'g', { userPrincipalName: 'g_x.example#EXT#@city.example' }),
    ]);
    const [guest, foreigner, colleague] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000009${n}`);
    await joinTeam([
      {
        id: '29:guest',
        aadObjectId: guest!,
        userPrincipalName: 'g_other.example#EXT#@city.example',
        userRole: 'user',
      },
      { id: '29:foreigner', aadObjectId: foreigner!, tenantId: '00000000-0000-4000-8000-0000000000ff' },
      { id: '29:colleague', aadObjectId: colleague! },
    ]);
    for (const outsider of [
      READERS[0]!,
      guest!,
      foreigner!,
      guest!.toUpperCase(),
      'g_other.example#EXT#@city.example',
    ]) {
      await says(ADMIN, `権限 付与 承認者 ${outsider}`);
      expect(lastCard(ADMIN).json).toMatch(
        /ゲストやほかの組織|見つかりません|Guests and people|was not found/,
      );
    }
    expect(await storage.broadcasts.granted('approver')).toEqual([APPROVER]);
    await says(ADMIN, `権限 付与 承認者 ${colleague!}`);
    expect(await storage.broadcasts.granted('approver')).toEqual([APPROVER, colleague]);
  });

  test('of whom Teams does not tell it are counted beside a name that is not found', async () => {
    harness.simulator.connector.setMembers(chatOf(READERS[0]!), [member(READERS[0]!, 'user0')]);
    // Guests are not staff, and an answer about somebody else says nothing.
    harness.simulator.connector.setMembers(chatOf(READERS[1]!), [
      member(READERS[1]!, 'g', { userRole: 'guest' }),
    ]);
    await everybodyIsThere();
    await until(async () => (await named('user0@example.lg.jp')) !== undefined);
    await until(async () => (await storage.reach.unnamed({ askedBefore: 0, limit: 9 })).length === 0);
    expect(await named('g@example.lg.jp')).toBeUndefined();
    const card = await saves({ audience: '', list: 'nobody@example.lg.jp\nuser0@example.lg.jp' });
    expect(card).toContain('nobody@example.lg.jp（アプリ未導入またはUPNの誤り）');
    expect(card).toContain('アプリを使っている人のうち5人は、UPNがまだ分かりません');
  });
});

describe('whoever shows up in a roster', () => {
  useOffice();

  test('is reached again, and known by name from then on', async () => {
    await everybodyIsThere();
    const parked = `person:${READERS[0]!}`;
    await storage.reach.apply([{ type: 'park', id: parked, reason: 'ConversationNotFound' }], 1);
    await joinTeam([member(READERS[0]!, 'user0'), member(STRANGER, 'user9')]);
    expect(await saves({ audience: '', list: 'user0@example.lg.jp' })).toContain('1件に届きます');
    expect(await storage.reach.get(parked)).toMatchObject({ state: 'active', reason: null });
    expect(await named('user0@example.lg.jp')).toBe(parked);
    await says(APPROVER, '研修');
  });
});
