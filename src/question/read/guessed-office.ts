import type { Query } from './query.ts';

/** Said of a department that somebody thinks does it. */
const GUESSES_OFFICE = new RegExp(
  [
    'も[^、。はも]{1,12}が(?:やって|担当して|して)(?:い)?(?:る|ます)(?:の|ん)?(?:です)?か?[?？]\\s*$|(?:局|課|部|室|区|区役所|所|',
    "館)?(?:だっけ|でしたっけ|だよね|ですよね|だったかな|だったよね|でしたよね|かな)[?？。\\s]*$|(?:, right|isn'?t it|, no)[?\\s]*$",
  ].join(''),
  'i',
);
const WHOSE = { ja: 'どこの局？', en: 'which office is it?' } as const;

/** クレドって財政局だっけ, of a thing that another department has: whose it is. Null: no department is guessed. */
export function ofAnyOffice(query: Query): Query | null {
  const isGuessed = query.departments !== null && query.groups.length > 0 && GUESSES_OFFICE.test(query.asked);
  return isGuessed ? { ...query, departments: null, asked: WHOSE[query.lang] } : null;
}
