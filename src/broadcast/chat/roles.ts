import { basisFor, grantableRoles, type GrantableRole, type KnownActor } from '../../access/roles.ts';
import type { TeamStanding } from '../../access/team-roles.ts';
import type { Lang } from '../../question/answer.ts';
import type { CardNotes } from '../cards/base-model.ts';
import type { BroadcastRolesView } from '../cards/view.ts';
import { findObjectIds } from '../decide/audience.ts';
import { type BroadcastAnswer, done, say } from './answers.ts';
import type { ChatPorts } from './ports.ts';

/** A change of who holds a role. */
export interface RoleChange {
  readonly grant: boolean;
  readonly role: GrantableRole;
  /** Object ids or user principal names. */
  readonly people: readonly string[];
}

/** Who may do what, shown to and changed by the admins. */
export interface RoleCards {
  show(lang: Lang): Promise<BroadcastAnswer>;
  change(actor: KnownActor, change: RoleChange, lang: Lang): Promise<BroadcastAnswer>;
}

export function createRoleCards(ports: ChatPorts): RoleCards {
  const { store, sources, teamRoles, isOutsider, cards, data, now } = ports;

  async function show(
    notes: CardNotes,
    change: BroadcastRolesView['done'],
    lang: Lang,
  ): Promise<BroadcastAnswer> {
    const standings = await teamRoles.standings();
    const holders = await Promise.all(
      grantableRoles.map(async (role) => ({
        role,
        names: await Promise.all((await store.granted(role)).map(nameOf)),
        teams: standings.filter((one) => one.role === role).map(({ standing }) => teamView(standing)),
      })),
    );
    return say('roles', cards.roles({ holders, done: change }, notes, data(), lang), change !== null);
  }

  async function nameOf(id: string): Promise<string> {
    return (await sources.reach.get(`person:${id}`))?.name ?? id;
  }

  async function anyHasByTeam(people: readonly string[], role: GrantableRole): Promise<boolean> {
    const given = (await teamRoles.standings()).filter((one) => one.role === role);
    return given.some(
      ({ standing }) => standing.state === 'found' && people.some((id) => standing.members.has(id)),
    );
  }

  /** Of whom Teams tells nothing, nobody knows more than the admin. */
  async function hasOutsider(people: readonly string[]): Promise<boolean> {
    for (const id of people) if (await isOutsider(id)) return true;
    return false;
  }

  return {
    show: (lang) => show({}, null, lang),

    async change(actor, { grant: isGrant, role, people }, lang) {
      const found = await findObjectIds(people, sources, now());
      if (found.length === 0) return await show({ refusal: 'noPerson' }, null, lang);
      // All or nothing: who mentions a guest beside others looks again whom they mean.
      if (isGrant && (await hasOutsider(found))) return await show({ refusal: 'outsiderRole' }, null, lang);
      const action = isGrant ? 'grant' : 'revoke';
      const detail = { role, by: basisFor(actor, 'grantRoles') };
      let isChanged = false;
      for (const personId of found) {
        const entry = { at: now(), actor: actor.id, action, subject: personId, detail };
        const changes = isGrant
          ? await store.grant(personId, role, entry)
          : await store.revoke(personId, role, entry);
        isChanged ||= changes;
      }
      if (!isGrant && (await anyHasByTeam(found, role))) return await show({}, 'stillByTeam', lang);
      return isChanged
        ? done(await show({}, isGrant ? 'granted' : 'revoked', lang))
        : await show({}, 'already', lang);
    },
  };
}

function teamView(standing: TeamStanding): BroadcastRolesView['holders'][number]['teams'][number] {
  const { named, state } = standing;
  return state === 'found'
    ? { name: standing.team.name ?? named, state, count: standing.members.size }
    : { name: named, state, count: 0 };
}
