import { expect, test } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import {
  ADMIN,
  APPROVER,
  cards,
  COLUMNS,
  DOCUMENT,
  EDITOR,
  HEAD,
  lastCard,
  presses,
  pressesData,
  buttonData,
  says,
  sendsFile,
  STAFF,
  storage,
  takesFile,
  trail,
  until,
  useCity,
} from './office.ts';
import type { Card } from '../server/chat.ts';

useCity();

/** The card on which somebody is asked to approve. */
async function asked(person: string, about: string): Promise<Card> {
  const isIt = ({ json }: Card) => json.includes('の承認依頼です') && json.includes(about);
  await until(() => cards(person).some(isIt));
  return cards(person).findLast(isIt)!;
}

async function letAnswer(draft: Card, about: string): Promise<void> {
  await presses(EDITOR, draft, '承認を依頼');
  const request = await asked(ADMIN, about);
  expect((await presses(ADMIN, request, '承認')).json).toContain('承認しました');
}

const NEXT = [
  `${HEAD.replace('6月', '9月')}${COLUMNS}`,
  '総務局\t若手研修\t採用3年目までの職員に研修を行う。\tR8.7\t',
  '会計課\t１ｏｎ１ミーティング\t課長と職員が毎月話す。\tR8.6\t試行',
  '健康福祉局\t育児相談\t育児をする職員の相談に応じる。\t準備が整い次第\t',
  '合計\t3件\t\t\t',
].join('\n');

test('a file becomes a draft with all its differences, and answers once another has approved it; then the earlier one again', async () => {
  const draft = await sendsFile(EDITOR, '取組9月.txt', NEXT);
  for (const words of [
    'なくなる1件、変更1件、追加1件、言葉・部署名・連絡先1件、変更なし1件',
    'なくなる：在宅勤務（総務局）',
    '追加：育児相談（健康福祉局）',
    '健康福祉局',
    '準備が整い次第',
    '令和8年6月 → 令和8年9月',
    '取り込まなかったもの1件',
  ])
    expect(draft.json).toContain(words);
  const notes = await presses(EDITOR, draft, '取り込まなかったもの');
  expect(notes.json).toContain('8行目');
  expect(notes.json).toContain('合計');
  const back = await presses(EDITOR, notes, '差分に戻る');
  // The differences as a workbook, in the author's own OneDrive.
  await presses(EDITOR, back, '差分をExcelで');
  const sheet = unzipSync(await takesFile(EDITOR))['xl/worksheets/sheet1.xml']!;
  expect(strFromU8(sheet)).toContain('採用3年目までの職員に研修を行う。');
  expect((await says(STAFF, '育児')).json).not.toContain('育児相談');
  await letAnswer(back, '取組9月.txt');
  await until(async () => (await says(STAFF, '育児')).json.includes('育児相談'));
  const list = await says(EDITOR, '版の一覧');
  expect(list.json).toContain('回答に使っている版');
  const earlier = JSON.stringify(list.card).match(/edition\.version","id":"(e-[0-9a-f]{16})/g)!;
  const id = earlier.map((text) => text.slice(-18)).at(-1)!;
  const shown = await pressesData(EDITOR, 'x', { v: 1, do: 'edition.version', id, lang: 'ja' });
  const rollback = await presses(EDITOR, shown, 'この版に戻す');
  expect(rollback.json).toContain('なくなる1件、変更1件、追加1件');
  await letAnswer(rollback, 'に戻す');
  await until(async () => (await says(STAFF, '在宅勤務')).json.includes('在宅で勤務できる'));
  expect(await trail()).toContain('export');
});

test('columns that cannot be told apart are asked, and the answer serves the next file of that form', async () => {
  const odd = (row: string) =>
    `${HEAD}所管\t件名\tねらい\t時期\n${row}\n総務局\t在宅勤務\t在宅で勤務できる。\tR8.4～`;
  const ask = await sendsFile(EDITOR, '別の形.txt', odd('会計課\t面談\t課長と話す。\tR8.6'));
  expect(ask.json).toContain('読み方を教えてください');
  expect(ask.json).toContain('「ねらい」が何の列か分かりません。選ばなければ取り込みません。');
  const labels = JSON.stringify(ask.card).match(/"id":"column\d+","label":"「[^」]*」は"/g)!;
  const inputs = Object.fromEntries(
    labels.map((text) => {
      const [, field, header] = /"id":"(column\d+)","label":"「([^」]*)」は"/.exec(text)!;
      const roles: Record<string, string> = {
        所管: 'department',
        件名: 'name',
        ねらい: 'summary',
        時期: 'schedule',
      };
      return [field!, roles[header!] ?? 'ignore'];
    }),
  );
  const draft = await presses(EDITOR, ask, 'この内容で読み込む', inputs);
  expect(draft.json).toContain('追加：面談（会計課）');
  const again = await sendsFile(EDITOR, '別の形2.txt', odd('会計課\t朝会\t毎朝話す。\tR8.6'));
  expect(again.json).toContain('追加：朝会（会計課）');
  // What was remembered can be chosen anew, from what was chosen.
  const anew = await presses(EDITOR, again, '列を選び直す');
  const chosen = JSON.stringify(anew.card);
  expect(chosen).toMatch(/「ねらい」は","style":"compact","value":"summary"/);
  const fieldOf = (header: string) => new RegExp(`column\\d+(?=","label":"「${header}」)`).exec(chosen)![0];
  const other = { ...inputs, [fieldOf('ねらい')]: 'name', [fieldOf('件名')]: 'summary' };
  const swapped = await presses(EDITOR, anew, 'この内容で読み込む', other);
  expect(swapped.json).toContain('追加：毎朝話す。（会計課）');
  // It takes the place of what was made before of the same file; that of the other file stays.
  const open = await storage.proposals.list({ states: ['draft', 'requested'], limit: 9 });
  expect(open.map(({ about }) => about).sort()).toEqual(['別の形.txt', '別の形2.txt']);
  expect((await presses(EDITOR, again, '承認を依頼')).json).toContain('すでに終わって');
  // Somebody else's file stays theirs.
  const forged = { ...buttonData(ask.card, 'この内容で'), lang: 'ja', column0: 'name' };
  expect((await pressesData(ADMIN, 'x', forged)).json).toContain('もう一度送って');
});

test('the fiscal year is asked where the document states none', async () => {
  const bare = `職員の取組一覧\n総務局人材育成課\n${COLUMNS}\n総務局\t若手研修\t研修を行う。\t7月\t`;
  const ask = await sendsFile(EDITOR, '年度なし.txt', bare);
  expect(ask.json).toContain('何年度の資料か');
  expect((await presses(EDITOR, ask, 'この内容で読み込む', { year: '' })).json).toContain('年度を選んで');
  const draft = await presses(EDITOR, ask, 'この内容で読み込む', { year: '2027' });
  expect(draft.json).toContain('2027年度');
});

test('a workbook of the edition comes back as what was changed in it, and nothing else', async () => {
  const list = await says(EDITOR, '版の一覧');
  const { id } = (await storage.editions.active())!;
  expect(list.json).toContain(id);
  const shown = await pressesData(EDITOR, 'y', { v: 1, do: 'edition.version', id, lang: 'ja' });
  await presses(EDITOR, shown, 'Excelで取り出す');
  const bytes = await takesFile(EDITOR);
  const same = await sendsFile(EDITOR, 'そのまま.xlsx', bytes);
  expect(same.json).toContain('今の版と同じです');
  const parts = unzipSync(bytes);
  const xml = strFromU8(parts['xl/worksheets/sheet1.xml']!).replace(
    '在宅で勤務できる。',
    '=HYPERLINK("https://evil.example","在宅")',
  );
  const changed = zipSync({
    ...parts,
    'xl/worksheets/sheet1.xml': strToU8(xml.replaceAll('"', '&quot;').replace(/&quot;(?=[^<>]*>)/g, '"')),
  });
  const draft = await sendsFile(EDITOR, '[押して](https://evil.example).xlsx', changed);
  expect(draft.json).toContain('変更1件、変更なし2件');
  // What a file says stays text, in its name and in its cells.
  expect(draft.json).not.toMatch(/[^\\]\[押して/);
});

test('a file that cannot be read is refused with sheet, cell and what to do; one from who is no editor, kindly', async () => {
  const none = await sendsFile(EDITOR, '壊れた.xlsx', 'PK\u0003\u0004 nothing');
  expect(none.json).toContain('読み込めませんでした');
  const bad = await sendsFile(EDITOR, '名前なし.txt', `${HEAD}${COLUMNS}\n総務局\t\t概要だけ\tR8.7\t`);
  expect(bad.json).toMatch(/5行目：/);
  expect((await storage.editions.list(99)).length).toBe(2);
  const other = await sendsFile(STAFF, '一覧.xlsx', 'x');
  expect(other.json).toContain('使わずに破棄しました');
  // Whose lists of people go to broadcasts, goes on there.
  const people = await sendsFile(ADMIN, '宛先.csv', `オブジェクトID\n${STAFF}`);
  expect(people.json).toContain('この宛先で');
  expect((await sendsFile(ADMIN, '一覧.txt', DOCUMENT)).json).toContain('今の版と同じです');
  expect(lastCard(APPROVER).json).not.toContain('名前なし');
});

test('a document that states no year is given one, in its draft or by a draft of its own, and keeps it', async () => {
  const { id } = (await storage.editions.active())!;
  const shown = await pressesData(EDITOR, 'z', { v: 1, do: 'edition.version', id, lang: 'ja' });
  expect(shown.json).toContain('何年度の資料かが書かれていません');
  const own = await presses(EDITOR, shown, 'この年度にする', { year: '2025' });
  expect(own.json).toMatch(/年度：.*2025/);
  await presses(EDITOR, own, '取り下げる');

  const file = NEXT.replace('9月', '10月');
  const draft = await sendsFile(EDITOR, '取組10月.txt', file);
  expect((await presses(EDITOR, draft, 'この年度にする', { year: '' })).json).toContain('年度を選んで');
  const ofYear = await presses(EDITOR, draft, 'この年度にする', { year: '2025' });
  expect(ofYear.json).toContain('2025年度');
  await letAnswer(ofYear, '取組10月.txt');
  const active = async () => (await storage.editions.get((await storage.editions.active())!.id))!;
  expect(await active()).toMatchObject({ fiscalYear: 2025, asOf: '2026-10' });
  await until(async () => (await says(STAFF, '育児')).json.includes('育児相談'));
  expect((await sendsFile(EDITOR, '取組10月.txt', file)).json).toContain('今の版と同じです');
  // Of the next document nobody has said anything.
  const next = await sendsFile(EDITOR, '取組11月.txt', NEXT.replace('9月', '11月'));
  expect(next.json).toContain('何年度の資料かが書かれていません');
});
