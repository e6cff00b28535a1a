import { createOwners } from '../../src/access/owners.ts';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { Visitor } from '../../src/chat/visitor.ts';
import { createAdoptionCards } from '../../src/adoption/cards/cards.ts';
import { createAdoptionChat } from '../../src/adoption/chat/chat.ts';
import { adoptionId } from '../../src/adoption/decide/adoption.ts';
import type { ChatAnswer, FeatureChat } from '../../src/chat/chat.ts';
import { givenBy } from '../../src/chat/given.ts';
import { boardCard } from '../../src/cards/board.ts';
import { declaredPresses } from '../../src/cards/presses.ts';
import { createContactCards } from '../../src/contacts/cards.ts';
import { createContactChat } from '../../src/contacts/chat.ts';
import { createFollowCards } from '../../src/follow/cards/cards.ts';
import { createFollowChat } from '../../src/follow/chat/chat.ts';
import { followId } from '../../src/follow/decide/follow.ts';
import { createReportCards } from '../../src/report/cards.ts';
import { createReportChat } from '../../src/report/chat.ts';
import { createRowCards } from '../../src/rows/cards/cards.ts';
import { createRowChat } from '../../src/rows/chat/chat.ts';
import { EMPTY_ROW, ROW_FIELDS } from '../../src/rows/decide/fields.ts';
import { createFreshness } from '../../src/rows/freshness.ts';
import type { Storage } from '../../src/storage/open.ts';
import { createQuestionCards } from '../../src/unanswered/cards/cards.ts';
import { createQuestionChat } from '../../src/unanswered/chat/chat.ts';
import { memoryAnswers } from '../../src/unanswered/chat/recent.ts';
import { askedOf } from '../../src/unanswered/decide/question.ts';
import { kit } from '../cards/kit.ts';
import { DATA, engine } from '../question/support/real.ts';
import { testDelivery, testNotice } from './both.ts';

const root = path.resolve(import.meta.dirname, '../..');
const row = DATA.initiatives.find(({ department }) => department === '緑区役所')!;
const QUESTION = '社員食堂のカレーは何円？';
const asked = askedOf(
  givenBy(engine.ask({ text: QUESTION, today: '2026-06-10', lang: 'ja', previous: null })),
);
const ADOPTION = adoptionId(row.id, '会計課');
const OWN = '緑区役所';
/** That of the time that these chats have. */
const ROUND = '1969-10';

const visitor = (id: string, isHr = false): Visitor => ({
  personId: id,
  name: `職員${id}`,
  personRecipientId: `person:${id}`,
  recipientId: `person:${id}`,
  roles: new Set(isHr ? ['admin'] : []),
  previousIds: [],
  place: id,
});
const ANN = visitor('ann');
const BOB = visitor('bob');
const HR = visitor('hr', true);
const HR2 = visitor('hr2', true);
const EVE = visitor('eve');

/** One of several instances on the same database. */
interface Instance {
  readonly storage: Storage;
  press(data: Readonly<Record<string, unknown>>, who: Visitor): Promise<ChatAnswer>;
}

function instanceOn(storage: Storage, drafts: Drafts, failed: (error: unknown) => void): Instance {
  const card = boardCard(kit, { headline: '下書き' }, kit.contextOf(DATA, 'ja'));
  const owners = createOwners(storage.owners, () => Promise.resolve(false));
  const common = {
    knowledge: () => ({ data: DATA, engine }),
    timeZone: 'Asia/Tokyo',
    now: () => 1_000_000,
    onPlanned: () => undefined,
    onError: failed,
    ownerOf: () => Promise.resolve(null),
    ownersOf: (department: string) => Promise.resolve(department === '緑区役所' ? ['person:bob'] : []),
  };
  const chats = [
    createAdoptionChat({
      ...common,
      store: storage.adoptions,
      cards: createAdoptionCards(kit, null),
      historyOf: () => Promise.resolve([]),
    }),
    createFollowChat({
      ...common,
      store: storage.follows,
      spread: storage.adoptions,
      cards: createFollowCards(kit),
      lastAsked: () => Promise.resolve(null),
    }),
    createQuestionChat({
      ...common,
      store: storage.questions,
      cards: createQuestionCards(kit),
      recent: memoryAnswers(() => 0),
      keeps: true,
      proposeWords: () => Promise.resolve({ card }),
    }),
    createContactChat({
      ...common,
      store: owners,
      cards: createContactCards(kit),
      findPerson: (text) => Promise.resolve({ id: text, name: `職員${text}` }),
    }),
    createReportChat({
      ...common,
      store: storage.reports,
      ledger: storage.ledger,
      sources: {
        coverage: () => Promise.resolve([]),
        openQuestions: () => Promise.resolve({ groups: [], unlisted: 0 }),
        confirmations: () => Promise.resolve(null),
      },
      cards: createReportCards(kit),
      readers: [],
    }),
    createRowChat({
      ...common,
      store: storage.confirmations,
      owners,
      freshness: createFreshness({ months: 6, ...common }),
      months: 6,
      keyOf: () => 'midori',
      cards: createRowCards(kit),
      // As the store of drafts: the same by the same person is one.
      propose({ about, author }) {
        const draft = JSON.stringify([about, author.id]);
        const isNew = !drafts.has(draft);
        drafts.add(draft);
        return Promise.resolve({ kind: 'proposed', isNew, card });
      },
    }),
  ] as unknown as readonly FeatureChat<{ readonly lang: 'ja' | 'en' }>[];
  return {
    storage,
    async press(data, who) {
      for (const chat of chats) {
        const request = chat.parseAction({ v: 1, lang: 'ja', ...data });
        const answer = request && (await chat.answer(request, who));
        if (answer) return answer;
      }
      throw new Error(`nobody knows ${JSON.stringify(data)}`);
    },
  };
}

/** What both instances have been asked to make of the data. */
type Drafts = Set<string>;

/** What presses can change. */
async function stateOf(storage: Storage, drafts: Drafts) {
  const { adoptions, follows, questions, broadcasts, owners, confirmations } = storage;
  return {
    drafts: [...drafts],
    owners: await owners.allRegistered(),
    confirmed: await confirmations.inRound(ROUND),
    reminded: (await confirmations.asked(ROUND)).filter(({ remindedAt }) => remindedAt !== null),
    adoptions: await adoptions.all(),
    departments: await Promise.all([ANN, BOB, EVE].map(({ personId }) => adoptions.departmentOf(personId))),
    isQuiet: await adoptions.isQuiet('緑区役所'),
    follows: await Promise.all([ANN, BOB].map(({ personRecipientId }) => follows.of(personRecipientId))),
    open: await questions.open(9),
    resolution: await questions.resolution(asked.key),
    askers: await questions.askers([asked.key]),
    forwarded: await questions.forwardedTo(asked.key),
    trail: (await broadcasts.auditRows({ limit: 99 })).map(({ action, subject }) => [action, subject]),
  };
}
type State = Awaited<ReturnType<typeof stateOf>>;

/** A button, who may press it, and what may come of it. */
interface Button {
  readonly press: Readonly<Record<string, unknown>>;
  readonly by: Visitor;
  /** Somebody else who may. */
  readonly and: Visitor;
  /** How often it is to have happened when both press at once. */
  readonly happened?: (state: State) => number;
  /** When it has happened as often as that; default: once. */
  readonly times?: number;
  /** What whoever may not is told; null: anybody may. */
  readonly refusal: string | null;
  readonly before?: (instance: Instance) => Promise<unknown>;
}

const begins = (instance: Instance) =>
  instance.press({ do: 'adoption.begin', id: row.id, department: '会計課', why: '' }, ANN);
const waits = (instance: Instance) => instance.press({ do: 'unanswered.tell', question: QUESTION }, ANN);
const follows = (instance: Instance) => instance.press({ do: 'follow.begin', question: '研修' }, ANN);
/** Whoever may press it shows something. */
const shows = { by: ANN, and: BOB, refusal: null };
const entries = (action: string) => (state: State) => state.trail.filter(([done]) => done === action).length;
const ofGroup = { by: HR, and: HR2, before: waits, refusal: 'unanswered onlyHr' };
const owns = (instance: Instance) =>
  instance.press({ do: 'contact.setOwner', department: OWN, person: 'bob' }, HR);
const ofEditors = { by: HR, and: HR2 };
const ofOwner = { by: BOB, and: HR, before: owns };
const followed = followId('person:ann', '研修');

/** Every button of the cards of these features. */
const BUTTONS: Readonly<Record<string, Button>> = {
  'adoption.row': { ...shows, press: { id: row.id } },
  'adoption.want': { ...shows, press: { id: row.id } },
  'adoption.contact': { ...shows, press: { id: row.id } },
  'adoption.share': { ...shows, press: { id: row.id } },
  'adoption.show': { ...shows, press: { adoption: ADOPTION } },
  'adoption.matrix': { ...shows, press: { page: 0 } },
  'adoption.file': { ...shows, press: {} },
  'adoption.theme': { ...shows, press: { theme: DATA.concepts[0]!.id } },
  'adoption.gaps': { ...shows, press: { subject: '会計課' } },
  'adoption.recommend': { ...shows, press: { subject: '会計課' } },
  'adoption.begin': {
    ...shows,
    press: { id: row.id, department: '会計課', why: '' },
    happened: ({ adoptions }) => adoptions.length,
  },
  'adoption.setDepartment': {
    ...shows,
    press: { department: '会計課', then: null },
    happened: ({ departments }) => departments.filter((department) => department === '会計課').length,
    times: 2,
  },
  'adoption.move': {
    by: ANN,
    and: HR,
    before: begins,
    press: { adoption: ADOPTION, version: 1, to: 'adopted', note: '' },
    happened: entries('adoption.move'),
    refusal: 'adoption notYours',
  },
  'adoption.takeBack': {
    by: ANN,
    and: HR,
    before: async (instance) => {
      await begins(instance);
      await instance.press(
        { do: 'adoption.move', adoption: ADOPTION, version: 1, to: 'adopted', note: '' },
        ANN,
      );
    },
    press: { adoption: ADOPTION, version: 2 },
    happened: entries('adoption.takeBack'),
    refusal: 'adoption notYours',
  },
  'adoption.quiet': {
    by: BOB,
    and: HR,
    press: { department: '緑区役所', isQuiet: true },
    happened: entries('adoption.quiet'),
    refusal: 'adoption notYours',
  },
  'contact.owners': { ...ofEditors, refusal: 'contact onlyEditors', press: {} },
  'contact.setOwner': {
    ...ofEditors,
    refusal: 'contact onlyEditors',
    press: { department: OWN, person: 'bob' },
    happened: entries('owner.set'),
  },
  'contact.removeOwner': {
    ...ofEditors,
    refusal: 'contact onlyEditors',
    before: owns,
    press: { department: OWN },
    happened: entries('owner.remove'),
  },
  'report.month': { ...ofEditors, refusal: 'report onlyHr', press: { month: '2026-06' } },
  'report.file': { ...ofEditors, refusal: 'report onlyHr', press: { month: '2026-06' } },
  'row.add': { ...ofEditors, refusal: 'row onlyEditors', press: {} },
  'row.edit': { ...ofOwner, refusal: 'row onlyEditors', press: { id: row.id } },
  'row.save': {
    ...ofOwner,
    and: BOB,
    refusal: 'row onlyEditors',
    press: {
      id: row.id,
      ...EMPTY_ROW,
      name: '毎月の面談',
      kept: ROW_FIELDS.filter((field) => field !== 'name'),
    },
    happened: ({ drafts, confirmed }) => drafts.length * confirmed.length,
  },
  'row.end': {
    ...ofOwner,
    and: BOB,
    refusal: 'row onlyEditors',
    press: { id: row.id },
    happened: ({ drafts, confirmed }) => drafts.length * confirmed.length,
  },
  'row.confirm': { ...ofOwner, refusal: 'row notOwner', press: { department: OWN, after: null } },
  'row.same': {
    ...ofOwner,
    refusal: 'row notOwner',
    press: { department: OWN, id: row.id },
    happened: entries('row.confirm'),
  },
  'row.allSame': {
    ...ofOwner,
    refusal: 'row notOwner',
    press: { department: OWN },
    happened: entries('row.confirm'),
    times: DATA.initiatives.filter(({ department }) => department === OWN).length,
  },
  'row.remind': {
    ...ofEditors,
    refusal: 'row onlyEditors',
    before: async (instance) => {
      await owns(instance);
      const asked = { round: ROUND, department: OWN, personId: 'bob', askedAt: 1 };
      await instance.storage.confirmations.ask(asked, {
        message: testNotice('asked'),
        deliveries: [testDelivery('person:bob')],
      });
    },
    press: {},
    happened: ({ reminded }) => reminded.length,
  },
  'follow.begin': {
    ...shows,
    and: ANN,
    press: { question: '研修' },
    happened: ({ follows: all }) => all.flat().length,
  },
  'follow.list': { ...shows, press: {} },
  'follow.end': {
    ...shows,
    and: ANN,
    before: follows,
    press: { id: followed },
    happened: ({ follows: all }) => 1 - all.flat().length,
    refusal: 'follow notYours',
  },
  'follow.endAll': {
    ...shows,
    and: ANN,
    before: follows,
    press: {},
    happened: ({ follows: all }) => 1 - all.flat().length,
  },
  'unanswered.tell': {
    ...shows,
    press: { question: QUESTION },
    happened: ({ askers }) => askers.length,
    times: 2,
  },
  'unanswered.list': { ...ofGroup, press: { page: 0 } },
  'unanswered.group': { ...ofGroup, press: { group: asked.key } },
  'unanswered.row': {
    ...ofGroup,
    press: { group: asked.key, row: row.id },
    happened: entries('unanswered.row'),
  },
  'unanswered.write': {
    ...ofGroup,
    press: { group: asked.key, text: '売店にあります' },
    happened: entries('unanswered.text'),
  },
  'unanswered.nothing': { ...ofGroup, press: { group: asked.key }, happened: entries('unanswered.nothing') },
  'unanswered.words': { ...ofGroup, press: { group: asked.key } },
  'unanswered.addWords': { ...ofGroup, press: { group: asked.key, row: row.id, questions: 'カレー' } },
  'unanswered.forward': {
    ...ofGroup,
    press: { group: asked.key, department: '緑区役所' },
    happened: entries('unanswered.forward'),
  },
};

/** Their buttons are pressed so in tests of their own. */
const ELSEWHERE =
  /^(broadcast|edition|restore)\.|^(highlights\w+|subscription|subscribe|unsubscribe|postNow|resend\w+|letBe)$/;

/** What the buttons of all features ask for, as they declare it. */
async function declared(): Promise<readonly string[]> {
  const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
    / = pressesOf\(/.test(readFileSync(path.join(root, file), 'utf8')),
  );
  for (const file of sources) await import(path.join(root, file));
  return declaredPresses();
}

/** Each button on two instances: twice, by two people at once, by somebody who may not, on an older card. */
export function testButtons(open: () => Storage, openOther: () => Storage): void {
  const failed = (error: unknown) => {
    throw error;
  };
  let drafts: Drafts;
  const both = () => {
    drafts = new Set();
    return [instanceOn(open(), drafts, failed), instanceOn(openOther(), drafts, failed)] as const;
  };
  const state = () => stateOf(open(), drafts);

  test('no button of any card is left out', async () => {
    const names = (await declared()).filter((name) => !ELSEWHERE.test(name));
    expect(Object.keys(BUTTONS).toSorted()).toEqual(names.toSorted());
  });

  test('those that only show something change nothing, and are refused like the others', async () => {
    const [here, there] = both();
    for (const prepares of [begins, waits, follows, owns]) await prepares(here);
    const before = await state();
    for (const [name, { press, by, and, refusal, happened }] of Object.entries(BUTTONS)) {
      if (happened !== undefined) continue;
      await expectRefusals(there, { do: name, ...press }, { by, refusal });
      await Promise.all([by, and].map((who) => here.press({ do: name, ...press }, who)));
    }
    expect(await state()).toEqual(before);
  });

  const changing = Object.entries(BUTTONS).filter(([, { happened }]) => happened !== undefined);
  test.each(changing)('%s has one effect, or is refused', async (name, button) => {
    const { by, and, happened, times = 1, refusal } = button;
    const [here, there] = both();
    const press = { do: name, ...button.press };
    await button.before?.(here);
    const before = await state();
    await expectRefusals(there, press, { by, refusal });
    expect(await state()).toEqual(before);
    await Promise.all([here.press(press, by), there.press(press, and)]);
    const after = await state();
    expect(happened!(after)).toBe(times);
    // Once more, by both: nothing else comes of it.
    for (const [instance, who] of [
      [here, and],
      [there, by],
    ] as const)
      expect((await instance.press(press, who)).message).toBeDefined();
    expect(await state()).toEqual(after);
  });
}

/** On a card that another version of the program has drawn, and for whoever may not. */
async function expectRefusals(
  instance: Instance,
  press: Readonly<Record<string, unknown>>,
  { by, refusal }: Pick<Button, 'by' | 'refusal'>,
): Promise<void> {
  expect((await instance.press({ ...press, v: 0 }, by)).intent).toMatch(/ invalid$/);
  if (refusal !== null) expect((await instance.press(press, EVE)).intent).toBe(refusal);
}
