import { describe, expect, test } from '@jest/globals';
import type { Dataset, Initiative } from '../../src/dataset/schema.ts';
import {
  ANN,
  BOB,
  cards,
  channel,
  channelPosts,
  channelRecipient,
  lastCard,
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

const me = `person:${ANN}`;
const follows = () => storage.follows.of(me);
const news = () => cards(ANN).filter(({ json }) => json.includes('動きがありました'));

/** Another edition of the document. */
function edition(revision: string, change: (rows: Initiative[]) => Initiative[]): Dataset {
  return { ...DATA, revision: revision.padEnd(64, '0'), initiatives: change([...DATA.initiatives]) };
}

const mentor = (summary: string): Initiative => ({
  ...rowOf('会計課', '1 on 1'),
  id: 'i-new-row',
  name: '若手職員の研修の実施',
  summary,
});

describe('following', () => {
  test('this is what was asked last; before any question it is nothing', async () => {
    expect((await says(ANN, 'このテーマをフォローしたい')).json).toContain('何をフォローするか分かりません');
    await says(ANN, '1on1をやっている部署は？');
    expect((await says(ANN, 'このテーマをフォローしたい')).json).toContain('フォローしました');
    expect(await follows()).toMatchObject([{ question: '1on1をやっている部署は?' }]);
  });

  test('what is said is followed, told of once when an edition brings it, and again when it changes', async () => {
    const begun = await says(ANN, '研修が出たら教えて');
    expect(begun.json).toContain('フォローしました');
    expect((await says(ANN, '研修 が出たら教えて')).json).toContain('すでにフォローしています');
    expect(await follows()).toHaveLength(1);

    publish(edition('a', (rows) => [...rows, mentor('若手職員に研修を実施')]));
    await until(() => news().length === 1);
    expect(news()[0]!.json).toContain('若手職員の研修の実施');
    expect(news()[0]!.json).toContain('新着');
    expect(news()[0]!.json).not.toContain('更新 ·');

    publish(edition('b', (rows) => [...rows, mentor('若手職員に研修を毎月実施')]));
    await until(() => news().length === 2);
    expect(news()[1]!.json).toContain('更新');

    // An edition that changes nothing of it is no news.
    publish(
      edition('c', (rows) => [...rows.slice(0, 20), ...rows.slice(20), mentor('若手職員に研修を毎月実施')]),
    );
    await until(async () => (await follows())[0]!.revision.startsWith('c'));
    expect(news()).toHaveLength(2);
  });

  test('who follows a department is told of what another has tried of its rows, once', async () => {
    const row = rowOf('緑区役所', '1 on 1');
    await says(ANN, '緑区役所の取組に動きがあったら教えて');
    const form = await presses(BOB, await opens(BOB, row.id), 'うちでもやりたい');
    const begun = await presses(BOB, form, '登録する', { department: '会計課', why: '' });
    const trying = await presses(BOB, begun, '試行する');
    await until(() => news().length === 1);
    expect(lastCard(ANN).json).toContain('会計課が試行');
    await presses(BOB, trying, '導入した');
    await until(() => news().length === 2);
    expect(lastCard(ANN).json).toContain('会計課が導入');
  });

  test('what cannot be told apart from everything is not followed', async () => {
    expect((await says(ANN, 'なにか出たら教えて')).json).toContain('何をフォローするか分かりませんでした');
    expect(await follows()).toEqual([]);
  });
});

describe('ending', () => {
  test('each by one press, once; the list says what is left', async () => {
    await says(ANN, '研修が出たら教えて');
    await says(ANN, '会計課の取組が変わったら教えて');
    const list = await says(ANN, 'フォロー一覧');
    expect(list.json).toContain('フォロー中：2件');
    const after = await presses(ANN, list, 'フォローをやめる');
    expect(after.id).toBe(list.id);
    expect(after.json).toContain('フォロー中：1件');
    expect((await presses(ANN, { ...list, id: 'older' }, 'フォローをやめる')).json).toContain(
      'すでにやめています',
    );
    expect((await follows()).map(({ question }) => question)).toEqual(['会計課の取組']);
  });

  test('all in words: then nothing comes any more', async () => {
    await says(ANN, '研修が出たら教えて');
    expect((await says(ANN, 'もう送らないで')).json).toContain('フォロー1件をすべてやめました');
    expect((await says(ANN, 'もう送らないで')).json).toContain('フォローしているものはありません');
    publish(edition('a', (rows) => [...rows, mentor('若手職員に研修を実施')]));
    await says(ANN, 'フォロー一覧');
    expect(news()).toEqual([]);
  });

  test('somebody else’s is refused, a forged button too', async () => {
    await says(ANN, '研修が出たら教えて');
    const [mine] = await follows();
    const end = { v: 1, lang: 'ja', do: 'follow.end', id: mine!.id };
    expect((await pressesData(BOB, 'x', end)).json).toContain('別の会話');
    expect((await pressesData(BOB, 'x', { ...end, id: '1' })).json).toContain('このボタンは古いか');
    expect(await follows()).toHaveLength(1);
  });
});

describe('a row that is gone, or is not found any more', () => {
  const row = rowOf('緑区役所', '1 on 1');

  test('is news once, by its name; of a row that was seen before names were kept, that it is gone', async () => {
    await says(ANN, '緑区役所の取組に動きがあったら教えて');
    await says(BOB, '緑区役所の取組に動きがあったら教えて');
    const [, theirs] = [await follows(), await storage.follows.of(`person:${BOB}`)];
    await storage.follows.advance(theirs[0]!, { ...theirs[0]!, names: {} }, null);
    publish(edition('a', (rows) => rows.filter(({ id }) => id !== row.id)));
    await until(() => news().length === 1);
    expect(news()[0]!.json).toContain(`緑区役所「${row.name}」`);
    expect(news()[0]!.json).toContain('今の資料にはありません');
    await until(() => cards(BOB).at(-1)!.json.includes('名前の控えがない取組'));
    publish(edition('b', (rows) => rows.filter(({ id }) => id !== row.id)));
    await until(async () => (await follows())[0]!.revision.startsWith('b'));
    expect(news()).toHaveLength(1);
    // It is back: that is news again.
    publish(edition('c', (rows) => rows));
    await until(() => news().length === 2);
    expect(news()[1]!.json).toContain('新着');
  });
});

describe('in a channel', () => {
  const row = rowOf('緑区役所', '1 on 1');
  const followed = async () => (await storage.follows.of(channelRecipient)).map(({ question }) => question);

  test('a theme, a department and a question are followed by the channel, not by who says so', async () => {
    for (const words of ['研修が出たら教えて', '緑区役所の取組に動きがあったら教えて'])
      expect((await channel.says(ANN, words)).json).toContain('フォローしました');
    await channel.says(ANN, '4月に始まる面談は？');
    expect((await channel.says(ANN, 'このテーマをフォローしたい')).json).toContain('フォローしました');
    // A second person says the same: it is followed once.
    expect((await channel.says(BOB, '研修が出たら教えて')).json).toContain('すでにフォローしています');
    expect(await followed()).toEqual(['研修', '緑区役所の取組', '4月に始まる面談は?']);
    expect(await follows()).toEqual([]);
    const list = await channel.says(BOB, 'フォロー一覧');
    expect(list.json).toContain('フォロー中：3件');
  });

  test('is told of each once: a new row, a change, one that is gone, and what its own people try', async () => {
    await channel.says(ANN, '研修が出たら教えて');
    publish(edition('a', (rows) => [...rows, mentor('若手職員に研修を実施')]));
    await until(() => channelPosts().length === 1);
    expect(channelPosts()[0]!.json).toContain('新着');
    publish(edition('b', (rows) => [...rows, mentor('若手職員に研修を毎月実施')]));
    await until(() => channelPosts().length === 2);
    expect(channelPosts()[1]!.json).toContain('更新');
    publish(edition('c', (rows) => rows));
    await until(() => channelPosts().length === 3);
    expect(channelPosts()[2]!.json).toContain('会計課「若手職員の研修の実施」');
    expect(channelPosts()[2]!.json).toContain('今の資料にはありません');
    await channel.says(ANN, '緑区役所の取組に動きがあったら教えて');
    const form = await presses(ANN, await opens(ANN, row.id), 'うちでもやりたい');
    const begun = await presses(ANN, form, '登録する', { department: '会計課', why: '' });
    await presses(ANN, begun, '試行する');
    await until(() => channelPosts().length === 4);
    expect(channelPosts()[3]!.json).toContain('会計課が試行');
    // Nothing of it goes to the person, who follows nothing.
    expect(news()).toEqual([]);
  });

  test('who follows the same alone is told beside it', async () => {
    await channel.says(ANN, '研修が出たら教えて');
    await says(ANN, '研修が出たら教えて');
    publish(edition('a', (rows) => [...rows, mentor('若手職員に研修を実施')]));
    await until(() => channelPosts().length === 1 && news().length === 1);
  });

  test('anybody who reads it ends it there, by a press on its news or in words; nobody from elsewhere', async () => {
    await channel.says(ANN, '研修が出たら教えて');
    await channel.says(ANN, '緑区役所の取組に動きがあったら教えて');
    await says(ANN, '研修が出たら教えて');
    publish(edition('a', (rows) => [...rows, mentor('若手職員に研修を実施')]));
    await until(() => channelPosts().length === 1 && news().length === 1);
    const [post] = channelPosts();
    // The button of the channel's news, pressed in a chat of one's own.
    const { data } = (await storage.follows.of(channelRecipient)).map(({ id }) => ({
      data: { v: 1, lang: 'ja', do: 'follow.end', id },
    }))[0]!;
    expect((await pressesData(ANN, 'x', data)).json).toContain('別の会話');
    expect((await channel.presses(BOB, post!, 'フォローをやめる')).json).toContain('フォロー中：1件');
    expect((await channel.presses(ANN, post!, 'フォローをやめる')).json).toContain('すでにやめています');
    expect(await followed()).toEqual(['緑区役所の取組']);
    expect((await channel.says(BOB, 'もう送らないで')).json).toContain('フォロー1件をすべてやめました');
    publish(edition('b', (rows) => rows));
    await until(() => news().length === 2);
    expect(channelPosts()).toHaveLength(1);
    expect(await follows()).toHaveLength(1);
  });
});
