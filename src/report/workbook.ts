import { type Download, fileName } from '../cards/file-cards.ts';
import type { Context } from '../cards/words/row.ts';
import { monthWords } from '../cards/words/schedule-words.ts';
import { departmentName } from '../cards/words/subject.ts';
import { type Sheet, writeSheets } from '../text/xlsx.ts';
import type { MonthlyReport, TakenOver } from './report.ts';

/** A month's report with all its lines, as a workbook: the same numbers as on the card. */
export function reportDownload(report: MonthlyReport, context: Context): Download {
  const { say } = context;
  const month = monthWords(report.month, context);
  const title = say('report.title', { month });
  return {
    name: fileName(title, '', 'xlsx'),
    description: say('report.file', { month }),
    bytes: writeSheets(title, sheetsOf(report, context)),
  };
}

/** The departments that it has come through, where it began first. */
export function fromWords({ before, from }: Pick<TakenOver, 'before' | 'from'>, context: Context): string {
  return [...before, from].map((department) => departmentName(department, context)).join(' → ');
}

function sheetsOf(report: MonthlyReport, context: Context): readonly Sheet[] {
  const { say, lang } = context;
  const { questions, unanswered, spread, coverage, confirmations } = report;
  const count = say('report.sheet.count');
  const theme = say('report.sheet.theme');
  return [
    {
      name: say('report.sheet.overview'),
      columns: [say('report.sheet.item'), count],
      widths: [36, 12],
      rows: figuresOf(report, context),
    },
    {
      name: say('report.questions'),
      columns: [theme, count],
      widths: [36, 12],
      rows: questions.themes.map(({ label, count: asked }) => [label[lang], asked]),
    },
    {
      name: say('report.unanswered'),
      columns: [say('report.sheet.group'), count],
      widths: [60, 12],
      rows: unanswered.open.groups.map((group) => [group.label, group.count]),
    },
    {
      name: say('report.spread'),
      columns: (['from', 'to', 'name', 'state'] as const).map((column) => say(`report.sheet.${column}`)),
      widths: [24, 24, 40, 12],
      rows: spread.taken.map(({ before, from, department, name, state }) => [
        fromWords({ before, from }, context),
        departmentName(department, context),
        name,
        say(`adoption.state.${state}`),
      ]),
    },
    {
      name: theme,
      columns: [theme, say('report.sheet.has'), say('report.sheet.of')],
      widths: [36, 16, 12],
      rows: coverage.map(({ label, count: has, of }) => [label[lang], has, of]),
    },
    ...(confirmations === null
      ? []
      : [
          {
            name: say('report.confirmations'),
            columns: [say('report.sheet.department'), say('report.sheet.open'), say('report.sheet.rows')],
            widths: [36, 16, 12],
            rows: confirmations.departments.map(
              ({ department, open, rows }) => [departmentName(department, context), open, rows] as const,
            ),
          },
        ]),
  ];
}

function figuresOf(
  { questions, unanswered, spread, reach, confirmations }: MonthlyReport,
  { say }: Context,
): readonly (readonly [string, number])[] {
  const { open } = unanswered;
  const states = ['interested', 'trying', 'adopted', 'declined'] as const;
  return [
    [say('report.figure.asked'), questions.asked],
    [say('report.figure.kept'), unanswered.kept],
    [say('report.figure.wrong'), unanswered.wrong],
    [say('report.figure.liked'), unanswered.liked],
    [say('report.figure.answered'), unanswered.answered],
    [say('report.figure.unanswered'), open.groups.length + open.unlisted],
    ...(open.unlisted === 0 ? [] : [[say('report.figure.unlisted'), open.unlisted] as const]),
    ...states.map((state) => [say(`adoption.state.${state}`), spread[state]] as const),
    [say('report.figure.highlights'), reach.highlights],
    [say('report.figure.broadcasts'), reach.broadcasts],
    ...(confirmations === null
      ? []
      : ([
          [say('report.figure.open'), confirmations.open],
          [say('report.figure.overdue'), confirmations.overdue],
        ] as const)),
  ];
}
