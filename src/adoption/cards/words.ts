import { monthOfTime } from '../../cards/words/dates.ts';
import { listWords } from '../../cards/words/schedule-words.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { Context } from '../../cards/words/row.ts';
import type { Adoption, AdoptionState } from '../decide/adoption.ts';
import type { Chain, Link } from '../decide/lineage.ts';

/** 関心, 検討 … */
export function stateWords(state: AdoptionState, { say }: Context): string {
  return say(`adoption.state.${state}`);
}

function linkWords({ department, adoption }: Link, context: Context): string {
  const name = departmentName(department, context);
  if (adoption === null) return name;
  const params = {
    month: monthOfTime(adoption.movedAt, context),
    state: stateWords(adoption.state, context),
  };
  return context.say('adoption.link', { department: name, ...params });
}

/** 緑区役所 → 中央区役所 2026年9月試行 */
export function chainWords(chain: Chain, context: Context): string {
  return chain.map((link) => linkWords(link, context)).join(' → ');
}

/** What of what is taken over by whom. */
export function adoptionTitle({ source, department }: Adoption, context: Context): string {
  return context.say('adoption.titleOf', {
    name: source.name,
    department: departmentName(department, context),
  });
}

/** Names of departments in a list. */
export function namesOf(departments: readonly string[], context: Context): string {
  return listWords(
    departments.map((name) => departmentName(name, context)),
    context.say,
  );
}
