import { can } from '../access/roles.ts';
import type { OwnerStore } from '../access/owners.ts';
import type { CardMessage } from '../cards/message.ts';
import type { InvalidPress } from '../cards/presses.ts';
import { answersOf, type ChatAnswer, createChat, type FeatureChat } from '../chat/chat.ts';
import { rowsMeant } from '../chat/opened.ts';
import { ask, type FeatureParts, place, today } from '../chat/parts.ts';
import type { Visitor } from '../chat/visitor.ts';
import { departmentNamed } from '../dataset/name-key.ts';
import { contactOf } from '../dataset/contact.ts';
import type { Lang } from '../question/answer.ts';
import { type ContactAction, parseContactAction } from './actions.ts';
import type { Asked, ContactCards, ContactNote } from './cards.ts';
import { type ContactWords, parseContactWords } from './words.ts';

/** What the chat of this feature is made with. */
export interface ContactParts extends FeatureParts<ContactCards> {
  readonly store: OwnerStore;
  /** Whether this person may change the data. */
  /** By Entra object id or user principal name; null: nobody of that name is known. */
  readonly findPerson: (
    text: string,
  ) => Promise<{ readonly id: string; readonly name: string | null } | null>;
}

type ContactRequest = ContactAction | ContactWords;

const say = answersOf('contact');

/** 人事課の電話番号: an office that the document does not name, and no thing that somebody does. */
const OFFICE = /^\S{1,12}[課室係班](の)?$/;

/** As many as have a button each, and one to spare. */
const mostAsked = 5;

/** Answers whom to ask, and sets who answers for a department. */
export function createContactChat(parts: ContactParts): FeatureChat<ContactRequest | InvalidPress> {
  return createChat<ContactRequest>({
    parseWords: parseContactWords,
    parseAction: parseContactAction,
    answer: (request, visitor) => answer(parts, request, visitor),
    note: (what, { lang }) => note(parts, what, lang),
    onError: parts.onError,
  });
}

async function answer(
  parts: ContactParts,
  request: ContactRequest,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { lang } = request;
  if (request.do === 'contact.ask') return await askWhom(parts, request, visitor);
  if (!can(visitor.roles, 'editData')) return note(parts, 'onlyEditors', lang);
  if (request.do === 'contact.owners') return say('owners', await ownersCard(parts, null, lang));
  const what = await change(parts, request, visitor);
  return say(what, await ownersCard(parts, what, lang), true);
}

/** Whom to ask about what is meant; null: the words name nothing that there is, so they are a question. */
async function askWhom(
  parts: ContactParts,
  { subject, lang }: Extract<ContactWords, { do: 'contact.ask' }>,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { data, engine } = parts.knowledge();
  const departments = departmentsMeant(parts, subject, lang);
  const asking = { subject, lang, today: today(parts) };
  const rows = departments.length > 0 ? [] : rowsMeant({ data, engine }, asking, visitor);
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
  if (asked.length === 0)
    return subject === '' || OFFICE.test(subject) ? note(parts, 'nothingMeant', lang) : null;
  const hidden = asked.length - mostAsked;
  const card = parts.cards.asked(asked.slice(0, mostAsked), Math.max(hidden, 0), { data, lang });
  const ids = rows.map(({ id }) => id);
  return { ...say('ask', card), given: { rows: ids, about: [...departments, ...ids] } };
}

/** The departments, where nothing else is named. */
function departmentsMeant(parts: ContactParts, subject: string, lang: Lang): readonly string[] {
  if (subject === '') return [];
  const { departments, topics, time } = ask(parts, subject, lang).understood;
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
  const department = departmentNamed(knowledge().data.departments, request.department);
  if (department === null) return 'needsDepartment';
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

async function ownersCard(parts: ContactParts, what: ContactNote | null, lang: Lang): Promise<CardMessage> {
  return parts.cards.owners(await parts.store.owners(), what, place(parts, lang));
}

function note(parts: ContactParts, what: ContactNote, lang: Lang): ChatAnswer {
  return say(what, parts.cards.note(what, place(parts, lang)));
}
