import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  auditCsv,
  auditKeyOf,
  type AuditRow,
  chain,
  genesisHash,
  verifyChain,
} from '../../src/access/audit/audit.ts';
import { pseudonymOf } from '../../src/access/audit/pseudonym.ts';
import { canonicalJson } from '../../src/access/audit/canonical-json.ts';
import { BroadcastContent } from '../../src/broadcast/decide/content.ts';
import { parsePeople, toCsv } from '../../src/text/csv.ts';
import { can, type Permission, type Role } from '../../src/access/roles.ts';
import {
  type BroadcastRules,
  isQuiet,
  parseLocalTime,
  parseQuietHours,
} from '../../src/broadcast/decide/settings.ts';

const ME = 'aaaaaaaa-0000-4000-8000-000000000001';

describe('who may do what', () => {
  test.each<[Role, Permission[]]>([
    ['admin', ['grantRoles', 'readAudit', 'compose', 'approve', 'editData']],
    ['broadcaster', ['compose']],
    ['approver', ['approve']],
    ['editor', ['editData']],
  ])('%s: %j', (role, permissions) => {
    const all: Permission[] = ['grantRoles', 'readAudit', 'compose', 'approve', 'editData'];
    expect(all.filter((permission) => can(new Set([role]), permission))).toEqual(permissions);
  });

  test('without a role nothing', () => {
    expect(can(new Set(), 'compose')).toBe(false);
  });
});

describe('the audit trail', () => {
  function trail(count: number): AuditRow[] {
    const rows: AuditRow[] = [];
    for (let n = 1; n <= count; n += 1)
      rows.push(
        chain(rows.at(-1) ?? null, {
          at: n,
          actor: ME,
          action: 'send',
          subject: `b${n}`,
          detail: { count: n },
        }),
      );
    return rows;
  }
  async function* inTurn(rows: readonly AuditRow[]) {
    await Promise.resolve();
    yield* rows;
  }
  const verify = (rows: readonly AuditRow[]) => verifyChain(inTurn(rows));

  test('a whole one holds, also when it is empty', async () => {
    expect(await verify(trail(5))).toMatchObject({ problems: [], rows: 5 });
    expect(await verify([])).toMatchObject({ problems: [], rows: 0 });
  });

  test('a cut-off tail, or another trail altogether, is found by an end that was kept elsewhere', async () => {
    const rows = trail(4);
    const { seq, hash } = rows[3]!;
    const verifyWith = async (some: readonly AuditRow[]) =>
      (await verifyChain(inTurn(some), [{ seq, hash }])).problems;
    expect(await verifyWith(rows)).toEqual([]);
    expect(await verifyWith(rows.slice(0, 3))).toEqual([{ seq: 4, problem: 'cutOff' }]);
    expect(await verifyWith([])).toEqual([{ seq: 4, problem: 'cutOff' }]);
    const other = { at: 9, actor: 'x', action: 'grant', subject: 'x', detail: {} };
    const forged = [...rows.slice(0, 3), chain(rows[2]!, other)];
    expect(await verifyWith(forged)).toEqual([{ seq: 4, problem: 'otherThanKept' }]);
  });

  test('a changed, dropped, inserted or exchanged entry is found', async () => {
    const rows = trail(4);
    const changed = rows.map((row) => (row.seq === 2 ? { ...row, detail: { count: 999 } } : row));
    expect((await verify(changed)).problems).toEqual([{ seq: 2, problem: 'changed' }]);
    expect((await verify(rows.filter(({ seq }) => seq !== 3))).problems).toEqual([
      { seq: 3, problem: 'missing' },
    ]);
    const forged = chain(rows[0]!, { at: 9, actor: 'x', action: 'grant', subject: 'x', detail: {} });
    expect((await verify([rows[0]!, forged, ...rows.slice(2)])).problems).toEqual([
      { seq: 3, problem: 'outOfChain' },
    ]);
    const hidden = { ...rows[1]!, actor: 'y' };
    expect((await verify([rows[0]!, hidden, ...rows.slice(2)])).problems).toEqual([
      { seq: 2, problem: 'changed' },
    ]);
  });

  describe('with a key', () => {
    const key = auditKeyOf('a key that is as long as it should be');
    const seal = { pseudonyms: new Map<string, string>(), key };
    const entry = (at: number) => ({ at, actor: ME, action: 'send', subject: 'b', detail: {} });
    const older = trail(2);
    const third = chain(older[1]!, entry(3), seal);
    const rows = [...older, third, chain(third, entry(4), seal)];
    const verifyWith = async (some: readonly AuditRow[], by: typeof seal | undefined) =>
      await verifyChain(inTurn(some), [], by);

    test('entries of before it still hold, and count as what they are', async () => {
      expect(await verifyWith(rows, seal)).toMatchObject({
        problems: [],
        rows: 4,
        unproved: { unkeyed: 2, keyNotGiven: 0, erased: 0 },
      });
    });

    test('without it nobody can say more than that the order holds', async () => {
      expect(await verifyWith(rows, undefined)).toMatchObject({
        problems: [],
        unproved: { unkeyed: 2, keyNotGiven: 2, erased: 0 },
      });
    });

    test('whoever has not got it makes no entry that holds', async () => {
      const other = { ...seal, key: auditKeyOf('another key that is just as long as it') };
      const unkeyed = [...rows.slice(0, 3), chain(third, entry(4))];
      expect((await verifyWith(unkeyed, seal)).problems).toEqual([{ seq: 4, problem: 'unkeyed' }]);
      const otherwise = [...rows.slice(0, 3), chain(third, entry(4), other)];
      expect((await verifyWith(otherwise, seal)).problems).toEqual([{ seq: 4, problem: 'otherKey' }]);
      const renamed = [...rows.slice(0, 3), { ...otherwise[3]!, keyId: key.id }];
      expect((await verifyWith(renamed, seal)).problems).toEqual([{ seq: 4, problem: 'changed' }]);
      const older = [...rows.slice(0, 3), { ...rows[3]!, form: 1 as const, actor: `~${'0'.repeat(32)}` }];
      expect((await verifyWith(older, seal)).problems).toContainEqual({ seq: 4, problem: 'changed' });
    });
  });

  describe('a trail without a key, read with one', () => {
    const key = auditKeyOf('a key that is as long as it should be');
    const seal = { pseudonyms: new Map<string, string>(), key };
    const problemsOf = async (rows: readonly AuditRow[], unkeyedUntil?: number) =>
      (await verifyChain(inTurn(rows), [], { ...seal, ...(unkeyedUntil !== undefined && { unkeyedUntil }) }))
        .problems;
    const next = (row: AuditRow, by?: typeof seal) =>
      chain(row, { at: 9, actor: ME, action: 'send', subject: 'b', detail: {} }, by);

    test('may have been written anew by anybody, unless the operator says that it is of before the key', async () => {
      const rows = trail(3);
      expect(await problemsOf(rows)).toEqual([{ seq: 1, problem: 'unkeyed' }]);
      expect(await problemsOf(rows, 3)).toEqual([]);
      expect(await problemsOf(rows, 1)).toEqual([{ seq: 2, problem: 'unkeyed' }]);
      expect(await problemsOf(rows, 0)).toEqual([{ seq: 1, problem: 'unkeyed' }]);
      expect(await problemsOf([])).toEqual([]);
    });

    test('may have gone on without it for as long as the operator says', async () => {
      const keyed = chain(null, { at: 1, actor: ME, action: 'send', subject: 'b', detail: {} }, seal);
      const second = next(keyed);
      const third = next(second);
      const rows = [keyed, second, third, next(third, seal)];
      expect(await problemsOf(rows)).toEqual([{ seq: 2, problem: 'unkeyed' }]);
      expect(await problemsOf(rows, 2)).toEqual([{ seq: 3, problem: 'unkeyed' }]);
      expect(await problemsOf(rows, 3)).toEqual([]);
    });
  });

  describe('a pseudonym', () => {
    const SHE = 'bbbbbbbb-0000-4000-8000-000000000002';
    const key = auditKeyOf('a key that is as long as it should be');
    const mine = pseudonymOf(ME, 'aa');
    const hers = pseudonymOf(SHE, 'bb');
    const pseudonyms = new Map([
      [ME, mine],
      [SHE, hers],
    ]);
    const without = (id: string) => new Map([...pseudonyms].filter(([known]) => known !== id));
    const entries = [
      [ME, 'approve', 'b', {}],
      [SHE, 'send', 'b', {}],
      [ME, 'grant', SHE, { role: 'approver' }],
      [SHE, 'owner.set', 'd', { person: ME }],
    ] as const;
    const chained = (by: { pseudonyms: typeof pseudonyms; key: typeof key | null }) => {
      const rows: AuditRow[] = [];
      for (const [actor, action, subject, detail] of entries)
        rows.push(chain(rows.at(-1) ?? null, { at: 1, actor, action, subject, detail }, by));
      return rows;
    };
    const hide = (rows: readonly AuditRow[], id: string, only?: number): AuditRow[] =>
      rows.map((row) =>
        only === undefined || row.seq === only
          ? (JSON.parse(JSON.stringify(row).replaceAll(id, pseudonyms.get(id)!)) as AuditRow)
          : row,
      );

    test.each([
      ['with a key', key],
      ['without a key', null],
    ])('that nobody was erased for is found, %s and an end that was kept', async (_, given) => {
      const rows = chained({ pseudonyms, key: given });
      const end = [rows.at(-1)!];
      const problemsOf = async (some: readonly AuditRow[], known: typeof pseudonyms) =>
        (await verifyChain(inTurn(some), end, { pseudonyms: known, key: given })).problems;
      const changed = (...seqs: number[]) => seqs.map((seq) => ({ seq, problem: 'changed' }));
      expect(await problemsOf(rows, pseudonyms)).toEqual([]);
      expect(await problemsOf(hide(rows, ME), without(ME))).toEqual(changed(1, 3, 4));
      expect(await problemsOf(hide(rows, SHE), without(SHE))).toEqual(changed(2, 3, 4));
      for (const seq of [1, 3, 4])
        expect(await problemsOf(hide(rows, ME, seq), pseudonyms)).toEqual(changed(seq));
    });

    test('holds where an entry says who was erased, by whatever id, and hides nobody else', async () => {
      const by = { pseudonyms, key };
      const rows = chained(by);
      const erase = (subject: string, detail: AuditRow['detail']) => [
        ...rows,
        chain(rows.at(-1)!, { at: 2, actor: ME, action: 'person.erase', subject, detail }, by),
      ];
      const problemsOf = async (some: readonly AuditRow[], known: typeof pseudonyms) =>
        (await verifyChain(inTurn(some), [], { pseudonyms: known, key })).problems;
      expect(await problemsOf(hide(erase(hers, {}), SHE), without(SHE))).toEqual([]);
      const other = `~${'0'.repeat(32)}`;
      expect(await problemsOf(hide(erase(other, { also: hers }), SHE), without(SHE))).toEqual([]);
      // Nor does whoever erased somebody pass for erased.
      expect(await problemsOf(hide(erase(hers, {}), ME, 5), pseudonyms)).toEqual([
        { seq: 5, problem: 'changed' },
      ]);
    });
  });

  test('of an entry of before pseudonyms nothing but its order is left once its person is erased', async () => {
    const pseudonym = `~${'ab'.repeat(16)}`;
    const first: AuditRow = {
      ...{ at: 1, actor: ME, action: 'create', subject: 'b', detail: {} },
      ...{ seq: 1, previousHash: genesisHash, hash: 'f'.repeat(64), form: 1, keyId: null },
    };
    const redacted = { ...first, actor: pseudonym };
    const erased = { at: 2, actor: 'cli', action: 'person.erase', subject: pseudonym, detail: {} };
    expect(await verify([redacted, chain(first, erased)])).toMatchObject({
      problems: [],
      unproved: { erased: 1 },
    });
    const another = { ...erased, subject: `~${'cd'.repeat(16)}` };
    expect((await verify([redacted, chain(first, another)])).problems).toEqual([
      { seq: 1, problem: 'changed' },
    ]);
  });

  test('as a table it cannot run formulas', async () => {
    const row = chain(null, { at: 0, actor: '=cmd()', action: 'send', subject: '+1', detail: {} });
    let csv = '';
    for await (const part of auditCsv({ auditRows: () => Promise.resolve([row]) })) csv += part;
    expect(csv).toContain('1970-01-01T00:00:00.000Z,"\'=cmd()",send,"\'+1",{}');
  });
});

describe('canonical JSON', () => {
  test('the order of keys does not matter, that of lists does', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
  });
});

describe('CSV', () => {
  test('quotes what needs it', () => {
    expect(toCsv([['a', 1, null, 'x,y', 'say "hi"', '一\n二']])).toBe(
      '\ufeffa,1,,"x,y","say ""hi""","一\n二"\r\n',
    );
  });

  test('no cell begins as a formula does, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(
          // Blanks, controls, direction and joining marks, fillers, variation selectors, tags, private use.
          fc.constantFrom(
            ...Array.from(' \t\n\u0000\u001f\u00a0\u00ad\u034f\u061c\u115f\u180e\u200b\u200d\u200e'),
          ),
          { maxLength: 3 },
        ),
        fc.constantFrom(
          '',
          '\u202e',
          '\u2060',
          '\u2028',
          '\u3000',
          '\u3164',
          '\ufe0f',
          '\ufeff',
          '\ue000',
          '\u{e0041}',
        ),
        fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '﹣'),
        (text, unseen, mark, sign) => {
          const cell = toCsv([[[...unseen, mark, sign, text].join('')]]).slice(1);
          expect(cell.replace(/^"/, '')[0]).toBe("'");
        },
      ),
    );
  });

  test('reads a pasted list and a CSV, once each, and names the lines it cannot use', () => {
    const list = parsePeople(
      `\ufeffUPN,氏名\r\nTaro@Example.jp,太郎\r\n${ME.toUpperCase()}\r\n\r\nだれか\ntaro@example.jp; jiro@example.jp\n=cmd()@x`,
      10,
    );
    expect(list.people).toEqual(['taro@example.jp', ME, 'jiro@example.jp']);
    expect(list.problems).toEqual([
      { line: 5, problem: 'notAPerson' },
      { line: 7, problem: 'notAPerson' },
    ]);
  });

  test.each<[string, string[], number[]]>([
    ['user1@example.lg.jp, user2＠example.lg.jp', ['user1@example.lg.jp', 'user2@example.lg.jp'], []],
    [
      'ｕｓｅｒ１＠ｅｘａｍｐｌｅ．ｌｇ．ｊｐ，user2@example.lg.jp',
      ['user1@example.lg.jp', 'user2@example.lg.jp'],
      [],
    ],
    ['mailto:user1@example.lg.jp', ['user1@example.lg.jp'], []],
    [
      '職員 一 <user1@example.lg.jp>; "職員, 二" <mailto:user2@example.lg.jp>',
      ['user1@example.lg.jp', 'user2@example.lg.jp'],
      [],
    ],
    ['職員　一＜user1@example.lg.jp＞', ['user1@example.lg.jp'], []],
    // What is not understood refuses the whole line: the rest of it must not pass for all of it.
    ['user1@example.lg.jp, user2@', [], [1]],
    ['user1@example.lg.jp だれか', [], [1]],
    ['user1@example.lg.jp\nuser2@example.lg.jp、職員三', ['user1@example.lg.jp'], [2]],
    ['<user1@example.lg.jp> <user2@example.lg.jp>', [], [1]],
    // Under a heading the other columns are no people.
    ['氏名,メール,係\n職員一,user1@example.lg.jp,総務', ['user1@example.lg.jp'], []],
    ['氏名\tUPN\n職員一\t', [], [2]],
  ])('%s', (text, people, lines) => {
    const list = parsePeople(text, 10);
    expect(list.people).toEqual(people);
    expect(list.problems.map(({ line }) => line)).toEqual(lines);
  });

  test('stops at the limit and says where', () => {
    expect(parsePeople('a@b.jp\nc@d.jp\ne@f.jp', 2)).toEqual({
      people: ['a@b.jp', 'c@d.jp'],
      problems: [{ line: 3, problem: 'tooMany' }],
    });
  });
});

describe('what a broadcast says', () => {
  const content = {
    ja: { title: '件名', body: '本文' },
    en: null,
    importance: 'normal',
    links: [],
    initiativeIds: [],
    acknowledge: false,
  };
  test.each([
    ['https://example.jp/path?x=1', true],
    ['http://example.jp/', false],
    ['javascript:alert(1)', false],
    ['https://user@', false],
    ['data:text/html,x', false],
    ['ftp://example.jp', false],
  ])('the link %s: %s', (url, ok) => {
    expect(BroadcastContent.safeParse({ ...content, links: [{ title: '詳細', url }] }).success).toBe(ok);
  });

  test('one language at least', () => {
    expect(BroadcastContent.safeParse(content).success).toBe(true);
    expect(BroadcastContent.safeParse({ ...content, ja: null }).success).toBe(false);
    expect(BroadcastContent.safeParse({ ...content, ja: { title: ' ', body: 'x' } }).success).toBe(false);
  });
});

describe('quiet hours and times', () => {
  const rules = (quiet: string | null, timeZone = 'Asia/Tokyo'): BroadcastRules => ({
    fourEyes: true,
    perAuthorAndDay: 10,
    confirmAbove: 100,
    quietHours: quiet === null ? null : parseQuietHours(quiet),
    timeZone,
    retentionDays: 365,
    pictureHosts: [],
  });
  test.each([
    ['2026-06-10T10:59:00Z', false], // 19:59
    ['2026-06-10T11:00:00Z', true], // 20:00
    ['2026-06-10T21:59:00Z', true], // 06:59
    ['2026-06-10T22:00:00Z', false], // 07:00
  ])('20:00-07:00 in Tokyo at %s: %s', (at, quiet) => {
    expect(isQuiet(Date.parse(at), rules('20:00-07:00'))).toBe(quiet);
  });

  test('within a day, without any, and what cannot be read', () => {
    expect(isQuiet(Date.parse('2026-06-10T03:30:00Z'), rules('12:00-13:00'))).toBe(true);
    expect(isQuiet(Date.parse('2026-06-10T04:00:00Z'), rules('12:00-13:00'))).toBe(false);
    expect(isQuiet(Date.parse('2026-06-10T03:30:00Z'), rules(null))).toBe(false);
    expect([parseQuietHours('24:00-07:00'), parseQuietHours('7-8'), parseQuietHours('08:00-08:00')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('a local time is read in the zone, and nothing else passes', () => {
    expect(parseLocalTime('2026-07-01 9:00', 'Asia/Tokyo')).toBe(Date.parse('2026-07-01T00:00:00Z'));
    expect(parseLocalTime('2026-07-01T09:00', 'Europe/Berlin')).toBe(Date.parse('2026-07-01T07:00:00Z'));
    // 02:30 does not exist there on that day.
    expect(parseLocalTime('2026-03-29 02:30', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:30:00Z'));
    expect(parseLocalTime('2026-02-30 09:00', 'Asia/Tokyo')).toBeNull();
    expect(parseLocalTime('明日', 'Asia/Tokyo')).toBeNull();
  });
});
