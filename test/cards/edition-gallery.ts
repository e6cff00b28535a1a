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

/** Next year's document, whose title does not say of which year it is. */
const YEARLY: Proposal = {
  ...PROPOSAL,
  about: '取組一覧_令和9年.xlsx',
  edition: {
    ...PROPOSAL.edition,
    asOf: '2027-06',
    fiscalYear: null,
    madeAt: Date.parse('2027-06-03T00:30:00Z'),
  },
  difference: {
    counts: { gone: 1, renamed: 1, changed: 1, added: 1, words: 1, unchanged: 45 },
    newDepartments: [],
    goneDepartments: [],
    unreadTimes: [],
  },
  passedOver: [],
};
const YEARLY_ENTRIES = [
  { ...ENTRIES[0] },
  {
    kind: 'renamed',
    id: 'i-4',
    department: '会計課',
    title: '１ on １ ミーティング（全課）',
    fields: [{ field: 'name', before: '１ on １ ミーティング', after: '１ on １ ミーティング（全課）' }],
  },
  {
    kind: 'words',
    id: null,
    department: '',
    title: DATA.source.title,
    fields: [{ field: 'dateText', before: '令和8年6月', after: '令和9年6月' }],
  },
] as const;

/** A workbook that has come back: what was changed in it, and nothing else. */
const ROUND_TRIP: Proposal = {
  ...PROPOSAL,
  about: '取組_2026-09-10.xlsx',
  difference: {
    counts: { gone: 0, renamed: 0, changed: 1, added: 0, words: 2, unchanged: 48 },
    newDepartments: [],
    goneDepartments: [],
    unreadTimes: [],
  },
  passedOver: [],
};
const ROUND_TRIP_ENTRIES = [
  ENTRIES[1],
  {
    kind: 'words',
    id: null,
    department: '総務局',
    title: '総務局',
    fields: [{ field: 'contact', before: '', after: '人材育成課 1234' }],
  },
  {
    kind: 'words',
    id: null,
    department: '',
    title: 'テレワーク・在宅勤務',
    fields: [{ field: 'terms', before: '', after: 'おうち勤務' }],
  },
] as const;

/** Every kind of card about changes of the data, by name. */
export function editionGallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createEditionCards(kit, offerDrafts);
  const place = { data: DATA, lang };
  const view = { proposal: PROPOSAL, entries: ENTRIES, page: 0, isOvertaken: false };
  const own = { ...view, isAuthor: true, mayApprove: true, note: 'proposed' } as const;
  const requested = { ...PROPOSAL, state: 'requested', version: 2 } as const;
  const version = { edition: PROPOSAL.edition, isActive: false };
  const lastYear = {
    edition: {
      ...PROPOSAL.edition,
      id: `e-${'2'.repeat(16)}`,
      asOf: '2025-06',
      fiscalYear: 2025,
      sourceFile: '取組一覧_令和7年.xlsx',
      madeAt: Date.parse('2025-06-05T02:10:00Z'),
    },
    isActive: false,
  } as const;
  return {
    'edition-draft': cards.proposal(own, place),
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
    'edition-yearly': cards.proposal({ ...own, proposal: YEARLY, entries: YEARLY_ENTRIES }, place),
    'edition-round-trip': cards.proposal(
      { ...own, proposal: ROUND_TRIP, entries: ROUND_TRIP_ENTRIES },
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
    'edition-waiting': cards.waiting(
      [{ proposal: requested, isOvertaken: false }],
      { page: 0, seesBroadcasts: true },
      place,
    ),
    'edition-versions': cards.versions(
      [{ ...version, isActive: true }, lastYear],
      { page: 0, hasMore: true },
      place,
    ),
    'edition-version': cards.version(version, place),
    'edition-note': cards.note('fileNotEditor', [], place),
  };
}
