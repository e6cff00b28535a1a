import type { Knowledge } from '../../bot/knowledge.ts';
import { decideYears } from './year-turns.ts';
import type { Clock } from '../../calendar/clock.ts';
import { dateAt } from '../../calendar/zone.ts';
import { datasetSteps } from '../../dataset/load/dataset.ts';
import type { Dataset } from '../../dataset/schema.ts';
import { createEditionYears, type EditionYears, type EditionYearsServices } from '../../editions/years.ts';
import type { Feature } from '../feature.ts';
import { engineSteps } from '../../question/engine.ts';
import { besideTurns } from './editions.ts';

export interface YearOptions {
  readonly store: EditionYearsServices['store'];
  readonly knowledge: () => Knowledge<Dataset>;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Starts answering from the documents of earlier fiscal years too. */
export function startYears({ store, knowledge, timeZone, clock, onError }: YearOptions): Feature & {
  readonly years: EditionYears;
} {
  const years = createEditionYears({
    store,
    read: (files) => besideTurns(datasetSteps(files), clock),
    build: (data) => besideTurns(engineSteps(data), clock),
  });
  const today = () => dateAt(clock.now(), timeZone);
  return {
    years,
    deciders: [decideYears({ years, knowledge, today, onError })],
    stop: () => Promise.resolve(),
  };
}
