import { expect, test } from '@jest/globals';
import type { Role } from '../../src/access/roles.ts';
import type { Visitor } from '../../src/chat/visitor.ts';
import { createRowChat } from '../../src/rows/chat/chat.ts';
import type { RowServices } from '../../src/rows/chat/services.ts';
import {
  ADMIN,
  APPROVER,
  cards,
  EDITOR,
  lastCard,
  pass,
  presses,
  pressesData,
  rows,
  says,
  sends,
  STAFF,
  storage,
  until,
  useCity,
} from '../editions/office.ts';
import { unpacked } from '../../src/dataset/load/packed-files.ts';
import { buttonData } from '../server/chat.ts';
import { submit } from '../simulator/teams.ts';

useCity();

const hourMs = 3_600_000;
const asks = (person: string) => cards(person).filter(({ json }) => json.includes('総務局の取組の確認'));

/** Puts the clock to half past nine on a Tuesday in January. */
function passToOffice(): void {
  const now = new Date(Date.now());
  const tuesday = new Date(Date.UTC(2027, 0, 12, 0, 30));
  pass(tuesday.getTime() - now.getTime());
}

test('an owner is asked once a round, answers each row by one press, and HR sees who has not', async () => {
  const entry = { at: 1, actor: ADMIN, action: 'owner.set', subject: '総務局', detail: {} };
  await storage.owners.setOwner({ department: '総務局', personId: STAFF, name: '職員B3', setAt: 1 }, entry);
  passToOffice();
  await until(() => asks(STAFF).length === 1);
  const asked = asks(STAFF)[0]!;
  expect(asked.json).toContain('2件中0件を確認');
  expect(asked.json).toContain('若手研修');
  expect((asked.json.match(/"type":"Action.Execute"/g) ?? []).length).toBeLessThanOrEqual(6);

  const status = await says(EDITOR, '確認状況');
  expect(status.json).toContain('未回答2部署');
  expect(status.json).toContain('2件中0件を確認 · 職員B3');
  expect(status.json).toContain('担当者の登録なし');
  // An owner has what is left of their own; who is none has nothing.
  expect((await says(STAFF, '確認状況')).json).toContain('総務局の取組の確認');
  expect((await says(APPROVER, '確認状況')).json).toContain('編集者だけ');
  // The monthly report counts the same.
  const open = ['総務局', '会計課'].map((department) => expect.objectContaining({ department }));
  expect(await rows.confirmations()).toMatchObject({ overdue: 0, departments: open });

  // Somebody else may not speak for it.
  const other = '00000000-0000-4000-8000-0000000000b9';
  const forged = { v: 1, lang: 'ja', do: 'row.allSame', department: '総務局' };
  expect((await pressesData(other, 'forged', forged)).json).toContain('この部署の担当者と編集者だけ');
  const first = await presses(STAFF, asked, '変わりなし');
  expect(first.json).toContain('2件中1件を確認');
  expect(first.json).toContain('若手研修 · 変わりなし');
  // The same said twice is said once.
  const trail = async () =>
    (await storage.broadcasts.auditRows({ limit: 99 })).filter(({ action }) => action === 'row.confirm');
  await presses(STAFF, asked, '変わりなし');
  expect(await trail()).toHaveLength(1);
  // The second is to be changed: an owner may propose that without being an editor.
  const goesOn = await presses(STAFF, first, '直す');
  expect(goesOn.json).toContain('総務局の取組の確認');
  const form = lastCard(STAFF);
  expect(form.json).toContain('「在宅勤務」を編集する');
  const filled = {
    department: '総務局',
    name: '在宅勤務',
    summary: '週に二日、在宅で勤務できる。',
    schedule: 'R8.4～',
  };
  // Into a department that somebody else answers for, they may not put it.
  const moved = await presses(STAFF, form, '変更案にする', { ...filled, department: '会計課' });
  expect(moved.json).toContain('管理者と編集者だけ');
  const proposed = await presses(STAFF, form, '変更案にする', filled);
  expect(proposed.json).toContain('承認を依頼');
  const said = await storage.confirmations.inRound('2026-10');
  expect(said.map(({ answer, person }) => [answer, person.id])).toEqual([
    ['same', STAFF],
    ['edit', STAFF],
  ]);
  expect((await says(EDITOR, '確認状況')).json).toContain('確認済み · 職員B3');
  // Another department's row an owner may not touch.
  const [row] = (await unpacked((await storage.editions.files((await storage.editions.active())!.id))!))
    .get('initiatives.json')!
    .match(/"id": "(i-[0-9a-f]+)",\s+"department": "会計課"/)!
    .slice(1);
  const foreign = await pressesData(STAFF, 'foreign', { v: 1, lang: 'ja', do: 'row.edit', id: row });
  expect(foreign.json).toContain('管理者と編集者だけ');
  // No second question in this round, whatever happens: the others are the answer to what was typed, and the first card.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(asks(STAFF)).toHaveLength(2);
});

test('in the next round they are asked again and reminded by one press; what nobody confirms says so', async () => {
  // April: another round.
  pass(105 * 24 * hourMs);
  await until(() => asks(STAFF).length === 3);
  const status = await says(EDITOR, '確認状況');
  const reminded = await presses(EDITOR, status, '未回答の担当者に再度お知らせ');
  expect(reminded.json).toContain('1部署に再度お知らせします');
  await until(() => asks(STAFF).length === 4);
  expect(lastCard(STAFF).json).toContain('まだ確認されていない取組があります');
  const again = await pressesData(EDITOR, 'again', { v: 1, lang: 'ja', do: 'row.remind' });
  expect(again.json).toContain('再度お知らせする部署はありません');
  // The document is of June 2026: the row that nobody has confirmed says so, the others do not.
  const old = await says(EDITOR, '1on1は？');
  expect(old.json).toContain('2026年6月から確認されていません');
  expect((await says(EDITOR, '若手研修は？')).json).not.toContain('確認されていません');
  await presses(STAFF, lastCard(STAFF), '残りすべて変わりなし');
  expect((await storage.confirmations.inRound('2027-04')).map(({ answer }) => answer)).toEqual([
    'same',
    'same',
  ]);
});

test('what has ended is one press, and the card goes on; what comes to nothing is asked about again', async () => {
  // October: another round.
  pass(183 * 24 * hourMs);
  const round = '2027-10';
  const answered = async () => (await storage.confirmations.inRound(round)).map(({ answer }) => answer);
  await until(async () => (await storage.confirmations.asked(round)).length === 1);
  await until(() => lastCard(STAFF).json.includes('2件中0件を確認'));
  const requests = () =>
    cards(EDITOR).filter(
      ({ json }) => json.includes('の承認依頼です：若手研修') && json.includes('差し戻す理由'),
    );

  const first = lastCard(STAFF);
  const goesOn = await presses(STAFF, first, '終わった');
  expect(goesOn.json).toContain('承認を依頼しました');
  expect(goesOn.json).toContain('若手研修 · 終了案');
  expect(buttonData(goesOn.card, '終わった')['id']).not.toBe(buttonData(first.card, '終わった')['id']);
  expect(await answered()).toEqual(['end']);
  await until(() => requests().length === 1);

  await presses(STAFF, lastCard(STAFF), '取り下げる');
  expect(await answered()).toEqual([]);
  expect((await says(EDITOR, '確認状況')).json).toContain('2件中0件を確認');

  // A client that knows no Action.Execute: the card is changed, and the draft comes as well.
  const card = await says(STAFF, '確認状況');
  const data = buttonData(card.card, '終わった');
  await sends(STAFF, (where, id) => submit(where, id, card.id, data));
  expect(cards(STAFF).find(({ id }) => id === card.id)!.json).toContain('若手研修 · 終了案');
  expect(lastCard(STAFF).json).toContain('承認待ち');
  await until(() => requests().length === 2);
  await presses(EDITOR, requests().at(-1)!, '差し戻し', { reason: 'まだ続いています' });
  expect(await answered()).toEqual([]);
  await until(() => lastCard(STAFF).json.includes('作り直してください'));
  expect((await presses(STAFF, await says(STAFF, '確認状況'), '残りすべて変わりなし')).json).toContain(
    'すべて確認済み',
  );
});

test('an owner says and changes no more in a day than people do, an editor as much as there is', async () => {
  const day = { at: 0 };
  const chat = createRowChat({
    cards: { note: (what: string) => what, confirm: () => 'rows' },
    now: () => day.at,
    timeZone: 'Asia/Tokyo',
    months: 6,
    knowledge: () => ({ data: { initiatives: [] } }),
    owners: { ownerOf: () => Promise.resolve({ personId: STAFF }) },
    store: { inRound: () => Promise.resolve([]), latest: () => Promise.resolve(new Map()) },
    freshness: { learn: () => undefined },
  } as unknown as RowServices);
  const press = async (roles: readonly Role[]) => {
    const request = chat.parseAction({ v: 1, lang: 'ja', do: 'row.allSame', department: '総務局' })!;
    const visitor = { personId: STAFF, name: '', roles: new Set(roles) } as unknown as Visitor;
    return (await chat.answer(request, visitor))!.message as unknown as string;
  };
  const presses = async (count: number, ...roles: Role[]) => {
    const answers = [];
    for (let times = 0; times < count; times += 1) answers.push(await press(roles));
    return [...new Set(answers)];
  };
  expect(await presses(300)).toEqual(['rows']);
  expect(await presses(3)).toEqual(['tooMany']);
  expect(await presses(400, 'editor')).toEqual(['rows']);
  day.at += 24 * hourMs;
  expect(await presses(1)).toEqual(['rows']);
});
