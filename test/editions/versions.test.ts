import { expect, test } from '@jest/globals';
import { offerDrafts } from '../../src/broadcast/cards/home-card.ts';
import { createEditionCards } from '../../src/editions/cards/cards.ts';
import type { EditionServices } from '../../src/editions/chat/services.ts';
import { versions } from '../../src/editions/chat/versions.ts';
import type { DifferenceEntry } from '../../src/dataset/edition/difference-entry.ts';
import type { Proposal } from '../../src/editions/decide/proposal.ts';
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

test('a draft speaks of departments in the reader’s language, and of what a row takes with it in a line', () => {
  const view = { ...editionView(), isAuthor: true, mayApprove: false, note: null };
  const json = JSON.stringify(
    createEditionCards(kit, offerDrafts).proposal(view, { data: DATA, lang: 'en' }).card,
  );
  expect(json).toContain('Words or contact: General Affairs Bureau');
  expect(json).toContain('Removed departments');
  expect(json).toContain('Accounting Division');
  expect(json).toContain('Removed with it: Name in English and Questions');
  expect(json).not.toContain('asked a hundred ways');
  expect(json).toContain('More than half of the initiatives of the current edition (2) would go');
});

/** A draft of which some is gone, and some other. */
function editionView() {
  const gone = (field: 'summary' | 'enName' | 'questions', before: string) => ({ field, before, after: '' });
  const proposal: Proposal = {
    id: `p-${'0'.repeat(32)}`,
    version: 1,
    state: 'draft',
    kind: 'file',
    author: { id: 'person-2', name: '職員A' },
    about: 'list.xlsx',
    base: kept[0]!.id,
    edition: { ...kept[0]!, fiscalYear: 2026 },
    difference: {
      counts: { gone: 2, renamed: 0, changed: 0, added: 0, words: 1, unchanged: 0 },
      newDepartments: [],
      goneDepartments: ['会計課'],
      unreadTimes: [],
    },
    ...{ warnings: [], passedOver: [], trial: null, decidedBy: null, reason: '', createdAt: 1, movedAt: 1 },
  };
  const entries: DifferenceEntry[] = [
    {
      ...{ kind: 'gone', id: 'i-1', department: '会計課', title: '勉強会' },
      fields: [gone('summary', '学ぶ。'), gone('enName', 'Study'), gone('questions', 'asked a hundred ways')],
    },
    {
      ...{ kind: 'words', id: null, department: '総務局', title: '総務局' },
      fields: [{ field: 'contact', before: '', after: '人材育成課' }],
    },
  ];
  return { proposal, entries, page: 0, isOvertaken: false };
}
