import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningBot, startBot, stopBot } from '../bench/process.ts';
import { type Card, createChat, type Loose, until } from '../server/chat.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';

/** The program as an administrator starts it, on the real dataset; nothing in it is set or put forward. */
const MAIN = path.join(import.meta.dirname, '../../src/start.js');
const person = (last: string) => `00000000-0000-4000-8000-0000000000${last}`;
const [HR, OTHER_HR, ANN, OWNER, EVE] = ['a1', 'a2', 'b1', 'b2', 'b3'].map(person) as [
  string,
  string,
  string,
  string,
  string,
];
const dataDir = mkdtempSync(path.join(tmpdir(), 'yokoten-chain-'));
let simulator: Simulator;
let bot: RunningBot;
const { cards, says, presses, pressesData } = createChat(() => ({
  url: `http://127.0.0.1:${bot.port}`,
  simulator,
}));

beforeAll(async () => {
  simulator = await startSimulator();
  bot = await startBot([MAIN, '--sandbox'], { DATA_DIR: dataDir, HR_ADMINS: `${HR},${OTHER_HR}` });
}, 300_000);
afterAll(async () => {
  await stopBot(bot.process);
  await simulator.close();
  rmSync(dataDir, { recursive: true });
});

/** What a card says, in order. */
function told({ card }: Pick<Card, 'card'>): string[] {
  const found: string[] = [];
  const walk = (node: Loose): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      if (typeof node.text === 'string') found.push(node.text.trim());
      for (const [key, value] of Object.entries(node)) if (key !== 'fallback' && key !== 'data') walk(value);
    }
  };
  walk(card);
  return found.filter((text) => text !== '');
}

const news = (of: string, words: string) => cards(of).filter((card) => told(card)[0]?.includes(words));

/** The first card in somebody's chat that begins so, once it has come. */
async function comes(to: string, words: string): Promise<Card> {
  // Words are tried in a thread of their own, which a busy machine lets wait.
  await until(() => news(to, words).length > 0, 50_000);
  return news(to, words)[0]!;
}

/** Asks for approval of a draft; somebody else approves. */
async function approve(draft: Card, about: string): Promise<Card> {
  await presses(HR, draft, '承認を依頼');
  const request = await comes(OTHER_HR, `承認依頼です：${about}`);
  return await presses(OTHER_HR, request, '承認');
}

/** What stands on a card after these words. */
function after(card: Card, words: string): readonly string[] {
  const all = told(card);
  return all.slice(all.indexOf(words) + 1);
}

/** A row is opened, taken up and introduced by another department, whose card is returned. */
async function takeUp(): Promise<{ readonly row: string; readonly adoption: Card }> {
  const answer = await says(ANN, '1on1をやっている部署は？');
  expect(told(answer)[0]).toBe('「1on1ミーティング」の取組があるのは緑区役所と会計課の2部署です');
  const row = /"do":"initiative"[^}]*"id":"([^"]+)"/.exec(answer.json)![1]!;
  const opened = await pressesData(ANN, answer.id, { v: 1, do: 'initiative', id: row, lang: 'ja' });
  expect(told(opened).slice(0, 2)).toEqual(['1 on 1 ミーティング', '緑区役所']);
  expect(after(opened, '広がり')[0]).toBe('まだほかの部署からの登録はありません');
  const owners = await says(HR, '担当者の設定');
  const set = await presses(HR, owners, '担当者にする', { department: '緑区役所', person: OWNER });
  expect(told(set)).toContain('担当者を登録しました。');
  const form = await presses(ANN, opened, 'うちでもやりたい');
  let adoption = await presses(ANN, form, '登録する', { department: '会計課', why: '対話を増やす' });
  expect(told(adoption).slice(0, 4)).toEqual([
    '会計課：「1 on 1 ミーティング」',
    '「関心」として登録しました。',
    '状態',
    '関心',
  ]);
  expect(told(await comes(OWNER, '関心を寄せ'))[0]).toBe(
    '会計課が「1 on 1 ミーティング」に関心を寄せています',
  );
  for (const step of ['検討する', '試行する', '導入した']) adoption = await presses(ANN, adoption, step);
  return { row, adoption };
}

const QUESTION = '屋上でヤギを飼いたい';

/** A question that finds nothing, words that find a row with it, and their approval. */
async function answerWithWords(row: string): Promise<void> {
  const nothing = await says(EVE, QUESTION);
  expect(told(nothing)[1]).toBe('「屋上」、「ヤギ」は、資料の中に見つかりませんでした');
  await presses(EVE, nothing, '分かったら知らせて');
  await says(OWNER, `${QUESTION}です`);
  const list = await says(HR, '未回答');
  expect(told(list)).toEqual(['未回答の質問：1種類', 'ヤギ · 休憩・リフレッシュ · 屋上', '2回']);
  const group = await presses(HR, list, 'ヤギ');
  expect(told(group).slice(1)).toEqual([
    '2回の質問',
    '1人が回答を待っています。',
    '質問の例',
    `${QUESTION}です`,
    QUESTION,
  ]);
  const words = await presses(HR, group, '言葉を足す');
  const questions = `${QUESTION}\n${QUESTION}です`;
  await presses(HR, words, '試して', { row, questions, concept: '', terms: '' });
  const draft = await comes(HR, 'データの変更：ヤギ');
  expect(told(draft)[2]).toBe(`「${QUESTION}です」で見つかるもの：緑区役所「1 on 1 ミーティング」`);
  expect(told(draft)[3]).toMatch(/^ほかの質問\d+問のうち、答えが変わるもの：0問$/);
  expect(told(await approve(draft, 'ヤギ'))[1]).toBe(
    '承認しました。まもなく、すべての回答が新しい版になります。',
  );
}

const introduced = `緑区役所 → 会計課 ${currentMonth()}導入`;

/** As cards write it. */
function currentMonth(): string {
  return new Date().toLocaleDateString('ja-JP', { year: 'numeric', month: 'long', timeZone: 'Asia/Tokyo' });
}

test('from a row that is opened to a department that has it too, and from a question without an answer to its answer', async () => {
  // Who has spoken to the bot can be told.
  for (const who of [HR, OTHER_HR, OWNER]) await says(who, 'ヘルプ');
  const { row, adoption } = await takeUp();
  expect(told(adoption).slice(1, 4)).toEqual(['記録しました。', '状態', '導入']);
  expect(told(await says(ANN, '1on1はどこに広がった？')).slice(0, 3)).toEqual([
    '広がり：1部署',
    '1 on 1 ミーティング（緑区役所）',
    introduced,
  ]);
  expect(told(await says(ANN, '会計課は他から何を取り入れた？')).slice(0, 2)).toEqual([
    '会計課がほかの部署から取り入れた取組：1件',
    '1 on 1 ミーティング',
  ]);
  expect(told(await says(ANN, '部署ごとの一覧表')).slice(2, 5)).toEqual([
    '研修 18部署中8部署',
    '■■■■■■■■□□□□□□□□□□',
    '未実施：市長公室、総務局、財政局、危機管理局ほか6部署',
  ]);
  expect(told(await says(EVE, 'メンターの取組が出たら教えて'))[1]).toBe('フォローしました。');

  await answerWithWords(row);
  expect(told(await comes(EVE, 'お尋ねの件')).slice(0, 3)).toEqual([
    'お尋ねの件が分かりました：ヤギ · 休憩・リフレッシュ · 屋上',
    '1 on 1 ミーティング',
    '緑区役所',
  ]);
  expect(told(await says(OWNER, QUESTION)).slice(1, 4)).toEqual([
    '1 on 1 ミーティング',
    '予定',
    '緑区役所 · 2026年7月以降',
  ]);

  await presses(HR, await says(HR, '取組の追加'), '追加案にする', {
    ...{ department: '会計課', name: 'メンター制度の試行', summary: '若手にメンターを付ける。' },
    ...{ schedule: 'R8.10～', kept: [], remarks: '' },
  });
  await approve(await comes(HR, 'データの変更：メンター制度の試行'), 'メンター制度の試行');
  expect(told(await comes(EVE, '「メンターの取組」に動き'))).toEqual([
    '「メンターの取組」に動きがありました：1件',
    'メンター制度の試行',
    '新着 · 会計課 · 2026年10月から',
  ]);
  // Nobody has been told twice of any of it.
  expect([news(OWNER, '関心を寄せ').length, news(EVE, 'お尋ねの件').length]).toEqual([1, 1]);
}, 300_000);
