import { expect, test } from '@jest/globals';
import { contactButton } from '../../src/cards/words/contact.ts';
import { createContactCards } from '../../src/contacts/cards.ts';
import { createQuestionCards } from '../../src/unanswered/cards/cards.ts';
import { DATA } from '../cards/fixtures.ts';
import { kit } from '../cards/kit.ts';

const context = kit.contextOf(DATA, 'ja');
const place = { data: DATA, lang: 'ja' } as const;
const owner = { name: '佐川', upn: 'sagawa@city.example.jp' };
const linkOf = (...[asked, about]: [Parameters<typeof contactButton>[0], string]) =>
  contactButton(asked, about, context)?.['url'];

test('a chat opens with the person of the document, else its channel, else with who is registered by the name of Teams', () => {
  const person = { person: '職員A', email: 'a@city.example.jp' };
  expect(linkOf({ contact: person, owner }, '面談')).toMatch(/\?users=a%40city\.example\.jp&message=/);
  const channel = 'https://teams.microsoft.com/l/channel/x';
  expect(linkOf({ contact: { office: '総務課', channel }, owner }, '面談')).toBe(channel);
  const nameless = { contact: { person: '職員A', extension: '1234' }, owner };
  expect(linkOf(nameless, '面談')).toMatch(/\/l\/chat\/0\/0\?users=sagawa%40city\.example\.jp&message=/);
  expect(linkOf({ contact: null, owner }, '面談')).toContain('sagawa');
  // Links know nobody by an id.
  expect(linkOf({ contact: null, owner: { ...owner, upn: null } }, '面談')).toBeUndefined();
  expect(linkOf({ contact: null, owner: null }, '面談')).toBeUndefined();
});

test('whom to ask, and what HR has answered, say as of when', () => {
  const { asked, note } = createContactCards(kit);
  const department = DATA.departments[0]!.name;
  const one = { initiative: null, department, contact: null, owner };
  for (const card of [asked([one], 0, place), note('nothingMeant', place)])
    expect(JSON.stringify(card)).toContain(DATA.source.dateText);
  const { answered } = createQuestionCards(kit);
  const at = Date.UTC(2026, 6, 9);
  const text = answered('食堂', { kind: 'text', text: '1号館です。', at }, false, place);
  expect(JSON.stringify(text)).toContain('2026年7月9日現在の回答です');
  const nothing = JSON.stringify(answered('食堂', { kind: 'nothing', at }, true, place));
  for (const words of ['2026年7月9日現在の回答です', DATA.source.dateText]) expect(nothing).toContain(words);
});
