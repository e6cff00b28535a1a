import type { CardKit } from '../../src/cards/load.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import { createFollowCards } from '../../src/follow/cards/cards.ts';
import type { Follow } from '../../src/follow/decide/follow.ts';
import type { Lang } from '../../src/question/answer.ts';
import { DATA, ROWS } from './fixtures.ts';

const FOLLOW: Follow = {
  id: 'follow-000000000000000000000000',
  recipientId: 'p',
  question: 'メンターの取組',
  lang: 'ja',
  setBy: { id: 'a', name: '職員A' },
  createdAt: 1,
  revision: '',
  seen: {},
  names: {},
  newsSeq: 0,
};

/** Every kind of card about following, by name. */
export function followGallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createFollowCards(kit);
  const place = { data: DATA, lang };
  const step = {
    seq: 1,
    initiativeId: ROWS.oneOnOneMidori.id,
    name: ROWS.oneOnOneMidori.name,
    department: '会計課',
    kind: 'move',
    state: 'trying',
    personId: 'b',
  } as const;
  return {
    'follow-begun': cards.begun(FOLLOW, 3, 'begun', place),
    'follow-list': cards.list([FOLLOW, { ...FOLLOW, question: '消防局の取組' }], 'ended', place),
    'follow-list-none': cards.list([], null, place),
    'follow-note': cards.note('endedAll', 2, place),
    'follow-news': cards.news(
      FOLLOW,
      {
        rows: [
          { kind: 'added', initiative: ROWS.training },
          { kind: 'changed', initiative: ROWS.offers },
          { kind: 'gone', name: '消防局「朝の体操」' },
        ],
        steps: [step],
      },
      place,
    ),
  };
}
