import { describe, expect, test } from '@jest/globals';
import { tryEdition } from '../../src/editions/trial.ts';
import { answeredOf } from '../../src/unanswered/decide/question.ts';
import {
  ADMIN,
  APPROVER,
  cards,
  EDITOR,
  lastCard,
  presses,
  pressesData,
  says,
  STAFF,
  storage,
  trail,
  until,
  useCity,
} from './office.ts';

useCity();

const QUESTION = '家で働く日をつくりたい';

/** The form for words, as the editor gets it for the one question that found nothing. */
async function form() {
  const list = await says(EDITOR, '未回答');
  const [group] = await storage.questions.open(9);
  const data = { v: 1, lang: 'ja', do: 'unanswered.group', group: group!.key };
  const card = await pressesData(EDITOR, list.id, data);
  return await presses(EDITOR, card, '言葉を足す', { search: '在宅勤務' });
}

/** The id of the row of that name among a form's choices. */
function choice(card: unknown, name: string): string {
  const found = new RegExp(`\\{"title":"[^"]*${name}[^"]*","value":"([^"]+)"\\}`).exec(JSON.stringify(card));
  return found![1]!;
}

test('what found nothing gets words, is tried, approved, found, and who waits is told', async () => {
  await presses(STAFF, await says(STAFF, QUESTION), '分かったら知らせて');
  const words = await form();
  expect(words.json).toContain(QUESTION);
  const row = choice(words.card, '在宅勤務');
  expect(
    (await presses(EDITOR, words, '試して', { row: '', questions: '', concept: '', terms: '' })).json,
  ).toContain('同じ意味の言葉を入れてください');
  const draft = await presses(EDITOR, words, '試して', {
    row,
    questions: `${QUESTION}\n家で仕事をしたい`,
    terms: '',
  });
  // The same on another card is the same draft.
  const again = await presses(EDITOR, { ...words, id: 'older' }, '試して', {
    row,
    questions: `${QUESTION}\n家で仕事をしたい`,
    terms: '',
  });
  expect(again.json).toContain('すでにあります');
  expect(await storage.proposals.list({ states: ['draft'], limit: 9 })).toHaveLength(1);
  for (const part of [
    `「${QUESTION}」で見つかるもの：総務局「在宅勤務」`,
    '答えが変わるもの：0問',
    '言葉の追加',
    '家で仕事をしたい',
  ])
    expect(draft.json).toContain(part);
  // Until a second person has approved, nothing answers otherwise.
  expect((await says(STAFF, QUESTION)).json).not.toContain('在宅で勤務できる');
  await presses(EDITOR, draft, '承認を依頼');
  const isAsked = ({ json }: { json: string }) => json.includes('の承認依頼です');
  await until(() => cards(APPROVER).some(isAsked));
  const request = cards(APPROVER).find(isAsked)!;
  // Who approves sees what it does to answers.
  expect(request.json).toContain('で見つかるもの');
  await presses(APPROVER, request, '承認');
  await until(() => lastCard(STAFF).json.includes('お尋ねの件が分かりました'));
  expect(lastCard(STAFF).json).toContain('在宅勤務');
  expect((await says(STAFF, QUESTION)).json).toContain('在宅で勤務できる');
  expect(cards(STAFF).filter(({ json }) => json.includes('お尋ねの件'))).toHaveLength(1);
  expect(await trail()).toEqual(expect.arrayContaining(['edition.activate', 'unanswered.row']));
});

test('words that would change other answers are seen to, before anybody approves them', async () => {
  await says(STAFF, 'ヨガ教室はある？');
  await says(APPROVER, '研修');
  // What was asked before this process began, or of another one, is tried as well.
  const asked = ['面談', '在宅勤務'].map((text) => answeredOf(text, 'ja', Date.now()));
  await storage.questions.addAnswered(asked);
  const words = await form();
  const row = choice(words.card, '在宅勤務');
  const draft = await presses(EDITOR, words, '試して', {
    row,
    questions: 'ヨガ教室はある？\n研修\n面談',
    terms: '',
  });
  expect(draft.json).toContain('「ヨガ教室はある?」で見つかるもの：総務局「在宅勤務」');
  expect(draft.json).toMatch(/ほかの質問\d+問のうち、答えが変わるもの：2問/);
  for (const text of ['研修', '面談']) expect(draft.json).toContain(`「${text}」：加わる 総務局「在宅勤務」`);
  expect(draft.json).not.toContain('「在宅勤務」：');
  expect(draft.json).not.toContain('試せなかった');
});

test('what there was no time for is not tried, and said', async () => {
  const { id } = (await storage.editions.active())!;
  const files = (await storage.editions.files(id))!;
  const task = {
    before: files,
    after: files,
    wanted: { question: '研修', lang: 'ja' },
    today: '2026-06-10',
  } as const;
  const page = JSON.stringify([{ question: '面談', lang: 'ja', at: 1 }]);
  const trial = { ...task, questions: [page, page] };
  // With those that editors have written for rows.
  const whole = await tryEdition({ ...trial, mostMs: 60_000 });
  expect(whole).toMatchObject({ untried: 0, changed: 0 });
  expect(whole.tried).toBeGreaterThanOrEqual(2);
  expect(await tryEdition({ ...trial, mostMs: -1 })).toMatchObject({ tried: 0, untried: whole.tried });
});

test('a concept gets words; of those that are there only these change, and one that means two things is refused', async () => {
  const words = await form();
  expect(words.json).toContain('"value":"telework"');
  const filled = { row: '', questions: '', concept: 'telework' };
  const draft = await presses(EDITOR, { ...words, id: 'other' }, '試して', {
    ...filled,
    terms: 'ヨガ教室、x',
  });
  expect(draft.json).toContain('言葉・部署名・連絡先1件');
  expect(draft.json).toContain('言葉：（なし） → ヨガ教室');
  const refused = await presses(EDITOR, words, '試して', { ...filled, terms: '面談' });
  // In the words of who suggested it, with what was filled in.
  expect(refused.json).toContain('「面談」は');
  expect(refused.json).toContain('の両方の言葉になります');
  expect(refused.json).toContain('"value":"面談"');
  expect((await presses(EDITOR, refused, '試して', { ...filled, terms: 'ヨガ' })).json).toContain(
    '言葉：（なし） → ヨガ',
  );
});

describe('words that an editor knows, before anybody has asked', () => {
  test('are added to a concept that is looked for by a word that is known, and answer once approved', async () => {
    const empty = await says(EDITOR, '言葉を足す');
    expect(empty.json).toContain('今ある言葉で探し');
    expect(empty.json).not.toContain('"id":"concept"');
    const form = await says(EDITOR, '在宅勤務と同じ意味の言葉を追加');
    expect(form.json).toContain('"value":"telework"');
    const filled = { row: '', questions: '', concept: 'telework', search: '在宅勤務' };
    const draft = await presses(EDITOR, form, '試して', { ...filled, terms: 'おうち仕事、巣ごもり' });
    for (const part of [
      '言葉：（なし） → おうち仕事、巣ごもり',
      '「おうち仕事」で見つかるもの：総務局「在宅勤務」',
    ])
      expect(draft.json).toContain(part);
    expect((await says(STAFF, '巣ごもりしたい')).json).not.toContain('在宅で勤務できる');
    await presses(EDITOR, draft, '承認を依頼');
    const isAsked = ({ json }: { json: string }) =>
      json.includes('おうち仕事') && json.includes('の承認依頼です');
    await until(() => cards(APPROVER).some(isAsked));
    await presses(APPROVER, cards(APPROVER).findLast(isAsked)!, '承認');
    await until(async () => (await says(STAFF, '巣ごもりしたい')).json.includes('在宅で勤務できる'));
  });

  test('of another concept, or none, are told so with what was filled in; staff are not asked', async () => {
    const form = await says(EDITOR, 'add a synonym for training');
    const filled = { row: '', questions: '', concept: 'training', search: 'training' };
    const other = await presses(EDITOR, form, 'Try', { ...filled, terms: '面談' });
    expect(other.json).toContain('"value":"面談"');
    expect(other.json).toContain('value":"training"');
    expect(
      (await presses(EDITOR, form, 'Try', { ...filled, concept: 'forged', terms: 'x y' })).json,
    ).toContain('"value":"x y"');
    expect((await says(STAFF, '言葉を足す')).json).toContain('人事担当か');
  });
});

test('rows are looked for in the form too, and nothing that was filled in is lost', async () => {
  await says(STAFF, '社員食堂の値段');
  const words = await form();
  const row = choice(words.card, '在宅勤務');
  const filled = { row, questions: '昼ごはんの聞き方', terms: 'ランチ代', search: '研修' };
  const { json, card } = await presses(EDITOR, words, '候補を探す', filled);
  for (const kept of [
    '"value":"昼ごはんの聞き方"',
    '"value":"ランチ代"',
    '"value":"研修"',
    `"value":"${row}"`,
  ])
    expect(json).toContain(kept);
  expect(choice(card, '若手研修')).not.toBe(row);
});

test('is for HR alone', async () => {
  await says(STAFF, 'カラオケ大会はある？');
  const words = await form();
  for (const data of [
    { do: 'unanswered.words' },
    { do: 'unanswered.addWords', row: 'i-1', questions: 'x', concept: '', terms: '' },
  ]) {
    const [group] = await storage.questions.open(9);
    const press = { v: 1, lang: 'ja', group: group!.key, ...data };
    expect((await pressesData(STAFF, `${words.id}-${data.do}`, press)).json).toContain('人事担当か');
  }
});

test('two people who add words to the same questions at once make one draft, which the second is shown', async () => {
  // More often than what the others have left, which they ask for as long as they wait.
  let words = await form();
  for (let times = 0; times < 99 && !words.json.includes('書道教室'); times += 1) {
    await says(STAFF, '書道教室はある？');
    words = await form();
  }
  const drafts = () => storage.proposals.list({ states: ['draft'], limit: 99 });
  const before = (await drafts()).length;
  expect(words.json).toContain('書道教室');
  const row = choice(words.card, '在宅勤務');
  const filled = { search: '在宅勤務', concept: '', terms: '' };
  const shown = await Promise.all([
    presses(EDITOR, words, '試して', { ...filled, row, questions: '書道教室はある？' }),
    presses(ADMIN, { ...words, id: 'theirs' }, '試して', { ...filled, row, questions: '書道を習いたい' }),
  ]);
  expect((await drafts()).length).toBe(before + 1);
  expect(shown.filter(({ json }) => json.includes('下書きを作りました'))).toHaveLength(1);
  expect(shown.filter(({ json }) => json.includes('ほかの人からすでに出ています'))).toHaveLength(1);
});
