import { rowsOf, type Json, type Model, PRIMARY } from '../../cards/button.ts';
import { baseModel } from '../../cards/answer/base-model.ts';
import { dateWords } from '../../cards/words/dates.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from '../../cards/words/row.ts';
import type { Words } from '../../cards/words/schedule-words.ts';
import { departmentName } from '../../cards/words/subject.ts';
import { act, type DayCode } from './subscription-actions.ts';
import type { TextKey } from '../../cards/texts.ts';

/** What a subscription's card shows. */
export interface SubscriptionView {
  /** One sentence about what has just happened, or what can be done. */
  readonly note:
    | 'offer'
    | 'current'
    | 'saved'
    | 'removed'
    | 'notSubscribed'
    | 'askFirst'
    | 'unavailable'
    | 'noPlace'
    | 'onlyHr'
    | 'invalid';
  /** What is set; null = no subscription. */
  readonly current: SubscriptionSettings | null;
  /** Themes to choose from; null = show no form. */
  readonly themes:
    readonly { readonly id: string; readonly label: { readonly ja: string; readonly en: string } }[] | null;
}

export interface SubscriptionSettings {
  readonly day: DayCode;
  readonly hour: number;
  readonly themes: readonly string[];
  readonly departments: readonly string[];
  readonly language: 'ja' | 'en';
  readonly setByName: string;
  /** Local date of the next post, YYYY-MM-DD. */
  readonly nextDate: string;
}

const dayCodes: readonly DayCode[] = [
  'first',
  ...Array.from({ length: 28 }, (_, index) => `day:${index + 1}`),
  'day:31',
  ...[1, 2, 3, 4, 5].flatMap((nth) => [1, 2, 3, 4, 5].map((weekday) => `weekday:${nth}:${weekday}`)),
];
const hours = Array.from({ length: 14 }, (_, index) => index + 7);
const maxChoiceChars = 60;

function dayWords(code: DayCode, { say }: Words): string {
  const [type, first = '', second = ''] = code.split(':');
  if (type === 'day')
    return first === '31' ? say('subscription.day.last') : say('subscription.day.ofMonth', { day: first });
  if (type !== 'weekday') return say('subscription.day.first');
  const weekday = say(`weekday.${second}` as TextKey);
  return first === '5'
    ? say('subscription.day.lastWeekday', { weekday })
    : say('subscription.day.nth', { nth: say(`ordinal.${first}` as TextKey), weekday });
}

function noteWords({ note, current }: SubscriptionView, context: Context): string {
  if ((note === 'current' || note === 'saved') && current)
    return context.say(`subscription.${note}`, {
      date: dateWords(current.nextDate, context),
      hour: String(current.hour),
    });
  if (note === 'askFirst')
    return context.say('subscription.askFirst', { name: truncate(oneLine(current?.setByName ?? ''), 80) });
  return note === 'current' || note === 'saved'
    ? context.say('subscription.offer')
    : context.say(`subscription.${note}`);
}

/** What is set, and by whom; the form, where there is one, has the rest. */
function facts({ current, themes }: SubscriptionView, context: Context): Json[] {
  if (!current) return [];
  const { say, lang, data } = context;
  const listed = (items: readonly string[]) =>
    items.length === 0
      ? say('subscription.all')
      : truncate(items.map(oneLine).join(say('list.separator')), 300);
  const labels = current.themes.map(
    (id) => data.concepts.find((concept) => concept.id === id)?.label[lang] ?? say('subscription.themeGone'),
  );
  const fact = (key: TextKey, value: string): Json => ({ title: say(key), value: escapeMarkdown(value) });
  const setBy = fact('subscription.setBy', truncate(oneLine(current.setByName), 80));
  if (themes !== null) return [setBy];
  return [
    fact('subscription.day', dayWords(current.day, context)),
    fact('subscription.hour', say('subscription.hourOf', { hour: String(current.hour) })),
    fact('subscription.themesChosen', listed(labels)),
    fact(
      'subscription.departmentsChosen',
      listed(current.departments.map((name) => departmentName(name, context))),
    ),
    fact('subscription.language', say(`language.${current.language}`)),
    setBy,
  ];
}

function choice(title: string, value: string): Json {
  return { title: truncate(oneLine(title), maxChoiceChars), value };
}

/** Data for cards/subscription.json. */
export function subscriptionModel(view: SubscriptionView, context: Context): Model {
  const { say, lang, data } = context;
  const { current, themes } = view;
  const buttons = [
    ...(themes
      ? [act(say(current ? 'subscription.change' : 'subscription.save'), { do: 'subscribe', lang }, PRIMARY)]
      : []),
    ...(themes && current ? [act(say('subscription.remove'), { do: 'unsubscribe', lang })] : []),
    ...(!themes ? [act(say('highlights.settings'), { do: 'subscription', lang })] : []),
  ];
  const shown = facts(view, context);
  return {
    ...baseModel(say('subscription.title'), context),
    text: escapeMarkdown(noteWords(view, context)),
    hasFacts: shown.length > 0,
    facts: shown,
    hasForm: themes !== null,
    dayLabel: say('subscription.day'),
    day: current?.day ?? 'first',
    days: dayCodes.map((code) => choice(dayWords(code, context), code)),
    hourLabel: say('subscription.hour'),
    hour: String(current?.hour ?? 9),
    hours: hours.map((hour) => choice(say('subscription.hourOf', { hour: String(hour) }), String(hour))),
    themesLabel: say('subscription.themes'),
    hasThemes: (themes ?? []).length > 0,
    theme: (current?.themes ?? []).join(','),
    themes: (themes ?? []).map(({ id, label }) => choice(label[lang], id)),
    departmentsLabel: say('subscription.departments'),
    department: (current?.departments ?? []).join(','),
    // A choice's value cannot hold the comma that separates several.
    departments: data.departments
      .filter(({ name }) => !name.includes(','))
      .slice(0, 60)
      .map(({ name }) => choice(departmentName(name, context), name)),
    languageLabel: say('subscription.language'),
    language: current?.language ?? lang,
    languages: (['ja', 'en'] as const).map((one) => choice(say(`language.${one}`), one)),
    hasButtons: buttons.length > 0 && view.note !== 'noPlace' && view.note !== 'onlyHr',
    buttons: rowsOf(buttons),
  };
}
