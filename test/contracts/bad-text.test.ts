import { expect, test } from '@jest/globals';
import { createLearnReach } from '../../src/bot/reach.ts';
import { decideReach } from '../../src/delivery/reach.ts';
import { parseJson } from '../../src/text/json.ts';
import { onBothDatabases } from './both.ts';

/** As the door reads it: what stands in the text is written as JSON writes it. */
const activity = (id: string, { name = '職員', locale = 'ja-JP' } = {}) =>
  parseJson(`{
    "type": "message", "channelId": "msteams", "serviceUrl": "https://smba.trafficmanager.net/jp/",
    "locale": "${locale}", "from": { "id": "29:${id}", "aadObjectId": "${id}", "name": "${name}" },
    "conversation": { "id": "a:${id}", "conversationType": "personal", "tenantId": "t" }
  }`);

const NUL = String.raw`\u0000`;
const HALF = String.raw`\ud83d`;

onBothDatabases((storage) => {
  test('NUL and half characters in names, locales and ids are cleaned, and hold up nobody written with them', async () => {
    const errors: unknown[] = [];
    const learn = createLearnReach(
      storage().reach,
      () => 1,
      (error) => errors.push(error),
    );
    // One batch: what a stall has gathered.
    await learn(
      [
        activity('first'),
        activity('nul', { name: `職${NUL}員` }),
        activity('half', { name: `${HALF}員` }),
        activity('locale', { locale: `ja${NUL}-JP` }),
        activity(`i${NUL}d`),
        activity(`x${HALF}`),
        activity('y'.repeat(501)),
        activity('last'),
      ].flatMap(decideReach),
    );
    expect(errors).toEqual([]);
    const people = await storage().reach.list({ kind: 'person', limit: 99 });
    expect(people.map(({ id, name, locale }) => [id, name, locale])).toEqual([
      ['person:first', '職員', 'ja-JP'],
      ['person:half', '\ufffd員', 'ja-JP'],
      ['person:id', '職員', 'ja-JP'],
      ['person:last', '職員', 'ja-JP'],
      ['person:locale', '職員', 'ja-JP'],
      ['person:nul', '職員', 'ja-JP'],
    ]);
  });
});
