import { describe, expect, test } from '@jest/globals';
import { counts, everybodyIsThere, joinTeam, READERS, saves, storage, useOffice } from './office.ts';

const member = (id: string, n: number) => ({
  id: `29:${id}`,
  aadObjectId: id,
  name: `職員${n}`,
  userPrincipalName: `user${n}@example.lg.jp`,
});

describe('who is to be left out gets nothing, or nothing is saved', () => {
  useOffice();

  test('both of a line, also in full width', async () => {
    await everybodyIsThere();
    await joinTeam(READERS.map(member));
    const exclude = 'user0@example.lg.jp, user1＠example.lg.jp';
    expect(await saves({ exclude })).toContain('保存しました');
    const [broadcast] = await storage.broadcasts.list({ limit: 1 });
    expect(broadcast!.audience.exclude).toEqual(['user0@example.lg.jp', 'user1@example.lg.jp']);
  });

  test('a name that nobody bears is named', async () => {
    await everybodyIsThere();
    await joinTeam(READERS.map(member));
    const json = await saves({ exclude: 'user0@example.lg.jp\nuser9@example.lg.jp' });
    expect(json).toContain('user9@example.lg.jp');
    expect(json).toContain('見つかりません');
    const [broadcast] = await storage.broadcasts.list({ limit: 1 });
    expect(broadcast).toMatchObject({ version: 1 });
  });

  test('a line that is not understood is named, whatever else stands on it', async () => {
    await everybodyIsThere();
    expect(await saves({ exclude: 'user0@example.lg.jp, user2@' })).toContain(
      '除外の1行目「user0@example.lg.jp, user2@」に、UPNでもオブジェクトIDでもないものがあります。',
    );
    expect((await counts()).sent).toBe(0);
  });
});
