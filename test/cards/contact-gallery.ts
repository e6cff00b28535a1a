import type { CardKit } from '../../src/cards/load.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import { createContactCards } from '../../src/contacts/cards.ts';
import type { Lang } from '../../src/question/answer.ts';
import { DATA, ROWS } from './fixtures.ts';

/** Every kind of card about whom to ask, by name; only Teams itself fills the people picker of the other. */
export function contactGallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createContactCards(kit);
  const place = { data: DATA, lang };
  const { oneOnOneMidori: row } = ROWS;
  const { department } = row;
  const person = { office: '総務課', person: '職員A', email: 'a@city.example.jp', extension: '1234' };
  const owner = { name: '職員B', upn: 'b@city.example.jp' };
  return {
    'contact-rows': cards.asked(
      [
        { initiative: row, department, contact: person, owner },
        { initiative: ROWS.training, department: ROWS.training.department, contact: null, owner: null },
      ],
      2,
      place,
    ),
    'contact-department': cards.asked([{ initiative: null, department, contact: person, owner }], 0, place),
    'contact-note': cards.note('nothingMeant', place),
  };
}
