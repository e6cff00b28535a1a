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
  [undefined, [bot], ''],
  [null, null, ''],
])('%s', (text, entities, expected) => {
  expect(textWithoutMentions(text, entities, BOT)).toBe(expected);
});
