import { expect, test } from '@jest/globals';
import {
  ADMIN,
  cards,
  EDITOR,
  isGuest,
  pass,
  presses,
  pressesData,
  says,
  STAFF,
  storage,
  until,
  useCity,
} from '../editions/office.ts';

useCity();

const asks = (person: string, department = '総務局') =>
  cards(person).filter(({ json }) => json.includes(`${department}の取組の確認`));
const setOwner = (department: string, personId: string, name: string) =>
  storage.owners.setOwner(
    { department, personId, name, setAt: 1 },
    { at: 1, actor: ADMIN, action: 'owner.set', subject: department, detail: {} },
  );

test('an owner who is a guest by now is not asked, may say nothing of the rows, and stands in no list', async () => {
  isGuest(STAFF);
  await setOwner('総務局', STAFF, '職員B3');
  await setOwner('会計課', EDITOR, '職員B1');
  // Half past nine on a Tuesday in January.
  pass(Date.UTC(2027, 0, 12, 0, 30) - Date.now());
  const same = { v: 1, lang: 'ja', do: 'row.allSame', department: '総務局' };
  expect((await pressesData(STAFF, 'same', same)).json).toContain('この部署の担当者と編集者だけ');
  // Asked in the order of the document: the one before has been looked at.
  await until(() => asks(EDITOR, '会計課').length === 1);
  expect(asks(STAFF)).toHaveLength(0);
  const listed = await says(EDITOR, '確認状況');
  expect(listed.json).toContain('職員B1');
  expect(listed.json).not.toContain('職員B3');

  isGuest(STAFF, false);
  await until(() => asks(STAFF).length === 1);
  // Asked, and a guest again: who is no owner any more is not reminded.
  isGuest(STAFF);
  const reminded = await presses(EDITOR, await says(EDITOR, '確認状況'), '未回答の担当者に再度お知らせ');
  expect(reminded.json).toContain('1部署に再度お知らせします');
  await until(() => asks(EDITOR, '会計課').length === 2);
  expect(asks(STAFF)).toHaveLength(1);
  isGuest(STAFF, false);
  expect((await presses(STAFF, asks(STAFF)[0]!, '残りすべて変わりなし')).json).toContain('2件中2件を確認');
});
