import { expect, test } from '@jest/globals';
import { createAdoptionCards } from '../../src/adoption/cards/cards.ts';
import type { CellState, ThemeCoverage } from '../../src/adoption/decide/coverage.ts';
import { unzipOffice } from '../../src/dataset/office/forms/zip.ts';
import { OPENED } from '../cards/adoption-gallery.ts';
import { DATA } from '../cards/fixtures.ts';
import { kit } from '../cards/kit.ts';

const place = { data: DATA, lang: 'ja' } as const;

test('what is shared links to the bot with a question for the row', () => {
  const { department, name } = OPENED.initiative;
  const shared = (appId: string | null) => {
    const card = JSON.stringify(createAdoptionCards(kit, appId, () => []).share(OPENED, place));
    return /https:\/\/teams\.microsoft\.com\/l\/chat\/[^"\\]+/.exec(card)?.[0] ?? null;
  };
  const link = new URL(shared('00000000-0000-4000-8000-000000000001')!);
  expect(link.pathname).toBe('/l/chat/0/0');
  expect(link.searchParams.get('users')).toBe('28:00000000-0000-4000-8000-000000000001');
  expect(link.searchParams.get('message')).toBe(`${department}の「${name}」は？`);
  expect(shared(null)).toBeNull();
});

test('each state of the coverage has a fill of its own, and none is left white', () => {
  const states: readonly CellState[] = ['does', 'planned', 'takesOver', 'none'];
  const coverage: readonly ThemeCoverage[] = states.map((state) => ({
    theme: { id: state, label: { ja: state, en: state } },
    rows: [],
    cells: [{ department: '会計課', state }],
  }));
  const { bytes } = createAdoptionCards(kit, null, () => []).matrixFile(coverage, 0, place);
  const parts = unzipOffice(bytes);
  const styles = parts.text('xl/styles.xml')!;
  const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);
  const fills = all(styles, /<fill>(.*?)<\/fill>/g).map((fill) => /rgb="(\w+)"/.exec(fill)?.[1] ?? null);
  const formats = /<cellXfs.*<\/cellXfs>/.exec(styles)![0];
  const fillOf = all(formats, /<xf([^>]*)/g).map(
    (format) => fills[Number(/fillId="(\d+)"/.exec(format)?.[1] ?? 0)],
  );
  const cells = all(parts.text('xl/worksheets/sheet1.xml')!, /<c r="[B-E]2"([^>]*)/g);
  expect(cells.map((cell) => fillOf[Number(/s="(\d+)"/.exec(cell)![1])])).toEqual([
    'FFD5EFDB',
    'FFFFF1C9',
    'FFD6E4FA',
    null,
  ]);
});
