import { type Opened, rowsMeant } from '../access/opened.ts';
import type { OwnerStore } from '../access/owners.ts';
import type { Visitor } from '../access/visitor.ts';
import { dateAt } from '../calendar/zone.ts';
import { type ChatAnswer, type FeatureChat, neverRejecting } from '../cards/chat-answer.ts';
import type { CardMessage } from '../cards/message.ts';
import { contactOf } from '../dataset/contact.ts';
import type { Dataset } from '../dataset/schema.ts';
import type { Engine, Lang } from '../question/answer.ts';
import { type ContactAction, parseContactAction } from './actions.ts';
import type { Asked, ContactCards, ContactNote } from './cards.ts';
import { type ContactWords, parseContactWords } from './words.ts';

/** What the chat of this feature is made with. */
export interface ContactParts {
  readonly store: OwnerStore;
  /** What the bot knows at this moment. */
  readonly knowledge: () => { readonly data: Dataset; readonly engine: Engine };
  readonly cards: ContactCards;
  /** Which rows are spoken of. */
  readonly opened: Opened;
  /** Whether this person may change the data. */
  readonly mayEdit: (personId: string) => Promise<boolean>;
  /** By Entra object id or user principal name; null: nobody of that name is known. */
  readonly findPerson: (
    text: string,
  ) => Promise<{ readonly id: string; readonly name: string | null } | null>;
  readonly timeZone: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

type ContactRequest = ContactAction | ContactWords | { readonly do: 'invalid'; readonly lang: Lang };

/** As many as have a button each, and one to spare. */
const mostAsked = 5;

/** Answers whom to ask, and sets who answers for a department; never rejects. */
export function createContactChat(parts: ContactParts): FeatureChat<ContactRequest, Visitor> {
  return {
    parseWords: parseContactWords,
    parseAction: parseContactAction,
    answer: neverRejecting(
      (request, visitor) => answer(parts, request, visitor),
      parts.onError,
      ({ lang }) => note(parts, 'unavailable', lang),
    ),
  };
}

async function answer(
  parts: ContactParts,
  request: ContactRequest,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { lang } = request;
  if (request.do === 'invalid') return note(parts, 'invalid', lang);
  if (request.do === 'contact.ask') return await ask(parts, request, visitor);
  if (!(await parts.mayEdit(visitor.personId))) return note(parts, 'onlyEditors', lang);
  if (request.do === 'contact.owners') return say('owners', await ownersCard(parts, null, lang));
  const what = await change(parts, request, visitor);
  return say(what, await ownersCard(parts, what, lang), true);
}

/** Whom to ask about what is meant; null: the words name nothing that there is, so they are a question. */
async function ask(
  parts: ContactParts,
  { subject, lang }: Extract<ContactWords, { do: 'contact.ask' }>,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { data, engine } = parts.knowledge();
  const today = dateAt(parts.now(), parts.timeZone);
  const departments = departmentsMeant(engine, { subject, lang, today });
  const rows =
    departments.length > 0
      ? []
      : rowsMeant({ data, engine, opened: parts.opened }, { subject, lang, today }, visitor);
  const owners = await ownersByDepartment(parts);
  const asked: Asked[] = [
    ...departments.map((department) => ({
      initiative: null,
      department,
      contact: contactOf({ department }, data),
      owner: owners.get(department) ?? null,
    })),
    ...rows.map((initiative) => ({
      initiative,
      department: initiative.department,
      contact: contactOf(initiative, data),
      owner: owners.get(initiative.department) ?? null,
    })),
  ];
  if (asked.length === 0) return subject === '' ? note(parts, 'nothingMeant', lang) : null;
  const hidden = asked.length - mostAsked;
  return say('ask', parts.cards.asked(asked.slice(0, mostAsked), Math.max(hidden, 0), { data, lang }));
}

/** The departments, where nothing else is named. */
function departmentsMeant(
  engine: Engine,
  { subject, lang, today }: { readonly subject: string; readonly lang: Lang; readonly today: string },
): readonly string[] {
  if (subject === '') return [];
  const { departments, topics, time } = engine.ask({ text: subject, today, lang, previous: null }).understood;
  return topics.length === 0 && time === null ? departments : [];
}

/** Whom to ask is known from the document alone while the database is away. */
async function ownersByDepartment({ store, onError }: ContactParts) {
  try {
    return new Map((await store.owners()).map((owner) => [owner.department, owner]));
  } catch (error) {
    onError(error);
    return new Map<string, never>();
  }
}

async function change(
  parts: ContactParts,
  request: Exclude<ContactAction, { do: 'contact.owners' }>,
  visitor: Visitor,
): Promise<ContactNote> {
  const { store, knowledge, now } = parts;
  const { department } = request;
  if (!knowledge().data.departments.some(({ name }) => name === department)) return 'needsDepartment';
  const entry = { at: now(), actor: visitor.personId, subject: department };
  if (request.do === 'contact.removeOwner') {
    const isRemoved = await store.removeOwner(department, { ...entry, action: 'owner.remove', detail: {} });
    return isRemoved ? 'removed' : 'hadNone';
  }
  const person = request.person === '' ? null : await parts.findPerson(request.person);
  if (!person) return 'noPerson';
  await store.setOwner(
    { department, personId: person.id, name: person.name, setAt: now() },
    { ...entry, action: 'owner.set', detail: { person: person.id } },
  );
  return 'set';
}

async function ownersCard(
  { store, cards, knowledge }: ContactParts,
  what: ContactNote | null,
  lang: Lang,
): Promise<CardMessage> {
  return cards.owners(await store.owners(), what, { data: knowledge().data, lang });
}

function say(intent: string, message: CardMessage, inPlace = false): ChatAnswer {
  return { intent: `contact ${intent}`, message, inPlace };
}

function note({ cards, knowledge }: ContactParts, what: ContactNote, lang: Lang): ChatAnswer {
  return say(what, cards.note(what, { data: knowledge().data, lang }));
}
