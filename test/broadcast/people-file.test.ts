import { describe, expect, test } from '@jest/globals';
import { readPeopleFile } from '../../src/broadcast/compose/people-file.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const people = Array.from({ length: 2000 }, (_, n) => id(n));
const bytesOf = (text: string) => Buffer.from(text);

describe('a file of people', () => {
  test('reads the same at once and, when it is large, in a thread of its own', async () => {
    const rest = `だれか\n${'い'.repeat(300)}\n`;
    const small = await readPeopleFile(bytesOf(`id\n${people.slice(0, 3).join('\n')}\n${rest}`));
    expect(small).toMatchObject({
      ...{ people: people.slice(0, 3), repeated: 0, unreadCount: 2, column: 'id' },
      unread: [
        { line: 5, text: 'だれか' },
        { line: 6, text: 'い'.repeat(200) },
      ],
    });
    const large = await readPeopleFile(bytesOf(`id\n${people.join('\n')}\n${people.join('\n')}\n${rest}`));
    expect(large).toMatchObject({ people, repeated: 2000, unreadCount: 2, column: 'id' });
  });

  test('that is no text, empty, or longer than any list of staff is refused with why', async () => {
    expect(await readPeopleFile(Buffer.alloc(100_000))).toBe('type');
    expect(await readPeopleFile(bytesOf(' \n'.repeat(50_000)))).toBe('empty');
    const crowd = Array.from({ length: 200_001 }, (_, n) => `u${n}@a.jp`);
    expect(await readPeopleFile(bytesOf(`upn\n${crowd.join('\n')}`))).toBe('tooMany');
  });

  test.each([
    ['one cell', 'あ'.repeat(70_000)],
    ['quotation marks', `a@a.jp\n${'"'.repeat(70_000)}`],
    ['one name', `upn\n${'a'.repeat(70_000)}@a.jp\n`],
    ['commas', `a@a.jp${','.repeat(5_000_001)}`],
    ['lines', `"a@a.jp\n${'x\n'.repeat(1_000_001)}`],
    ['blanks', `a@a.jp,b${' '.repeat(70_000)}\n`],
  ])('that goes on and on is not parsed: %s', async (_name, text) => {
    expect(await readPeopleFile(bytesOf(text))).toBe('unreadable');
  });

  test('may have long cells, many in a line, and quotation marks that are not closed', async () => {
    const remark = `"${'い'.repeat(60_000)}"`;
    expect(await readPeopleFile(bytesOf(`upn,備考\na@a.jp,${remark}\n`))).toMatchObject({
      people: ['a@a.jp'],
    });
    const many = Array.from({ length: 5000 }, (_, n) => `u${n}@a.jp`);
    expect(await readPeopleFile(bytesOf(many.join(',')))).toMatchObject({ people: many });
    expect(await readPeopleFile(bytesOf(`"だれか\n${many.join('\n')}\n`))).toMatchObject({ people: many });
  });
});
