import { describe, expect, test } from '@jest/globals';
import { channelMessage, fileConsent, filesMessage } from '../simulator/teams.ts';
import {
  ADMIN,
  APPROVER,
  AUTHOR,
  READERS,
  type Loose,
  buttonData,
  cards,
  chatOf,
  draft,
  everybodyIsThere,
  filled,
  harness,
  lastCard,
  presses,
  says,
  sends,
  sent,
  standing,
  storage,
  trail,
  until,
  useOffice,
} from './office.ts';

useOffice();

/** Sends a file to the bot as Teams does: it is in the person's OneDrive, and the bot gets the link. */
async function sendsFile(person: string, name: string, content: Buffer | string, id?: string): Promise<void> {
  const { files, url } = harness.simulator;
  const downloadUrl = url + files.share(Buffer.from(content));
  await sends(person, (where, own) => filesMessage(where, id ?? own, [{ name, downloadUrl }]));
}

const NOBODY = '00000000-0000-4000-8000-0000000000ff';
const list = [
  '氏名,オブジェクトID',
  ...READERS.map((id) => `職員,${id}`),
  `退職者,${NOBODY}`,
  'だれか,?',
].join('\r\n');

async function audience() {
  return (await storage.broadcasts.list({ limit: 1 }))[0]!.audience;
}

describe('a file with recipients', () => {
  test('says who was read, who can be reached and why not the others, and becomes a broadcast to them', async () => {
    await everybodyIsThere();
    await sendsFile(AUTHOR, '夏季休暇の対象者.csv', list);
    const card = lastCard(AUTHOR);
    for (const words of [
      '夏季休暇の対象者.csv',
      '4人',
      'オブジェクトID',
      '3件に届きます',
      'アプリ未導入 1件',
      '6行目：だれか, ?',
    ])
      expect(card.json).toContain(words);
    // Nobody of the list is in the card.
    expect(READERS.filter((id) => card.json.includes(id))).toEqual([]);

    await presses(AUTHOR, card.id, buttonData(card.body, 'この宛先で新しく作成'));
    const form = lastCard(AUTHOR);
    expect(form.json).toContain('ファイル「夏季休暇の対象者.csv」（4人）');
    const chosen = form.body
      .flatMap((part) => part['items'] ?? [])
      .find(({ id }: Loose) => id === 'audience').value;
    expect(chosen).toMatch(/^upload:upload-[a-f\d]{32}$/);
    const save = buttonData(form.body, '保存して確認する');
    await presses(AUTHOR, form.id, save, { ...filled, audience: chosen, exclude: '' });
    const preview = standing(AUTHOR, form.id);
    expect(preview.json).toContain('3件に届きます');
    expect(await audience()).toEqual({
      include: [{ who: 'upload', id: chosen.slice(7), name: '夏季休暇の対象者.csv', count: 4 }],
      exclude: [],
    });

    // Edited, it stays chosen; what is amiss elsewhere loses nothing.
    await presses(AUTHOR, form.id, buttonData(preview.body, '編集'));
    const edited = lastCard(AUTHOR);
    await presses(AUTHOR, edited.id, buttonData(edited.body, '保存して確認する'), {
      ...filled,
      titleJa: '',
      audience: chosen,
      exclude: '',
    });
    const amiss = standing(AUTHOR, edited.id);
    expect(amiss.json).toContain('件名を150字以内で');
    expect(amiss.json).toContain(`"value":"${chosen}"`);
    expect(amiss.json).toContain('ファイル「夏季休暇の対象者.csv」（4人）');
  });

  test('is used in a draft as its recipients, beside others, or to leave people out; each once', async () => {
    await everybodyIsThere();
    const written = await draft();
    await sendsFile(AUTHOR, 'a.csv', [READERS[0], READERS[1], READERS[1]].join('\n'));
    const card = lastCard(AUTHOR);
    expect(card.json).toContain('夏季休暇の取得について');
    const { id: draftId } = (await storage.broadcasts.list({ limit: 1 }))[0]!;
    const chosen = { draft: draftId };
    const uploadId = buttonData(card.body, 'この宛先で').upload;
    const ref = { id: uploadId, name: 'a.csv', count: 2 };
    const leftOut = [ADMIN, AUTHOR, APPROVER];

    await presses(AUTHOR, card.id, buttonData(card.body, '下書きの宛先から除く'), chosen);
    expect(lastCard(AUTHOR).json).toContain('除外：ファイル「a.csv」（2人）');
    expect(lastCard(AUTHOR).json).toContain('1件に届きます');
    expect(await audience()).toEqual({
      include: [{ who: 'allPeople' }],
      exclude: leftOut,
      excludeUploads: [ref],
    });
    // The list may be used again: its card stays.
    expect(standing(AUTHOR, card.id).json).toBe(card.json);

    await presses(AUTHOR, card.id, buttonData(card.body, '下書きの宛先に加える'), chosen);
    expect(await audience()).toEqual({
      include: [{ who: 'allPeople' }, { who: 'upload', ...ref }],
      exclude: leftOut,
    });
    const again = { ...chosen, n: 2 };
    expect(await presses(AUTHOR, card.id, buttonData(card.body, '下書きの宛先に加える'), again)).toContain(
      '対象となる宛先がありません',
    );

    await presses(AUTHOR, card.id, buttonData(card.body, '下書きの宛先をこの一覧にする'), chosen);
    expect(await audience()).toEqual({ include: [{ who: 'upload', ...ref }], exclude: leftOut });
    expect((await trail()).slice(-5)).toEqual(['create', 'upload', 'save', 'save', 'save']);
    // The card of the draft of before is out of date.
    expect(await presses(AUTHOR, written.id, buttonData(written.body, '承認を依頼'))).toContain(
      '古くなっています',
    );
  });

  test('belongs to who has sent it, as long as they have the role', async () => {
    await everybodyIsThere();
    await says(ADMIN, `権限 付与 配信者 ${APPROVER}`);
    await sendsFile(AUTHOR, 'a.csv', READERS.join('\n'));
    const card = lastCard(AUTHOR);
    const start = buttonData(card.body, 'この宛先で新しく作成');
    expect(await presses(APPROVER, lastCard(APPROVER).id, start)).toContain('権限がありません');
    expect(
      await presses(APPROVER, lastCard(APPROVER).id, { ...start, upload: 'upload-0000000000000000' }),
    ).toContain('もうありません');
    // Nor by way of a form.
    await says(APPROVER, '配信');
    await presses(APPROVER, lastCard(APPROVER).id, buttonData(lastCard(APPROVER).body, 'チャット内で作成'));
    const form = lastCard(APPROVER);
    const stolen = { ...filled, audience: `upload:${start.upload}` };
    await presses(APPROVER, form.id, buttonData(form.body, '保存して確認する'), stolen);
    expect(standing(APPROVER, form.id).json).toContain('宛先のファイルが見つかりません');
    expect(standing(APPROVER, form.id).json).not.toContain('a.csv');
    expect(await storage.broadcasts.list({ limit: 9 })).toEqual([]);

    await says(ADMIN, `権限 取消 配信者 ${AUTHOR}`);
    expect(await presses(AUTHOR, card.id, start)).toContain('権限がありません');
    expect((await trail()).slice(-3)).toEqual(['denied', 'revoke', 'denied']);
  });

  test('delivered twice, makes one list', async () => {
    await everybodyIsThere();
    const { files, url } = harness.simulator;
    const downloadUrl = url + files.share(Buffer.from(list));
    const before = cards(AUTHOR).length;
    const once = () =>
      sends(AUTHOR, (where) => filesMessage(where, 'the-same', [{ name: 'a.csv', downloadUrl }]));
    await Promise.all([once(), once()]);
    expect(cards(AUTHOR)).toHaveLength(before + 1);
    expect((await trail()).filter((action) => action === 'upload')).toHaveLength(1);
  });

  test('of Japanese Excel is read too', async () => {
    await everybodyIsThere();
    // 氏名 in code page 932.
    const heading = Buffer.from([0x8e, 0x81, 0x96, 0xbc]);
    await sendsFile(AUTHOR, 'Excel.CSV', Buffer.concat([heading, Buffer.from(`,ID\r\nx,${READERS[0]}\r\n`)]));
    expect(lastCard(AUTHOR).json).toContain('1件に届きます');
  });
});

describe('a file that cannot be used is answered with what to do', () => {
  async function answerTo(person: string, file: { name: string; downloadUrl: string }): Promise<string> {
    await sends(person, (where, id) => filesMessage(where, id, [file]));
    return lastCard(person).json;
  }
  const share = (answer: Parameters<typeof harness.simulator.files.share>[0]) =>
    harness.simulator.url + harness.simulator.files.share(answer);

  test('whatever is wrong with it', async () => {
    await everybodyIsThere();
    const csv = (downloadUrl: string) => answerTo(AUTHOR, { name: 'a.csv', downloadUrl });
    expect(await answerTo(AUTHOR, { name: 'a.xlsx', downloadUrl: share(Buffer.from('x')) })).toContain(
      'CSVファイルを送ってください',
    );
    expect(await csv(share(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])))).toContain('CSVファイルを送ってください');
    expect(await csv(share(Buffer.from('\r\n ')))).toContain('ファイルが空です');
    expect(await csv(share(Buffer.alloc(10 * 1024 * 1024 + 1, 'x')))).toContain('大きすぎます');
    expect(await csv(share({ status: 403 }))).toContain('リンクが切れている');
    expect(await csv(share({ status: 404 }))).toContain('リンクが切れている');
    expect(await csv(share({ status: 503 }))).toContain('取り寄せられませんでした');
    expect(await csv('https://example.jp/a.csv')).toContain('この場所のファイルは受け取れません');
    expect(await csv(share({ status: 302, headers: { location: 'https://example.jp/a.csv' } }))).toContain(
      'この場所のファイルは受け取れません',
    );
    const none = await csv(share(Buffer.from('氏名,<at>全員</at>\n=cmd(),**x**')));
    expect(none).toContain('UPNもオブジェクトIDも見つかりません');
    expect(none).toContain(String.raw`1行目：氏名, \\<at\\>全員\\</at\\>`);
    const two = [1, 2].map((n) => ({ name: `${n}.csv`, downloadUrl: share(Buffer.from(list)) }));
    await sends(AUTHOR, (where, id) => filesMessage(where, id, two));
    expect(lastCard(AUTHOR).json).toContain('1つずつ');
    await sends(AUTHOR, (where, id) => {
      const message = filesMessage(where, id, []);
      return {
        ...message,
        attachments: [
          { contentType: 'application/vnd.microsoft.teams.file.download.info', content: { downloadUrl: 7 } },
        ],
      };
    });
    expect(lastCard(AUTHOR).json).toContain('受け取れませんでした');
    expect(await trail()).toEqual(['grant', 'grant']);
  });

  test('without the role, and in a channel', async () => {
    await everybodyIsThere();
    const reader = READERS[1]!;
    expect(await answerTo(reader, { name: 'a.csv', downloadUrl: share(Buffer.from(list)) })).toContain(
      'ファイルは、配信者が宛先の一覧を送るときだけ受け取ります',
    );
    // It was not even fetched.
    expect(harness.simulator.files.requests).toEqual([]);
    expect((await trail()).at(-1)).toBe('denied');

    const placeholder = {
      contentType: 'text/html',
      content: '<p><at>よこてん</at></p><attachment id="1150d938"></attachment>',
    };
    const posted = async (text: string) => {
      await sends(AUTHOR, (where, id) => channelMessage(where, id, text, { attachments: [placeholder] }));
      return lastCard(AUTHOR).json;
    };
    expect(await posted('<at>よこてん</at>')).toContain('1対1のチャットに送ってください');
    expect(await posted('<at>よこてん</at> 研修')).toContain('研修');
  });
});

describe('a report as a file', () => {
  /** The offer that stands last in the person's chat. */
  function offer(person: string) {
    const post = harness.simulator.connector.posts(chatOf(person)).at(-1)!;
    const attachment = (post.activity as Loose).attachments[0];
    return { id: post.id, ...attachment, context: attachment.content.acceptContext };
  }
  const answers = (person: string, card: ReturnType<typeof offer>, uploadUrl: string | null) =>
    sends(person, (where, id) => fileConsent(where, id, card, uploadUrl));
  const room = (name: string) => harness.simulator.url + harness.simulator.files.openSession(name);

  async function offered(person = AUTHOR, cardId?: string) {
    const card = cardId === undefined ? await sent() : standing(AUTHOR, cardId);
    await presses(person, card.id, buttonData(card.body, '報告（CSV）'), { n: cards(person).length });
    return offer(person);
  }

  test('is offered, put into the OneDrive of who accepts, and shown; the offer goes', async () => {
    await everybodyIsThere();
    const card = await offered();
    expect(card).toMatchObject({ contentType: 'application/vnd.microsoft.teams.card.file.consent' });
    expect(card.name).toMatch(/^配信報告 夏季休暇の取得について \d{4}-\d\d-\d\d \d{4}\.csv$/);
    expect(await answers(AUTHOR, card, room('report'))).toMatchObject({ status: 200 });
    const csv = harness.simulator.files.stored('report')!;
    expect(csv.length).toBe(card.content.sizeInBytes);
    const lines = csv.toString().trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('自動で再試行した回数,確認,更新日時（日本標準時）,更新日時（UTC）');
    expect(lines[1]).toMatch(/^お知らせ,.*,職員,.*,\d{4}-\d\d-\d\d \d\d:\d\d,\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    for (const reader of READERS)
      expect(lines.filter((line) => line.includes(reader) && line.includes(',送信済み,'))).toHaveLength(1);
    expect(standing(AUTHOR, card.id)).toBeUndefined();
    expect(offer(AUTHOR)).toMatchObject({
      contentType: 'application/vnd.microsoft.teams.card.file.info',
      name: card.name,
      content: { uniqueId: '1150D938-8870-4044-9F2C-5BBDEBA70C8C', fileType: 'csv' },
    });
    expect((await trail()).at(-1)).toBe('export');
  });

  test('accepted twice at once, it is handed over once; declined, the offer says so', async () => {
    await everybodyIsThere();
    const card = await offered();
    const uploadUrl = room('report');
    await Promise.all([answers(AUTHOR, card, uploadUrl), answers(AUTHOR, card, uploadUrl)]);
    expect((await trail()).filter((action) => action === 'export')).toHaveLength(1);
    expect(harness.simulator.files.requests.map(({ status }) => status)).toEqual([201]);

    await presses(
      AUTHOR,
      cards(AUTHOR).find(({ json }) => json.includes('報告（CSV）'))!.id,
      buttonData(cards(AUTHOR).find(({ json }) => json.includes('報告（CSV）'))!.body, '報告（CSV）'),
      { n: 2 },
    );
    const second = offer(AUTHOR);
    await answers(AUTHOR, second, null);
    expect(standing(AUTHOR, second.id).json).toContain('キャンセルしました');
    expect((await trail()).filter((action) => action === 'export')).toHaveLength(1);
  });

  test('that cannot be stored: how to get it otherwise', async () => {
    await everybodyIsThere();
    const card = await offered();
    for (const uploadUrl of [
      'https://example.jp/upload',
      'http://169.254.169.254/',
      `${harness.simulator.url}/_files/upload/none`,
    ]) {
      await answers(AUTHOR, card, uploadUrl);
      const { id } = (await storage.broadcasts.list({ limit: 1 }))[0]!;
      expect(standing(AUTHOR, card.id).json).toContain('保存できませんでした');
      expect(standing(AUTHOR, card.id).json).toContain(`npm run -s broadcast:report -- ${id}`);
      buttonData(standing(AUTHOR, card.id).body, '報告（CSV）');
    }
    expect((await trail()).slice(-2)).toEqual(['export', 'exportFailed']);
  });

  test('is for its author and the admins, when it is offered and when it is handed over', async () => {
    await everybodyIsThere();
    const card = await offered();
    const uploadUrl = room('report');
    for (const person of [APPROVER, READERS[0]!]) {
      const report = { v: 1, lang: 'ja', do: 'broadcast.report', id: card.context.subject };
      expect(await presses(person, lastCard(person).id, report)).toContain('権限がありません');
      const consent = { ...card, id: lastCard(person).id };
      await answers(person, consent, uploadUrl);
      expect(standing(person, consent.id).json).toContain('権限がありません');
    }
    await says(ADMIN, `権限 取消 配信者 ${AUTHOR}`);
    await answers(AUTHOR, card, uploadUrl);
    expect(standing(AUTHOR, card.id).json).toContain('権限がありません');
    expect(harness.simulator.files.requests).toEqual([]);

    const forged = { ...card, id: lastCard(ADMIN).id };
    await answers(ADMIN, { ...forged, context: { ...card.context, subject: "x'; drop table" } }, uploadUrl);
    expect(lastCard(ADMIN).json).toContain('もうありません');
    await answers(ADMIN, { ...forged, context: { ...card.context, v: 2, subject: {} } }, uploadUrl);
    expect(lastCard(ADMIN).json).toContain('読み取れませんでした');
    await answers(ADMIN, forged, uploadUrl);
    expect(harness.simulator.files.stored('report')).not.toBeNull();
  });

  test('the audit trail: for admins alone, with the export itself in it', async () => {
    await everybodyIsThere();
    // From anybody else the word alone is a question: an office may be called so.
    await says(AUTHOR, '監査');
    expect(lastCard(AUTHOR).json).toContain('answer ja 「監査」');
    await says(AUTHOR, '監査の記録');
    expect(lastCard(AUTHOR).json).toContain('権限がありません');
    await says(ADMIN, '監査');
    const card = offer(ADMIN);
    expect(card.name).toMatch(/^操作の記録 /);
    await answers(AUTHOR, { ...card, id: lastCard(AUTHOR).id }, room('stolen'));
    expect(harness.simulator.files.stored('stolen')).toBeNull();
    await answers(ADMIN, card, room('audit'));
    const lines = harness.simulator.files.stored('audit')!.toString().trimEnd().split('\r\n');
    expect(lines[0]).toBe('\ufeffseq,at,actor,action,subject,detail,previousHash,hash');
    expect(lines.map((line) => line.split(',')[3])).toEqual([
      'action',
      'grant',
      'grant',
      'denied',
      'denied',
      'export',
    ]);
    await until(() => cards(ADMIN).every(({ id }) => id !== card.id));
    await says(ADMIN, 'audit', 'en-US');
    expect(offer(ADMIN).name).toMatch(/^Audit trail /);
    await answers(ADMIN, offer(ADMIN), 'https://example.jp/');
    expect(lastCard(ADMIN).json).toContain('npm run -s audit:export');
  });
});
