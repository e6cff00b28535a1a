import { describe, expect, test } from '@jest/globals';
import type { Initiative } from '../../src/dataset/schema.ts';
import { createEngine } from '../../src/question/engine.ts';
import {
  ADMIN,
  APPROVER,
  approvesCorrection,
  AUTHOR,
  buttonData,
  type Card,
  cards,
  chatOf,
  choicesOf,
  everybodyIsThere,
  draft as writes,
  filled,
  harness,
  inDialog,
  inputsOf,
  lastCard,
  type Loose,
  pass,
  presses,
  READERS,
  says,
  standing,
  storage,
  until,
  useOffice,
} from './office.ts';
import { DATA } from '../question/support/real.ts';

/** The city's document, and so many rows more that no form could list them all. */
const more = Array.from({ length: 100 }, (_, n): Initiative => ({
  ...DATA.initiatives.find(({ id }) => id === 'i-1ff0b827')!,
  id: `i-extra-${n}`,
  name: `ゾウガメ観察 その${n}`,
}));
const data = { ...DATA, initiatives: [...DATA.initiatives, ...more] };
/** 10:30 on 10 June 2026 in Tokyo. */
const startAt = Date.UTC(2026, 5, 10, 1, 30);

useOffice({ knowledge: { data, engine: createEngine(data) }, startAt });

const phones = 'i-aa8dd2b0';
const credo = 'i-54ba7387';
const { initiatives: _none, ...texts } = filled;
const typed = {
  ...texts,
  bodyJa: '一行目\n\n**二行目** <at>全員</at> ${lang}',
  audience: 'people,channels',
  list: 'someone@example.lg.jp\n00000000-0000-4000-8000-000000000011',
};

async function openForm(): Promise<Card> {
  await says(AUTHOR, '配信');
  await presses(AUTHOR, lastCard(AUTHOR).id, buttonData(lastCard(AUTHOR).body, 'チャット内で作成'));
  return lastCard(AUTHOR);
}

/** Presses a button of the form as it stands, with what is newly filled in. */
async function fillsIn(title: string, changes: Record<string, string>, person = AUTHOR): Promise<Card> {
  const form = lastCard(person);
  await presses(person, form.id, buttonData(form.body, title), { ...inputsOf(form.body), ...changes });
  return standing(person, form.id);
}

async function onlyBroadcast() {
  const all = await storage.broadcasts.list({ limit: 9 });
  expect(all).toHaveLength(1);
  return all[0]!;
}

/** Approves and sends what stands in the author's last card. */
async function send(): Promise<void> {
  const card = lastCard(AUTHOR);
  await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'));
  await until(() => lastCard(APPROVER).json.includes('承認をお願い'));
  await presses(APPROVER, lastCard(APPROVER).id, buttonData(lastCard(APPROVER).body, '承認'));
  await until(() => lastCard(AUTHOR).json.includes('承認されました'));
  const approved = lastCard(AUTHOR);
  await presses(AUTHOR, approved.id, buttonData(approved.body, '今すぐ送信'), { date: '', time: '' });
}

describe('the preview in the form', () => {
  test('shows what readers would get, as often as one likes, and saves nothing', async () => {
    await everybodyIsThere();
    await openForm();
    const shown = await fillsIn('プレビュー', { ...typed, findInitiatives: '' });
    expect(shown.json).toContain('届く内容（日本語）');
    expect(shown.json).toContain('**二行目** <at>全員</at> ${lang}');
    expect(inputsOf(shown.body)).toMatchObject(typed);
    const next = await fillsIn('プレビュー', { bodyJa: '書き直した本文' });
    expect(next.id).toBe(shown.id);
    expect(next.json.match(/書き直した本文/g)).toHaveLength(2);
    const amiss = await fillsIn('プレビュー', { titleJa: '' });
    expect(amiss.json).toContain('件名を150字以内で');
    expect(amiss.json).not.toContain('届く内容');
    expect(await storage.broadcasts.list({ limit: 9 })).toEqual([]);
  });

  test('says so where there is no room left for it', async () => {
    await everybodyIsThere();
    await openForm();
    const list = 'someone@example.lg.jp\n'.repeat(300);
    const full = await fillsIn('プレビュー', { ...typed, list, bodyJa: '長い本文。'.repeat(900) });
    expect(full.json).toContain('保存したあとの確認のカードで');
    expect(inputsOf(full.body)).toMatchObject({ list, bodyJa: '長い本文。'.repeat(900) });
  });
});

describe('picking initiatives by searching', () => {
  test('shows what was found beside what is chosen, and loses nothing that was typed', async () => {
    await everybodyIsThere();
    const form = await openForm();
    expect(choicesOf(form.body, 'initiatives')).toEqual({});

    const found = await fillsIn('探す', { ...typed, findInitiatives: '7月に始まる取組は？' });
    expect(found.id).toBe(form.id);
    expect(found.json).toContain('「7月に始まる取組は？」で4件見つかりました。');
    expect(choicesOf(found.body, 'initiatives')).toMatchObject({
      [phones]: '公用スマートフォンの導入（市長公室）',
    });
    expect(Object.keys(choicesOf(found.body, 'initiatives'))).toHaveLength(4);
    expect(inputsOf(found.body)).toEqual({
      ...typed,
      findInitiatives: '7月に始まる取組は？',
      highlights: 'none',
      initiatives: '',
    });

    // What is ticked stays, whatever is looked for next.
    const next = await fillsIn('探す', { initiatives: phones, findInitiatives: 'クレド' });
    expect(Object.keys(choicesOf(next.body, 'initiatives'))).toEqual([phones, credo]);
    const nothing = await fillsIn('探す', { initiatives: `${phones},${credo}`, findInitiatives: 'オーロラ' });
    expect(nothing.json).toContain('「オーロラ」では見つかりませんでした。');
    expect(inputsOf(nothing.body)).toMatchObject({ ...typed, initiatives: `${phones},${credo}` });

    const preview = await fillsIn('保存して確認する', {});
    expect(preview.json).toContain('公用スマートフォンの導入');
    expect((await onlyBroadcast()).content.initiativeIds).toEqual([phones, credo]);
  });

  test('of many, the first are shown and all are counted', async () => {
    await everybodyIsThere();
    await openForm();
    const found = await fillsIn('探す', { findInitiatives: 'ゾウガメ観察' });
    expect(found.json).toContain('「ゾウガメ観察」で100件見つかりました。先頭の12件を表示しています。');
    expect(Object.keys(choicesOf(found.body, 'initiatives'))).toHaveLength(12);
  });

  test('words are shown as they are, and too many at once are refused with all that was filled in', async () => {
    await everybodyIsThere();
    await openForm();
    const found = await fillsIn('探す', { findInitiatives: '**x** [y](https://example.jp)' });
    expect(found.json).toContain(String.raw`\\*\\*x\\*\\* \\[y\\]`);
    const six = [0, 1, 2, 3, 4, 5].map((n) => `i-extra-${n}`).join(',');
    const amiss = await fillsIn('保存して確認する', { ...typed, initiatives: six, findInitiatives: '' });
    expect(amiss.json).toContain('添付できる取組は5件までです。');
    expect(inputsOf(amiss.body)).toMatchObject({ ...typed, initiatives: six });
    expect(await storage.broadcasts.list({ limit: 9 })).toEqual([]);
  });

  test('works in the dialog, also for a correction', async () => {
    await everybodyIsThere();
    const opened = await inDialog(AUTHOR, 'task/fetch', { v: 1, lang: 'ja', do: 'broadcast.new' });
    const find = buttonData(opened.value.card.content, '探す');
    const found = await inDialog(AUTHOR, 'task/submit', {
      ...find,
      ...typed,
      findInitiatives: 'スマートフォン',
    });
    expect(found.type).toBe('continue');
    const { content } = found.value.card;
    expect(choicesOf(content, 'initiatives')).toEqual({ [phones]: '公用スマートフォンの導入（市長公室）' });
    expect(inputsOf(content)).toMatchObject(typed);
    const save = { ...buttonData(content, '保存して確認する'), ...inputsOf(content), initiatives: phones };
    const preview = await inDialog(AUTHOR, 'task/submit', save);
    expect(JSON.stringify(preview.value.card.content)).toContain('保存しました');
    // Whoever closes the dialog finds it in the chat.
    expect(lastCard(AUTHOR).json).toContain('保存しました');

    const { id, version } = await onlyBroadcast();
    const correction = { v: 1, lang: 'ja', do: 'broadcast.find', id, version, withAudience: false };
    const again = await inDialog(AUTHOR, 'task/submit', {
      ...correction,
      ...typed,
      findInitiatives: 'クレド',
    });
    expect(Object.keys(choicesOf(again.value.card.content, 'initiatives'))).toEqual([credo]);
    expect(JSON.stringify(again.value.card.content)).not.toContain('"id":"audience"');
    buttonData(again.value.card.content, '訂正を確定する');
  });

  test('opens for a draft in a dialog, and as a card where there is none', async () => {
    await everybodyIsThere();
    const draft = await writes();
    const edit = draft.body
      .flatMap(({ actions = [] }) => actions)
      .find(({ title }: Loose) => title === '編集');
    expect(edit).toMatchObject({ type: 'Action.Submit', data: { msteams: { type: 'task/fetch' } } });
    const dialog = await inDialog(AUTHOR, 'task/fetch', edit.data);
    expect(inputsOf(dialog.value.card.content)).toMatchObject({ titleJa: filled.titleJa });
    expect(lastCard(AUTHOR).id).toBe(draft.id);
    await presses(AUTHOR, draft.id, edit.data);
    expect(inputsOf(lastCard(AUTHOR).body)).toMatchObject({ titleJa: filled.titleJa });
    expect(lastCard(AUTHOR).body[0]).toMatchObject({ text: '配信の編集' });
  });

  test('is for authors alone', async () => {
    await everybodyIsThere();
    const form = await openForm();
    const find = buttonData(form.body, '探す');
    const answer = await presses(READERS[0]!, form.id, find, { findInitiatives: 'クレド' });
    expect(answer).toContain('権限がありません');
  });
});

describe("a month's highlights", () => {
  // What begins in July by the document, as far as a broadcast brings it.
  const july = [phones, 'i-e721e297', 'i-fde28dfe', 'i-369a4cf6'];

  test('are fixed when it is saved, previewed with department and time, and sent so', async () => {
    await everybodyIsThere();
    const form = await openForm();
    expect(choicesOf(form.body, 'highlights')).toEqual({
      none: '付けない',
      '2026-06': '2026年6月のハイライトを付ける',
      '2026-07': '2026年7月のハイライトを付ける',
    });
    const preview = await fillsIn('保存して確認する', { ...filled, highlights: '2026-07' });
    const { id, content } = await onlyBroadcast();
    expect(content.highlights!.month).toBe('2026-07');
    expect(content.highlights!.initiativeIds.slice(0, 4)).toEqual(july);
    expect(content.highlights!.initiativeIds).toHaveLength(7);
    expect(preview.json).toContain('2026年7月のハイライト');
    expect(preview.json).toContain('市長公室 · 2026年7月から');

    // In August, when it is edited, it stays what it was.
    pass(61 * 86_400_000);
    await says(AUTHOR, '配信一覧');
    await presses(AUTHOR, lastCard(AUTHOR).id, { v: 1, lang: 'ja', do: 'broadcast.edit', id });
    expect(inputsOf(lastCard(AUTHOR).body)).toMatchObject({ highlights: '2026-07' });
    expect(Object.keys(choicesOf(lastCard(AUTHOR).body, 'highlights'))).toEqual([
      'none',
      '2026-07',
      '2026-08',
      '2026-09',
    ]);
    await fillsIn('保存して確認する', { bodyJa: '直した本文' });
    expect((await onlyBroadcast()).content.highlights).toEqual(content.highlights);

    await send();
    await until(() => cards(READERS[1]!).length === 2);
    expect(lastCard(READERS[1]!).json).toContain('2026年7月のハイライト');
    expect(lastCard(READERS[1]!).json).toContain('公用スマートフォンの導入');
    await until(() => lastCard(READERS[0]!).json.includes('Highlights of July 2026'));
  });

  test('count against the limit of the card', async () => {
    await everybodyIsThere();
    await openForm();
    // A paragraph each: 27 KB, and 34 KB with the highlights.
    const bodyJa = '休暇の案内です\n'.repeat(180);
    const amiss = await fillsIn('保存して確認する', { ...typed, bodyJa, highlights: '2026-07' });
    expect(amiss.json).toContain('お知らせが長すぎます');
    expect(inputsOf(amiss.body)).toMatchObject({ bodyJa, highlights: '2026-07' });
    await fillsIn('保存して確認する', { highlights: 'none' });
    expect((await onlyBroadcast()).content.highlights).toBeUndefined();
  });

  test('another month, or one without any, is refused', async () => {
    await everybodyIsThere();
    await openForm();
    for (const highlights of ['2026-05', '2026-08', '2999-01']) {
      const amiss = await fillsIn('保存して確認する', { ...typed, highlights });
      expect(amiss.json).toContain('その月のハイライトはありません');
      expect(inputsOf(amiss.body)).toMatchObject({ ...typed, highlights });
    }
    expect(await storage.broadcasts.list({ limit: 9 })).toEqual([]);
    await fillsIn('保存して確認する', { ...typed, highlights: 'none' });
    expect((await onlyBroadcast()).content.highlights).toBeUndefined();
  });
});

/** A team with its General channel and others, as events have told of them. */
async function teamIsThere(team: string, name: string, channels: readonly string[] = []): Promise<void> {
  const place = {
    userId: null,
    locale: null,
    tenantId: 't',
    serviceUrl: harness.simulator.url,
    teamId: team,
  };
  await storage.reach.apply(
    [
      { ...place, id: `team:${team}`, kind: 'team' as const, conversationId: team, name },
      { ...place, id: `channel:${team}`, kind: 'channel' as const, conversationId: team, name: null },
      ...channels.map((channel) => ({
        ...place,
        id: `channel:${team}-${channel}`,
        kind: 'channel' as const,
        conversationId: `${team}-${channel}`,
        name: channel,
      })),
    ].map((recipient) => ({ type: 'reachable' as const, recipient })),
    1,
  );
}

function postsOf(channelId: string): Loose[] {
  return harness.simulator.connector.requests
    .filter(({ operation, body }) => {
      const channel = (body as Loose)?.channelData?.channel?.id;
      return operation === 'create' && channel === channelId;
    })
    .map(({ body }) => body);
}

describe('single channels', () => {
  test('are offered while there are few, and get it alone', async () => {
    await everybodyIsThere();
    await teamIsThere('19:jinji', '人事課', ['お知らせ']);
    await teamIsThere('19:zaisei', '財政課');
    const form = await openForm();
    expect(choicesOf(form.body, 'audience')).toEqual({
      people: 'このアプリを使える全員',
      channels: 'アプリを追加した全チャネル',
      guests: 'チームのゲストにも送る',
      'peopleOf:19:jinji': '「人事課」のメンバー（個別に）',
      'channelsOf:19:jinji': '「人事課」の全チャネル',
      'channel:19:jinji': '「人事課」のチャネル「一般」',
      'channel:19:jinji-お知らせ': '「人事課」のチャネル「お知らせ」',
      'peopleOf:19:zaisei': '「財政課」のメンバー（個別に）',
      'channelsOf:19:zaisei': '「財政課」の全チャネル',
      'channel:19:zaisei': '「財政課」のチャネル「一般」',
    });
    const chosen = 'channel:19:jinji-お知らせ,channel:19:zaisei';
    const preview = await fillsIn('保存して確認する', { ...filled, audience: chosen });
    expect(preview.json).toContain('「人事課」のチャネル「お知らせ」、「財政課」のチャネル「一般」');
    expect(preview.json).toContain('2件に届きます');

    await says(AUTHOR, '配信一覧');
    const { id } = await onlyBroadcast();
    await presses(AUTHOR, lastCard(AUTHOR).id, { v: 1, lang: 'ja', do: 'broadcast.edit', id });
    expect(inputsOf(lastCard(AUTHOR).body)).toMatchObject({ audience: chosen });
    await fillsIn('保存して確認する', {});

    await send();
    await until(() => postsOf('19:jinji-お知らせ').length + postsOf('19:zaisei').length === 2);
    expect(postsOf('19:jinji')).toEqual([]);
    // In a channel there is nobody in particular to alert.
    expect(postsOf('19:zaisei')[0].activity).toMatchObject({ importance: 'high' });
    expect(postsOf('19:zaisei')[0].activity.channelData).toBeUndefined();
  });

  test('of many teams are found by their names, in any spelling', async () => {
    await everybodyIsThere();
    for (let n = 0; n < 40; n += 1) await teamIsThere(`19:ward${n}`, `第${n}区役所`, ['連絡']);
    await teamIsThere('19:digital', 'デジタル推進課', ['Teams活用']);
    const form = await openForm();
    expect(Object.keys(choicesOf(form.body, 'audience'))).toEqual(['people', 'channels', 'guests']);

    const one = await fillsIn('探す', { ...typed, list: '', findPlaces: 'ﾃﾞｼﾞﾀﾙ' });
    expect(one.json).toContain('「ﾃﾞｼﾞﾀﾙ」で4件見つかりました。');
    expect(Object.keys(choicesOf(one.body, 'audience')).slice(3)).toEqual([
      'peopleOf:19:digital',
      'channelsOf:19:digital',
      'channel:19:digital',
      'channel:19:digital-Teams活用',
    ]);
    const chosen = 'people,channel:19:digital-Teams活用';
    const many = await fillsIn('探す', { audience: chosen, findPlaces: '区役所 連絡' });
    expect(many.json).toContain('で40件見つかりました。先頭の20件を表示しています。');
    expect(Object.keys(choicesOf(many.body, 'audience'))).toHaveLength(3 + 1 + 20);
    expect(inputsOf(many.body)).toMatchObject({ ...typed, list: '', audience: chosen });
    const none = await fillsIn('探す', { findPlaces: 'ない課' });
    expect(none.json).toContain('「ない課」では見つかりませんでした。');
    await fillsIn('保存して確認する', {});
    expect((await onlyBroadcast()).audience.include).toContainEqual({
      who: 'channels',
      ids: ['channel:19:digital-Teams活用'],
    });
  });

  test('more than the form can show again are refused', async () => {
    await everybodyIsThere();
    await openForm();
    const audience = Array.from({ length: 61 }, (_, n) => `channel:19:ward${n}`).join(',');
    const amiss = await fillsIn('保存して確認する', { ...filled, audience });
    expect(amiss.json).toContain('チームとチャネルは60件まで選べます。');
    expect(inputsOf(amiss.body)).toMatchObject({ audience });
  });
});

test('a list that a client has cut off is not taken for the whole', async () => {
  await everybodyIsThere();
  await openForm();
  const list = 'someone@example.lg.jp\n'.repeat(500).slice(0, 8000);
  const amiss = await fillsIn('保存して確認する', { ...filled, list });
  expect(amiss.json).toContain('8,000字より短くする');
  expect(await storage.broadcasts.list({ limit: 9 })).toEqual([]);
});

describe('importance', () => {
  function activities(person: string): Loose[] {
    return harness.simulator.connector.requests
      .filter(({ conversationId, operation }) => conversationId === chatOf(person) && operation !== 'create')
      .map(({ operation, body }) => ({ operation, ...(body as object) }));
  }

  test('goes with the message and alerts its reader; a correction does not alert again', async () => {
    await everybodyIsThere();
    await openForm();
    await fillsIn('保存して確認する', { ...filled, importance: 'high' });
    await send();
    await until(() => activities(READERS[1]!).at(-1).summary === `【重要】${filled.titleJa}`);
    expect(activities(READERS[1]!).at(-1)).toMatchObject({
      operation: 'send',
      importance: 'high',
      channelData: { notification: { alert: true } },
    });

    const card = lastCard(AUTHOR);
    await until(() => standing(AUTHOR, card.id).json.includes('訂正'));
    await presses(AUTHOR, card.id, buttonData(standing(AUTHOR, card.id).body, '訂正'));
    await fillsIn('訂正を確定する', { titleJa: '訂正した件名' });
    await until(() => lastCard(APPROVER).json.includes('訂正の承認をお願い'));
    await approvesCorrection(lastCard(APPROVER));
    await until(() => activities(READERS[1]!).at(-1).summary === '【訂正】訂正した件名');
    const update = activities(READERS[1]!).at(-1);
    expect(update).toMatchObject({ operation: 'update', importance: 'high' });
    expect(update.channelData).toBeUndefined();
  });

  test('is not there unless the author asks for it', async () => {
    await everybodyIsThere();
    await openForm();
    await fillsIn('保存して確認する', { ...filled, importance: 'normal' });
    await send();
    await until(() => activities(READERS[1]!).at(-1).summary === filled.titleJa);
    expect(activities(READERS[1]!).at(-1).importance).toBeUndefined();
    expect(activities(READERS[1]!).at(-1).channelData).toBeUndefined();
    expect(activities(ADMIN).filter(({ importance }) => importance === 'high')).toEqual([]);
  });
});
