import { isAny, plainWords } from '../../text/request.ts';
import { isThis } from '../../chat/opened.ts';
import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words. */
export type RowWords =
  | { readonly do: 'row.add' | 'row.status'; readonly lang: Lang }
  /** The row that was opened last. */
  | { readonly do: 'row.editThis'; readonly lang: Lang };

const addWords = [
  /^(新しい)?(取組|取り組み|行)(の|を)(新規)?(追加|登録)(する|したい|して)?$/,
  /^add (an? )?(new )?(initiative|row)$/i,
];
const statusWords = [
  /^(取組の)?確認(の)?状況(を?(見せて|教えて|見たい)(ください)?)?$/,
  /^(show )?(the )?confirmations?( status)?$/i,
];
const editWords =
  /^(?:(?<this>.{1,8}?)(?:を|の))?(?:編集|修正|訂正)(?:する|したい|して)?$|^edit (?<it>this|it)$/i;

/** The request in a person's words, or null when they are a question. */
export function parseRowWords(text: string, lang: Lang): RowWords | null {
  const words = plainWords(text);
  if (isAny(addWords, words)) return { do: 'row.add', lang };
  if (isAny(statusWords, words)) return { do: 'row.status', lang };
  const found = editWords.exec(words)?.groups;
  const named = found?.['this'] ?? found?.['it'];
  return named !== undefined && isThis(named) ? { do: 'row.editThis', lang } : null;
}
