import type { CardKit } from '../../src/cards/load.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import type { Lang } from '../../src/question/answer.ts';
import { createRowCards } from '../../src/rows/cards/cards.ts';
import { fieldsOf } from '../../src/rows/decide/fields.ts';
import { DATA, ROWS } from './fixtures.ts';

/** Every kind of card about editing rows and about what still holds, by name. */
export function rowGallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createRowCards(kit);
  const place = { data: DATA, lang };
  const { training, oneOnOneMidori } = ROWS;
  const { department } = oneOnOneMidori;
  const fields = fieldsOf(training, DATA, lang);
  const form = { id: training.id, name: training.name };
  const owner = { department, personId: '0', name: '職員B', setAt: 1 };
  const round = { round: '2026-10', department } as const;
  const answers = [
    {
      ...round,
      rowId: training.id,
      answer: 'same',
      person: { id: '0', name: '職員B' },
      at: Date.parse('2026-10-05T01:00:00Z'),
    },
  ] as const;
  return {
    'row-form': cards.form({ ...form, fields, kept: [], problems: [], refused: [] }, place),
    'row-form-amiss': cards.form(
      {
        ...form,
        fields: { ...fields, schedule: '準備が整い次第' },
        kept: [],
        problems: [{ what: 'schedule', words: '準備が整い次第' }],
        refused: [],
      },
      place,
    ),
    'row-confirm': cards.confirm(
      { department, rows: [oneOnOneMidori, training], answers: [], row: oneOnOneMidori, note: null },
      place,
    ),
    'row-confirmed': cards.confirm({ department, rows: [training], answers, row: null, note: 'kept' }, place),
    'row-status': cards.status(
      {
        lines: [
          {
            department,
            owner,
            asked: { ...round, personId: '0', askedAt: Date.UTC(2026, 9, 1), remindedAt: null },
            rows: 5,
            open: 2,
          },
          { department: training.department, owner: null, asked: null, rows: 3, open: 3 },
        ],
        months: 6,
        reminded: null,
      },
      place,
    ),
    'row-note': cards.note('onlyEditors', place),
  };
}
