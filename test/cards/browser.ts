import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);

export type Theme = 'light' | 'dark';

/** The browser to use, or null: `CHROMIUM_PATH`, else the system's. */
export function browserPath(): string | null {
  const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return existsSync(path) ? path : null;
}

/** A headless Chromium that speaks to nobody. */
export async function openBrowser(path: string): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
}

function hostConfig(theme: Theme): unknown {
  return JSON.parse(readFileSync(new URL(`host-config.${theme}.json`, import.meta.url), 'utf8'));
}

/** Buttons as Teams draws them: a title that is too long is cut, which the tests take for overflow. */
const STYLE = `
  body { margin: 0; padding: 12px; background: var(--page); }
  #card { border-radius: 6px; overflow: hidden; box-shadow: 0 1px 4px rgba(0,0,0,.25); }
  #card.wide { width: 100%; }
  .ac-pushButton { font: 600 14px 'Segoe UI', 'Noto Sans', 'Noto Sans CJK JP', sans-serif; padding: 5px 12px;
    min-height: 32px; border: 1px solid var(--line); border-radius: 4px; background: var(--button); color: var(--text);
    white-space: nowrap; overflow: hidden; text-overflow: ellipsis; max-width: 100%; cursor: pointer; }
  .ac-pushButton.style-positive { background: #5B5FC7; border-color: #5B5FC7; color: #FFFFFF; }
  .ac-pushButton.style-destructive { color: var(--danger); }
  .ac-selectable { cursor: pointer; }
  .ac-textBlock a { color: var(--link); }
  .ac-input { background: var(--button); color: var(--text); border: 1px solid var(--line); }
  .ac-textBlock p { margin: 0; }
`;

const COLOURS: Readonly<Record<Theme, string>> = {
  light:
    ':root { --page: #F5F5F5; --line: #D1D1D1; --button: #FFFFFF; --text: #242424; --danger: #B10E1C; --link: #4F52B2 }',
  dark: ':root { --page: #141414; --line: #666666; --button: #292929; --text: #FFFFFF; --danger: #E37D80; --link: #9299F7 }',
};

/** What the renderer says of a card that it has put on the page. */
export interface Rendered {
  /** Problems that the parser or validator of the renderer found. */
  readonly problems: readonly string[];
  readonly text: string;
  /** Texts of elements that are wider than the room they have. */
  readonly overflowing: readonly string[];
  /** Texts whose contrast to what is behind them is below 4.5 (WCAG AA), with the ratio. */
  readonly faint: readonly string[];
  /** Links, emphasis, lists: everything that Markdown made. */
  readonly markup: readonly string[];
}

/** A page as wide as a chat that shows cards with Teams' measures and colours. */
export async function openPage(browser: Browser, width: number, theme: Theme): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 200 }, deviceScaleFactor: 2 });
  await page.setContent(
    `<!doctype html><html lang="ja"><style>${COLOURS[theme]}${STYLE}</style><body><div id="card"></div></body></html>`,
  );
  await page.addScriptTag({ path: require.resolve('adaptivecards/dist/adaptivecards.min.js') });
  await page.addScriptTag({ path: require.resolve('markdown-it/browser') });
  await page.evaluate((config) => Object.assign(globalThis, { config }), hostConfig(theme));
  return page;
}

/* The code below runs in the page. It is kept as text: the page has no types, and the DOM is none of the bot's business. */
const RENDER = `(card) => {
  const problems = [];
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    // As in Teams: no HTML; links and lists work.
    result.outputHtml = markdownit({ linkify: false }).render(text);
    result.didProcess = true;
  };
  const view = new AdaptiveCards.AdaptiveCard();
  view.hostConfig = new AdaptiveCards.HostConfig(config);
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  view.parse(card, context);
  for (let i = 0; i < context.eventCount; i++) {
    const { message } = context.getEventAt(i);
    // The renderer's pattern for lang keeps its lastIndex, so that it refuses every second card.
    if (/^Invalid value "(ja|en)" for property "lang"/.test(message)) continue;
    // Newer clients know these; what takes their place here is checked like the rest.
    if (/^Unknown element type "(Badge|CompoundButton|Chart\\.[A-Za-z.]+)"/.test(message)) continue;
    problems.push(message);
  }
  for (const failure of view.validateProperties().validationEvents) problems.push(failure.message);
  const place = document.getElementById('card');
  place.replaceChildren(view.render());
  const luminance = ([r, g, b]) => [r, g, b]
    .map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const background = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const c = channels(getComputedStyle(e).backgroundColor);
      if (c.length >= 3 && (c[3] ?? 1) > 0) return c;
    }
    return [255, 255, 255];
  };
  const overflowing = [], faint = [];
  const right = place.getBoundingClientRect().right;
  for (const element of place.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0) continue;
    const label = element.tagName + ': ' + element.textContent.slice(0, 40);
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 || box.right > right + 1) overflowing.push(label);
    if (!element.matches('.ac-textBlock, .ac-textBlock a, .ac-pushButton, .ac-input')) continue;
    const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(background(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(contrast.toFixed(2) + ' ' + label);
  }
  const markup = [...place.querySelectorAll('a, strong, em, ul, ol, li, h1, h2, h3, code, pre, blockquote, hr, img, table, at, s, script')]
    .map((element) => element.outerHTML);
  return { problems, text: place.innerText, overflowing, faint, markup };
}`;

/** Shows the card and says what is wrong with it. */
export async function render(page: Page, card: unknown): Promise<Rendered> {
  const source = JSON.stringify(card);
  return page.evaluate<Rendered>(`(${RENDER})(JSON.parse(${JSON.stringify(source)}))`);
}
