import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultRule } from './faults.ts';
import { startSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';

/** Bodies are JSON of known shape; a wrong one fails the expectation that reads it. */
type Json = ReturnType<typeof JSON.parse>;

const CONVERSATION = 'a:1conversation';
let simulator: Simulator;
let nowMs = 0;

const call = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(simulator.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
};
const send = (text: string, conversation = CONVERSATION) =>
  call('POST', `/v3/conversations/${encodeURIComponent(conversation)}/activities`, { type: 'message', text });
const texts = () => simulator.connector.posts(CONVERSATION).map(({ activity }) => (activity as Json).text);

beforeEach(async () => {
  nowMs = 1_700_000_000_000;
  simulator = await startSimulator({ now: () => nowMs, limits: 'documented' });
});
afterEach(() => simulator.close());

describe('messages', () => {
  test('post, edit and delete, and what arrived stays on record in order', async () => {
    const { id: first } = (await send('一')).body;
    const { id: second } = (await send('二')).body;
    expect(first).not.toBe(second);
    const path = `/v3/conversations/${encodeURIComponent(CONVERSATION)}/activities`;
    expect((await call('PUT', `${path}/${first}`, { type: 'message', text: '壱' })).body).toEqual({
      id: first,
    });
    expect((await call('DELETE', `${path}/${second}`)).status).toBe(200);
    expect(texts()).toEqual(['壱']);
    expect(
      simulator.connector.requests.map(({ order, operation, status }) => [order, operation, status]),
    ).toEqual([
      [1, 'send', 201],
      [2, 'send', 201],
      [3, 'update', 200],
      [4, 'delete', 200],
    ]);
  });

  test('a reply is a message, a typing indicator is none', async () => {
    const path = `/v3/conversations/${encodeURIComponent(CONVERSATION)}/activities/1`;
    await call('POST', path, { type: 'message', text: '返事' });
    await call('POST', path, { type: 'typing' });
    expect(texts()).toEqual(['返事']);
    expect(simulator.connector.requests).toHaveLength(2);
  });

  test('an edit or deletion of what is not there is 404', async () => {
    const path = `/v3/conversations/x/activities/1`;
    expect((await call('PUT', path, {})).body.error.code).toBe('ActivityNotFoundInConversation');
    expect((await call('DELETE', path)).status).toBe(404);
  });

  test('a message over 100 KB as UTF-16 is 413, and not posted', async () => {
    expect((await send('あ'.repeat(51_200))).status).toBe(413);
    expect((await send('あ'.repeat(51_000))).status).toBe(201);
    expect(texts()).toHaveLength(1);
  });
});

describe('conversations', () => {
  const personal = (memberId: string) =>
    call('POST', '/v3/conversations', { members: [{ id: memberId }], tenantId: 't', bot: { id: '28:b' } });

  test('one person has one conversation', async () => {
    const [first, again, other] = [await personal('29:a'), await personal('29:a'), await personal('29:b')];
    expect(first.body.id).toBe(again.body.id);
    expect(first.body.id).not.toBe(other.body.id);
  });

  test('a channel post starts a thread that can be edited', async () => {
    const { body } = await call('POST', '/v3/conversations', {
      isGroup: true,
      channelData: { channel: { id: '19:c@thread.tacv2' } },
      activity: { type: 'message', text: 'お知らせ' },
    });
    expect(body.id).toBe(`19:c@thread.tacv2;messageid=${body.activityId}`);
    const path = `/v3/conversations/${encodeURIComponent(body.id)}/activities/${body.activityId}`;
    expect((await call('PUT', path, { type: 'message', text: '訂正' })).status).toBe(200);
  });

  test('rosters come whole, one by one and in pages', async () => {
    const members = ['29:a', '29:b', '29:c'].map((id) => ({ id }));
    simulator.connector.setMembers(CONVERSATION, members);
    const path = `/v3/conversations/${encodeURIComponent(CONVERSATION)}`;
    expect((await call('GET', `${path}/members`)).body).toEqual(members);
    expect((await call('GET', `${path}/members/29%3Ab`)).body).toEqual({ id: '29:b' });
    const first = (await call('GET', `${path}/pagedmembers?pageSize=2`)).body;
    const next = await call(
      'GET',
      `${path}/pagedmembers?pageSize=2&continuationToken=${first.continuationToken}`,
    );
    expect([...first.members, ...next.body.members]).toEqual(members);
    expect(next.body.continuationToken).toBeUndefined();
    expect((await call('GET', '/v3/conversations/unknown/members')).status).toBe(404);
  });
});

describe('faults', () => {
  const fault = (rule: FaultRule) => {
    simulator.connector.faults.add(rule);
  };

  test('a throttled request is refused as often as the rule says', async () => {
    fault({ fault: { kind: 'throttled', retryAfterSeconds: 3 }, times: 1 });
    const refused = await send('一');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
    expect((await send('二')).status).toBe(201);
    expect(texts()).toEqual(['二']);
  });

  test('every third', async () => {
    fault({ fault: { kind: 'preconditionFailed' }, every: 3 });
    const statuses = [];
    for (const text of ['一', '二', '三', '四', '五', '六']) statuses.push((await send(text)).status);
    expect(statuses).toEqual([201, 201, 412, 201, 201, 412]);
  });

  test.each([
    [false, []],
    [true, ['一']],
  ])('a cut line tells nothing: recorded %s', async (recorded, expected) => {
    fault({ fault: { kind: 'reset', recorded } });
    await expect(send('一')).rejects.toThrow();
    expect(texts()).toEqual(expected);
    expect(simulator.connector.requests).toMatchObject([{ status: null, recorded }]);
  });

  test('a server error after the fact', async () => {
    fault({ fault: { kind: 'serverError', status: 502, recorded: true } });
    expect((await send('一')).status).toBe(502);
    expect(texts()).toEqual(['一']);
  });

  test('writes blocked comes as JSON in a string', async () => {
    fault({ fault: { kind: 'forbidden', code: 'MessageWritesBlocked' }, conversationId: CONVERSATION });
    const { status, body } = await send('一');
    expect([status, body.errorCode]).toEqual([403, 209]);
    expect(JSON.parse(body.message)).toMatchObject({ subCode: 'MessageWritesBlocked' });
    expect((await send('一', 'a:1other')).status).toBe(201);
  });
});

describe('documented limits', () => {
  test('the eighth message of a second waits, and elsewhere one may speak', async () => {
    for (let i = 0; i < 7; i++) expect((await send(String(i))).status).toBe(201);
    const refused = await send('8');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await send('8', 'a:1other')).status).toBe(201);
    nowMs += 1_000;
    expect((await send('8')).status).toBe(201);
    // Now eight within two seconds.
    expect((await send('9')).status).toBe(429);
    nowMs += 1_000;
    expect((await send('9')).status).toBe(201);
  });

  test('fifty a second over all conversations', async () => {
    const statuses = [];
    for (let i = 0; i < 51; i++) statuses.push((await send('一', `a:1${i}`)).status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(50);
    expect(statuses.at(-1)).toBe(429);
  });
});
