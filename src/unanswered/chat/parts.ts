import { LRUCache } from 'lru-cache';
import { dateAt } from '../../calendar/zone.ts';
import type { CardData } from '../../cards/cards.ts';
import type { Answer, Engine, Lang } from '../../question/answer.ts';
import type { QuestionCards } from '../cards/cards.ts';
import type { AskedQuestion } from '../decide/question.ts';
import type { QuestionStore } from '../ports.ts';

/** What this feature is made with. */
export interface QuestionParts {
  readonly store: QuestionStore;
  /** What the bot knows at this moment. */
  readonly knowledge: () => { readonly data: CardData; readonly engine: Engine };
  readonly cards: QuestionCards;
  /** false: nothing is kept of what people ask. */
  readonly keeps: boolean;
  /** Recipient ids of those who answer for a department. */
  readonly ownersOf: (department: string) => Promise<readonly string[]>;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onPlanned: () => void;
  readonly onError: (error: unknown) => void;
}

const mostRemembered = 10_000;
const rememberedMs = 24 * 3_600_000;

/** The answers of late, by their message and by whose place they were the last: what "wrong" can be about. In memory. */
export interface AnswerMemory {
  readonly byMessage: LRUCache<string, AskedQuestion>;
  readonly byPlace: LRUCache<string, AskedQuestion>;
}

export function createMemory(): AnswerMemory {
  const options = { max: mostRemembered, ttl: rememberedMs };
  return { byMessage: new LRUCache(options), byPlace: new LRUCache(options) };
}

/** What the engine answers to the words today, as a question that stands for itself. */
export function ask(
  { knowledge, now, timeZone }: Pick<QuestionParts, 'knowledge' | 'now' | 'timeZone'>,
  text: string,
  lang: Lang,
): Answer {
  return knowledge().engine.ask({ text, today: dateAt(now(), timeZone), lang, previous: null });
}
