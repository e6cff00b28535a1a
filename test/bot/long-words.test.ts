import { afterEach, expect, test } from '@jest/globals';
import type { StatefulDecide } from '../../src/bot/stateful.ts';
import { talkOf } from '../../src/bot/talk.ts';
import { parseAdoptionWords } from '../../src/adoption/chat/words.ts';
import { parseBroadcastWords } from '../../src/broadcast/chat/words.ts';
import { parseContactWords } from '../../src/contacts/words.ts';
import { parseEditionWords } from '../../src/editions/chat/words.ts';
import { parseFollowWords } from '../../src/follow/chat/words.ts';
import { parseHighlightsWords } from '../../src/highlights/words.ts';
import { PRONOUN } from '../../src/question/read/follow/follow-up-cues.ts';
import { positionIn } from '../../src/question/read/follow/ordinal.ts';
import { parseReportWords } from '../../src/report/words.ts';
import { parseRowWords } from '../../src/rows/chat/words.ts';
import { parseQuestionWords } from '../../src/unanswered/chat/words.ts';
import { type Harness, startHarness } from '../server/harness.ts';
import { personalMessage, scene, sendToBot } from '../simulator/teams.ts';

let bot: Harness | null = null;
afterEach(() => bot?.close());

test('words longer than any request are read by no feature, and answered as too long', async () => {
  const read: number[] = [];
  const reads: StatefulDecide = (turn) => {
    if (turn.kind === 'question') read.push(turn.text.length);
    return Promise.resolve(null);
  };
  bot = await startHarness({ bot: { deciders: [reads] } });
  const where = scene(bot.simulator.url);
  await sendToBot(bot.url, personalMessage(where, '1', `${'。'.repeat(29_000)}あ`));
  await sendToBot(bot.url, personalMessage(where, '2', `権限 付与 承認者 ${'a@example.jp '.repeat(100)}`));
  expect(read).toEqual([1309]);
  expect(JSON.stringify(bot.simulator.connector.requests.at(0))).toContain('questionTooLong');
});

/** Everything that reads words of people's. */
const readers: readonly ((text: string) => unknown)[] = [
  talkOf,
  positionIn,
  (text) => PRONOUN.test(text),
  (text) => parseAdoptionWords(text, 'ja'),
  (text) => parseBroadcastWords(text, 'ja', []),
  (text) => parseContactWords(text, 'ja'),
  (text) => parseEditionWords(text, 'ja'),
  (text) => parseFollowWords(text, 'ja'),
  (text) => parseHighlightsWords(text, 'ja'),
  (text) => parseQuestionWords(text, 'ja'),
  (text) => parseReportWords(text, '2026-06'),
  (text) => parseRowWords(text, 'ja'),
];
const beginnings = ['', 'はい', '違う', '1on1に', 'それの', 'the first ', 'no '];
/** Each can be read as one part of a request or as two: with so many of them nobody ever came to the end. */
const twofold = [
  '新しいの',
  '変更の情報',
  'なの',
  'だよ',
  'でした',
  'んだけど',
  'んですけど',
  'ですか',
  'more details ',
];

test.each(twofold)('words that repeat %s are read to their end', (part) => {
  for (const beginning of beginnings)
    for (const length of [56, 190])
      for (const read of readers) {
        const repeated = part.repeat(Math.floor(length / part.length));
        expect(read(`${beginning}${repeated}ぬ`) ?? null).not.toBeUndefined();
      }
});
