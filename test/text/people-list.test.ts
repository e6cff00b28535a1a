import { describe, expect, test } from '@jest/globals';
import { readPeople } from '../../src/text/people-list.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('the people of a file', () => {
  test('are in the column with a known heading, not in that of their superiors', async () => {
    const file = await readPeople(
      'Name,Manager,User principal name,Mail\r\n' +
        '"Yamada, ""Taro""",boss@example.jp,Taro@Example.jp,t@example.jp\r\n' +
        'Hanako,boss@example.jp,,hanako@example.jp\r\n' +
        'Jiro,boss@example.jp,,\r\n',
    );
    expect(file).toEqual({
      // Without a user principal name the mail address stands in.
      people: ['taro@example.jp', 'hanako@example.jp'],
      repeated: 0,
      unread: [{ line: 4, text: 'Jiro, boss@example.jp, , ' }],
      column: 'User principal name',
    });
  });

  test.each([
    ['オブジェクト ID,UPN', `${id(1)},a@example.jp`, id(1)],
    ['userPrincipalName;objectId', `a@example.jp;${id(2).toUpperCase()}`, id(2)],
    ['氏名\tメールアドレス', '職員\tＡ@example.jp', 'a@example.jp'],
    // Our own report.
    ['message,recipient,kind', `broadcast-1,person:${id(3)},person`, id(3)],
    ['ID,mail', '0012,a@example.jp', 'a@example.jp'],
  ])('%s', async (heading, line, person) => {
    expect((await readPeople(`${heading}\n${line}\n`)).people).toEqual([person]);
  });

  test('without a heading are in the fullest column; titles above are no people', async () => {
    const lines = [
      '配布先一覧',
      '',
      `係長,a@example.jp,${id(1)}`,
      `係員,,${id(2)}`,
      `係員,b@example.jp,${id(1)}`,
    ];
    expect(await readPeople(lines.join('\r\n'))).toEqual({
      people: [id(1), id(2)],
      repeated: 1,
      unread: [{ line: 1, text: '配布先一覧' }],
      column: 3,
    });
  });

  test('are not dropped where two stand on a line without a heading: the line is named instead', async () => {
    expect(await readPeople('a@example.jp,b@example.jp\nc@example.jp,\n')).toMatchObject({
      people: ['c@example.jp'],
      unread: [{ line: 1, text: 'a@example.jp, b@example.jp' }],
    });
  });

  test('may all stand in one line', async () => {
    expect(await readPeople('a@example.jp,b@example.jp,だれか')).toEqual({
      people: ['a@example.jp', 'b@example.jp'],
      repeated: 0,
      unread: [{ line: 1, text: 'だれか' }],
      column: null,
    });
  });

  test.each([
    ['to the end', `x,a@example.jp\n"y,b@example.jp\nz,c@example.jp\n`],
    ['to the next one', `x,a@example.jp\n"y,b@example.jp\nz",c@example.jp\n`],
    ['inside a cell', `x,a@example.jp\ny "y,b@example.jp\nz,c@example.jp\n`],
  ])('are not swallowed by a quotation mark that is open %s', async (_, text) => {
    expect((await readPeople(text)).people).toEqual(['a@example.jp', 'b@example.jp', 'c@example.jp']);
  });

  test('may have notes of several lines beside them', async () => {
    const file = await readPeople('mail,memo\na@example.jp,"一\n二, 三"\nb@example.jp,\n?,\n');
    expect(file).toMatchObject({
      people: ['a@example.jp', 'b@example.jp'],
      unread: [{ line: 5, text: '?, ' }],
    });
  });

  test('are none in an empty or foreign file, and every line of it is named', async () => {
    expect(await readPeople('\n\n')).toMatchObject({ people: [], unread: [] });
    const foreign = await readPeople('品名,値段\n机,100\n=cmd()@x,1\n');
    expect(foreign.people).toEqual([]);
    expect(foreign.unread.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  test('100,000 lines are read to the last', async () => {
    const lines = Array.from({ length: 100_000 }, (_, n) => `"職員, ${n}",${id(n)}`);
    const file = await readPeople(['氏名,objectId', ...lines].join('\r\n'));
    expect(file.people).toHaveLength(100_000);
    expect(file.people.at(-1)).toBe(id(99_999));
    expect([file.unread, file.repeated]).toEqual([[], 0]);
  });
});
