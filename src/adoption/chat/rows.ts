import { can } from '../../access/roles.ts';
import type { Visitor } from '../../chat/visitor.ts';
import { monthAt } from '../../calendar/zone.ts';
import { oneMonth, parseMonth } from '../../calendar/month.ts';
import { runsIn, spanOf } from '../../calendar/runs.ts';
import { contactOf } from '../../dataset/contact.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { RegisteredOwner } from '../../cards/words/contact.ts';
import type { RowView } from '../cards/view.ts';
import { adoptionId } from '../decide/adoption.ts';
import { chainsOf } from '../decide/lineage.ts';
import type { AdoptionServices } from './services.ts';

const mostAlike = 5;

function progressOf({ schedule }: Initiative, now: number, timeZone: string): RowView['progress'] {
  const month = monthAt(now, timeZone);
  const span = spanOf(schedule);
  if (runsIn(span, oneMonth(parseMonth(month)))) return 'running';
  if (schedule.start !== null && schedule.start > month) return 'notStarted';
  return schedule.end !== null && schedule.end < month ? 'ended' : null;
}

/** Everything about a row, as it is for this visitor. */
export async function rowView(
  services: AdoptionServices,
  initiative: Initiative,
  visitor: Pick<Visitor, 'personId' | 'roles'>,
): Promise<RowView> {
  const { store, knowledge, now, timeZone } = services;
  const adoptions = await store.all();
  const department = await store.departmentOf(visitor.personId);
  const own = department === null ? null : adoptionId(initiative.id, department);
  const alike = knowledge()
    .engine.similar(initiative.id, mostAlike)
    .map((hit) => hit.initiative.department);
  return {
    initiative,
    contact: contactOf(initiative, knowledge().data),
    owner: await ownerOf(services, initiative.department),
    progress: progressOf(initiative, now(), timeZone),
    chains: chainsOf(initiative, adoptions),
    alike: [...new Set(alike)].filter((name) => name !== initiative.department),
    own: adoptions.find(({ id }) => id === own) ?? null,
    history: await history(services, initiative),
    mayEdit: can(visitor.roles, 'editData'),
  };
}

/** A card can be shown without who is registered. */
export async function ownerOf(
  services: AdoptionServices,
  department: string,
): Promise<RegisteredOwner | null> {
  try {
    return await services.ownerOf(department);
  } catch (error) {
    services.onError(error);
    return null;
  }
}

/** A row can be shown without its past. */
async function history(
  { historyOf, onError }: AdoptionServices,
  initiative: Initiative,
): Promise<RowView['history']> {
  try {
    return await historyOf(initiative);
  } catch (error) {
    onError(error);
    return [];
  }
}
