import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createCards } from '../../src/cards/answer/cards.ts';
import { browserPath, openBrowser, openPage, render } from './browser.ts';
import { answerOf, DATA, FIRST_VIEW, hit, ROWS } from './fixtures.ts';
import { gallery } from './gallery.ts';
import { kit } from './kit.ts';

const path = browserPath();
const isRequired = process.env['CI_BROWSER'] === 'required';
const cards = createCards(kit);

if (path === null && !isRequired)
  test.skip('LEFT OUT: no browser at CHROMIUM_PATH or /usr/bin/chromium to show the cards in', () =>
    undefined);
else describe('in a browser', inBrowser);

function inBrowser(): void {
  let browser: Browser;
  beforeAll(async () => {
    if (path === null)
      throw new Error('CI_BROWSER=required, but there is no browser at CHROMIUM_PATH or /usr/bin/chromium');
    browser = await openBrowser(path);
  });
  afterAll(async () => {
    await (browser as Browser | undefined)?.close();
  });

  const views = [320, 600].flatMap((width) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      (['ja', 'en'] as const).map((lang) => ({ width, theme, lang })),
    ),
  );

  describe.each(views)('$width px, $theme, $lang', ({ width, theme, lang }) => {
    let page: Page;
    beforeAll(async () => {
      page = await openPage(browser, width, theme);
    });
    afterAll(async () => {
      await page.close();
    });

    test.each(Object.entries(gallery(kit, lang)))('%s', async (_, { card }) => {
      const shown = await render(page, card);
      expect(shown.text).not.toContain('${');
      // The Agents Playground sends no press whose data has a `key`.
      expect(JSON.stringify(card)).not.toContain('"key":');
      // Neither ids nor dates as programs write them.
      expect(shown.text).not.toMatch(/@thread|[\da-f]{8}-[\da-f]{4}|\b\d{4}-\d{2}(-\d{2})?\b/);
      expect({ ...shown, text: shown.text.length > 10 }).toEqual({
        problems: [],
        text: true,
        overflowing: [],
        faint: [],
        markup: [],
      });
    });
  });

  test('all texts of a row are on the screen', async () => {
    const page = await openPage(browser, 320, 'light');
    const { card } = cards.answer(answerOf({ hits: [hit(ROWS.visits)] }), DATA, FIRST_VIEW);
    const { text } = await render(page, card);
    for (const part of [
      '消防局',
      '他市視察',
      '2026年4月〜6月',
      '執務環境改善を行う',
      '備考：【視察済】川崎市',
    ])
      expect(text).toContain(part);
    await page.close();
  });

  test('a long summary opens and closes where it stands', async () => {
    const page = await openPage(browser, 320, 'light');
    const long = { ...ROWS.phones, summary: `${'とても長い説明。'.repeat(40)}おわり` };
    await render(page, cards.answer(answerOf({ hits: [hit(long)] }), DATA, FIRST_VIEW).card);
    const end = page.getByText('おわり');
    expect(await end.isVisible()).toBe(false);
    await page.getByText('続きを読む').click();
    expect(await end.isVisible()).toBe(true);
    expect(await page.getByText('続きを読む').isVisible()).toBe(false);
    await page.getByText('閉じる').click();
    expect(await end.isVisible()).toBe(false);
    await page.close();
  });

  test('hostile texts are shown as they were written', async () => {
    const hostile =
      '[x](javascript:alert(1)) ![y](https://e.invalid/z.png) **b** _i_ `c` <at>n</at> <img src=x> ${name} &lt;';
    const row = {
      ...ROWS.phones,
      name: hostile,
      department: `# ${hostile}`,
      summary: `- ${hostile}\n1. ${hostile}`,
      remarks: hostile,
    };
    const page = await openPage(browser, 600, 'light');
    const answer = answerOf({
      hits: [hit(row)],
      nearMisses: [hit(row)],
      unknownWords: [hostile],
      question: hostile,
    });
    const shown = await render(page, cards.answer(answer, DATA, FIRST_VIEW).card);
    expect(shown).toMatchObject({ problems: [], markup: [] });
    expect(shown.text).toContain(`# ${hostile}`);
    expect(shown.text).toContain(`- ${hostile}`);
    expect(shown.text).toContain('1. [x](javascript:alert(1))');
    await page.close();
  });

  test('the check itself sees what is wrong', async () => {
    const page = await openPage(browser, 320, 'light');
    const block = (text: string, more = {}): unknown => ({ type: 'TextBlock', text, wrap: true, ...more });
    const shown = await render(page, {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [
        block('[x](https://example.com)'),
        block('あ'.repeat(60), { wrap: false }),
        { type: 'Nonsense' },
        { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'あ'.repeat(40) }] },
      ],
    });
    expect(shown.markup).toHaveLength(1);
    expect(shown.problems).not.toEqual([]);
    expect(shown.overflowing.length).toBeGreaterThan(1);
    await page.close();
  });
}
