import type { Answer } from '../../question/answer.ts';
import { button, dataButton, stacked, type Json, type Model } from '../button.ts';
import type { MessageKey, Scope } from '../cards.ts';
import { examples } from './examples.ts';
import { baseModel, frameModel } from './frame.ts';
import type { Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import type { Context } from './row.ts';
import type { Words } from './schedule-words.ts';
import { subscriptionData } from '../../highlights/cards/subscription-actions.ts';

/** Room for an example with a long name. */
const MAX_EXAMPLE_CHARS = 120;

function examplesModel(today: string, context: Context): Json {
  const { say, lang } = context;
  const questions = examples(today, context).filter((question) => question.length <= MAX_EXAMPLE_CHARS);
  return {
    examplesHeading: say('examples.heading'),
    examples: questions.map((question) => ({
      text: escapeMarkdown(question),
      ask: button(question, { do: 'ask', question, lang }),
    })),
  };
}

/** Data for cards/nothing-found.json. */
export function nothingFoundModel(answer: Answer, limits: Limits, context: Context): Model {
  return { ...frameModel(answer, limits, context), ...examplesModel(answer.today, context) };
}

function welcome(headline: string, text: string, today: string, context: Context): Model {
  const { say, lang } = context;
  return {
    ...baseModel(headline, context),
    text,
    ...examplesModel(today, context),
    buttons: stacked([
      button(say('headline.help'), { do: 'help', lang }),
      // Offered, never begun unasked.
      dataButton(say('subscription.title'), 'subscription', subscriptionData({ do: 'subscription', lang })),
    ]),
  };
}

/** Data for cards/welcome.json. */
export function welcomeModel(scope: Scope, today: string, context: Context): Model {
  const { say, data } = context;
  const text = say(`welcome.${scope}.text`, { count: data.initiatives.length });
  return welcome(say(`welcome.${scope}`), text, today, context);
}

/** Data for cards/welcome.json, in answer to a greeting. */
export function greetingModel(today: string, context: Context): Model {
  const { say, data } = context;
  const text = say('welcome.personal.text', { count: data.initiatives.length });
  return welcome(say('headline.greeting'), text, today, context);
}

/** Data for cards/help.json. */
export function helpModel(today: string, context: Context): Model {
  const { say } = context;
  const topics = ['help.topics', 'help.departments', 'help.numbers', 'help.followUp'] as const;
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
