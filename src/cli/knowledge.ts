import path from 'node:path';
import type { Cards } from '../cards/cards.ts';
import { createCards } from '../cards/answer/cards.ts';
import { loadCardKit } from '../cards/load.ts';
import { DatasetError, loadDataset } from '../dataset/load/dataset.ts';
import type { Dataset } from '../dataset/schema.ts';
import type { Engine } from '../question/answer.ts';
import { beginEngine } from '../question/engine.ts';
import { refuse } from './usage.ts';

/** A dataset with the engine and the cards that answer from it. */
export interface Knowledge {
  readonly data: Dataset;
  readonly engine: Engine;
  readonly cards: Cards;
}

/** The project's own dataset. */
export const DEFAULT_DATA = path.resolve(import.meta.dirname, '../../data');

/** Loads a dataset folder; what is wrong with it ends the process. */
export function loadKnowledge(dir: string): Knowledge {
  try {
    const data = loadDataset(dir);
    return { data, engine: beginEngine(data), cards: createCards(loadCardKit()) };
  } catch (error) {
    if (error instanceof DatasetError) refuse(`${dir}: ${error.message}`);
    throw error;
  }
}
