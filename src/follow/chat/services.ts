import { ask, type FeatureServices } from '../../chat/services.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Answer, Lang } from '../../question/answer.ts';
import type { FollowCards } from '../cards/cards.ts';
import type { FollowStore, SpreadNews } from '../ports.ts';

/** What the chat and the jobs of this feature are made with. */
export interface FollowServices extends FeatureServices<FollowCards> {
  readonly store: FollowStore;
  readonly spread: SpreadNews;
  /** What was asked last in a place, in words; null = nothing, or too long ago. */
  readonly lastAsked: (place: string) => Promise<string | null>;
}

/** A question has this many rows at most that are worth following one by one. */
const mostRows = 2_000;

/** What the words find now. */
export function find(
  services: FollowServices,
  { question, lang }: { readonly question: string; readonly lang: Lang },
): { readonly answer: Answer; readonly rows: readonly Initiative[] } {
  const answer = ask(services, question, lang);
  return { answer, rows: answer.hits.slice(0, mostRows).map(({ initiative }) => initiative) };
}
