import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Harness, startHarness } from '../server/harness.ts';
import { invoke, scene, sendToBot } from '../simulator/teams.ts';

/** Every invoke of the current SDK (github.com/microsoft/teams.ts, packages/api/src/activities/invoke), and its answer's form. */
let bot: Harness;
beforeAll(async () => {
  bot = await startHarness();
});
afterAll(() => bot.close());

const words = expect.stringMatching(/./);
const dialog = { task: { type: 'message', value: words } };
const noResults = { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } };
const message = { composeExtension: { type: 'message', text: words } };
const config = { responseType: 'config', config: { type: 'message', value: words } };
const noTab = { tab: { type: 'continue', value: { cards: [] } } };
const search = {
  statusCode: 200,
  type: 'application/vnd.microsoft.search.searchResponse',
  value: { results: [] },
};

test.each([
  [
    'adaptiveCard/action',
    200,
    { statusCode: 200, type: expect.stringContaining('application/vnd.microsoft.') },
  ],
  ['actionableMessage/executeAction', 200, {}],
  ['application/search', 200, search],
  ['composeExtension/anonymousQueryLink', 200, noResults],
  ['composeExtension/fetchTask', 200, dialog],
  ['composeExtension/onCardButtonClicked', 200, {}],
  [
    'composeExtension/query',
    200,
    { composeExtension: expect.objectContaining({ type: expect.stringMatching(/^(result|message)$/) }) },
  ],
  ['composeExtension/queryLink', 200, noResults],
  ['composeExtension/querySettingUrl', 200, message],
  ['composeExtension/selectItem', 200, noResults],
  ['composeExtension/setting', 200, {}],
  ['composeExtension/submitAction', 200, dialog],
  ['config/fetch', 200, config],
  ['config/submit', 200, config],
  ['fileConsent/invoke', 200, null],
  ['handoff/action', 200, {}],
  ['message/fetchTask', 200, dialog],
  ['message/submitAction', 200, {}],
  ['signin/failure', 200, {}],
  ['signin/tokenExchange', 412, null],
  ['signin/verifyState', 200, {}],
  ['suggestedActions/submit', 200, null],
  ['tab/fetch', 200, noTab],
  ['tab/submit', 200, noTab],
  ['task/fetch', 200, dialog],
  ['task/submit', 200, dialog],
  // Widgets are drawn by what the bot does not send.
  ['htmlwidget/calltool', 501, null],
  ['unheard/of', 501, null],
  ['constructor', 501, null],
])('%s', async (name, status, body) => {
  for (const value of [{}, null, 'text', { data: { x: 1 } }]) {
    const answer = await sendToBot(
      bot.url,
      invoke(scene(bot.simulator.url), `${name} ${JSON.stringify(value)}`, name, value),
    );
    expect(answer).toEqual({
      status,
      body:
        typeof body === 'object' && body !== null && Object.keys(body).length > 0
          ? expect.objectContaining(body)
          : body,
    });
  }
});
