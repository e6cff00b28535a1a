import { createAdoptionCards } from '../../src/adoption/cards/cards.ts';
import type { AdoptionView, RowView } from '../../src/adoption/cards/view.ts';
import { type Adoption, adoptionId, type AdoptionStep } from '../../src/adoption/decide/adoption.ts';
import { coverageOf, gapsOf, recommendationsFor } from '../../src/adoption/decide/coverage.ts';
import { chainsOf, mostSpread } from '../../src/adoption/decide/lineage.ts';
import type { CardKit } from '../../src/cards/load.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import type { Lang } from '../../src/question/answer.ts';
import { DATA, ROWS } from './fixtures.ts';

const at = (day: string): number => Date.parse(`${day}T01:00:00Z`);
const PEOPLE = [
  { id: 'a', name: '職員A' },
  { id: 'b', name: '職員B' },
];

function adoption(department: string, over: Partial<Adoption> = {}): Adoption {
  const { id, department: from, name } = ROWS.oneOnOneMidori;
  return {
    id: adoptionId(id, department),
    version: 3,
    initiativeId: id,
    source: { department: from, name },
    department,
    state: 'trying',
    before: null,
    reason: '面談の進め方をそろえたい',
    people: PEOPLE,
    rowId: null,
    beganAt: at('2026-08-20'),
    movedAt: at('2026-09-03'),
    ...over,
  };
}

const ADOPTIONS = [
  adoption('中央区役所', { rowId: 'i-1on1-chuo' }),
  adoption('会計課', { beganAt: at('2026-09-20'), movedAt: at('2026-10-05'), state: 'interested' }),
  {
    ...adoption('南区役所', { state: 'adopted', movedAt: at('2026-11-05') }),
    initiativeId: 'i-1on1-chuo',
    source: { department: '中央区役所', name: '1 on 1' },
  },
];

const step = (
  kind: AdoptionStep['kind'],
  state: Adoption['state'],
  day: string,
  note = '',
): AdoptionStep => ({
  kind,
  state,
  at: at(day),
  person: PEOPLE[kind === 'join' ? 1 : 0]!,
  note,
});

/** A row that has gone round. */
export const OPENED: RowView = {
  initiative: ROWS.oneOnOneMidori,
  contact: {
    office: '総務課 人事担当',
    person: '職員A',
    email: 'jinji@midori.example.jp',
    extension: '1234',
  },
  owner: null,
  progress: 'running',
  chains: chainsOf(ROWS.oneOnOneMidori, ADOPTIONS),
  alike: ['会計課'],
  own: null,
  mayEdit: false,
  history: [
    {
      year: 2025,
      row: ROWS.oneOnOneMidori,
      changed: [{ field: 'schedule', before: 'R7.6～', after: ROWS.oneOnOneMidori.schedule.text }],
    },
    { year: 2024, row: null, changed: [] },
  ],
};

const ADOPTED: AdoptionView = {
  adoption: ADOPTIONS[0]!,
  steps: [
    step('begin', 'interested', '2026-08-20', '面談の進め方をそろえたい'),
    step('join', 'interested', '2026-08-21'),
    step('move', 'considering', '2026-08-28', '課長会で話した'),
    step('move', 'trying', '2026-09-03'),
  ],
  initiative: ROWS.oneOnOneMidori,
  contact: null,
  owner: { name: '職員B', upn: null },
  note: 'moved',
  mayMove: true,
};

const THEMES = [
  ['メンター', 'Mentors', [ROWS.oneOnOneMidori, ROWS.training]],
  ['新採用・転入者の受入れ', 'Welcoming new hires and transferees', [ROWS.trainingChuo, ROWS.trainingMinami]],
  ['研修', 'Training', Object.values(ROWS)],
  ['休暇', 'Leave', [ROWS.leave]],
  ['服装', 'Clothes', [ROWS.uniforms]],
  ['人材確保', 'Recruiting', [ROWS.offers]],
] as const;
const COVERAGE = coverageOf(
  DATA.departments,
  THEMES.map(([ja, en, rows]) => ({ theme: { id: en, label: { ja, en } }, rows })),
  ADOPTIONS,
  ({ stage }) => stage !== null,
);
const SHOWN = DATA.departments.map(({ name }) => name);
const GAPS = {
  department: '会計課',
  kind: null,
  neighbours: SHOWN.slice(1),
  gaps: gapsOf('会計課', SHOWN, COVERAGE),
};

/** Every kind of card about taking things over, by name. */
export function adoptionGallery(kit: CardKit, lang: Lang): Readonly<Record<string, CardMessage>> {
  const cards = createAdoptionCards(kit, '66666666-7777-4888-8999-aaaaaaaaaaaa');
  const bare: RowView = {
    ...OPENED,
    initiative: ROWS.uniforms,
    contact: null,
    owner: { name: '職員B', upn: null },
    chains: [],
    alike: [],
    progress: null,
  };
  const wish = { initiative: ROWS.oneOnOneMidori, department: '会計課', why: '', note: null };
  return {
    'adoption-row': cards.row(OPENED, { data: DATA, lang }),
    'adoption-row-bare': cards.row({ ...bare, own: ADOPTIONS[1]! }, { data: DATA, lang }),
    'adoption-wish': cards.wish(wish, { data: DATA, lang }),
    'adoption-wish-again': cards.wish(
      { ...wish, department: null, note: 'needsDepartment' },
      { data: DATA, lang },
    ),
    'adoption-card': cards.adoption(ADOPTED, { data: DATA, lang }),
    'adoption-declined': cards.adoption(
      {
        ...ADOPTED,
        adoption: adoption('会計課', { state: 'declined', before: 'trying', reason: '人手が足りない' }),
        initiative: null,
        note: 'stale',
      },
      { data: DATA, lang },
    ),
    'adoption-contact': cards.contact(OPENED, { data: DATA, lang }),
    'adoption-contact-none': cards.contact(bare, { data: DATA, lang }),
    'adoption-share': cards.share(OPENED, { data: DATA, lang }),
    'adoption-owner': cards.notice({ kind: 'owner', adoption: ADOPTIONS[0]! }, { data: DATA, lang }),
    'adoption-resting': cards.notice({ kind: 'resting', adoption: ADOPTIONS[0]! }, { data: DATA, lang }),
    'adoption-spread': cards.spread(
      {
        kind: 'spread',
        rows: [
          { initiative: ROWS.oneOnOneMidori, chains: OPENED.chains },
          { initiative: ROWS.uniforms, chains: [] },
        ],
      },
      { data: DATA, lang },
    ),
    'adoption-most': cards.spread({ kind: 'most', spreads: mostSpread(ADOPTIONS) }, { data: DATA, lang }),
    'adoption-taken': cards.spread(
      { kind: 'taken', department: '中央区役所', adoptions: ADOPTIONS.slice(0, 1) },
      { data: DATA, lang },
    ),
    'adoption-declined-list': cards.spread(
      {
        kind: 'declined',
        adoptions: [adoption('会計課', { state: 'declined', reason: '人手が足りない' })],
      },
      { data: DATA, lang },
    ),
    'adoption-nothing-meant': cards.spread({ kind: 'nothingMeant' }, { data: DATA, lang }),
    'adoption-matrix': cards.matrix({ coverage: COVERAGE, page: 0 }, { data: DATA, lang }),
    'adoption-theme': cards.theme(COVERAGE[0]!, { data: DATA, lang }),
    'adoption-gaps': cards.gaps(GAPS, { data: DATA, lang }),
    'adoption-recommendations': cards.recommendations(
      {
        ...GAPS,
        recommendations: recommendationsFor(GAPS.department, GAPS.gaps, ADOPTIONS, 5),
      },
      { data: DATA, lang },
    ),
    'adoption-note': cards.note('gone', { data: DATA, lang }),
    'adoption-department': cards.department(
      { department: '会計課', note: 'departmentSet', then: null },
      { data: DATA, lang },
    ),
    'adoption-quiet': cards.quiet(
      { department: '緑区役所', isQuiet: true, note: 'quiet' },
      { data: DATA, lang },
    ),
  };
}
