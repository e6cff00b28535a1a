import { describe, expect, test } from '@jest/globals';
import { loadCardKit } from '../../src/cards/load.ts';
import { datasetOf } from '../../src/dataset/load/dataset.ts';
import { unpacked } from '../../src/dataset/load/packed-files.ts';
import { offerEdit } from '../../src/rows/cards/actions.ts';
import { createRowCards } from '../../src/rows/cards/cards.ts';
import { EMPTY_ROW, unshownFields, ROW_FIELDS } from '../../src/rows/decide/fields.ts';
import {
  APPROVER,
  buttonData,
  cards,
  EDITOR,
  inDialog,
  lastCard,
  presses,
  pressesData,
  revision,
  says,
  STAFF,
  storage,
  until,
  useCity,
} from '../editions/office.ts';

useCity();

/** What answers now. */
async function answering() {
  const active = (await storage.editions.active())!;
  return datasetOf(await unpacked((await storage.editions.files(active.id))!));
}
const rowNamed = async (name: string) =>
  (await answering()).initiatives.find((row) => row.name.includes(name))!;
const editButton = (id: string) => ({ v: 1, lang: 'ja', do: 'row.edit', id });

/** The data of the button of a dialog whose title is this. */
function submitData(card: unknown, title: string): Record<string, unknown> {
  const found = JSON.stringify(card)
    .split('{"type":"Action.Submit",')
    .find((part) => part.startsWith(`"title":"${title}"`));
  return JSON.parse(/"data":(\{.*?\})[,}]/.exec(found!)![1]!) as Record<string, unknown>;
}

let forms = 0;
/** The form of a row. */
async function opens(name: string) {
  const { id } = await rowNamed(name);
  return await pressesData(EDITOR, `f${(forms += 1)}`, editButton(id));
}

/** What the inputs of a form hold. */
function valuesOf(card: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      const { type, id, value } = node as Record<string, string>;
      if (type?.startsWith('Input.')) found[id!] = value ?? '';
      Object.values(node).forEach(walk);
    }
  };
  walk(card);
  return found;
}

/** Lets a second person approve what the first has proposed. */
async function approves(proposed: Awaited<ReturnType<typeof opens>>) {
  const before = (await storage.editions.active())!.id;
  const requested = await presses(EDITOR, proposed, '承認を依頼');
  const [proposal] = await storage.proposals.list({ states: ['requested'], limit: 1 });
  expect(requested.json).toContain('承認');
  const data = { v: 1, lang: 'ja', do: 'edition.approve', id: proposal!.id, version: proposal!.version };
  await pressesData(APPROVER, `a${(forms += 1)}`, data);
  await until(async () => (await storage.editions.active())!.id !== before);
  await until(async () => (await answering()).revision === revision());
}

describe('editing a row', () => {
  test('is for editors', async () => {
    const { id } = await rowNamed('若手研修');
    expect((await pressesData(STAFF, 'x', editButton(id))).json).toContain('管理者と編集者だけ');
    const forged = { v: 1, lang: 'ja', do: 'row.end', id };
    expect((await pressesData(STAFF, 'y', forged)).json).toContain('管理者と編集者だけ');
    expect((await says(STAFF, '取組の追加')).json).toContain('管理者と編集者だけ');
    expect((await pressesData(EDITOR, 'z', { ...forged, v: 0 })).json).toContain('このボタンは古いか');
    expect(await storage.proposals.list({ states: ['draft', 'requested'], limit: 9 })).toEqual([]);
  });

  test('in a dialog: the form, the form with what is amiss, and the draft, which stays in the chat', async () => {
    const { id } = await rowNamed('在宅勤務');
    const before = cards(EDITOR).length;
    const [open, inChat] = offerEdit(id, { say: (key) => key, lang: 'ja' });
    expect([open!['type'], inChat!['type']]).toEqual(['Action.Submit', 'Action.Execute']);
    const opened = await inDialog(EDITOR, 'task/fetch', open!['data'] as Record<string, unknown>);
    expect([opened.type, opened.value.title]).toEqual(['continue', expect.stringContaining('在宅勤務')]);
    const form = opened.value.card.content;
    expect(JSON.stringify(form)).not.toContain('Action.Execute');
    const save = submitData(form, '変更案にする');
    const filled = { ...save, ...valuesOf(form), name: '' };
    const amiss = await inDialog(EDITOR, 'task/submit', filled);
    expect(JSON.stringify(amiss.value.card.content)).toContain('取組名が空です');
    expect(JSON.stringify(amiss.value.card.content)).toContain('「在宅勤務」を編集する');
    expect(cards(EDITOR)).toHaveLength(before);
    const changed = { ...filled, name: '在宅勤務', summary: '週に3日まで在宅で勤務できる。' };
    const draft = await inDialog(EDITOR, 'task/submit', changed);
    expect(JSON.stringify(draft.value.card.content)).toContain('週に3日まで在宅で勤務できる。');
    // The dialog is closed: what comes of it goes on from the chat.
    expect(cards(EDITOR)).toHaveLength(before + 1);
    expect(lastCard(EDITOR).json).toContain('週に3日まで在宅で勤務できる。');
    // Teams delivers it again: the same answer, one draft, one card.
    expect(await inDialog(EDITOR, 'task/submit', changed)).toEqual(draft);
    expect(cards(EDITOR)).toHaveLength(before + 1);
    expect(await storage.proposals.list({ states: ['draft', 'requested'], limit: 9 })).toHaveLength(1);
    const request = submitData(draft.value.card.content, '承認を依頼');
    const asked = await inDialog(EDITOR, 'task/submit', request);
    expect(JSON.stringify(asked.value.card.content)).toContain('承認');
    expect(await storage.proposals.list({ states: ['requested'], limit: 9 })).toHaveLength(1);
    const forged = await inDialog(STAFF, 'task/fetch', open!['data'] as Record<string, unknown>);
    expect(JSON.stringify(forged.value.card.content)).toContain('管理者と編集者だけ');
    const [waiting] = await storage.proposals.list({ states: ['requested'], limit: 1 });
    const withdraw = { v: 1, lang: 'ja', do: 'edition.withdraw', id: waiting!.id, version: waiting!.version };
    await pressesData(EDITOR, 'w', withdraw);
    expect(await storage.proposals.list({ states: ['draft', 'requested'], limit: 9 })).toEqual([]);
  });

  test('starts from what is there, and answers after a second person has approved', async () => {
    const form = await opens('若手研修');
    expect(valuesOf(form.card)).toMatchObject({ name: '若手研修', department: '総務局', schedule: 'R8.7' });
    const filled = {
      ...valuesOf(form.card),
      summary: '若手職員に研修を行う。\n年に2回。',
      schedule: 'R8.9～R9.3',
      enName: 'Training for young staff',
      person: '職員A',
      email: 'a@city.example.jp',
      themes: '研修',
      questions: '若手の研修は？\nWhere is training?',
    };
    const proposed = await presses(EDITOR, form, '変更案にする', filled);
    expect(proposed.json).toContain('若手研修');
    // Nothing answers otherwise yet.
    expect((await rowNamed('若手研修')).schedule.text).toBe('R8.7');
    await approves(proposed);
    const row = await rowNamed('若手研修');
    expect(row).toMatchObject({
      summary: '若手職員に研修を行う。\n年に2回。',
      schedule: { text: 'R8.9～R9.3', kind: 'range', start: '2026-09', end: '2027-03' },
      contact: { person: '職員A', email: 'a@city.example.jp' },
    });
    expect((await answering()).expansions.get(row.id)).toMatchObject({
      en: { name: 'Training for young staff' },
      themes: ['training'],
      questions: ['Where is training?', '若手の研修は？'],
    });
    // The form brings it back as it was given.
    expect(valuesOf((await opens('若手研修')).card)).toMatchObject({
      themes: '研修',
      email: 'a@city.example.jp',
    });
  });

  test('names its themes in the reader’s language, and takes a name in either, or a word for one of them alone', async () => {
    const { id } = await rowNamed('若手研修');
    const english = await pressesData(EDITOR, 'en', { ...editButton(id), lang: 'en' });
    expect(valuesOf(english.card)).toMatchObject({ themes: 'Training' });
    const same = await presses(EDITOR, english, 'Propose the change', valuesOf(english.card));
    expect(same.json).toContain('Nothing would change');
    const again = await pressesData(EDITOR, 'en2', { ...editButton(id), lang: 'en' });
    const filled = { ...valuesOf(again.card), themes: 'Training, 面談', enName: 'Training' };
    const draft = await presses(EDITOR, again, 'Propose the change', filled);
    // As people read it, not as the files have it.
    expect(draft.json).toContain('Themes: 研修 → 1on1、研修');
    expect(draft.json).toContain('Name in English: Training for young staff → Training');
    expect(draft.json).not.toContain('one-on-one');
    await presses(EDITOR, draft, 'Withdraw');
  });

  test('says everything that is amiss at once, and loses nothing', async () => {
    const form = await opens('在宅勤務');
    const filled = {
      ...valuesOf(form.card),
      name: ' ',
      summary: '書いたことは残る',
      schedule: '準備が整い次第',
      email: 'none',
      themes: '研修、在宅、ないテーマ',
      enSummary: 'x',
    };
    const again = await presses(EDITOR, form, '変更案にする', filled);
    for (const words of [
      '取組名が空',
      '「準備が整い次第」を読み取れません',
      'ないテーマ',
      // Refused with what to write instead.
      'テーマ「在宅」は、どの概念か決まりません。概念の名前で書いてください。近いもの：在宅勤務',
      '担当のメール',
      'https://teams.microsoft.com/…',
      '英語の取組名',
    ])
      expect(again.json).toContain(words);
    expect(valuesOf(again.card)).toMatchObject({
      summary: '書いたことは残る',
      themes: '研修、在宅、ないテーマ',
    });
    // What was unread before and is left alone stays, and what changes nothing is no draft.
    const same = await presses(EDITOR, await opens('在宅勤務'), '変更案にする', valuesOf(form.card));
    expect(same.json).toContain('変わるところはありません');
    const twice = { ...valuesOf(form.card), name: '若手研修' };
    expect((await presses(EDITOR, await opens('在宅勤務'), '変更案にする', twice)).json).toContain(
      'もうあります',
    );
  });
});

test('a row is added beside those of its department, and taken out, each by approval', async () => {
  const form = await says(EDITOR, '取組の追加');
  const empty = await presses(EDITOR, form, '追加案にする', valuesOf(form.card));
  expect(empty.json).toContain('部署を選んで');
  const filled = { department: '総務局', name: '朝会', summary: '毎朝話す。', schedule: '毎日' };
  const proposed = await presses(EDITOR, empty, '追加案にする', {
    ...valuesOf(empty.card),
    ...filled,
    themes: '研修',
    questions: '朝に集まる？\n毎朝の会は？',
  });
  // Its words are told with it, in one.
  expect(proposed.json).toContain('差分 1〜1件目（全1件）');
  for (const words of ['テーマ：研修', '質問：朝に集まる？、毎朝の会は？'])
    expect(proposed.json).toContain(words);
  expect(proposed.json).not.toContain('training');
  await approves(proposed);
  const added = await rowNamed('朝会');
  expect(added.schedule.recurrence).toBe('daily');
  const { initiatives } = await answering();
  expect(initiatives.map(({ department }) => department)).toEqual(['総務局', '総務局', '総務局', '会計課']);

  await approves(await presses(EDITOR, await opens('朝会'), '終了にする'));
  expect(await rowNamed('朝会')).toBeUndefined();
  expect((await pressesData(EDITOR, 'late', editButton(added.id))).json).toContain('今の資料にありません');
  // Who was editing it meanwhile has not lost the words.
  const late = { v: 1, lang: 'ja', do: 'row.save', id: added.id, ...filled, summary: '書きかけ' };
  expect(valuesOf((await pressesData(EDITOR, 'late2', late)).card)).toMatchObject({ summary: '書きかけ' });
});

test('what is longer than a form holds is left out of it and stays', async () => {
  const { id } = await rowNamed('在宅勤務');
  const button = { v: 1, lang: 'ja', do: 'row.save', id, kept: ['questions', 'summary'] };
  const { summary: _summary, ...others } = valuesOf((await opens('在宅勤務')).card);
  // A client sends no input that the form has not got.
  const same = await pressesData(EDITOR, 'kept', { ...button, ...others });
  expect(same.json).toContain('変わるところはありません');

  const many = Array.from({ length: 3000 }, (_, index) => `テーマ${index}`).join('、');
  const fields = { ...EMPTY_ROW, name: '長い取組', summary: '概要'.repeat(1500), themes: many };
  expect(unshownFields(fields)).toEqual(['themes']);
  const texts = { summary: 'あ'.repeat(4000), remarks: 'い'.repeat(3999), enSummary: 'x'.repeat(3998) };
  const lists = { themes: 'う'.repeat(7999), questions: 'え'.repeat(8000) };
  expect(unshownFields({ ...fields, ...texts, ...lists })).toEqual(['questions']);
  const form = { id, name: '', fields, kept: unshownFields(fields), problems: [], refused: [] };
  const shown = createRowCards(loadCardKit()).form(form, { data: await answering(), lang: 'ja' });
  expect(JSON.stringify(shown.card)).toContain('長いためこの画面では直せない項目：テーマ');
  expect(Object.keys(valuesOf(shown.card))).toEqual(ROW_FIELDS.filter((field) => field !== 'themes'));
  expect(buttonData(shown.card, '変更案にする')).toMatchObject({ kept: ['themes'] });
});
