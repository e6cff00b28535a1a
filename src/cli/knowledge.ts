import path from 'node:path';
import type { Cards } from '../cards/cards.ts';
import { createCards } from '../cards/answer/cards.ts';
import { loadCardKit } from '../cards/load.ts';
import { DatasetError, loadDataset } from '../dataset/load.ts';
import type { Dataset } from '../dataset/schema.ts';
import type { Engine } from '../question/answer.ts';
import { createEngine } from '../question/engine.ts';

/** The caller was wrong (an argument, a file, a line): said in one message, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A dataset with the engine and the cards that answer from it. */
export interface Knowledge {
  readonly data: Dataset;
  readonly engine: Engine;
  readonly cards: Cards;
}

/** The project's own dataset. */
export const DEFAULT_DATA = path.resolve(import.meta.dirname, '../../data');

/** Loads a dataset folder; throws a UsageError that lists everything that is wrong with it. */
export function loadKnowledge(dir: string): Knowledge {
  try {
    const data = loadDataset(dir);
    return { data, engine: createEngine(data), cards: createCards(loadCardKit()) };
  } catch (error) {
    if (error instanceof DatasetError) throw new UsageError(`${dir}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Runs a command and gives its exit code: a UsageError is printed to stderr, with the usage when it has none, as 2. */
export function runCommand(command: () => number): number {
  try {
    return command();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}
