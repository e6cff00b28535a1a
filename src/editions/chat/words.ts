import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words. */
export interface EditionWords {
  readonly do: 'edition.waiting';
  readonly lang: Lang;
}

const waitingWords = new RegExp(
  '^(?:(?:データの?)?(?:変更|提案)の?(?:一覧|承認待ち)|(?:データの)?承認待ち(?:の?一覧)?|下書き(?:の?一覧)?' +
    '|(?:waiting|pending) changes|changes waiting|proposals|drafts)(?:を?(?:見せて|見る|表示))?$',
  'i',
);

/** The request in a person's words, or null when they are a question. */
export function parseEditionWords(text: string, lang: Lang): EditionWords | null {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！?？…]+$/, '');
  return waitingWords.test(words) ? { do: 'edition.waiting', lang } : null;
}
