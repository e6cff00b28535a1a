import type { Dataset, Initiative } from '../dataset/schema.ts';
import type { Engine, Lang } from '../question/answer.ts';
import type { Visitor } from './visitor.ts';

/** More rows than these are not what somebody speaks of. */
const mostRows = 5;

const thisWords = [
  /^(この|その|これ|それ|上の|さっきの|今の)(取組|取り組み|もの|件|テーマ|質問|話題)?$/,
  /^(this|that|it|the) ?(initiative|one|theme|topic|question)?$/i,
];

/** この取組, it: what was shown last. */
export const isThis = (words: string): boolean => thisWords.some((pattern) => pattern.test(words));

/** The rows that are meant: この取組 is the one that was opened last, or what was answered last. */
export function rowsMeant(
  { data, engine }: { readonly data: Dataset; readonly engine: Engine },
  asked: { readonly subject: string; readonly lang: Lang; readonly today: string },
  { previousIds }: Pick<Visitor, 'previousIds'>,
): readonly Initiative[] {
  const { subject, lang, today } = asked;
  if (subject === '' || isThis(subject))
    return previousIds
      .slice(0, mostRows)
      .flatMap((id) => data.initiatives.find((row) => row.id === id) ?? []);
  const { hits } = engine.ask({ text: subject, today, lang, previous: null });
  return hits.slice(0, mostRows).map(({ initiative }) => initiative);
}
