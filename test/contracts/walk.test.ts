import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type RunningBot, startBot, stopBot } from '../bench/process.ts';
import { buttonData, type Card, createChat, until } from '../server/chat.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { filesMessage } from '../simulator/teams.ts';
import { startPostgres } from './postgres.ts';

const START = [join(import.meta.dirname, '../../src/start.js'), '--sandbox'];
const ADMIN = '00000000-0000-4000-8000-0000000000a1';
const EDITOR = '00000000-0000-4000-8000-0000000000b1';
const STAFF = '00000000-0000-4000-8000-0000000000b3';

/** Columns that nobody can tell apart by their names. */
const DOCUMENT = [
  '職員の取組一覧\n令和8年9月\n総務局人材育成課',
  '所管\t件名\tねらい\t時期',
  '総務局\t朝の読書会\t始業前に本を読んで話す。\tR8.10',
  '会計課\t伝票の見直し\t紙の伝票をやめる。\tR8.11～',
].join('\n');
const ROLES: Readonly<Record<string, string>> = {
  所管: 'department',
  件名: 'name',
  ねらい: 'summary',
  時期: 'schedule',
};

/** The answer to a card that asks what each column is. */
function columnsIn({ json }: Card): Record<string, string> {
  const asked = json.matchAll(/"id":"(column\d+)","label":"「([^」]*)」は"/g);
  return Object.fromEntries([...asked].map(([, field, header]) => [field!, ROLES[header!] ?? 'ignore']));
}

test('from a file to an answer and back, by two people on two instances that share a database', async () => {
  const postgres = await startPostgres();
  const simulator = await startSimulator();
  const dataDir = mkdtempSync(join(tmpdir(), 'yokoten-walk-'));
  const settings = { DATABASE_URL: await postgres.createDatabase(), HR_ADMINS: ADMIN };
  const bots: RunningBot[] = [];
  let at = 0;
  const chat = createChat(() => ({ url: `http://127.0.0.1:${bots[at]!.port}`, simulator }));
  /** What is said and pressed from now on goes to that instance. */
  const on = (instance: number) => {
    at = instance;
    return chat;
  };
  /** The last card of a person that has all these words; what takes long follows as a message. */
  const cardOf = async (person: string, ...words: readonly string[]): Promise<Card> => {
    const hasAll = ({ json }: Card) => words.every((word) => json.includes(word));
    await until(() => chat.cards(person).some(hasAll));
    return chat.cards(person).findLast(hasAll)!;
  };
  const answersOn = (instance: number, question: string, words: string) =>
    until(async () => (await on(instance).says(STAFF, question)).json.includes(words));
  /** Asks for approval on one instance, and approves on the other. */
  const letAnswer = async (draft: Card, about: string) => {
    await on(0).presses(EDITOR, draft, '承認を依頼');
    const request = await cardOf(ADMIN, 'の承認依頼です', about);
    await on(1).presses(ADMIN, request, '承認');
    await cardOf(ADMIN, '承認しました', about);
  };
  try {
    for (const name of ['a', 'b'])
      bots.push(await startBot(START, { ...settings, DATA_DIR: join(dataDir, name) }));
    for (const person of [ADMIN, EDITOR, STAFF]) await on(0).says(person, '研修');
    await on(1).says(ADMIN, `権限 付与 編集者 ${EDITOR}`);

    const downloadUrl = simulator.url + simulator.files.share(Buffer.from(DOCUMENT));
    const files = [{ name: '取組9月.txt', downloadUrl }];
    await on(0).sends(EDITOR, (where, id) => filesMessage(where, id, files));
    const ask = await cardOf(EDITOR, '読み方を教えてください');
    // Answered where the file was not sent: whatever is asked is in the database.
    await on(1).presses(EDITOR, ask, 'この内容で読み込む', columnsIn(ask));
    const draft = await cardOf(EDITOR, '追加2件', '承認を依頼');
    // What would change, before and after: the rows that go first, the document's head last.
    expect(draft.json).toContain('なくなる：庁内広報動画の制作・周知（市長公室）');
    const last = await on(1).pressesData(EDITOR, draft.id, {
      ...buttonData(draft.card, '次へ'),
      page: 999,
    });
    expect(last.json).toContain('→ 職員の取組一覧');
    const { id } = buttonData(draft.card, '承認を依頼');
    // Its author approves nothing, not even with a button of their own making.
    expect(JSON.stringify(draft.card)).not.toContain('"title":"承認"');
    const forged = { v: 1, do: 'edition.approve', id, version: 1, lang: 'ja' };
    expect((await on(0).pressesData(EDITOR, 'forged', forged)).json).toContain(
      '自分で作った変更は承認できません',
    );
    expect((await on(1).says(STAFF, '朝の読書会')).json).not.toContain('始業前に本を読んで話す');
    await letAnswer(draft, '取組9月.txt');
    for (const instance of [0, 1]) await answersOn(instance, '朝の読書会', '始業前に本を読んで話す');

    const list = await on(1).says(EDITOR, '版の一覧');
    const earlier = [...list.json.matchAll(/edition\.version","id":"(e-[0-9a-f]{16})/g)].at(-1)![1]!;
    const shown = await on(0).pressesData(EDITOR, list.id, {
      v: 1,
      do: 'edition.version',
      id: earlier,
      lang: 'ja',
    });
    expect(buttonData(shown.card, 'この版に戻す')).toMatchObject({ id: earlier });
    await on(0).presses(EDITOR, shown, 'この版に戻す');
    await letAnswer(await cardOf(EDITOR, 'なくなる：朝の読書会（総務局）'), 'に戻す');
    for (const instance of [0, 1]) await answersOn(instance, '庁内広報動画', '庁内広報動画の制作・周知');
    expect((await on(1).says(STAFF, '朝の読書会')).json).not.toContain('始業前に本を読んで話す');
  } finally {
    for (const bot of bots) await stopBot(bot.process);
    await simulator.close();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 400_000);
