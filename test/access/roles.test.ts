import { describe, expect, test } from '@jest/globals';
import { personalConversationId } from '../simulator/connector.ts';
import {
  ADMIN,
  APPROVER,
  AUTHOR,
  buttonData,
  cards,
  chatOf,
  draft,
  everybodyIsThere,
  harness,
  joinTeam,
  lastCard,
  pass,
  presses,
  READERS,
  says,
  storage,
  teamStates,
  until,
  useOffice,
} from '../broadcast/office.ts';

const NEWCOMER = '00000000-0000-4000-8000-00000000000d';
const GUEST = READERS[0]!;
const minute = 60_000;

const person = (id: string) => ({ id: `29:${id}`, aadObjectId: id, name: `職員${id.slice(-1)}` });
const staff = [AUTHOR, APPROVER, NEWCOMER].map(person);

async function audited(): Promise<string[]> {
  const rows = await storage.broadcasts.auditRows({ after: 0, limit: 99 });
  return rows.map(({ action, actor, detail }) => `${action} ${actor.slice(-1)} ${String(detail['by'])}`);
}

describe('members of a team hold a role', () => {
  useOffice({
    teamRoles: [
      { role: 'broadcaster', team: '19:team0123456789abcdef@thread.tacv2' },
      { role: 'approver', team: '19:team0123456789abcdef@thread.tacv2' },
      { role: 'editor', team: '19:other@thread.tacv2' },
    ],
  });

  test('they write and approve, asked even when they have never met the bot; not their own', async () => {
    const team = await joinTeam([...staff, { ...person(GUEST), userRole: 'guest' }]);
    for (const one of [AUTHOR, APPROVER, GUEST]) await says(one, '研修');
    await says(GUEST, '配信');
    expect(lastCard(GUEST).json).toContain('権限がありません');
    const card = await draft();
    const asked = buttonData(card.body, '承認を依頼');
    expect(await presses(AUTHOR, card.id, asked)).toContain('承認者に依頼しました');
    await until(() => lastCard(APPROVER).json.includes('承認をお願い'));
    const newcomersChat = personalConversationId(`29:${NEWCOMER}`);
    await until(() => harness.simulator.connector.posts(newcomersChat).length === 1);
    expect(cards(AUTHOR).some(({ json }) => json.includes('承認をお願い'))).toBe(false);
    expect(cards(GUEST).some(({ json }) => json.includes('承認をお願い'))).toBe(false);

    const request = lastCard(APPROVER);
    const approve = buttonData(request.body, '承認');
    expect(await presses(AUTHOR, card.id, approve)).toContain('自分の配信は承認できません');
    expect(await presses(APPROVER, request.id, approve)).toContain('承認しました');
    expect(await audited()).toEqual([
      'denied 1 undefined',
      `create b broadcaster by team ${team}`,
      `submit b broadcaster by team ${team}`,
      'denied b undefined',
      `approve c approver by team ${team}`,
    ]);
  });

  test('whoever is taken out of the team can do nothing three minutes later', async () => {
    const team = await joinTeam(staff);
    await says(AUTHOR, '研修');
    const card = await draft();
    harness.simulator.connector.setMembers(team, staff.slice(1));
    pass(3 * minute);
    expect(await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'))).toContain('権限がありません');
    const [broadcast] = await storage.broadcasts.list({ limit: 1 });
    expect(broadcast).toMatchObject({ state: 'draft', version: 1 });
    await says(AUTHOR, '下書き');
    expect(lastCard(AUTHOR).json).toContain('権限がありません');
  });

  test('with Teams silent the last roster holds for a quarter of an hour, then the refusal says why', async () => {
    await joinTeam(staff);
    await says(AUTHOR, '研修');
    const card = await draft();
    harness.simulator.connector.faults.add({
      operation: 'members',
      fault: { kind: 'serverError', status: 503, recorded: false },
    });
    pass(14 * minute);
    expect(await presses(AUTHOR, card.id, buttonData(card.body, 'テスト送信'))).toContain('テスト送信');
    pass(2 * minute);
    expect(await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'))).toContain(
      '権限を確かめられません',
    );
    expect((await storage.broadcasts.auditRows({ after: 0, limit: 9 })).at(-1)).toMatchObject({
      action: 'denied',
      detail: { action: 'open', refusal: 'unsure' },
    });
    // Whoever was granted the role by name needs no roster.
    await says(ADMIN, `権限 付与 配信者 ${AUTHOR}`);
    expect(await presses(AUTHOR, card.id, { ...buttonData(card.body, '承認を依頼'), n: 2 })).toContain(
      '承認者に依頼しました',
    );
  });

  test('the card of roles says what a team gives, and which team is not there', async () => {
    await joinTeam(staff);
    await says(ADMIN, '権限');
    const { json } = lastCard(ADMIN);
    expect(json).toContain('チーム「人事課」のメンバー（3人）');
    expect(json).toContain('チーム「19:other@thread.tacv2」が見つかりません');
    expect(teamStates).toContain('missing');
    await says(ADMIN, `権限 取消 配信者 ${AUTHOR}`);
    expect(lastCard(ADMIN).json).toContain('チームのメンバーとしての権限は残ります');
  });
});

describe('a role that was granted or configured', () => {
  useOffice();
  const FOREIGN = '99999999-2222-4333-8444-555555555555';
  const chatHas = (id: string, members: readonly object[]) => {
    harness.simulator.connector.setMembers(chatOf(id), members as never);
  };

  test.each<[string, (id: string) => Promise<void> | void]>([
    [
      'a guest by the name in the directory',
      (id) => {
        chatHas(id, [
          { ...person(id), userPrincipalName: 'a_b.example#EXT#@city.example', userRole: 'user' },
        ]);
      },
    ],
    [
      'a guest by the role',
      (id) => {
        chatHas(id, [{ ...person(id), userRole: 'guest' }]);
      },
    ],
    [
      'of another organisation',
      (id) => {
        chatHas(id, [{ ...person(id), tenantId: FOREIGN }]);
      },
    ],
    [
      'not there any more',
      (id) => {
        chatHas(id, []);
      },
    ],
    [
      'a guest by a team’s roster alone',
      async () => {
        await joinTeam([AUTHOR, APPROVER, ADMIN].map((id) => ({ ...person(id), userRole: 'guest' })));
      },
    ],
  ])('is held no more by who is %s', async (_name, change) => {
    await everybodyIsThere();
    const card = await draft();
    await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'));
    await until(() => lastCard(APPROVER).json.includes('承認をお願い'));
    const request = lastCard(APPROVER);
    for (const id of [AUTHOR, APPROVER, ADMIN]) await change(id);
    pass(3 * minute);
    expect(await presses(APPROVER, request.id, buttonData(request.body, '承認'))).toContain(
      '権限がありません',
    );
    for (const [id, words] of [
      [AUTHOR, '配信'],
      [ADMIN, '権限'],
    ] as const) {
      await says(id, words);
      expect(lastCard(id).json).toContain('権限がありません');
    }
  });

  test('is held on while Teams does not tell who somebody is, and by staff', async () => {
    await everybodyIsThere();
    chatHas(ADMIN, [person(ADMIN)]);
    harness.simulator.connector.faults.add({
      operation: 'members',
      fault: { kind: 'serverError', status: 503, recorded: false },
    });
    pass(3 * minute);
    for (const id of [AUTHOR, ADMIN]) {
      await says(id, '配信');
      expect(lastCard(id).json).toContain('チャット内で作成');
    }
  });

  test('makes nobody one who is asked to approve, when Teams shows an outsider', async () => {
    await everybodyIsThere();
    chatHas(APPROVER, [{ ...person(APPROVER), userRole: 'guest' }]);
    pass(3 * minute);
    const card = await draft();
    await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'));
    await until(() => lastCard(ADMIN).json.includes('承認をお願い'));
    expect(cards(APPROVER).some(({ json }) => json.includes('承認をお願い'))).toBe(false);
  });
});

describe('without anybody who may approve', () => {
  useOffice();

  test('the author is told so', async () => {
    await says(ADMIN, '研修');
    const card = await draft(ADMIN);
    expect(await presses(ADMIN, card.id, buttonData(card.body, '承認を依頼'))).toContain(
      '承認できる人がまだいません',
    );
  });
});
