import type { BroadcastAction } from '../cards/broadcast-actions.ts';
import type { DeskNotes } from '../cards/broadcast-frame.ts';
import type { Lang } from '../question/answer.ts';
import { type BroadcastAnswer, denied, say } from './answers.ts';
import { isUpn, resolveAudience } from './audience.ts';
import type { Actor } from './decide-command.ts';
import type { BroadcastDeskParts } from './desk-parts.ts';
import { can, grantableRoles, type GrantableRole, type Role } from './roles.ts';

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
const objectId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The request in words that have been cleaned, or null. `mentioned`: object ids of people mentioned. */
export function parseRoleWords(words: string, lang: Lang, mentioned: readonly string[]): RoleRequest | null {
  if (showWords.test(words)) return { do: 'broadcast.roles', lang };
  const command = changeWords.exec(words);
  if (!command) return null;
  const [, , verb = '', name = '', rest = ''] = command;
  const typed = rest
    .split(/[\s,、]+/)
    .map((part) => part.toLowerCase())
    .filter((part) => isUpn(part) || objectId.test(part));
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
  actor(objectId: string): Promise<Actor>;
  /** Object ids of those who may approve. */
  approvers(): Promise<ReadonlySet<string>>;
  answer(actor: Actor, request: RoleRequest): Promise<BroadcastAnswer>;
}

/** Roles from the configuration and from what the admins have granted. */
export function createRoleDesk(parts: BroadcastDeskParts): RoleDesk {
  const { store, sources, admins, cards, data, now } = parts;

  async function show(
    notes: DeskNotes,
    done: 'granted' | 'revoked' | 'already' | null,
    lang: Lang,
  ): Promise<BroadcastAnswer> {
    const holders = await Promise.all(
      grantableRoles.map(async (role) => ({
        role,
        names: await Promise.all((await store.holders(role)).map(nameOf)),
      })),
    );
    return say('roles', cards().roles({ holders, done }, notes, data(), lang), done !== null);
  }

  async function nameOf(id: string): Promise<string> {
    return (await sources.reach.get(`person:${id}`))?.name ?? id;
  }

  async function change(
    actor: Actor,
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
      const entry = { at: now(), actor: actor.id, action, subject: personId, detail: { role } };
      const changed = isGrant
        ? await store.grant(personId, role, entry)
        : await store.revoke(personId, role, entry);
      isChanged ||= changed;
    }
    const done = isGrant ? 'granted' : 'revoked';
    return await show({}, isChanged ? done : 'already', lang);
  }

  async function objectIds(people: readonly string[]): Promise<readonly string[]> {
    const named = people.map((person) => person.trim().toLowerCase()).filter((person) => person !== '');
    const ids: string[] = [];
    for (const person of named) {
      if (!isUpn(person)) {
        if (objectId.test(person)) ids.push(person);
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
      const roles = new Set<Role>(await store.roles(id));
      if (admins.includes(id)) roles.add('admin');
      return { id, roles };
    },

    async approvers() {
      return new Set([...(await store.holders('approver')), ...admins]);
    },

    async answer(actor, request) {
      const { lang } = request;
      const isAllowed = can(actor.roles, 'grantRoles');
      if (request.do === 'broadcast.roles')
        return isAllowed ? await show({}, null, lang) : await denied(parts, actor, 'roles', '', lang);
      const { grant, role } = request;
      const people = request.do === 'broadcast.role' ? [request.person] : request.people;
      return isAllowed
        ? await change(actor, grant, role, people, lang)
        : await denied(parts, actor, grant ? 'grant' : 'revoke', people[0] ?? '', lang);
    },
  };
}
