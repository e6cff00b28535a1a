import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { format, resolveConfig } from 'prettier';
import { readArguments } from '../../src/cli/usage.ts';
import { createBroadcastCards } from '../../src/broadcast/cards/cards.ts';
import { loadCardKit } from '../../src/cards/load.ts';
import { broadcastGallery } from './broadcast-gallery.ts';
import { browserPath, openBrowser, openPage, render } from './browser.ts';
import { DATA } from './fixtures.ts';
import { gallery } from './gallery.ts';
import { askForPicture, PICTURE_TEXT, textOf } from './readme-picture.ts';
import { realGallery } from './real.ts';
import { samples, sampleUrl } from './samples.ts';

const { positionals } = readArguments(
  `npm run pictures -- [all [WORD …]]

Writes what is made from the cards: the sample data beside each template, README's picture (cards/answer.png, with its
words in cards/answer.txt) from what the engine answers, and the pictures of the manuals. Needs Chromium.

  all     also draws every card, or those whose names hold one of the words, into a new folder, and says how tall each is`,
  { allowPositionals: true },
);

const PICTURE = fileURLToPath(new URL('../../cards/answer.png', import.meta.url));
const kit = loadCardKit();

async function writeSamples(): Promise<void> {
  for (const [name, model] of Object.entries(samples())) {
    const path = fileURLToPath(sampleUrl(name));
    const options = await resolveConfig(path);
    writeFileSync(path, await format(JSON.stringify(model), { ...options, filepath: path }));
  }
}

async function drawReadmePicture(browser: Browser): Promise<void> {
  const page = await openPage(browser, 600, 'light');
  const asked = askForPicture(kit);
  writeFileSync(PICTURE_TEXT, textOf(asked));
  await render(page, asked.card);
  await page.evaluate(`{
    const bubble = document.createElement('div');
    bubble.textContent = ${JSON.stringify(asked.question)};
    bubble.style.cssText = 'font: 14px "Segoe UI", "Noto Sans", "Noto Sans CJK JP"; width: fit-content;'
      + 'margin: 0 0 12px auto; padding: 8px 14px; border-radius: 8px; background: #E8EBFA; color: #242424';
    document.body.prepend(bubble);
  }`);
  await page.screenshot({ path: PICTURE, fullPage: true });
  await page.close();
}

/** Pictures of the manuals, in both languages: the card of the gallery and where it goes. */
const MANUAL_PICTURES = {
  'adoption-row': 'adoption/row',
  'adoption-matrix': 'adoption/matrix',
  'question-group': 'unanswered/group',
  'edition-ask': 'editions/ask',
  'edition-draft': 'editions/draft',
  'edition-request': 'editions/request',
  'edition-yearly': 'editions/yearly',
  'edition-versions': 'editions/versions',
  'edition-version': 'editions/version',
  'edition-round-trip': 'editions/round-trip',
  'row-form': 'rows/form',
  'row-confirm': 'rows/confirm',
  'row-status': 'rows/status',
} as const;

async function drawManuals(browser: Browser): Promise<void> {
  const page = await openPage(browser, 320, 'light');
  for (const [lang, ending] of [
    ['ja', '.png'],
    ['en', '.en.png'],
  ] as const) {
    const all = gallery(kit, lang);
    for (const [name, file] of Object.entries(MANUAL_PICTURES)) {
      await render(page, all[name]!.card);
      const path = fileURLToPath(new URL(`../../cards/${file}${ending}`, import.meta.url));
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.close();
}

async function drawAll(browser: Browser, words: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cards-'));
  const heights = new Map<string, number[]>();
  for (const width of [320, 600])
    for (const theme of ['light', 'dark'] as const)
      for (const lang of ['ja', 'en'] as const) {
        const page = await openPage(browser, width, theme);
        const broadcasts = broadcastGallery(createBroadcastCards(kit), DATA, lang);
        const shown = [
          ...Object.entries(gallery(kit, lang)),
          ...Object.entries(realGallery(kit, lang)),
          ...Object.entries(broadcasts).map(([name, message]) => [`broadcast-${name}`, message] as const),
        ].filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)));
        for (const [name, { card }] of shown) {
          await render(page, card);
          await page.screenshot({
            path: join(folder, `cards-${name}-${width}-${theme}-${lang}.png`),
            fullPage: true,
          });
          const height = await page.evaluate<number>(`document.getElementById('card').offsetHeight`);
          if (theme === 'light') heights.set(name, [...(heights.get(name) ?? []), height]);
        }
        await page.close();
      }
  console.log('card'.padEnd(32), 'px at 320 ja, en; at 600 ja, en');
  for (const [name, all] of heights) console.log(name.padEnd(32), all.join('  '));
  console.log(`pictures: ${folder}`);
}

await writeSamples();
const chromium = browserPath();
if (chromium === null) throw new Error('no browser: set CHROMIUM_PATH');
const browser = await openBrowser(chromium);
await drawReadmePicture(browser);
await drawManuals(browser);
const [what, ...words] = positionals;
if (what === 'all') await drawAll(browser, words);
await browser.close();
