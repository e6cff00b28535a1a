import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actionData, parseCardAction, type NewCardAction } from '../../src/cards/actions.ts';

const PAGE = {
  v: 1,
  lang: 'ja',
  do: 'page',
  question: '研修の取組は？',
  page: 1,
  today: '2026-06-15',
  previous: null,
} as const;

describe('the data of a button', () => {
  const actions: NewCardAction[] = [
    {
      do: 'page',
      question: '8月は？',
      page: 2,
      today: '2026-06-15',
      previous: { query: { a: [1] }, shown: 0, ids: ['i-1a2b'] },
      lang: 'ja',
    },
    { do: 'ask', question: '研修の取組は？', lang: 'ja' },
    { do: 'similar', id: 'i-1a2b', lang: 'en' },
    { do: 'initiative', id: 'i-1a2b', lang: 'en' },
    { do: 'department', name: 'こども・若者未来局', lang: 'ja' },
    { do: 'help', lang: 'ja' },
  ];
  test.each(actions)('comes back as it was sent: $do', (action) => {
    const sent: unknown = JSON.parse(JSON.stringify(actionData(action)));
    expect(parseCardAction(sent)).toEqual({ v: 1, ...action });
  });

  test('inputs and other fields that Teams adds are left out', () => {
    expect(parseCardAction({ v: 1, lang: 'ja', do: 'help', msteams: {}, role: 'admin' })).toEqual({
      v: 1,
      lang: 'ja',
      do: 'help',
    });
  });
});

describe('forged data is nothing', () => {
  const forged: unknown[] = [
    undefined,
    null,
    '',
    'help',
    7,
    [],
    {},
    { v: 2, lang: 'ja', do: 'help' },
    { lang: 'ja', do: 'help' },
    { v: 1, lang: 'fr', do: 'help' },
    { v: 1, lang: 'ja', do: 'drop' },
    { v: 1, lang: 'ja', do: 'ask', question: '' },
    { v: 1, lang: 'ja', do: 'ask', question: '   ' },
    { v: 1, lang: 'ja', do: 'ask', question: 'あ'.repeat(401) },
    { v: 1, lang: 'ja', do: 'ask', question: { $ne: null } },
    { v: 1, lang: 'ja', do: 'similar', id: '../../etc/passwd' },
    { v: 1, lang: 'ja', do: 'similar', id: ['i-1a2b'] },
    { v: 1, lang: 'ja', do: 'department', name: 'x'.repeat(101) },
    { ...PAGE, page: -1 },
    { ...PAGE, page: 1.5 },
    { ...PAGE, page: 1e9 },
    { ...PAGE, today: 'yesterday' },
    { ...PAGE, today: '2026-02-30' },
    { ...PAGE, previous: undefined },
    { ...PAGE, previous: { query: {}, shown: 0, ids: ['A B'] } },
    { ...PAGE, previous: { query: 'x'.repeat(2_000), shown: 0, ids: [] } },
  ];
  test.each(forged.map((data) => [JSON.stringify({ data }).slice(0, 80), data]))('%s', (_, data) => {
    expect(parseCardAction(data)).toBeNull();
  });

  test('whatever it is, parsing never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(parseCardAction(value)).toBeNull();
        const previous = { query: value, shown: 0, ids: [] };
        const parsed = parseCardAction({ ...PAGE, previous });
        expect(parsed === null || parsed.do === 'page').toBe(true);
      }),
    );
  });
});
