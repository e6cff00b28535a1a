import path from 'node:path';
import { loadDataset } from '../../../src/dataset/load/dataset.ts';
import { createEngine } from '../../../src/question/engine.ts';

/** The project's own document, and the engine for it: built once for all files of tests that one process runs. */
export const DATA = loadDataset(path.resolve(import.meta.dirname, '../../../data'));
export const engine = createEngine(DATA);
