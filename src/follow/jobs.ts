import { type Notice, noticeTo } from '../delivery/notice.ts';
import { find, type FollowServices } from './chat/services.ts';
import { type Follow, rowNews, seenOf, type SpreadStep, stepNews } from './decide/follow.ts';

const pageSize = 100;
/** Steps beyond these are looked at next time. */
const mostSteps = 500;

/**
 * Compares what is followed with the data and the steps as they are now, and tells of what has come up: once, whichever
 * instance looks first. Safe at any time; what a kill leaves is done by the next look.
 */
export async function tellFollowers(services: FollowServices): Promise<void> {
  const { store, spread, knowledge, onPlanned } = services;
  const { revision } = knowledge().data;
  const newsSeq = await spread.lastSeq();
  let after = '';
  for (;;) {
    const follows = await store.behind({ revision, newsSeq }, after, pageSize);
    if (follows.length === 0) return;
    const steps = await spread.newsAfter(Math.min(...follows.map((follow) => follow.newsSeq)), mostSteps);
    for (const follow of follows) {
      // Data that have been replaced meanwhile are compared by the next look.
      if (knowledge().data.revision !== revision) return;
      const { next, notice } = compared(services, follow, steps);
      if ((await store.advance(follow, next, notice)) && notice) onPlanned();
    }
    after = follows.at(-1)!.id;
  }
}

function compared(
  services: FollowServices,
  follow: Follow,
  steps: readonly SpreadStep[],
): { readonly next: Follow; readonly notice: Notice | null } {
  const { data } = services.knowledge();
  const { rows } = find(services, follow);
  const last = Math.max(follow.newsSeq, steps.at(-1)?.seq ?? 0);
  const next: Follow = { ...follow, revision: data.revision, ...seenOf(rows), newsSeq: last };
  const news = {
    // In the same data a time finds other rows on another day: none of them is new.
    rows: follow.revision === data.revision ? [] : rowNews(rows, data.initiatives, follow),
    steps: named(stepNews(steps, rows, follow), services),
  };
  if (news.rows.length + news.steps.length === 0) return { next, notice: null };
  const { lang, recipientId } = follow;
  const content = { [lang]: services.cards.news(next, news, { data, lang }) };
  const id = `${follow.id}-${data.revision.slice(0, 16)}-${last}`;
  return { next, notice: noticeTo([recipientId], { id, content, at: services.now() }) };
}

function named(steps: readonly SpreadStep[], { knowledge }: FollowServices) {
  const names = new Map(knowledge().data.initiatives.map(({ id, name }) => [id, name]));
  return steps.map((step) => ({ ...step, name: names.get(step.initiativeId) ?? '' }));
}
