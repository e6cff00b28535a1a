import { MAX_QUESTION_CHARS } from '../../cards/actions.ts';
import type { CardExtras } from '../../cards/answer/cards.ts';
import { openButton } from '../../cards/answer/row-model.ts';
import {
  type Board,
  boardsOf,
  choiceField,
  departmentField,
  sentences,
  textField,
} from '../../cards/board.ts';
import { button, type Json, PRIMARY } from '../../cards/button.ts';
import { type ListPage, turnButtons } from '../../cards/page.ts';
import type { CardKit } from '../../cards/load.ts';
import { dayOfTime } from '../../cards/words/dates.ts';
import { type Context, initiativeName, rowTitle } from '../../cards/words/row.ts';
import { problemWords } from '../../cards/words/problem.ts';
import { departmentName } from '../../cards/words/subject.ts';
import type { Words } from '../../cards/words/schedule-words.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { QuestionGroup } from '../decide/groups.ts';
import type { StoredQuestion } from '../decide/question.ts';
import type { StoredResolution } from '../ports.ts';
import { act } from './actions.ts';

/** What has come of words or a press. */
export type QuestionNote =
  | 'willTell'
  | 'willTellAlready'
  | 'tooMany'
  | 'notKept'
  | 'wrongNoted'
  | 'wrongWhat'
  | 'onlyHr'
  | 'answered'
  | 'answeredAlready'
  | 'forwarded'
  | 'forwardedAlready'
  | 'noOwner'
  | 'needsRow'
  | 'needsText'
  | 'needsDepartment'
  | 'needsWords'
  | 'needsOtherWords'
  | 'invalid'
  | 'unavailable';

const goodNotes: ReadonlySet<QuestionNote> = new Set<QuestionNote>([
  'willTell',
  'wrongNoted',
  'answered',
  'forwarded',
]);
/** Of HR's list. */
export const groupsPerPage = 8;
const maxChoices = 12;
const maxTitleChars = 60;

/** One page of all groups, and how many there are. */
export interface GroupPage extends ListPage<QuestionGroup> {
  readonly count: number;
}

/** A group as HR, or a department that it was forwarded to, answers it. */
interface GroupView {
  readonly group: QuestionGroup;
  readonly samples: readonly Pick<StoredQuestion, 'text' | 'kind'>[];
  /** Rows that may be the answer. */
  readonly candidates: readonly Initiative[];
  readonly search: string;
  readonly note: QuestionNote | null;
  /** Whether it is for who may forward it and say what its words mean. */
  readonly maySort: boolean;
  readonly waiting: number;
}

/** Words that were missing, before they are a draft. */
export interface WordsView {
  /** null: an editor knows the word. */
  readonly group: Pick<QuestionGroup, 'key' | 'label'> | null;
  /** Rows that may be meant. */
  readonly candidates: readonly Initiative[];
  /** Concepts that may be meant, by id. */
  readonly concepts: ReadonlyMap<string, { readonly ja: string; readonly en: string }>;
  /** As it is filled in: ids, or ''. */
  readonly row: string;
  /** By which rows are looked for, beside what was asked. */
  readonly search: string;
  readonly concept: string;
  readonly questions: string;
  readonly terms: string;
  readonly note: QuestionNote | null;
  /** Why the words cannot be taken as they are, in the operators' words. */
  readonly problems: readonly string[];
}

/** What was answered, with its row as it is now. */
export type AnsweredView =
  | { readonly kind: 'row'; readonly initiative: Initiative | null }
  | Exclude<StoredResolution, { kind: 'row' }>;

/** A question that somebody may wait for; `group`: the key under which it is kept. */
export interface OfferedQuestion {
  readonly question: string;
  readonly group: string;
}

/** Offers to tell, on the card that has found nothing, or whose answer was wrong. */
function offerToTell(asked: string, { say, lang }: Words, group: string | null = null): readonly Json[] {
  // A question is read without its markup, so that it need not go into the card either.
  const question = asked.replaceAll(/[[\]<>`*]+/g, ' ').trim();
  if (question === '' || question.length > MAX_QUESTION_CHARS) return [];
  return [act(say('unanswered.tell'), { do: 'unanswered.tell', question, group, lang })];
}

/** What answers say of questions that are kept; where none are, nothing. */
export function answerExtras(keeps: boolean): CardExtras {
  return keeps
    ? { onNothing: offerToTell, notice: ({ say }) => say('unanswered.notice') }
    : { onNothing: () => [], notice: () => '' };
}

function noteOf(note: QuestionNote | null, { say }: Context): NonNullable<Board['note']> | null {
  return note && { text: say(`unanswered.note.${note}`), isGood: goodNotes.has(note) };
}

function listBoard(shown: GroupPage, { say, lang }: Context): Board {
  const titles = { previous: say('page.previous'), next: say('unanswered.list.next') };
  return {
    headline: say('unanswered.list.title', { count: shown.count }),
    items: shown.items.map(({ key, label, count }) => ({
      title: label,
      lines: [say('unanswered.list.count', { count })],
      open: act(label.slice(0, maxTitleChars), { do: 'unanswered.group', group: key, lang }),
    })),
    empty: say('unanswered.list.none'),
    buttons: turnButtons(shown, titles, (title, to) => act(title, { do: 'unanswered.list', page: to, lang })),
  };
}

/** Rows to choose from; an empty list would open onto nothing, and what finds some stands below. */
function rowField(
  label: string,
  candidates: readonly Initiative[],
  context: Context,
  row = '',
): readonly Json[] {
  const choices = candidates
    .slice(0, maxChoices)
    .map((one) => ({ title: rowTitle(one, context), value: one.id }));
  return choices.length === 0 ? [] : [choiceField('row', label, choices, row)];
}

function hrFields({ candidates, search }: GroupView, context: Context): readonly Json[] {
  const { say } = context;
  return [
    ...rowField(say('unanswered.field.row'), candidates, context),
    textField('search', say('unanswered.field.search'), { value: search, max: 100 }),
    textField('text', say('unanswered.field.text'), { max: 1500, isMultiline: true }),
    departmentField('department', say('unanswered.field.department'), context),
  ];
}

/** Without rows to choose from there is none to be the answer, and all others have room. */
function hrButtons(
  { group: { key: group }, candidates }: GroupView,
  { say, lang }: Context,
): readonly Json[] {
  const hasRows = candidates.length > 0;
  return [
    ...(hasRows ? [act(say('unanswered.row'), { do: 'unanswered.row', group, lang }, PRIMARY)] : []),
    act(say('unanswered.search'), { do: 'unanswered.group', group, lang }, hasRows ? {} : PRIMARY),
    act(say('unanswered.write'), { do: 'unanswered.write', group, lang }),
    act(say('unanswered.forward'), { do: 'unanswered.forward', group, lang }),
    act(say('unanswered.nothing'), { do: 'unanswered.nothing', group, lang }),
    act(
      say('unanswered.words'),
      { do: 'unanswered.words', group, lang },
      hasRows ? { mode: 'secondary' } : {},
    ),
  ];
}

function groupBoard(view: GroupView, context: Context): Board {
  const { group, samples, note, maySort, waiting } = view;
  const { say, lang } = context;
  const { key } = group;
  const text = textField('text', say('unanswered.field.text'), { max: 1500, isMultiline: true });
  return {
    headline: say('unanswered.group.title', { label: group.label }),
    subtitle: say('unanswered.group.count', { count: group.count }),
    note: noteOf(note, context),
    lines: waiting > 0 ? [say('unanswered.group.waiting', { count: waiting })] : [],
    items: [
      {
        title: say('unanswered.group.samples'),
        lines: samples.map((sample) =>
          sample.kind === 'wrong' ? say('unanswered.group.wrong', { text: sample.text }) : sample.text,
        ),
      },
    ],
    fields: maySort ? hrFields(view, context) : [text],
    buttons: maySort
      ? hrButtons(view, context)
      : [
          act(say('unanswered.write'), { do: 'unanswered.write', group: key, lang }, PRIMARY),
          act(say('unanswered.nothing'), { do: 'unanswered.nothing', group: key, lang }),
        ],
  };
}

function wordsBoard(view: WordsView, context: Context): Board {
  const { group, candidates, concepts, row, search, concept, questions, terms, note, problems } = view;
  const { say, lang } = context;
  const long = { value: questions, max: 1500, isMultiline: true };
  const choices = [...concepts].map(([value, label]) => ({ title: label[lang], value }));
  const key = group?.key ?? null;
  return {
    headline: group
      ? say('unanswered.words.title', { label: group.label })
      : say('unanswered.words.newTitle'),
    subtitle: say(group ? 'unanswered.words.purpose' : 'unanswered.words.newPurpose'),
    note: noteOf(note, context),
    lines: problems.map((one) => problemWords(one, context)),
    fields: [
      ...rowField(say('unanswered.words.row'), candidates, context, row),
      textField('search', say(group ? 'unanswered.field.search' : 'unanswered.words.search'), {
        value: search,
        max: 100,
      }),
      ...(group || candidates.length > 0
        ? [textField('questions', say('unanswered.words.questions'), long)]
        : []),
      ...(choices.length > 0
        ? [choiceField('concept', say('unanswered.words.concept'), choices, concept)]
        : []),
      textField('terms', say('unanswered.words.terms'), { value: terms, max: 300 }),
    ],
    buttons: [
      act(say('unanswered.words.propose'), { do: 'unanswered.addWords', group: key, lang }, PRIMARY),
      act(say('unanswered.search'), { do: 'unanswered.words', group: key, lang }),
      ...(group
        ? [act(say('unanswered.words.back'), { do: 'unanswered.group', group: group.key, lang })]
        : []),
    ],
  };
}

/** `offered`: offers to tell; null: does not. */
function noteBoard(note: QuestionNote, offered: OfferedQuestion | null, context: Context): Board {
  const { say, lang } = context;
  const help = button(say('headline.help'), { do: 'help', lang });
  return {
    ...sentences(say(`unanswered.note.${note}`)),
    buttons: offered === null ? [] : [...offerToTell(offered.question, context, offered.group), help],
  };
}

/** The answer to a question that had none; `isNews`: to somebody who wanted to be told. */
function answeredBoard(label: string, view: AnsweredView, isNews: boolean, context: Context): Board {
  const { say, lang, data } = context;
  const headline = say(isNews ? 'unanswered.news.title' : 'unanswered.answer.title', { label });
  if (view.kind !== 'row') {
    const subtitle = say('unanswered.answer.asOf', { date: dayOfTime(view.at, context) });
    if (view.kind === 'text') return { headline, subtitle, lines: view.text.split('\n') };
    const checked = say('unanswered.news.checked', { label });
    return { headline: checked, subtitle, lines: [say('unanswered.news.nothing')], hasSource: true };
  }
  if (view.initiative === null) return { headline, lines: [say('message.initiativeGone')] };
  const { id, department } = view.initiative;
  const name = initiativeName(view.initiative, data, lang);
  return {
    headline,
    items: [{ title: name, lines: [departmentName(department, context)], open: openButton(name, id, lang) }],
    hasSource: true,
  };
}

/** What is said about questions without an answer. Pure: the same values give the same card. */
export function createQuestionCards(kit: CardKit) {
  const board = boardsOf(kit);
  return {
    list: board(listBoard),
    group: board(groupBoard),
    words: board(wordsBoard),
    note: board(noteBoard),
    answered: board(answeredBoard),
  };
}
export type QuestionCards = ReturnType<typeof createQuestionCards>;
