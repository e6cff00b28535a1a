import type { BroadcastAction } from '../cards/actions.ts';
import type { DeskNotes } from '../cards/frame.ts';
import type { BroadcastRolesView } from '../cards/view.ts';
import type { Lang } from '../../question/answer.ts';
import { type BroadcastAnswer, denied, done, say } from './answers.ts';
import { isUpn, meet, resolveAudience } from '../decide/audience.ts';
import { isObjectId } from '../../text/csv.ts';
import type { BroadcastDeskParts } from './desk-parts.ts';
import {
  basisFor,
  can,
  grantableRoles,
  type GrantableRole,
  type Holder,
  type Role,
} from '../../access/roles.ts';
import type { TeamStanding } from '../../access/team-roles.ts';

/** What a person can ask for about roles, by words or by a button. */
export type RoleRequest =
  | Extract<BroadcastAction, { do: 'broadcast.roles' | 'broadcast.role' }>
  | { readonly do: 'broadcast.roles'; readonly lang: Lang }
  | {
      readonly do: 'broadcast.mentionRole';
      readonly lang: Lang;
      readonly grant: boolean;
      readonly role: GrantableRole;
      /** Object ids or user principal names. */
      readonly people: readonly string[];
    };

const showWords = /^(権限|roles?)$/i;
const changeWords =
  /^(?:(権限)の?)?\s*(付与|取り?消し?|grant|revoke)\s*[:：]?\s*(配信者?|承認者?|編集者?|broadcaster|approver|editor)\s*(.*)$/i;
const roleNames: Readonly<Record<string, GrantableRole>> = {
  配信: 'broadcaster',
  承認: 'approver',
  編集: 'editor',
};

/** The request in words that have been cleaned, or null. `mentioned`: object ids of people mentioned. */
export function parseRoleWords(words: string, lang: Lang, mentioned: readonly string[]): RoleRequest | null {
  if (showWords.test(words)) return { do: 'broadcast.roles', lang };
  const command = changeWords.exec(words);
  if (!command) return null;
  const [, , verb = '', name = '', rest = ''] = command;
  const typed = rest
    .split(/[\s,、]+/)
    .map((part) => part.toLowerCase())
    .filter((part) => isUpn(part) || isObjectId(part));
  return {
    do: 'broadcast.mentionRole',
    lang,
    grant: /^(付与|grant)$/i.test(verb),
    role: roleNames[name.replace(/者$/, '')] ?? (name.toLowerCase() as GrantableRole),
    people: [...mentioned, ...typed],
  };
}

/** Who may do what: looked up for every request, shown to and changed by the admins. */
export interface RoleDesk {
  actor(objectId: string): Promise<Holder>;
  /** Object ids of those who may approve and can be written to; of a large team the first ones. */
  approvers(): Promise<readonly string[]>;
  answer(actor: Holder, request: RoleRequest): Promise<BroadcastAnswer>;
}

/** More would be a broadcast in itself, and one of them is enough. */
const maxAskedOfTeam = 50;

/** Roles from the configuration, from what the admins have granted, and from teams. */
export function createRoleDesk(parts: BroadcastDeskParts): RoleDesk {
  const { store, sources, admins, teamRoles, cards, data, now } = parts;

  async function show(
    notes: DeskNotes,
    change: BroadcastRolesView['done'],
    lang: Lang,
  ): Promise<BroadcastAnswer> {
    const standings = await teamRoles.standings();
    const holders = await Promise.all(
      grantableRoles.map(async (role) => ({
        role,
        names: await Promise.all((await store.holders(role)).map(nameOf)),
        teams: standings.filter((one) => one.role === role).map(({ standing }) => teamView(standing)),
      })),
    );
    return say('roles', cards().roles({ holders, done: change }, notes, data(), lang), change !== null);
  }

  async function nameOf(id: string): Promise<string> {
    return (await sources.reach.get(`person:${id}`))?.name ?? id;
  }

  async function change(
    actor: Holder,
    isGrant: boolean,
    role: GrantableRole,
    people: readonly string[],
    lang: Lang,
  ): Promise<BroadcastAnswer> {
    const found = await objectIds(people);
    if (found.length === 0) return await show({ refusal: 'noPerson' }, null, lang);
    let isChanged = false;
    for (const personId of found) {
      const action = isGrant ? 'grant' : 'revoke';
      const detail = { role, by: basisFor(actor, 'grantRoles') };
      const entry = { at: now(), actor: actor.id, action, subject: personId, detail };
      const changed = isGrant
        ? await store.grant(personId, role, entry)
        : await store.revoke(personId, role, entry);
      isChanged ||= changed;
    }
    if (!isGrant && (await anyHasByTeam(found, role))) return await show({}, 'stillByTeam', lang);
    return isChanged
      ? done(await show({}, isGrant ? 'granted' : 'revoked', lang))
      : await show({}, 'already', lang);
  }

  async function anyHasByTeam(people: readonly string[], role: GrantableRole): Promise<boolean> {
    const given = (await teamRoles.standings()).filter((one) => one.role === role);
    return given.some(
      ({ standing }) => standing.state === 'found' && people.some((id) => standing.members.has(id)),
    );
  }

  async function objectIds(people: readonly string[]): Promise<readonly string[]> {
    const named = people.map((person) => person.trim().toLowerCase()).filter((person) => person !== '');
    const ids: string[] = [];
    for (const person of named) {
      if (!isUpn(person)) {
        if (isObjectId(person)) ids.push(person);
        continue;
      }
      const audience = { include: [{ who: 'list' as const, people: [person] }], exclude: [] };
      for await (const { recipientId, skip } of resolveAudience(audience, sources, now()))
        if (skip !== 'nameNotFound') ids.push(recipientId.replace(/^person:/, ''));
    }
    return ids;
  }

  return {
    async actor(id) {
      const basis = new Map<Role, string>((await store.roles(id)).map((role) => [role, 'grant']));
      const unsure = new Set<Role>();
      for (const { role, standing } of await teamRoles.standings()) {
        if (standing.state === 'unread') unsure.add(role);
        if (standing.state === 'found' && standing.members.has(id) && !basis.has(role))
          basis.set(role, `team ${standing.team.teamId!}`);
      }
      if (admins.includes(id)) basis.set('admin', 'configuration');
      return { id, roles: new Set(basis.keys()), basis, unsure };
    },

    async approvers() {
      const asked = new Set([...(await store.holders('approver')), ...admins]);
      for (const { role, standing } of await teamRoles.standings()) {
        if (role !== 'approver' || standing.state !== 'found') continue;
        for (const [id, member] of [...standing.members].slice(0, maxAskedOfTeam)) {
          // A member who has never written to the bot can be written to all the same.
          if (!asked.has(id)) await meet([member], standing.team, sources.reach, now());
          asked.add(id);
        }
      }
      return [...asked];
    },

    async answer(actor, request) {
      const { lang } = request;
      const isAllowed = can(actor.roles, 'grantRoles');
      const needed = ['grantRoles'] as const;
      if (request.do === 'broadcast.roles')
        return isAllowed
          ? await show({}, null, lang)
          : await denied(parts, actor, { action: 'roles', subject: '', needed }, lang);
      const { grant, role } = request;
      const people = request.do === 'broadcast.role' ? [request.person] : request.people;
      if (isAllowed) return await change(actor, grant, role, people, lang);
      const tried = { action: grant ? 'grant' : 'revoke', subject: people[0] ?? '', needed };
      return await denied(parts, actor, tried, lang);
    },
  };
}

function teamView(standing: TeamStanding): BroadcastRolesView['holders'][number]['teams'][number] {
  const { named, state } = standing;
  switch (state) {
    case 'found':
      return { name: standing.team.name ?? named, state, count: standing.members.size };
    case 'ambiguous':
      return { name: named, state, count: standing.ids.length };
    default:
      return { name: named, state, count: 0 };
  }
}
