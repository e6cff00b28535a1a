import { dayAt } from '../../calendar/zone.ts';
import { listWords, monthWords } from '../../cards/words/schedule-words.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { Context } from '../../cards/words/row.ts';
import type { Adoption, AdoptionState } from '../decide/adoption.ts';
import type { Chain, Link } from '../decide/lineage.ts';

/** A card's words, and where its dates are. */
export interface Frame {
  readonly context: Context;
  readonly timeZone: string;
}

/** 2026年9月 */
export function monthOfTime(at: number, { context, timeZone }: Frame): string {
  return monthWords(dayAt(at, timeZone).toPlainYearMonth().toString(), context);
}

/** 2026年9月3日 */
export function dayOfTime(at: number, { context, timeZone }: Frame): string {
  const date = dayAt(at, timeZone);
  const month = monthWords(date.toPlainYearMonth().toString(), context);
  return context.say('date', { month, day: String(date.day) });
}

/** 関心, 検討 … */
export function stateWords(state: AdoptionState, { say }: Context): string {
  return say(`adoption.state.${state}`);
}

function linkWords({ department, adoption }: Link, frame: Frame): string {
  const { context } = frame;
  const name = departmentName(department, context);
  if (adoption === null) return name;
  const params = { month: monthOfTime(adoption.movedAt, frame), state: stateWords(adoption.state, context) };
  return context.say('adoption.link', { department: name, ...params });
}

/** 緑区役所 → 中央区役所 2026年9月試行 */
export function chainWords(chain: Chain, frame: Frame): string {
  return chain.map((link) => linkWords(link, frame)).join(' → ');
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
