import type { CardKit } from '../../src/cards/load.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import { offerDrafts } from '../../src/broadcast/cards/home-card.ts';
import { createEditionCards } from '../../src/editions/cards/cards.ts';
import type { Proposal, Trial } from '../../src/editions/decide/proposal.ts';
import type { Lang } from '../../src/question/answer.ts';
import { DATA, ROWS } from './fixtures.ts';

const { department, name, summary } = ROWS.training;

const PROPOSAL: Proposal = {
  id: `p-${'0'.repeat(32)}`,
  version: 1,
  state: 'draft',
  kind: 'file',
  author: { id: '0', name: '職員A' },
  about: '取組一覧_9月.xlsx',
  base: `e-${'0'.repeat(16)}`,
  edition: {
    id: `e-${'1'.repeat(16)}`,
    title: DATA.source.title,
    asOf: '2026-09',
    fiscalYear: 2026,
    sourceFile: '取組一覧_9月.xlsx',
    sha256: '0',
    madeBy: '0',
    madeAt: Date.parse('2026-09-10T00:30:00Z'),
  },
  difference: {
    counts: { gone: 1, renamed: 0, changed: 1, added: 1, words: 0, unchanged: 46 },
    newDepartments: ['こども未来局'],
    goneDepartments: [],
    unreadTimes: ['準備が整い次第'],
  },
  warnings: [],
  trial: null,
  passedOver: [{ place: { sheet: '一覧', line: 52, column: null }, text: '合計\t48件', why: 'total' }],
  decidedBy: null,
  reason: '',
  createdAt: 0,
  movedAt: 0,
};

const TRIAL: Trial = {
  tried: 12_345,
  untried: 67,
  changed: 2,
  changes: [
    { question: '研修はいつ？', before: [], after: ['総務局「在宅勤務」'] },
    { question: '面談のやり方', before: ['会計課「１ on １ ミーティング」'], after: [] },
  ],
  wanted: '家で働く日をつくりたい',
  found: ['総務局「在宅勤務」'],
};

const ENTRIES = [
  {
    kind: 'gone',
    id: 'i-1',
    department,
    title: name,
    fields: [{ field: 'summary', before: summary, after: '' }],
  },
  {
    kind: 'changed',
    id: 'i-2',
    department: '会計課',
    title: '１ on １ ミーティング',
    fields: [
      { field: 'schedule', before: 'R8.6', after: 'R8.6～' },
      { field: 'remarks', before: '', after: '試行の結果、続ける。' },
    ],
  },
  {
    kind: 'added',
    id: 'i-3',
    department: 'こども未来局',
    title: '育児相談',
    fields: [{ field: 'summary', before: '', after: '育児をする職員の相談に応じる。' }],
  },
] as const;

/** Every kind of card about changes of the data, by name. */
export function editionGallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createEditionCards(kit, offerDrafts);
  const place = { data: DATA, lang };
  const view = { proposal: PROPOSAL, entries: ENTRIES, page: 0, isOvertaken: false };
  const requested = { ...PROPOSAL, state: 'requested', version: 2 } as const;
  const version = { edition: PROPOSAL.edition, isActive: false };
  return {
    'edition-draft': cards.proposal({ ...view, isAuthor: true, mayApprove: true, note: 'proposed' }, place),
    'edition-words': cards.proposal(
      {
        ...view,
        proposal: { ...PROPOSAL, kind: 'words', about: '家で働く', trial: TRIAL },
        isAuthor: true,
        mayApprove: false,
        note: 'proposed',
      },
      place,
    ),
    'edition-request': cards.proposal(
      { ...view, proposal: requested, isAuthor: false, mayApprove: true, note: null },
      place,
    ),
    'edition-overtaken': cards.proposal(
      {
        ...view,
        proposal: requested,
        isAuthor: false,
        mayApprove: true,
        isOvertaken: true,
        note: 'overtaken',
      },
      place,
    ),
    'edition-notes': cards.notes(PROPOSAL, 0, place),
    'edition-ask': cards.ask(
      {
        id: `f-${'0'.repeat(32)}`,
        name: '別の形.xlsx',
        columns: [
          { header: '部署', role: 'department', samples: ['総務局'] },
          { header: 'ねらい', role: null, samples: ['若手職員に研修を行う。'] },
        ],
        unclear: [
          { what: 'columns', headers: ['ねらい'], place: { sheet: '一覧', line: 3, column: null } },
          { what: 'fiscalYear', times: ['7月'], place: { sheet: null, line: null, column: null } },
        ],
        years: [2025, 2026, 2027],
        note: null,
      },
      place,
    ),
    'edition-refused': cards.refused(
      [
        {
          place: { sheet: '一覧', line: 12, column: 2 },
          code: 'emptyName',
          values: { text: '総務局\t\t概要だけ' },
        },
      ],
      place,
    ),
    'edition-waiting': cards.waiting([{ proposal: requested, isOvertaken: false }], true, place),
    'edition-versions': cards.versions(
      [{ ...version, isActive: true }, version],
      { page: 0, hasMore: true },
      place,
    ),
    'edition-version': cards.version(version, place),
    'edition-note': cards.note('fileNotEditor', [], place),
  };
}
