import { expect, test } from '@jest/globals';
import { textWithoutMentions } from '../../src/teams/mentions.ts';

const BOT = '28:bot';
const bot = { type: 'mention', mentioned: { id: BOT }, text: '<at>よこてん (試験)</at>' };

test.each([
  ['<at>よこてん (試験)</at> 研修', [bot], '研修'],
  ['研修<AT>よこてん (試験)</AT>は？', [bot], '研修 は？'],
  ['<at>よこてん (試験)</at>&nbsp;&nbsp;<at>よこてん (試験)</at>\r\n研修', [bot, bot], '研修'],
  ['<at>よこてん (試験)</at> 研修', [], '<at>よこてん (試験)</at> 研修'],
  [
    '<at id="0">山口</at>さんの研修',
    [{ type: 'mention', mentioned: { id: '29:x' }, text: '<at id="0">山口</at>' }],
    '山口さんの研修',
  ],
  ['研修 $& $1', [bot], '研修 $& $1'],
  // As many as nobody writes: the rest stays as it stands.
  ['<at>a</at>'.repeat(9000), Array<object>(5000).fill({ ...bot, text: '<at>a</at>' }), ''],
  [
    '<at>b</at>研修',
    [...Array<object>(100).fill({ ...bot, text: '<at>a</at>' }), { ...bot, text: '<at>b</at>' }],
    '<at>b</at>研修',
  ],
  ['研'.repeat(90_000), [], '研'.repeat(30_000)],
  [undefined, [bot], ''],
  [null, null, ''],
])('%#', (text, entities, expected) => {
  expect(textWithoutMentions(text, entities, BOT)).toBe(expected);
});
