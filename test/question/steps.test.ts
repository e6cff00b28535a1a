import path from 'node:path';
import { expect, test } from '@jest/globals';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { engineSteps } from '../../src/question/engine.ts';
import { finishInSlices } from '../../src/text/steps.ts';

test('an engine that is built in slices answers, and has let others have their turn', async () => {
  const data = loadDataset(path.resolve(import.meta.dirname, '../../data'));
  let turns = 0;
  const pause = () => {
    turns++;
    return Promise.resolve();
  };
  // Every look at the clock finds a slice over.
  let time = 0;
  const engine = await finishInSlices(engineSteps(data), { elapsed: () => (time += 8), pause });
  const { hits } = engine.ask({ text: '庁内広報動画', today: '2026-06-10', lang: 'ja', previous: null });
  expect(hits.map(({ initiative }) => initiative.name)).toEqual(['庁内広報動画の制作・周知']);
  expect(turns).toBeGreaterThan(1000);
});
