import type { Lang } from '../../question/answer.ts';

/** What can be asked for in words. */
export type AdoptionWords = { readonly do: 'adoption.department'; readonly lang: Lang };

const departmentWords =
  /^((わたし|私|自分)の)?(所属|部署|自部署)(の?(設定|登録|変更)|を?(設定|登録|変更)(する|したい)?)$|^(set |change )?my department$/i;

/** The request in a person's words, or null when they are a question. */
export function parseAdoptionWords(text: string, lang: Lang): AdoptionWords | null {
  const words = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！?？]+$/, '');
  return departmentWords.test(words) ? { do: 'adoption.department', lang } : null;
}
