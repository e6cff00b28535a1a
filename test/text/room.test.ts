import { expect, test } from '@jest/globals';
import { createRoom } from '../../src/text/room.ts';

test('of a burst no more than there is room for are under way at once, in their order, and none is left over', async () => {
  const room = createRoom(512);
  const order: number[] = [];
  let underWay = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 10_000 }, async (_, index) => {
      const leave = await room.enter();
      underWay += 1;
      most = Math.max(most, underWay);
      order.push(index);
      await new Promise(setImmediate);
      underWay -= 1;
      leave();
    }),
  );
  expect([most, underWay]).toEqual([512, 0]);
  expect(order).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
  // Afterwards there is room for as many again.
  await Promise.all(Array.from({ length: 512 }, () => room.enter()));
  const [beyond] = await Promise.all([
    Promise.race([
      room.enter().then(() => 'entered'),
      new Promise((resolve) => setImmediate(resolve, 'waits')),
    ]),
  ]);
  expect(beyond).toBe('waits');
});
