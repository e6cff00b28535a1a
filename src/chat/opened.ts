import { LRUCache } from 'lru-cache';
import type { Dataset, Initiative } from '../dataset/schema.ts';
import type { Engine, Lang } from '../question/answer.ts';
import type { Visitor } from './visitor.ts';

/** More rows than these are not what somebody speaks of. */
const mostRows = 5;
const rememberedMs = 30 * 60_000;
const mostRemembered = 10_000;

/** The row that each person opened last in each conversation, for as long as a question can refer to it. */
export type Opened = Pick<LRUCache<string, string>, 'get' | 'set'>;

export function createOpened(): Opened {
  return new LRUCache({ max: mostRemembered, ttl: rememberedMs });
}

const thisWords = [
  /^(この|その|これ|それ|上の|さっきの|今の)(取組|取り組み|もの|件|テーマ|質問|話題)?$/,
  /^(this|that|it|the) ?(initiative|one|theme|topic|question)?$/i,
];

/** この取組, it: what was shown last. */
export const isThis = (words: string): boolean => thisWords.some((pattern) => pattern.test(words));

/** The rows that are meant: この取組 is the one that was opened last, or what was answered last. */
export function rowsMeant(
  { data, engine, opened }: { readonly data: Dataset; readonly engine: Engine; readonly opened: Opened },
  asked: { readonly subject: string; readonly lang: Lang; readonly today: string },
  visitor: Pick<Visitor, 'place' | 'previousIds'>,
): readonly Initiative[] {
  const { subject, lang, today } = asked;
  if (subject === '' || isThis(subject)) {
    const last = opened.get(visitor.place);
    const ids = last === undefined ? visitor.previousIds : [last];
    return ids.slice(0, mostRows).flatMap((id) => data.initiatives.find((row) => row.id === id) ?? []);
  }
  const { hits } = engine.ask({ text: subject, today, lang, previous: null });
  return hits.slice(0, mostRows).map(({ initiative }) => initiative);
}
