import { expect, test } from '@jest/globals';
import type { FollowServices } from '../../src/follow/chat/services.ts';
import { type Follow, seenOf, type SpreadStep } from '../../src/follow/decide/follow.ts';
import { tellFollowers } from '../../src/follow/jobs.ts';
import type { Initiative } from '../../src/dataset/schema.ts';

const row = (id: string) => ({ id, name: id, department: '会計課', schedule: { text: '' } }) as Initiative;
const step = (seq: number, initiativeId: string): SpreadStep => ({
  seq,
  initiativeId,
  department: '消防局',
  kind: 'move',
  state: 'trying',
  personId: 'a',
});

/** One follow that has seen these rows; what is told of it, as ids. */
function following(seen: readonly string[]) {
  const state = { revision: 'r1', found: [...seen], steps: [] as SpreadStep[] };
  const told: unknown[] = [];
  let follow: Follow = {
    id: 'f',
    recipientId: 'person:p',
    question: '来月始まる取組',
    lang: 'ja',
    setBy: { id: 'p', name: '' },
    createdAt: 1,
    revision: 'r1',
    ...seenOf(seen.map(row)),
    newsSeq: 0,
  };
  const parts = {
    now: () => 1,
    timeZone: 'Asia/Tokyo',
    onPlanned: () => undefined,
    knowledge: () => ({
      data: { revision: state.revision, initiatives: ['a', 'b', 'c', 'new'].map(row) },
      engine: { ask: () => ({ hits: state.found.map((id) => ({ initiative: row(id) })) }) },
    }),
    spread: {
      lastSeq: () => Promise.resolve(state.steps.length),
      newsAfter: (seq: number) => Promise.resolve(state.steps.filter((one) => one.seq > seq)),
    },
    store: {
      behind: (than: Pick<Follow, 'revision' | 'newsSeq'>, after: string) =>
        Promise.resolve(
          after === '' && (follow.revision !== than.revision || follow.newsSeq < than.newsSeq)
            ? [follow]
            : [],
        ),
      advance: (_before: Follow, next: Follow) => {
        follow = next;
        return Promise.resolve(true);
      },
    },
    cards: {
      news: (_follow: Follow, news: { rows: { initiative: Initiative }[]; steps: SpreadStep[] }) => {
        told.push([news.rows.map(({ initiative }) => initiative.id), news.steps.map(({ seq }) => seq)]);
        return {};
      },
    },
  } as unknown as FollowServices;
  return { state, told, look: () => tellFollowers(parts) };
}

test('a step is no reason to call rows new that the document had before, which the time alone brings', async () => {
  const { state, told, look } = following(['a']);
  state.found = ['b', 'c'];
  state.steps.push(step(1, 'x'));
  await look();
  expect(told).toEqual([]);
  state.steps.push(step(2, 'b'));
  await look();
  expect(told).toEqual([[[], [2]]]);
});

test('what a new edition brings is new, also after a step on another day', async () => {
  const { state, told, look } = following(['a']);
  state.found = ['b'];
  state.steps.push(step(1, 'x'));
  await look();
  state.revision = 'r2';
  state.found = ['b', 'new'];
  await look();
  expect(told).toEqual([[['new'], []]]);
});
