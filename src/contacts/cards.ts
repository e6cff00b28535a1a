import type { Owner } from '../access/owners.ts';
import { openButton } from '../cards/answer/row-model.ts';
import {
  type Board,
  boardsOf,
  departmentField,
  maxDepartments,
  personField,
  sentences,
} from '../cards/board.ts';
import { PRIMARY } from '../cards/button.ts';
import type { CardKit } from '../cards/load.ts';
import { contactButton, contactWords, ownerLine, type RegisteredOwner } from '../cards/words/contact.ts';
import { type Context, initiativeName, rowTitle } from '../cards/words/row.ts';
import { departmentName } from '../cards/words/subject.ts';
import type { Contact, Initiative } from '../dataset/schema.ts';
import { act } from './actions.ts';

/** What has come of a press, or why nothing has. */
export type ContactNote =
  | 'set'
  | 'removed'
  | 'hadNone'
  | 'needsDepartment'
  | 'noPerson'
  | 'onlyEditors'
  | 'nothingMeant'
  | 'invalid'
  | 'unavailable';

const goodNotes: ReadonlySet<ContactNote> = new Set<ContactNote>(['set', 'removed']);

/** Whom to ask about a row, or a department. */
export interface Asked {
  /** null: a department as a whole. */
  readonly initiative: Initiative | null;
  readonly department: string;
  /** null: the document names nobody. */
  readonly contact: Contact | null;
  /** Whoever is set to answer for the department; null = nobody, or not known. */
  readonly owner: RegisteredOwner | null;
}

function titleOf({ initiative, department }: Asked, context: Context): string {
  return initiative === null
    ? departmentName(department, context)
    : rowTitle({ ...initiative, department }, context);
}

function askedItem(asked: Asked, context: Context): NonNullable<Board['items']>[number] {
  const { say, lang, data } = context;
  const { initiative, contact } = asked;
  const about = initiative === null ? say('contact.ofDepartment') : initiativeName(initiative, data, lang);
  const chat = contactButton(asked, about, context);
  return {
    title: titleOf(asked, context),
    lines: [
      contact === null ? say('contact.none') : contactWords(contact, context),
      ownerLine(asked.owner, context),
    ],
    open: initiative && openButton(initiativeName(initiative, data, lang), initiative.id, lang),
    buttons: chat ? [chat] : [],
  };
}

/** `hidden`: more that were meant and are not shown. */
function askedBoard(asked: readonly Asked[], hidden: number, context: Context): Board {
  const { say, data } = context;
  const [only] = asked.length === 1 ? asked : [];
  const isMissing = asked.some(({ contact }) => contact === null);
  return {
    headline: only ? say('contact.of', { name: titleOf(only, context) }) : say('contact.title'),
    lines: isMissing ? [say('contact.notStated')] : [],
    more: hidden > 0 ? say('adoption.more', { count: hidden }) : '',
    facts: isMissing ? [{ title: say('contact.publisher'), value: data.source.publisher }] : [],
    items: asked.map((one) => askedItem(one, context)),
    hasSource: true,
  };
}

function ownersBoard(owners: readonly Owner[], note: ContactNote | null, context: Context): Board {
  const { say, lang, data } = context;
  const known = new Map(owners.map((owner) => [owner.department, owner]));
  const set = data.departments.slice(0, maxDepartments).flatMap(({ name }) => known.get(name) ?? []);
  const missing = data.departments.length - data.departments.filter(({ name }) => known.has(name)).length;
  return {
    headline: say('contact.owners.title'),
    note: note && { text: say(`contact.note.${note}`), isGood: goodNotes.has(note) },
    lines: [say('contact.owners.text'), missing > 0 ? say('contact.owners.missing', { count: missing }) : ''],
    facts: set.map(({ department, name, personId }) => ({
      title: departmentName(department, context),
      value: name ?? personId,
    })),
    fields: [
      departmentField('department', say('adoption.field.department'), context),
      personField('person', say('contact.owners.person')),
    ],
    buttons: [
      act(say('contact.owners.set'), { do: 'contact.setOwner', lang }, PRIMARY),
      act(say('contact.owners.remove'), { do: 'contact.removeOwner', lang }),
    ],
  };
}

function noteBoard(note: ContactNote, { say, data }: Context): Board {
  return {
    ...sentences(say(`contact.note.${note}`)),
    ...(note === 'nothingMeant' && {
      hasSource: true,
      facts: [{ title: say('contact.publisher'), value: data.source.publisher }],
      lines: [say('contact.nothingMeant.text')],
    }),
  };
}

/** What is said about whom to ask. Pure: the same values give the same card. */
export function createContactCards(kit: CardKit) {
  const board = boardsOf(kit);
  return { asked: board(askedBoard), owners: board(ownersBoard), note: board(noteBoard) };
}
export type ContactCards = ReturnType<typeof createContactCards>;
