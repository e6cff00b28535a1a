import { dateAt } from '../calendar/zone.ts';
import type { Dataset, Initiative } from '../dataset/schema.ts';
import type { Answer, Engine, Lang } from '../question/answer.ts';

/** What every feature's chat and jobs are made with. */
export interface FeatureServices<Cards> {
  /** What the bot knows at this moment. */
  readonly knowledge: () => { readonly data: Dataset; readonly engine: Engine };
  readonly cards: Cards;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Called when something is waiting to be sent. */
  readonly onPlanned: () => void;
  /** Something failed of which nobody else is told, or only in words: for the log. */
  readonly onError: (error: unknown) => void;
}

/** ISO date in the city's zone. */
export function today({ now, timeZone }: Pick<FeatureServices<never>, 'now' | 'timeZone'>): string {
  return dateAt(now(), timeZone);
}

/** What a card is made for: the data as they are now, in this language. */
export function place({ knowledge }: Pick<FeatureServices<never>, 'knowledge'>, lang: Lang) {
  return { data: knowledge().data, lang };
}

/** What the engine answers to the words today, as a question that stands for itself. */
export function ask(
  services: Pick<FeatureServices<never>, 'knowledge' | 'now' | 'timeZone'>,
  text: string,
  lang: Lang,
): Answer {
  return services.knowledge().engine.ask({ text, today: today(services), lang, previous: null });
}

/** The row of this id in the data as they are now. */
export function findRow(
  { knowledge }: Pick<FeatureServices<never>, 'knowledge'>,
  id: string,
): Initiative | null {
  return knowledge().data.initiatives.find((row) => row.id === id) ?? null;
}
