import { expect, test } from '@jest/globals';
import type { Contact, Dataset } from '../../src/dataset/schema.ts';
import {
  ANN,
  BOB,
  cards,
  EVE,
  HR,
  lastCard,
  outsiders,
  opens,
  presses,
  pressesData,
  publish,
  rowOf,
  says,
  storage,
  until,
  useSpread,
} from './office.ts';
import { DATA } from '../question/support/real.ts';

useSpread();

const row = rowOf('緑区役所', '1 on 1');
const WARD: Contact = { office: '総務課 人事担当', extension: '1234' };
const PERSON: Contact = { person: '職員A', email: 'shokuin.a@city.example.jp' };

/** The document with contacts of a ward office, and of one of its rows. */
function named(ofDepartment: Contact, ofRow?: Contact): Dataset {
  return {
    ...DATA,
    departments: DATA.departments.map((one) =>
      one.name === '緑区役所' ? { ...one, contact: ofDepartment } : one,
    ),
    initiatives: DATA.initiatives.map((one) =>
      one.id === row.id && ofRow ? { ...one, contact: ofRow } : one,
    ),
  };
}

const linksIn = (json: string) => [...json.matchAll(/"url":"([^"]+)"/g)].map((found) => found[1]!);

test('whom to ask is answered by department, by row, and by what was spoken of', async () => {
  publish(named(WARD, PERSON));
  const ward = await says(ANN, '緑区役所の担当は？');
  for (const words of ['緑区役所', '総務課 人事担当', '内線 1234']) expect(ward.json).toContain(words);
  expect(linksIn(ward.json)).toEqual([]);
  const about = await says(ANN, 'Who do I contact about 1-on-1 at the Midori Ward Office?', 'en-US');
  expect(about.json).toContain('職員A');
  expect(linksIn(about.json)[0]).toContain('/l/chat/0/0?users=shokuin.a%40city.example.jp');
  // What was opened last is what is meant.
  await opens(ANN, row.id);
  expect((await says(ANN, '担当者の連絡先は？')).json).toContain('shokuin.a');
  // After an answer, its rows.
  await says(EVE, '1on1をやっている部署は？');
  const all = await says(EVE, '誰に聞けばいい？');
  for (const words of ['職員A', '会計課', '資料に担当の記載はありません', DATA.source.publisher])
    expect(all.json).toContain(words);
});

test('where the document names nobody, the publisher is named, and who is registered here', async () => {
  const none = await says(ANN, '会計課の担当は？');
  expect(none.json).toContain('資料に担当の記載がありません');
  expect(none.json).toContain(DATA.source.publisher);
  const nothing = await says(ANN, '誰に聞けばいい？');
  expect(nothing.json).toContain('どの部署や取組のことでしょうか');
  expect(nothing.json).toContain(DATA.source.publisher);
  await storage.owners.setOwner(
    { department: '会計課', personId: ANN, name: '職員C', setAt: 1 },
    { at: 1, actor: HR, action: 'owner.set', subject: '会計課', detail: {} },
  );
  expect((await says(ANN, '会計課の担当は？')).json).toContain('登録された担当者：職員C');
  // What there is not is a question like any other.
  expect((await says(ANN, '水道局の担当は？')).json).toContain('水道局');
});

test('an owner who is a guest by now is named to nobody, is told of nothing, and decides nothing', async () => {
  await says(BOB, '研修');
  const settings = await says(HR, '担当者の設定');
  await presses(HR, settings, '担当者にする', { department: '緑区役所', person: BOB });
  outsiders.add(BOB);
  expect((await says(ANN, '緑区役所の担当は？')).json).not.toContain('職員b2');
  const wish = { v: 1, lang: 'ja', do: 'adoption.begin', id: row.id, department: '会計課', why: '対話' };
  expect((await pressesData(ANN, 'wish', wish)).json).not.toContain('職員b2');
  expect((await storage.ledger.totals()).pending).toBe(0);
  const stop = { v: 1, lang: 'ja', do: 'adoption.quiet', department: '緑区役所', isQuiet: true };
  expect((await pressesData(BOB, 'stop', stop)).json).toContain('関わっている人か');
  // Of the staff again, they are what they were.
  outsiders.delete(BOB);
  expect((await says(ANN, '緑区役所の担当は？')).json).toContain('職員b2');
  expect((await pressesData(BOB, 'again', stop)).json).toContain('お知らせを止めました');
});

test('the opened row opens the chat itself; hostile contact text stays text', async () => {
  publish(
    named({
      office: '[押して](https://evil.example)',
      person: '**職員** {{DATE(2026)}}',
      email: 'a@b.example',
    }),
  );
  const opened = await opens(ANN, row.id);
  expect(opened.json).toContain('"title":"チャットを開く"');
  const asked = await says(ANN, '緑区役所の担当は？');
  expect(asked.json).toContain('\\\\[押して\\\\]');
  expect(asked.json).not.toContain('[押して](');
  for (const link of linksIn(asked.json)) expect(link).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/chat/);
});

test('an editor sets who answers for a department, and takes it back; others are refused', async () => {
  expect((await says(ANN, '担当者の設定')).json).toContain('管理者と編集者だけ');
  const card = await says(HR, '担当者の設定');
  expect(card.json).toContain('graph.microsoft.com/users');
  const set = await presses(HR, card, '担当者にする', { department: '会計課', person: ANN });
  expect(set.json).toContain('担当者を登録しました');
  expect(await storage.owners.registered('会計課')).toMatchObject({ personId: ANN, name: '職員b1' });
  expect((await presses(HR, card, '担当者にする', { department: '', person: ANN })).json).toContain(
    '部署を選んで',
  );
  expect((await presses(HR, card, '担当者にする', { department: '会計課', person: 'x' })).json).toContain(
    '見つかりませんでした',
  );
  const forged = { v: 1, lang: 'ja', do: 'contact.removeOwner', department: '会計課' };
  expect((await pressesData(ANN, 'x', forged)).json).toContain('管理者と編集者だけ');
  expect((await pressesData(ANN, 'x', { ...forged, v: 0 })).json).toContain('このボタンは古いか');
  // Where the name is written instead of chosen, its spaces are no matter.
  expect((await presses(HR, card, '担当者を外す', { department: '会　計 課' })).json).toContain('外しました');
  expect((await pressesData(HR, 'again', forged)).json).toContain('登録はありません');
  const trail = await storage.broadcasts.auditRows({ limit: 9 });
  expect(trail.map(({ action, actor }) => [action, actor])).toEqual([
    ['owner.set', HR],
    ['owner.remove', HR],
  ]);
});

test('from a wish to what has spread: the owner is told once of two at once, and of nothing when it has said so', async () => {
  const told = () => cards(BOB).filter(({ json }) => json.includes('関心を寄せています'));
  const wishes = (person: string, department: string, id = row.id) =>
    pressesData(person, `form-${person}-${id}`, {
      ...{ v: 1, lang: 'ja', do: 'adoption.begin', id },
      ...{ department, why: '対話を増やしたい' },
    });
  // Nobody is written to who has never spoken with the bot.
  await says(BOB, '研修');
  await says(EVE, '1on1の取組が出たら教えて');
  const settings = await says(HR, '担当者の設定');
  await presses(HR, settings, '担当者にする', { department: '緑区役所', person: BOB });

  // Two of one department at once: one adoption, one word to the owner, the contact for both.
  const wished = await Promise.all([wishes(ANN, '中央区役所'), wishes(EVE, '中央区役所')]);
  for (const { json } of wished) expect(json).toContain('職員b2');
  await until(() => told().length > 0);
  expect(told()).toHaveLength(1);
  expect(told()[0]!.json).toContain('中央区役所');

  // The owner wants no more of them; others may not decide that. The next department's wish is noted all the same.
  const stop = { v: 1, lang: 'ja', do: 'adoption.quiet', department: '緑区役所', isQuiet: true };
  expect((await pressesData(ANN, 'forged', stop)).json).toContain('関わっている人か');
  expect((await presses(BOB, told()[0]!, 'このお知らせを止める')).json).toContain('お知らせを止めました');
  await wishes(HR, '会計課');

  // It is tried and taken over; who follows it hears of it, and asking shows where it has spread.
  const show = (adoption: string) => ({ v: 1, lang: 'ja', do: 'adoption.show', adoption });
  const all = await storage.adoptions.all();
  expect(all.map(({ department }) => department).toSorted()).toEqual(['中央区役所', '会計課'].toSorted());
  const mine = all.find(({ department }) => department === '中央区役所')!;
  const trying = await presses(ANN, await pressesData(ANN, 'mine', show(mine.id)), '試行する');
  expect((await presses(ANN, trying, '導入した')).json).toContain('導入');
  await until(() => cards(EVE).some(({ json }) => json.includes('中央区役所が導入')));
  expect((await says(BOB, '緑区役所の1on1はどこに広がった？')).json).toMatch(
    /緑区役所 → 中央区役所 \d+年\d+月導入/,
  );
  expect((await says(BOB, '中央区役所は他から何を取り入れた？')).json).toContain(row.name);
  expect((await says(BOB, '部署ごとの一覧表')).json).toMatch(/18部署中\d+/);
  expect(told()).toHaveLength(1);

  // Once it wants them again, it is told of the next.
  const quiet = lastQuiet();
  expect((await presses(BOB, quiet, 'お知らせを再開')).json).toContain('再開');
  await wishes(ANN, '消防局');
  await until(() => told().length === 2);
  expect(lastCard(BOB).json).toContain('消防局');

  function lastQuiet() {
    return cards(BOB).find(({ json }) => json.includes('お知らせを止めました'))!;
  }
});
