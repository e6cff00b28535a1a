import type { Owner } from '../../access/owners.ts';
import type { Board, BoardFact } from '../../cards/board.ts';
import { type Json, PRIMARY } from '../../cards/button.ts';
import { type Context, plainRow } from '../../cards/words/row.ts';
import { dayOfTime } from '../../cards/words/dates.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { Initiative } from '../../dataset/schema.ts';
import { truncate } from '../../text/markdown.ts';
import type { AskedDepartment, Confirmation } from '../ports.ts';
import { act } from './actions.ts';

/** The rows of a department as their owner goes through them. */
export interface ConfirmView {
  readonly department: string;
  readonly rows: readonly Initiative[];
  /** Of the round, of any department. */
  readonly answers: readonly Confirmation[];
  /** The one that is asked about; null: all have been answered. */
  readonly row: Initiative | null;
  /** What has just been kept, or that it is asked once more. */
  readonly note: 'kept' | 'ending' | 'askedAgain' | null;
}

/** How far a department is. */
export interface StatusLine {
  readonly department: string;
  readonly owner: Owner | null;
  readonly asked: AskedDepartment | null;
  readonly rows: number;
  /** Rows that nobody has said anything of. */
  readonly open: number;
}

export interface StatusView {
  readonly lines: readonly StatusLine[];
  readonly months: number;
  /** How many have just been reminded; null: nobody wanted that. */
  readonly reminded: number | null;
}

const maxSummaryChars = 400;
/** A card has no room for more; the others are counted. */
const maxAnswers = 10;
const maxLines = 60;

function rowFacts(initiative: Initiative, context: Context): readonly BoardFact[] {
  const { say } = context;
  const row = plainRow(initiative, context);
  return [
    { title: say('row.field.name'), value: row.name },
    { title: say('field.schedule'), value: initiative.schedule.text || say('row.nothing') },
    { title: say('field.summary'), value: truncate(row.summary.join(' '), maxSummaryChars) },
    ...(initiative.remarks === ''
      ? []
      : [{ title: say('field.remarks'), value: truncate(initiative.remarks, maxSummaryChars) }]),
  ];
}

function confirmButtons(
  { row, rows, answers, department }: ConfirmView,
  { say, lang }: Context,
): readonly Json[] {
  if (row === null) return [];
  const answered = new Set(answers.map(({ rowId }) => rowId));
  const open = rows.filter(({ id }) => !answered.has(id)).length;
  return [
    act(say('row.same'), { do: 'row.same', id: row.id, department, lang }, PRIMARY),
    act(say('row.change'), { do: 'row.edit', id: row.id, department, lang }),
    act(say('row.ended'), { do: 'row.end', id: row.id, department, lang }),
    ...(open < 2
      ? []
      : [
          act(say('row.later'), { do: 'row.confirm', department, after: row.id, lang }),
          act(say('row.allSame'), { do: 'row.allSame', department, lang }, { mode: 'secondary' }),
        ]),
  ];
}

/** One row after the other, each answered by one press. */
export function confirmBoard(view: ConfirmView, context: Context): Board {
  const { say } = context;
  const { department, rows, answers, row, note } = view;
  const own = new Map(rows.map((one) => [one.id, one]));
  const said = answers.filter(({ rowId }) => own.has(rowId));
  return {
    headline: say('row.confirmTitle', { department: departmentName(department, context) }),
    note: note && { text: say(`row.${note}`), isGood: note !== 'askedAgain' },
    subtitle: say('row.confirmCount', { count: said.length, of: rows.length }),
    lines: [row === null ? say('row.allAnswered') : say('row.confirmText')],
    facts: row === null ? [] : rowFacts(row, context),
    items:
      said.length === 0
        ? []
        : [
            {
              title: say('row.answers'),
              lines: said
                .slice(-maxAnswers)
                .map(({ rowId, answer, person, at }) =>
                  [
                    plainRow(own.get(rowId)!, context).name,
                    say(`row.answer.${answer}`),
                    dayOfTime(at, context),
                    person.name,
                  ]
                    .filter((part) => part !== '')
                    .join(' · '),
                ),
            },
          ],
    buttons: confirmButtons(view, context),
  };
}

function statusWords({ owner, asked, rows, open }: StatusLine, context: Context): string {
  const { say } = context;
  const name = owner === null ? say('row.noOwner') : (owner.name ?? owner.personId);
  const when =
    asked === null ? say('row.notAsked') : say('row.askedAt', { date: dayOfTime(asked.askedAt, context) });
  const reminded =
    asked?.remindedAt == null ? '' : say('row.remindedAt', { date: dayOfTime(asked.remindedAt, context) });
  const how = open === 0 ? say('row.complete') : say('row.confirmCount', { count: rows - open, of: rows });
  return [how, name, ...(owner === null ? [] : [when, reminded])].filter((part) => part !== '').join(' · ');
}

function remindedNote(reminded: StatusView['reminded'], { say }: Context): NonNullable<Board['note']> | null {
  if (reminded === null) return null;
  if (reminded === 0) return { text: say('row.remindedNone'), isGood: false };
  return { text: say('row.reminded', { count: reminded }), isGood: true };
}

/** Which departments have answered. */
export function statusBoard({ lines, months, reminded }: StatusView, context: Context): Board {
  const { say, lang } = context;
  const mayRemind = lines.some(({ asked, open }) => asked !== null && open > 0 && asked.remindedAt === null);
  const open = lines.filter((line) => line.open > 0);
  const shown = [...open, ...lines.filter((line) => line.open === 0)].slice(0, maxLines);
  return {
    headline: say('row.statusTitle', { count: open.length }),
    note: remindedNote(reminded, context),
    lines: [months === 0 ? say('row.off') : say('row.every', { count: months })],
    facts: shown.map((line) => ({
      title: departmentName(line.department, context),
      value: statusWords(line, context),
    })),
    buttons: mayRemind ? [act(say('row.remind'), { do: 'row.remind', lang }, PRIMARY)] : [],
  };
}
