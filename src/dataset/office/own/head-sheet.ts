import { readDate } from '../../document.ts';
import { fiscalYearOfDocument } from '../../fiscal-year.ts';
import type { Source } from '../../schema.ts';
import { fiscalYearsIn } from '../department-lines.ts';
import type { DocumentHead, Grid, Remark } from '../types.ts';
import { HEAD_SHEET, linesOf } from './sheets.ts';

const [ITEM, CONTENT] = HEAD_SHEET.columns;
const ITEMS = { title: '題名', publisher: '発行', dateText: '日付', fiscalYear: '年度' } as const;

/** What the sheet says of the document, a line each. */
export function headLines(source: Source): readonly (readonly [string, string])[] {
  const year = fiscalYearOfDocument(source);
  return [
    [ITEMS.title, source.title],
    [ITEMS.publisher, source.publisher],
    [ITEMS.dateText, source.dateText],
    [ITEMS.fiscalYear, year === null ? '' : String(year)],
  ];
}

export function readHead(grid: Grid, problems: Remark[]): DocumentHead {
  const lines = linesOf(grid);
  const contentOf = (item: string): string =>
    lines.find(({ field }) => field(ITEM) === item)?.field(CONTENT) ?? '';
  const [title, publisher, dateText, year] = Object.values(ITEMS).map(contentOf) as [
    string,
    string,
    string,
    string,
  ];
  const date = dateText === '' ? null : readDate(dateText);
  const fiscalYear = year === '' ? null : (fiscalYearsIn(`${year.replace(/年度$/, '')}年度`)[0] ?? undefined);
  for (const [item, text, isRead] of [
    [ITEMS.dateText, dateText, dateText === '' || date !== null],
    [ITEMS.fiscalYear, year, fiscalYear !== undefined],
  ] as const)
    if (!isRead) {
      const line = lines.find(({ field }) => field(ITEM) === item)!.line.line;
      problems.push({
        place: { sheet: grid.sheet, line, column: null },
        code: 'headUnread',
        values: { item, text },
      });
    }
  const known = fiscalYearOfDocument({ title, ...(fiscalYear != null && { fiscalYear }) });
  return { title, publisher, date, dateText, fiscalYear: known };
}
