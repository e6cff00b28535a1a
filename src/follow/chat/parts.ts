import { dateAt } from '../../calendar/zone.ts';
import type { Dataset, Initiative } from '../../dataset/schema.ts';
import type { Answer, Engine, Lang } from '../../question/answer.ts';
import type { FollowCards } from '../cards/cards.ts';
import type { FollowStore, SpreadNews } from '../ports.ts';

/** What the chat and the jobs of this feature are made with. */
export interface FollowParts {
  readonly store: FollowStore;
  readonly spread: SpreadNews;
  /** What the bot knows at this moment. */
  readonly knowledge: () => { readonly data: Dataset; readonly engine: Engine };
  readonly cards: FollowCards;
  /** What was asked last in a place, in words; null = nothing, or too long ago. */
  readonly lastAsked: (place: string) => Promise<string | null>;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onPlanned: () => void;
  readonly onError: (error: unknown) => void;
}

/** A question has this many rows at most that are worth following one by one. */
const mostRows = 2_000;

/** What the words find now. */
export function find(
  { knowledge, now, timeZone }: Pick<FollowParts, 'knowledge' | 'now' | 'timeZone'>,
  { question, lang }: { readonly question: string; readonly lang: Lang },
): { readonly answer: Answer; readonly rows: readonly Initiative[] } {
  const today = dateAt(now(), timeZone);
  const answer = knowledge().engine.ask({ text: question, today, lang, previous: null });
  return { answer, rows: answer.hits.slice(0, mostRows).map(({ initiative }) => initiative) };
}
