import { can } from '../access/roles.ts';
import type { Owners } from '../access/owners.ts';
import type { CardMessage } from '../cards/message.ts';
import type { InvalidPress } from '../cards/presses.ts';
import { answersOf, type ChatAnswer, createChat, type FeatureChat } from '../chat/chat.ts';
import { rowsMeant } from '../chat/opened.ts';
import { ask, type FeatureServices, place, today } from '../chat/services.ts';
import type { Visitor } from '../chat/visitor.ts';
import { departmentNamed } from '../dataset/name-key.ts';
import { contactOf } from '../dataset/contact.ts';
import type { Lang } from '../question/answer.ts';
import { type ContactAction, parseContactAction } from './actions.ts';
import type { Asked, ContactCards, ContactNote } from './cards.ts';
import { type ContactWords, parseContactWords } from './words.ts';

/** What the chat of this feature is made with. */
export interface ContactServices extends FeatureServices<ContactCards> {
  readonly store: Owners;
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
export function createContactChat(services: ContactServices): FeatureChat<ContactRequest | InvalidPress> {
  return createChat<ContactRequest>({
    parseWords: parseContactWords,
    parseAction: parseContactAction,
    answer: (request, visitor) => answer(services, request, visitor),
    note: (what, { lang }) => note(services, what, lang),
    onError: services.onError,
  });
}

async function answer(
  services: ContactServices,
  request: ContactRequest,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { lang } = request;
  if (request.do === 'contact.ask') return await askWhom(services, request, visitor);
  if (!can(visitor.roles, 'editData')) return note(services, 'onlyEditors', lang);
  if (request.do === 'contact.owners') return say('owners', await ownersCard(services, null, lang));
  const what = await change(services, request, visitor);
  return say(what, await ownersCard(services, what, lang), true);
}

/** Whom to ask about what is meant; null: the words name nothing that there is, so they are a question. */
async function askWhom(
  services: ContactServices,
  { subject, lang }: Extract<ContactWords, { do: 'contact.ask' }>,
  visitor: Visitor,
): Promise<ChatAnswer | null> {
  const { data, engine } = services.knowledge();
  const departments = departmentsMeant(services, subject, lang);
  const asking = { subject, lang, today: today(services) };
  const rows = departments.length > 0 ? [] : rowsMeant({ data, engine }, asking, visitor);
  const meant = [
    ...departments.map((department) => ({
      initiative: null,
      department,
      contact: contactOf({ department }, data),
    })),
    ...rows.map((initiative) => ({
      initiative,
      department: initiative.department,
      contact: contactOf(initiative, data),
    })),
  ];
  if (meant.length === 0)
    return subject === '' || OFFICE.test(subject) ? note(services, 'nothingMeant', lang) : null;
  const hidden = meant.length - mostAsked;
  const asked: Asked[] = await Promise.all(
    meant
      .slice(0, mostAsked)
      .map(async (one) => ({ ...one, owner: await ownerOf(services, one.department) })),
  );
  const card = services.cards.asked(asked, Math.max(hidden, 0), { data, lang });
  const ids = rows.map(({ id }) => id);
  return { ...say('ask', card), given: { rows: ids, about: [...departments, ...ids] } };
}

/** The departments, where nothing else is named. */
function departmentsMeant(services: ContactServices, subject: string, lang: Lang): readonly string[] {
  if (subject === '') return [];
  const { departments, topics, time } = ask(services, subject, lang).understood;
  return topics.length === 0 && time === null ? departments : [];
}

/** Whom to ask is known from the document alone while the database is away. */
async function ownerOf({ store, onError }: ContactServices, department: string): Promise<Asked['owner']> {
  try {
    return await store.ownerOf(department);
  } catch (error) {
    onError(error);
    return null;
  }
}

async function change(
  services: ContactServices,
  request: Exclude<ContactAction, { do: 'contact.owners' }>,
  visitor: Visitor,
): Promise<ContactNote> {
  const { store, knowledge, now } = services;
  const department = departmentNamed(knowledge().data.departments, request.department);
  if (department === null) return 'needsDepartment';
  const entry = { at: now(), actor: visitor.personId, subject: department };
  if (request.do === 'contact.removeOwner') {
    const isRemoved = await store.removeOwner(department, { ...entry, action: 'owner.remove', detail: {} });
    return isRemoved ? 'removed' : 'hadNone';
  }
  const person = request.person === '' ? null : await services.findPerson(request.person);
  if (!person) return 'noPerson';
  await store.setOwner(
    { department, personId: person.id, name: person.name, setAt: now() },
    { ...entry, action: 'owner.set', detail: { person: person.id } },
  );
  return 'set';
}

async function ownersCard(
  services: ContactServices,
  what: ContactNote | null,
  lang: Lang,
): Promise<CardMessage> {
  return services.cards.owners(await services.store.owners(), what, place(services, lang));
}

function note(services: ContactServices, what: ContactNote, lang: Lang): ChatAnswer {
  return say(what, services.cards.note(what, place(services, lang)));
}
