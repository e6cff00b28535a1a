import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { Visitor } from '../../src/chat/visitor.ts';
import { createAdoptionCards } from '../../src/adoption/cards/cards.ts';
import { createAdoptionChat } from '../../src/adoption/chat/chat.ts';
import { adoptionId } from '../../src/adoption/decide/adoption.ts';
import type { ChatAnswer, FeatureChat } from '../../src/chat/chat.ts';
import { givenBy } from '../../src/chat/given.ts';
import { boardCard } from '../../src/cards/board.ts';
import { createFollowCards } from '../../src/follow/cards/cards.ts';
import { createFollowChat } from '../../src/follow/chat/chat.ts';
import { followId } from '../../src/follow/decide/follow.ts';
import type { Storage } from '../../src/storage/open.ts';
import { createQuestionCards } from '../../src/unanswered/cards/cards.ts';
import { createQuestionChat } from '../../src/unanswered/chat/chat.ts';
import { memoryAnswers } from '../../src/unanswered/chat/recent.ts';
import { askedOf } from '../../src/unanswered/decide/question.ts';
import { kit } from '../cards/kit.ts';
import { DATA, engine } from '../question/support/real.ts';

const root = path.resolve(import.meta.dirname, '../..');
const row = DATA.initiatives.find(({ department }) => department === '緑区役所')!;
const QUESTION = '社員食堂のカレーは何円？';
const asked = askedOf(
  givenBy(engine.ask({ text: QUESTION, today: '2026-06-10', lang: 'ja', previous: null })),
);
const ADOPTION = adoptionId(row.id, '会計課');

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
  press(data: Readonly<Record<string, unknown>>, who: Visitor): Promise<ChatAnswer>;
}

function instanceOn(storage: Storage, failed: (error: unknown) => void): Instance {
  const common = {
    knowledge: () => ({ data: DATA, engine }),
    timeZone: 'Asia/Tokyo',
    now: () => 1_000_000,
    onPlanned: () => undefined,
    onError: failed,
    ownerNameOf: () => Promise.resolve(null),
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
      proposeWords: () =>
        Promise.resolve({ card: boardCard(kit, { headline: '下書き' }, kit.contextOf(DATA, 'ja')) }),
    }),
  ] as unknown as readonly FeatureChat<{ readonly lang: 'ja' | 'en' }>[];
  return {
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

/** What presses can change. */
async function stateOf(storage: Storage) {
  const { adoptions, follows, questions, broadcasts } = storage;
  return {
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
const followed = followId('person:ann', '研修');

/** Every button of the cards of adoptions, follows and unanswered questions. */
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

/** What the buttons of these features can say, from where it is declared. */
function declared(): readonly string[] {
  return ['adoption', 'follow', 'unanswered'].flatMap((feature) => {
    const text = readFileSync(path.join(root, `src/${feature}/cards/actions.ts`), 'utf8');
    const found = [...text.matchAll(/do: z\.(?:literal|enum)\(([^)]*)\)/g)].flatMap(([, list]) =>
      [...list!.matchAll(/'([\w.]+)'/g)].map(([, name]) => name!),
    );
    return [...new Set(found)];
  });
}

/** Each button on two instances: twice, by two people at once, by somebody who may not, on an older card. */
export function testButtons(open: () => Storage, openOther: () => Storage): void {
  const failed = (error: unknown) => {
    throw error;
  };
  const both = () => [instanceOn(open(), failed), instanceOn(openOther(), failed)] as const;

  test('no button of these cards is left out', () => {
    expect(Object.keys(BUTTONS).toSorted()).toEqual(declared().toSorted());
  });

  test('those that only show something change nothing, and are refused like the others', async () => {
    const [here, there] = both();
    for (const before of [begins, waits, follows]) await before(here);
    const state = await stateOf(open());
    for (const [name, { press, by, and, refusal, happened }] of Object.entries(BUTTONS)) {
      if (happened !== undefined) continue;
      await expectRefusals(there, { do: name, ...press }, { by, refusal });
      await Promise.all([by, and].map((who) => here.press({ do: name, ...press }, who)));
    }
    expect(await stateOf(open())).toEqual(state);
  });

  const changing = Object.entries(BUTTONS).filter(([, { happened }]) => happened !== undefined);
  test.each(changing)('%s has one effect, or is refused', async (name, button) => {
    const { by, and, happened, times = 1, refusal } = button;
    const [here, there] = both();
    const press = { do: name, ...button.press };
    await button.before?.(here);
    const before = await stateOf(open());
    await expectRefusals(there, press, { by, refusal });
    expect(await stateOf(open())).toEqual(before);
    await Promise.all([here.press(press, by), there.press(press, and)]);
    const after = await stateOf(open());
    expect(happened!(after)).toBe(times);
    // Once more, by both: nothing else comes of it.
    for (const [instance, who] of [
      [here, and],
      [there, by],
    ] as const)
      expect((await instance.press(press, who)).message).toBeDefined();
    expect(await stateOf(open())).toEqual(after);
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
