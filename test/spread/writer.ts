/** Takes steps of every kind on the data folder or the database that it is given, until it is killed. */
import { tmpdir } from 'node:os';
import { adoptionId } from '../../src/adoption/decide/adoption.ts';
import { type AdoptionChange, decideMove, decideWish } from '../../src/adoption/decide/decide-step.ts';
import { followId } from '../../src/follow/decide/follow.ts';
import { openStorage } from '../../src/storage/open.ts';

const [place = '', round = '0'] = process.argv.slice(2);
const storage = openStorage(
  place.includes('://') ? { dataDir: tmpdir(), databaseUrl: place } : { dataDir: place },
);
await storage.ready();

const person = { id: 'a', name: '職員A' };
const entry = (subject: string, action: string) => ({ at: 1, actor: 'a', action, subject, detail: {} });
const notice = (id: string) => ({
  message: { id, kind: 'notice', action: 'post', priority: 5, content: null, originalId: null } as const,
  deliveries: [{ recipientId: 'person:x', dueAt: 0, content: null, skip: null }],
});
const changeOf = (decided: ReturnType<typeof decideWish>): AdoptionChange => {
  if (decided === null || 'refusal' in decided) throw new Error('refused');
  return decided;
};

for (let n = 0; ; n += 1) {
  const id = `i-${round}-${n}`;
  const initiative = { id, department: '緑区役所', name: id };
  const begun = changeOf(decideWish(null, { initiative, department: '会計課', person, why: '' }, 1));
  const adoption = adoptionId(id, '会計課');
  await storage.adoptions.commit(begun, entry(adoption, 'begin'), [notice(`${adoption}-owner`)]);
  const move = { to: 'trying', note: '', version: 1 } as const;
  const trying = changeOf(decideMove(begun.next, move, { person, roles: new Set() }, 2));
  await storage.adoptions.commit(trying, entry(adoption, 'move'), [notice(`${adoption}-tried`)]);

  const follow = {
    id: followId('person:x', id),
    recipientId: 'person:x',
    question: id,
    lang: 'ja',
    setBy: person,
    createdAt: 1,
    revision: 'before',
    seen: {},
    names: {},
    newsSeq: 0,
  } as const;
  await storage.follows.begin(follow);
  await storage.follows.advance(follow, { ...follow, revision: 'after' }, notice(`told-${follow.id}`));

  const question = { at: 1, kind: 'none', text: id, lang: 'ja', key: id, label: id, rows: [] } as const;
  await storage.questions.keep(question);
  await storage.questions.addAsker(question, { recipientId: 'person:x', lang: 'ja' });
  const answer = { keys: [id], resolution: { kind: 'nothing' }, at: 3 } as const;
  await storage.questions.resolve(answer, () => ({
    entry: entry(id, 'answer'),
    notices: [notice(`answer-${id}`)],
  }));
  // From now on it may be killed: however slow the machine, it has come to something.
  if (n === 0) process.stdout.write('once\n');
}
