import { describe, expect, test } from '@jest/globals';
import {
  approved,
  AUTHOR,
  buttonData,
  complaints,
  counts,
  draft,
  everybodyIsThere,
  broadcastId,
  pass,
  presses,
  READERS,
  sent,
  standing,
  storage,
  until,
  useOffice,
} from './office.ts';

useOffice();

const LOST = 'いま記録を読み書きできません';
const now = { date: '', time: '09:00' };

/** This method of the ledger fails until what is returned is called. */
function fails(method: 'plan' | 'planFollowUp'): () => void {
  const { ledger } = storage;
  const own = { plan: ledger.plan.bind(ledger), planFollowUp: ledger.planFollowUp.bind(ledger) };
  Object.assign(ledger, { [method]: () => Promise.reject(new Error(`${method} fails`)) });
  return () => Object.assign(ledger, { [method]: own[method] });
}

describe('what fails once a step is written down', () => {
  test('a plan that cannot be made: it is released, the card says so, and it goes out a minute later', async () => {
    await everybodyIsThere();
    const card = await approved();
    const mend = fails('plan');
    const said = await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), now);
    expect(said).toContain('配信を始めました');
    expect(said).not.toContain(LOST);
    expect(await storage.broadcasts.get(await broadcastId())).toMatchObject({ state: 'released' });
    mend();
    expect(complaints().map(String)).toContain('Error: plan fails');
    pass(61_000);
    await until(async () => (await counts()).sent === READERS.length);
  });

  test('a recall whose rows cannot be written is one, and is carried out later', async () => {
    await everybodyIsThere();
    const card = await sent();
    await presses(AUTHOR, card.id, buttonData(card.body, '全員分を削除'));
    const mend = fails('planFollowUp');
    const confirmed = buttonData(standing(AUTHOR, card.id).body, '3件を削除する');
    expect(await presses(AUTHOR, card.id, confirmed)).toContain('取り消しを始めました');
    expect((await storage.broadcasts.get(await broadcastId()))!.state).toBe('recalled');
    mend();
    expect(complaints().map(String)).toContain('Error: planFollowUp fails');
    pass(61_000);
    await until(() => standing(AUTHOR, card.id).json.includes('取り消し済み'));
  });

  test('approvers who cannot be told: nobody hears that nothing was recorded', async () => {
    await everybodyIsThere();
    const card = await draft();
    const mend = fails('plan');
    const said = await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'));
    expect(said).toContain('記録しましたが');
    expect(said).not.toContain(LOST);
    expect(await storage.broadcasts.get(await broadcastId())).toMatchObject({ state: 'submitted' });
    mend();
    expect(complaints().map(String)).toEqual(['Error: plan fails']);
  });
});
