/**
 * Writes what is made from the cards: the sample data beside each template, the picture in the README
 * (cards/answer.png), and, with a folder as argument, a picture of every card to look at.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { loadBroadcastCards } from '../../src/broadcast/cards/load.ts';
import { loadCards, TEMPLATES } from '../../src/cards/load.ts';
import { broadcastGallery } from './broadcast-gallery.ts';
import { browserPath, openBrowser, openPage, render } from './browser.ts';
import { DATA, FIRST_VIEW, oneOnOne } from './fixtures.ts';
import { gallery } from './gallery.ts';
import { samples, sampleUrl } from './samples.ts';

const PICTURE = fileURLToPath(new URL('../../cards/answer.png', import.meta.url));

const made = samples();
for (const name of TEMPLATES) {
  const path = fileURLToPath(sampleUrl(name));
  const options = await resolveConfig(path);
  writeFileSync(path, await format(JSON.stringify(made[name]), { ...options, filepath: path }));
}

const chromium = browserPath();
if (chromium === null) throw new Error('no browser: set CHROMIUM_PATH');
const cards = loadCards();
const broadcasts = loadBroadcastCards();
const browser = await openBrowser(chromium);

const page = await openPage(browser, 600, 'light');
const asked = oneOnOne('ja');
await render(page, cards.answer(asked, DATA, FIRST_VIEW).card);
await page.evaluate(`{
  const bubble = document.createElement('div');
  bubble.textContent = ${JSON.stringify(asked.question)};
  bubble.style.cssText = 'font: 14px "Segoe UI", "Noto Sans", "Noto Sans CJK JP"; width: fit-content; margin: 0 0 12px auto;'
    + 'padding: 8px 14px; border-radius: 8px; background: #E8EBFA; color: #242424';
  document.body.prepend(bubble);
}`);
await page.screenshot({ path: PICTURE, fullPage: true });
await page.close();

const folder = process.argv[2];
if (folder !== undefined)
  for (const width of [320, 600])
    for (const theme of ['light', 'dark'] as const)
      for (const lang of ['ja', 'en'] as const) {
        const view = await openPage(browser, width, theme);
        const shown = {
          ...gallery(cards, lang),
          ...named('broadcast', broadcastGallery(broadcasts, DATA, lang)),
        };
        for (const [name, { card }] of Object.entries(shown)) {
          await render(view, card);
          const file = `cards-${name}-${width}-${theme}-${lang}.png`;
          await view.screenshot({ path: join(folder, file), fullPage: true });
        }
        await view.close();
      }
await browser.close();

function named<Card>(group: string, shown: Readonly<Record<string, Card>>): Record<string, Card> {
  return Object.fromEntries(Object.entries(shown).map(([name, card]) => [`${group}-${name}`, card]));
}
