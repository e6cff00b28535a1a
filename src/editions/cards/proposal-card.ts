import { type Board, type BoardFact, textField } from '../../cards/board.ts';
import { DESTRUCTIVE, type Json, PRIMARY } from '../../cards/button.ts';
import { turnButtons } from '../../cards/page.ts';
import type { Context } from '../../cards/words/row.ts';
import { listWords } from '../../cards/words/schedule-words.ts';
import { departmentName } from '../../cards/words/subject.ts';
import {
  DIFFERENCE_KINDS,
  type DifferenceEntry,
  type DifferenceField,
} from '../../dataset/edition/difference-entry.ts';
import { truncate } from '../../text/markdown.ts';
import { entryCount, isOpen, type Proposal } from '../decide/proposal.ts';
import { act } from './actions.ts';
import { yearField } from './ask-card.ts';
import { noteOf } from './note.ts';
import { sourceWords } from './version-cards.ts';
import { ENTRIES_PER_PAGE, type ProposalView, yearsAround } from './view.ts';

const mostNamed = 5;
const mostChars = 110;
/** Kept of what two texts begin with alike, so that one sees where in the text one is. */
const leadChars = 15;

/** Both texts from a little before where they part, so that a change at the end of long ones is seen. */
function aroundChange(before: string, after: string): readonly [string, string] {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  const from = same > 3 * leadChars ? same - leadChars : 0;
  const cut = (text: string): string => truncate(`${from > 0 ? '…' : ''}${text.slice(from)}`, mostChars);
  return [cut(before), cut(after)];
}

function changeLine(
  { field, before, after }: DifferenceEntry['fields'][number],
  isWhole: boolean,
  context: Context,
): string {
  const { say } = context;
  const name = say(`edition.field.${field}`);
  const isList = field === 'questions';
  const inShort = (text: string): string =>
    isList && text !== '' ? listed(text.split('\n'), context) : truncate(text, mostChars);
  if (isWhole) return say('edition.change.one', { field: name, text: inShort(before || after) });
  const [was, is] = isList ? [inShort(before), inShort(after)] : aroundChange(before, after);
  const none = say('edition.change.none');
  return say('edition.change.both', { field: name, before: was || none, after: is || none });
}

function entryItem(entry: DifferenceEntry, context: Context): NonNullable<Board['items']>[number] {
  const { say } = context;
  const { kind, title, department, fields } = entry;
  const of = departmentName(department, context);
  const name =
    department === ''
      ? title
      : department === title
        ? of
        : say('edition.entry.of', { title, department: of });
  const isWhole = kind === 'added' || kind === 'gone';
  // What editors have written for a row goes with it: that it does is enough.
  const told = kind === 'gone' ? fields.filter(({ field }) => OF_DOCUMENT.has(field)) : fields;
  const others = fields
    .filter((field) => !told.includes(field))
    .map(({ field }) => say(`edition.field.${field}`));
  return {
    title: say(`edition.entry.${kind}`, { title: name }),
    lines: [
      ...told.map((field) => changeLine(field, isWhole, context)),
      others.length === 0 ? '' : say('edition.change.goneToo', { fields: listWords(others, say) }),
    ],
  };
}

const OF_DOCUMENT: ReadonlySet<DifferenceField> = new Set(['summary', 'schedule', 'remarks']);

/** 変更3件、追加1件、変更なし45件 */
function countsLine({ difference: { counts } }: Proposal, { say, lang }: Context): string {
  return DIFFERENCE_KINDS.filter((kind) => counts[kind] > 0)
    .map((kind) => say(`edition.count.${kind}`, { count: counts[kind] }))
    .join(lang === 'ja' ? '、' : ', ');
}

function listed(names: readonly string[], { say, lang }: Context): string {
  const more = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).map((name) => truncate(name, 40));
  return [...shown, ...(more > 0 ? [say('edition.more', { count: more })] : [])].join(
    lang === 'ja' ? '、' : ', ',
  );
}

export function stateWords(
  { proposal, isOvertaken }: Pick<ProposalView, 'proposal' | 'isOvertaken'>,
  context: Context,
): string {
  return context.say(`edition.state.${isOvertaken ? 'overtaken' : proposal.state}`);
}

function factsOf(view: ProposalView, context: Context): readonly BoardFact[] {
  const { say } = context;
  const { proposal } = view;
  const { edition, difference, decidedBy, reason, author } = proposal;
  const { unreadTimes } = difference;
  const departments = (names: readonly string[]) =>
    listed(
      names.map((name) => departmentName(name, context)),
      context,
    );
  const facts: Readonly<Record<string, string>> = {
    state: stateWords(view, context),
    kind: say(`edition.kind.${proposal.kind}`),
    author: author.name,
    source: sourceWords(edition, context),
    fiscalYear:
      edition.fiscalYear === null ? '' : say('edition.fiscalYear', { year: String(edition.fiscalYear) }),
    counts: countsLine(proposal, context),
    newDepartments: departments(difference.newDepartments),
    goneDepartments: departments(difference.goneDepartments),
    unreadTimes: listed(unreadTimes, context),
    decided: decidedBy?.name ?? '',
    reason,
  };
  return Object.entries(facts)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => ({ title: say(`edition.fact.${key}` as 'edition.fact.kind'), value }));
}

/** What it does to answers: whether what was missing is found, and what else changes. */
function trialLines({ trial }: Proposal, context: Context): readonly string[] {
  if (trial === null) return [];
  const { say, lang } = context;
  const { tried, untried = 0, changed, changes, wanted, found } = trial;
  const names = found.length === 0 ? say('edition.trial.nothing') : listed(found, context);
  return [
    say('edition.trial.wanted', { question: truncate(wanted, mostChars), rows: names }),
    say('edition.trial.changed', { count: changed, tried }),
    untried === 0 ? '' : say('edition.trial.untried', { count: untried }),
    ...changes.slice(0, mostNamed).map(({ question, before, after }) => {
      const gone = before.filter((row) => !after.includes(row));
      const added = after.filter((row) => !before.includes(row));
      const both = [
        gone.length === 0 ? '' : say('edition.trial.gone', { rows: listed(gone, context) }),
        added.length === 0 ? '' : say('edition.trial.added', { rows: listed(added, context) }),
      ].filter((part) => part !== '');
      const rows = both.join(lang === 'ja' ? '、' : ', ');
      return say('edition.trial.change', { question: truncate(question, 60), rows });
    }),
  ];
}

function pager({ proposal, page }: ProposalView, total: number, { say, lang }: Context): readonly Json[] {
  const last = Math.ceil(total / ENTRIES_PER_PAGE) - 1;
  const titles = { previous: say('page.previous'), next: say('edition.button.next') };
  return turnButtons({ page, last }, titles, (title, to) =>
    act(title, { do: 'edition.open', id: proposal.id, page: to, lang }),
  );
}

function stepButtons(view: ProposalView, { say, lang }: Context): readonly Json[] {
  const { proposal, isAuthor, mayApprove, isOvertaken } = view;
  const { id, version, state } = proposal;
  const of = { id, version, lang };
  if (!isOpen(state)) return [];
  const mayDecide = mayApprove && !isAuthor && state === 'requested';
  return [
    ...(isOvertaken && (isAuthor || mayApprove)
      ? [act(say('edition.button.recompare'), { do: 'edition.recompare', ...of }, PRIMARY)]
      : []),
    ...(!isOvertaken && isAuthor && state === 'draft'
      ? [act(say('edition.button.request'), { do: 'edition.request', ...of }, PRIMARY)]
      : []),
    ...(!isOvertaken && mayDecide
      ? [act(say('edition.button.approve'), { do: 'edition.approve', ...of }, PRIMARY)]
      : []),
    ...(mayDecide ? [act(say('edition.button.decline'), { do: 'edition.decline', ...of })] : []),
    ...(isAuthor
      ? [act(say('edition.button.withdraw'), { do: 'edition.withdraw', ...of }, DESTRUCTIVE)]
      : []),
  ];
}

/** A document that nobody has said the year of cannot be asked by its year. */
function asksYear({ proposal: { state, kind, edition }, isAuthor }: ProposalView): boolean {
  return isAuthor && state === 'draft' && kind === 'file' && edition.fiscalYear === null;
}

/** What only its author can say of a file, until it is handed in. */
function fileButtons(view: ProposalView, { say, lang }: Context): readonly Json[] {
  const { id, state, sentFile } = view.proposal;
  return [
    ...(asksYear(view) ? [act(say('edition.button.year'), { do: 'edition.year', id, lang })] : []),
    ...(view.isAuthor && state === 'draft' && sentFile !== undefined
      ? [act(say('edition.button.columns'), { do: 'edition.columns', file: sentFile, lang })]
      : []),
  ];
}

function moreButtons({ proposal }: ProposalView, total: number, { say, lang }: Context): readonly Json[] {
  const { id, warnings, passedOver } = proposal;
  return [
    ...(warnings.length + passedOver.length > 0
      ? [act(say('edition.button.notes'), { do: 'edition.notes', id, page: 0, lang })]
      : []),
    ...(total > 0 ? [act(say('edition.button.excel'), { do: 'edition.difference', id, lang })] : []),
  ];
}

function notesLine({ warnings, passedOver }: Proposal, { say }: Context): string {
  if (warnings.length + passedOver.length === 0) return '';
  return say('edition.notes.count', { passed: passedOver.length, warnings: warnings.length });
}

/** A part of the document, or another one, is sent by mistake: what it takes away stands on the pages after the first. */
function mostGoneLine({ kind, state, difference: { counts } }: Proposal, { say }: Context): string {
  const { gone, renamed, changed, words, unchanged } = counts;
  const isMost = gone > renamed + changed + words + unchanged;
  return isMost && kind === 'file' && isOpen(state) ? say('edition.draft.mostGone', { count: gone }) : '';
}

/** A draft with its differences, page by page, and what this person may do with it. */
export function proposalBoard(view: ProposalView, context: Context): Board {
  const { proposal, entries, page, note, isOvertaken, mayApprove, isAuthor } = view;
  const { say } = context;
  const { about, author, state } = proposal;
  const total = entryCount(proposal);
  const isAsked = state === 'requested' && !isAuthor;
  const from = page * ENTRIES_PER_PAGE;
  return {
    headline: isAsked
      ? say('edition.draft.request', { author: author.name, about })
      : say('edition.draft.title', { about }),
    note: noteOf(note, context),
    lines: [
      ...trialLines(proposal, context),
      isOvertaken ? say('edition.draft.overtaken') : '',
      mostGoneLine(proposal, context),
      total === 0 && isOpen(state) ? say('edition.draft.nothing') : '',
      asksYear(view) ? say('edition.ask.yearMissing') : '',
      notesLine(proposal, context),
      entries.length === 0 ? '' : say('edition.page', { from: from + 1, to: from + entries.length, total }),
    ],
    facts: factsOf(view, context),
    items: entries.map((entry) => entryItem(entry, context)),
    fields: [
      ...(mayApprove && !isAuthor && state === 'requested'
        ? [textField('reason', say('edition.field.reason'), { max: 500, isMultiline: true })]
        : []),
      ...(asksYear(view) ? [yearField(yearsAround(proposal.createdAt), context)] : []),
    ],
    buttons: [
      ...stepButtons(view, context),
      ...fileButtons(view, context),
      ...pager(view, total, context),
      ...moreButtons(view, total, context),
    ],
  };
}
