import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { templateNames } from '../../src/cards/load.ts';
import { samples, sampleUrl } from './samples.ts';

describe('the sample beside each template', () => {
  const made = samples();
  test.each(templateNames())('%s is what the code fills it with (npm run pictures writes it)', (name) => {
    const written: unknown = JSON.parse(readFileSync(sampleUrl(name), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(made[name])));
  });
});
