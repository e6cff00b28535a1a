import { describe, expect, test } from '@jest/globals';
import type { Dataset, Initiative } from '../../src/dataset/schema.ts';
import {
  ANN,
  BOB,
  cards,
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
