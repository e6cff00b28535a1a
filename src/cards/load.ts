import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Lang } from '../question/answer.ts';
import { answerModel, similarModel } from './answer/answer-card.ts';
import type { Model } from './button.ts';
import type { AnswerView, CardData, Cards } from './cards.ts';
import { compareModel } from './answer/compare-card.ts';
import { departmentsModel } from './answer/departments-card.ts';
import { LIMITS, type Limits } from './limits.ts';
import { truncate } from '../text/markdown.ts';
import type { CardMessage } from './message.ts';
import { answerText, plainText } from './answer/plain-text.ts';
import { plainRow, type Context } from './answer/row.ts';
import { highlightsModel } from '../highlights/cards/highlights-card.ts';
import { initiativeModel } from './answer/initiative-card.ts';
import { monthWords } from './answer/schedule-words.ts';
import { subscriptionModel } from '../highlights/cards/subscription-card.ts';
import { MAX_CARD_BYTES, sizeInBytes } from './size.ts';
import { departmentName } from './answer/subject.ts';
import {
  errorModel,
  greetingModel,
  helpModel,
  messageModel,
  nothingFoundModel,
  welcomeModel,
} from './answer/talk-cards.ts';
import { createTemplate } from './template.ts';
import { speaker, TextsFile, textProblems, type Say } from './texts.ts';

/** Templates of cards/, by file name. */
export const TEMPLATES = [
  'answer',
  'nothing-found',
  'departments',
  'compare',
  'initiative',
  'welcome',
  'help',
  'message',
  'error',
  'highlights',
  'subscription',
] as const;
export type TemplateName = (typeof TEMPLATES)[number];

export const CARDS_DIR = fileURLToPath(new URL('../../cards', import.meta.url));

/** Notifications show about this much. */
const MAX_SUMMARY_CHARS = 200;
const MAX_PREVIEW_CHARS = 120;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The sentences in both languages; throws when they do not match. */
export function loadTexts(dir: string): Readonly<Record<Lang, Say>> {
  const [ja, en] = (['ja', 'en'] as const).map((lang) =>
    TextsFile.parse(readJson(join(dir, `texts.${lang}.json`))),
  ) as [TextsFile, TextsFile];
  const problems = textProblems(ja, en);
  if (problems.length > 0) throw new Error(`cards/texts.*.json do not match:\n${problems.join('\n')}`);
  return { ja: speaker(ja, 'ja'), en: speaker(en, 'en') };
}

type Fill = (name: TemplateName, model: Model) => CardMessage;

function loadTemplates(dir: string): Fill {
  const templates = new Map(TEMPLATES.map((name) => [name, loadTemplate(dir, name)]));
  return (name, model) => templates.get(name)!(model);
}

/** A template of the folder, ready to be filled. */
export function loadTemplate(dir: string, name: string): (model: Model) => CardMessage {
  const expand = createTemplate(readJson(join(dir, `${name}.json`)));
  return (model) => ({ summary: truncate(model.speak, MAX_SUMMARY_CHARS), card: expand(model) });
}

/** The first card that fits, from full texts to short ones. */
function fit(fill: Fill, name: TemplateName, model: (limits: Limits) => Model): CardMessage {
  let message: CardMessage | null = null;
  for (const limits of LIMITS) {
    message = fill(name, model(limits));
    if (sizeInBytes(message.card) <= MAX_CARD_BYTES) break;
  }
  return message!;
}

function answerCard(fill: Fill, answer: Answer, view: AnswerView, context: Context): CardMessage {
  const { intent, hits, departments } = answer;
  if (intent === 'greeting') return fill('welcome', greetingModel(answer.today, context));
  if (intent === 'help') return fill('help', helpModel(answer.today, context));
  if (departments.length > 0 && (intent === 'departments' || intent === 'count'))
    return fit(fill, 'departments', (limits) => departmentsModel(answer, view, limits, context));
  if (hits.length === 0)
    return fit(fill, 'nothing-found', (limits) => nothingFoundModel(answer, limits, context));
  if (intent === 'compare') return fit(fill, 'compare', (limits) => compareModel(answer, limits, context));
  return fit(fill, 'answer', (limits) => answerModel(answer, view, limits, context));
}

/** Reads the templates and texts in a folder (cards/), once; throws when one is missing or the languages do not match. */
export function loadCards(dir: string = CARDS_DIR): Cards {
  const say = loadTexts(dir);
  const fill = loadTemplates(dir);
  // One for each revision of the data: what is made of a row is kept with it.
  const contexts = new WeakMap<CardData, Readonly<Record<Lang, Context>>>();
  const contextOf = (data: CardData, lang: Lang): Context => {
    const { departments } = data;
    const both = contexts.get(data) ?? {
      ja: { lang: 'ja', say: say.ja, departments, data },
      en: { lang: 'en', say: say.en, departments, data },
    };
    contexts.set(data, both);
    return both[lang];
  };
  return {
    answer: (answer, data, view) => answerCard(fill, answer, view, contextOf(data, answer.lang)),
    similar: (initiative, hits, data, lang) =>
      fit(fill, 'answer', (limits) => similarModel(initiative, hits, limits, contextOf(data, lang))),
    initiative: (initiative, data, lang) =>
      fit(fill, 'initiative', (limits) => initiativeModel(initiative, limits, contextOf(data, lang))),
    preview(initiative, data, lang) {
      const row = plainRow(initiative, contextOf(data, lang));
      const title = truncate(row.name, MAX_PREVIEW_CHARS);
      return { title, text: truncate(`${row.department} · ${row.when}`, MAX_PREVIEW_CHARS) };
    },
    welcome: (scope, data, today, lang) => fill('welcome', welcomeModel(scope, today, contextOf(data, lang))),
    help: (data, today, lang) => fill('help', helpModel(today, contextOf(data, lang))),
    error: (reference, lang) => fill('error', errorModel(reference, { lang, say: say[lang] })),
    message: (key, lang) => fill('message', messageModel(key, { lang, say: say[lang] })),
    departmentQuestion(name, data, lang) {
      const context = contextOf(data, lang);
      return context.say('departments.question', { department: departmentName(name, context) });
    },
    highlights: (content, data, lang, preview) =>
      fit(fill, 'highlights', (limits) =>
        highlightsModel(content, preview ?? null, limits, contextOf(data, lang)),
      ),
    subscription: (view, data, lang) => fill('subscription', subscriptionModel(view, contextOf(data, lang))),
    postedNow(month, places, lang) {
      const words = { lang, say: say[lang] };
      const params = { month: monthWords(month, words), count: places };
      const headline =
        places > 0
          ? words.say('subscription.posted', params)
          : words.say('subscription.postedAlready', { month: params.month });
      return fill('message', {
        lang,
        speak: headline,
        headline,
        text: words.say('subscription.posted.text'),
      });
    },
    plainText: (answer, data) => plainText(answer, contextOf(data, answer.lang)),
    answerText: (answer, data) => answerText(answer, contextOf(data, answer.lang)),
  };
}
