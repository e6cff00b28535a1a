import { describe, expect, test } from '@jest/globals';
import { approvalHash, type Broadcast } from '../../src/broadcast/decide/broadcast.ts';
import {
  type Circumstances,
  type Command,
  decideCommand,
} from '../../src/broadcast/decide/decide-command.ts';
import type { Actor, Role } from '../../src/access/roles.ts';
import { aDraft } from './drafts.ts';

const NOW = Date.parse('2026-06-10T01:30:00Z'); // 10:30 in Tokyo
const author: Actor = { id: 'author', roles: new Set<Role>(['broadcaster', 'approver']) };
const approver: Actor = { id: 'approver', roles: new Set<Role>(['approver']) };
const admin: Actor = { id: 'admin', roles: new Set<Role>(['admin']) };
const other: Actor = { id: 'other', roles: new Set<Role>(['broadcaster']) };
const nobody: Actor = { id: 'author', roles: new Set<Role>() };

const draft: Broadcast = { ...aDraft, id: 'b1', version: 3 };
const approved: Broadcast = {
  ...draft,
  state: 'approved',
  approval: { by: 'approver', hash: approvalHash(draft), at: 1 },
};
const released: Broadcast = { ...approved, state: 'released' };

const circumstances: Circumstances = {
  rules: {
    fourEyes: true,
    perAuthorAndDay: 3,
    confirmAbove: 1000,
    quietHours: { from: '20:00', until: '07:00' },
    timeZone: 'Asia/Tokyo',
    retentionDays: 365,
    pictureHosts: [],
  },
  now: NOW,
  version: 3,
  jobKey: '0123456789abcdef0123456789abcdef',
  releasedToday: 0,
  isAuthorsGrant: false,
  reachable: 500,
  untold: [],
  excludedUnknown: 0,
  underWay: 0,
  failed: 2,
  unknown: 1,
  sent: 400,
  standing: 400,
  outOfReach: 1,
};

function decide(
  broadcast: Broadcast,
  command: Command,
  actor: Actor = author,
  over: Partial<Circumstances> = {},
): string | Broadcast {
  const decision = decideCommand(broadcast, command, actor, { ...circumstances, ...over });
  return decision.ok ? decision.next : decision.refusal;
}

test('an audience that has grown since the approval is approved again before anything is sent', () => {
  const send: Command = { do: 'send', sendAt: null, confirmed: null };
  const at = (reach: number): Broadcast => ({ ...approved, approval: { ...approved.approval!, reach } });
  expect(decide(at(455), send)).toMatchObject({ state: 'released' });
  expect(decide(at(454), send)).toMatchObject({ state: 'submitted', approval: null });
  // Guests among the members of teams: anybody more is somebody whom nobody has thought of.
  const audience = {
    include: [{ who: 'peopleOf' as const, teamIds: ['t'] }],
    exclude: [],
    guests: true as const,
  };
  const withGuests = (reach: number): Broadcast => ({
    ...draft,
    ...{ audience, state: 'approved' },
    approval: { by: 'approver', hash: approvalHash({ ...draft, audience }), at: 1, reach },
  });
  expect(decide(withGuests(500), send)).toMatchObject({ state: 'released' });
  expect(decide(withGuests(499), send)).toMatchObject({ state: 'submitted', approval: null });
  expect(decide({ ...draft, state: 'submitted' }, { do: 'approve' }, approver)).toMatchObject({
    approval: { by: 'approver', reach: 500 },
  });
});

test('teams of which Teams says nothing are approved as such, else they are waited for before anything is sent', () => {
  const send: Command = { do: 'send', sendAt: null, confirmed: null };
  const at = (untold?: readonly string[]): Broadcast => ({
    ...approved,
    approval: { ...approved.approval!, reach: 500, ...(untold && { untold }) },
  });
  expect(decide(at(), send, author, { untold: ['team:a'] })).toBe('audienceUntold');
  expect(decide(at(['team:b']), send, author, { untold: ['team:a', 'team:b'] })).toBe('audienceUntold');
  expect(decide(at(['team:a', 'team:b']), send, author, { untold: ['team:a'] })).toMatchObject({
    state: 'released',
  });
  // It is looked at again when it is due.
  const later: Command = { ...send, sendAt: NOW + 3_600_000 };
  expect(decide(at(), later, author, { untold: ['team:a'] })).toMatchObject({ state: 'scheduled' });
  const submitted: Broadcast = { ...draft, state: 'submitted' };
  expect(decide(submitted, { do: 'approve' }, approver, { untold: ['team:a'] })).toMatchObject({
    approval: { reach: 500, untold: ['team:a'] },
  });
});

const why = { reason: '件名を直してください', name: '承認担当' };
const refuse: Command = { do: 'refuse', ...why };
const refuseCorrection: Command = { do: 'refuseCorrection', ...why };
const send: Command = { do: 'send', sendAt: null, confirmed: null };

describe('four eyes', () => {
  test('the author submits, another approves, and the approval is bound to the words', () => {
    expect(decide(draft, { do: 'submit' })).toMatchObject({ state: 'submitted', version: 4 });
    const submitted: Broadcast = { ...draft, state: 'submitted' };
    expect(decide(submitted, { do: 'approve' }, approver)).toMatchObject({
      state: 'approved',
      approval: { by: 'approver', hash: approvalHash(draft), at: NOW },
    });
    expect(decide(submitted, { do: 'approve' }, author)).toBe('ownApproval');
    expect(decide(submitted, refuse, author)).toBe('ownApproval');
    expect(decide(submitted, refuse, approver)).toMatchObject({ state: 'draft', approval: null });
    expect(decide(submitted, { do: 'approve' }, other)).toBe('noRole');
  });

  test('whoever has the role from the author since yesterday is no second person', () => {
    const submitted: Broadcast = { ...draft, state: 'submitted' };
    const granted = { isAuthorsGrant: true };
    expect(decide(submitted, { do: 'approve' }, approver, granted)).toBe('authorsGrant');
    expect(decide(submitted, { do: 'approve' }, approver)).toMatchObject({ state: 'approved' });
  });

  test('any edit voids the approval, and what was approved otherwise is not sent', () => {
    const content = { ...draft.content, ja: { title: '件名', body: '別の本文' } };
    expect(decide(approved, { do: 'save', content, audience: draft.audience })).toMatchObject({
      state: 'draft',
      approval: null,
    });
    expect(decide({ ...approved, content }, send)).toBe('notApproved');
    const audience = { include: [{ who: 'allChannels' as const }], exclude: [] };
    expect(decide({ ...approved, audience }, send)).toBe('notApproved');
    expect(decide({ ...approved, approval: null }, send)).toBe('notApproved');
  });

  test('by configuration one person is enough, and nothing asks for approval', () => {
    const rules = { ...circumstances.rules, fourEyes: false };
    expect(decide(draft, { do: 'submit' }, author, { rules })).toBe('wrongState');
    expect(decide(draft, send, author, { rules })).toMatchObject({ state: 'released' });
    expect(decide(draft, send)).toBe('wrongState');
    expect(decide({ ...approved, approval: null }, send, author, { rules })).toMatchObject({
      state: 'released',
    });
  });
});

describe('sending back', () => {
  const submitted: Broadcast = { ...draft, state: 'submitted' };

  test('takes a reason, which stays with the name until the broadcast goes on', () => {
    expect(decide(submitted, { ...refuse, reason: ' ' }, approver)).toBe('noReason');
    const back = decide(submitted, refuse, approver) as Broadcast;
    expect(back.rejection).toEqual({ by: 'approver', at: NOW, ...why });
    expect(decide(back, { do: 'submit' }, author, { version: back.version })).toMatchObject({
      rejection: null,
    });
  });

  test('a deletion is asked about once more', () => {
    expect(decide(draft, { do: 'delete', confirmed: false })).toBe('confirmDelete');
  });
});

describe('every press is looked at anew', () => {
  test('a role that was revoked, a card that is out of date, somebody else', () => {
    expect(decide(approved, send, nobody)).toBe('noRole');
    expect(decide(approved, send, author, { version: 2 })).toBe('stale');
    expect(decide(approved, send, other)).toBe('notYours');
    expect(decide(approved, send, admin)).toBe('notYours');
  });

  test('an admin may stop and take back what others have sent', () => {
    expect(decide(released, { do: 'cancel' }, admin, { underWay: 5 })).toMatchObject({ version: 4 });
    expect(decide(released, { do: 'recall', confirmed: true }, admin)).toMatchObject({ state: 'recalled' });
    expect(decide(released, { do: 'recall', confirmed: true }, other)).toBe('notYours');
  });

  const commands: Command[] = [
    { do: 'save', content: draft.content, audience: draft.audience },
    { do: 'delete', confirmed: true },
    { do: 'submit' },
    send,
    { do: 'unschedule' },
    { do: 'cancel' },
    { do: 'resend', of: 'failed' },
    { do: 'letBe' },
    { do: 'correct', content: { ...draft.content, importance: 'high' } },
    { do: 'recall', confirmed: true },
    { do: 'remind' },
  ];
  test.each([
    ['draft', ['save', 'delete', 'submit']],
    ['submitted', ['save', 'delete']],
    ['approved', ['save', 'delete', 'send']],
    ['scheduled', ['unschedule']],
    ['released', ['resend', 'letBe', 'correct', 'recall', 'remind']],
    ['recalled', []],
    ['deleted', []],
  ] as const)('in %s the author may: %j', (state, allowed) => {
    // Nothing of what was recalled stands any more.
    const standing = state === 'recalled' ? 0 : 400;
    const may = commands.filter(
      (command) => typeof decide({ ...approved, state }, command, author, { standing }) !== 'string',
    );
    expect(may.map((command) => command.do)).toEqual(allowed);
  });
});

describe('sending', () => {
  test.each<[string, Command, Partial<Circumstances>, string]>([
    ['too many of one author', send, { releasedToday: 3 }, 'tooMany'],
    ['nobody to reach', send, { reachable: 0 }, 'nobody'],
    ['somebody to leave out whom nobody knows', send, { excludedUnknown: 1 }, 'excludedUnknown'],
    ['many, not confirmed', send, { reachable: 1001 }, 'needsConfirmation'],
    ['many, fewer confirmed', { ...send, confirmed: 1001 }, { reachable: 1002 }, 'needsConfirmation'],
    ['at night', send, { now: Date.parse('2026-06-10T12:00:00Z') }, 'quietHours'],
    ['in the past', { ...send, sendAt: NOW }, {}, 'inThePast'],
    ['at a quiet time', { ...send, sendAt: Date.parse('2026-06-10T20:00:00Z') }, {}, 'quietHours'],
    ['in two years', { ...send, sendAt: Date.parse('2028-06-10T03:00:00Z') }, {}, 'tooFar'],
  ])('%s: refused', (_, command, over, refusal) => {
    expect(decide(approved, command, author, over)).toBe(refusal);
  });

  test('now, confirmed for as many as there are, or later', () => {
    expect(decide(approved, send)).toMatchObject({ state: 'released', sendAt: null });
    expect(decide(approved, { ...send, confirmed: 1002 }, author, { reachable: 1002 })).toMatchObject({
      state: 'released',
    });
    const sendAt = Date.parse('2026-06-11T01:00:00Z');
    expect(
      decide(approved, { ...send, sendAt }, author, { now: Date.parse('2026-06-10T12:00:00Z') }),
    ).toMatchObject({ state: 'scheduled', sendAt });
  });
});

describe('afterwards', () => {
  test('nothing is corrected, recalled or reminded while some are on their way', () => {
    for (const command of [
      { do: 'correct', content: draft.content },
      { do: 'recall', confirmed: true },
      { do: 'remind' },
    ] as const)
      expect(decide(released, command, author, { underWay: 1 })).toBe('stillSending');
  });

  test('without anything to do: said so', () => {
    expect(decide(released, { do: 'resend', of: 'failed' }, author, { failed: 0 })).toBe('nothingToDo');
    expect(decide(released, { do: 'resend', of: 'unknown' }, author, { unknown: 0 })).toBe('nothingToDo');
    expect(decide(released, { do: 'cancel' })).toBe('nothingToDo');
    expect(decide(released, { do: 'recall', confirmed: true }, author, { standing: 0 })).toBe('nothingToDo');
    expect(decide({ ...released, unknownsSettledBy: 'author' }, { do: 'letBe' })).toBe('nothingToDo');
    const silent = { ...released, content: { ...released.content, acknowledge: false } };
    expect(decide(silent, { do: 'remind' })).toBe('noAcknowledgement');
  });

  test('each correction is a job of its own', () => {
    const rules = { ...circumstances.rules, fourEyes: false };
    const words = (title: string) => ({ ...draft.content, ja: { title, body: '本文' } });
    const correct = (title: string): Command => ({ do: 'correct', content: words(title) });
    const first = decide(released, correct('次の件名'), author, { rules }) as Broadcast;
    const jobKey = 'f'.repeat(32);
    const second = decide(first, correct('その次の件名'), author, { rules, version: 4, jobKey }) as Broadcast;
    expect(second.jobs.map(({ id, kind, by }) => [id, kind, by])).toEqual([
      ['b1-correction-0123456789abcdef0123456789abcdef', 'correction', 'author'],
      ['b1-correction-ffffffffffffffffffffffffffffffff', 'correction', 'author'],
    ]);
  });

  test('a correction that changes nothing is not sent', () => {
    expect(decide(released, { do: 'correct', content: { ...released.content } })).toBe('nothingChanged');
  });

  test('a recall is asked about once more', () => {
    expect(decide(released, { do: 'recall', confirmed: false })).toBe('confirmRecall');
  });
});

describe('a correction with four eyes', () => {
  const content = { ...draft.content, ja: { title: '正しい件名', body: '正しい本文' } };
  const waiting: Broadcast = { ...released, correction: content };

  test('waits, and what was sent stays', () => {
    expect(decide(released, { do: 'correct', content })).toMatchObject({
      correction: content,
      content: released.content,
      jobs: [],
    });
  });

  test('the second person sends it off, with an approval of the new words', () => {
    const after = decide(waiting, { do: 'approveCorrection' }, approver) as Broadcast;
    expect(after).toMatchObject({ content, correction: null, approval: { by: 'approver', at: NOW } });
    expect(after.approval!.hash).toBe(approvalHash({ ...released, content }));
    expect(after.approval!.hash).not.toBe(waiting.approval!.hash);
    expect(after.jobs.map(({ kind, by }) => [kind, by])).toEqual([['correction', 'approver']]);
  });

  test.each<[string, Broadcast, Command, Actor, Partial<Circumstances>, string]>([
    ['by the author', waiting, { do: 'approveCorrection' }, author, {}, 'ownApproval'],
    ['sent back by the author', waiting, refuseCorrection, author, {}, 'ownApproval'],
    ['by somebody without the role', waiting, { do: 'approveCorrection' }, other, {}, 'noRole'],
    [
      'by whom the author has granted the role today',
      waiting,
      { do: 'approveCorrection' },
      approver,
      { isAuthorsGrant: true },
      'authorsGrant',
    ],
    ['of an older card', waiting, { do: 'approveCorrection' }, approver, { version: 2 }, 'stale'],
    [
      'while something is sent',
      waiting,
      { do: 'approveCorrection' },
      approver,
      { underWay: 1 },
      'stillSending',
    ],
    [
      'after the recall',
      { ...waiting, state: 'recalled' },
      { do: 'approveCorrection' },
      approver,
      {},
      'wrongState',
    ],
    ['when none waits', released, { do: 'approveCorrection' }, approver, {}, 'nothingToDo'],
    ['sent back when none waits', released, refuseCorrection, approver, {}, 'nothingToDo'],
    ['withdrawn when none waits', released, { do: 'withdrawCorrection' }, author, {}, 'nothingToDo'],
    ['withdrawn by another', waiting, { do: 'withdrawCorrection' }, other, {}, 'notYours'],
  ])('%s: refused', (_, broadcast, command, actor, over, refusal) => {
    expect(decide(broadcast, command, actor, over)).toBe(refusal);
  });

  test('is dropped when it is sent back, withdrawn, or all is recalled', () => {
    const dropped = { correction: null, content: released.content };
    expect(decide(waiting, refuseCorrection, approver)).toMatchObject(dropped);
    expect(decide(waiting, { do: 'withdrawCorrection' })).toMatchObject(dropped);
    expect(decide(waiting, { do: 'recall', confirmed: true })).toMatchObject({
      ...dropped,
      state: 'recalled',
    });
  });
});

describe('with a picture from a host that is not allowed any more', () => {
  const pictures = [{ url: 'https://images.city.example/flow.png', alt: '申請の流れ' }];
  const withPicture = { ...draft.content, pictures };
  const at = (state: Broadcast['state'], content: Broadcast['content'] = withPicture): Broadcast => ({
    ...draft,
    ...{ state, content },
    approval: { by: 'approver', hash: approvalHash({ ...draft, content }), at: 1 },
  });
  const within = (hosts: readonly string[]) => ({
    rules: { ...circumstances.rules, pictureHosts: hosts },
  });
  const gone = within(['images.ward.example']);
  const correction: Broadcast = { ...at('released', draft.content), correction: withPicture };

  test.each<[string, Broadcast, Command, Actor]>([
    ['saved', at('draft'), { do: 'save', content: withPicture, audience: draft.audience }, author],
    ['submitted', at('draft'), { do: 'submit' }, author],
    ['approved', at('submitted'), { do: 'approve' }, approver],
    ['sent', at('approved'), send, author],
    ['scheduled', at('approved'), { ...send, sendAt: NOW + 3_600_000 }, author],
    ['sent again', at('released'), { do: 'resend', of: 'failed' }, author],
    ['a reminder', at('released'), { do: 'remind' }, author],
    ['a correction', at('released', draft.content), { do: 'correct', content: withPicture }, author],
    ['a correction’s approval', correction, { do: 'approveCorrection' }, approver],
  ])('%s: refused, and allowed while the host is', (_, broadcast, command, actor) => {
    expect(decide(broadcast, command, actor, gone)).toBe('pictureHost');
    const allowed = decide(broadcast, command, actor, within(['images.city.example']));
    expect(allowed).toMatchObject({ version: 4 });
  });

  test('what takes it away, stops it or takes it back is not refused', () => {
    const without: Command = { do: 'correct', content: draft.content };
    expect(decide(at('released'), without, author, gone)).toMatchObject({ correction: draft.content });
    expect(decide(at('scheduled'), { do: 'unschedule' }, author, gone)).toMatchObject({ state: 'approved' });
    const recall: Command = { do: 'recall', confirmed: true };
    expect(decide(at('released'), recall, author, gone)).toMatchObject({ state: 'recalled' });
    const save: Command = { do: 'save', content: draft.content, audience: draft.audience };
    expect(decide(at('approved'), save, author, gone)).toMatchObject({ state: 'draft' });
  });
});
