import type { Answer } from '../../question/answer.ts';
import { button, rowsOf, type Json, type Model } from '../button.ts';
import type { MessageKey, WelcomePlace } from '../cards.ts';
import { examples } from '../words/examples.ts';
import { alternativeButtons, answerBase, baseModel } from './base-model.ts';
import type { Limits } from '../limits.ts';
import { escapeMarkdown, oneLine, truncate } from '../../text/markdown.ts';
import type { Context } from '../words/row.ts';
import type { Words } from '../words/schedule-words.ts';
import { MAX_NAME_CHARS } from '../limits.ts';

/** Room for an example with a long name. */
const MAX_EXAMPLE_CHARS = 120;

function examplesModel(today: string, context: Context): Json {
  const { say, lang } = context;
  const questions = examples(today, context).filter((question) => question.length <= MAX_EXAMPLE_CHARS);
  return {
    examplesHeading: questions.length > 0 ? say('examples.heading') : '',
    examples: questions.map((question) => ({
      text: escapeMarkdown(question),
      ask: button(question, { do: 'ask', question, lang }),
    })),
  };
}

/** Data for cards/nothing-found.json. `offers`: buttons of other features. */
export function nothingFoundModel(
  answer: Answer,
  offers: readonly Json[],
  limits: Limits,
  context: Context,
): Model {
  return {
    ...answerBase(answer, limits, context),
    ...examplesModel(answer.today, context),
    buttons: rowsOf([...alternativeButtons(answer, limits, context), ...offers]),
  };
}

/** Data for cards/welcome.json but its words. */
function welcome(today: string, offers: readonly Json[], context: Context): Json {
  const { say, lang } = context;
  return {
    ...examplesModel(today, context),
    buttons: rowsOf([button(say('headline.help'), { do: 'help', lang }), ...offers]),
  };
}

/** Data for cards/welcome.json. `offers`: buttons beside the one for help. */
export function welcomeModel(
  { scope, addedBy }: WelcomePlace,
  today: string,
  offers: readonly Json[],
  context: Context,
): Model {
  const { say, data } = context;
  const text = say(`welcome.${scope}.text`, { count: data.initiatives.length });
  // Whoever comes upon it there may want to ask somebody. In a chat of their own they know.
  const name = truncate(oneLine(addedBy ?? ''), MAX_NAME_CHARS);
  const by =
    scope === 'personal' || name === '' ? '' : say('welcome.addedBy', { name: escapeMarkdown(name) });
  return {
    ...baseModel(say(`welcome.${scope}`), context),
    text: by === '' ? text : `${text}\n\n${by}`,
    ...welcome(today, offers, context),
  };
}

/** Data for cards/welcome.json, in answer to a greeting. */
export function greetingModel(today: string, offers: readonly Json[], context: Context): Model {
  const { say, data } = context;
  return {
    ...baseModel(say('headline.greeting'), context),
    text: say('welcome.personal.text', { count: data.initiatives.length }),
    ...welcome(today, offers, context),
  };
}

/** What help tells everybody. */
export const HELP_TOPICS = [
  'help.topics',
  'help.departments',
  'help.numbers',
  'help.followUp',
  'help.spread',
  'help.follow',
  'help.highlights',
  'help.mistakes',
] as const;

/** Data for cards/help.json. */
export function helpModel(today: string, context: Context, mayBroadcast = false): Model {
  const { say } = context;
  const topics = [...HELP_TOPICS, ...(mayBroadcast ? (['help.broadcasts'] as const) : [])];
  return {
    ...baseModel(say('headline.help'), context),
    text: say('help.intro'),
    topics: topics.map((key) => ({ title: say(key), text: say(`${key}.text`) })),
    ...examplesModel(today, context),
    limits: say('help.limits'),
  };
}

/** Data for cards/message.json. */
export function messageModel(key: MessageKey, { say, lang }: Words): Model {
  const headline = say(`message.${key}`);
  return { lang, speak: headline, headline, text: say(`message.${key}.text`) };
}

/** Data for cards/message.json: which years' documents there are. */
export function noEditionModel(year: number, years: readonly number[], { say, lang }: Context): Model {
  const words = (one: number): string => say('fiscalYear', { year: String(one) });
  const headline = say('message.noEdition', { year: words(year) });
  const text = say('message.noEdition.text', { years: years.map(words).join(say('list.separator')) });
  return { lang, speak: headline, headline, text };
}

/** Data for cards/error.json. */
export function errorModel(reference: string, { say, lang }: Words): Model {
  const headline = say('error.title');
  // A reference is the bot's own id; anything else in it is dropped, not escaped, so that it can be read out.
  const id = truncate(reference.replace(/[^\w.:-]/g, ''), 80);
  return {
    lang,
    speak: headline,
    headline,
    text: say('error.text'),
    reference: say('error.reference', { reference: id }),
  };
}
