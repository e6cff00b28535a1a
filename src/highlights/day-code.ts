import type { DayCode } from './cards/subscription-actions.ts';
import type { DayRule } from './ports.ts';

/** The rule that a form's choice stands for. */
export function ruleOf(code: DayCode): DayRule {
  const [type, first, second] = code.split(':');
  if (type === 'day') return { type: 'day', day: Number(first) };
  if (type === 'weekday') return { type: 'weekday', nth: Number(first), weekday: Number(second) };
  return { type: 'firstBusinessDay' };
}

/** The choice in the form that stands for a rule. */
export function codeOf(rule: DayRule): DayCode {
  switch (rule.type) {
    case 'firstBusinessDay':
      return 'first';
    case 'day':
      return `day:${rule.day}`;
    case 'weekday':
      return `weekday:${rule.nth}:${rule.weekday}`;
  }
}
