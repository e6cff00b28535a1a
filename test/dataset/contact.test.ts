import { expect, test } from '@jest/globals';
import { Contact } from '../../src/dataset/schema.ts';

const isLink = (channel: string) => Contact.safeParse({ channel }).success;

test.each([
  'https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/%E4%BA%BA%E4%BA%8B?groupId=1&tenantId=2',
  'https://teams.cloud.microsoft/l/channel/19%3aabc%40thread.tacv2/x',
])('a channel’s link: %s', (link) => {
  expect(isLink(link)).toBe(true);
});

test.each([
  'javascript:alert(1)',
  'http://teams.microsoft.com/l/channel/x',
  'https://teams.microsoft.com.evil.example/l',
  'https://teams.microsoft.com@evil.example/l',
  'https://evil.example@teams.microsoft.com/l',
  'https://:x@teams.microsoft.com/l',
  'https://teams.microsoft.com:8443/l',
  'https://evil.example/https://teams.microsoft.com/l',
  'https://teams。microsoft。com.evil.example/',
  '//teams.microsoft.com/l',
  'teams.microsoft.com/l',
  '',
])('no link of a channel: %s', (link) => {
  expect(isLink(link)).toBe(false);
});
