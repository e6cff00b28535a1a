import type { Context } from '../../cards/words/row.ts';
import { dayOfTime } from '../../cards/words/dates.ts';
import { type Board, sentences, textField } from '../../cards/board.ts';
import { type Json, PRIMARY } from '../../cards/button.ts';
import { openButton } from '../../cards/answer/row-model.ts';
import { contactLines } from '../../cards/words/contact.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { AdoptionStep } from '../decide/adoption.ts';
import { act } from './actions.ts';
import { takerField, noteWords } from './row-card.ts';
import {
  type AdoptionNote,
  type AdoptionNoticeView,
  type AdoptionView,
  type DepartmentView,
  statesAfter,
} from './view.ts';
import { adoptionTitle, stateWords } from './words.ts';

/** The newest are what matters. */
const maxSteps = 8;

function stepWords({ kind, state, at, person, note }: AdoptionStep, context: Context): string {
  const { say } = context;
  const what =
    kind === 'begin' || kind === 'move' ? stateWords(state, context) : say(`adoption.step.${kind}`);
  const who = person.id === 'system' ? '' : person.name;
  const parts = [dayOfTime(at, context), what, who, kind === 'link' ? '' : note];
  return parts.filter((part) => part !== '').join(' · ');
}

function moveButtons({ adoption, mayMove }: AdoptionView, context: Context): readonly Json[] {
  if (!mayMove) return [];
  const { say, lang } = context;
  const { id, version, state } = adoption;
  const states = statesAfter(state).map((to, index) =>
    act(
      say(`adoption.move.${to}`),
      { do: 'adoption.move', adoption: id, version, to, lang },
      index === 0 ? PRIMARY : {},
    ),
  );
  const isDecided = state === 'adopted' || state === 'declined';
  const back = act(say(`adoption.takeBack`), { do: 'adoption.takeBack', adoption: id, version, lang });
  return isDecided ? [back] : states;
}

/** One adoption: where it stands, how it came there, and what can be done next. */
export function adoptionBoard(view: AdoptionView, context: Context): Board {
  const { adoption, steps, initiative, note, mayMove } = view;
  const { say, lang } = context;
  const { source, state, people } = adoption;
  const isFieldShown = mayMove && statesAfter(state).length > 0;
  const open = initiative && openButton(say('adoption.openRow'), initiative.id, lang);
  return {
    headline: adoptionTitle(adoption, context),
    note: noteWords(note, context),
    facts: [
      { title: say('adoption.fact.state'), value: stateWords(state, context) },
      { title: say('adoption.fact.from'), value: departmentName(source.department, context) },
      {
        title: say('adoption.fact.people'),
        value: people.map(({ name }) => name).join(say('list.separator')),
      },
      { title: say('adoption.fact.contact'), value: contactLines(view, context) },
    ],
    lines: initiative === null ? [say('adoption.rowGone')] : [],
    items: [
      {
        title: say('adoption.history'),
        lines: steps.slice(-maxSteps).map((step) => stepWords(step, context)),
      },
    ],
    fields: isFieldShown ? [textField('note', say('adoption.field.note'), { max: 200 })] : [],
    buttons: [...moveButtons(view, context), ...(open ? [open] : [])],
  };
}

/** What the owner of a row is told, or the people of an adoption that rests are asked. */
export function noticeBoard({ kind, adoption }: AdoptionNoticeView, context: Context): Board {
  const { say, lang } = context;
  const { source, department, people, reason, initiativeId } = adoption;
  const by = departmentName(department, context);
  if (kind === 'resting')
    return {
      headline: say('adoption.resting.title'),
      lines: [
        say('adoption.resting.text', {
          name: source.name,
          state: stateWords(adoption.state, context),
          month: dayOfTime(adoption.movedAt, context),
        }),
      ],
      buttons: [
        act(say('adoption.resting.show'), { do: 'adoption.show', adoption: adoption.id, lang }, PRIMARY),
      ],
    };
  return {
    headline: say('adoption.owner.title', { department: by, name: source.name }),
    facts: [
      {
        title: say('adoption.fact.people'),
        value: people.map(({ name }) => name).join(say('list.separator')),
      },
      ...(reason === '' ? [] : [{ title: say('adoption.fact.why'), value: reason }]),
    ],
    lines: [say('adoption.owner.text')],
    buttons: [
      openButton(say('adoption.openRow'), initiativeId, lang),
      act(say('adoption.quiet'), {
        do: 'adoption.quiet',
        department: source.department,
        isQuiet: true,
        lang,
      }),
    ],
  };
}

/** Something short: a refusal, or what has been set. */
export function noteBoard(note: AdoptionNote, context: Context): Board {
  return sentences(context.say(`adoption.note.${note}`));
}

/** Which department somebody is of, to be changed. */
export function departmentBoard({ department, note, then }: DepartmentView, context: Context): Board {
  const { say, lang } = context;
  return {
    headline: say('adoption.department.title'),
    note: noteWords(note, context),
    lines: [say('adoption.department.text')],
    fields: [takerField(context, department)],
    buttons: [act(say('adoption.department.set'), { do: 'adoption.setDepartment', then, lang }, PRIMARY)],
  };
}

/** Whether a department is told who takes over what is theirs. */
export function quietBoard(
  {
    department,
    isQuiet,
    note,
  }: { readonly department: string; readonly isQuiet: boolean; readonly note: AdoptionNote },
  context: Context,
): Board {
  const { say, lang } = context;
  return {
    ...sentences(say(`adoption.note.${note}`)),
    subtitle: departmentName(department, context),
    buttons: [
      act(say(isQuiet ? 'adoption.loud' : 'adoption.quiet'), {
        do: 'adoption.quiet',
        department,
        isQuiet: !isQuiet,
        lang,
      }),
    ],
  };
}
