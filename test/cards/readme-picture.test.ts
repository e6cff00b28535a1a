import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { askForPicture, PICTURE_TEXT, textOf } from './readme-picture.ts';
import { kit } from './kit.ts';

// Where it does not: `npm run pictures` asks the engine and draws anew.
test("README's picture shows what the engine answers now", () => {
  expect(textOf(askForPicture(kit))).toBe(readFileSync(PICTURE_TEXT, 'utf8'));
});
