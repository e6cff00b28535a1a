import { type Board, boardCard, choiceField, textField } from '../../cards/board.ts';
import { DESTRUCTIVE, type Json, PRIMARY } from '../../cards/button.ts';
import type { CardData } from '../../cards/cards.ts';
import { problemWords } from '../../cards/words/problem.ts';
import type { CardKit } from '../../cards/load.ts';
import type { CardMessage } from '../../cards/message.ts';
import type { Context } from '../../cards/words/row.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { Lang } from '../../question/answer.ts';
import { ROW_FIELDS, type RowFields, type RowProblem } from '../decide/fields.ts';
import { act } from './actions.ts';
import { confirmBoard, type ConfirmView, statusBoard, type StatusView } from './confirm-card.ts';

/** Why nothing has come of words or a press. */
export type RowNote = 'onlyEditors' | 'notOwner' | 'gone' | 'nothingMeant' | 'invalid' | 'unavailable';

/** The form of a row. */
export interface RowForm {
  /** null: a new one. */
  readonly id: string | null;
  readonly fields: RowFields;
  readonly problems: readonly RowProblem[];
  /** What the check of the whole data has found. */
  readonly refused: readonly string[];
}

/** What is said about editing rows. Pure: the same values give the same card. */
export interface RowCards {
  form(form: RowForm, place: Place): CardMessage;
  confirm(view: ConfirmView, place: Place): CardMessage;
  status(view: StatusView, place: Place): CardMessage;
  note(note: RowNote, place: Place): CardMessage;
}

interface Place {
  readonly data: CardData;
  readonly lang: Lang;
}

/** A choice list longer than this is no help, and the card would outgrow its limit. */
const maxDepartments = 100;
const LONG: ReadonlySet<keyof RowFields> = new Set([
  'summary',
  'remarks',
  'enSummary',
  'enRemarks',
  'questions',
]);
const maxChars = 300;
const maxLongChars = 3000;

function fieldsModel(fields: RowFields, context: Context): readonly Json[] {
  const { say, data } = context;
  const departments = data.departments.slice(0, maxDepartments);
  const choices = departments.map(({ name }) => ({ title: departmentName(name, context), value: name }));
  return ROW_FIELDS.map((field) => {
    const label = say(`row.field.${field}`);
    if (field === 'department') return choiceField(field, label, choices, fields.department);
    const isMultiline = LONG.has(field);
    // What is there already is never cut off by the form.
    const max = Math.max(isMultiline ? maxLongChars : maxChars, fields[field].length);
    return textField(field, label, { value: fields[field], max, isMultiline });
  });
}

function formBoard({ id, fields, problems, refused }: RowForm, context: Context): Board {
  const { say, lang } = context;
  const wrong = [
    ...problems.map(({ what, words }) => say(`row.problem.${what}`, { words })),
    ...refused.map((one) => problemWords(one, context)),
  ];
  return {
    headline: id === null ? say('row.addTitle') : say('row.editTitle', { name: fields.name }),
    note: wrong.length === 0 ? null : { text: say('row.problems'), isGood: false },
    lines: wrong.length === 0 ? [say('row.editText')] : wrong,
    fields: fieldsModel(fields, context),
    buttons: [
      act(say(id === null ? 'row.saveNew' : 'row.save'), { do: 'row.save', id, lang }, PRIMARY),
      ...(id === null ? [] : [act(say('row.end'), { do: 'row.end', id, lang }, DESTRUCTIVE)]),
    ],
  };
}

/** The cards of editing rows. */
export function createRowCards(kit: CardKit, timeZone: string): RowCards {
  const drawn = ({ data, lang }: Place, make: (context: Context) => Board): CardMessage => {
    const context = kit.contextOf(data, lang);
    return boardCard(kit, make(context), context);
  };
  return {
    form: (form, place) => drawn(place, (context) => formBoard(form, context)),
    confirm: (view, place) => drawn(place, (context) => confirmBoard(view, timeZone, context)),
    status: (view, place) => drawn(place, (context) => statusBoard(view, timeZone, context)),
    note: (note, place) => drawn(place, ({ say }) => ({ headline: say(`row.note.${note}`) })),
  };
}
