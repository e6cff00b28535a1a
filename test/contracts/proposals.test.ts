import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { digestOfFiles } from '../../src/dataset/digest.ts';
import { loadDataset, readDatasetFiles } from '../../src/dataset/load/dataset.ts';
import { packEntries } from '../../src/dataset/load/packed-entries.ts';
import { packed, type PackedFiles } from '../../src/dataset/load/packed-files.ts';
import type { DifferenceEntry } from '../../src/dataset/edition/difference-entry.ts';
import { decideStep, entryOf, type Proposal, type ProposalStep } from '../../src/editions/decide/proposal.ts';
import { editionOf } from '../../src/editions/edition.ts';
import type { Confirmation } from '../../src/rows/ports.ts';
import type { Storage } from '../../src/storage/open.ts';
import { onBothDatabases, testDelivery, testEntry, testNotice } from './both.ts';

const DATA = join(import.meta.dirname, '../../data');
const files = readDatasetFiles(DATA);
const first = editionOf(digestOfFiles(files), loadDataset(DATA).source, { madeBy: 'folder', madeAt: 1 });
const ann = { id: 'ann', name: '職員A' };
const bob = { id: 'bob', name: '職員B' };

/** A draft whose files are the folder's with another list of words. */
async function draft(n: number): Promise<{ proposal: Proposal; files: PackedFiles }> {
  const others = new Map([...files, ['expansions.txt', `# ${String(n)}\n`]]);
  const edition = editionOf(
    digestOfFiles(others),
    { ...loadDataset(DATA).source, title: `版${String(n)}` },
    { madeBy: 'ann', madeAt: n },
  );
  const proposal: Proposal = {
    id: `p-${String(n).padStart(32, '0')}`,
    version: 1,
    state: 'draft',
    kind: 'words',
    author: ann,
    about: `変更${String(n)}`,
    base: first.id,
    edition,
    difference: {
      counts: { gone: 0, renamed: 0, changed: 0, added: 0, words: 1, unchanged: 49 },
      newDepartments: [],
      goneDepartments: [],
      unreadTimes: [],
    },
    warnings: [],
    passedOver: [],
    trial: null,
    decidedBy: null,
    reason: '',
    createdAt: n,
    movedAt: n,
  };
  return { proposal, files: await packed(others) };
}

/** A database keeps files in no order. */
const sorted = (stored: PackedFiles | null) => stored?.toSorted((a, b) => (a.name < b.name ? -1 : 1));

const entries = (count: number): DifferenceEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'words',
    id: null,
    department: '',
    title: `言葉${String(index)}`,
    fields: [{ field: 'words', before: '', after: 'あ' }],
  }));

async function created(storage: Storage, n: number, count = 1) {
  const one = await draft(n);
  const entry = entryOf(one.proposal, 'draft', { actor: ann, at: n });
  await storage.proposals.create(
    one.proposal,
    { files: one.files, entries: await packEntries(entries(count)) },
    entry,
  );
  return one;
}

async function firstAnswers(storage: Storage): Promise<void> {
  await storage.editions.add(first, await packed(files), testEntry());
  await storage.editions.activate(first.id, null, testEntry());
}

/** What a press would write. */
function stepped(proposal: Proposal, step: ProposalStep, actor = bob) {
  const decision = decideStep(proposal, step, {
    actor,
    version: proposal.version,
    active: first.id,
    mayApprove: true,
    isGrantedByAuthor: false,
    by: 'editor by grant',
    now: 5000,
  });
  if (!decision.ok) throw new Error(decision.refusal);
  return decision;
}

async function requested(storage: Storage, n: number) {
  const { proposal } = await created(storage, n);
  const { next, entry } = stepped(proposal, { do: 'request' }, ann);
  expect(await storage.proposals.commit(next, entry, { notices: [] })).toBe(true);
  return next;
}

onBothDatabases((storage, other) => {
  test('a draft comes back whole, its differences in any piece', async () => {
    const { proposal, files: drafted } = await created(storage(), 1, 95);
    expect(await storage().proposals.get(proposal.id)).toEqual(proposal);
    expect(sorted(await storage().proposals.files(proposal.id))).toEqual(sorted(drafted));
    const titles = async (from: number, count: number) =>
      (await storage().proposals.changes(proposal.id, from, count)).map(({ title }) => title);
    expect(await titles(0, 2)).toEqual(['言葉0', '言葉1']);
    expect(await titles(38, 4)).toEqual(['言葉38', '言葉39', '言葉40', '言葉41']);
    expect(await titles(92, 9)).toEqual(['言葉92', '言葉93', '言葉94']);
    expect(await titles(200, 4)).toEqual([]);
    expect(await titles(0, 200)).toHaveLength(95);
    expect(await storage().proposals.get('p-none')).toBeNull();
    expect(await storage().proposals.files('p-none')).toBeNull();
  });

  test('where a change comes to nothing, what its author has said of its rows since is taken back with it', async () => {
    const { proposal } = await created(storage(), 50);
    const said = (rowId: string, answer: Confirmation['answer'], at: number, person = ann): Confirmation => ({
      ...{ rowId, answer, at, person },
      ...{ round: '2026-04', department: '総務局' },
    });
    const all = [said('i-4', 'edit', 40), said('i-1', 'end', 60), said('i-2', 'same', 61)];
    const others = [said('i-3', 'end', 62, bob), said('i-5', 'edit', 63)];
    await storage().confirmations.confirm([...all, ...others], () => testEntry());
    const rowIds = async () => (await storage().confirmations.inRound('2026-04')).map(({ rowId }) => rowId);
    const { next, entry } = stepped(proposal, { do: 'withdraw' }, ann);
    const more = { notices: [], unsaid: ['i-1', 'i-2', 'i-3', 'i-4'] };
    // Somebody was faster: nothing is written.
    expect(await storage().proposals.commit({ ...next, version: 7 }, entry, more)).toBe(false);
    expect(await rowIds()).toHaveLength(5);
    expect(await storage().proposals.commit(next, entry, more)).toBe(true);
    // What was said before the draft, that a row holds, what somebody else has said, and of other rows.
    expect(await rowIds()).toEqual(['i-4', 'i-2', 'i-3', 'i-5']);
  });

  test('two people with words for the same questions make one draft, also at once; a day later another', async () => {
    const { proposal, files: drafted } = await draft(1);
    const keep = async (of: Storage, over: Partial<Proposal>) => {
      const one: Proposal = { ...proposal, kind: 'words', questionGroup: 'g', ...over };
      const content = { files: drafted, entries: await packEntries(entries(1)) };
      return (await of.proposals.create(one, content, entryOf(one, 'draft', { actor: one.author, at: 1 })))
        .id;
    };
    const otherWords = { author: bob, edition: { ...proposal.edition, id: 'e-bob' } };
    const [anns, bobs] = await Promise.all([
      keep(storage(), { id: 'p-ann' }),
      keep(other(), { id: 'p-bob', ...otherWords }),
    ]);
    expect(anns).toBe(bobs);
    expect(await storage().proposals.list({ states: ['draft'], limit: 9 })).toHaveLength(1);
    // For other questions, and when the first has been left alone for a day, they are drafts of their own.
    const third = { author: { id: 'c', name: 'C' }, edition: { ...proposal.edition, id: 'e-c' } };
    expect(await keep(storage(), { id: 'p-c', ...third, questionGroup: 'h' })).toBe('p-c');
    const later = proposal.createdAt + 86_400_000;
    const fourth = { author: { id: 'd', name: 'D' }, edition: { ...proposal.edition, id: 'e-d' } };
    expect(await keep(storage(), { id: 'p-d', ...fourth, createdAt: later })).toBe('p-d');
  });

  test('the same change by the same person is one draft, also when two presses come at once', async () => {
    const { proposal, files: drafted } = await draft(1);
    const keep = async (of: Storage, one: Proposal) =>
      await of.proposals.create(
        one,
        { files: drafted, entries: await packEntries(entries(1)) },
        entryOf(one, 'draft', { actor: ann, at: 1 }),
      );
    const twice = [proposal, { ...proposal, id: 'p-second' }] as const;
    const kept = await Promise.all([keep(storage(), twice[0]), keep(other(), twice[1])]);
    expect(kept[0]).toEqual(kept[1]);
    expect(await storage().proposals.list({ states: ['draft'], limit: 9 })).toEqual([kept[0]]);
    expect(await storage().broadcasts.auditRows({ limit: 9 })).toHaveLength(1);
    // Somebody else's, and one after it was withdrawn, are drafts of their own.
    await keep(storage(), { ...proposal, id: 'p-bob', author: bob });
    const { next, entry } = stepped(kept[0], { do: 'withdraw' }, ann);
    await storage().proposals.commit(next, entry, { notices: [] });
    expect((await keep(storage(), { ...proposal, id: 'p-third' })).id).toBe('p-third');
  });

  test('a draft that takes the place of others withdraws them, unless they have moved on', async () => {
    const [one, two] = [(await created(storage(), 1)).proposal, (await created(storage(), 2)).proposal];
    const replaced = [one, two].map((proposal) => stepped(proposal, { do: 'withdraw' }, ann));
    const { next, entry } = stepped(two, { do: 'request' }, ann);
    await storage().proposals.commit(next, entry, { notices: [] });
    const three = await draft(3);
    const content = { files: three.files, entries: await packEntries(entries(1)) };
    const begun = entryOf(three.proposal, 'draft', { actor: ann, at: 3 });
    await storage().proposals.create(three.proposal, content, begun, replaced);
    const states = [one, two, three.proposal].map(
      async ({ id }) => (await storage().proposals.get(id))?.state,
    );
    expect(await Promise.all(states)).toEqual(['withdrawn', 'requested', 'draft']);
    const trail = await storage().broadcasts.auditRows({ limit: 9 });
    expect(trail.filter(({ action }) => action === 'proposal.withdraw')).toHaveLength(1);
  });

  test('a step is written with its entry and its notices, once, of the version that stands', async () => {
    const { proposal } = await created(storage(), 1);
    const { next, entry } = stepped(proposal, { do: 'request' }, ann);
    const notices = [{ message: testNotice('n-1'), deliveries: [testDelivery('person:bob')] }];
    const both = await Promise.all([
      storage().proposals.commit(next, entry, { notices }),
      other().proposals.commit(next, entry, { notices }),
    ]);
    expect(both.filter((done) => done)).toHaveLength(1);
    expect(await storage().ledger.counts('n-1')).toMatchObject({ pending: 1 });
    const trail = await storage().broadcasts.auditRows({ limit: 9 });
    expect(trail.map(({ action }) => action)).toEqual(['proposal.draft', 'proposal.request']);
    await created(storage(), 2);
    const list = async (states: Proposal['state'][]) =>
      (await storage().proposals.list({ states, limit: 9 })).map(({ about }) => about);
    expect(await list(['draft', 'requested'])).toEqual(['変更1', '変更2']);
    expect(await list(['draft'])).toEqual(['変更2']);
  });

  test('approved, it is an edition and answers; of two by two people at once, one', async () => {
    await firstAnswers(storage());
    const one = await requested(storage(), 1);
    const two = await requested(storage(), 2);
    const approve = (of: Storage, proposal: Proposal) => {
      const { next, entry } = stepped(proposal, { do: 'approve' });
      return of.proposals.approve(next, entry, []);
    };
    const twice = await Promise.all([approve(storage(), one), approve(other(), one)]);
    expect([...twice].sort()).toEqual(['done', 'stale']);
    expect(await storage().editions.active()).toMatchObject({ id: one.edition.id, turn: 2 });
    expect(await storage().editions.files(one.edition.id)).toContainEqual({
      name: 'expansions.txt',
      text: '# 1\n',
    });
    // Made on what answers no more: nothing is written, neither edition nor step nor entry.
    expect(await approve(other(), two)).toBe('overtaken');
    expect(await storage().editions.get(two.edition.id)).toBeNull();
    expect(await storage().proposals.get(two.id)).toMatchObject({ state: 'requested', version: 2 });
    const trail = await storage().broadcasts.auditRows({ limit: 99 });
    expect(trail.map(({ action }) => action).slice(-2)).toEqual(['proposal.approve', 'edition.activate']);
  });

  test('compared again it holds what it holds now; the earlier edition comes back without files of its own', async () => {
    await firstAnswers(storage());
    const { proposal } = await created(storage(), 1, 3);
    const back = { ...proposal, version: 2, edition: first };
    const content = { files: null, entries: await packEntries(entries(1)) };
    expect(await storage().proposals.commit(back, testEntry(), { notices: [], content })).toBe(true);
    expect(await storage().proposals.changes(proposal.id, 0, 9)).toHaveLength(1);
    expect(sorted(await storage().proposals.files(proposal.id))).toEqual(sorted(await packed(files)));
  });

  test('what nobody has moved for long is forgotten, with its files; editions stay', async () => {
    await firstAnswers(storage());
    await created(storage(), 1);
    await created(storage(), 90);
    expect(await storage().proposals.prune(50)).toBe(1);
    expect(await storage().proposals.prune(50)).toBe(0);
    expect(await storage().proposals.files((await draft(1)).proposal.id)).toBeNull();
    expect(await storage().proposals.files((await draft(90)).proposal.id)).not.toBeNull();
    expect(await storage().editions.files(first.id)).not.toBeNull();
  });

  test('a sent file waits for its owner, and what was said of its form is known for the next', async () => {
    const { sentFiles } = storage();
    const bytes = Uint8Array.from([0, 1, 254, 255]);
    const file = { id: 'f-1', ownerId: 'ann', name: '一覧.xlsx', bytes, sentAt: 10 };
    await sentFiles.put(file);
    await sentFiles.put(file);
    const kept = await sentFiles.get('f-1');
    expect({ ...kept, bytes: Uint8Array.from(kept!.bytes) }).toEqual(file);
    expect(await sentFiles.choices('form')).toBeNull();
    await sentFiles.remember('form', { 項目: 'name' }, 'ann', 1);
    await sentFiles.remember('form', { 項目: 'summary' }, 'ann', 2);
    expect(await sentFiles.choices('form')).toEqual({ 項目: 'summary' });
    expect(await sentFiles.prune(11)).toBe(1);
    expect(await sentFiles.get('f-1')).toBeNull();
  });
});
