import { openButton } from '../../cards/answer/row-model.ts';
import type { Board } from '../../cards/board.ts';
import { button } from '../../cards/button.ts';
import { listPage, turnButtons } from '../../cards/page.ts';
import type { Context } from '../../cards/words/row.ts';
import { initiativeName, rowTitle } from '../../cards/words/row.ts';
import { departmentName } from '../../cards/words/subject.ts';
import { departmentsIn, type Gap, type ThemeCoverage } from '../decide/coverage.ts';
import { act } from './actions.ts';
import type { GapsView, MatrixView, RecommendationsView } from './spread-view.ts';
import { namesOf } from './words.ts';

const themesPerPage = 6;
const maxGaps = 8;
/** Names in a line; the rest are counted. */
const maxNames = 4;

/** 会計課、消防局ほか3部署 */
function someNames(departments: readonly string[], context: Context): string {
  const shown = departments.slice(0, maxNames);
  const names = namesOf(shown, context);
  const hidden = departments.length - shown.length;
  return hidden === 0 ? names : context.say('adoption.andOthers', { names, count: hidden });
}

function missingWords(coverage: ThemeCoverage, context: Context): string {
  const missing = departmentsIn(coverage, 'none', 'takesOver');
  if (missing.length === 0) return context.say('adoption.matrix.everybody');
  return context.say('adoption.matrix.missing', { departments: someNames(missing, context) });
}

function themeItem(coverage: ThemeCoverage, context: Context): NonNullable<Board['items']>[number] {
  const { say, lang } = context;
  const { theme, cells } = coverage;
  const has = departmentsIn(coverage, 'does', 'planned').length;
  const count = say('adoption.matrix.count', { of: cells.length, count: has });
  return {
    title: say('adoption.matrix.theme', { theme: theme.label[lang], count }),
    bar: { value: has, of: cells.length },
    lines: [missingWords(coverage, context)],
    open: act(theme.label[lang], { do: 'adoption.theme', theme: theme.id, lang }),
  };
}

/** By theme: how many departments, and who is missing. */
export function matrixBoard({ coverage, page }: MatrixView, context: Context): Board {
  const { say, lang } = context;
  const shown = listPage(coverage, { page, perPage: themesPerPage });
  const titles = { previous: say('page.previous'), next: say('adoption.matrix.next') };
  return {
    headline: say('adoption.matrix.title'),
    subtitle: say('adoption.matrix.subtitle'),
    items: shown.items.map((one) => themeItem(one, context)),
    empty: say('adoption.matrix.none'),
    buttons: [
      ...turnButtons(shown, titles, (title, to) => act(title, { do: 'adoption.matrix', page: to, lang })),
      act(say('adoption.gaps.own'), { do: 'adoption.gaps', subject: '', lang }),
      act(say('adoption.recommend.own'), { do: 'adoption.recommend', subject: '', lang }),
      act(say('file.asWorkbook'), { do: 'adoption.file', lang }),
    ],
    hasSource: true,
  };
}

/** One theme: who does it, plans it, takes it over, and who does not. */
export function themeBoard(coverage: ThemeCoverage, context: Context): Board {
  const { say, lang } = context;
  const { theme, cells } = coverage;
  const label = theme.label[lang];
  const has = departmentsIn(coverage, 'does', 'planned').length;
  const states = (['does', 'planned', 'takesOver', 'none'] as const).map((state) => ({
    state,
    departments: departmentsIn(coverage, state),
  }));
  return {
    headline: say('adoption.matrix.theme', {
      theme: label,
      count: say('adoption.matrix.count', { of: cells.length, count: has }),
    }),
    facts: states
      .filter(({ departments }) => departments.length > 0)
      .map(({ state, departments }) => ({
        title: say('adoption.cell', { state: say(`adoption.cell.${state}`), count: departments.length }),
        value: [namesOf(departments, context)],
      })),
    buttons: [button(say('adoption.theme.rows'), { do: 'ask', question: label, lang })],
    hasSource: true,
  };
}

function reasonWords(gap: Gap, { kind, neighbours }: GapsView, context: Context): string {
  const params = { of: neighbours.length, count: gap.neighbours.length };
  return kind === null
    ? context.say('adoption.gaps.all', params)
    : context.say('adoption.gaps.kind', { kind, ...params });
}

/** What neighbours of the same kind do and this department does not. */
export function gapsBoard(view: GapsView, context: Context): Board {
  const { say, lang } = context;
  const department = departmentName(view.department, context);
  return {
    headline: say('adoption.gaps.title', { department, count: view.gaps.length }),
    items: view.gaps.slice(0, maxGaps).map((gap) => ({
      title: gap.coverage.theme.label[lang],
      lines: [
        say('adoption.gaps.line', {
          reason: reasonWords(gap, view, context),
          departments: someNames(gap.neighbours, context),
        }),
      ],
      open: act(gap.coverage.theme.label[lang], { do: 'adoption.theme', theme: gap.coverage.theme.id, lang }),
    })),
    empty: say('adoption.gaps.none', { department }),
    buttons: [
      act(say('adoption.recommend.own'), { do: 'adoption.recommend', subject: view.department, lang }),
    ],
    hasSource: true,
  };
}

/** Rows that a department might take over, each with its reason. */
export function recommendationsBoard(view: RecommendationsView, context: Context): Board {
  const { say, lang, data } = context;
  const department = departmentName(view.department, context);
  return {
    headline: say('adoption.recommend.title', { department }),
    items: view.recommendations.map(({ initiative, gap, takers }) => {
      const name = initiativeName(initiative, data, lang);
      const theme = gap.coverage.theme.label[lang];
      return {
        title: rowTitle(initiative, context),
        lines: [
          say('adoption.recommend.reason', { theme, reason: reasonWords(gap, view, context) }),
          takers === 0 ? '' : say('adoption.recommend.takers', { count: takers }),
        ],
        open: openButton(name, initiative.id, lang),
      };
    }),
    empty: say('adoption.recommend.none', { department }),
    hasSource: true,
  };
}
