import { type Board, boardsOf, departmentField, sentences, textField } from '../../cards/board.ts';
import { DESTRUCTIVE, type Json, PRIMARY } from '../../cards/button.ts';
import { problemWords } from '../../cards/words/problem.ts';
import type { CardKit } from '../../cards/load.ts';
import type { Context } from '../../cards/words/row.ts';
import { listWords } from '../../cards/words/schedule-words.ts';
import { LONG_FIELDS, ROW_FIELDS, type RowFields, type RowProblem } from '../decide/fields.ts';
import { act } from './actions.ts';
import { confirmBoard, statusBoard } from './confirm-card.ts';

/** Why nothing has come of words or a press. */
export type RowNote =
  'onlyEditors' | 'notOwner' | 'gone' | 'nothingMeant' | 'tooMany' | 'invalid' | 'unavailable';

/** The form of a row. */
export interface RowForm {
  /** null: a new one. */
  readonly id: string | null;
  /** Of the row as it is, '' of a new one. */
  readonly name: string;
  readonly fields: RowFields;
  /** Those that are too long for it. */
  readonly kept: (keyof RowFields)[];
  readonly problems: readonly RowProblem[];
  /** What the check of the whole data has found. */
  readonly refused: readonly string[];
}

const maxChars = 300;
const maxLongChars = 3000;
/** More at once nobody mends. */
const maxWrong = 20;

function fieldsModel({ fields, kept }: RowForm, context: Context): readonly Json[] {
  const { say } = context;
  return ROW_FIELDS.filter((field) => !kept.includes(field)).map((field) => {
    const label = say(`row.field.${field}`);
    if (field === 'department') return departmentField(field, label, context, fields.department);
    const isMultiline = LONG_FIELDS.has(field);
    // What is there already is never cut off by the form.
    const max = Math.max(isMultiline ? maxLongChars : maxChars, fields[field].length);
    return textField(field, label, { value: fields[field], max, isMultiline });
  });
}

/** What is amiss, and what to write instead. */
function rowProblemWords({ what, words, like = [] }: RowProblem, context: Context): string {
  const { say, lang } = context;
  const names = listWords(
    like.map((label) => label[lang]),
    say,
  );
  const more = names === '' ? '' : say('row.problem.themeLike', { themes: names });
  return `${say(`row.problem.${what}`, { words })}${more}`;
}

function formBoard(form: RowForm, context: Context): Board {
  const { id, name, kept, problems, refused } = form;
  const { say, lang } = context;
  const labelOf = (field: keyof RowFields) => say(`row.field.${field}`);
  const save = say(id === null ? 'row.saveNew' : 'row.save');
  const wrong = [
    ...problems.map((problem) => rowProblemWords(problem, context)),
    ...refused.map((one) => problemWords(one, context)),
  ];
  return {
    headline: id === null ? say('row.addTitle') : say('row.editTitle', { name }),
    note: wrong.length === 0 ? null : { text: say('row.problems'), isGood: false },
    lines: [
      ...(wrong.length === 0
        ? [say(id === null ? 'row.addText' : 'row.editText', { button: save })]
        : wrong.slice(0, maxWrong)),
      wrong.length > maxWrong ? say('row.problemsMore', { count: wrong.length - maxWrong }) : '',
      kept.length === 0 ? '' : say('row.tooLong', { fields: listWords(kept.map(labelOf), say) }),
    ],
    fields: fieldsModel(form, context),
    buttons: [
      act(save, { do: 'row.save', id, kept, lang }, PRIMARY),
      ...(id === null ? [] : [act(say('row.end'), { do: 'row.end', id, lang }, DESTRUCTIVE)]),
    ],
  };
}

/** What is said about editing rows. Pure: the same values give the same card. */
export function createRowCards(kit: CardKit) {
  const board = boardsOf(kit);
  return {
    form: board(formBoard),
    confirm: board(confirmBoard),
    status: board(statusBoard),
    note: board((note: RowNote, { say }: Context) => sentences(say(`row.note.${note}`))),
  };
}
export type RowCards = ReturnType<typeof createRowCards>;
