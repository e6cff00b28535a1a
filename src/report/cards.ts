import { z } from 'zod';
import { type Board, type BoardFact, boardsOf, type Place, sentences } from '../cards/board.ts';
import { pressesOf, pressHead } from '../cards/presses.ts';
import type { Download } from '../cards/file-cards.ts';
import type { CardKit } from '../cards/load.ts';
import type { Context } from '../cards/words/row.ts';
import { monthWords } from '../cards/words/schedule-words.ts';
import { departmentName } from '../cards/words/subject.ts';
import { monthAfter, YearMonth } from '../calendar/month.ts';
import type { ConfirmationCounts, MonthlyReport, OpenQuestions, TakenOver } from './report.ts';
import { fromWords, reportDownload } from './workbook.ts';

const most = 5;

const ReportAction = z.object({
  ...pressHead,
  /** To be seen, or as a workbook. */
  do: z.enum(['report.month', 'report.file']),
  month: YearMonth,
});
export type ReportAction = z.infer<typeof ReportAction>;

const { act, parse } = pressesOf('report.', ReportAction);
/** The month that a pressed button asks for, and how. */
export const parseReportAction = parse;

function takenWords({ name, before, from, department, state }: TakenOver, context: Context): string {
  return context.say('report.taken', {
    name,
    from: fromWords({ before, from }, context),
    department: departmentName(department, context),
    state: context.say(`adoption.state.${state}`),
  });
}

function counted(
  items: readonly { readonly label: string; readonly count: number }[],
  { say }: Context,
): readonly string[] {
  return items.slice(0, most).map(({ label, count }) => say('report.counted', { label, count }));
}

function openWords({ groups, unlisted }: OpenQuestions, context: Context): readonly string[] {
  const count = groups.length + unlisted;
  return count === 0 ? [] : [context.say('report.unanswered.open', { count }), ...counted(groups, context)];
}

function factsOf(
  { questions, unanswered, spread, coverage, reach, confirmations }: MonthlyReport,
  context: Context,
): BoardFact[] {
  const { say, lang } = context;
  const themes = questions.themes.map(({ label, count }) => ({ label: label[lang], count }));
  const fact = (title: BoardFact['title'], first: string, rest: readonly string[]): BoardFact => ({
    title,
    value: [first, ...rest],
  });
  return [
    fact(
      say('report.questions'),
      say('report.questions.count', { count: questions.asked, liked: unanswered.liked }),
      counted(themes, context),
    ),
    fact(
      say('report.unanswered'),
      say('report.unanswered.count', {
        count: unanswered.kept,
        wrong: unanswered.wrong,
        answered: unanswered.answered,
      }),
      openWords(unanswered.open, context),
    ),
    fact(
      say('report.spread'),
      say('report.spread.count', {
        interested: spread.interested,
        trying: spread.trying,
        adopted: spread.adopted,
        declined: spread.declined,
      }),
      spread.taken.slice(0, most).map((one) => takenWords(one, context)),
    ),
    fact(
      say('report.coverage'),
      say('report.coverage.text'),
      coverage.slice(0, most).map(({ label, count, of }) =>
        say('adoption.matrix.theme', {
          theme: label[lang],
          count: say('adoption.matrix.count', { of, count }),
        }),
      ),
    ),
    { title: say('report.reach'), value: say('report.reach.count', reach) },
    ...(confirmations === null ? [] : [confirmationFact(confirmations, context)]),
  ];
}

function confirmationFact(
  { rows, open, overdue, departments }: ConfirmationCounts,
  context: Context,
): BoardFact {
  const { say } = context;
  const lines = departments.slice(0, most).map((one) =>
    say('report.confirmations.department', {
      department: departmentName(one.department, context),
      count: one.open,
      rows: one.rows,
    }),
  );
  return {
    title: say('report.confirmations'),
    value: [
      say('report.confirmations.count', { count: open, rows }),
      ...(overdue === 0 ? [] : [say('report.confirmations.overdue', { count: overdue })]),
      ...lines,
    ],
  };
}

function reportBoard(report: MonthlyReport, context: Context): Board {
  const { say, lang } = context;
  const previous = monthAfter(report.month, -1);
  return {
    headline: say('report.title', { month: monthWords(report.month, context) }),
    facts: factsOf(report, context),
    lines: [],
    buttons: [
      act(say('report.previous', { month: monthWords(previous, context) }), {
        do: 'report.month',
        month: previous,
        lang,
      }),
      act(say('file.asWorkbook'), { do: 'report.file', month: report.month, lang }),
    ],
  };
}

/** What is said of a month. Pure: the same values give the same card. */
export function createReportCards(kit: CardKit) {
  const board = boardsOf(kit);
  return {
    report: board(reportBoard),
    /** Everything of it, in a workbook. */
    file: (report: MonthlyReport, { data, lang }: Place): Download =>
      reportDownload(report, kit.contextOf(data, lang)),
    note: board((note: 'onlyHr' | 'onlyPersonal' | 'invalid' | 'unavailable', { say }: Context) => ({
      ...sentences(say(`report.note.${note}`)),
    })),
  };
}
export type ReportCards = ReturnType<typeof createReportCards>;
