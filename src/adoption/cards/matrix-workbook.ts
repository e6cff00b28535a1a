import { dateAt } from '../../calendar/zone.ts';
import { type Download, fileName } from '../../cards/file-cards.ts';
import type { Context } from '../../cards/words/row.ts';
import { departmentName } from '../../cards/words/subject.ts';
import { type CellTone, type Sheet, writeSheets } from '../../text/xlsx.ts';
import { type CellState, departmentsIn, type ThemeCoverage } from '../decide/coverage.ts';
import { namesOf } from './words.ts';

const STATES = ['does', 'planned', 'takesOver', 'none'] as const;
const TONE: Readonly<Record<CellState, CellTone>> = {
  does: 'good',
  planned: 'soon',
  takesOver: 'begun',
  none: 'plain',
};

/** Departments × themes as a workbook: the whole in colours, and by theme who does it and who does not. */
export function matrixDownload(coverage: readonly ThemeCoverage[], now: number, context: Context): Download {
  const { say } = context;
  const title = say('adoption.matrix.title');
  return {
    name: fileName(title, dateAt(now, context.timeZone), 'xlsx'),
    description: say('adoption.matrix.file'),
    bytes: writeSheets(title, [wholeSheet(coverage, context), themesSheet(coverage, context)]),
  };
}

function wholeSheet(coverage: readonly ThemeCoverage[], context: Context): Sheet {
  const { say, lang } = context;
  const departments = coverage[0]?.cells.map(({ department }) => department) ?? [];
  return {
    name: say('adoption.matrix.sheet.whole'),
    columns: [say('adoption.matrix.department'), ...coverage.map(({ theme }) => theme.label[lang])],
    widths: [24, ...coverage.map(() => 11)],
    rows: departments.map((department, index) => [
      departmentName(department, context),
      ...coverage.map(({ cells }) => {
        const { state } = cells[index]!;
        return { text: state === 'none' ? '' : say(`adoption.cell.${state}`), tone: TONE[state] };
      }),
    ]),
  };
}

function themesSheet(coverage: readonly ThemeCoverage[], context: Context): Sheet {
  const { say, lang } = context;
  return {
    name: say('adoption.matrix.sheet.themes'),
    columns: [
      say('adoption.matrix.theme.column'),
      ...STATES.map((state) => say(`adoption.cell.${state}`)),
      ...STATES.map((state) => say('adoption.matrix.who', { state: say(`adoption.cell.${state}`) })),
    ],
    widths: [24, 9, 9, 9, 9, 36, 24, 24, 44],
    rows: coverage.map((one) => {
      const byState = STATES.map((state) => departmentsIn(one, state));
      return [
        one.theme.label[lang],
        ...byState.map((departments) => departments.length),
        ...byState.map((departments) => namesOf(departments, context)),
      ];
    }),
  };
}
