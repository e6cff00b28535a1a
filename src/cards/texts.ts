import { z } from 'zod';
import type ofAdoptions from '../../cards/adoption/texts.ja.json';
import type ofBroadcasts from '../../cards/broadcast/texts.ja.json';
import type ofContacts from '../../cards/contacts/texts.ja.json';
import type ofEditions from '../../cards/editions/texts.ja.json';
import type ofFollows from '../../cards/follow/texts.ja.json';
import type ofHighlights from '../../cards/highlights/texts.ja.json';
import type ofQuestions from '../../cards/unanswered/texts.ja.json';
import type ofOperation from '../../cards/operation/texts.ja.json';
import type ofRows from '../../cards/rows/texts.ja.json';
import type ofReports from '../../cards/report/texts.ja.json';
import type ofAnswers from '../../cards/texts.ja.json';
import type { Lang } from '../question/answer.ts';

/** The name of a sentence in cards/texts.*.json or a feature's own. */
export type TextKey =
  | keyof typeof ofAnswers
  | keyof typeof ofHighlights
  | keyof typeof ofBroadcasts
  | keyof typeof ofAdoptions
  | keyof typeof ofContacts
  | keyof typeof ofEditions
  | keyof typeof ofFollows
  | keyof typeof ofQuestions
  | keyof typeof ofRows
  | keyof typeof ofReports
  | keyof typeof ofOperation;

/** One sentence, or one per plural form of its `{count}`. */
const Text = z.union([z.string(), z.strictObject({ one: z.string().optional(), other: z.string().min(1) })]);

/** cards/texts.*.json */
export const TextsFile = z.record(z.string(), Text);
export type TextsFile = z.infer<typeof TextsFile>;

type TextParams = Readonly<Record<string, string | number>>;

/** The sentence in one language with its placeholders filled; `count` chooses the plural form. */
export type Say = (key: TextKey, params?: TextParams) => string;

const PLACEHOLDER = /\{([a-z]+)\}/gi;

function forms(text: TextsFile[string]): string[] {
  return typeof text === 'string' ? [text] : [text.one, text.other].filter((form) => form !== undefined);
}

function placeholders(text: TextsFile[string]): string {
  const names = forms(text).flatMap((form) => [...form.matchAll(PLACEHOLDER)].map((match) => match[1]!));
  return [...new Set(names)].sort().join(', ');
}

/** Every way in which two languages' texts do not match: missing sentences, different placeholders. */
export function textProblems(ja: TextsFile, en: TextsFile): string[] {
  const problems: string[] = [];
  for (const key of new Set([...Object.keys(ja), ...Object.keys(en)])) {
    const [a, b] = [ja[key], en[key]];
    if (a === undefined) problems.push(`${key}: missing in Japanese`);
    else if (b === undefined) problems.push(`${key}: missing in English`);
    else if (placeholders(a) !== placeholders(b))
      problems.push(`${key}: placeholders differ (ja: ${placeholders(a)}; en: ${placeholders(b)})`);
  }
  return problems;
}

/** A form taken apart: plain words at even places, names of placeholders at odd ones. */
type Pieces = readonly string[];

function piecesOf(text: TextsFile[string]): { readonly one: Pieces; readonly other: Pieces } {
  const { one, other } = typeof text === 'string' ? { one: text, other: text } : text;
  return { one: (one ?? other).split(PLACEHOLDER), other: other.split(PLACEHOLDER) };
}

/** Speaks one language. A value is put in as it stands: a placeholder inside it is not filled. */
export function speaker(texts: TextsFile, lang: Lang): Say {
  const plural = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang);
  // Taken apart when it is first said: a start says none of them.
  const sentences = new Map<string, ReturnType<typeof piecesOf>>();
  const textOf = (key: string) => {
    if (!Object.hasOwn(texts, key)) throw new Error(`no text ${key} in ${lang}`);
    return texts[key]!;
  };
  return (key, params = {}) => {
    const sentence = sentences.get(key) ?? piecesOf(textOf(key));
    sentences.set(key, sentence);
    const count = typeof params['count'] === 'number' ? params['count'] : 0;
    const pieces = plural.select(count) === 'one' ? sentence.one : sentence.other;
    if (pieces.length === 1) return pieces[0]!;
    return pieces
      .map((piece, index) => {
        if (index % 2 === 0) return piece;
        const value = params[piece];
        if (value === undefined) throw new Error(`text ${key} needs {${piece}}`);
        return typeof value === 'number' ? numbers.format(value) : value;
      })
      .join('');
  };
}
