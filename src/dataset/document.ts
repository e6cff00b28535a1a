import { cleanCell } from './cell.ts';
import { parseSchedule } from './schedule.ts';
import type { YearMonth } from '../calendar/month.ts';
import type { Initiative, Source } from './schema.ts';

/** A row of the document before it has an id. */
export type DocumentRow = Omit<Initiative, 'id'>;

const BULLET = /^[-*・※•]/;
/** Set before a heading for the eye only: ■総務部. */
const HEADING_MARK = /^[●○■□◆◇▼▽☆★]\s*/;
const DATE_LINE =
  /^(?:(?:令和|平成|昭和)(?:元|\d{1,2})|(?:19|20)\d{2})年\d{1,2}月(?:\d{1,2}日)?(?:現在|時点)?$/;
const ORGANISATION =
  /(?:局|部|課|室|係|班|所|署|市|区|町|村|県|庁|院|担当|センター|チーム|グループ|本部|委員会)$/;

/** The head of the document: title first, then its month, then who publishes it; copied heads often repeat a line. */
export function readSource(
  preamble: readonly string[],
): Pick<Source, 'title' | 'publisher' | 'date' | 'dateText'> {
  const whole = [...new Set(preamble.map((line) => cleanCell(line)).filter((line) => line !== ''))];
  const lines = whole.flatMap((line) => imprintIn(line) ?? [line]);
  const dateText = lines.find((line) => readDate(line) !== null) ?? '';
  const text = lines.filter(
    (line) => readDate(line) === null && !BULLET.test(line) && !HEADING_MARK.test(line),
  );
  const title = text[0] ?? '';
  const publisher = text.slice(1).find((line) => ORGANISATION.test(fold(line))) ?? '';
  return { title, publisher, date: readDate(dateText), dateText };
}

/** The month of a line that says a date and nothing else: 令和8年6月, 2026年6月1日現在; null = it is none. */
export function readDate(line: string): YearMonth | null {
  const text = fold(line);
  return DATE_LINE.test(text) ? parseSchedule(text).start : null;
}

/** Month and publisher of one line: （令和9年3月 総務部作成）; null = it is none. */
function imprintIn(line: string): readonly string[] | null {
  const inside = /^[（(](.+)[）)]$/.exec(line)?.[1] ?? line;
  const [month, publisher, ...more] = inside.split(/\s+/);
  if (month === undefined || publisher === undefined || more.length > 0) return null;
  const office = publisher.replace(/(?:作成|発行|公表)$/, '');
  return DATE_LINE.test(fold(month)) && ORGANISATION.test(fold(office)) ? [month, office] : null;
}

function fold(line: string): string {
  return line.normalize('NFKC').replace(/\s+/g, '');
}
