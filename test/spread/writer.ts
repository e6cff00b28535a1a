/**
 * Takes steps of every kind on the data folder or the database that it is given, until it is killed, and prints each
 * once it has been told that it is taken: `step id`, a line each.
 */
import { tmpdir } from 'node:os';
import { adoptionId } from '../../src/adoption/decide/adoption.ts';
import { type AdoptionChange, decideMove, decideWish } from '../../src/adoption/decide/decide-step.ts';
import { noticeTo, planOnce } from '../../src/delivery/notice.ts';
import { followId } from '../../src/follow/decide/follow.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { KillStep } from '../contracts/model/kills.ts';

const [place = '', round = '0', instance = '0'] = process.argv.slice(2);
const storage = openStorage(
  place.includes('://') ? { dataDir: tmpdir(), databaseUrl: place } : { dataDir: place },
);
await storage.ready();
const { adoptions, follows, questions, ledger } = storage;

const person = { id: 'a', name: '職員A' };
const waits = `person:${instance}`;
const entry = (subject: string, action: string) => ({ at: 1, actor: 'a', action, subject, detail: {} });
const notice = (id: string, to: readonly string[] = ['person:x']) => noticeTo(to, { id, content: {}, at: 1 });
const changeOf = (decided: ReturnType<typeof decideWish>): AdoptionChange => {
  if (decided === null || 'refusal' in decided) throw new Error('refused');
  return decided;
};
/** In one write: a line is whole, or not there. */
const taken = (step: KillStep, id: string, isTaken: boolean) => {
  if (isTaken) process.stdout.write(`${step} ${id}\n`);
};

async function adopt(id: string): Promise<void> {
  const initiative = { id, department: '緑区役所', name: id };
  const begun = changeOf(decideWish(null, { initiative, department: '会計課', person, why: '' }, 1));
  const adoption = adoptionId(id, '会計課');
  const begin = await adoptions.commit(begun, entry(adoption, 'begin'), [notice(`${adoption}-owner`)]);
  taken('begun', adoption, begin);
  const move = { to: 'trying', note: '', version: 1 } as const;
  const trying = changeOf(decideMove(begun.next, move, { person, roles: new Set() }, 2));
  const moved = await adoptions.commit(trying, entry(adoption, 'move'), [notice(`${adoption}-tried`)]);
  taken('moved', adoption, moved);
  taken('asked', adoption, await adoptions.ask(trying.next, notice(`rest-${adoption}`), 3));
}

async function follow(id: string): Promise<void> {
  const one = {
    ...{ id: followId('person:x', id), recipientId: 'person:x', question: id, setBy: person, createdAt: 1 },
    ...{ revision: 'before', seen: {}, names: {}, newsSeq: 0 },
    lang: 'ja',
  } as const;
  taken('followed', one.id, await follows.begin(one));
  const told = await follows.advance(one, { ...one, revision: 'after' }, notice(`told-${one.id}`));
  taken('told', one.id, told);
}

async function answer(id: string): Promise<void> {
  const question = { at: 1, kind: 'none', text: id, lang: 'ja', key: id, label: id, rows: [] } as const;
  await questions.keep(question);
  taken('kept', id, true);
  taken('waits', `${id} ${waits}`, await questions.addAsker(question, { recipientId: waits, lang: 'ja' }));
  const forwarded = await questions.forward(id, '会計課', notice(`forward-${id}`), entry(id, 'forward'));
  taken('forwarded', id, forwarded === 'forwarded');
  const resolved = { keys: [id], resolution: { kind: 'nothing' }, at: 3 } as const;
  const isAnswered = await questions.resolve(resolved, (askers) => ({
    entry: entry(id, 'answer'),
    notices: askers.map(({ recipientId }) => notice(`answer-${id} ${recipientId}`, [recipientId])),
  }));
  taken('answered', id, isAnswered);
}

for (let n = 0; ; n += 1) {
  const id = `i-${round}-${n}`;
  await adopt(id);
  await follow(id);
  await answer(id);
  // Of every round: one that was left half planned is planned to its end by the next.
  const report = `report-${n}`;
  taken('reported', report, await planOnce(ledger, report, ['person:x'], { at: 4, content: () => ({}) }));
  // From now on it may be killed: however slow the machine, it has come to something.
  if (n === 0) process.stdout.write('once\n');
}
