import { expect, test } from '@jest/globals';
import { offerDrafts } from '../../src/broadcast/cards/home-card.ts';
import { createEditionCards } from '../../src/editions/cards/cards.ts';
import type { EditionServices } from '../../src/editions/chat/services.ts';
import { versions } from '../../src/editions/chat/versions.ts';
import type { Edition } from '../../src/editions/edition.ts';
import { DATA } from '../cards/fixtures.ts';
import { kit } from '../cards/kit.ts';

/** The youngest first. */
const kept = Array.from({ length: 230 }, (_, index): Edition => ({
  id: `e-${String(index).padStart(16, '0')}`,
  title: `取組（その${String(230 - index)}）`,
  sourceFile: 'list.xlsx',
  sha256: '',
  asOf: null,
  fiscalYear: null,
  madeBy: 'person-1',
  madeAt: 230 - index,
}));
const parts = {
  cards: createEditionCards(kit, offerDrafts),
  knowledge: () => ({ data: DATA }),
  actor: () => Promise.resolve({ roles: new Set(['editor']) }),
  editions: {
    list: (limit: number, skipped = 0) => Promise.resolve(kept.slice(skipped, skipped + limit)),
    active: () => Promise.resolve({ id: kept[0]!.id }),
  },
} as unknown as EditionServices;
const visitor = { personId: 'person-2' } as Parameters<typeof versions>[2];
const pageOf = async (page: number) =>
  JSON.stringify((await versions(parts, { page, lang: 'ja' }, visitor, true)).message);

test('however many editions there are, the list leads to the oldest, and ends there', async () => {
  const first = await pageOf(0);
  expect(first).toContain('取組（その230）');
  expect(first).toContain('"page":1');
  const late = await pageOf(26);
  expect(late).toContain('取組（その22）');
  expect(late).toContain('"page":27');
  const last = await pageOf(28);
  expect(last).toContain('取組（その6）');
  expect(last).toContain('取組（その1）');
  expect(last).not.toContain('"page":29');
});
