import { expect, test } from '@jest/globals';
import { logTurnedAway } from '../../src/server/turned-away.ts';

/** A minute passes when it is told to. */
function setUp() {
  const lines: object[] = [];
  const counted: string[] = [];
  let over: () => void = () => undefined;
  const note = logTurnedAway({
    log: { warn: (line: object) => void lines.push(line) } as never,
    clock: { sleep: () => new Promise((resolve) => (over = resolve)) },
    onRefused: (reason) => counted.push(reason),
  });
  const aMinute = async () => {
    over();
    await Promise.resolve();
  };
  return { lines, counted, note, aMinute };
}

test('the first is told at once, a flood after it in one line a minute, by reason; the metric counts each', async () => {
  const { lines, counted, note, aMinute } = setUp();
  note('no token');
  expect(lines).toEqual([{ reasons: { 'no token': 1 } }]);
  for (let n = 0; n < 1000; n += 1) note(n % 4 === 0 ? 'foreign issuer' : 'no token');
  expect(lines).toHaveLength(1);
  await aMinute();
  expect(lines.slice(1)).toEqual([{ reasons: { 'no token': 750, 'foreign issuer': 250 } }]);
  note('no token');
  expect(lines).toHaveLength(2);
  await aMinute();
  expect(lines.slice(2)).toEqual([{ reasons: { 'no token': 1 } }]);
  expect(counted).toHaveLength(1002);
});

test('after a minute without any the next is told at once again', async () => {
  const { lines, note, aMinute } = setUp();
  note('ERR_JWT_EXPIRED');
  await aMinute();
  expect(lines).toHaveLength(1);
  note('foreignTenant', { activityId: '1', conversation: 'a:1' });
  expect(lines.slice(1)).toEqual([{ reasons: { foreignTenant: 1 }, activityId: '1', conversation: 'a:1' }]);
});

test('of whatever Teams has signed the latest is named', async () => {
  const { lines, note, aMinute } = setUp();
  note('no token');
  note('foreignTenant', { activityId: '1' });
  note('foreignTenant', { activityId: '2' });
  note('no token');
  await aMinute();
  expect(lines.slice(1)).toEqual([{ reasons: { foreignTenant: 2, 'no token': 1 }, activityId: '2' }]);
});
