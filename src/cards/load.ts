import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lang } from '../question/answer.ts';
import { truncate } from '../text/markdown.ts';
import type { Json, Model } from './button.ts';
import type { CardData } from './cards.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { CardMessage } from './message.ts';
import { MAX_CARD_BYTES, sizeInBytes } from './size.ts';
import { createTemplate, TemplateFile } from './load-template.ts';
import { speaker, TextsFile, textProblems, type Say } from './texts.ts';
import type { Context } from './words/row.ts';

const CARDS_DIR = fileURLToPath(new URL('../../cards', import.meta.url));

/** Notifications show about this much. */
const MAX_SUMMARY_CHARS = 200;

/** What every feature makes its cards of. Pure after load: the same values give the same card. */
export interface CardKit {
  /** Fills a template, named by its path in the folder without the ending: `answer`, `broadcast/post`. */
  readonly fill: (template: string, model: Model) => CardMessage;
  /** The first card that fits, from full texts to short ones. */
  readonly fit: (template: string, model: (limits: Limits) => Model) => CardMessage;
  readonly say: Readonly<Record<Lang, Say>>;
  /** The same object for the same revision of the data: what is made of a row is kept with it. */
  readonly contextOf: (data: CardData, lang: Lang) => Context;
}

/** Reads the templates and texts in a folder (cards/), once; throws when one is broken or the languages do not match. */
export function loadCardKit(
  dir: string = CARDS_DIR,
  {
    timeZone = 'Asia/Tokyo',
    ...more
  }: Partial<Pick<Context, 'timeZone' | 'dialogs' | 'unconfirmedSince'>> = {},
): CardKit {
  const say = loadTexts(dir);
  const templates = loadTemplates(dir);
  const contexts = new WeakMap<CardData, Readonly<Record<Lang, Context>>>();
  const fill: CardKit['fill'] = (name, model) => ({
    summary: truncate(model.speak, MAX_SUMMARY_CHARS),
    card: templates.get(name)!(model),
  });
  return {
    say,
    fill,
    fit(name, model) {
      let message: CardMessage | null = null;
      for (const limits of LIMITS) {
        message = fill(name, model(limits));
        if (sizeInBytes(message.card) <= MAX_CARD_BYTES) break;
      }
      return message!;
    },
    contextOf(data, lang) {
      const { departments } = data;
      const both = contexts.get(data) ?? {
        ja: { lang: 'ja', say: say.ja, departments, data, timeZone, ...more },
        en: { lang: 'en', say: say.en, departments, data, timeZone, ...more },
      };
      contexts.set(data, both);
      return both[lang];
    },
  };
}

/** The names of all templates in the folder and those below it. */
export function templateNames(dir: string = CARDS_DIR): readonly string[] {
  return filesOf(dir)
    .filter((path) => path.endsWith('.json') && !/(?:\btexts\.[a-z]+|\.sample)\.json$/.test(path))
    .map((path) => path.replace(/\.json$/, ''));
}

function loadTemplates(dir: string): ReadonlyMap<string, (model: Model) => Json> {
  return new Map(templateNames(dir).map((name) => [name, lazily(readTemplate(join(dir, `${name}.json`)))]));
}

/** Built when it is first filled: that takes about 10 ms, and a start waits for few of them. */
function lazily(file: TemplateFile): (model: Model) => Json {
  let fill: ((model: Model) => Json) | null = null;
  return (model) => (fill ??= createTemplate(file))(model);
}

function readTemplate(path: string): TemplateFile {
  return TemplateFile.parse(readJson(path));
}

/** The sentences in both languages; throws when they do not match. */
function loadTexts(dir: string): Readonly<Record<Lang, Say>> {
  const textsOf = (lang: Lang): TextsFile =>
    Object.assign(
      {},
      ...filesOf(dir)
        .filter((path) => path.endsWith(`texts.${lang}.json`))
        .map((path) => TextsFile.parse(readJson(join(dir, path)))),
    ) as TextsFile;
  const [ja, en] = [textsOf('ja'), textsOf('en')];
  const problems = textProblems(ja, en);
  if (problems.length > 0) throw new Error(`${dir}/**/texts.*.json do not match:\n${problems.join('\n')}`);
  return { ja: speaker(ja, 'ja'), en: speaker(en, 'en') };
}

/** Of the folder and those below it, with slashes, in order. */
function filesOf(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
