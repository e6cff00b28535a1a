/** Lets one edition after the other answer, and asks owners about their rows, until it is killed; tells what was done. */
import { digestOfFiles } from '../../../src/dataset/digest.ts';
import { createKnowledge } from '../../../src/bot/knowledge.ts';
import { systemClock } from '../../../src/calendar/clock.ts';
import { loadCardKit } from '../../../src/cards/load.ts';
import { createCards } from '../../../src/cards/answer/cards.ts';
import { type DatasetFiles, datasetOf, readDatasetFiles } from '../../../src/dataset/load/dataset.ts';
import { packEntries } from '../../../src/dataset/load/packed-entries.ts';
import { packed, unpacked } from '../../../src/dataset/load/packed-files.ts';
import { differenceOf } from '../../../src/dataset/edition/difference.ts';
import { toJson } from '../../../src/dataset/json.ts';
import type { InitiativesFile } from '../../../src/dataset/schema.ts';
import { type Circumstances, decideStep, type Proposal } from '../../../src/editions/decide/proposal.ts';
import { editionOf } from '../../../src/editions/edition.ts';
import { createEngine } from '../../../src/question/engine.ts';
import { startEditions } from '../../../src/start/data/editions.ts';
import { openStorage } from '../../../src/storage/open.ts';

const [dataset = '', dataDir = '', databaseUrl = '', round = '0'] = process.argv.slice(2);
const storage = openStorage({ dataDir, databaseUrl: databaseUrl === '' ? undefined : databaseUrl });
const folder = readDatasetFiles(dataset);
const data = datasetOf(folder);
const editions = startEditions({
  storage,
  knowledge: createKnowledge({ data, engine: createEngine(data), cards: createCards(loadCardKit()) }),
  folder: { files: folder, data },
  clock: systemClock,
  onError: (error) => {
    throw error;
  },
  log: { info: () => undefined, warn: () => undefined },
});
await editions.follow();

const author = { id: 'a', name: 'a' };
const approver = { id: 'b', name: 'b' };
const tell = (what: string, id: string) =>
  process.stdout.write(`${JSON.stringify({ what, id, at: Date.now() })}\n`);
const notice = (id: string) => ({
  message: { id, kind: 'notice', action: 'post', priority: 5, content: null, originalId: null } as const,
  deliveries: [{ recipientId: 'person:x', dueAt: 0, content: null, skip: null }],
});

function retitled(files: DatasetFiles, title: string): DatasetFiles {
  const file = JSON.parse(files.get('initiatives.json')!) as InitiativesFile;
  return new Map(files).set('initiatives.json', toJson({ ...file, source: { ...file.source, title } }));
}

function stepped(proposal: Proposal, step: 'request' | 'approve', actor: Circumstances['actor']) {
  const { version, base } = proposal;
  const rights = { mayApprove: true, isGrantedByAuthor: false, by: 'approver' } as const;
  const decided = decideStep(
    proposal,
    { do: step },
    { actor, version, active: base, ...rights, now: Date.now() },
  );
  if (!decided.ok) throw new Error(decided.refusal);
  return decided;
}

tell('ready', round);
for (let n = 0; ; n += 1) {
  const base = (await storage.editions.active())!.id;
  const before = await unpacked((await storage.editions.files(base))!);
  const files = retitled(before, `版 ${round}-${n}`);
  const { entries, ...difference } = differenceOf(before, files);
  const now = Date.now();
  const proposal: Proposal = {
    id: `p-${round}-${n}`,
    version: 1,
    state: 'draft',
    kind: 'file',
    author,
    about: '',
    base,
    edition: editionOf(digestOfFiles(files), datasetOf(files).source, { madeBy: author.id, madeAt: now }),
    difference,
    warnings: [],
    passedOver: [],
    trial: null,
    decidedBy: null,
    reason: '',
    createdAt: now,
    movedAt: now,
  };
  const entry = { at: now, actor: author.id, action: 'proposal.draft', subject: proposal.id, detail: {} };
  const content = { files: await packed(files), entries: await packEntries(entries) };
  await storage.proposals.create(proposal, content, entry);
  const requested = stepped(proposal, 'request', author);
  await storage.proposals.commit(requested.next, requested.entry, { notices: [notice(`r-${proposal.id}`)] });
  tell('requested', proposal.id);
  const approved = stepped(requested.next, 'approve', approver);
  const done = await storage.proposals.approve(approved.next, approved.entry, [notice(`a-${proposal.id}`)]);
  if (done !== 'done') throw new Error(done);
  tell('approved', proposal.id);

  // As every instance does: whoever has not been asked in this round is.
  const known = new Set((await storage.confirmations.asked('2026-04')).map(({ department }) => department));
  for (const department of [`d-${Number(round)}-${n}`, `d-${Number(round) - 1}-${n}`]) {
    if (known.has(department)) continue;
    const asked = { round: '2026-04', department, personId: 'x', askedAt: Date.now() } as const;
    if (await storage.confirmations.ask(asked, notice(`c-${department}-${round}`))) tell('asked', department);
  }
}
