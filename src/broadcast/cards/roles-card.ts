import { act } from './actions.ts';
import { baseModel, type CardNotes } from './base-model.ts';
import type { BroadcastRolesView } from './view.ts';
import type { Json, Model } from '../../cards/button.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';

const maxHeldChars = 600;

/** Data for cards/broadcast/roles.json: who holds which role, and the form to change it. */
export function rolesModel({ holders, done }: BroadcastRolesView, notes: CardNotes, context: Context): Model {
  const { say, lang } = context;
  const buttons = [
    act(say('broadcast.role.grant'), { do: 'broadcast.role', grant: true, lang }),
    act(say('broadcast.role.revoke'), { do: 'broadcast.role', grant: false, lang }),
  ];
  const base = baseModel(say('broadcast.roles'), notes, buttons, context);
  const what = done === null ? '' : say(`broadcast.role.${done}`);
  return {
    ...base,
    ...(done !== null && { speak: what, notes: [{ text: what, color: 'Good' }] }),
    holders: holders.map((holder) => holderModel(holder, context)),
    personLabel: say('broadcast.role.person'),
    roleLabel: say('broadcast.role.role'),
    roles: holders.map(({ role }) => ({ title: say(`broadcast.role.${role}`), value: role })),
  };
}

function holderModel({ role, names, teams }: BroadcastRolesView['holders'][number], { say }: Context): Json {
  const [found, others] = [teams.filter(isFound), teams.filter((team) => !isFound(team))].map((some) =>
    some.map(({ name, state, count }) => say(`broadcast.role.team.${state}`, { team: oneLine(name), count })),
  ) as [string[], string[]];
  const held = [...found, ...names].join(say('list.separator'));
  return {
    role: say(`broadcast.role.${role}`),
    held: escapeMarkdown(truncate(held, maxHeldChars)) || say('broadcast.role.none'),
    problems: others.map((text) => ({ text: escapeMarkdown(text) })),
  };
}

function isFound({ state }: BroadcastRolesView['holders'][number]['teams'][number]): boolean {
  return state === 'found';
}
