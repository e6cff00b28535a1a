import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { browserPath, openBrowser, openPage, render } from './browser.ts';
import { broadcastGallery } from './broadcast-gallery.ts';
import { DATA } from './fixtures.ts';
import { kit } from './kit.ts';

const chromium = browserPath();
const cards = createBroadcastCards(kit);

(chromium === null ? describe.skip : describe)('in a browser with the measures of Teams', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium!);
  });
  afterAll(async () => {
    await browser.close();
  });

  test.each([
    [320, 'light', 'ja'],
    [320, 'dark', 'en'],
    [600, 'light', 'en'],
    [600, 'dark', 'ja'],
  ] as const)('at %i px, %s, %s: nothing is refused, cut off or faint', async (width, theme, lang) => {
    const page = await openPage(browser, width, theme);
    const { roles: _peoplePicker, ...gallery } = broadcastGallery(cards, DATA, lang);
    // Only Teams itself fills a people picker.
    for (const [name, { card }] of Object.entries(gallery)) {
      const { problems, overflowing, faint } = await render(page, card);
      expect({ name, problems, overflowing, faint }).toEqual({
        name,
        problems: [],
        overflowing: [],
        faint: [],
      });
    }
    await page.close();
  });
});
