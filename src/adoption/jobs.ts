import { restingNotice, entryOf } from './chat/notices.ts';
import type { AdoptionServices } from './chat/services.ts';
import { linked } from './decide/decide-step.ts';
import { newLinks } from './decide/lineage.ts';

/** Three months without a step. */
const restingMs = 91 * 86_400_000;
const mostAlike = 10;

/** Asks, once for each step, how those go on that have rested; safe at any time, on any number of instances. */
export async function askResting(services: AdoptionServices): Promise<void> {
  const { store, now, onPlanned } = services;
  for (const adoption of await store.resting(now() - restingMs))
    if (await store.ask(adoption, restingNotice(services, adoption), now())) onPlanned();
}

/**
 * Links what has been taken over with the departments' own rows in the data as they are now. false: somebody moved one
 * of them meanwhile, and it is not linked yet.
 */
export async function linkRows({
  store,
  knowledge,
  now,
}: Pick<AdoptionServices, 'store' | 'knowledge' | 'now'>): Promise<boolean> {
  const { data, engine } = knowledge();
  const likeIds = (id: string) =>
    data.initiatives.some((row) => row.id === id)
      ? engine.similar(id, mostAlike).map(({ initiative }) => initiative.id)
      : [];
  let areAll = true;
  for (const { adoption, rowId } of newLinks(await store.all(), data.initiatives, likeIds)) {
    const change = linked(adoption, rowId, now());
    if (!(await store.commit(change, entryOf(change), []))) areAll = false;
  }
  return areAll;
}
