import { expect, test } from '@jest/globals';
import type { FilesChange } from '../../src/dataset/edition/files-change.ts';
import { unpacked } from '../../src/dataset/load/packed-files.ts';
import type { Initiative, InitiativesFile } from '../../src/dataset/schema.ts';
import {
  ADMIN,
  APPROVER,
  cards,
  EDITOR,
  lastCard,
  pass,
  presses,
  pressesData,
  proposals,
  buttonData,
  says,
  STAFF,
  storage,
  trail,
  until,
  useCity,
} from './office.ts';
import type { Card } from '../server/chat.ts';

useCity();

const noWords = { en: null, questions: [], themes: [] };

/** The row of that name as it answers now. */
async function rowNamed(name: string): Promise<Initiative> {
  const files = await unpacked((await storage.editions.files((await storage.editions.active())!.id))!);
  const { initiatives } = JSON.parse(files.get('initiatives.json')!) as InitiativesFile;
  return initiatives.find((row) => row.name === name)!;
}

/** What an editor's form would do: the summary of the row of that name is another. */
async function summary(name: string, text: string): Promise<FilesChange> {
  const { id, source: _source, ...row } = await rowNamed(name);
  const written = { row: { ...row, summary: text }, words: noWords };
  return { what: 'rowChanged', id, written, hasOtherWords: false };
}

/** A draft, on a card of its own in the author's chat. */
async function drafts(author: string, about: string, change: Promise<FilesChange>) {
  const proposed = await proposals.propose({
    kind: 'row',
    author: { id: author, name: '職員A' },
    about,
    change: await change,
    lang: 'ja',
  });
  if (proposed.kind !== 'proposed') throw new Error(JSON.stringify(proposed));
  const list = await says(author, '下書き');
  const { id } = buttonDataOf(list, about);
  return await pressesData(author, list.id, { v: 1, do: 'edition.open', id, page: 0, lang: 'ja' });
}
function buttonDataOf(list: Card, about: string): { readonly id: string } {
  const found = list.card.body.find((part: object) => JSON.stringify(part).includes(about));
  return found.items[0].selectAction.data;
}

/** The card on which somebody is asked to approve. */
async function asked(person: string, about: string): Promise<Card> {
  const isIt = ({ json }: Card) => json.includes('の承認依頼です') && json.includes(about);
  await until(() => cards(person).some(isIt));
  return cards(person).findLast(isIt)!;
}

test('a draft answers nothing; another person lets it answer, at once; each step is in the trail', async () => {
  const card = await drafts(EDITOR, '研修の概要', summary('若手研修', '採用3年目までの職員に研修を行う。'));
  for (const words of [
    '変更1件、変更なし2件',
    '若手職員に研修を行う。 → 採用3年目までの職員に研修を行う。',
    '下書き',
  ])
    expect(card.json).toContain(words);
  expect((await says(STAFF, '研修')).json).not.toContain('採用3年目');
  const waiting = await presses(EDITOR, card, '承認を依頼');
  expect(waiting.json).toContain('承認を依頼しました');
  // Nobody approves what is their own, whatever their roles.
  expect(waiting.json).not.toContain('"title":"承認"');
  const request = await asked(APPROVER, '研修の概要');
  const approve = buttonData(request.card, '承認');
  expect((await pressesData(EDITOR, waiting.id, approve)).json).toContain('自分で作った変更は承認できません');
  expect((await pressesData(STAFF, 'x', approve)).json).toContain('編集者・承認者・管理者だけ');
  expect((await presses(APPROVER, request, '差し戻し')).json).toContain('理由を書いて');
  expect((await presses(APPROVER, request, '承認')).json).toContain('承認しました');
  await until(async () => (await says(STAFF, '研修')).json.includes('採用3年目'));
  await until(() => lastCard(EDITOR).json.includes('承認されました'));
  // Another press, not the same one delivered twice.
  expect((await presses(APPROVER, request, '承認', { n: 2 })).json).toContain('すでに終わって');
  expect(await trail()).toEqual([
    'edition.add',
    'edition.activate',
    'proposal.draft',
    'proposal.request',
    'proposal.approve',
    'edition.activate',
  ]);
});

test('two people at once: one decides; sent back with the reason; an old card is refused', async () => {
  const card = await drafts(EDITOR, '会計課の概要', summary('１ｏｎ１ミーティング', '毎週話す。'));
  await presses(EDITOR, card, '承認を依頼');
  const [one, two] = [await asked(APPROVER, '会計課の概要'), await asked(ADMIN, '会計課の概要')];
  const answers = await Promise.all([
    presses(APPROVER, one, '差し戻し', { reason: '毎月が正しい' }),
    presses(ADMIN, two, '差し戻し', { reason: '要確認' }),
  ]);
  const [done, late] = answers.toSorted(
    (a, b) => Number(b.json.includes('差し戻しました')) - Number(a.json.includes('差し戻しました')),
  );
  expect(done!.json).toContain('差し戻しました');
  expect(late!.json).toMatch(/先に進めました|すでに終わって/);
  await until(() => lastCard(EDITOR).json.includes('差し戻されました'));
  expect(lastCard(EDITOR).json).toMatch(/毎月が正しい|要確認/);
  expect((await presses(EDITOR, card, '承認を依頼', { n: 2 })).json).toContain('すでに終わって');
});

test('who got a role from its author within a day is no second person', async () => {
  const card = await drafts(ADMIN, '管理者の件', summary('在宅勤務', '週3日まで在宅で勤務できる。'));
  await presses(ADMIN, card, '承認を依頼');
  const request = await asked(APPROVER, '管理者の件');
  expect((await presses(APPROVER, request, '承認')).json).toContain('24時間以内に権限');
  pass(25 * 3_600_000);
  expect((await presses(APPROVER, request, '承認', { n: 2 })).json).toContain('承認しました');
});

test('overtaken, a draft says so, and is compared with what answers now: both changes are in it', async () => {
  const slow = await drafts(EDITOR, '在宅の概要', summary('在宅勤務', '週2日まで在宅で勤務できる。'));
  const quick = await drafts(ADMIN, '会計課の概要2', summary('１ｏｎ１ミーティング', '毎月15分話す。'));
  await presses(EDITOR, slow, '承認を依頼');
  await presses(ADMIN, quick, '承認を依頼');
  const early = await asked(APPROVER, '在宅の概要');
  await presses(APPROVER, await asked(APPROVER, '会計課の概要2'), '承認');
  const late = await presses(APPROVER, early, '承認');
  expect(late.json).toContain('別の変更が承認されました');
  const again = await presses(APPROVER, late, '今の版と比べ直す');
  expect(again.json).toContain('変更1件、変更なし2件');
  // What was approved before the comparison is another difference.
  expect((await presses(APPROVER, early, '承認', { n: 2 })).json).toContain('先に進めました');
  expect((await presses(APPROVER, again, '承認')).json).toContain('承認しました');
  await until(async () => (await says(STAFF, '在宅勤務')).json.includes('週2日まで'));
  expect((await says(STAFF, '面談')).json).toContain('毎月15分話す');
});

test('taken back by its author alone; who has no role sees nothing; old and forged buttons', async () => {
  const card = await drafts(EDITOR, '取り下げる件', summary('在宅勤務', '取り下げる概要'));
  const withdraw = buttonData(card.card, '取り下げる');
  expect((await pressesData(APPROVER, 'x', withdraw)).json).toContain('作成した人だけ');
  expect((await says(STAFF, '承認待ち')).json).toContain('編集者・承認者・管理者だけ');
  expect((await pressesData(STAFF, 'x', { ...withdraw, do: 'edition.open', page: 0 })).json).not.toContain(
    '取り下げる概要',
  );
  expect((await pressesData(EDITOR, 'x', { ...withdraw, v: 0 })).json).toContain('このボタンは古い');
  expect((await pressesData(EDITOR, 'x', { ...withdraw, id: `p-${'0'.repeat(32)}` })).json).toContain(
    'もうありません',
  );
  expect((await presses(EDITOR, card, '取り下げる')).json).toContain('取り下げました');
});

test('what changes nothing, or makes the data unusable, becomes no draft', async () => {
  const author = { id: EDITOR, name: '職員A' };
  const wanted = { kind: 'row', author, about: 'x', lang: 'ja' } as const;
  const row = await rowNamed('若手研修');
  const same = await proposals.propose({ ...wanted, change: await summary(row.name, row.summary) });
  expect(same.kind).toBe('unchanged');
  const twice = await proposals.propose({
    ...wanted,
    change: { what: 'rowAdded', written: { row, words: noWords } },
  });
  expect(twice.kind).toBe('refused');
  expect(JSON.stringify(twice.card)).toContain('がすでにあります');
  expect(await storage.proposals.list({ states: ['draft'], limit: 9 })).toEqual([]);
});

test('however many wait, all are counted and gone through, each with when it was moved last', async () => {
  const author = { id: EDITOR, name: '職員A' };
  const names = Array.from({ length: 17 }, (_, index) => `変更${String(index).padStart(2, '0')}`);
  for (const about of names) {
    const change = await summary('在宅勤務', `${about}の概要`);
    await proposals.propose({ kind: 'row', author, about, lang: 'ja', change });
  }
  const first = await says(EDITOR, '承認待ち');
  expect(first.json).toContain('（承認待ち・下書き）：17件');
  const second = await presses(EDITOR, first, '次へ');
  const shown = [first, second].flatMap(({ json }) => json.match(/"text":"変更\d\d"/g) ?? []);
  expect(shown.sort()).toEqual(names.map((name) => `"text":"${name}"`));
  expect(first.json).toMatch(/取組の編集・職員A・下書き（[^）]*）・\d{4}年\d+月\d+日 \d+:\d\d/);
  expect((await presses(EDITOR, second, '前へ')).json).toContain(names.at(-1)!);
});

test('drafts may be meant of broadcasts: whoever has both gets the way to those', async () => {
  expect((await says(APPROVER, '下書き')).json).not.toContain('データの変更');
  // As cards call them, too.
  for (const words of ['データの承認待ち', '変更案', '変更案の一覧'])
    expect((await says(APPROVER, words)).json).toContain('データの変更');
  await drafts(EDITOR, '両方の下書き', summary('若手研修', '採用2年目までの職員に研修を行う。'));
  expect((await says(EDITOR, '下書き')).json).not.toContain('配信の下書き');
  await drafts(ADMIN, '管理者の下書き', summary('若手研修', '採用5年目までの職員に研修を行う。'));
  expect((await says(ADMIN, '下書き')).json).toContain('"title":"配信の下書き"');
});
