import { plainWords } from '../../text/request.ts';
import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words. */
export type EditionWords =
  /** `isBare`: drafts, which may as well be meant of broadcasts. */
  | { readonly do: 'edition.waiting'; readonly page: number; readonly lang: Lang; readonly isBare?: boolean }
  | { readonly do: 'edition.versions'; readonly page: number; readonly lang: Lang };

const waitingWords = new RegExp(
  '^(?:(?:データの?)?(?:変更|提案)の?(?:一覧|承認待ち)|(?:データの?)?変更案(?:の?一覧)?|(?:データの)?承認待ち(?:の?一覧)?|下書き(?:の?一覧)?' +
    '|(?:waiting|pending) changes|changes waiting|proposals|drafts)(?:を?(?:見せて|見る|表示))?$',
  'i',
);

const versionWords =
  /^(?:(?:データの)?(?:版|バージョン)の?一覧|(?:過去|以前|前)の版|(?:data )?(?:editions|versions))(?:を?(?:見せて|見る|表示|に戻す|に戻したい))?$/i;

/** The request in a person's words, or null when they are a question. */
export function parseEditionWords(text: string, lang: Lang): EditionWords | null {
  const words = plainWords(text);
  if (versionWords.test(words)) return { do: 'edition.versions', page: 0, lang };
  return waitingWords.test(words)
    ? { do: 'edition.waiting', page: 0, lang, isBare: /^(?:下書き|drafts)/i.test(words) }
    : null;
}
