import { describe, expect, test } from '@jest/globals';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { broadcastGallery } from '../cards/broadcast-gallery.ts';
import { DATA } from '../cards/fixtures.ts';
import {
  ADMIN,
  APPROVER,
  approved,
  AUTHOR,
  buttonData,
  type Card,
  chatOf,
  corrected,
  counts,
  delivers,
  draft,
  everybodyIsThere,
  filled,
  findOpen,
  harness,
  lastCard,
  type Loose,
  pass,
  presses,
  pressOf,
  READERS,
  says,
  sends,
  sent,
  standing,
  storage,
  until,
  useOffice,
} from './office.ts';
import { filesMessage } from '../simulator/teams.ts';
import { kit } from '../cards/kit.ts';

/**
 * Every button, on a card that is three days old: pressed by somebody whose role has just been revoked, delivered
 * twice, pressed twice at once by one person and by another beside, and once more after all that. What counts is the
 * trail, the store, the ledger and what has reached people, not the words alone.
 */
interface Button {
  readonly name: string;
  /** Brings things to where the button is, and finds it. */
  readonly arrange: () => Promise<Found>;
  /** What one press adds to the trail, and how things stand then. */
  readonly adds: readonly string[];
  readonly stands: readonly string[];
  /** What it adds to what readers got: posts, changes, deletions. */
  readonly readersGet?: string | RegExp;
  /** Messages that it brings into the chats of author, approver and admin, for two presses. */
  readonly told?: number;
  /** What the same button says at the end, when it was made for what has passed. */
  readonly atTheEnd: RegExp;
  /** What the card has become by then. */
  readonly shows?: RegExp;
  /** Whose role is taken away first; null = nobody needs one. */
  readonly by?: 'author' | 'approver' | null;
  /** An admin may press it as well, and does so at the same moment. */
  readonly adminToo?: boolean;
  readonly forEverybody?: boolean;
}

interface Found {
  readonly person: string;
  readonly card: Card;
  readonly data: Record<string, Loose>;
  readonly inputs?: Record<string, unknown>;
}

const STRANGER = '00000000-0000-4000-8000-0000000000ff';
const sendNow = { date: '', time: '09:00' };
const reason = { reason: '件名を直してください' };
const edited = { ...filled, titleJa: '書き直した件名' };

function on(person: string, card: Card, title: string, inputs?: Record<string, unknown>): Found {
  return { person, card, data: buttonData(card.body, title), ...(inputs && { inputs }) };
}
const asAuthor = (card: Card, title: string, inputs?: Record<string, unknown>) =>
  on(AUTHOR, card, title, inputs);

async function home(): Promise<Card> {
  await says(AUTHOR, '配信');
  return lastCard(AUTHOR);
}
async function submitted(): Promise<Card> {
  const card = await draft();
  await presses(AUTHOR, card.id, buttonData(card.body, '承認を依頼'));
  await until(() => lastCard(APPROVER).json.includes('承認をお願い'));
  return lastCard(APPROVER);
}
async function scheduled(): Promise<Card> {
  const card = await approved();
  const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await presses(AUTHOR, card.id, buttonData(card.body, '日時を指定して予約'), {
    date: inTenDays,
    time: '09:00',
  });
  return standing(AUTHOR, card.id);
}
/** Of three readers one failed and one is unknown, at first. */
async function halfSent(): Promise<Card> {
  const { faults } = harness.simulator.connector;
  const failing = { operation: 'send', times: 1 } as const;
  faults.add({ ...failing, conversationId: chatOf(READERS[0]!), fault: { kind: 'botNotRegistered' } });
  faults.add({ ...failing, conversationId: chatOf(READERS[1]!), fault: { kind: 'reset', recorded: false } });
  const card = await approved();
  await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), sendNow);
  await until(() => standing(AUTHOR, card.id).json.includes('不明分を再送'));
  return standing(AUTHOR, card.id);
}
/** Two of three wait. */
async function underWay(): Promise<Card> {
  for (const reader of READERS.slice(1))
    harness.simulator.connector.faults.add({
      operation: 'send',
      conversationId: chatOf(reader),
      fault: { kind: 'throttled', retryAfterSeconds: 10 * 86_400 },
    });
  const card = await approved();
  await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), sendNow);
  await until(() => standing(AUTHOR, card.id).json.includes('残りを中止'));
  await until(async () => (await counts()).sent === 1);
  return standing(AUTHOR, card.id);
}
async function formFor(card: Card, title: string): Promise<Card> {
  await presses(AUTHOR, card.id, buttonData(card.body, title));
  return lastCard(AUTHOR);
}

/** What is said to a file of recipients. */
async function listFile(): Promise<Card> {
  const downloadUrl = harness.simulator.url + harness.simulator.files.share(Buffer.from(READERS.join('\n')));
  await sends(AUTHOR, (where, id) => filesMessage(where, id, [{ name: 'a.csv', downloadUrl }]));
  await until(() => lastCard(AUTHOR).json.includes('この宛先で新しく作成'));
  return lastCard(AUTHOR);
}

/** A control card that shows so many as sent. */
const arrived = (count: number) => new RegExp(`"text":"${count}"[^}]*\\},\\{[^}]*"送信済み"`);
const stale = /古くなって/;
const NEWCOMER = '00000000-0000-4000-8000-0000000000fe';
async function roleForm(): Promise<Card> {
  await says(ADMIN, '権限');
  return lastCard(ADMIN);
}
const editor = { person: NEWCOMER, role: 'editor' };

const buttons: readonly Button[] = [
  {
    name: 'home',
    arrange: async () => ({
      person: AUTHOR,
      card: await home(),
      data: { v: 1, lang: 'ja', do: 'broadcast.home' },
    }),
    adds: [],
    stands: [],
    told: 2,
    atTheEnd: /一斉配信/,
  },
  {
    name: 'roles',
    by: null,
    arrange: async () => ({
      person: ADMIN,
      card: await roleForm(),
      data: { v: 1, lang: 'ja', do: 'broadcast.roles' },
    }),
    adds: [],
    stands: [],
    told: 2,
    atTheEnd: /権限/,
  },
  {
    name: 'grant',
    by: null,
    arrange: async () => on(ADMIN, await roleForm(), '付与', editor),
    adds: ['grant'],
    stands: [],
    atTheEnd: /^/,
    shows: /変更はありません/,
  },
  {
    name: 'revoke',
    by: null,
    arrange: async () => {
      await says(ADMIN, `権限 付与 編集者 ${NEWCOMER}`);
      return on(ADMIN, await roleForm(), '取り消し', editor);
    },
    adds: ['revoke'],
    stands: [],
    atTheEnd: /^/,
    shows: /変更はありません/,
  },
  {
    name: 'new',
    arrange: async () => asAuthor(await home(), 'チャット内で作成'),
    adds: [],
    stands: [],
    told: 2,
    atTheEnd: /配信の作成/,
  },
  {
    name: 'list',
    arrange: async () => {
      await draft();
      return asAuthor(await home(), '配信一覧');
    },
    adds: [],
    stands: ['draft 1'],
    told: 2,
    atTheEnd: /一覧/,
  },
  {
    name: 'open',
    arrange: async () => {
      await draft();
      await says(AUTHOR, '配信一覧');
      const card = lastCard(AUTHOR);
      return { person: AUTHOR, card, data: findOpen(card.body) };
    },
    adds: [],
    stands: ['draft 1'],
    atTheEnd: /^/,
    shows: /承認を依頼/,
  },
  {
    name: 'save, new',
    arrange: async () => asAuthor(await formFor(await home(), 'チャット内で作成'), '保存', filled),
    adds: ['create'],
    stands: ['draft 1'],
    atTheEnd: /保存しました/,
    shows: /承認を依頼/,
  },
  {
    name: 'save, changed',
    arrange: async () => asAuthor(await formFor(await draft(), '編集'), '保存', edited),
    adds: ['save'],
    stands: ['draft 2'],
    atTheEnd: /保存しました/,
    shows: /書き直した件名/,
  },
  {
    name: 'edit',
    arrange: async () => asAuthor(await draft(), '編集'),
    adds: [],
    stands: ['draft 1'],
    told: 2,
    atTheEnd: /配信の編集/,
  },
  {
    name: 'copy',
    arrange: async () => asAuthor(await draft(), '複製'),
    adds: ['create'],
    stands: ['draft 1', 'draft 1'],
    atTheEnd: /すでに複製/,
  },
  {
    name: 'test',
    arrange: async () => asAuthor(await draft(), 'テスト送信'),
    adds: [],
    stands: ['draft 1'],
    // In each language that it is written in.
    told: 2,
    atTheEnd: /テスト送信/,
  },
  {
    name: 'submit',
    arrange: async () => asAuthor(await draft(), '承認を依頼'),
    adds: ['submit'],
    stands: ['submitted 2'],
    told: 2,
    atTheEnd: stale,
    shows: /承認待ち/,
  },
  {
    name: 'delete',
    arrange: async () => asAuthor(await draft(), '削除'),
    adds: [],
    stands: ['draft 1'],
    atTheEnd: /もう一度押してください/,
    shows: /本当に削除する/,
  },
  {
    name: 'delete, sure',
    arrange: async () => {
      const card = await draft();
      await presses(AUTHOR, card.id, buttonData(card.body, '削除'));
      return asAuthor(standing(AUTHOR, card.id), '本当に削除する');
    },
    adds: ['delete'],
    stands: [],
    atTheEnd: /もうありません/,
    shows: /もうありません/,
  },
  {
    name: 'approve',
    by: 'approver',
    arrange: async () => on(APPROVER, await submitted(), '承認'),
    adds: ['approve'],
    stands: ['approved 3'],
    told: 1,
    adminToo: true,
    atTheEnd: stale,
    shows: /送信できます/,
  },
  {
    name: 'refuse',
    by: 'approver',
    arrange: async () => on(APPROVER, await submitted(), '差し戻し', reason),
    adds: ['refuse'],
    stands: ['draft 3'],
    told: 1,
    adminToo: true,
    atTheEnd: stale,
    shows: /下書き/,
  },
  {
    name: 'send',
    arrange: async () => asAuthor(await approved(), '今すぐ送信', sendNow),
    adds: ['send'],
    stands: ['released 4: 3 sent'],
    readersGet: '3 send',
    atTheEnd: stale,
    shows: arrived(3),
  },
  {
    name: 'unschedule',
    arrange: async () => asAuthor(await scheduled(), '予約を取り消す'),
    adds: ['unschedule'],
    stands: ['approved 5'],
    adminToo: true,
    atTheEnd: stale,
    shows: /送信できます/,
  },
  {
    name: 'cancel',
    arrange: async () => asAuthor(await underWay(), '残りを中止'),
    adds: ['cancel'],
    stands: ['released 5: 1 sent, 2 cancelled'],
    adminToo: true,
    atTheEnd: stale,
    shows: arrived(1),
  },
  {
    name: 'resendFailed',
    arrange: async () => asAuthor(await halfSent(), '失敗分を再送'),
    adds: ['resend'],
    stands: ['released 5: 2 sent, 1 unknown'],
    readersGet: '1 send',
    adminToo: true,
    atTheEnd: stale,
    shows: arrived(2),
  },
  {
    name: 'resendUnknown',
    arrange: async () => asAuthor(await halfSent(), '不明分を再送'),
    adds: ['resend'],
    stands: ['released 5: 2 sent, 1 failed'],
    readersGet: '1 send',
    adminToo: true,
    atTheEnd: stale,
    shows: arrived(2),
  },
  {
    name: 'letBe',
    arrange: async () => asAuthor(await halfSent(), '不明分は再送しない'),
    adds: ['letBe'],
    stands: ['released 5: 1 sent, 1 unknown, 1 failed'],
    adminToo: true,
    atTheEnd: stale,
    shows: arrived(1),
  },
  {
    name: 'correction',
    arrange: async () => asAuthor(await sent(), '訂正'),
    adds: [],
    stands: ['released 4: 3 sent'],
    told: 2,
    atTheEnd: /訂正/,
  },
  {
    name: 'correct',
    arrange: async () => asAuthor(await formFor(await sent(), '訂正'), '訂正を確定する', edited),
    adds: ['correct'],
    stands: ['released 5: 3 sent; correction waits'],
    told: 2,
    atTheEnd: /保存しました/,
    shows: /承認待ちの訂正.*書き直した件名/,
  },
  {
    name: 'approveCorrection',
    by: 'approver',
    arrange: async () => on(APPROVER, await corrected(await sent(), edited), '訂正を承認'),
    adds: ['approveCorrection'],
    stands: ['released 6: 3 sent; correction 3 sent'],
    readersGet: '3 update',
    told: 1,
    adminToo: true,
    atTheEnd: stale,
    shows: arrived(3),
  },
  {
    name: 'refuseCorrection',
    by: 'approver',
    arrange: async () => on(APPROVER, await corrected(await sent(), edited), '訂正を差し戻す', reason),
    adds: ['refuseCorrection'],
    stands: ['released 6: 3 sent'],
    told: 1,
    adminToo: true,
    atTheEnd: stale,
    shows: arrived(3),
  },
  {
    name: 'withdrawCorrection',
    arrange: async () => {
      await corrected(await sent(), edited);
      return asAuthor(lastCard(AUTHOR), '訂正の依頼を取り下げる');
    },
    adds: ['withdrawCorrection'],
    stands: ['released 6: 3 sent'],
    atTheEnd: stale,
    shows: arrived(3),
  },
  {
    name: 'recall',
    arrange: async () => asAuthor(await sent(), '全員分を削除'),
    adds: [],
    stands: ['released 4: 3 sent'],
    adminToo: true,
    atTheEnd: /もう一度押してください/,
    shows: /3件を削除する/,
  },
  {
    name: 'recall, sure',
    arrange: async () => {
      const card = await sent();
      await presses(AUTHOR, card.id, buttonData(card.body, '全員分を削除'));
      return asAuthor(standing(AUTHOR, card.id), '3件を削除する');
    },
    adds: ['recall'],
    stands: ['recalled 5: 3 sent; recall 3 sent'],
    readersGet: '3 delete',
    adminToo: true,
    atTheEnd: stale,
    shows: /取り消し/,
  },
  {
    name: 'remind',
    arrange: async () => asAuthor(await sent(), '未確認の人に再通知'),
    adds: ['remind'],
    stands: ['released 5: 3 sent; reminder 3 sent'],
    readersGet: '3 send',
    atTheEnd: stale,
    shows: arrived(3),
  },
  {
    name: 'find',
    arrange: async () => asAuthor(await formFor(await home(), 'チャット内で作成'), 'プレビュー', filled),
    adds: [],
    stands: [],
    atTheEnd: /^/,
    shows: /届く内容/,
  },
  {
    name: 'fromUpload',
    arrange: async () => asAuthor(await listFile(), 'この宛先で新しく作成'),
    adds: [],
    stands: [],
    told: 2,
    atTheEnd: /配信の作成/,
  },
  ...['下書きの宛先をこの一覧にする', '下書きの宛先に加える', '下書きの宛先から除く'].map(
    (title): Button => ({
      name: title,
      arrange: async () => {
        await draft();
        const chosen = { draft: (await storage.broadcasts.list({ limit: 1 }))[0]!.id };
        return asAuthor(await listFile(), title, chosen);
      },
      adds: ['save'],
      stands: ['draft 2'],
      told: 2,
      // The draft has the list by now, or not once more.
      atTheEnd: /保存しました|対象となる宛先がありません/,
    }),
  ),
  {
    name: 'send at',
    arrange: async () =>
      asAuthor(await approved(), '日時を指定して予約', {
        date: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
        time: '09:00',
      }),
    adds: ['send'],
    stands: ['scheduled 4'],
    atTheEnd: stale,
    shows: /予約済み/,
  },
  {
    name: 'report',
    arrange: async () => asAuthor(await sent(), '報告'),
    adds: [],
    stands: ['released 4: 3 sent'],
    told: 2,
    atTheEnd: /^/,
  },
  {
    name: 'unreached',
    arrange: async () => asAuthor(await halfSent(), '届いていない・到達不明の宛先を見る'),
    adds: [],
    stands: ['released 4: 1 sent, 1 unknown, 1 failed'],
    told: 2,
    atTheEnd: /届いていない宛先・到達不明の宛先/,
  },
  {
    name: 'acknowledge',
    by: null,
    arrange: async () => {
      await sent();
      return on(READERS[1]!, lastCard(READERS[1]!), '確認しました');
    },
    adds: [],
    stands: ['released 4: 3 sent, 1 acknowledged'],
    // The pressed message says so from then on; what is pressed at once may be answered at once.
    readersGet: /^[23] update$/,
    forEverybody: true,
    atTheEnd: /すでに記録/,
  },
];

/** Messages of the readers' chats that took effect, and what stands. */
async function standings(): Promise<string[]> {
  const broadcasts = await storage.broadcasts.list({ limit: 9 });
  const words = broadcasts.map(async ({ id, version, state, jobs, correction }) => {
    const own = await inWords(id);
    const acknowledged = await storage.broadcasts.acknowledgements(id);
    const head = [own, ...(acknowledged > 0 ? [`${acknowledged} acknowledged`] : [])].filter(
      (one) => one !== '',
    );
    const parts = [
      head.join(', '),
      ...(await Promise.all(jobs.map(async (job) => `${job.kind} ${await inWords(job.id)}`))),
      ...(correction ? ['correction waits'] : []),
    ].filter((one) => one !== '');
    return parts.length > 0 ? `${state} ${version}: ${parts.join('; ')}` : `${state} ${version}`;
  });
  return await Promise.all(words);
}
async function inWords(messageId: string): Promise<string> {
  const { sent: done, unknown, failed, cancelled, pending, leased } = await storage.ledger.counts(messageId);
  return Object.entries({ sent: done, unknown, failed, cancelled, waiting: pending + leased })
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

async function trailOfDone(): Promise<string[]> {
  const rows = await storage.broadcasts.auditRows({ after: 0, limit: 1000 });
  return rows.map(({ action }) => action).filter((action) => action !== 'denied');
}

function received(chats: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { conversationId, operation, recorded } of harness.simulator.connector.requests)
    if (recorded && chats.includes(conversationId ?? '')) found[operation] = (found[operation] ?? 0) + 1;
  return found;
}

const roleOf = { author: ['配信者', AUTHOR], approver: ['承認者', APPROVER] } as const;

const office = [ADMIN, AUTHOR, APPROVER];

/** What a button asks for, of its data: which command, and whether a role is given or taken. */
const kindOf = (data: Readonly<Record<string, Loose>>): string =>
  ['do', 'command', 'grant', 'how', 'when']
    .map((key) => data[key])
    .filter((part) => part !== undefined)
    .join(' ');
const pressedKinds = new Set<string>();

async function pressEveryWay(button: Button): Promise<void> {
  const { arrange, adds, stands, readersGet, told = 0, atTheEnd, shows, by = 'author' } = button;
  await everybodyIsThere();
  const { person, card, data, inputs = {} } = await arrange();
  pressedKinds.add(kindOf(data));
  const pressed = { ...data, ...inputs };
  pass(3 * 86_400_000);
  const before = { stands: await standings(), got: received(READERS.map(chatOf)) };

  if (by !== null) {
    const trail = await trailOfDone();
    const [role, holder] = roleOf[by];
    await says(ADMIN, `権限 取消 ${role} ${holder}`);
    expect(await presses(person, card.id, pressed)).toContain('権限がありません');
    expect(await standings()).toEqual(before.stands);
    expect(received(READERS.map(chatOf))).toEqual(before.got);
    await says(ADMIN, `権限 付与 ${role} ${holder}`);
    expect(await trailOfDone()).toEqual([...trail, 'revoke', 'grant']);
  }
  const trail = await trailOfDone();
  const toldBefore = received(office.map(chatOf))['send'] ?? 0;
  const expectEffect = async () => {
    expect(await trailOfDone()).toEqual([...trail, ...adds]);
    expect(await standings()).toEqual(stands);
    const got = Object.entries(received(READERS.map(chatOf))).map(
      ([operation, count]) => [count - (before.got[operation] ?? 0), operation] as const,
    );
    const more = got.filter(([count]) => count !== 0).map((one) => one.join(' '));
    if (readersGet instanceof RegExp) expect(more.join()).toMatch(readersGet);
    else expect(more.join()).toBe(readersGet ?? '');
  };

  // One press delivered twice, another one by the same person beside it, and those of others.
  const press = pressOf(person, card.id, pressed);
  const others = [...(button.adminToo ? [ADMIN] : []), ...(button.forEverybody ? [] : [STRANGER])];
  const [, , , ...answers] = await Promise.all([
    delivers(person, press),
    delivers(person, press),
    delivers(person, pressOf(person, card.id, { ...pressed, n: 2 })),
    ...others.map((other) => delivers(other, pressOf(other, card.id, { ...pressed, n: 3 }))),
  ]);
  if (!button.forEverybody) expect(answers.at(-1)).toMatch(/権限がありません|もうありません/);
  await until(async () => (await standings()).join() === stands.join());
  await until(() => (received(office.map(chatOf))['send'] ?? 0) === toldBefore + told);
  await expectEffect();

  // Later, on the card as it was: what it was made for has passed.
  pass(600_000);
  expect(await presses(person, card.id, pressed)).toMatch(atTheEnd);
  await expectEffect();
  if (shows) expect(standing(person, card.id).json).toMatch(shows);
}

describe('every button of a broadcast: one effect or a clear refusal', () => {
  useOffice();
  test.each(buttons)('$name', pressEveryWay);
});

describe('where many recipients are asked about once more', () => {
  useOffice({ rules: { confirmAbove: 2 } });
  test('confirm', async () => {
    await pressEveryWay({
      name: 'confirm',
      arrange: async () => {
        const card = await approved();
        await presses(AUTHOR, card.id, buttonData(card.body, '今すぐ送信'), sendNow);
        return asAuthor(standing(AUTHOR, card.id), '3件に送信する', sendNow);
      },
      adds: ['send'],
      stands: ['released 4: 3 sent'],
      readersGet: '3 send',
      atTheEnd: stale,
      shows: arrived(3),
    });
  });
});

test('no button of the cards is left out', () => {
  const drawn = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { data } = node as { data?: Record<string, Loose> };
    if (data && String(data['do']).startsWith('broadcast.')) drawn.add(kindOf(data));
    Object.values(node).forEach(walk);
  };
  walk(broadcastGallery(createBroadcastCards(kit), DATA, 'ja'));
  expect(drawn.size).toBeGreaterThan(20);
  expect([...drawn].filter((kind) => !pressedKinds.has(kind)).sort()).toEqual([]);
});
